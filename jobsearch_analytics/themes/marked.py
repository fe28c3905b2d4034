"""Notes with their points marked: the form of the examples from which the reading of notes is learned.

One note a line. A point stands in the text as ``[sign theme]{its words}``: ``+`` praise, ``-`` criticism,
``0`` a circumstance. What stands outside the marks leads up to a point; a line without marks says nothing
of the person. Lines that begin with ``#`` are for the reader.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["MarkedNote", "MarkedPoint", "read_marked"]

_POINT = re.compile(r"\[([+\-0]) (\w+)\]\{([^}]*)\}")
_SIGNS = {"+": "strength", "-": "gap", "0": "neither"}


class MarkedPoint(NamedTuple):
    """The words of a point, its theme, and its sign: ``strength``, ``gap`` or ``neither``."""

    text: str
    theme: str
    sign: str


class MarkedNote(NamedTuple):
    """A note without its marks, and the points it makes, in order."""

    text: str
    points: tuple[MarkedPoint, ...]


def read_marked(text: str) -> list[MarkedNote]:
    r"""Return the notes of a marked text.

    Examples
    --------
    >>> notes = read_marked("# sales\nHe said [- listening]{you talked over the buyer}.\nBest of luck")
    >>> [note.text for note in notes]
    ['He said you talked over the buyer.', 'Best of luck']
    >>> notes[0].points
    (MarkedPoint(text='you talked over the buyer', theme='listening', sign='gap'),)
    """
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [
        MarkedNote(
            _POINT.sub(r"\3", line),
            tuple(MarkedPoint(words, theme, _SIGNS[sign]) for sign, theme, words in _POINT.findall(line)),
        )
        for line in lines
    ]
