"""The page, its answers and its quotes as typed in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from jobsearch_analytics.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

LOG = """Company,Role,Date Applied,Status,Feedback
Quillmark,Analyst,2026-03-02,Rejected,The case study stayed shallow. You explained it well.
Tarnwood,Analyst,2026-03-09,Interview,
Osterby,Analyst,2026-03-12,Applied,
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "tracker.csv"
    path.write_text(LOG)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_page_is_answered_and_the_answer_decided(log: Path) -> None:
    made = run("report", log, "--today", "2026-04-20", "--own-line", "Tired, and going on")
    assert made.exit_code == 0, made.output
    answers = log.parent / "jobsearch" / "for_my_coach_answers.txt"
    assert f"To answer in: {answers}" in made.output
    answers.write_text(answers.read_text("utf-8").replace("Suggestion 1:", "Suggestion 1: Rest."), "utf-8")
    read = run("reply", answers, "--accept", 1, "--today", "2026-04-22")
    assert read.exit_code == 0, read.output
    assert "Your coach sent 0 answers and 1 suggestion." in read.output
    assert "accepted" in read.output
    again = run("reply", answers, "--accept", 4)
    assert again.exit_code == 2
    assert "--accept 4 cannot be used." in again.stderr


def test_a_folder_to_write_to_is_answered_in_words_that_can_be_typed(log: Path) -> None:
    made = run("report", log, "--out", log.parent)
    assert made.exit_code == 2
    assert f'for example --out "{log.parent / "for_my_coach.html"}".' in made.stderr


def test_preview_says_all_and_writes_nothing(log: Path) -> None:
    shown = run("report", log, "--today", "2026-04-20", "--preview", "--share", "titles,dates")
    assert shown.exit_code == 0, shown.output
    assert shown.output.splitlines()[-1] == "Nothing was written."
    assert "--share titles (ticked)" in shown.output
    assert "Quillmark" not in shown.output
    assert [path.name for path in log.parent.iterdir()] == ["tracker.csv"]


def test_preview_says_that_the_page_would_be_refused_and_where(log: Path) -> None:
    arguments = ("report", log, "--today", "2026-04-20", "--own-line", "Tired of Tarnwood")
    shown = run(*arguments, "--preview")
    assert shown.exit_code == 0, shown.output
    assert shown.output.splitlines()[-5:] == [
        "The leak test would refuse this page, because it still holds:",
        "· a firm in “How they are doing, in their own words”: …n words Says Tired of Tarnwood…",
        "Reword these places; then the page can be written.",
        "",
        "Nothing was written.",
    ]
    assert run(*arguments).exit_code == 2
    named = run(
        "report", log, "--today", "2026-04-20", "--preview", "--out", log.parent / "for_tarnwood.html"
    )
    assert "· a firm in the name of the file: …for tarnwood html…" in named.output
    assert "would refuse" not in run("report", log, "--today", "2026-04-20", "--preview").output


def test_a_word_that_cannot_be_shared_is_a_letter(log: Path) -> None:
    refused = run("report", log, "--share", "quotes,names")
    assert refused.exit_code == 2
    assert refused.stderr == (
        "UnknownChoiceError: --share 'names' is not something that can be ticked.\n"
        "  Known: quotes, titles, themes, channels, profile, dates, experiments, own_line.\n"
        "  Did you mean 'dates'?\n"
    )


def test_quotes_are_listed_and_approved_by_number(log: Path) -> None:
    listed = run("quotes", log)
    assert listed.exit_code == 0, listed.output
    assert "0 approved" in listed.output
    approved = run("quotes", log, "--approve", 1, "--today", "2026-04-20")
    assert "[x]" in approved.output
    assert "1 approved" in approved.output
    assert "0 approved" in run("quotes", log, "--withdraw", 1).output
    assert run("quotes", log, "--approve", 99).exit_code == 2
