"""Finding names in a text, however they are written: what the leak test and the pseudonyms stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jobsearch_analytics.report.letters import fold, fold_char, squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    *("ADDRESS", "FIRM", "LINK", "MAIL", "PAY", "PERSON"),
    *("AND", "CAPITAL", "CONTEXT", "INITIALS", "MAIL_WAY", "MONEY", "PLAIN", "TAKEN", "WORD"),
    *("Name", "matches"),
]

#: Kinds of names, in the words of the error.
FIRM, PERSON, MAIL, LINK, PAY, ADDRESS = (
    *("a firm", "a person", "a mail address", "a link"),
    *("pay", "an address"),
)

#: How a name is looked for. ``plain``: in any case and form. ``word``: it is an ordinary word too, so as
#: typed, in capitals, or in small letters where only a name can stand. ``context``: only where a name can
#: stand. ``capital``: there, and written as a name. ``initials``: in capitals beside a word that speaks of
#: somebody. ``taken``: initials that stand for something else too, in capitals where only a name can stand.
#: ``mail``: "at" and "dot" written. ``and``: with its "&" or "+". ``money``: beside the sign of a currency.
PLAIN, WORD, CONTEXT, INITIALS, TAKEN, MAIL_WAY = "plain", "word", "context", "initials", "taken", "mail"
AND, CAPITAL, MONEY = "and", "capital", "money"

#: What may stand between the parts of a name, between any two letters of a word that was broken or spaced
#: out, and between initials.
SEPARATED, SPACED, DOTTED = r"[\W_]*", r"[\W_]{0,8}", r"[\s.&+-]{0,3}"
START, END = r"(?<![^\W_])", r"(?![^\W_])"

#: A name of so many letters is found inside a longer word too; one of so many may be spaced out.
INSIDE_LETTERS, SPACED_LETTERS = 7, 4

#: So many characters on each side tell whether a word is meant as a name.
NEAR = 40

#: Words after which a word is a name, whatever its case.
BEFORE = re.compile(
    r"(?:\bat|\bjoin(?:ed|ing|s)?|\bwork(?:ed|ing|s)?[\W_]+(?:at|for)"
    r"|\b(?:hired|employed|interviewed|rejected|invited|called|referred)[\W_]+by"
    r"|\binterview(?:ed|ing|s)?[\W_]+(?:at|with|for|by)|\boffer[\W_]+from|\b(?:talked|spoke)[\W_]+(?:with|to)"
    r"|\b(?:recruiter|manager|interviewer|friend)[\W_]+(?:at|from|of)|\bmet|\bdear|\bhello|\bhi|\btold|\bthanked"
    r"|\bnamed|www)[\W_]+$|[@#/]$",
    re.IGNORECASE,
)
#: What follows a name and nothing else: a possessive, a domain, what people and firms do.
AFTER = re.compile(
    r"['’`´]s\b|[.](?:com|org|net|io|ai|co|de|fr|uk|eu|jobs|dev|app|example)\b"
    r"|[\W_]+(?:inc|ltd|gmbh|llc|corp|plc|said|says|told|asked|wrote|replied|recruit\w+)\b",
    re.IGNORECASE,
)

#: Beside these, capitals are somebody's initials.
SPEAKING = (
    r"(?:met|spoke|talked|said|says|asked|told|called|wrote|mailed|interviewer|interviewed|recruiter|manager"
    r"|mentor|coach|referrer|from|at|with|by|via|of|thanks|thank|dear|to)"
)
SPEAKING_BEFORE = re.compile(rf"\b{SPEAKING}[\W_]+$", re.IGNORECASE)
SPEAKING_AFTER = re.compile(rf"\.?[\W_]+{SPEAKING}\b", re.IGNORECASE)

#: Names that are months too: a number beside them, or one of these words before, means the month.
MONTHS = frozenset(("april", "august", "june", "march", "may"))
MONTH_BEFORE = re.compile(
    r"(?:\d[.\s]*|\b(?:in|by|since|until|till|from|of|before|after|to)\s+)$", re.IGNORECASE
)
MONTH_AFTER = re.compile(r"[\s,.]*\d")


@dataclass(frozen=True)
class Name:
    """Something that must not leave.

    Attributes
    ----------
    kind : str
        What it is, in the words of the error.
    text : str
        The spelling to look for.
    whole : str
        The name it is a part of: what a pseudonym stands for.
    how : str
        How it is looked for: `PLAIN`, `WORD`, `CONTEXT`, `CAPITAL`, `INITIALS`, `TAKEN` or `MAIL_WAY`.
    """

    kind: str
    text: str
    whole: str
    how: str = PLAIN

    @cached_property
    def squashed(self) -> str:
        """The letters and digits alone, for a quick first look."""
        return squash(self.text)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Where the name may stand in a folded text; `spans` then asks whether it does."""
        parts = re.findall(r"[^\W_]+", fold(self.text))
        if self.how == PLAIN:
            return _plain(parts)
        if self.how == MONEY:
            amount = f"{'[.,]'.join(parts)}(?:[.,]00?)?"
            return re.compile(rf"[€$£]\s?{amount}(?![.,]?\d)|(?<![\d.,]){amount}\s?[€$£]")
        if self.how in (INITIALS, TAKEN):
            # A small letter stands for "of" or "and", which are written either way.
            letters = (
                f"[{part}{part.upper()}]" if len(part) == 1 and part.islower() else part for part in parts
            )
            return re.compile(f"{START}(?:{DOTTED.join(letters)}){END}")
        between = {MAIL_WAY: r"[\W_]*(?:(?:at|dot|punkt)[\W_]+)?", AND: r"\s*[&+]\s*"}
        joined = between.get(self.how, SEPARATED).join(parts)
        return re.compile(f"{START}(?:{joined}){END}", re.IGNORECASE)

    @cached_property
    def typed(self) -> frozenset[str]:
        """The ways to write an ordinary word that is meant as a name: as typed, in capitals, as a title."""
        parts = re.findall(r"[^\W_]+", fold(self.text))
        capital = "".join(part[0].upper() + part[1:] for part in parts)
        return frozenset(("".join(parts), "".join(parts).upper(), capital))

    def spans(self, folded: str) -> list[tuple[int, int]]:
        """Return where the name stands in a folded text."""
        return [hit.span() for hit in self.pattern.finditer(folded) if self._is_meant(hit, folded)]

    def _is_meant(self, hit: re.Match[str], folded: str) -> bool:
        if self.how in (PLAIN, MAIL_WAY, AND, MONEY):
            return True
        before, after = folded[max(hit.start() - NEAR, 0) : hit.start()], folded[hit.end() : hit.end() + NEAR]
        if self.how == INITIALS and (SPEAKING_BEFORE.search(before) or SPEAKING_AFTER.match(after)):
            return True
        as_name = re.sub(r"[\W_]+", "", hit[0]) in self.typed
        if self.how == CAPITAL and not as_name:
            return False
        if self.how == WORD and as_name:
            return hit[0].casefold() not in MONTHS or not (
                MONTH_BEFORE.search(before) or MONTH_AFTER.match(after)
            )
        return bool(BEFORE.search(before) or AFTER.match(after))


def _plain(parts: Sequence[str]) -> re.Pattern[str]:
    letters = "".join(parts)
    spaced = len(letters) >= SPACED_LETTERS and not letters.isdigit()
    spelled = SEPARATED.join(SPACED.join(part) if spaced else part for part in parts)
    unspaced_script = any(char >= "\u2e80" for char in letters)
    if unspaced_script or (len(letters) >= INSIDE_LETTERS and not letters.isdigit()):
        return re.compile(spelled, re.IGNORECASE)
    return re.compile(f"{START}(?:{spelled})(?:e?s)?{END}", re.IGNORECASE)


def matches(text: str, names: Iterable[Name]) -> list[tuple[int, int, Name]]:
    """Return where names stand in a text: first and last place in the text as given, longest first."""
    shapes = [fold_char(char) for char in text]
    places = [at for at, shape in enumerate(shapes) for _ in shape]
    folded, short = "".join(shapes), squash(text)
    found = [
        (places[start], places[stop - 1] + 1, name)
        for name in names
        if name.squashed in short
        for start, stop in name.spans(folded)
    ]
    return sorted(found, key=lambda hit: (hit[0], -(hit[1] - hit[0])))
