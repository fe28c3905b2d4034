"""A short label and a typical quote for a group of texts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from jobsearch_analytics.themes.embed import Embedder

    Vectors = NDArray[np.float32]

__all__ = ["candidate_phrases", "label_of", "medoid"]

LONGEST_PHRASE = 4
#: Texts and phrases looked at for one label; the most central ones are enough to name a group.
MOST_TEXTS, MOST_PHRASES = 40, 24
#: What a phrase gains for standing in several of the texts (times the log of one more than their number).
COUNT_WEIGHT = 0.05

_WORD = re.compile(r"[^\W_]+(?:['’.+#-][^\W_]+)*[+#]*")
_SMALL_WORDS = """
a an the and or but of to in on at for with by from as is are was were be been am it its this
that these those i you he she we they my your his her our their me him us them so very just
also about into than then there have has had do does did will would can could should may might
must if de la le les des du un une et der die das und den dem ein eine el los las y en un una
que es est sind ist war
"""
_SMALL = frozenset(_SMALL_WORDS.split())
#: Kept at the head of a phrase: without them it would say the opposite.
_NEGATIONS_WORDS = """
not no never without too lack lacks lacked lacking missing didn't don't doesn't wasn't weren't
isn't can't couldn't cannot nicht kein keine zu pas trop sans no sin
"""
_NEGATIONS = frozenset(_NEGATIONS_WORDS.split())


def candidate_phrases(text: str) -> list[str]:
    """Return the runs of one to four words of a text that could name it.

    Examples
    --------
    >>> candidate_phrases("not familiar with it")
    ['not familiar', 'familiar']
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    phrases = []
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1):
            before = words[start - 1] if start else ""
            phrases += [" ".join(words[start:end])] * _can_name(words[start:end], before)
    return phrases


def _can_name(words: list[str], before: str) -> bool:
    first, last = words[0], words[-1]
    bare = len(words) == 1 and (first in _NEGATIONS or len(first) < 3)
    cut_off = before in _NEGATIONS and len(words) > 1
    return not (bare or cut_off or first in _SMALL or last in _SMALL or last in _NEGATIONS)


def medoid(vectors: Vectors) -> int:
    """Return the row closest to all others."""
    return int((vectors @ vectors.mean(0)).argmax())


def label_of(texts: Sequence[str], vectors: Vectors, centre: Vectors, embedder: Embedder) -> str:
    """Return the phrase nearest to what the texts have in common (after KeyBERT, Grootendorst, 2020).

    Parameters
    ----------
    texts : sequence of str
        The distinct texts of one group.
    vectors : ndarray of float32, shape (n, d)
        Their centred vectors.
    centre : ndarray of float32, shape (d,)
        What was subtracted to centre them.
    embedder : Embedder
        What embedded them.

    Returns
    -------
    str
        One to four words, the first letter a capital; the first words of the typical text if none will do.
    """
    mean = vectors.mean(0)
    central = np.argsort(-(vectors @ mean), kind="stable")[:MOST_TEXTS]
    counts = Counter(phrase for i in central for phrase in dict.fromkeys(candidate_phrases(texts[i])))
    if not counts:
        return " ".join(texts[int(central[0])].split()[:LONGEST_PHRASE])[:40]
    phrases = [phrase for phrase, _ in counts.most_common(MOST_PHRASES)]
    found = embedder.encode(phrases) - centre
    lengths = np.maximum(np.linalg.norm(found, axis=1), 1e-9) * max(float(np.linalg.norm(mean)), 1e-9)
    often = COUNT_WEIGHT * np.log1p([counts[phrase] for phrase in phrases])
    best = phrases[int(((found @ mean) / lengths + often).argmax())]
    return best[0].upper() + best[1:]
