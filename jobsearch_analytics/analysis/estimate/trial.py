"""One change judged: what was sent before and after it, or by groups since, once followed long enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from jobsearch_analytics.analysis.estimate.cohorts import build_cohort
from jobsearch_analytics.analysis.estimate.comparison_words import dry_spell_note
from jobsearch_analytics.analysis.estimate.contrast import needed_per_group
from jobsearch_analytics.analysis.estimate.contrast_table import both_sides, contrast_table
from jobsearch_analytics.analysis.estimate.groups import ROLE_COLUMNS, sent_with

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from jobsearch_analytics.search import JobSearch

__all__ = ["RESULT_COLUMNS", "Trial", "judge", "looks_spent", "narrowed", "spending_factor"]

RESULT_COLUMNS = (
    *("group", "applications", "reached", "rate", "others", "others_reached", "others_rate", "waiting"),
    *("difference", "low", "high", "p_value", "p_corrected", "verdict", "more_needed"),
)

#: After the review day the question is asked anew so often, whether or not anybody looks.
LOOK_DAYS = 28

#: What like is compared with like over; the month too where groups of the same time are compared.
OVER = ("role_family", "seniority")

#: The groups of a change in time, as `cohorts.build_cohort` names them.
BEFORE, AFTER = "before", "after"


class Trial(NamedTuple):
    """A change to be judged.

    Attributes
    ----------
    since, until : Timestamp
        From when to when it was in force; ``until`` may be the day the log speaks for.
    by : str or None
        Compare groups by this column among what was sent since; None compares before and after.
    stage, within_days : str, int
        What counts as reached, and how soon after sending.
    """

    since: pd.Timestamp
    until: pd.Timestamp
    by: str | None
    stage: str
    within_days: int


def spending_factor(looks: int) -> int:
    """Return what the p-value of this look is multiplied by: k (k + 1) at the k-th.

    The risks of all looks, however many there will be, then add up to that of one question, since
    1/2 + 1/6 + 1/12 + … = 1 (alpha spending by Bonferroni's rule).

    Examples
    --------
    >>> [spending_factor(look) for look in (1, 2, 3)]
    [2, 6, 12]
    """
    return looks * (looks + 1)


def looks_spent(remembered: list[str], as_of: pd.Timestamp, review_on: pd.Timestamp) -> int:
    """Return the number of this look: those remembered and today's, and at least one every 28 days.

    Examples
    --------
    >>> import pandas as pd
    >>> looks_spent(["2026-06-01"], pd.Timestamp("2026-06-05"), pd.Timestamp("2026-06-01"))
    2
    """
    days = {*remembered, f"{as_of:%Y-%m-%d}"}
    return max(len(days), 1 + max((as_of - review_on).days, 0) // LOOK_DAYS)


def narrowed(search: JobSearch, where: Mapping[str, object]) -> JobSearch:
    """Return the search narrowed to column = value, role family and seniority included."""
    told = {name: value for name, value in where.items() if name in ROLE_COLUMNS}
    if told:
        frame = sent_with(search, list(told)).set_index("application_id")
        for name, value in told.items():
            search = search.where(frame[name] == value)
    return search.where(**{name: value for name, value in where.items() if name not in told})


def judge(
    search: JobSearch, trial: Trial, *, looks: int, level: float, reviewed: bool
) -> tuple[dict[str, Any], list[str]]:
    """Return the result of a trial as a dict of `RESULT_COLUMNS`, and what to beware of.

    Parameters
    ----------
    search : JobSearch
        Narrowed to what the change is about.
    looks : int
        The number of this look.
    level : float
        Coverage of the interval, in (0, 1).
    reviewed : bool
        Whether the review day has come. Before it nothing is tested, and no difference is given.
    """
    cohort = _cohort(search, trial)
    used = cohort[cohort["mature"]]
    table = both_sides(contrast_table(used, spending_factor(looks), level), used)
    waiting = int((~cohort["mature"] & (cohort["group"] != BEFORE)).sum())
    row = _row(table, used, trial)
    row |= {"waiting": waiting, "more_needed": _more(row, waiting, trial, looks, level)}
    if not reviewed:
        row |= dict.fromkeys(("difference", "low", "high", "p_value", "p_corrected"), np.nan)
        row["verdict"] = "not yet"
    before = used[used["group"] == BEFORE].sort_values("sent_on", kind="stable")
    return row, dry_spell_note(before) if trial.by is None else []


def _cohort(search: JobSearch, trial: Trial) -> pd.DataFrame:
    over = [name for name in (*OVER, "month") if name != trial.by and (trial.by or name != "month")]
    cohort = build_cohort(
        search,
        by=trial.by,
        since=None if trial.by else trial.since,
        over=over,
        stage=trial.stage,
        within_days=trial.within_days,
        landmark_days=0,
    )
    sent_on = cohort["sent_on"]
    inside = sent_on.notna() & ((sent_on <= trial.until) | (cohort["group"] == BEFORE))
    return cohort[inside & (sent_on >= trial.since)] if trial.by else cohort[inside]


def _row(table: pd.DataFrame, used: pd.DataFrame, trial: Trial) -> dict[str, Any]:
    """Return the row of what was sent after, or of the group that differs most clearly."""
    names = {"adjusted": "difference", "adjusted_low": "low", "adjusted_high": "high"}
    kept = table.drop(columns=["low", "high"]).rename(columns=names)
    rows = kept[kept["group"] == AFTER] if trial.by is None else kept.sort_values("p_value", kind="stable")
    if len(rows):
        return {name: rows.iloc[0][name] for name in RESULT_COLUMNS if name in rows}
    sizes = used.groupby("group")["hit"].agg(["size", "sum"])
    ours, theirs = (AFTER, BEFORE) if trial.by is None else ("", "")
    n, hits = sizes["size"], sizes["sum"]
    row: dict[str, Any] = dict.fromkeys(RESULT_COLUMNS, np.nan)
    row |= {"group": ours, "verdict": "not yet", "applications": int(n.get(ours, 0))}
    row |= {"reached": int(hits.get(ours, 0)), "others": int(n.get(theirs, 0))}
    return row | {
        "others_reached": int(hits.get(theirs, 0)),
        "others_rate": hits[theirs] / n[theirs] if theirs in n else np.nan,
    }


def _more(row: dict[str, Any], waiting: int, trial: Trial, looks: int, level: float) -> float:
    """Return how many more to send, those still waiting counted, until a doubling would be seen."""
    rate = row["others_rate"]
    if row["verdict"] == "known":
        return 0.0
    if not rate > 0:
        return np.nan
    needed = needed_per_group(min(2 * rate, 1.0), rate, (1 - level) / spending_factor(looks))
    if trial.by is not None:
        return float(max(np.ceil(needed - row["applications"] - waiting), 0.0))
    # What was sent before stays as it is: the harmonic mean of both sizes must reach the number needed.
    rest = 2 / needed - 1 / row["others"]
    return float(max(np.ceil(1 / rest - row["applications"] - waiting), 0.0)) if rest > 0 else np.nan
