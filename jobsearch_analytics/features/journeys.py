"""A row per application: how far it got, when it reached each stage, how it ended, how long it is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.stages import CLOSED_OUTCOMES, FUNNEL_STAGES, STAGES, stage_rank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.search import JobSearch

__all__ = ["build_journeys"]

ONE_DAY = np.timedelta64(1, "D")
NO_DAY = np.datetime64("NaT", "us")
#: Where a day that is not known stands in the order of days.
LAST_DAY = np.datetime64("9999-12-31", "us")


def build_journeys(search: JobSearch) -> pd.DataFrame:
    """Return the journey of every application that was sent.

    Parameters
    ----------
    search : JobSearch
        Leads, outreach and other rows are left out.

    Returns
    -------
    DataFrame
        The columns of the applications table and

        - ``rank`` : int, place of the furthest stage in `stages.STAGES`;
        - ``is_open`` : bool, the log gives no ending (``no_response`` counts as open: late replies come);
        - ``<stage>_on`` : Timestamp, the first day the stage is recorded, one column per funnel stage; NaT
          where it has no day;
        - ``<stage>_precision`` : str, how exactly that day is known: ``day``, ``month``, ``year``, or
          ``range`` for any other stretch that begins on it; nan where it has no day;
        - ``<stage>_inferred`` : bool, the log does not say outright that the stage was reached: it is told by
          a note or a heading, or by a later stage alone; False for a stage that was not reached;
        - ``last_on`` : Timestamp, the last day anything is recorded up to ``search.as_of``;
        - ``silent_days`` : float, days from ``last_on`` to ``search.as_of``; nan where nothing is dated;
        - ``age_days`` : float, days from sending to ``search.as_of``; nan where that day is unknown.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> journeys = build_journeys(jsa.load_sample())
    >>> bool((journeys["silent_days"].dropna() >= 0).all())
    True
    """
    # Shallow copies: whoever adds a column adds it to a frame of its own.
    return recall(search, "journeys", lambda: _build(search)).copy(deep=False)


def _build(search: JobSearch) -> pd.DataFrame:
    sent, as_of = search.sent, search.as_of.to_datetime64()
    events = _happened(search.events, sent["application_id"])
    rank = np.maximum(stage_rank(sent["stage"]).to_numpy(), STAGES.index("applied"))
    stages = _stages(events, sent, rank)
    first = stages["applied_on"]
    last = np.where(first <= as_of, first, NO_DAY)
    past = events.latest <= as_of
    # As numbers no day is the smallest of all: it loses against every day.
    np.maximum.at(last.view("int64"), events.place[past], events.latest[past].view("int64"))
    made = {
        "rank": rank,
        "is_open": ~sent["outcome"].isin(CLOSED_OUTCOMES).to_numpy(),
        **stages,
        "last_on": last,
        "silent_days": _days_between(last, as_of),
        "age_days": _days_between(first, as_of),
    }
    return pd.DataFrame({**dict(sent.items()), **made}, index=sent.index)


# From here on columns are plain arrays: an explorer asks again and again of tables that are small, where
# what a frame costs to make is what an answer costs.


class _Events(NamedTuple):
    """What happened to the applications: the place of each one's application, and what the log says."""

    place: NDArray
    rank: NDArray
    first: NDArray
    latest: NDArray
    inferred: NDArray


def _happened(events: pd.DataFrame, ids: pd.Series) -> _Events:
    place = pd.Index(ids).get_indexer(pd.Index(events["application_id"]))
    rows = (place >= 0) & ~events["scheduled"].to_numpy()
    names = ("occurred_on", "latest_on", "inferred")
    columns = (stage_rank(events["event"]), *(events[name] for name in names))
    return _Events(place[rows], *(column.to_numpy()[rows] for column in columns))


def _days_between(days: NDArray, until: np.datetime64) -> NDArray:
    out, known = np.full(len(days), np.nan), ~np.isnat(days)
    out[known] = (until - days[known]) // ONE_DAY
    return out


def _stages(events: _Events, sent: pd.DataFrame, rank: NDArray) -> dict[str, Any]:
    """Return for each funnel stage its first day, how exactly it is known, and if it was said."""
    firsts = _first_of_each(events)
    precision, made = _precision(firsts.first, firsts.latest), {}
    for stage in FUNNEL_STAGES:
        rows, here = firsts.rank == STAGES.index(stage), rank >= STAGES.index(stage)
        on, known = np.full(len(sent), NO_DAY), np.full(len(sent), np.nan, dtype=object)
        said, place = np.zeros(len(sent), dtype=bool), firsts.place[rows]
        on[place], known[place], said[place] = firsts.first[rows], precision[rows], ~firsts.inferred[rows]
        if stage == FUNNEL_STAGES[0]:
            written = sent["applied_on"].notna().to_numpy()
            on = np.where(written, sent["applied_on"].to_numpy(), on)
            known = np.where(written, sent["applied_precision"].to_numpy(dtype=object), known)
            said |= written
        made[f"{stage}_on"] = on
        made[f"{stage}_precision"] = pd.array(known, dtype="str")
        made[f"{stage}_inferred"] = here & ~said
    return made


def _first_of_each(events: _Events) -> _Events:
    """Return the first event of each stage of each application; of several on a day, the surest."""
    days = (np.where(np.isnat(days), LAST_DAY, days) for days in (events.latest, events.first))
    order = np.lexsort((events.inferred, *days))
    order = order[events.rank[order] >= STAGES.index(FUNNEL_STAGES[0])]
    _, at = np.unique(events.place[order] * len(STAGES) + events.rank[order], return_index=True)
    return _Events(*(column[order[at]] for column in events))


def _precision(first: NDArray, latest: NDArray) -> NDArray:
    """Return how exactly days are known, from the first and the last day they can be."""
    latest = np.where(np.isnat(latest), first, latest)
    whole = []
    for unit in ("M", "Y"):
        start = first.astype(f"datetime64[{unit}]")
        end = (start + 1).astype(first.dtype) - ONE_DAY
        whole.append((first == start.astype(first.dtype)) & (latest == end))
    words = np.select([first == latest, *whole], ["day", "month", "year"], "range").astype(object)
    return np.where(np.isnat(first), np.nan, words)
