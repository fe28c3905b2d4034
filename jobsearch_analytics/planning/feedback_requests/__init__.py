"""Whom to ask for feedback now, and what came of the requests so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.clock import today as day_of
from jobsearch_analytics.features.talks import build_talks
from jobsearch_analytics.planning.feedback_requests.ledger import build_ledger
from jobsearch_analytics.planning.feedback_requests.queue import build_candidates, build_queue, build_thanks
from jobsearch_analytics.planning.feedback_requests.rates import build_rates
from jobsearch_analytics.planning.feedback_requests.sentences import advice, headline, notes

if TYPE_CHECKING:
    from datetime import date
    from typing import Protocol

    from jobsearch_analytics.search import JobSearch

    class HasPoints(Protocol):
        """What `feedback_themes` returns."""

        points: pd.DataFrame
        table: pd.DataFrame


__all__ = ["FeedbackRequests", "feedback_requests"]


@dataclass(frozen=True, kw_only=True, repr=False)
class FeedbackRequests(Answer):
    """The requests worth making now, and the ledger of those made.

    Attributes
    ----------
    table : DataFrame
        One row per request worth making, the most pressing first: ``application_id, company, title`` str;
        ``stage`` str, the furthest talk; ``contact_id, name, relation`` str, the person known there who knows
        most about the decision, if any; ``whom`` str, the name or how to find the person; ``no_on``
        Timestamp; ``days_since_no`` float; ``ask_from``, ``due_on`` Timestamp, the first and the last good
        day; ``when`` str, ``now``, ``soon`` or ``day unknown``; ``why_now`` str; ``situation`` str, for
        `draft`.
    ledger : DataFrame
        One row per request made: ``touch_id, application_id, company, stage, contact_id, asked, relation``
        str; ``asked_on`` Timestamp; ``days_after_no`` float; ``result`` str, ``answered``, ``declined`` (they
        give no feedback), ``silence`` or ``waiting``; ``answered_on`` Timestamp; ``days_to_answer`` float;
        ``grade`` str, ``boilerplate``, ``specific`` or ``actionable``; ``answer`` str, what was said.
    rates : DataFrame
        ``what, group`` str; ``hits, trials`` int; ``share, low, high`` float in [0, 1], posterior mean and
        interval under the prior that the notes state; ``verdict`` str; ``more_needed`` int.
    past : DataFrame
        As ``table``: never asked, and by now probably forgotten.
    thanks : DataFrame
        One row per person who said lately why it was no, and was not written to since: ``application_id,
        company, title, stage, contact_id, name, relation, whom, why_now, situation`` str, ``told_on``
        Timestamp.
    today : Timestamp
        The day it is.
    """

    ledger: pd.DataFrame
    rates: pd.DataFrame
    past: pd.DataFrame
    thanks: pd.DataFrame
    today: pd.Timestamp

    MOST_ROWS: ClassVar[int] = 7
    #: What `draft` writes where nobody is named.
    SITUATION: ClassVar[str] = "feedback_request"
    SHOWN: ClassVar[tuple[str, ...]] = ("company", "title", "whom", "due_on", "why_now")

    def footer(self) -> str:
        """Return the days and the level the answer speaks for."""
        return f"Today is {self.today:%Y-%m-%d}. {super().footer()}"

    def shown(self) -> pd.DataFrame:
        """Return the table as people read it, days without a time."""
        rows = super().shown()
        if "due on" in rows:
            rows["due on"] = self.table["due_on"].dt.strftime("%Y-%m-%d").fillna("–")
        return rows

    @property
    def dates(self) -> pd.DataFrame:
        """Return what belongs into a calendar: ``key, on, summary, description``, one row per request."""
        rows = self.table[self.table["due_on"].notna()]
        firm = rows["company"].fillna("a firm without a name")
        return pd.DataFrame(
            {
                "key": "ask/" + rows["application_id"],
                "on": rows["due_on"],
                "summary": "Last good day to ask for feedback: " + firm,
                "description": "Ask " + rows["whom"] + ": " + rows["why_now"] + ".",
            }
        ).reset_index(drop=True)


def feedback_requests(
    search: JobSearch,
    *,
    today: str | date | None = None,
    themes: HasPoints | None = None,
    level: float = 0.95,
) -> FeedbackRequests:
    """Return whom to ask for feedback now, and what came of the requests so far.

    Worth asking is a rejection after a talk with a person, 2 to 10 days ago, that was not asked about yet and
    whose reason nobody gave. One ask only; never after a no without a talk.

    Parameters
    ----------
    search : JobSearch
        Applications and events are enough for the queue; contacts say whom to ask, touches what was asked.
    today : str or date, optional
        The day it is; None reads the clock. Rates speak for ``search.as_of``.
    themes : FeedbackThemes, optional
        What `feedback_themes` returned: an answer whose theme has a next step then counts as actionable.
    level : float
        Coverage of the intervals, in (0, 1).

    Returns
    -------
    FeedbackRequests

    Raises
    ------
    BadArgumentError
        If ``today`` is no day, or ``level`` is not in (0, 1).

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> requests = jsa.feedback_requests(jsa.load_sample(), today="2026-06-28")
    >>> requests.table[["company", "days_since_no", "when"]].values.tolist()
    [['Atelier Harrowquay', 10.0, 'now'], ['Harrowmere', 5.0, 'now']]
    >>> dict(sorted(requests.ledger["result"].value_counts().items()))
    {'answered': 6, 'declined': 1, 'silence': 6}
    """
    day = day_of(today)
    check_level(level)
    talks = build_talks(search, until=max(day, search.as_of))
    ledger = build_ledger(search, talks, None if themes is None else _useful(themes))
    noes = build_candidates(search, talks, ledger)
    queue = build_queue(search, noes, ledger, day)
    table = queue[queue["when"] != "past"].reset_index(drop=True)
    past = queue[queue["when"] == "past"].reset_index(drop=True)
    thanks = build_thanks(search, noes, ledger, day)
    known = noes if len(search.touches) else noes.head(0)
    rates = build_rates(known, ledger, search.as_of, level)
    return FeedbackRequests(
        table=table,
        headline=headline(table, rates, level),
        advice=advice(table, thanks),
        notes=notes(search, noes, ledger, past),
        as_of=search.as_of,
        level=level,
        ledger=ledger,
        rates=rates,
        past=past,
        thanks=thanks,
        today=day,
    )


def _useful(themes: HasPoints) -> pd.Series:
    """Return by feedback id whether a gap of that note has a next step."""
    steps = themes.table.loc[(themes.table["sign"] == "gap") & (themes.table["next_step"] != ""), "theme"]
    points = themes.points[themes.points["sign"] == "gap"]
    return points["theme"].isin(steps).groupby(points["feedback_id"]).any()
