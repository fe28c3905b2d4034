"""The themes of the feedback as they may be shown: neutral labels, approved quotes, sentences made anew."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.theme_words import themes_advice, themes_headline, themes_notes
from jobsearch_analytics.analysis.feedback_themes import FeedbackThemes
from jobsearch_analytics.report.letters import clean
from jobsearch_analytics.report.pseudonyms import ALIAS
from jobsearch_analytics.report.quotes import approved_quotes, quote_for
from jobsearch_analytics.report.spelling import PLAIN
from jobsearch_analytics.themes.taxonomy import read_taxonomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.report.privacy import Sharing
    from jobsearch_analytics.report.pseudonyms import Pseudonyms
    from jobsearch_analytics.report.spelling import Name
    from jobsearch_analytics.search import JobSearch

__all__ = ["shared_themes"]

#: What of the themes' table a page may hold; quotes are dealt with apart.
COLUMNS = ["theme", "sign", "points", "employers", "share", "low", "high", "verdict"]

#: The words that may stand in these columns.
SIGNS, VERDICTS = ("strength", "gap", "neither"), ("known", "leaning", "not yet")


def shared_themes(
    search: JobSearch, themes: Answer, share: Sharing, names: Sequence[Name], pseudonyms: Pseudonyms
) -> tuple[Answer, Answer]:
    """Return the themes as they may be shown, and the same without a word of the user's.

    Labels that are not the package's own get a neutral one unless ticked; names in them are replaced. The
    sentences of `feedback_themes` are made anew from the labels, so that nothing else can stand in them.
    """
    own, known, themes = share.audience == "self", _own_labels(), _of_known_words(themes)
    found = [label for label in dict.fromkeys(themes.table["theme"]) if label not in known]

    def safe(text: str) -> str:
        return clean(text) if own else pseudonyms.replace(clean(text), names)

    neutral = {label: f"Another theme ({number})" for number, label in enumerate(found, 1)}
    labels = {label: safe(label) for label in found} if share.allows("themes") else neutral
    quotes = [safe(quote) for quote in _quotes(search, themes, share)]
    if isinstance(themes, FeedbackThemes):
        # The other sentences are made anew; this one comes from whatever read the texts.
        themes = dataclasses.replace(themes, model_note=safe(themes.model_note))
    said = _renamed(themes, labels)
    shown = _shown(themes, said, labels, quotes)
    if not isinstance(themes, FeedbackThemes):
        # Nothing says how these sentences were made: any word in them may be a name.
        told = [safe(text) for text in (shown.headline, shown.advice, *shown.notes)]
        shown = dataclasses.replace(shown, headline=told[0], advice=told[1], notes=tuple(told[2:]))
    elif not own:
        plain = [name for name in names if name.how == PLAIN]
        notes = tuple(pseudonyms.replace(note, plain) for note in shown.notes)
        shown = dataclasses.replace(shown, notes=notes)
    return shown, _masked(themes, said, shown, labels if labels == neutral else None)


@cache
def _own_labels() -> frozenset[str]:
    """Return the labels that the package brings: they name nobody."""
    return frozenset(theme.name for theme in read_taxonomy())


def _of_known_words(themes: Answer) -> Answer:
    """Return the themes without signs and verdicts that somebody wrote: none of the package's words."""
    rows = themes.table[themes.table["sign"].isin(SIGNS)]
    verdict = rows["verdict"].where(rows["verdict"].isin(VERDICTS), VERDICTS[-1])
    return dataclasses.replace(themes, table=rows.assign(verdict=verdict))


def _masked(themes: Answer, said: Answer, shown: Answer, same: dict[str, str] | None) -> Answer:
    """Return the shown themes without a word of the user's; ``same`` are labels that hold none."""
    labels = same
    if labels is None:
        numbered = enumerate(dict.fromkeys(themes.table["theme"]), 1)
        labels = {label: str(number) for number, label in numbered if label not in _own_labels()}
        said = _renamed(themes, labels)
    quotes = [" ".join(ALIAS.findall(quote)) or "…"[: len(quote)] for quote in shown.table["quote"]]
    masked = _shown(themes, said, labels, quotes)
    if isinstance(themes, FeedbackThemes):
        return dataclasses.replace(masked, notes=shown.notes)
    return dataclasses.replace(masked, headline="", advice="", notes=("",) * len(masked.notes))


def _quotes(search: JobSearch, themes: Answer, share: Sharing) -> list[str]:
    """Return for each row the quote that may be shown: on one's own page any, else an approved one."""
    table = themes.table
    if share.audience == "self":
        return table["quote"].fillna("").tolist()
    kept = approved_quotes(search) if share.allows("quotes") else []
    return [
        quote_for(themes, theme, sign, kept) if kept else ""
        for theme, sign in zip(table["theme"], table["sign"], strict=True)
    ]


def _shown(themes: Answer, said: Answer, labels: dict[str, str], quotes: list[str]) -> Answer:
    """Return the themes under other labels, as a plain answer with only what a page may hold."""
    return Answer(
        table=themes.table[COLUMNS].assign(theme=themes.table["theme"].replace(labels), quote=quotes),
        headline=said.headline,
        advice=said.advice,
        notes=said.notes,
        as_of=themes.as_of,
        level=themes.level,
    )


def _renamed(themes: Answer, labels: dict[str, str]) -> Answer:
    changed = {label: new for label, new in labels.items() if label != new}
    if isinstance(themes, FeedbackThemes):
        return themes.rename(changed) if changed else _said_anew(themes)
    longest_first = sorted(changed.items(), key=lambda pair: -len(pair[0]))

    def said(text: str) -> str:
        for label, new in longest_first:
            text = text.replace(label, new)
        return text

    notes = tuple(said(note) for note in themes.notes)
    return dataclasses.replace(
        themes, headline=said(themes.headline), advice=said(themes.advice), notes=notes
    )


def _said_anew(themes: FeedbackThemes) -> FeedbackThemes:
    """Return the themes with their own sentences: the counts under the same labels are the same."""
    table, points = themes.table, themes.points
    return dataclasses.replace(
        themes,
        headline=themes_headline(table, points, themes.level),
        advice=themes_advice(table),
        notes=themes_notes(points, themes.n_boilerplate, len(themes.problems), themes.model_note),
    )
