"""What a text is made of: its points, their sign, stock phrases, its language. Knows texts, not searches."""

from __future__ import annotations

import pandas as pd

from jobsearch_analytics.texts.boilerplate import is_boilerplate
from jobsearch_analytics.texts.clauses import clause_spans, clauses_by_sentence, contrasts, split_clauses
from jobsearch_analytics.texts.language import guess_language, languages
from jobsearch_analytics.texts.sentences import split_sentences
from jobsearch_analytics.texts.sign import sign_of, sign_votes, signs

__all__ = [
    "clause_spans",
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
]

_TOLD = {1: "strength", -1: "gap"}


def split_points(texts: pd.Series) -> pd.DataFrame:
    """Return one row per point made in the notes: its text, its sign, whether it is stock, its language.

    Parameters
    ----------
    texts : Series of str
        Notes; missing and empty ones make no point.

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
    pieces = pd.Series([_signed_clauses(str(text)) for text in distinct], index=distinct, dtype=object)
    frame = pd.DataFrame({"note": texts.index, "source": texts.to_numpy()})
    frame = frame[frame["source"].notna()].reset_index(drop=True)
    frame["row"] = frame.index
    frame["piece"] = frame["source"].map(pieces).astype(object)
    frame["language"] = languages(frame["source"].astype("str"))
    frame = frame.explode("piece").dropna(subset=["piece"]).reset_index(drop=True)
    frame["text"] = pd.Series([clause for clause, _ in frame["piece"]], dtype="str")
    frame["point"] = frame.groupby("row").cumcount().astype("int64")
    told = pd.Series([_TOLD.get(sign) for _, sign in frame["piece"]], dtype="str")
    frame["sign"] = told.fillna(signs(frame["text"])).astype("str")
    frame["boilerplate"] = is_boilerplate(frame["text"])
    return frame[["note", "point", "text", "sign", "boilerplate", "language"]]


def _signed_clauses(text: str) -> list[tuple[str, int]]:
    return [(clause, sign) for _, sign, clauses in clauses_by_sentence(text) for clause in clauses]
