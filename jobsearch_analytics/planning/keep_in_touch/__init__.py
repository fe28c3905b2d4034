"""Whom to write to, when and why: so that nobody you met is lost, and nobody is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.clock import today as day_of
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.features.relationships import build_relationships
from jobsearch_analytics.features.talks import build_talks
from jobsearch_analytics.planning.keep_in_touch.doors import build_doors
from jobsearch_analytics.planning.keep_in_touch.due import LISTED, build_due
from jobsearch_analytics.planning.keep_in_touch.sentences import advice, headline, notes
from jobsearch_analytics.planning.keep_in_touch.yields import build_broadcasts, build_yields

if TYPE_CHECKING:
    from datetime import date

    from jobsearch_analytics.search import JobSearch

__all__ = ["KeepInTouch", "keep_in_touch"]

#: A firm is a second door so many days after its no: two months, a judgement.
SECOND_DOOR_DAYS = 60


@dataclass(frozen=True, kw_only=True, repr=False)
class KeepInTouch(Answer):
    """Whom to write to, when and why.

    Attributes
    ----------
    table : DataFrame
        One row per contact due by the end of the span, the most worthwhile first: ``contact_id, name,
        company, relation`` str; ``last_on`` Timestamp, the last interaction in either direction;
        ``last_way`` str, ``out``, ``in``, ``both`` or ``met``; ``last_purpose`` str; ``silent_days`` float;
        ``cadence_days`` float; ``due_on`` Timestamp, last interaction + cadence; ``due_in_days`` float;
        ``state`` str, ``due``, ``soon`` or ``fresh start``; ``situation`` str, for `draft`; ``reason`` str,
        why to write; ``to_do`` bool, at most five for now; ``unanswered`` int; ``application_id, title,
        stage`` str, the latest process at that firm.
    everyone : DataFrame
        As ``table``, all contacts: also those due ``later``, ``resting`` after two messages without an
        answer, ``in process`` (`pipeline` says when to write), and with ``no relation``.
    second_doors : DataFrame
        Firms where a late stage was reached, long enough ago: ``company, application_id, title, stage,
        outcome`` str; ``ended_on`` Timestamp; ``months_ago`` float; ``contact_id, name, relation`` str and
        ``last_on`` Timestamp of the best person known there; ``situation, reason`` str.
    yields : DataFrame
        What messages gave: ``of`` str, ``all``, ``purpose`` or ``relation``; ``group, what`` str;
        ``hits, messages`` int; ``share, low, high`` float in [0, 1], Wilson interval; ``verdict`` str;
        ``more_needed`` int.
    broadcasts : DataFrame
        Posts to many, apart: ``on`` Timestamp; ``purpose, note`` str; ``heard`` int, messages to you in the
        two weeks after. No cause is claimed.
    today : Timestamp
        The day it is.
    within_days : int
        How far the list looks ahead.
    """

    everyone: pd.DataFrame
    second_doors: pd.DataFrame
    yields: pd.DataFrame
    broadcasts: pd.DataFrame
    today: pd.Timestamp
    within_days: int

    MOST_ROWS: ClassVar[int] = 7
    #: What `draft` writes where nobody is named.
    SITUATION: ClassVar[str] = "check_in"
    SHOWN: ClassVar[tuple[str, ...]] = ("name", "company", "relation", "due_on", "state", "reason")

    def footer(self) -> str:
        """Return the days and the level the answer speaks for."""
        return f"Today is {self.today:%Y-%m-%d}. {super().footer()}"

    def shown(self) -> pd.DataFrame:
        """Return the table as people read it; what is due already is for now, whatever its day was."""
        rows = super().shown()
        if "due on" in rows:
            now = self.table["due_on"].isna() | (self.table["due_on"] <= self.today)
            rows["due on"] = self.table["due_on"].dt.strftime("%Y-%m-%d").where(~now, "now")
        return rows

    @property
    def to_do(self) -> pd.DataFrame:
        """Return whom to write to now, at most five; none is fine too."""
        return self.table[self.table["to_do"]]

    @property
    def dates(self) -> pd.DataFrame:
        """Return what belongs into a calendar: ``key, on, summary, description``, one row per contact."""
        rows = self.table[self.table["to_do"] | (self.table["state"] == "soon")]
        firm = (" (" + rows["company"] + ")").fillna("")
        return pd.DataFrame(
            {
                "key": "touch/" + rows["contact_id"],
                "on": rows["due_on"].where(rows["due_on"] > self.today, self.today),
                "summary": "Write to " + rows["name"].fillna("a contact without a name") + firm,
                "description": rows["reason"].str.slice(0, 1).str.upper() + rows["reason"].str.slice(1) + ".",
            }
        ).reset_index(drop=True)


def keep_in_touch(
    search: JobSearch,
    *,
    within_days: int = 14,
    today: str | date | None = None,
    second_door_days: int = SECOND_DOOR_DAYS,
    level: float = 0.95,
) -> KeepInTouch:
    """Return whom to write to within some days, and why; which doors may open again; what messages gave.

    Next due = last interaction in either direction + cadence: a message from them resets it. The cadence is
    the contact's own, else the relation's, never shorter than its least (``cadences.toml`` beside this file,
    your own in the workspace). After two messages without an answer a contact rests until a fresh start.

    Parameters
    ----------
    search : JobSearch
        Its ``contacts`` and ``touches``; applications and events are enough for the second doors.
    within_days : int
        How far to look ahead, 0 for today alone.
    today : str or date, optional
        The day it is; None reads the clock. Yields speak for ``search.as_of``.
    second_door_days : int
        A firm is a second door so many days after its no.
    level : float
        Coverage of the intervals (Wilson, 1927), in (0, 1).

    Returns
    -------
    KeepInTouch

    Raises
    ------
    BadArgumentError
        If ``today`` is no day, a number of days is below 0, or ``level`` is not in (0, 1).
    WorkspaceError
        If your ``cadences.toml`` cannot be used.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> people = jsa.keep_in_touch(jsa.load_sample(), today="2026-06-28")
    >>> len(people.to_do) <= 5, bool((people.table["due_in_days"] <= 14).all())
    (True, True)
    """
    day = day_of(today)
    check_level(level)
    for name, days in (("within_days", within_days), ("second_door_days", second_door_days)):
        if days < 0:
            raise BadArgumentError(name, days, "a number of days, 0 or more", f"{name}=14")
    people = build_relationships(search, until=day)
    talks = build_talks(search, until=day)
    everyone = build_due(people, day, within_days, search.workspace)
    table = everyone[everyone["state"].isin(LISTED)].reset_index(drop=True)
    doors = build_doors(talks, people, day, second_door_days)
    yields = build_yields(search, people, level)
    return KeepInTouch(
        table=table,
        headline=headline(table, everyone, within_days),
        advice=advice(table, doors),
        notes=notes(everyone, table, doors, yields, talks, level),
        as_of=search.as_of,
        level=level,
        everyone=everyone,
        second_doors=doors,
        yields=yields,
        broadcasts=build_broadcasts(search, day),
        today=day,
        within_days=within_days,
    )
