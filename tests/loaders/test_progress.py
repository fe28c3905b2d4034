"""A bar for long readings, drawn for a person only."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

import jobsearch_analytics as jsa
from jobsearch_analytics.loaders.language.progress import BATCH, ReadingBar, current_bar, reading_bar, watched

if TYPE_CHECKING:
    from pathlib import Path


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def read(*, seconds_per_batch: float, terminal: bool) -> tuple[ReadingBar, str]:
    """Go through ten thousand texts that take some time; return the bar and what was drawn meanwhile."""
    clock, out = Clock(), io.StringIO()
    bar = ReadingBar(lambda: Console(file=out, force_terminal=terminal, width=60), clock)
    bar.open(1.0)
    bar.expect(10 * BATCH)
    for place, _ in enumerate(bar.over(["text"] * (10 * BATCH))):
        clock.seconds += seconds_per_batch / BATCH
        if bar.drawn is not None and place == 9 * BATCH:
            bar.drawn[0].refresh()
    bar.end()
    return bar, out.getvalue()


def test_a_long_reading_shows_how_far_it_is() -> None:
    bar, drawn = read(seconds_per_batch=1.0, terminal=True)
    assert "Reading your log" in drawn
    assert "%" in drawn
    assert 0.3 < bar.done < 0.5  # the files are open and the texts gone through once of four times


def test_a_short_reading_shows_nothing() -> None:
    bar, drawn = read(seconds_per_batch=0.01, terminal=True)
    assert drawn == ""
    assert bar.drawn is None


def test_nothing_is_drawn_where_nobody_looks() -> None:
    bar, drawn = read(seconds_per_batch=1.0, terminal=False)
    assert drawn == ""
    assert bar.drawn is None


def test_the_bar_is_there_only_while_a_log_is_read() -> None:
    assert current_bar() is None
    with reading_bar() as bar:
        assert current_bar() is bar
        texts = ["text"] * BATCH
        assert list(watched(texts)) == texts
        assert bar.texts == BATCH
    assert current_bar() is None
    assert watched(texts) is texts


def test_few_texts_are_not_counted() -> None:
    with reading_bar():
        texts = ["text"] * (BATCH - 1)
        assert watched(texts) is texts


def test_loading_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text("Company,Role,Status\nAcorn,Chef,Applied\n")
    jsa.load(path)
    assert capfd.readouterr() == ("", "")


def _write_long_log(path: Path) -> None:
    note = "spoke with the team about an offer they said no and went with another, or decided to wait and see"
    rows = [f"Firm {n},Chef,2026-01-{n % 28 + 1:02},Applied,{note} {n}" for n in range(120_000)]
    path.write_text("\n".join(["Company,Role,Date Applied,Status,Notes", *rows]) + "\n")


@pytest.mark.slow
def test_a_long_log_draws_a_bar_at_a_terminal_and_nothing_into_a_file(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    _write_long_log(path)
    command = [sys.executable, "-c", "import sys, jobsearch_analytics as j; j.load(sys.argv[1])", str(path)]
    plain = subprocess.run(command, capture_output=True, check=True)
    assert (plain.stdout, plain.stderr) == (b"", b"")
    above, below = pty.openpty()
    settings = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=below, env=settings) as running:
        os.close(below)
        assert "Reading your log" in _all_of(above)
        assert running.communicate() == (b"", None)
    assert running.returncode == 0


def _all_of(handle: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(handle, 65536)
        except OSError:  # a terminal whose other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(handle)
    return b"".join(parts).decode("utf-8", errors="replace")
