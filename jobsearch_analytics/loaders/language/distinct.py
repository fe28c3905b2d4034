"""Columns of text by their distinct values: a question is asked once per value, never once per row.

A column is a pandas Categorical: its categories are the distinct texts, its codes say which row holds which.
Cells and all that is made of them hold an empty text where nothing stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.language.progress import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Texts = np.ndarray | pd.Series | pd.Categorical

__all__ = [
    "by_distinct",
    "chosen",
    "coded",
    "constant",
    "distinct_texts",
    "factorized",
    "holds",
    "mapped",
    "numbered",
    "plain",
    "ranked",
    "spread",
    "stacked",
]


def spread(codes: np.ndarray, texts: Sequence[str | None] | np.ndarray) -> pd.Categorical:
    """Return the column in which row ``i`` holds ``texts[codes[i]]``; the texts may repeat each other.

    A code of -1 names the last text, and None among the texts stands for a missing value.

    Examples
    --------
    >>> spread(np.array([0, 1, 2, 1]), ["a", "b", "a"]).tolist()
    ['a', 'b', 'a', 'b']
    """
    places, distinct = pd.factorize(np.asarray(texts, dtype=object))
    if len(distinct) < len(places) or codes.min(initial=0) < 0:
        codes = places[codes]
    return pd.Categorical.from_codes(codes, pd.Index(distinct, dtype="str"), validate=False)


def coded(values: Sequence[str] | Texts) -> pd.Categorical:
    """Return texts as a column of distinct values."""
    if isinstance(values, pd.Series):
        values = values.array if isinstance(values.array, pd.Categorical) else values.to_numpy(dtype=object)
    if isinstance(values, pd.Categorical):
        return values
    codes, distinct = pd.factorize(np.asarray(values, dtype=object))
    return pd.Categorical.from_codes(codes, pd.Index(distinct, dtype="str"), validate=False)


def constant(text: str | None, n: int) -> pd.Categorical:
    """Return a column that holds one text in each of its rows, or nothing in any."""
    return spread(np.zeros(n, dtype="int8"), [text])


def factorized(values: Texts) -> tuple[np.ndarray, list[str]]:
    """Return per row the place of its text, and the texts that stand there, in order of appearance."""
    column = coded(values)
    codes, used = pd.factorize(column.codes)
    texts = _texts(column)
    return codes, [texts[place] for place in used.tolist()]


def distinct_texts(values: Texts) -> list[str]:
    """Return the texts of a column, each once, in order of appearance."""
    return factorized(values)[1]


def numbered(columns: Sequence[pd.Categorical]) -> np.ndarray:
    """Return a number per row: two rows have the same one if they agree in all columns."""
    numbers = np.zeros(len(columns[0]), dtype="int64")
    for column in columns:
        numbers = pd.factorize(numbers * (len(column.categories) + 1) + column.codes + 1)[0]
    return numbers


def mapped(values: Texts, ask: Callable[[str], str | None]) -> pd.Categorical:
    """Return the column of ``ask(text)``, asked once per distinct text.

    Examples
    --------
    >>> mapped(coded(["a", "B", "b", "a"]), str.upper).tolist()
    ['A', 'B', 'B', 'A']
    """
    column = coded(values)
    missing = [""] if column.codes.min(initial=0) < 0 else []
    return spread(column.codes, [ask(text) for text in watched([*_texts(column), *missing])])


def holds(values: Texts, ask: Callable[[str], object]) -> np.ndarray:
    """Return as booleans whether ``ask(text)`` holds, asked once per distinct text; no for missing ones."""
    column = coded(values)
    return np.array([*(bool(ask(text)) for text in watched(_texts(column))), False])[column.codes]


def ranked(values: Texts, ranks: Mapping[str, int]) -> np.ndarray:
    """Return the rank of each row's text; 0 where it has none."""
    column = coded(values)
    return np.array([*(ranks.get(text, 0) for text in _texts(column)), 0], dtype="int64")[column.codes]


def by_distinct(values: Texts, ask: Callable[[str], Any]) -> np.ndarray:
    """Return ``ask(text)`` for every row, whatever it is, asked once per distinct text."""
    column = coded(values)
    answers = np.empty(len(column.categories) + 1, dtype=object)
    answers[:] = [ask(text) for text in watched([*_texts(column), ""])]
    return answers[column.codes]


def _texts(column: pd.Categorical) -> list[str]:
    return column.categories.to_numpy(dtype=object).tolist()


def chosen(mask: np.ndarray, one: pd.Categorical | str, other: pd.Categorical | str) -> pd.Categorical:
    """Return the texts of one column where the mask is true, of the other where it is not.

    Examples
    --------
    >>> chosen(np.array([True, False]), coded(["a", "b"]), "none").tolist()
    ['a', 'none']
    """
    one, other = (constant(part, len(mask)) if isinstance(part, str) else part for part in (one, other))
    codes = np.where(mask, one.codes, other.codes.astype("int64") + len(one.categories))
    return spread(codes, [*_texts(one), *_texts(other)])


def stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return frames one below the other, their columns of texts kept by distinct values."""
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    texts = [name for name in map(str, frames[0]) if all(_is_coded(frame, name) for frame in frames)]
    rest = pd.concat([frame.drop(columns=texts) for frame in frames], ignore_index=True)
    data = {name: _joined([frame[name].array for frame in frames]) for name in texts}
    return rest.assign(**data)[list(dict.fromkeys([*frames[0], *rest]))]


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with each column of distinct texts written out, row by row."""
    texts = {str(name): frame[name].array for name in frame if _is_coded(frame, str(name))}
    written = {
        name: column.categories.array.take(column.codes, allow_fill=True) for name, column in texts.items()
    }
    return frame.assign(**written)


def _is_coded(frame: pd.DataFrame, name: str) -> bool:
    return name in frame and isinstance(frame[name].array, pd.Categorical)


def _joined(columns: Sequence[pd.Categorical]) -> pd.Categorical:
    starts = np.cumsum([0, *(len(column.categories) for column in columns)])
    codes = [
        np.where(column.codes < 0, -1, column.codes.astype("int64") + start)
        for column, start in zip(columns, starts, strict=False)
    ]
    return spread(np.concatenate(codes), [*(text for column in columns for text in _texts(column)), None])
