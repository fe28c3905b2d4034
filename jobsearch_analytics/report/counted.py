"""All that a page says in numbers, counted once; the words are added in `prepare`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobsearch_analytics.features.remembered import Memory, remembering
from jobsearch_analytics.report.facts_found import find_facts, suggestions_since
from jobsearch_analytics.report.history import last_before, read_reports
from jobsearch_analytics.report.known import known_names
from jobsearch_analytics.report.numbers import Numbers
from jobsearch_analytics.report.privacy import shared_view
from jobsearch_analytics.report.pseudonyms import Pseudonyms
from jobsearch_analytics.report.twin import masked, same_numbers

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.report.facts import Facts
    from jobsearch_analytics.report.history import Report
    from jobsearch_analytics.report.privacy import Sharing
    from jobsearch_analytics.report.spelling import Name
    from jobsearch_analytics.search import JobSearch

__all__ = ["Counted", "count_for"]


@dataclass(frozen=True)
class Counted:
    """What pages of one search and one day count alike, as long as both or neither share the channels.

    Attributes
    ----------
    day : Timestamp
        The day the page is made on.
    level : float
        Coverage of the intervals.
    names : list of Name
        What must not leave.
    pseudonyms : Pseudonyms
        The key, with those names that were asked for.
    mine, theirs : Numbers
        Of the page, and of its twin without a word of the user's.
    facts : Facts
        Counts that need more than the shared view.
    tried : list of str
        What is being tried, in the user's words, shared or not.
    last : Report or None
        The report before this one for the same reader.
    told : DataFrame
        The suggestions the page speaks of.
    """

    day: pd.Timestamp
    level: float
    names: list[Name]
    pseudonyms: Pseudonyms
    mine: Numbers
    theirs: Numbers
    facts: Facts
    tried: list[str]
    last: Report | None
    told: pd.DataFrame


def count_for(search: JobSearch, share: Sharing, day: pd.Timestamp, level: float) -> Counted:
    """Return everything that is counted for a page made on a day."""
    pseudonyms = Pseudonyms.of(search)
    stand_ins = {} if share.audience == "self" else pseudonyms.firms(_open_firms(search))
    last = last_before(read_reports(search.workspace), share.audience, day)
    told = suggestions_since(search.workspace, last)
    # Nobody writes to the tables while this page is made: what several answers need is made once.
    with remembering(Memory()):
        mine, theirs = _numbers(search, share, stand_ins, level, day)
        facts, tried = find_facts(search, day, level, told)
    return Counted(day, level, known_names(search), pseudonyms, mine, theirs, facts, tried, last, told)


def _open_firms(search: JobSearch) -> list[str]:
    """Return the firms of what is open and may be shown in a row of its own."""
    sent = search.sent
    alive = sent[sent["outcome"].isin(["open", "no_response"]) & sent["company"].notna()]
    planned = search.events.loc[search.events["scheduled"], "application_id"]
    alive = alive[(alive["stage"] != "applied") | alive["application_id"].isin(planned)]
    return list(dict.fromkeys(alive["company"]))


def _numbers(
    search: JobSearch, share: Sharing, stand_ins: dict[str, str], level: float, day: pd.Timestamp
) -> tuple[Numbers, Numbers]:
    """Return the numbers of the page and of its twin: counted once where both views hold the very same."""
    view = shared_view(search, share, stand_ins)
    mine = Numbers.of(view, level, day)
    if share.audience == "self":
        return mine, mine
    twin = shared_view(masked(search), share, stand_ins)
    return mine, mine if same_numbers(view, twin) else Numbers.of(twin, level, day)
