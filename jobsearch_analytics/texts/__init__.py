"""What a text is made of: its points, their sign, stock phrases, its language. Knows texts, not searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.texts.boilerplate import is_boilerplate, stock_phrases
from jobsearch_analytics.texts.clauses import clauses_by_sentence, contrasts, split_clauses, split_sentences
from jobsearch_analytics.texts.language import guess_language, languages
from jobsearch_analytics.texts.sign import sign_of, sign_votes, signs

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "clauses_by_sentence",
    "contrasts",
    "guess_language",
    "is_boilerplate",
    "languages",
    "sign_of",
    "sign_votes",
    "signs",
    "split_clauses",
    "split_points",
    "split_sentences",
    "stock_phrases",
]


def split_points(texts: pd.Series, *, split: Callable[[str], list[str]] = split_clauses) -> pd.DataFrame:
    """Return one row per point made in the notes: its text, its sign, whether it is stock, its language.

    Parameters
    ----------
    texts : Series of str
        Notes; missing and empty ones make no point.
    split : callable, default `split_clauses`
        What cuts one note into its points.

    Returns
    -------
    DataFrame
        Columns `note` (the index of the source note), `point` (0, 1, … within the note), `text`,
        `sign` ('strength', 'gap', 'neither'), `boilerplate` (bool) and `language` (of the whole note:
        a two-letter code, 'unknown' or 'other'), in the order of the notes.

    Examples
    --------
    >>> notes = pd.Series(["Great portfolio, but the answers were vague. Best of luck in your search!"])
    >>> split_points(notes)[["point", "text", "sign", "boilerplate"]]
       point                           text      sign  boilerplate
    0      0                Great portfolio  strength        False
    1      1          the answers were vague       gap        False
    2      2  Best of luck in your search      strength         True
    """
    distinct = pd.Index(texts.dropna().unique())
    pieces = pd.Series([split(str(text)) for text in distinct], index=distinct, dtype=object)
    frame = pd.DataFrame({"note": texts.index, "source": texts.to_numpy()})
    frame = frame[frame["source"].notna()].reset_index(drop=True)
    frame["row"] = frame.index
    frame["text"] = frame["source"].map(pieces)
    frame["language"] = languages(frame["source"].astype("str"))
    frame = frame.explode("text").dropna(subset=["text"]).reset_index(drop=True)
    frame["text"] = frame["text"].astype("str")
    frame["point"] = frame.groupby("row").cumcount().astype("int64")
    frame["sign"] = signs(frame["text"])
    frame["boilerplate"] = is_boilerplate(frame["text"])
    return frame[["note", "point", "text", "sign", "boilerplate", "language"]]
