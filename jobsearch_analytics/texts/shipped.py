"""Vectors of the phrases that travel with the package, made once: reading them is quicker than the model.

A vector is found by what it was made of: the text's own hash, in a file that names the model by its hash.
A phrase changed since the file was made is simply not in it, and is read by the model again. Each list of
phrases has a file of its own, made by the module that keeps the list.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

__all__ = ["content_keys", "shipped_place", "shipped_vectors", "write_shipped"]


class _Shipped(NamedTuple):
    """Sorted keys, rows of whole numbers that are brought to length 1, and the hash of their model."""

    keys: NDArray[np.uint64]
    rows: NDArray[np.int8]
    model: str


def content_keys(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Return a number per text that depends on its characters alone."""
    digests = [hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest() for text in texts]
    return np.frombuffer(b"".join(digests), np.uint64)


def shipped_place(name: str) -> Traversable:
    """Return where the file of this name stands in the package."""
    return files("jobsearch_analytics.texts").joinpath("model_data", f"{name}.npz")


@cache
def _read(name: str) -> _Shipped:
    path = shipped_place(name)
    if not path.is_file():
        return _Shipped(np.zeros(0, np.uint64), np.zeros((0, 0), np.int8), "")
    with path.open("rb") as file, np.load(file, allow_pickle=False) as raw:
        return _Shipped(raw["keys"], raw["rows"], str(raw["model"]))


def shipped_vectors(
    texts: Sequence[str], model: str, dimensions: int, name: str
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return a row per text, and which rows are filled (the others are to be written over).

    ``name`` is the list of phrases whose file is looked into.
    """
    vectors, found = np.zeros((len(texts), dimensions), np.float32), np.zeros(len(texts), bool)
    held = _read(name)
    if held.model != model or not len(held.keys):
        return vectors, found
    keys = content_keys(texts)
    at = np.minimum(np.searchsorted(held.keys, keys), len(held.keys) - 1)
    found = held.keys[at] == keys
    rows = held.rows[at[found]].astype(np.float32)
    vectors[found] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors, found


def write_shipped(texts: Sequence[str], vectors: NDArray[np.float32], model: str, name: str) -> None:
    """Write the vectors of the texts, a byte per number (a cosine changes by less than 0.001)."""
    keys = content_keys(texts)
    order = np.argsort(keys)
    rows = np.round(vectors / np.abs(vectors).max(1, keepdims=True) * 127).astype(np.int8)
    np.savez(str(shipped_place(name)), keys=keys[order], rows=rows[order], model=np.array(model))
