"""A plain-text message to start from: facts of the log filled in, the rest in visible slots. Never sent."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics.analysis.answer import HTML_STYLE
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.planning.drafts.check import DraftCheck, check_draft
from jobsearch_analytics.planning.drafts.slots import (
    fill_open,
    fill_template,
    known_slots,
    open_slots,
    row_hints,
    top_gap,
)
from jobsearch_analytics.planning.drafts.templates import language_file, message

if TYPE_CHECKING:
    from typing import Protocol

    from jobsearch_analytics.search import JobSearch

    class HasTable(Protocol):
        """What `feedback_requests`, `keep_in_touch` and `feedback_themes` return."""

        @property
        def table(self) -> pd.DataFrame: ...


__all__ = ["Draft", "DraftCheck", "check_draft", "draft"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Draft:
    """A message to start from.

    Attributes
    ----------
    situation, tone, language : str
        What it is for, and how it sounds.
    subject : str
        The subject line.
    text : str
        The message; what is still to be said stands in it as ``[slot: hint]``.
    why : str
        Why to write it now, in the words of the answer it was asked of; empty without one.
    """

    situation: str
    tone: str
    language: str
    subject: str
    text: str
    why: str = ""

    @property
    def open_slots(self) -> tuple[str, ...]:
        """Return the slots that only you can fill."""
        return open_slots(self.subject, self.text)

    def fill(self, **slots: str) -> Draft:
        """Return the draft with some open slots filled.

        Raises
        ------
        UnknownChoiceError
            If a name is no open slot of this draft.
        """
        for name in slots:
            if name not in self.open_slots:
                raise UnknownChoiceError("slot", name, self.open_slots, "an open slot of this draft")
        return dataclasses.replace(
            self, subject=fill_open(self.subject, slots), text=fill_open(self.text, slots)
        )

    def check(self) -> DraftCheck:
        """Return what to mend before sending it."""
        return check_draft(self.text, language=self.language)

    def to_dict(self) -> dict[str, Any]:
        """Return the draft as plain Python values, ready for JSON."""
        return {**dataclasses.asdict(self), "open_slots": list(self.open_slots)}

    def __repr__(self) -> str:
        return f"Subject: {self.subject}\n\n{self.text}" if self.subject else self.text

    def _repr_html_(self) -> str:
        return f'<div style="{HTML_STYLE};white-space:pre-wrap">{escape(repr(self))}</div>'


def draft(
    what: str | HasTable | Mapping[str, Any] | pd.Series,
    *,
    situation: str | None = None,
    tone: str = "warm",
    language: str = "en",
    themes: HasTable | None = None,
    search: JobSearch | None = None,
    fill: Mapping[str, str] | None = None,
) -> Draft:
    """Return a plain-text message to start from: thanks, one memory, one narrow question, the door left open.

    What the log knows is filled in; what only you know stays visible as ``[slot: hint]``. It is made of
    editable templates, and never sent.

    Parameters
    ----------
    what : str, answer or row
        A situation such as ``"thank_you"``; or what `feedback_requests` or `keep_in_touch` returned, of which
        the first row is taken (without one, all slots stay open); or one row of their tables.
    situation : str, optional
        Another situation than the row's own: feedback_request, thank_you, check_in, fresh_start, share,
        referral_ask, update (to a coach, a mentor or a referrer) or networking_group.
    tone : str
        warm, brief or formal; your own templates may have others.
    language : str
        Two-letter code of a language with templates; de, en, es and fr are shipped.
    themes : FeedbackThemes, optional
        A request for feedback then asks about the gap that most employers named.
    search : JobSearch, optional
        Templates in its workspace (``drafts/en.toml``) come before the shipped ones.
    fill : mapping of str to str, optional
        Slots you fill at once, by name.

    Returns
    -------
    Draft

    Raises
    ------
    BadArgumentError
        If ``what`` is no situation, row, or answer that names whom to write to.
    UnknownChoiceError
        If there is no such situation, tone, language or slot.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> row = {"name": "Ilse Vandermolen", "title": "Data Engineer", "stage": "interview"}
    >>> note = jsa.draft(row, situation="feedback_request", tone="brief")
    >>> note.text.splitlines()[0], note.open_slots
    ('Hi Ilse,', ('memory', 'me'))
    """
    row = {"situation": what} if isinstance(what, str) else _row(what)
    chosen = situation or str(row.get("situation") or "")
    content = language_file(language, None if search is None else search.workspace)
    subject, text = message(content, chosen, tone)
    slots = known_slots(row, content, chosen, "" if themes is None else top_gap(themes.table))
    hints = {**content.get("slots", {}), **row_hints(row)}
    why = next((str(row[name]) for name in ("why_now", "reason") if isinstance(row.get(name), str)), "")
    made = Draft(
        situation=chosen,
        tone=tone,
        language=language,
        subject=fill_template(subject, slots, hints),
        text=fill_template(text, slots, hints),
        why=why,
    )
    return made.fill(**fill) if fill else made


def _row(what: HasTable | Mapping[str, Any] | pd.Series) -> Mapping[str, Any]:
    """Return the row to write about: the one given, the first of an answer, else its situation alone."""
    if isinstance(what, Mapping):
        return what
    if isinstance(what, pd.Series):
        return {str(name): value for name, value in what.items()}
    situation = getattr(what, "SITUATION", None)
    if situation is None:
        raise BadArgumentError(
            "what",
            type(what).__name__,
            "a situation, feedback_requests, keep_in_touch, or a row of their tables",
            'draft("thank_you")',
        )
    for rows in (what.table, getattr(what, "thanks", what.table)):
        if len(rows):
            return {str(name): value for name, value in rows.iloc[0].items()}
    return {"situation": situation}
