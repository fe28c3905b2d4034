"""The small file a coach answers in: plain text with marked fields, for any editor or a reply mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jobsearch_analytics.report.history import Report

__all__ = ["END", "SUGGESTIONS", "TITLE", "answer_text", "answers_beside"]

TITLE = "ANSWERS TO A JOB SEARCH PAGE"
END = "End of answers"

#: Room for so many suggestions.
SUGGESTIONS = 3

HELP = """\
Write after the colons, on as many lines as you like, and leave empty what you do not need.
Save this file and send it back, or paste it into your reply. Please keep the names of the fields.
Company A1 and the like are stand-ins: use them as they are."""


def answers_beside(page: Path) -> Path:
    """Return where the answer file of a page stands.

    Examples
    --------
    >>> from pathlib import Path
    >>> answers_beside(Path("out/for_my_coach.html")).as_posix()
    'out/for_my_coach_answers.txt'
    """
    return page.with_name(f"{page.stem}_answers.txt")


def answer_text(report: Report, questions: Sequence[str]) -> bytes:
    """Return the answer file of a report: what was asked, and fields to fill in.

    The report's id and the sum over what was asked stand in it, so that the answers find their questions.
    """
    lines = [TITLE, "", f"Report: {report.id}", f"Check: {report.check}", "", *HELP.split("\n"), ""]
    for number, question in enumerate(questions, 1):
        lines += [f"Question {number}: {' '.join(question.split())}", f"Answer {number}:", "", ""]
    for number in range(1, SUGGESTIONS + 1):
        lines += [f"Suggestion {number}:", f"For {number} (which part or step):", f"By {number} (when):", ""]
    # Windows' own editor shows line ends of this kind as they are meant, and so does every other.
    return "\r\n".join([*lines, END, ""]).encode("utf-8")
