"""Whether one way works better than the others, like with like, or how many more it takes to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.cohorts import build_cohort, count_strata
from jobsearch_analytics.analysis.estimate.comparison_words import (
    comparison_advice,
    comparison_headline,
    comparison_notes,
    dry_spell_note,
)
from jobsearch_analytics.analysis.estimate.contrast import difference, exact_p, holm, needed_per_group
from jobsearch_analytics.analysis.estimate.intervals import check_level, wilson
from jobsearch_analytics.clock import as_day
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jobsearch_analytics.search import JobSearch

__all__ = ["Comparison", "comparison"]

COLUMNS = [
    *("group", "applications", "reached", "rate", "low", "high", "others", "others_reached", "others_rate"),
    *("crude", "crude_low", "crude_high", "adjusted", "adjusted_low", "adjusted_high", "overlap"),
    *("p_value", "p_corrected", "reverses", "verdict", "more_needed"),
]

#: These depend on all rows together.
LATER = ("p_corrected", "verdict", "more_needed")

#: Without any correction, a difference this unlikely by chance is leaning.
LEANING_P = 0.20

#: A difference smaller than this does not reverse another.
LEAST_REVERSAL = 0.01

#: What like is compared with like over, unless the user says otherwise.
USUAL_OVER = ("role_family", "seniority", "month")


@dataclass(frozen=True, kw_only=True, repr=False)
class Comparison(Answer):
    """Each group against all others, crude and like with like.

    Attributes
    ----------
    table : DataFrame
        One row per group, largest first; with two groups only the first, since the other mirrors it:

        - ``group`` str; ``applications`` int, those old enough to be compared; ``reached`` int; ``rate``
          float in [0, 1] with its Wilson interval ``low``, ``high``; ``others``, ``others_reached``,
          ``others_rate``, the same of all other groups;
        - ``crude`` float in [-1, 1], rate minus the others'; ``crude_low``, ``crude_high`` its interval;
        - ``adjusted`` float, the same like with like: within strata of what was fixed before sending, each
          weighing as much as it holds; nan if no stratum holds both; ``adjusted_low``, ``adjusted_high``;
        - ``overlap`` float in [0, 1], the share of applications in strata that hold both sides; nothing is
          extrapolated to the rest;
        - ``p_value`` float, of the exact test like with like; ``p_corrected``, corrected for the number of
          groups and of looks;
        - ``reverses`` bool, the adjusted difference points the other way than the crude one (Simpson);
        - ``verdict`` str, that there is a difference: ``known`` if the corrected p-value is below
          1 - ``level``, ``leaning`` if the uncorrected one is below 0.2, else ``not yet``;
        - ``more_needed`` float, further applications on each side until a rate twice the others' would be
          known with 80 % probability, at the same correction; 0 if a difference is known, nan if the others
          never got there.
    by : str
        What makes the groups.
    looks : int
        How often the question is asked in all.
    stage, within_days : str, int
        What counts as reached, and how soon after sending.
    """

    by: str
    looks: int
    stage: str
    within_days: int

    SHARES: ClassVar[tuple[str, ...]] = (
        *("rate", "low", "high", "others_rate", "crude", "crude_low", "crude_high"),
        *("adjusted", "adjusted_low", "adjusted_high", "overlap"),
    )
    SHOWN: ClassVar[tuple[str, ...]] = (
        *("group", "applications", "rate", "others", "others_rate", "crude"),
        *("adjusted", "adjusted_low", "adjusted_high", "verdict", "more_needed"),
    )


def comparison(
    search: JobSearch,
    *,
    by: str | None = None,
    since: str | date | None = None,
    looks: int = 6,
    over: Sequence[str] | None = None,
    stage: str = "screen",
    within_days: int = 45,
    landmark_days: int = 10,
    level: float = 0.95,
) -> Comparison:
    """Return whether groups differ, like with like, and how many more applications it takes to know.

    Only applications followed for ``within_days`` are compared, so that quick and slow answers count alike.

    Parameters
    ----------
    search : JobSearch
        Only dated records of kind ``application`` are used.
    by : str, optional
        A column of the applications, or ``"followed_up"``: those you wrote about again within
        ``landmark_days`` against those you did not, among the ones still unanswered on that day (a landmark:
        whoever was answered before could not be followed up).
    since : str or date, optional
        Instead of ``by``: compare what was sent from this day on with what was sent before.
    looks : int
        How often you look at this question in the whole search, at least 1. Six by default: once a month for
        half a year. Each look is a chance to be fooled.
    over : sequence of str, optional
        What like is compared with like over, all fixed before sending: ``month``, ``role_family``,
        ``seniority`` or columns of the applications. By default these three; no month for ``since``.
    stage : str
        What counts: reaching this stage or a later one.
    within_days : int
        … within so many days of sending.
    landmark_days : int
        For ``followed_up``.
    level : float
        Coverage of the intervals, in (0, 1); 1 - ``level`` is the risk of one false "known" over all groups
        and looks.

    Returns
    -------
    Comparison
        Standardised difference with joined Wilson intervals (Zou and Donner, 2008), exact stratified test
        (after Mantel and Haenszel, 1959), Holm's correction (1979).

    Raises
    ------
    UnknownChoiceError
        If ``by``, ``over`` or ``stage`` names nothing known.
    BadArgumentError
        If neither or both of ``by`` and ``since`` are given, or a number is out of its range.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> answer = jsa.comparison(jsa.load_sample(), by="channel")
    >>> set(answer.verdict) <= {"known", "leaning", "not yet"}
    True
    """
    day = _checked(by, since, looks, stage, within_days, level)
    usual = [name for name in USUAL_OVER if name != by and (since is None or name != "month")]
    over = usual if over is None else over
    cohort = build_cohort(
        search,
        by=by,
        since=day,
        over=over,
        stage=stage,
        within_days=within_days,
        landmark_days=landmark_days,
    )
    used = cohort[cohort["mature"] & cohort["at_landmark"]]
    table = _table(used, looks, level)
    notes = comparison_notes(cohort, used, table, within_days, landmark_days)
    if day is not None:
        before = cohort[cohort["mature"] & (cohort["group"] == "before")]
        notes += dry_spell_note(before.sort_values("sent_on", kind="stable"))
    name = by or f"before and after {day:%Y-%m-%d}"
    return Comparison(
        table=table,
        headline=comparison_headline(table, name, level),
        advice=comparison_advice(table, looks),
        notes=tuple(notes),
        as_of=search.as_of,
        level=level,
        by=name,
        looks=looks,
        stage=stage,
        within_days=within_days,
    )


def _checked(
    by: str | None, since: str | date | None, looks: int, stage: str, within_days: int, level: float
) -> pd.Timestamp | None:
    check_level(level)
    if (by is None) == (since is None):
        raise BadArgumentError("by", by, "either by or since, one of them", 'by="channel"')
    if looks < 1:
        raise BadArgumentError("looks", looks, "how often you look in all, at least 1", "looks=6")
    if stage not in FUNNEL_STAGES[1:]:
        raise UnknownChoiceError("stage", stage, FUNNEL_STAGES[1:], "a stage that can be reached")
    if within_days < 1:
        raise BadArgumentError("within_days", within_days, "a number of days above 0", "within_days=45")
    return None if since is None else as_day(since, "since")


def _table(used: pd.DataFrame, looks: int, level: float) -> pd.DataFrame:
    sizes = used["group"].value_counts().rename_axis("group").reset_index()
    sizes = sizes.sort_values(["count", "group"], ascending=[False, True], kind="stable")
    names = sizes["group"].tolist()
    names = names[:1] if len(names) == 2 else names if len(names) > 2 else []
    rows = [_row(name, count_strata(used, name), level) for name in names]
    table = pd.DataFrame(rows, columns=[name for name in COLUMNS if name not in LATER])
    table["p_corrected"] = holm(table["p_value"], looks)
    sure, likely = table["p_corrected"] < 1 - level, table["p_value"] < LEANING_P
    table["verdict"] = np.select([sure, likely], ["known", "leaning"], "not yet").astype("str")
    alpha = (1 - level) / looks / max(len(rows), 1)
    table["more_needed"] = [_more(row, alpha) for row in table.to_dict("records")]
    return table.astype({"more_needed": "float64"})[COLUMNS]


def _row(name: str, strata: pd.DataFrame, level: float) -> dict[str, object]:
    """Return one group against all others; ``strata`` holds k1, n1, k0, n0 by stratum."""
    counts = tuple(strata[column].to_numpy() for column in ("k1", "n1", "k0", "n0"))
    k1, n1, k0, n0 = (int(values.sum()) for values in counts)
    crude, adjusted = difference([k1], [n1], [k0], [n0], level), difference(*counts, level)
    low, high = wilson([k1], [n1], level)
    both = (counts[1] > 0) & (counts[3] > 0)
    overlap = float((counts[1] + counts[3])[both].sum() / (n1 + n0))
    turned = abs(adjusted[0]) > LEAST_REVERSAL and abs(crude[0]) > LEAST_REVERSAL
    reverses = bool(turned and adjusted[0] * crude[0] < 0)
    values = (name, n1, k1, k1 / n1, low[0], high[0], n0, k0, k0 / n0, *crude, *adjusted)
    names = [column for column in COLUMNS if column not in LATER]
    return dict(zip(names, (*values, overlap, exact_p(*counts), reverses), strict=True))


def _more(row: dict, alpha: float) -> float:
    """Return how many more applications each side needs for a doubling of the others' rate to be seen."""
    if row["verdict"] == "known":
        return 0.0
    if row["others_reached"] == 0:
        return np.nan
    so_far = 2 / (1 / row["applications"] + 1 / row["others"])
    needed = needed_per_group(min(2 * row["others_rate"], 1.0), row["others_rate"], alpha)
    return float(max(np.ceil(needed - so_far), 0.0))
