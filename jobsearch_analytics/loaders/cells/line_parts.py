"""What the parts of one line are: a firm, a role, a day, a status, a place, a remark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jobsearch_analytics.loaders.cells.lines import LONGEST_LINE, days_in, status_of, tells
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.date_texts import looks_like_date
from jobsearch_analytics.loaders.language.joined_texts import AT_WORDS, company_and_title
from jobsearch_analytics.loaders.language.profiles import has_word
from jobsearch_analytics.loaders.language.words import tokens

__all__ = ["LABELS", "Parts", "is_role", "label_of", "line_parts"]

_DIVIDER = re.compile(
    r"\s+(?:[-–—]{1,3}|[|·•»]|/|[-=]>|→|⇒|➔|>+|::)\s+|\s*—\s*|\s*\t\s*|;\s+|\s+[-–—]+$|^[-–—]\s+|\x1f"
)
_WEAK = re.compile(r"\s*[,:]\s+|\s*：\s*|，")
_COMMA = re.compile(r"\s*,\s+|，")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_LABEL = re.compile(r"^([^\W\d][^:：]{0,30}?)\s*[:：]\s+(.+)$")
#: A role and what happened, divided by a comma: "Roofer, applied 5/3".
_ROLE_FIRST = re.compile(r"^([^\W\d_a-z][^,;:]{2,40}),\s+(.+)$")
_SIGN = re.compile(r"^([^\w\s\"'(\[&#@$€£+]+)\s+|\s+([^\w\s\"')\].,!?%+&]+)$")
_CLOSES = re.compile(r"^(?:closes|closing|close|due|until|by|deadline|bis|frist|apply by)\b", re.IGNORECASE)
#: Mark of a part that stood in brackets and is no name.
_ASIDE = "\x00"
#: Meanings of labels that have a place of their own in every list.
LABELS = {
    "company": "Company",
    "title": "Role",
    "applied": "Date",
    "date": "Date",
    "status": "Status",
    "outcome": "Status",
}
#: Other labels are headings of columns of their own.
OWN_COLUMNS = (
    "location",
    "channel",
    "deadline",
    "contact_name",
    "salary",
    "follow_up",
    "next_step",
    "note",
    "posted_date",
)
LONGEST_NAME = 90
MOST_WORDS_OF_DAY = 7
WORDS_OF_REMARK = 3


@dataclass
class Parts:
    """The parts of a line, told by what they are; ``begun`` once something is told of the first name."""

    names: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    labelled: dict[str, str] = field(default_factory=dict)
    at: bool = False
    begun: bool = False


def line_parts(text: str, *, under_status: bool = False) -> Parts:
    """Return the parts of a line.

    Parameters
    ----------
    text : str
        Without its bullet and the day in front.
    under_status : bool
        Whether a heading tells the status, so that the line need not.

    Examples
    --------
    >>> parts = line_parts("Acorn – Analyst (applied 4 March 2025) – rejected")
    >>> parts.names, parts.days, parts.told
    (['Acorn', 'Analyst'], ['applied 4 March 2025'], ['rejected'])
    """
    if len(text) > LONGEST_LINE:
        return Parts(rest=[text])
    texts = _divided(_DIVIDER, _unbracketed(text))
    if len([part for part in texts if not part.startswith(_ASIDE)]) == 1:
        texts = [
            piece for part in texts for comma in _divided(_COMMA, part) for piece in _divided(_WEAK, comma)
        ]
    parts = Parts()
    for place, part in enumerate(texts):
        _add(parts, part, first=place == 0, more=len(texts) > place + 1 or under_status)
    if parts.names:
        _divide_name(parts)
    return parts


def _unbracketed(text: str) -> str:
    """Return a line in which brackets that are no part of a name are parts of their own."""

    def shown(found: re.Match[str]) -> str:
        inside, before = found[1].strip(), text[: found.start()]
        if days_in(inside) or tells(inside) or looks_like_date(_DIVIDER.split(before)[-1].strip()):
            return f"\x1f{_ASIDE}{inside}\x1f"
        if is_role(inside) and before.strip() and not is_role(before):
            return f"\x1f{inside}\x1f"
        remark = len(inside.split()) >= WORDS_OF_REMARK and inside[:1].islower()
        remark |= has_word(tokens(inside), "place") and not is_role(AT_WORDS.split(before)[-1])
        return f"\x1f{_ASIDE}{inside}\x1f" if remark else found[0]

    signs = _SIGN.sub(
        lambda found: f"{found[0].strip()}\x1f" if found[1] else f"\x1f{found[0].strip()}", text
    )
    return _BRACKET.sub(shown, signs)


def _divided(sign: re.Pattern[str], text: str) -> list[str]:
    """Return the parts between signs; no comma divides a remark, no colon a label from its value."""
    if sign is not _DIVIDER and (text.startswith(_ASIDE) or (sign is _WEAK and label_of(text))):
        return [text]
    return [part.strip() for part in sign.split(text) if part.strip(" \x00-–—,")]


def is_role(text: str) -> bool:
    """Return whether a text holds a word of a role."""
    return has_word(tokens(text), "role")


def label_of(text: str) -> tuple[str, str, str] | None:
    """Return meaning, label and value of a part such as ``Stelle: Brauer``, or None."""
    found = _LABEL.match(text)
    meaning = meaning_of_heading(found[1]) if found else None
    known = found and (meaning in LABELS or meaning in OWN_COLUMNS)
    return (str(meaning), found[1], found[2]) if found and known else None


def _add(parts: Parts, text: str, *, first: bool, more: bool) -> None:
    """Add one part to where it belongs."""
    aside, text = text.startswith(_ASIDE), text.lstrip(_ASIDE)
    label = label_of(text)
    dates = days_in(text)
    if label:
        parts.labelled.setdefault(LABELS.get(label[0], label[1]), label[2])
    elif dates and _CLOSES.match(text):
        parts.labelled.setdefault("Deadline", text)
    elif dates and _is_day(text):
        (parts.told if parts.days else parts.days).append(text)
    elif not aside and _can_name(parts, text, first=first, more=more):
        parts.names.append(text)
    elif not aside and len(parts.names) == 1 and not parts.begun and (role := _ROLE_FIRST.match(text)):
        parts.names.append(role[1])
        _add(parts, role[2], first=False, more=more)
    else:
        parts.begun |= bool(parts.names)
        (parts.told if tells(text) else parts.rest).append(text)


def _is_day(text: str) -> bool:
    """Return whether a part is a day, or a day with the word that something was sent on it."""
    reading = status_of(text)
    known = reading.how in ("known", "phrase")
    short = len(tokens(text)) <= MOST_WORDS_OF_DAY
    return short and set(reading.meanings) <= {"applied"} and (known or looks_like_date(text))


def _can_name(parts: Parts, text: str, *, first: bool, more: bool) -> bool:
    """Return whether a part is the firm or the role rather than what happened."""
    if len(parts.names) >= 2 or len(text) > LONGEST_NAME or not any(sign.isalnum() for sign in text):
        return False
    how = status_of(text).how
    if how in ("known", "phrase"):
        # A line begins with a name, whatever its words: "Offer Lane"; a role may hold them too.
        return how == "phrase" and (first or (bool(parts.names) and more and is_role(text)))
    return not parts.begun or is_role(text)


def _divide_name(parts: Parts) -> None:
    """Divide the name a line begins with into firm and role, where a comma or "at" does."""
    name, *others = parts.names
    at = AT_WORDS.search(name)
    if not others and at and "," not in name[: at.start()]:
        parts.names, parts.at = list(company_and_title(name, title_first=False)), True
        return
    before, *after = [part.strip() for part in _WEAK.split(name, maxsplit=1) if part.strip()]
    if not after or (others and (is_role(others[0]) or not is_role(after[0]))):
        return
    if looks_like_date(after[0]) or (tells(after[0]) and not is_role(after[0])):
        parts.names = [before]
        _add(parts, after[0], first=False, more=False)
    else:
        parts.names, parts.rest = [before, after[0]], [*others, *parts.rest]
