"""How much of the log is known: of how many applications the state is settled or fresh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer, percent
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.features.journeys import build_journeys

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["KnowledgeRate", "knowledge_rate"]

#: Below this share of known states, career offices call the data too thin to report (NACE, 65 percent).
ENOUGH = 0.65


@dataclass(frozen=True, kw_only=True, repr=False)
class KnowledgeRate(Answer):
    """Of how many applications the state is known.

    Attributes
    ----------
    table : DataFrame
        One row per state: ``state`` str, ``applications`` int, ``share`` float of all in [0, 1],
        ``known`` bool: it ended, or something was recorded within ``closing_days``.
    rate : float
        Share of applications with a known state, in [0, 1]; nan without applications.
    closing_days : int
        After how many silent days the state of an open application counts as unknown.
    """

    rate: float
    closing_days: int = 45

    SHARES: ClassVar[tuple[str, ...]] = ("share",)


def knowledge_rate(search: JobSearch, *, closing_days: int = 45) -> KnowledgeRate:
    """Return of how many applications the state is known: they ended, or were heard of lately.

    Career offices print this share beside every outcome (NACE first-destination standards): where it is
    low, every other number says more about the log than about the search.

    Parameters
    ----------
    search : JobSearch
        Only records of kind ``application`` are counted.
    closing_days : int
        After how many silent days the state of an open application counts as unknown.

    Returns
    -------
    KnowledgeRate
        A count of everything in the log, so without intervals.

    Raises
    ------
    BadArgumentError
        If ``closing_days`` is not positive.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> 0 <= knowledge_rate(jsa.load_sample()).rate <= 1
    True
    """
    if closing_days <= 0:
        raise BadArgumentError("closing_days", closing_days, "a number of days above 0", "closing_days=45")
    journeys = build_journeys(search)
    is_open, silent = journeys["is_open"], journeys["silent_days"]
    states = {
        "ended": (~is_open, True),
        f"open, news within {closing_days} days": (is_open & (silent <= closing_days), True),
        f"open, silent for more than {closing_days} days": (is_open & (silent > closing_days), False),
        "open, without any date": (is_open & silent.isna(), False),
    }
    table = pd.DataFrame(
        {
            "state": list(states),
            "applications": [int(rows.sum()) for rows, _ in states.values()],
            "known": [known for _, known in states.values()],
        }
    )
    n, known = len(journeys), int(table.loc[table["known"], "applications"].sum())
    table.insert(2, "share", table["applications"] / n if n else float("nan"))
    rate = known / n if n else float("nan")
    return KnowledgeRate(
        table=table,
        headline=f"The state of {known:,} of {n:,} applications is known ({percent(rate)})."
        if n
        else "No application is in this log yet.",
        advice=_advice(rate),
        as_of=search.as_of,
        rate=rate,
        closing_days=closing_days,
    )


def _advice(rate: float) -> str:
    if rate != rate:
        return "Nothing can be known yet: log the first applications, with the day each was sent."
    if rate < ENOUGH:
        return (
            f"Below {percent(ENOUGH)}, rates say more about the log than about the search: "
            "go through the silent ones once and note what became of them."
        )
    return "The log is kept well enough to reason from it: keep noting each answer with its day."
