"""Letters as a reader sees them: accents, look-alikes of other scripts and invisible marks taken away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["INVISIBLE", "clean", "fold", "fold_char", "squash"]

#: Marks that a reader does not see: zero-width characters, bidirectional controls, soft hyphens, fillers.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)

#: Control characters and lone surrogates, which no page may hold; tabs and line ends stay.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff\ue000-\uf8ff]"
)

#: Letters of other scripts that look like Latin ones: Cyrillic, Greek, Cherokee, Lisu, Coptic and more.
LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЅҮԌԚԜавеѕіјкмнорстухһѵԁԛԝүӏѡΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγεικνορτυχωϲϳℓ"
    "օսոհցԼՕՍᎪᏴᏟᎠᎬᎨᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᏔᏃꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓨꓩꓪꓫꓬꓮꓰꓲꓳꓴɩɑıɡøłđßæœþðʟ∨∪"
    "σⲟⲞ𐓪𐓂ⲥⲤⲣⲢᑎᑌᗪᗩᗷᑕᕼᒍᒪᗰᑭᖇᔕᐯᗯ᙭",
    "ABESIJKMHOPCTYXSYGQWabesijkmhopctyxhvdqwyiwABEZHIKMNOPTYXabyeiknoptyxwcjl"
    "ounhgLOUABCDEGHJKLMPRSTVWZBPDTGKJCZFMNLSRVHGJWXYAEIOUiaigoldsaopdLvu"
    "ooOoOcCpPnUDABCHJLMPRSVWX",
)

#: Of a letter with a stroke, a hook or a square around it, Unicode's own name tells the plain one.
LETTER_NAMES = re.compile(
    r"^(?:LATIN (?:SMALL|CAPITAL) LETTER|LATIN LETTER SMALL CAPITAL"
    r"|NEGATIVE (?:SQUARED|CIRCLED) LATIN CAPITAL LETTER"
    r"|REGIONAL INDICATOR SYMBOL LETTER|MODIFIER LETTER (?:SMALL|CAPITAL)|COMBINING LATIN SMALL LETTER"
    r"|LATIN (?:SMALL|CAPITAL) LETTER (?:OPEN|SCRIPT|TURNED|DOTLESS|REVERSED)) ([A-Z])(?: WITH .*)?$"
)


def clean(text: str) -> str:
    r"""Return a text without the marks that could hide or reorder it.

    Examples
    --------
    >>> clean("gpj.\u202eexe\x00")
    'gpj.exe'
    """
    if text.isascii() and text.isprintable():
        return text
    return INVISIBLE.sub("", CONTROLS.sub("", text))


def fold(text: str) -> str:
    """Return a text with accents, look-alike letters and invisible marks taken away; case is kept.

    Examples
    --------
    >>> fold("Brіghtwäter"), fold("ᴍɪʀᴀ 🅱")
    ('Brightwater', 'MIRA B')
    """
    if text.isascii():
        return text
    shapes = {char: fold_char(char) for char in set(text)}
    return "".join(map(shapes.__getitem__, text))


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """Return the plain letters that one character stands for; nothing for an invisible one."""
    if char.isascii():
        return char
    if INVISIBLE.match(char):
        return ""
    base = unicodedata.normalize("NFKD", char.translate(LOOK_ALIKES))
    return "".join(_plain(mark) for mark in base if not unicodedata.combining(mark))


def _plain(mark: str) -> str:
    mark = mark.translate(LOOK_ALIKES)
    if mark.isascii():
        return mark
    if mark.isdecimal():
        return str(unicodedata.decimal(mark))
    name = LETTER_NAMES.match(unicodedata.name(mark, ""))
    if not name:
        return mark
    return name[1].lower() if "SMALL LETTER" in name[0] else name[1]


def squash(text: str) -> str:
    """Return only the letters and digits of a text, folded and in lower case.

    Examples
    --------
    >>> squash("Brightwäter & Sons’")
    'brightwatersons'
    """
    return re.sub(r"[\W_]+", "", fold(text)).casefold()
