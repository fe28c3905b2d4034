"""Diaries of a search: a line per thing that happened, with its day or under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.loaders.cells.diaries import diary_grid

if TYPE_CHECKING:
    from pathlib import Path

WHAT = ["company", "title", "applied_on", "stage", "outcome", "source_row"]

DIARIES = (
    # Sentences under days.
    "MY SEARCH\n=========\n\nMonday, 2 March 2026\n- Applied to Quillmoor Homes (Glazier)\n- walked the dog\n"
    "- applied for Fitter at Rowanby\n\nMonday, 9 March 2026\n- Rejection from Quillmoor Homes, sad\n"
    "- Phone screen with Rowanby\n",
    # The day in front of each, a firm by its first word.
    "**2026-03-02** Applied to Quillmoor Homes as Glazier.\n**2026-03-02** Saw Ana.\n"
    "**2026-03-02** Application sent: Rowanby, role: Fitter\n\n**2026-03-09** Quillmoor rejected me.\n"
    "**2026-03-09** Rowanby: phone screen\n",
    # German.
    "02.03.2026\nBewerbung abgeschickt: Quillmoor Homes, Stelle: Glazier\nMama angerufen\n"
    "Beworben bei Rowanby als Fitter\n09.03.2026\nAbsage von Quillmoor Homes, schade\n"
    "Rowanby: Telefoninterview gehabt\n",
)


@pytest.mark.parametrize("text", DIARIES)
def test_later_lines_about_a_firm_are_events_of_one_application(tmp_path: Path, text: str) -> None:
    path = tmp_path / "diary.txt"
    path.write_text(text, encoding="utf-8")
    search = jsa.load(path)
    lines = text.splitlines()
    first = [next(n for n, line in enumerate(lines, 1) if firm in line) for firm in ("Quillmoor", "Rowanby")]
    rows = search.applications.assign(applied_on=search.applications["applied_on"].dt.strftime("%Y-%m-%d"))
    assert rows[WHAT].to_numpy().tolist() == [
        ["Quillmoor Homes", "Glazier", "2026-03-02", "applied", "rejected", first[0]],
        ["Rowanby", "Fitter", "2026-03-02", "screen", "open", first[1]],
    ]
    events = search.events[search.events["event"] != "applied"]
    assert events["occurred_on"].dt.strftime("%Y-%m-%d").tolist() == ["2026-03-09", "2026-03-09"]
    other = next(n for n, line in enumerate(lines, 1) if "dog" in line or "Ana" in line or "Mama" in line)
    assert search.problems["source_row"].tolist() == [other]


def test_lines_about_the_same_firm_are_its_events(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_text(
        "2026-03-02 Quillmoor - Glazier - applied\n2026-03-04 Rowanby - Fitter - applied\n"
        "2026-03-09 Quillmoor - rejected\n2026-03-11 Rowanby - phone screen\n"
    )
    rows = jsa.load(path).applications
    assert rows[["company", "title", "stage", "outcome"]].to_numpy().tolist() == [
        ["Quillmoor", "Glazier", "applied", "rejected"],
        ["Rowanby", "Fitter", "screen", "open"],
    ]


def test_a_diary_of_other_things_is_none() -> None:
    text = "2026-03-02 Walked to Leeds with Ana.\n2026-03-03 Applied paint to the wall.\n2026-03-04 Rain.\n"
    assert diary_grid(text, "diary.txt") is None
