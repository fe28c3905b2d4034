"""How far applications get, with every denominator, and bounds for those still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from jobsearch_analytics.analysis.answer import GROUP_COLUMNS, Answer, group_labels, share_words, span
from jobsearch_analytics.analysis.estimate.funnel_counts import add_rates, add_verdicts, count_stages
from jobsearch_analytics.analysis.estimate.funnel_within import add_pooled, add_within, supported_days
from jobsearch_analytics.analysis.estimate.groups import sent_with
from jobsearch_analytics.analysis.estimate.intervals import check_level, wilson
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.features.waits import build_wait_tables
from jobsearch_analytics.stages import FUNNEL_STAGES, STAGES

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.search import JobSearch

__all__ = ["Funnel", "funnel"]

#: A log with this share of untouched applications was probably never updated after sending.
UNTOUCHED_SHARE = 0.95
UNTOUCHED_LEAST = 10

#: Groups smaller than this get a warning.
SMALL_GROUP = 20


@dataclass(frozen=True, kw_only=True, repr=False)
class Funnel(Answer):
    """How many applications reached each stage, and how many still may.

    Attributes
    ----------
    table : DataFrame
        One row per group and stage, groups by size, stages in order:

        - ``group`` str; ``stage`` str, read as "this stage or a later one";
        - ``entered`` int, applications that reached the stage before; ``reached`` int, this one;
          ``open`` int, entered, not yet here, and not ended;
        - ``rate`` float, reached / entered so far, in [0, 1]; ``low``, ``high`` its Wilson interval;
        - ``applications`` int, all of the group; ``share`` float, reached / applications so far;
          ``share_low``, ``share_high`` its Wilson interval;
        - ``at_least``, ``at_most`` float, the share if none or all of the open ones get here;
          ``bound_low``, ``bound_high`` these with their exact ends (Clopper and Pearson, 1934): they hold
          whatever the open ones do;
        - ``settled`` int, of the applications sent more than ``closing_days`` ago those that got here, ended,
          or have been silent for longer than that; ``settled_rate`` float, the share of these that got here,
          if long silence means no; ``settled_low``, ``settled_high`` its Wilson interval;
        - ``within_rate`` float, P(here within ``within_days`` of sending), with those still open counted as
          open; ``within_low``, ``within_high`` its interval; nan where the log does not reach that far;
        - ``pooled_rate`` float, the group's ``within_rate`` (at stages where no group has one, its
          ``settled_rate``) drawn towards the other groups'; ``pooled_low``, ``pooled_high`` its interval;
          nan for a single group;
        - ``verdict`` str; ``more_needed`` int, further applications, followed to their end, until it could be
          known.
    by : str or None
        The column that makes the groups.
    closing_days : int
        After how many silent days an open application counts as settled in ``settled_rate``.
    within_days : int or None
        The horizon of ``within_rate``; None if the log supports none.
    """

    by: str | None = None
    closing_days: int = 45
    within_days: int | None = None

    SHARES: ClassVar[tuple[str, ...]] = (
        *("rate", "low", "high", "share", "share_low", "share_high", "at_least", "at_most"),
        *("bound_low", "bound_high", "settled_rate", "settled_low", "settled_high"),
        *("within_rate", "within_low", "within_high", "pooled_rate", "pooled_low", "pooled_high"),
    )
    SHOWN: ClassVar[tuple[str, ...]] = (
        *("group", "stage", "entered", "reached", "open", "rate", "low", "high"),
        *("at_least", "at_most", "settled_rate", "within_rate", "pooled_rate", "verdict"),
    )


def funnel(
    search: JobSearch,
    *,
    by: str | None = None,
    within_days: int | None = None,
    level: float = 0.95,
    closing_days: int = 45,
) -> Funnel:
    """Return how far applications get: counts, both denominators, intervals and bounds.

    Parameters
    ----------
    search : JobSearch
        Only records of kind ``application`` are counted.
    by : str, optional
        Compare groups by this: one of `answer.GROUP_COLUMNS`.
    within_days : int, optional
        The horizon of ``within_rate`` (Aalen and Johansen, 1978), in days since sending, above 0. By default
        60, or the longest that the log supports. Groups not followed that long say nothing of it.
    level : float
        Coverage of the intervals (Wilson, 1927), in (0, 1).
    closing_days : int
        For ``settled_rate`` only: silence longer than this many days is counted as a no. Nothing is closed
        by it; the bounds beside it stay as wide as they are.

    Returns
    -------
    Funnel
        Valid for any search, also one without applications.

    Raises
    ------
    UnknownChoiceError
        If ``by`` is not a column to compare by.
    BadArgumentError
        If ``level`` is not in (0, 1), or ``closing_days`` or ``within_days`` is not positive.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> answer = jsa.funnel(jsa.load_sample())
    >>> answer.table["reached"].is_monotonic_decreasing
    True
    """
    check_level(level)
    if closing_days <= 0:
        raise BadArgumentError("closing_days", closing_days, "a number of days above 0", "closing_days=45")
    if within_days is not None and within_days <= 0:
        raise BadArgumentError("within_days", within_days, "a number of days above 0", "within_days=60")
    journeys = build_journeys(search)
    group = group_labels(sent_with(search, [by]), by, GROUP_COLUMNS)
    journeys["group"] = group
    stages = _stages_used(search)
    waits = build_wait_tables(search, [("applied", stage) for stage in stages[1:]])
    ways = {stage: waits["applied", stage] for stage in stages[1:]}
    horizon = within_days or supported_days(ways["offer"])
    table = add_rates(count_stages(journeys, stages, closing_days), level)
    table = add_pooled(add_within(table, ways, group, horizon, level), level)
    table = add_verdicts(table, level, untouched=_untouched(journeys))
    return Funnel(
        table=table,
        headline=_headline(table, level),
        advice=_advice(table, by, level),
        notes=_notes(journeys, table, closing_days, horizon),
        as_of=search.as_of,
        level=level,
        by=by,
        closing_days=closing_days,
        within_days=horizon,
    )


def _untouched(journeys: pd.DataFrame) -> bool:
    """Return whether next to nothing is recorded after sending: a log that was never updated."""
    still = journeys["is_open"] & (journeys["rank"] == STAGES.index("applied"))
    return len(journeys) >= UNTOUCHED_LEAST and still.mean() >= UNTOUCHED_SHARE


def _stages_used(search: JobSearch) -> list[str]:
    """Return the funnel's stages: those the log speaks of, and always the main three."""
    spoken = set(search.events["event"]) | set(search.sent["stage"]) | {"applied", "interview", "offer"}
    return [stage for stage in FUNNEL_STAGES if stage in spoken]


def _headline(table: pd.DataFrame, level: float) -> str:
    if table.empty:
        return "No application is in this log yet, so there is no rate to speak of."
    rows = table[table["stage"] == "interview"]
    hits, n = int(rows["reached"].sum()), int(rows["applications"].sum())
    still = round((rows["at_most"] * rows["applications"]).sum()) - hits
    low, high = wilson([hits], [n], level)
    tail = f"; {still:,} more {'is' if still == 1 else 'are'} still open" if still else ""
    words = share_words(hits, n, low[0], high[0], level)
    return f"{words} applications have reached an interview so far{tail}."


def _advice(table: pd.DataFrame, by: str | None, level: float) -> str:
    if table.empty:
        return "Nothing can be known yet: log the first applications, with the day each was sent."
    if by is not None:
        return _advice_for_groups(table[table["stage"] == "interview"], by, level)
    interview = table[table["stage"] == "interview"].iloc[0]
    if interview["verdict"] == "not yet":
        return (
            f"The interview rate cannot be known yet: about {interview['more_needed']:,} more settled "
            "applications would tell. Log each answer and closing with its day."
        )
    ended = (table["entered"] - table["reached"] - table["open"]).to_numpy()
    at = int(ended.argmax())
    before, after = table["stage"].iloc[at - 1], table["stage"].iloc[at]
    return (
        f"Most endings so far lie between {before} and {after} "
        f"({ended[at]:,} of {table['entered'].iloc[at]:,}): "
        "work on that step first, and compare channels before changing anything else."
    )


def _advice_for_groups(rows: pd.DataFrame, by: str, level: float) -> str:
    """Say which group stands out, if any does with as many looks as there are pairs (Bonferroni)."""
    if len(rows) < 2:
        return f"There is only one {by} in this log: nothing to compare yet."
    pairs = len(rows) * (len(rows) - 1) / 2
    hits = (rows["settled_rate"].fillna(0) * rows["settled"]).round()
    low, high = wilson(hits, rows["settled"], 1 - (1 - level) / pairs)
    best, worst = low.argmax(), high.argmin()
    if low[best] <= high[worst]:
        return (
            f"By {by}, nothing can be told apart yet: keep using all of them, and keep logging. "
            "A higher bar among these is what chance alone would show."
        )
    groups = rows["group"].to_list()
    return (
        f"If long silence means no, {groups[best]} leads to interviews more often than {groups[worst]} "
        f"({span(low[best], high[best])} against {span(low[worst], high[worst])}): send more of the next "
        "ten that way, and a few elsewhere to go on learning."
    )


def _notes(
    journeys: pd.DataFrame, table: pd.DataFrame, closing_days: int, horizon: int | None
) -> tuple[str, ...]:
    n, is_open, silent = len(journeys), journeys["is_open"], journeys["silent_days"]
    untouched = int((is_open & (journeys["rank"] == STAGES.index("applied"))).sum())
    young = int((is_open & (silent <= closing_days)).sum())
    undated = int(silent.isna().sum())
    groups = table.groupby("group")["applications"].first()
    beyond = int(table[table["stage"] == "offer"]["within_rate"].isna().sum())
    small = int((groups < SMALL_GROUP).sum()) if len(groups) > 1 else 0
    notes = (
        (
            _untouched(journeys),
            f"For {untouched:,} of {n:,} applications nothing is recorded after sending: either nobody "
            "answered or the log was not kept up. Until answers are logged, these rates say nothing.",
        ),
        (
            young > 0,
            f"{young:,} open {'application has' if young == 1 else 'applications have'} been silent for "
            f"{closing_days} days or less and may still move.",
        ),
        (undated > 0, f"{undated:,} of {n:,} applications have no date: how long they wait is unknown."),
        (horizon is not None and beyond > 0, _beyond_note(beyond, len(groups), horizon)),
        (
            small > 0,
            f"{small:,} of {len(groups):,} groups have fewer than {SMALL_GROUP} applications: "
            "their rates are mostly luck.",
        ),
    )
    return tuple(text for holds, text in notes if holds)


def _beyond_note(beyond: int, groups: int, horizon: int | None) -> str:
    whose = "This log is" if groups == 1 else f"{beyond:,} of {groups:,} groups are"
    return f"{whose} not followed for {horizon} days yet: for that horizon the answer is 'not yet'."
