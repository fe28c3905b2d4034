"""How far the reading of a large log has come: a bar for who sits before it, nothing for anybody else."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from rich.console import Console
    from rich.progress import Progress, TaskID

__all__ = ["ReadingBar", "current_bar", "reading_bar", "watched"]

#: A reading that will take less is over before a bar is read.
WORTH_SECONDS = 2.0
#: How long is looked on before the length of the whole is judged.
JUDGED_AFTER_SECONDS = 0.5
#: Texts between two looks at the clock.
BATCH = 1000
#: How often a column's texts are gone through, about: for its kind, its meaning, its words, its id.
PASSES = 4
#: Shares of the work: opening the files, reading their texts; the rest is joining.
OPENING, READING = 0.2, 0.7


class ReadingBar:
    """A bar that appears only if the whole will take more than two seconds.

    Parameters
    ----------
    console : callable, optional
        Gives the place where it is drawn; None for a reading that nobody watches.
    clock : callable
        Seconds, running on.
    """

    def __init__(
        self, console: Callable[[], Console] | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.console, self.clock, self.start = console, clock, clock()
        self.opened, self.texts, self.texts_in_all = 0.0, 0, 0
        self.done = 0.0
        self.drawn: tuple[Progress, TaskID] | None = None

    def open(self, share: float) -> None:
        """Say what share of the files' bytes is opened."""
        self.opened = share
        self._look()

    def expect(self, n_texts: int) -> None:
        """Say how many distinct texts the files hold."""
        self.texts_in_all = n_texts * PASSES
        self._look()

    def over(self, texts: Iterable[str]) -> Generator[str]:
        """Give the texts one by one, counting them."""
        for place, text in enumerate(texts, start=1):
            if place % BATCH == 0:
                self.texts += BATCH
                self._look()
            yield text

    def end(self) -> None:
        """Take the bar away."""
        if self.drawn is not None:
            self.drawn[0].stop()

    def _look(self) -> None:
        read = min(self.texts / self.texts_in_all, 1.0) if self.texts_in_all else 0.0
        self.done = max(self.done, OPENING * self.opened + READING * read)
        seconds = self.clock() - self.start
        long = seconds > JUDGED_AFTER_SECONDS and seconds > WORTH_SECONDS * self.done
        if long and self.drawn is None and self.console is not None:
            self.drawn, self.console = _drawn(self.console()), None
        if self.drawn is not None:
            bar, task = self.drawn
            bar.update(task, completed=self.done)


def _drawn(console: Console) -> tuple[Progress, TaskID] | None:
    from rich.progress import Progress

    if not (console.is_terminal or console.is_jupyter):
        return None
    bar = Progress(console=console, transient=True)
    bar.start()
    return bar, bar.add_task("Reading your log", total=1.0)


_BAR: ContextVar[ReadingBar | None] = ContextVar("reading_bar", default=None)


def current_bar() -> ReadingBar | None:
    """Return the bar of the reading that is under way."""
    return _BAR.get()


def _error_console() -> Console:
    from rich.console import Console

    return Console(stderr=True)


@contextmanager
def reading_bar() -> Generator[ReadingBar]:
    """Show how far the reading inside has come, to a person at a terminal or in a notebook."""
    is_watched = "ipykernel" in sys.modules or (sys.stderr is not None and sys.stderr.isatty())
    bar = ReadingBar(_error_console if is_watched else None)
    token = _BAR.set(bar)
    try:
        yield bar
    finally:
        _BAR.reset(token)
        bar.end()


def watched(texts: Sequence[str]) -> Iterable[str]:
    """Return the texts of a column as they are, counted for the bar where they are many."""
    bar = current_bar()
    return texts if bar is None or len(texts) < BATCH else bar.over(texts)
