"""Forms of text few keep a log in: org-mode, columns aligned with blanks, a note each, YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

WHAT = ["company", "title", "stage", "outcome", "source_row"]


def rows_of(tmp_path: Path, text: str, name: str = "log.txt") -> list[list[object]]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return jsa.load(tmp_path / name).applications[WHAT].fillna("").to_numpy().tolist()


@pytest.mark.parametrize(
    "rule",
    [
        "|-----------+---------+------------+----------|",
        "+-----------+---------+------------+----------+",
        "-----------+---------+------------+----------",
    ],
)
def test_rules_with_plus_signs_are_no_rows(tmp_path: Path, rule: str) -> None:
    lines = (
        "| Company   | Role    | Applied    | Status   |",
        rule,
        "| Quillmoor | Glazier | 2026-03-02 | rejected |",
        rule,
        "| Rowanby   | Fitter  | 2026-03-03 |          |",
        rule,
    )
    assert rows_of(tmp_path, "* My search\n\n" + "\n".join(lines) + "\n", "log.org") == [
        ["Quillmoor", "Glazier", "applied", "rejected", 5],
        ["Rowanby", "Fitter", "applied", "open", 7],
    ]


def test_columns_aligned_with_blanks(tmp_path: Path) -> None:
    text = (
        "my jobs\n\n"
        "Company          Role            Applied     Status\n"
        "---------------  --------------  ----------  ----------\n"
        "Quillmoor, Inc.  Glazier         2026-03-02  rejected\n"
        "Rowanby          Window Fitter   2026-03-03\n"
        "Sallow and Sons of Leeds  Roofer  2026-03-04  interview\n"
    )
    assert rows_of(tmp_path, text) == [
        ["Quillmoor, Inc.", "Glazier", "applied", "rejected", 5],
        ["Rowanby", "Window Fitter", "applied", "open", 6],
        ["Sallow and Sons of Leeds", "Roofer", "interview", "open", 7],
    ]


def test_a_folder_of_notes_is_an_application_each(tmp_path: Path) -> None:
    notes = {
        "a.md": "---\ncompany: Quillmoor\nrole: \"Glazier\"\nstatus: rejected\napplied: 2026-03-02\n"
        "tags: [job, 2026]\n---\n\nTalked to Ana.\n\n- 2026-03-09 phone screen\n",
        "b.md": "---\ncompany: '[[Rowanby]]'\nposition: Fitter\nstatus:\n  - interview\n"
        "dateApplied: 2026-03-03\n"
        "note: >\n  a long\n  story\n---\n",
        "home.md": "---\ntags: [home]\n---\nJust a page.\n",
    }  # fmt: skip
    for name, text in notes.items():
        (tmp_path / name).write_text(text)
    rows = jsa.load(tmp_path).applications
    assert rows[[*WHAT, "source_file"]].to_numpy().tolist() == [
        ["Quillmoor", "Glazier", "screen", "rejected", 1, "a.md"],
        ["Rowanby", "Fitter", "interview", "open", 1, "b.md"],
    ]
    assert rows["applied_on"].dt.strftime("%Y-%m-%d").tolist() == ["2026-03-02", "2026-03-03"]


def test_lists_in_yaml_may_hold_longer_values(tmp_path: Path) -> None:
    text = (
        "- company: Quillmoor\n  role: Glazier\n  notes: |\n    They said: come back\n    status: unclear\n"
        "  applied: 2026-03-02\n  status: rejected\n"
        "- company: Rowanby\n  role: Fitter\n  interviews:\n    - role: panel\n      date: 2026-03-09\n"
        "  applied: 2026-03-03\n  status: interview\n"
    )
    assert rows_of(tmp_path, text, "log.yaml") == [
        ["Quillmoor", "Glazier", "applied", "rejected", 1],
        ["Rowanby", "Fitter", "interview", "open", 8],
    ]


def test_firms_as_keys_in_yaml(tmp_path: Path) -> None:
    text = (
        "Quillmoor:\n  role: Glazier\n  applied: 2026-03-02\n  status: rejected\n"
        "Rowanby:\n  role: Fitter\n  applied: 2026-03-03\n  status: interview\n"
    )
    assert rows_of(tmp_path, text, "log.yaml") == [
        ["Quillmoor", "Glazier", "applied", "rejected", 1],
        ["Rowanby", "Fitter", "interview", "open", 5],
    ]
