"""Lasting ids: made from content, never from a row's number, and kept when content is mended."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.words import by_distinct, key

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["content_ids", "keep_given_ids"]

#: How alike the third of company, title and day must be where the other two are equal, in percent.
ALIKE = 75.0
SEPARATOR = "\x1f"


def content_ids(prefix: str, keys: Sequence[np.ndarray], lasting: Sequence[np.ndarray] = ()) -> np.ndarray:
    """Return an id per row, made from its content alone.

    Rows with equal keys are twins: they are told apart by their other lasting content (a link, a place), and
    where that is equal too, by their order.

    Parameters
    ----------
    prefix : str
        What the id begins with, such as ``app``.
    keys : sequence of ndarray of str
        The content that makes a row what it is, one array per column; compared without case and punctuation.
    lasting : sequence of ndarray of str
        Content that tells twins apart.

    Examples
    --------
    >>> one = np.array(["Acorn", "ACORN ", "Birch"], dtype=object)
    >>> ids = content_ids("app", [one])
    >>> len(set(ids)), ids[0] == content_ids("app", [one[:1]])[0]
    (3, True)
    """
    lines = _joined(keys)
    frame = pd.DataFrame({"line": lines, "place": np.arange(len(lines))})
    twins = frame["line"].duplicated(keep=False)
    if twins.any() and lasting:
        more = _joined([column[twins.to_numpy()] for column in lasting])
        has_more = pd.Series(more, index=frame.index[twins]).str.strip(SEPARATOR) != ""
        frame.loc[twins, "line"] = np.where(
            has_more, frame.loc[twins, "line"] + SEPARATOR + more, frame.loc[twins, "line"]
        )
    ordinal = frame.groupby("line", sort=False).cumcount()
    full = frame["line"].where(ordinal == 0, frame["line"] + SEPARATOR + "#" + ordinal.astype(str))
    return by_distinct(full.to_numpy(dtype=object), lambda line: f"{prefix}_{_digest(line)}")


def _joined(columns: Sequence[np.ndarray]) -> np.ndarray:
    lines = by_distinct(columns[0], key)
    for column in columns[1:]:
        lines = lines + SEPARATOR + by_distinct(column, key)
    return lines


def _digest(line: str) -> str:
    return blake2b(line.encode("utf-8"), digest_size=6).hexdigest()


def keep_given_ids(ids: np.ndarray, content: pd.DataFrame, given: pd.DataFrame) -> np.ndarray:
    """Return the ids with those given earlier put back on rows whose content was mended since.

    A given id that no row makes any more is claimed by a row whose own id was never given: first by one with
    the same company, title, day and link; then with the same company, title and link; then company and title;
    then two of company, title and day equal and the third alike. Only where exactly one row and one id match.

    Parameters
    ----------
    ids : ndarray of str
        Made from content.
    content : DataFrame
        ``company``, ``title``, ``day``, ``text`` of each row.
    given : DataFrame
        The same columns and ``id``, as kept in the workspace.
    """
    if not len(given) or not len(ids):
        return ids
    out = ids.copy()
    lost = given[~given["id"].isin(ids)].copy()
    fresh = content[~pd.Series(ids).isin(given["id"]).to_numpy()].copy()
    for frame in (lost, fresh):
        for name in ("company", "title", "day", "text"):
            frame[name] = by_distinct(frame[name].fillna("").to_numpy(dtype=object), key)
    for same in (
        ["company", "title", "day", "text"],
        ["company", "title", "text"],
        ["company", "title", "day"],
        ["company", "title"],
    ):
        if "text" in same:
            pairs = _one_to_one(lost[lost["text"] != ""], fresh[fresh["text"] != ""], same)
        else:
            pairs = _one_to_one(lost, fresh, same)
        lost, fresh = _take(out, lost, fresh, pairs)
    for same, other in (
        (["company", "day"], "title"),
        (["title", "day"], "company"),
        (["text"], "company"),
        (["company"], "title"),
        (["title"], "company"),
    ):
        pairs = _alike(lost, fresh, same, other)
        lost, fresh = _take(out, lost, fresh, pairs)
    return out


def _take(
    out: np.ndarray, lost: pd.DataFrame, fresh: pd.DataFrame, pairs: list[tuple[int, int]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    for old, row in pairs:
        out[row] = lost.at[old, "id"]
    return lost.drop(index=[old for old, _ in pairs]), fresh.drop(index=[row for _, row in pairs])


def _one_to_one(lost: pd.DataFrame, fresh: pd.DataFrame, same: list[str]) -> list[tuple[int, int]]:
    if not len(lost) or not len(fresh):
        return []
    left, right = (frame[~frame.duplicated(same, keep=False) & _says(frame, same)] for frame in (lost, fresh))
    pairs = left[same].reset_index(names="old").merge(right[same].reset_index(names="row"), on=same)
    return list(zip(pairs["old"], pairs["row"], strict=True))


def _says(frame: pd.DataFrame, same: list[str]) -> pd.Series:
    """Return where the columns name a firm or a role: two empty rows are not the same application."""
    named = [name for name in same if name in ("company", "title", "text")]
    return (frame[named] != "").any(axis=1)


def _alike(lost: pd.DataFrame, fresh: pd.DataFrame, same: list[str], other: str) -> list[tuple[int, int]]:
    """Return the pairs that are equal in some columns and alike in another, each the only match of the other."""
    from rapidfuzz import fuzz

    if not len(lost) or not len(fresh):
        return []
    # Where the one column that is equal is all there is (no day, no link), the other must be more alike.
    needed = ALIKE if len(same) > 1 or same == ["text"] else ALIKE + 10
    left, right = (frame[_says(frame, same) & (frame[same] != "").all(axis=1)] for frame in (lost, fresh))
    pairs = (
        left[[*same, other]]
        .reset_index(names="old")
        .merge(right[[*same, other]].reset_index(names="row"), on=same)
    )
    if not len(pairs) or len(pairs) > 200_000:
        return []
    names = zip(pairs[f"{other}_x"], pairs[f"{other}_y"], strict=True)
    pairs = pairs[[fuzz.ratio(one, two) >= needed for one, two in names]]
    sole = ~pairs["old"].duplicated(keep=False) & ~pairs["row"].duplicated(keep=False)
    return list(zip(pairs.loc[sole, "old"], pairs.loc[sole, "row"], strict=True))
