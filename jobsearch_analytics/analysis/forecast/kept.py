"""Forecasts kept in the workspace beside your own guess, and how they fared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.workspace import read_toml, require, update_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jobsearch_analytics.analysis.forecast import Forecast
    from jobsearch_analytics.search import JobSearch

__all__ = ["GOALS", "build_past", "save_forecast"]

FILE_NAME = "forecasts"
GOALS = ("interview", "offer")


def save_forecast(answer: Forecast, *, own_guess: Mapping[str, float] | None = None) -> Path:
    """Keep a forecast in the workspace, beside your own guess, so that a later one can say how both fared.

    Parameters
    ----------
    answer : Forecast
        From a search that has a workspace.
    own_guess : mapping of str to float, optional
        Your own chance of at least one, by the last week: ``{"interview": 0.9, "offer": 0.4}``.

    Returns
    -------
    Path
        The file ``forecasts.toml``. A forecast made on the same day for the same weeks is replaced.

    Raises
    ------
    WorkspaceError
        If there is no workspace, or it cannot be written.
    BadArgumentError
        If a guess is not a share of an interview or an offer.

    Examples
    --------
    >>> import tempfile
    >>> import jobsearch_analytics as jsa
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     answer = jsa.forecast(jsa.load_sample(workspace=folder), weeks=12)
    ...     jsa.save_forecast(answer, own_guess={"offer": 0.4}).name
    'forecasts.toml'
    """
    guess = dict(own_guess or {})
    if not all(goal in GOALS and 0 <= share <= 1 for goal, share in guess.items()):
        raise BadArgumentError(
            "own_guess",
            guess,
            "a chance between 0 and 1 of an interview, an offer or both",
            'own_guess={"offer": 0.4}',
        )
    workspace = require(answer.search)
    last = answer.table[answer.table["week"] == answer.weeks].set_index("goal")
    until = f"{answer.as_of + pd.Timedelta(weeks=answer.weeks):%Y-%m-%d}"
    entry: dict[str, Any] = {
        "made_on": f"{answer.as_of:%Y-%m-%d}",
        "until": until,
        "weekly_applications": float(answer.weekly_applications),
        "chance": {goal: round(float(last["chance"][goal]), 4) for goal in GOALS},
        "own_guess": guess,
    }
    kept = [
        old
        for old in read_toml(workspace, FILE_NAME).get("forecast", [])
        if (old.get("made_on"), old.get("until")) != (entry["made_on"], until)
    ]
    return update_toml(workspace, FILE_NAME, {"forecast": [*kept, entry]})


def build_past(search: JobSearch) -> pd.DataFrame:
    """Return the saved forecasts with what came of them; what is not due yet and has not come stays open."""
    happened = search.events[~search.events["scheduled"] & (search.events["occurred_on"] <= search.as_of)]
    rows = []
    for saved in read_toml(search.workspace, FILE_NAME).get("forecast", []):
        made_on, until = pd.Timestamp(saved["made_on"]), pd.Timestamp(saved["until"])
        for goal, chance in saved["chance"].items():
            days = happened.loc[happened["event"] == goal, "occurred_on"]
            came = bool(((days > made_on) & (days <= until)).any())
            known = came if came or until <= search.as_of else None
            own = saved.get("own_guess", {}).get(goal, np.nan)
            rows.append((made_on, until, goal, float(chance), float(own), known))
    past = pd.DataFrame(rows, columns=["made_on", "until", "goal", "chance", "own_guess", "came"])
    return past.astype({"came": "boolean", "chance": "float64", "own_guess": "float64"})
