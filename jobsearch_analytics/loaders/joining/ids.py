"""Lasting ids: made from content, never from a row's number, and kept when content is mended."""

from __future__ import annotations

from binascii import hexlify
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.language.distinct import coded, mapped
from jobsearch_analytics.loaders.language.words import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    Texts = np.ndarray | pd.Series | pd.Categorical

__all__ = ["content_ids", "keep_given_ids"]

#: How alike the third of company, title and day must be where the other two are equal, in percent.
ALIKE = 75.0


def content_ids(prefix: str, keys: Sequence[Texts], lasting: Sequence[Texts] = ()) -> np.ndarray:
    """Return an id per row, made from its content alone.

    Rows with equal keys are twins: they are told apart by their other lasting content (a link, a place), and
    where that is equal too, by their order.

    Parameters
    ----------
    prefix : str
        What the id begins with, such as ``app``.
    keys : sequence of Categorical or ndarray of str
        The content that makes a row what it is, one array per column; compared without case and punctuation.
    lasting : sequence of Categorical or ndarray of str
        Content that tells twins apart.

    Examples
    --------
    >>> one = np.array(["Acorn", "ACORN ", "Birch"], dtype=object)
    >>> ids = content_ids("app", [one])
    >>> len(set(ids)), ids[0] == content_ids("app", [one[:1]])[0]
    (3, True)
    """
    numbers = _numbers(keys)
    twins = np.flatnonzero(pd.Series(numbers).duplicated(keep=False))
    if not len(twins):
        return _written(prefix, numbers)
    if lasting:
        more = _numbers([coded(column)[twins].remove_unused_categories() for column in lasting])
        nothing = _numbers([np.array([""], dtype=object)] * len(lasting))[0]
        numbers[twins] = np.where(more == nothing, numbers[twins], _mixed(numbers[twins], more))
    same = numbers[twins]
    ordinal = pd.Series(same).groupby(same, sort=False).cumcount().to_numpy()
    numbers[twins] = np.where(ordinal == 0, same, _mixed(same, ordinal.astype("uint64") + np.uint64(1)))
    return _written(prefix, numbers)


def _written(prefix: str, numbers: np.ndarray) -> np.ndarray:
    """Return numbers as ids: the first 12 of their 16 hexadecimal digits."""
    start = np.frombuffer(f"{prefix}_".encode("ascii"), dtype="u1")
    digits = np.frombuffer(hexlify(numbers.astype(">u8").tobytes()), dtype="u1").reshape(-1, 16)[:, :12]
    signs = np.hstack([np.broadcast_to(start, (len(numbers), len(start))), digits])
    text, width = signs.tobytes().decode("ascii"), signs.shape[1]
    ids = np.empty(len(numbers), dtype=object)
    ids[:] = [text[place : place + width] for place in range(0, len(text), width)]
    return ids


def _numbers(columns: Sequence[Texts]) -> np.ndarray:
    """Return one number per row, made of the words in its cells: each distinct cell is digested once."""
    numbers = _digests(columns[0])
    for column in columns[1:]:
        numbers = _mixed(numbers, _digests(column))
    return numbers


def _digests(column: Texts) -> np.ndarray:
    texts = coded(column)
    digests = [_digest(text) for text in [*texts.categories.to_numpy(dtype=object).tolist(), ""]]
    return np.array(digests, dtype="uint64")[texts.codes]


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(key(text).encode("utf-8"), digest_size=8).digest(), "big")


def _mixed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return numbers that depend on both; the constants are those of SplitMix64 (Steele, Lea, Flood 2014)."""
    mixed = one * np.uint64(0x9E3779B97F4A7C15) + other
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


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
            frame[name] = mapped(frame[name], key).astype("str")
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
    names = lost["id"].to_dict()
    for old, row in pairs:
        out[row] = names[old]
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
    """Return the pairs that are equal in some columns and alike in another, each the other's only match."""
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
