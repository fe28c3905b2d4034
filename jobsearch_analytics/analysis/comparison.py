"""Whether one way works better than the others, like with like, or how many more it takes to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.cohorts import build_cohort
from jobsearch_analytics.analysis.estimate.comparison_words import (
    BEFORE_AND_AFTER,
    comparison_advice,
    comparison_headline,
    comparison_notes,
    dry_spell_note,
)
from jobsearch_analytics.analysis.estimate.contrast_table import contrast_table
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.clock import as_day
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from jobsearch_analytics.search import JobSearch

__all__ = ["Comparison", "comparison"]

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
    table = contrast_table(used, looks, level)
    notes = comparison_notes(cohort, used, table, within_days, landmark_days)
    if day is not None:
        before = cohort[cohort["mature"] & (cohort["group"] == "before")]
        notes += dry_spell_note(before.sort_values("sent_on", kind="stable"))
    name = by or f"{BEFORE_AND_AFTER} {day:%Y-%m-%d}"
    return Comparison(
        table=table,
        headline=comparison_headline(table, name, level),
        advice=comparison_advice(table, looks, name),
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
