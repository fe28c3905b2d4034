"""The talk with the coach: what became of earlier suggestions, and the questions with room for answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.report.days import day_in_full
from jobsearch_analytics.report.questions_asked import QUESTIONS
from jobsearch_analytics.report.sections.section import Section

if TYPE_CHECKING:
    from jobsearch_analytics.report.sections.section import Material

__all__ = ["became", "questions"]

#: How each status reads.
STATUS = {
    "open": "not decided yet",
    "accepted": "taken up",
    "changed": "taken up in another form",
    "declined": "left aside this time",
}


def became(material: Material) -> Section | None:
    """Return what became of each suggestion since the last report."""
    said, facts = material.words.suggestions, material.facts.suggestions
    if not said:
        return None
    taken = sum(each.status in ("accepted", "changed") for each in facts)
    return Section(
        "became",
        "What became of your suggestions",
        finding=f"Taken up: {taken:,} of {len(facts):,} suggestions. Thank you.",
        table=pd.DataFrame(
            {
                "You suggested": [text for text, _ in said],
                "What became of it": [STATUS[each.status] for each in facts],
                "In which form": [changed or "–" for _, changed in said],
                "Decided": [_when(each.decided_on, exact=material.exact) for each in facts],
            }
        ),
    )


def _when(day: object, *, exact: bool) -> str:
    if not isinstance(day, pd.Timestamp) or pd.isna(day):
        return "–"
    return day_in_full(day) if exact else f"week {day.isocalendar().week}"


def questions(material: Material) -> Section:
    """Return three questions: the user's own first, then those that the numbers raise."""
    asked = material.questions
    return Section(
        "questions",
        "Three questions for you" if len(asked) == QUESTIONS else "Questions for you",
        points=tuple(("", question) for question in asked),
        form=True,
    )
