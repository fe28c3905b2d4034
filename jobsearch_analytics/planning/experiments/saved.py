"""Experiments as they are written down in the workspace: checked, changed, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics.analysis.answer import GROUP_COLUMNS
from jobsearch_analytics.analysis.estimate.groups import ROLE_COLUMNS
from jobsearch_analytics.clock import as_day
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError, WorkspaceError
from jobsearch_analytics.stages import FUNNEL_STAGES
from jobsearch_analytics.tables import PLACE
from jobsearch_analytics.workspace import change_toml, read_toml, require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from jobsearch_analytics.planning.experiments import Experiments
    from jobsearch_analytics.search import JobSearch

__all__ = ["read_experiments", "save_experiment", "save_look"]

#: The file of the workspace.
FILE_NAME, KEY = "experiments", "experiment"

#: What must be said the first time.
NEEDED = (
    ("change", "what you do differently", 'change="CV v3"'),
    ("since", "the day it began", 'since="2026-06-01"'),
)

#: The review is by default so many days after the first answers can be counted.
REVIEW_AFTER_DAYS = 28


def save_experiment(
    search: JobSearch,
    *,
    name: str,
    because: str | None = None,
    change: str | None = None,
    since: str | date | None = None,
    review_on: str | date | None = None,
    by: str | None = None,
    where: Mapping[str, str] | None = None,
    stage: str | None = None,
    within_days: int | None = None,
    ended_on: str | date | None = None,
    abandoned: bool | None = None,
) -> Path:
    """Write an experiment down in the workspace, or change what stands there under its name.

    Parameters
    ----------
    search : JobSearch
        With a workspace.
    name : str
        A short name; the same name again changes that experiment, and keeps what is not named.
    because : str, optional
        The theme or the hunch behind it.
    change : str
        What you do differently. Needed the first time.
    since : str or date
        The day it began. Needed the first time.
    review_on : str or date, optional
        The day you will look, at least ``within_days`` after ``since``; 28 days more by default.
    by : str, optional
        Compare groups by this column among what was sent since, such as ``materials``; by default what was
        sent before and since.
    where : mapping of str to str, optional
        Only among applications with these values: ``{"channel": "job_board"}``.
    stage : str, optional
        What counts: reaching this stage or a later one; ``screen`` by default …
    within_days : int, optional
        … within so many days of sending; 45 by default.
    ended_on : str or date, optional
        The day you stopped; it stays listed.
    abandoned : bool, optional
        Whether it was given up, and is not to be judged.

    Returns
    -------
    Path
        ``experiments.toml`` in the workspace.

    Raises
    ------
    WorkspaceError
        If the search has no workspace, or it cannot be written.
    BadArgumentError
        If a day or a number cannot be used, or something is missing the first time.
    UnknownChoiceError
        If ``by``, ``stage`` or a column of ``where`` names nothing known.
    """
    folder = require(search)
    columns = [*search.applications.columns.drop([place.name for place in PLACE]), *ROLE_COLUMNS]
    for column in where or {}:
        if column not in columns:
            raise UnknownChoiceError("where", column, columns, "a column of the applications")
    given = {
        "because": because,
        "change": change,
        "since": _day_text(since, "since"),
        "review_on": _day_text(review_on, "review_on"),
        "by": by,
        "where": dict(where) if where is not None else None,
        "stage": stage,
        "within_days": within_days,
        "ended_on": _day_text(ended_on, "ended_on"),
        "abandoned": abandoned,
    }
    told = {key: value for key, value in given.items() if value is not None}

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        kept = content.get(KEY, [])
        old = next((entry for entry in kept if entry.get("name") == name), {})
        entry = _checked({"stage": "screen", "within_days": 45, **old, "name": name, **told})
        entries = [entry if one is old else one for one in kept] if old else [*kept, entry]
        return {**content, KEY: entries}

    return change_toml(folder, FILE_NAME, changed)


def save_look(answer: Experiments) -> Path:
    """Remember in the workspace that you looked today, so that the next look is corrected for it.

    Returns
    -------
    Path
        ``experiments.toml`` in the workspace. Looking again on the same day counts once.
    """
    day = f"{answer.as_of:%Y-%m-%d}"
    looked = set(answer.table.loc[answer.table["status"] == "to review", "name"])

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        entries = [
            {**entry, "looks": sorted({*entry.get("looks", []), day})}
            if entry.get("name") in looked
            else entry
            for entry in content.get(KEY, [])
        ]
        return {**content, KEY: entries}

    return change_toml(require(answer.search), FILE_NAME, changed)


def _day_text(day: str | date | None, param: str) -> str | None:
    return None if day is None else f"{as_day(day, param):%Y-%m-%d}"


def _checked(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry that can be judged, its review day set."""
    for name, what, example in NEEDED:
        if not entry.get(name):
            raise BadArgumentError(name, entry.get(name), f"{what}, when it is written down first", example)
    if entry["stage"] not in FUNNEL_STAGES[1:]:
        raise UnknownChoiceError("stage", entry["stage"], FUNNEL_STAGES[1:], "a stage that can be reached")
    if entry.get("by") is not None and entry["by"] not in GROUP_COLUMNS:
        raise UnknownChoiceError("by", entry["by"], GROUP_COLUMNS, "a column to compare groups by")
    if entry["within_days"] < 1:
        raise BadArgumentError(
            "within_days", entry["within_days"], "a number of days above 0", "within_days=45"
        )
    first = as_day(entry["since"], "since") + pd.Timedelta(days=entry["within_days"])
    review = entry.get("review_on") or f"{first + pd.Timedelta(days=REVIEW_AFTER_DAYS):%Y-%m-%d}"
    if as_day(review, "review_on") < first:
        raise BadArgumentError(
            "review_on",
            review,
            f"a day on which the first answers can be counted, from {first:%Y-%m-%d} on",
            f'review_on="{first + pd.Timedelta(days=REVIEW_AFTER_DAYS):%Y-%m-%d}"',
        )
    return {**entry, "review_on": review}


def read_experiments(search: JobSearch) -> list[dict[str, Any]]:
    """Return the experiments of a workspace as they are written down, each with what it needs to be judged.

    Raises
    ------
    WorkspaceError
        If one has no name or no day.
    """
    entries = read_toml(search.workspace, FILE_NAME).get(KEY, [])
    if not all(entry.get("name") and entry.get("since") for entry in entries):
        raise WorkspaceError(
            f"{search.workspace}/{FILE_NAME}.toml",
            "holds an experiment without a name or the day it began",
            'Add them: name = "New CV", since = "2026-06-01".',
        )
    usual = {"because": "", "change": "", "stage": "screen", "within_days": 45}
    return [_checked({**usual, "change": "-", **entry, "since": str(entry["since"])}) for entry in entries]
