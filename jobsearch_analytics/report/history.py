"""What earlier reports said: kept in the workspace, so that the next one can say what changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics import workspace
from jobsearch_analytics.errors import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFINITIONS", "Report", "keep_report", "last_before", "read_reports"]

REPORTS_FILE = "reports"

#: Rises when a remembered number is counted in another way: then it is not compared with older ones.
DEFINITIONS = 1


@dataclass(frozen=True)
class Report:
    """One report as it is remembered.

    Attributes
    ----------
    made_on, as_of : Timestamp
        The day it was made, and the day its numbers speak for.
    audience : str
        ``coach`` or ``self``.
    level : float
        Coverage of its intervals.
    questions : tuple of str
        What was asked, word for word.
    numbers : dict of str to int
        What `numbers.count_all` counted.
    definitions : int
        By which definitions.
    """

    made_on: pd.Timestamp
    as_of: pd.Timestamp
    audience: str
    level: float
    questions: tuple[str, ...]
    numbers: dict[str, int]
    definitions: int = DEFINITIONS

    @property
    def id(self) -> str:
        """The name of the report that its answers carry: the day, and a short sum over what it holds."""
        return f"{self.made_on:%Y%m%d}-{_sum(self._content())}"

    @property
    def check(self) -> str:
        """A short sum over what was asked: answers to other questions do not carry it."""
        return _sum([self.id, *self.questions])

    def _content(self) -> list[object]:
        return [self.audience, f"{self.as_of:%Y-%m-%d}", self.numbers, list(self.questions), self.definitions]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as it stands in the file."""
        return {
            "id": self.id,
            "check": self.check,
            "made_on": self.made_on.date(),
            "as_of": self.as_of.date(),
            "audience": self.audience,
            "level": self.level,
            "definitions": self.definitions,
            "questions": list(self.questions),
            "numbers": self.numbers,
        }

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Report:
        """Return a report from the file."""
        return cls(
            pd.Timestamp(kept["made_on"]),
            pd.Timestamp(kept["as_of"]),
            kept["audience"],
            kept["level"],
            tuple(kept["questions"]),
            dict(kept["numbers"]),
            kept["definitions"],
        )


def read_reports(folder: Path | None) -> list[Report]:
    """Return the reports kept in a workspace, oldest first.

    Raises
    ------
    WorkspaceError
        If the file is not as it was written.
    """
    kept = workspace.read_toml(folder, REPORTS_FILE).get("report", [])
    try:
        return sorted((Report.from_dict(each) for each in kept), key=lambda report: report.made_on)
    except (KeyError, TypeError, ValueError) as error:
        raise WorkspaceError(
            f"{folder}/{REPORTS_FILE}.toml",
            "holds a report that cannot be read",
            "Mend the file, or move it away: the next page then compares with nothing.",
        ) from error


def last_before(reports: list[Report], audience: str, day: pd.Timestamp) -> Report | None:
    """Return the last report made before a day for the same reader."""
    earlier = [report for report in reports if report.audience == audience and report.made_on < day]
    return earlier[-1] if earlier else None


def keep_report(folder: Path, report: Report) -> Path:
    """Keep a report; one made on the same day for the same reader is replaced."""

    def added(content: dict[str, Any]) -> dict[str, Any]:
        new = report.to_dict()
        place = ("made_on", "audience")
        kept = [
            old for old in content.get("report", []) if [old.get(n) for n in place] != [new[n] for n in place]
        ]
        return {"report": [*kept, new]}

    return workspace.change_toml(folder, REPORTS_FILE, added)


def _sum(content: list[Any]) -> str:
    text = json.dumps(content, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
