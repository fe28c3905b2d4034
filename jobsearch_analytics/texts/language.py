"""Which language a short text is in, guessed from its most common small words."""

from __future__ import annotations

import re

import pandas as pd

__all__ = ["guess_language", "languages"]

#: What is answered where the text is too short or has no small words, and where it is not in Latin script.
UNKNOWN = "unknown"
OTHER_SCRIPT = "other"

_SMALL_WORDS = {
    "en": "the and is are was were not you your they their of to in for with that this have has "
    "had be would could "
    "should but it on at more too very did didn't don't wasn't i my we our as an from about "
    "because who what no he she me please can will do does how which there so just any some or if by "
    "than them him her us am been a don't it's i'm isn't",
    "de": "der die das und ist sind war waren nicht sie ihr ihre ich wir uns ein eine einen mit "
    "für auf dass haben hat "
    "zu aber im den dem von bei auch sehr mehr noch als kein keine zum zur wurde leider über "
    "nach nur wie gut mir mich",
    "fr": "le la les et est sont était pas vous votre vos nous notre je un une des du de pour avec "
    "que qui dans sur mais "
    "très trop au aux en ne il elle ils ont été ce cette mon ma mes manque bien peu sans par me a",
    "es": "el la los las y es son era no usted su sus nosotros nuestro yo un una del de para con "
    "que en pero más muy "
    "por se lo al fue ha han me mi te tu falta faltó bien poco sin como está hay también a",
    "it": "il lo la gli le e è sono era non lei suo noi nostro io un una del della di per con che "
    "in ma più molto troppo "
    "ha hanno mi ti si come questo anche poco senza alla nel a",
    "nl": "de het een en is zijn was niet u uw wij ons ik voor met dat op maar meer te heel van "
    "bij ook nog geen je jouw "
    "hebben heeft werd om aan naar goed",
    "pt": "os e é são era não você seu sua nós nosso eu uma da de para com que em mas mais muito por se ao "
    "foi tem têm meu falta bem pouco sem como também me a",
}
_OF_WORD: dict[str, list[str]] = {}
for _code, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _OF_WORD.setdefault(_word, []).append(_code)

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# Letters that one of the languages has and English has not; a hint worth as much as a small word.
_LETTERS = {"de": re.compile(r"[äöüß]"), "fr": re.compile(r"[àâçèêëîïôœùû]"), "es": re.compile(r"[ñ¿¡áíóú]")}


def guess_language(text: str) -> str:
    """Return the language of one text as a two-letter code, 'unknown', or 'other' for another script.

    Parameters
    ----------
    text : str
        Any text; from about five words on the guess is reliable.

    Returns
    -------
    str
        One of en, de, fr, es, it, nl, pt, unknown, other.

    Examples
    --------
    >>> guess_language("Your answers were clear but too long"), guess_language("Die Antworten waren zu lang")
    ('en', 'de')
    >>> guess_language("👍👍"), guess_language("Коммуникация")
    ('unknown', 'other')
    """
    words = _TOKEN.findall(text.lower().replace("’", "'"))
    if not words:
        return UNKNOWN
    letters = "".join(words)
    if 2 * len(_LATIN.findall(letters)) < len(letters):
        return OTHER_SCRIPT
    votes = dict.fromkeys(_SMALL_WORDS, 0.0)
    for word in words:
        codes = _OF_WORD.get(word, ())
        for code in codes:
            votes[code] += 1.0 / len(codes)
    for code, pattern in _LETTERS.items():
        votes[code] += 0.5 * min(2, len(pattern.findall(letters)))
    best = max(votes, key=lambda code: votes[code])
    # English words stand in foreign sentences less often than the other way round: a tie is English.
    return best if votes[best] >= (0.3 if best == "en" else 1.0) else UNKNOWN


def languages(texts: pd.Series) -> pd.Series:
    """Return the guessed language of every text (each distinct text is looked at once)."""
    distinct = pd.Index(texts.dropna().unique())
    guesses = pd.Series([guess_language(str(text)) for text in distinct], index=distinct, dtype="str")
    return texts.map(guesses).astype("str").fillna(UNKNOWN)
