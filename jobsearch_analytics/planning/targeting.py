"""Where the next applications should go, why, how sure that is, and what is lost if it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.cell_rates import build_cells
from jobsearch_analytics.analysis.estimate.cells import check_by, labels_or_instead, level_tests
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.analysis.estimate.next_ten import Gain, aim, gain_of
from jobsearch_analytics.analysis.estimate.strength_evidence import HasThemes, strength_evidence
from jobsearch_analytics.analysis.estimate.targeting_words import (
    best_trial,
    spelling_notes,
    targeting_advice,
    targeting_headline,
    targeting_notes,
    theme_notes,
)
from jobsearch_analytics.analysis.estimate.watched import build_watched
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.features.profile_fit import build_profile_fit, profile_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from jobsearch_analytics.search import JobSearch

__all__ = ["Targeting", "targeting"]

#: A plan that beats the present mix with this probability is worth leaning towards.
LEANING_SURE = 0.90

NUMBERS = ["group", "applications", "replies", "rate", "low", "high", "best", "share_now"]
COLUMNS = [*NUMBERS, "minutes", "per_hour", "fit", "can_aim", "planned", "learning", "verdict", "more_needed"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Targeting(Answer):
    """Where the next applications should go.

    Attributes
    ----------
    table : DataFrame
        One row per cell, those that can be aimed at first, then by expected rate, never by the raw one:

        - ``group`` str, the cell; beside it one column per column of ``by``;
        - ``applications``, ``replies`` int, so far; ``rate`` float in [0, 1], P(a positive reply ever comes
          to an application of this cell), drawn towards its row, its column and the whole, open ones counted
          by how much of the wait was watched; ``low``, ``high`` its interval; ``best`` float, P(no other cell
          is better); ``share_now`` float, its share of the present mix;
        - ``minutes`` float, expected of one application; ``per_hour`` float, replies expected an hour; nan
          where no minutes are logged; ``fit`` float in [0, 1], mean fit to the profile;
          ``can_aim`` bool, False for what has no name (unknown, unsorted, other) or is far from the profile;
        - ``planned`` int, of the next applications; ``learning`` int, how many of these are for learning;
        - ``verdict`` str, that it differs from the rest: ``known`` if one of its levels does by the exact
          test like with like, corrected for levels, columns and looks (`comparison`'s rule, so that equal
          ways are called different in at most one search in twenty); ``leaning`` if one does without the
          correction at 0.2; else ``not yet``; ``more_needed`` float, further applications on each side until
          the nearest of its levels could be known.
    trials : DataFrame
        One row per level of each column of ``by`` against all others: ``column``, ``group`` and the columns
        of a comparison.
    overall : str
        The verdict on the plan: ``known`` if a level is known to be better and the plan beats the present
        mix with a probability of ``level``; ``leaning`` if it does so with 0.9; else ``not yet``: the plan
        then goes by what little is expected, which costs nothing where all are equal.
    gain : Gain or None
        What the plan is expected to bring against the present mix; None without any application.
    by : tuple of str
        The columns that told anything apart.
    """

    trials: pd.DataFrame
    overall: str
    gain: Gain | None
    by: tuple[str, ...]

    SHARES: ClassVar[tuple[str, ...]] = ("rate", "low", "high", "best", "share_now")
    SHOWN: ClassVar[tuple[str, ...]] = (
        *("group", "applications", "replies", "rate", "low", "high", "per_hour", "fit"),
        *("planned", "learning", "verdict", "more_needed"),
    )
    MOST_ROWS: ClassVar[int] = 12


def targeting(
    search: JobSearch,
    *,
    by: str | Sequence[str] = ("channel", "role_family"),
    themes: HasThemes | None = None,
    explore: float = 0.2,
    applications: int = 10,
    looks: int = 6,
    level: float = 0.95,
    random_state: int = 0,
) -> Targeting:
    """Return where the next applications should go, or which trial would tell most.

    Parameters
    ----------
    search : JobSearch
        Only records of kind ``application`` are counted; open ones are not failures.
    by : str or sequence of str
        One to three columns that applications can be aimed by: `answer.GROUP_COLUMNS`, or ``fit_band``.
        Where none of them tells applications apart, seniority, remote share, place or materials stand in.
    themes : FeedbackThemes, optional
        What `feedback_themes` returned: it adds the strength to lead with and the next step of a gap.
    explore : float
        The share kept for learning, in [0, 1].
    applications : int
        How many are planned, 1 to 100.
    looks : int
        How often you look at this question in the whole search, at least 1.
    level : float
        Coverage of the intervals, in (0, 1).
    random_state : int
        Seed of the draws from the posterior.

    Returns
    -------
    Targeting
        Rates by crossed effects (`estimate.crossed`), plan by `estimate.next_ten`. Valid for any search.

    Raises
    ------
    UnknownChoiceError
        If ``by`` names nothing known.
    BadArgumentError
        If a number is out of its range.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> plan = jsa.targeting(jsa.load_sample())
    >>> int(plan.table["planned"].sum())
    10
    """
    names = _checked(by, explore, applications, looks, level)
    fit = build_profile_fit(search).drop_duplicates("application_id").set_index("application_id")
    labels = labels_or_instead(search, names, fit["band"])
    watched = build_watched(search).join(labels.reset_index(drop=True))
    watched["fit"] = watched["application_id"].map(fit["fit"])
    watched["minutes"] = search.sent["effort_minutes"].to_numpy()
    used = watched[watched["used"]]
    table, draws = build_cells(used, list(labels.columns), level, random_state)
    trials = level_tests(search, labels, looks, level)
    table = _with_verdicts(table, trials, list(labels.columns)).assign(planned=0, learning=0)
    trial, gain, overall = best_trial(trials), None, "not yet"
    if len(table):
        planned, learning, gain, overall = _plan(table, draws, trials, trial, applications, explore, level)
        table = table.assign(planned=planned, learning=learning)
    evidence = strength_evidence(profile_list(search.profile, "strengths"), themes)
    dropped = [name for name in names if name not in labels]
    return Targeting(
        table=table[[*COLUMNS[:1], *labels.columns, *COLUMNS[1:]]],
        headline=targeting_headline(table, trials, gain, list(labels.columns) or names, overall, level),
        advice=targeting_advice(table, trial, gain, overall),
        notes=(
            *targeting_notes(search, watched, table, dropped),
            *spelling_notes(labels),
            *theme_notes(evidence, themes),
        ),
        as_of=search.as_of,
        level=level,
        trials=trials,
        overall=overall,
        gain=gain,
        by=tuple(labels.columns),
    )


def _checked(
    by: str | Sequence[str], explore: float, applications: int, looks: int, level: float
) -> list[str]:
    check_level(level)
    if not 0 <= explore <= 1:
        raise BadArgumentError("explore", explore, "the share kept for learning, from 0 to 1", "explore=0.2")
    if not 1 <= applications <= 100:
        raise BadArgumentError("applications", applications, "how many to plan, 1 to 100", "applications=10")
    if looks < 1:
        raise BadArgumentError("looks", looks, "how often you look in all, at least 1", "looks=6")
    return check_by(by)


def _with_verdicts(table: pd.DataFrame, trials: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the cells with the verdict of the clearest of their levels, and the least still needed."""
    order = {"known": 2, "leaning": 1, "not yet": 0}
    rank, more = np.zeros(len(table)), np.full(len(table), np.nan)
    for name in columns:
        tests = trials[trials["column"] == name].set_index("group")
        rank = np.maximum(rank, table[name].map(tests["verdict"].map(order)).fillna(0).to_numpy(dtype=float))
        more = np.fmin(more, table[name].map(tests["more_needed"]).to_numpy(dtype=float))
    words = {place: word for word, place in order.items()}
    return table.assign(verdict=pd.Series(rank).map(words).astype("str"), more_needed=more)


def _plan(
    table: pd.DataFrame,
    draws: NDArray,
    trials: pd.DataFrame,
    trial: dict | None,
    n: int,
    explore: float,
    level: float,
) -> tuple[NDArray, NDArray, Gain, str]:
    """Return planned and learning applications per cell, their gain, and the verdict on the plan."""
    mix, can, nowhere = (
        table["share_now"].to_numpy(),
        table["can_aim"].to_numpy(),
        np.zeros(len(table), dtype=bool),
    )
    planned, learning = aim(draws, can, nowhere, n, explore)
    gain = gain_of(draws, planned, mix, level)
    better = ((trials["verdict"] == "known") & (trials["crude"] > 0)).any()
    if better and gain.sure >= level:
        return planned, learning, gain, "known"
    if gain.sure >= LEANING_SURE and len(table) > 1:
        return planned, learning, gain, "leaning"
    if trial is not None and trial["column"] in table:
        wanted = (table[trial["column"]] == trial["group"]).to_numpy()
        planned, learning = aim(draws, can, wanted, n, explore)
    return planned, learning, gain_of(draws, planned, mix, level), "not yet"
