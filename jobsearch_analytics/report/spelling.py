"""Finding names in a text, however they are written: what the leak test and the pseudonyms stand on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["INVISIBLE", "Name", "fold", "matches", "squash"]

#: Marks that a reader does not see: zero-width characters, bidirectional controls, soft hyphens.
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

#: What may stand between the parts of a name: spaces, hyphens, dots, line breaks, or nothing.
SEPARATED = r"[\W_]*"

#: Letters of other scripts that look like Latin ones.
LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχıłøđßæœ",
    "ABESIJKMHOPCTYXabesijkmhopctyxABEZHIKMNOPTYXaeiknoptyxilodsao",
)


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
    exact : bool
        Match only as typed or in capitals: for words that are also ordinary ones.
    """

    kind: str
    text: str
    whole: str
    exact: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The spelling with any separators between its parts, as a whole word."""
        parts = re.findall(r"[^\W_]+", fold(self.text))
        if self.exact:
            spellings = dict.fromkeys(SEPARATED.join(way) for way in (parts, map(str.upper, parts)))
            return re.compile(rf"(?<![^\W_])(?:{'|'.join(spellings)})(?![^\W_])")
        return re.compile(rf"(?<![^\W_]){SEPARATED.join(parts)}(?![^\W_])", re.IGNORECASE)

    @cached_property
    def squashed(self) -> str:
        """The letters and digits alone, for a quick first look."""
        return squash(self.text)


def fold(text: str) -> str:
    """Return a text with accents, look-alike letters and invisible marks taken away; case is kept.

    Examples
    --------
    >>> fold("Brіghtwäter")
    'Brightwater'
    """
    shapes = {char: _fold_char(char) for char in set(text)}
    return "".join(map(shapes.__getitem__, text))


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if INVISIBLE.match(char):
        return ""
    base = unicodedata.normalize("NFKD", char.translate(LOOK_ALIKES))
    return "".join(mark for mark in base if not unicodedata.combining(mark)).translate(LOOK_ALIKES)


def squash(text: str) -> str:
    """Return only the letters and digits of a text, folded and in lower case."""
    return re.sub(r"[\W_]+", "", fold(text)).casefold()


def matches(text: str, names: Iterable[Name]) -> list[tuple[int, int, Name]]:
    """Return where names stand in a text: first and last place in the text as given, longest first."""
    shapes = [_fold_char(char) for char in text]
    places = [at for at, shape in enumerate(shapes) for _ in shape]
    folded, short = "".join(shapes), squash(text)
    found = [
        (places[hit.start()], places[hit.end() - 1] + 1, name)
        for name in names
        if name.squashed in short
        for hit in name.pattern.finditer(folded)
    ]
    return sorted(found, key=lambda hit: (hit[0], -(hit[1] - hit[0])))
