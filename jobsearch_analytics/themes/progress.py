"""A progress bar, if one is wanted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["counting"]


@contextmanager
def counting(what: str, *, show: bool) -> Generator[Callable[[int, int], None] | None]:
    """Give a function to call with (done, total) that draws a bar; None if none is to be shown."""
    if not show:
        yield None
        return
    from rich.progress import Progress

    with Progress() as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=total)
