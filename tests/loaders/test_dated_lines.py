"""Logs kept as plain lines: a day first, or a bullet with a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

WHAT = ["company", "title", "stage", "outcome"]


@pytest.mark.parametrize(
    "lines",
    [
        "2025-03-02  Quillmoor, Glazier - applied\n2025-03-04  Rowanby, Fitter - rejected 2025-03-09\n",
        "03/22/2025: Quillmoor - Glazier - applied\n03/24/2025: Rowanby - Fitter - applied, rejected\n",
        "- 2025-03-02: Glazier at Quillmoor, applied\n- 2025-03-04: Fitter at Rowanby, rejected\n",
    ],
)
def test_lines_that_begin_with_a_day_are_applications(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "log.txt"
    path.write_text(lines)
    rows = jsa.load(path).applications
    assert rows[WHAT].to_numpy().tolist() == [
        ["Quillmoor", "Glazier", "applied", "open"],
        ["Rowanby", "Fitter", "applied", "rejected"],
    ]
    assert rows["applied_on"].notna().all()


def test_boxes_before_a_line_are_no_part_of_the_name(tmp_path: Path) -> None:
    path = tmp_path / "log.md"
    path.write_text(
        "# March\n\n- [x] Quillmoor - Glazier - applied 2025-03-02 - rejected\n"
        "- [x] Rowanby - Fitter - applied 2025-03-04 - interview\n"
        "- [ ] Sallow - Roofer - applied 2025-03-05 - no reply\n"
    )
    assert jsa.load(path).applications["company"].tolist() == ["Quillmoor", "Rowanby", "Sallow"]
