"""The tokenizer of the sentence model: lower-cased WordPiece (Wu et al., 2016), as BERT uses it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["token_ids"]

CLS, SEP, UNKNOWN = 101, 102, 100
#: A longer word is unknown to the model, whatever it is made of.
MAX_WORD = 100

# One token per Chinese character and per punctuation mark or ASCII symbol; else runs of non-space.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~]|[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff])")


@cache
def _vocabulary() -> dict[str, int]:
    lines = files("jobsearch_analytics.texts").joinpath("model_data", "vocab.txt").read_text("utf-8")
    return {token: i for i, token in enumerate(lines.rstrip("\n").split("\n"))}


def _words(text: str) -> list[str]:
    """Return the lower-cased words and marks of a text, without accents and control characters."""
    plain = unicodedata.normalize("NFD", text.lower())
    kept = []
    for char in plain:
        kind = unicodedata.category(char)
        if kind == "Mn" or (kind[0] == "C" and char not in "\t\n\r") or char == "\ufffd":
            continue
        kept.append(f" {char} " if kind[0] == "P" else char)
    return _PUNCTUATION.sub(r" \1 ", "".join(kept)).split()


@lru_cache(maxsize=65_536)
def _pieces(word: str) -> tuple[int, ...]:
    """Return the ids of the longest known pieces of a word, from left to right."""
    if len(word) > MAX_WORD:
        return (UNKNOWN,)
    vocabulary, ids, start = _vocabulary(), [], 0
    while start < len(word):
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            piece = vocabulary.get(prefix + word[start:end])
            if piece is not None:
                ids.append(piece)
                start = end
                break
        else:
            return (UNKNOWN,)
    return tuple(ids)


def token_ids(text: str, *, max_tokens: int = 128) -> list[int]:
    """Return the model's token ids of a text, with the marks for beginning and end.

    Parameters
    ----------
    text : str
        Any text.
    max_tokens : int
        The rest of a longer text is left out.

    Returns
    -------
    list of int
        Between 2 and `max_tokens` ids.

    Examples
    --------
    >>> token_ids("Unclear answers")
    [101, 10599, 6998, 102]
    """
    # A token has at least one character, and no English word more than a few dozen: enough to fill the limit.
    ids = [i for word in _words(text[: max_tokens * 40]) for i in _pieces(word)]
    return [CLS, *ids[: max_tokens - 2], SEP]
