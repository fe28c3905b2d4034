"""Which report a reply answers, and whether it answers what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.errors import SourceError
from jobsearch_analytics.report.history import Report, read_reports
from jobsearch_analytics.report.letters import squash
from jobsearch_analytics.report.reply_text import REMEDY

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_questions", "report_answered"]


def report_answered(path: Path, fields: dict[str, str], folder: Path) -> Report:
    """Return the report that a reply answers, if this workspace made it and asked just that."""
    given, check = fields["report"].split()[0], fields["check"].split()[0]
    found = [report for report in read_reports(folder) if report.id == given]
    if not found:
        raise SourceError(
            path,
            f"answers a report “{given[:40]}” that is not in {folder}",
            "an answer to a report of this search",
            "Name the right workspace: jobsearch reply FILE --workspace FOLDER.",
        )
    if found[0].check != check:
        raise SourceError(
            path,
            f"carries the check “{check[:40]}”, but the report {given} asked under “{found[0].check}”",
            "the lines “Report” and “Check” as they were sent",
            REMEDY,
        )
    return found[0]


def check_questions(path: Path, fields: dict[str, str], report: Report) -> None:
    """Refuse answers to other questions than were asked; a mail may have broken their lines anew."""
    for name, text in fields.items():
        kind, _, number = name.partition(" ")
        beyond = kind in ("question", "answer") and int(number or 0) > len(report.questions)
        if beyond or (
            kind == "question" and squash(text) not in ("", squash(report.questions[int(number) - 1]))
        ):
            raise SourceError(
                path,
                f"has another “{name.capitalize()}” than the report {report.id} asked",
                "the questions as they were sent",
                REMEDY,
            )
