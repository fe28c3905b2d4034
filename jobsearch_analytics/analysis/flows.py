"""Where everything that was sent went: from stage to stage, and how it ended, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.stages import FUNNEL_STAGES, STAGES

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["COLUMNS", "OPEN", "Flows", "flows"]

COLUMNS = ["source", "target", "count", "share"]

#: The end of an application that has none yet.
OPEN = "still open"

#: What the ends are called; the others keep their own word.
END_WORDS = {"open": OPEN, "no_response": "no response"}


#: The ends that the headline tells, in its order and words.
TOLD = {
    OPEN: "are still open",
    "rejected": "were rejected",
    "no response": "had no response",
    "accepted": "were accepted",
}


@dataclass(frozen=True, kw_only=True, repr=False)
class Flows(Answer):
    """Where everything that was sent went.

    Attributes
    ----------
    table : DataFrame
        One row per step, from the first stage on:

        - ``source`` str, a stage; ``target`` str, the next stage or an end;
        - ``count`` int, applications that took the step;
        - ``share`` float, count / everything that left or rests at ``source``, in [0, 1].

        A stage holds what got there *or further*, as in the funnel, so that both show the same numbers.
    steps : tuple of str
        The stages in order; every other name in the table is an end.
    """

    steps: tuple[str, ...] = ()

    SHARES: ClassVar[tuple[str, ...]] = ("share",)


def flows(search: JobSearch) -> Flows:
    """Return where every application went: counts from stage to stage and to each end.

    A log that holds only totals is taken at its word: its own flows, or its counts side by side.

    Parameters
    ----------
    search : JobSearch
        Only records of kind ``application`` are counted.

    Returns
    -------
    Flows
        Valid for any search, also one without applications. For a search with applications, as many enter
        each stage as leave it or rest at one of its ends.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> search = jsa.load_sample()
    >>> table = jsa.flows(search).table
    >>> int(table.loc[table["source"] == "applied", "count"].sum()) == len(search.sent)
    True
    """
    if len(search.sent):
        return _from_journeys(search)
    if len(search.flows):
        return _from_totals(search, search.flows)
    return _from_totals(search, search.counts.rename(columns={"label": "target"}).assign(source="the log"))


def _from_journeys(search: JobSearch) -> Flows:
    journeys = build_journeys(search)
    steps = _steps(journeys["rank"])
    ends = journeys["outcome"].where(~journeys["is_open"] | (journeys["outcome"] == "no_response"), "open")
    last = pd.Series(list(STAGES)).reindex(journeys["rank"]).to_numpy()
    ended = pd.DataFrame({"source": last, "target": ends.replace(END_WORDS)})
    passed = [
        pd.DataFrame({"source": [before], "target": [after], "count": [int(_reached(journeys, after).sum())]})
        for before, after in pairwise(steps)
    ]
    counted = ended.value_counts(["source", "target"], sort=False).rename("count").reset_index()
    table = _with_shares(pd.concat([*passed, counted], ignore_index=True), steps)
    return Flows(
        table=table,
        headline=_headline(table, len(journeys)),
        advice=_advice(table, len(journeys)),
        notes=("A stage holds everything that got there or further, as in the funnel.",),
        as_of=search.as_of,
        steps=steps,
    )


def _steps(ranks: pd.Series) -> tuple[str, ...]:
    """Return the stages at which something rests, and the first."""
    used = set(ranks) | {STAGES.index(FUNNEL_STAGES[0])}
    return tuple(stage for rank, stage in enumerate(STAGES) if rank in used)


def _reached(journeys: pd.DataFrame, stage: str) -> pd.Series:
    return journeys["rank"] >= STAGES.index(stage)


def _with_shares(counted: pd.DataFrame, steps: tuple[str, ...]) -> pd.DataFrame:
    """Order the rows as a reader follows them: by stage, the next stage first, then ends by size."""
    place = {step: number for number, step in enumerate(steps)}
    table = counted.assign(
        share=counted["count"] / counted.groupby("source")["count"].transform("sum"),
        from_step=counted["source"].map(place).fillna(len(place)),
        is_end=~counted["target"].isin(place),
        smaller=-counted["count"],
    ).sort_values(["from_step", "is_end", "smaller", "target"], kind="stable")
    return table[COLUMNS].astype({"source": "str", "target": "str"}).reset_index(drop=True)


def _headline(table: pd.DataFrame, n: int) -> str:
    ended = table.groupby("target")["count"].sum()
    found = {verb: int(ended[end]) for end, verb in TOLD.items() if end in ended}
    words = [f"{number:,} {_verb(verb, number)}" for verb, number in found.items()]
    rest = f": {', '.join(words)}" if words else ""
    return f"Of {n:,} application{'' if n == 1 else 's'} sent{rest}."


def _verb(words: str, number: int) -> str:
    first, _, rest = words.partition(" ")
    return f"{({'are': 'is', 'were': 'was'} if number == 1 else {}).get(first, first)} {rest}"


def _advice(table: pd.DataFrame, n: int) -> str:
    still = table[table["target"] == OPEN]
    waiting = int(still["count"].sum())
    beyond = int(still.loc[still["source"] != FUNNEL_STAGES[0], "count"].sum())
    if beyond:
        return (
            f"{beyond:,} of the open ones {'is' if beyond == 1 else 'are'} past the first answer: "
            "tend those first, then the rest."
        )
    if waiting:
        if waiting == 1:
            return "The open one still waits for a first answer: log each answer with its day."
        return f"All {waiting:,} open ones still wait for a first answer: log each answer with its day."
    return f"Nothing is open: all {n:,} have ended. The next step is the next application."


def _from_totals(search: JobSearch, totals: pd.DataFrame) -> Flows:
    """Take a log of totals at its word; nothing is known of single applications."""
    summed = totals.groupby(["source", "target"], sort=False)["count"].sum().reset_index()
    steps = tuple(dict.fromkeys(summed["source"]))
    table = _with_shares(summed, steps)
    whole = (table["count"] % 1 == 0).all()
    known = len(table) > 0
    plural = "" if len(table) == 1 else "s"
    return Flows(
        table=table.astype({"count": "int64"}) if whole else table,
        headline=f"The log holds {len(table):,} total{plural}, no single applications."
        if known
        else "No application is in this log yet, so nothing has gone anywhere.",
        advice="Rates with intervals need single applications: keep a row for each from now on."
        if known
        else "Nothing can be known yet: log the first applications, with the day each was sent.",
        notes=("Totals are shown as the log gives them; they may overlap.",) if known else (),
        as_of=search.as_of,
        steps=steps,
    )
