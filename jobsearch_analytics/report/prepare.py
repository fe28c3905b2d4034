"""Everything a page is made from, gathered once; and the same for the twin without a word of the user's."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobsearch_analytics.features.remembered import Memory, remembering
from jobsearch_analytics.report.facts_found import find_facts, suggestions_since
from jobsearch_analytics.report.history import Report, last_before, read_reports
from jobsearch_analytics.report.known import known_names, known_texts
from jobsearch_analytics.report.numbers import Numbers
from jobsearch_analytics.report.privacy import shared_view
from jobsearch_analytics.report.pseudonyms import Pseudonyms
from jobsearch_analytics.report.questions_asked import questions_for
from jobsearch_analytics.report.quotes import approved_quotes
from jobsearch_analytics.report.sections.section import Material
from jobsearch_analytics.report.twin import masked, same_numbers
from jobsearch_analytics.report.words import own_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.report.privacy import Sharing
    from jobsearch_analytics.report.spelling import Name
    from jobsearch_analytics.search import JobSearch

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True)
class Prepared:
    """What a page is made from.

    Attributes
    ----------
    material, twin : Material
        Of the page, and of the same page without a word of the user's.
    names, texts
        What must not leave.
    pseudonyms : Pseudonyms
        The key, with those names that were asked for.
    tried : list of str
        What is being tried, in the user's words, shared or not.
    """

    material: Material
    twin: Material
    names: list[Name]
    texts: list[str]
    pseudonyms: Pseudonyms
    tried: list[str]


def prepare(
    search: JobSearch,
    share: Sharing,
    day: pd.Timestamp,
    *,
    themes: Answer | None,
    questions: Sequence[str] = (),
    own_line: str = "",
    level: float = 0.95,
    answers_name: str = "",
    like: Prepared | None = None,
) -> Prepared:
    """Return what a page and its twin are made from.

    ``like`` is an earlier preparation with the same channels shared: its numbers are not counted again.
    """
    names = like.names if like else known_names(search)
    pseudonyms = like.pseudonyms if like else Pseudonyms.of(search)
    stand_ins = {} if share.audience == "self" else pseudonyms.firms(_open_firms(search))
    last = last_before(read_reports(search.workspace), share.audience, day)
    told = suggestions_since(search.workspace, last)
    if like:
        mine, theirs, facts, tried = like.material.numbers, like.twin.numbers, like.material.facts, like.tried
    else:
        # Nobody writes to the tables while this page is made: what several answers need is made once.
        with remembering(Memory()):
            mine, theirs = _numbers(search, share, stand_ins, level, day)
            facts, tried = find_facts(search, day, level, told)
    words = own_words(
        search,
        share,
        names,
        pseudonyms,
        themes=themes,
        questions=questions,
        own_line=own_line,
        suggestions=list(zip(told["text"], told["changed_to"], strict=True)),
        experiments=tried,
    )
    exact = share.allows("dates")
    goal = bool(words.profile)
    asked = questions_for(words.questions, mine, words.themes, exact=exact, goal=goal)
    asks = {name: facts.asked.get(name, 0) for name in ("asked", "answered")}
    report = Report(day, search.as_of, share.audience, level, asked, mine.counted | asks)
    material = Material(mine, words, facts, asked, last, report, exact, answers_name)
    blank = words.masked()
    twin = dataclasses.replace(
        material,
        numbers=theirs,
        words=blank,
        questions=questions_for(blank.questions, theirs, blank.themes, exact=exact, goal=goal),
    )
    return Prepared(material, twin, names, _held(search, share), pseudonyms, tried)


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


def _held(search: JobSearch, share: Sharing) -> list[str]:
    """Return the texts that must not leave word for word: all but the quotes that were approved."""
    texts = known_texts(search, profile=not share.allows("profile"))
    if not share.allows("quotes"):
        return texts
    parts, kept = [], approved_quotes(search)
    for text in texts:
        for quote in kept:
            text = "\n".join(text.split(quote))
        parts += text.split("\n")
    return parts
