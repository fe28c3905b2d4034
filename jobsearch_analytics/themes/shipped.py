"""Vectors of the phrases that travel with the package, made once: reading them is quicker than the model.

A vector is found by what it was made of: the text's own hash, in a file that names the model by its hash.
A phrase changed since the file was made is simply not in it, and is read by the model again.

`python -m jobsearch_analytics.themes.shipped` makes the file anew.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["content_keys", "shipped_vectors", "write_shipped"]

FILE = "phrases.npz"


class _Shipped(NamedTuple):
    """Sorted keys, rows of whole numbers that are brought to length 1, and the hash of their model."""

    keys: NDArray[np.uint64]
    rows: NDArray[np.int8]
    model: str


def content_keys(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Return a number per text that depends on its characters alone."""
    digests = [hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest() for text in texts]
    return np.frombuffer(b"".join(digests), np.uint64)


@cache
def _read() -> _Shipped:
    path = files("jobsearch_analytics.themes").joinpath("model_data", FILE)
    if not path.is_file():
        return _Shipped(np.zeros(0, np.uint64), np.zeros((0, 0), np.int8), "")
    with path.open("rb") as file, np.load(file, allow_pickle=False) as raw:
        return _Shipped(raw["keys"], raw["rows"], str(raw["model"]))


def shipped_vectors(
    texts: Sequence[str], model: str, dimensions: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return a row per text, and which rows are filled (the others are to be written over)."""
    vectors, found = np.zeros((len(texts), dimensions), np.float32), np.zeros(len(texts), bool)
    held = _read()
    if held.model != model or not len(held.keys):
        return vectors, found
    keys = content_keys(texts)
    at = np.minimum(np.searchsorted(held.keys, keys), len(held.keys) - 1)
    found = held.keys[at] == keys
    rows = held.rows[at[found]].astype(np.float32)
    vectors[found] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors, found


def write_shipped(texts: Sequence[str], vectors: NDArray[np.float32], model: str, path: Path) -> None:
    """Write the vectors of the texts, a byte per number (a cosine changes by less than 0.001)."""
    keys = content_keys(texts)
    order = np.argsort(keys)
    rows = np.round(vectors / np.abs(vectors).max(1, keepdims=True) * 127).astype(np.int8)
    np.savez(path, keys=keys[order], rows=rows[order], model=np.array(model))


def main() -> None:
    """Write the file anew, from every phrase of the taxonomy and the examples."""
    from jobsearch_analytics.themes.reading import known_phrases
    from jobsearch_analytics.themes.sentence_model import MODEL_SHA256, encoded

    texts = known_phrases()
    path = files("jobsearch_analytics.themes").joinpath("model_data", FILE)
    write_shipped(texts, encoded(texts, threads=1), MODEL_SHA256, path)  # ty: ignore[invalid-argument-type]


if __name__ == "__main__":
    main()
