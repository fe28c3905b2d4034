"""A note cut into lines, list items and sentences, and the sign their headings give them.

People sort their remarks themselves: "Pros: … Cons: …", "What went well", a list of + and -. What stands
under such a heading has its sign from there, whatever its words.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MIN_WORDS", "WORD", "signed_sentences", "split_sentences"]

#: A piece with fewer words than this stays glued to its neighbour.
MIN_WORDS = 2
#: Longest stretch looked at as one sentence; a wall of text without punctuation is cut here, at a space.
MAX_SENTENCE = 600

_ABBREVIATIONS_WORDS = """
e.g i.e etc vs mr mrs ms dr prof sr jr st no approx ca bzw z.b d.h u.a usw evtl ggf inkl p.ej
sra ud uds m mme nr inc ltd co fig min max std
"""
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())
_LINE = re.compile(r"[\r\n]+")
_BULLET = re.compile(r"^\s*(?:[-–—*•·▪◦>+]+|\(?\d{1,2}[.)]|[a-z]\))\s+")
_SIGNED = {"+": re.compile(r"\s*\+\s*[^\W\d]"), "-": re.compile(r"\s*[-–—]\s*[^\W\d]")}
_MARKUP = r"[#*_\s]*"
_OTHER_HEADING = re.compile(r"[^\W\d][^:.!?]{0,30}:(?:\s|\Z)")
_STOP = re.compile(
    r"([.!?…]+[\"'”’)\]]*)\s+|\s*;\s+|\s+[/|•]\s+|\s+[–—-]{1,2}\s+|\s*—\s*|\s+(?=\([+–-]\)|[👍✅➕👎❌➖])"
)
_LAST_TOKEN = re.compile(r"(\S+?)[.]$")
WORD = re.compile(r"[^\W_]+(?:['’.+#-][^\W_]+)*")


def split_sentences(text: str) -> list[str]:
    r"""Return the lines, list items and sentences of a text, without their bullets and headings.

    Examples
    --------
    >>> split_sentences("- Strong CV. Weak on SQL, e.g. joins.\n- Nice chat")
    ['Strong CV.', 'Weak on SQL, e.g. joins.', 'Nice chat']
    """
    return [sentence for sentence, _ in signed_sentences(text)]


def signed_sentences(text: str) -> list[tuple[str, int]]:
    r"""Return every sentence with the sign its heading or bullet gives it: 1 praise, -1 criticism, 0 none.

    Parameters
    ----------
    text : str
        A note; any length.

    Returns
    -------
    list of (str, int)
        Without bullets and headings. A heading with words behind it speaks for its own sentence only, unless
        the note holds headings of both kinds.

    Examples
    --------
    >>> signed_sentences("Pros: energy. Warm. Cons: no numbers")
    [('energy.', 1), ('Warm.', 1), ('no numbers', -1)]
    >>> signed_sentences("To improve:\n- the opening\n- names of clients")
    [('the opening', -1), ('names of clients', -1)]
    >>> signed_sentences("+ the opening\n- names of clients")
    [('the opening', 1), ('names of clients', -1)]
    """
    pieces = list(_pieces(text))
    lasting = {1, -1} <= {sign for _, sign, _ in pieces}
    found, section = [], 0
    for sentence, sign, mark in pieces:
        section = section if sign is None else sign
        if sentence:
            found.append((sentence, mark or section))
            section = section if lasting or not sign else 0
    return found or [(text.strip(), 0)] * bool(text.strip())


def _pieces(text: str) -> Iterator[tuple[str, int | None, int]]:
    """Yield sentences, the sign of the heading before each (None: no heading), and that of its bullet."""
    lines = [line for line in _LINE.split(text) if line.strip()]
    signed = any(_SIGNED["+"].match(line) for line in lines)
    for line in lines:
        bullet = _BULLET.match(line)
        mark = bool(_SIGNED["+"].match(line)) - bool(_SIGNED["-"].match(line)) if signed else 0
        for sentence in filter(None, _line_sentences(line[bullet.end() if bullet else 0 :].strip())):
            rest, sign = _without_heading(sentence)
            if sign is None and not bullet and _OTHER_HEADING.match(sentence):
                sign = 0
            yield rest, sign, mark


def _without_heading(sentence: str) -> tuple[str, int | None]:
    for sign, heading in _headings().items():
        if found := heading.match(sentence):
            return sentence[found.end() :], sign
    return sentence, None


@cache
def _headings() -> dict[int, re.Pattern[str]]:
    """Return what is a heading at the beginning of a sentence, by its sign."""
    raw = tomllib.loads(files("jobsearch_analytics.texts").joinpath("headings.toml").read_text("utf-8"))
    return {sign: _heading(**raw[kind]) for sign, kind in ((1, "praise"), (-1, "criticism"))}


def _heading(symbols: str, colon: str, alone: str) -> re.Pattern[str]:
    words = alone.replace("\n", "")
    before_colon = rf"(?:{words}|{colon}){_MARKUP}:{_MARKUP}"
    return re.compile(
        rf"(?:{symbols})[\s:]*|{_MARKUP}(?:{before_colon}|(?:{words}){_MARKUP}\Z)", re.IGNORECASE
    )


def _line_sentences(line: str) -> list[str]:
    pieces, start = [], 0
    for stop in _STOP.finditer(line):
        head = line[start : stop.end(1) if stop.group(1) else stop.start()]
        if _is_abbreviation(head) if stop.group(1) else _is_verdict(line[stop.end() :]):
            continue
        pieces.append(head)
        start = stop.end()
    pieces.append(line[start:])
    return [short.strip() for piece in pieces for short in _not_too_long(piece)]


def _is_abbreviation(head: str) -> bool:
    last = _LAST_TOKEN.search(head.lower())
    return bool(last) and (last.group(1).lstrip("(") in _ABBREVIATIONS or len(last.group(1)) == 1)


def _is_verdict(rest: str) -> bool:
    """Return whether what follows a dash is a single word on what stands before it: 'the sums - wrong'."""
    return len(WORD.findall(_STOP.split(rest, maxsplit=1)[0])) < MIN_WORDS


def _not_too_long(piece: str) -> list[str]:
    parts = []
    while len(piece) > MAX_SENTENCE:
        cut = piece.rfind(" ", 1, MAX_SENTENCE)
        cut = cut if cut > 0 else MAX_SENTENCE
        parts.append(piece[:cut])
        piece = piece[cut:].lstrip()
    return [*parts, piece]
