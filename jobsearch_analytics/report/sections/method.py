"""How the numbers were made, and what they cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.report.numbers import MATURE_DAYS
from jobsearch_analytics.report.sections.section import Section

if TYPE_CHECKING:
    from jobsearch_analytics.report.sections.section import Material

__all__ = ["method"]

METHOD = {
    "Old enough": (
        "Where it stalls counts only applications sent {mature} days before the last entry or earlier: "
        "answers take weeks, and younger ones would make every rate look low."
    ),
    "So far and at most": (
        "Open applications are not failures. “So far” counts them as not there yet, “at most” as if every "
        "one got there; the truth lies between."
    ),
    "Diamond and line": (
        "The estimate that the log supports best, and where the true rate plausibly lies ({level} interval). "
        "With days in the log: the share that gets there within a stated time of sending, open applications "
        "counted as open (Aalen and Johansen, 1978). Without: the share if silence of more than {days} days "
        "means no, an assumption. Small groups are drawn towards the others, as the top of a list of raw "
        "rates is mostly luck."
    ),
    "Known, leaning, not yet": (
        "Known: the bounds or the interval span at most 20 points. Leaning: they do only if long silence "
        "means no. Not yet: the table says about how many more applications are needed."
    ),
    "More than chance": (
        "A change is marked so if its interval ({level}; Newcombe, 1998) leaves out no change and the exact "
        "test agrees; everything else could be chance, and most changes between two reports are."
    ),
    "Themes": (
        "Counted by different employers, not by mentions; the stock phrases of rejection mails are left out. "
        "Quotes are shown only if each was approved, with names in them replaced."
    ),
    "Company A1, Person B2": (
        "Stand-ins: the same one in every report; only the job seeker can tell who they are."
    ),
    "Tone": "A rejection is normal, and none of these numbers is a verdict about a person.",
}


def method(material: Material) -> Section:
    """Return how the numbers were made, and what they cannot say."""
    facts = {
        "level": percent(material.numbers.level),
        "days": material.numbers.knowledge.closing_days,
        "mature": MATURE_DAYS,
    }
    points = tuple((term, text.format(**facts)) for term, text in METHOD.items())
    return Section("method", "How to read the numbers", points=points)
