"""Everything a page is made from, gathered once; and the same for the twin without a word of the user's."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobsearch_analytics.report.history import Report
from jobsearch_analytics.report.known import known_texts
from jobsearch_analytics.report.questions_asked import questions_for
from jobsearch_analytics.report.quotes import approved_quotes
from jobsearch_analytics.report.sections.section import Material
from jobsearch_analytics.report.words import own_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.report.counted import Counted
    from jobsearch_analytics.report.privacy import Sharing
    from jobsearch_analytics.search import JobSearch

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True)
class Prepared:
    """What a page is made from.

    Attributes
    ----------
    material, twin : Material
        Of the page, and of the same page without a word of the user's.
    counted : Counted
        The numbers, and the names that must not leave.
    texts : list of str
        What must not leave word for word.
    """

    material: Material
    twin: Material
    counted: Counted
    texts: list[str]


def prepare(
    search: JobSearch,
    share: Sharing,
    counted: Counted,
    *,
    themes: Answer | None,
    questions: Sequence[str] = (),
    own_line: str = "",
    answers_name: str = "",
) -> Prepared:
    """Return what a page and its twin are made from: the numbers as counted, and the user's words."""
    told, mine, facts = counted.told, counted.mine, counted.facts
    words = own_words(
        search,
        share,
        counted.names,
        counted.pseudonyms,
        themes=themes,
        questions=questions,
        own_line=own_line,
        suggestions=list(zip(told["text"], told["changed_to"], strict=True)),
        experiments=counted.tried,
    )
    exact = share.allows("dates")
    goal = bool(words.profile)
    asked = questions_for(words.questions, mine, words.themes, exact=exact, goal=goal)
    asks = {name: facts.asked.get(name, 0) for name in ("asked", "answered")}
    report = Report(counted.day, search.as_of, share.audience, counted.level, asked, mine.counted | asks)
    material = Material(mine, words, facts, asked, counted.last, report, exact, answers_name)
    blank = words.masked()
    twin = dataclasses.replace(
        material,
        numbers=counted.theirs,
        words=blank,
        questions=questions_for(blank.questions, counted.theirs, blank.themes, exact=exact, goal=goal),
    )
    return Prepared(material, twin, counted, _held(search, share))


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
