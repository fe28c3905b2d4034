"""How long silence lasts, how it ends, and the chance that remains after so many days of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from jobsearch_analytics.analysis.answer import GROUP_COLUMNS, Answer, group_labels
from jobsearch_analytics.analysis.estimate.counted_waits import count_waits, used_waits
from jobsearch_analytics.analysis.estimate.groups import sent_with
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.analysis.estimate.remaining import PRIORS
from jobsearch_analytics.analysis.estimate.wait_tables import (
    at_horizon,
    closing_table,
    incidence_table,
)
from jobsearch_analytics.analysis.estimate.wait_words import wait_advice, wait_headline, wait_notes
from jobsearch_analytics.analysis.waiting_times.silence import (
    USUAL_COST,
    Chances,
    ClosingDays,
    chances,
    closing_days,
)
from jobsearch_analytics.clock import as_day
from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.features.remembered import Lazy
from jobsearch_analytics.features.waits import build_wait_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from jobsearch_analytics.analysis.estimate.counted_days import Counted
    from jobsearch_analytics.search import JobSearch

__all__ = ["UNTIL", "Chances", "ClosingDays", "WaitingTimes", "waiting_times"]

#: The stage waited for, and its words.
UNTIL = {"reply": ("screen", "a positive reply"), "decision": ("offer", "an offer")}

#: Days at which a printed answer shows the curves.
SHOWN_DAYS = (7, 14, 30, 60, 90, 180)


@dataclass(frozen=True, kw_only=True, repr=False)
class WaitingTimes(Answer):
    """How waits end, by cause and day, with those still waiting counted as waiting.

    Attributes
    ----------
    table : DataFrame
        One row per group, cause and day, up to the longest day that the follow-up supports: ``group`` str;
        ``cause`` str, ``positive``, ``rejected``, ``closed`` or ``withdrawn``; ``day`` int since the start
        of the wait; ``at_risk`` float, waits watched on that day and not over before it; ``ended`` float,
        over by this cause so far; ``incidence`` float in [0, 1], P(over by this cause within so many days);
        ``low``, ``high`` its interval; ``verdict`` str. Fractions of waits stand where days are not exact.
    waits : DataFrame
        The waits behind it, from `features.waits.build_waits`, with their ``group``.
    by : str or None
        The column that makes the groups.
    until : str
        ``reply`` or ``decision``.
    counts : mapping of str to Counted
        Waits by the stage they began at, all groups together: what `chance_after` reads.
    """

    waits: pd.DataFrame
    by: str | None = None
    until: str = "reply"
    counts: Mapping[str, Counted] = field(default_factory=dict)

    SHARES: ClassVar[tuple[str, ...]] = ("incidence", "low", "high")

    def shown(self) -> pd.DataFrame:
        """Return a few days of the table as people read it."""
        return self._texts(self.table[self.table["day"].isin(SHOWN_DAYS) & (self.table["ended"] > 0)])

    def within(self, days: int) -> pd.DataFrame:
        """Return the rows of one day; beyond the follow-up they say ``not yet`` and hold no number.

        Examples
        --------
        >>> import jobsearch_analytics as jsa
        >>> waits = jsa.waiting_times(jsa.load_sample())
        >>> waits.within(3000)["verdict"].unique().tolist()
        ['not yet']
        """
        groups = sorted(self.waits["group"].unique())
        return at_horizon(self.table, groups, days)

    def chance_after(self, days: int | Sequence[int]) -> Chances:
        """Return P(the next stage is still reached | silent for so many days), for every stage.

        Own waits are drawn towards a stated prior (`estimate.remaining.PRIORS`): lognormal waits whose shares
        are worth about ten waits, within a mixture of beta processes (Hjort, 1990; Antoniak, 1974). The
        interval holds the posterior. All groups are taken together.

        Parameters
        ----------
        days : int or sequence of int
            Days since the stage was reached, or since sending; 0 to 365.

        Returns
        -------
        Chances
            One row per stage and day.

        Raises
        ------
        BadArgumentError
            If a number of days is below 0 or above 365.

        Examples
        --------
        >>> import jobsearch_analytics as jsa
        >>> chances = jsa.waiting_times(jsa.load_sample()).chance_after(days=[7, 60]).table
        >>> bool(chances["chance"].between(0, 1).all())
        True
        """
        return chances(self.counts, days, self.level, self.as_of)

    def closing_day(self, cost: float = USUAL_COST) -> ClosingDays:
        """Return after how many silent days waiting on costs more than it brings.

        Parameters
        ----------
        cost : float
            Closing then loses at most one late positive reply in so many closings; above 1.

        Returns
        -------
        ClosingDays
            One row per stage. Nothing is closed by it, and a late reply re-opens what was.

        Raises
        ------
        BadArgumentError
            If ``cost`` is not above 1.

        Examples
        --------
        >>> import jobsearch_analytics as jsa
        >>> closing = jsa.waiting_times(jsa.load_sample()).closing_day(cost=30).table
        >>> bool((closing["chance"] <= 1 / 30).all())
        True
        """
        return closing_days(self.counts, cost, self.level, self.as_of)


def waiting_times(
    search: JobSearch,
    *,
    until: Literal["reply", "decision"] = "reply",
    by: str | None = None,
    level: float = 0.95,
    log_started: str | date | None = None,
) -> WaitingTimes:
    """Return how likely each ending is within so many days of sending, with those still waiting.

    Parameters
    ----------
    search : JobSearch
        Only records of kind ``application`` with a day of sending are counted.
    until : str
        ``reply``: waits end with the first positive reply; ``decision``: with an offer. Both end with a
        rejection, a closed role or a withdrawal; silence ends nothing.
    by : str, optional
        Compare groups by this column of the applications.
    level : float
        Coverage of the intervals, in (0, 1).
    log_started : str or date, optional
        The day the log was begun, if what was sent before it was entered afterwards (left truncation).

    Returns
    -------
    WaitingTimes
        Cumulative incidence (Aalen and Johansen, 1978); valid for any search, also one without dates.

    Raises
    ------
    UnknownChoiceError
        If ``until`` or ``by`` is not one of the choices.
    BadArgumentError
        If ``level`` is not in (0, 1) or ``log_started`` is no day.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> waits = jsa.waiting_times(jsa.load_sample())
    >>> positive = waits.table[waits.table["cause"] == "positive"]
    >>> positive["incidence"].is_monotonic_increasing
    True
    """
    check_level(level)
    if until not in UNTIL:
        raise UnknownChoiceError("until", until, list(UNTIL), "something to wait for")
    stage, words = UNTIL[until]
    begun = None if log_started is None else as_day(log_started, "log_started")
    labels = group_labels(sent_with(search, [by]), by, GROUP_COLUMNS)
    steps = [("applied", stage), *((name, None) for name in PRIORS)]
    tables = build_wait_tables(search, steps, log_started=begun)
    waits = tables["applied", stage].assign(group=labels.to_numpy())
    # Each is counted when first asked for: most answers speak of one.
    counts = Lazy(PRIORS, lambda name: count_waits(tables[name, None]))
    table = incidence_table(waits, waits["group"], level)
    stage_at = "applied" if until == "reply" else "interview"
    # Only where it is spoken of: it is drawn from a posterior.
    spoken = {stage_at: counts[stage_at]} if by is None else {}
    closing = closing_table(spoken, USUAL_COST, level)
    return WaitingTimes(
        table=table,
        headline=wait_headline(table, len(used_waits(waits)), words, level, by, until),
        advice=wait_advice(table, closing, until, by),
        notes=wait_notes(waits, begun),
        as_of=search.as_of,
        level=level,
        waits=waits,
        by=by,
        until=until,
        counts=counts,
    )
