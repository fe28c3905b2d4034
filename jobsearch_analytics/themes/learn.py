"""Learn anew how clauses are read: ``python -m jobsearch_analytics.themes.learn``.

Every clause of the example notes is one example: of a point, its sign known, if most of it stands inside the
marks of one; else of courtesy or framing. To these come the sentences of `examples.toml` and the phrases of
the taxonomy. Two logistic regressions are fitted (what is it; which way does it point), their classes
weighing alike. Written: their weights, and the vectors of all phrases that are compared with at run time.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from jobsearch_analytics.texts import clause_spans, split_clauses
from jobsearch_analytics.texts.sentence_model import MODEL_SHA256, encoded
from jobsearch_analytics.texts.shipped import content_keys, shipped_place, write_shipped
from jobsearch_analytics.themes import reading
from jobsearch_analytics.themes.examples import example_notes, example_sentences, write_example_points
from jobsearch_analytics.themes.taxonomy import read_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from jobsearch_analytics.themes.marked import MarkedNote

    Scores = NDArray[np.float64]
    Blocks = tuple[csr_array, ...]


class Task(NamedTuple):
    """The classes of a fit, what a unit of vector, words and cues may weigh in it, and its freedom.

    `notes_weigh` is what a clause of a note weighs beside a sentence or phrase: the notes hint on purpose at
    what most people say outright.
    """

    classes: tuple[str, ...]
    scales: tuple[float, float, float]
    freedom: float
    notes_weigh: float


KIND = Task(reading.KINDS, (0.06, 2.0, 0.5), 1.0, notes_weigh=1.0)
SIGN = Task(reading.SIGNS, (0.06, 4.0, 2.0), 2.0, notes_weigh=0.3)
_SENTENCES = {"framing": "framing", "stock": "courtesy", "logistics": "courtesy"}


class Example(NamedTuple):
    """A clause, its class (of `reading.SIGNS` for a point, else of `reading.KINDS`), and whether a note's."""

    text: str
    label: str
    noted: bool = False


def examples() -> list[Example]:
    """Return every example, each once."""
    found = [*_of_sentences(), *_of_taxonomy(), *(e for note in example_notes() for e in of_note(note))]
    return list(dict.fromkeys(found))


def _of_sentences() -> Iterator[Example]:
    for kind, lines in example_sentences().items():
        yield from (Example(text, _SENTENCES.get(kind, kind)) for text in lines)


def _of_taxonomy() -> Iterator[Example]:
    for theme in read_taxonomy("default"):
        for sign, phrases in zip(reading.SIGNS, (theme.strengths, theme.gaps, theme.phrases), strict=True):
            yield from (Example(phrase, sign) for phrase in phrases)


def of_note(note: MarkedNote) -> Iterator[Example]:
    """Yield the clauses of a marked note, each with its class."""
    spans = [
        (at, at + len(point.text), point.sign)
        for point in note.points
        if (at := note.text.find(point.text)) >= 0
    ]
    clauses, elsewhere = split_clauses(note.text), "framing" if spans else "courtesy"
    for clause, (begin, end) in zip(clauses, clause_spans(note.text, clauses), strict=True):
        shared, sign = max(
            ((min(end, stop) - max(begin, start), sign) for start, stop, sign in spans), default=(0, "")
        )
        yield Example(clause, sign if shared > len(clause) / 2 else elsewhere, noted=True)


def vocabulary(texts: list[str]) -> tuple[dict[str, int], Scores]:
    """Return the place of every word, and its rarity (inverse document frequency)."""
    held = Counter(word for text in texts for word in set(reading.words_of(text)))
    words = sorted(held)
    rarity = np.log((1 + len(texts)) / (1 + np.array([held[word] for word in words], float))) + 1
    return {word: i for i, word in enumerate(words)}, rarity


def words_matrix(texts: list[str], place: dict[str, int], rarity: Scores) -> csr_array:
    """Return the word weights of every text as a row."""
    from scipy.sparse import csr_array

    rows = [reading.word_counts(text, place, rarity) for text in texts]
    weights, at = (
        np.concatenate([row[1] for row in rows]),
        np.concatenate([np.array(row[0], np.int64) for row in rows]),
    )
    ends = np.cumsum([0, *(len(row[0]) for row in rows)])
    return csr_array((weights, at, ends), shape=(len(texts), len(place)))


def fitted(blocks: Blocks, labels: list[str], noted: list[bool], task: Task) -> tuple[Scores, Scores]:
    """Return the coefficients, shape (classes, features) in the blocks' own units, and the constants."""
    from scipy.sparse import hstack
    from sklearn.linear_model import LogisticRegression

    features = hstack([block * scale for block, scale in zip(blocks, task.scales, strict=True)]).tocsr()
    fit = LogisticRegression(C=task.freedom, max_iter=5_000, class_weight="balanced")
    fit.fit(features, labels, sample_weight=np.where(noted, task.notes_weigh, 1.0))
    order = [fit.classes_.tolist().index(name) for name in task.classes]
    each = np.repeat(task.scales, [block.shape[1] for block in blocks])
    return fit.coef_[order] * each, fit.intercept_[order]


def learned(found: list[Example], vectors: NDArray[np.float32]) -> dict[str, Any]:
    """Return all that `reading` needs, by name, ready to be written."""
    from scipy.sparse import csr_array

    texts, labels, noted = (list(column) for column in zip(*found, strict=True))
    place, rarity = vocabulary(texts)
    mean = vectors.mean(0)
    spread = float((vectors - mean).std(0).mean())
    meaning = csr_array((vectors - mean) / spread)
    blocks = (meaning, words_matrix(texts, place, rarity), csr_array(reading.cues(texts)))
    kinds = ["point" if label in reading.SIGNS else label for label in labels]
    points = [i for i, kind in enumerate(kinds) if kind == "point"]
    of_points = tuple(block[points] for block in blocks)
    parts = [
        fitted(blocks, kinds, noted, KIND),
        fitted(of_points, [labels[i] for i in points], [noted[i] for i in points], SIGN),
    ]
    all_of = np.vstack([coefficients for coefficients, _ in parts])
    width = vectors.shape[1]
    of_vector, of_words, of_cues = np.split(all_of, [width, width + len(place)], axis=1)
    constant = np.concatenate([constants for _, constants in parts]) - of_vector @ mean / spread
    return {
        "learned_from": digest(found),
        "words": np.frombuffer("\n".join(place).encode("utf-8"), np.uint8),
        "rarity": rarity.astype(np.float32),
        "of_words": of_words.astype(np.float16),
        "of_vector": (of_vector / spread).astype(np.float32),
        "of_cues": of_cues.astype(np.float32),
        "constant": constant.astype(np.float32),
    }


def digest(found: list[Example]) -> NDArray[np.uint64]:
    """Return a number that changes with any example: it tells whether the written figures are of these."""
    return content_keys(["\n".join(f"{text}\t{label}" for text, label, _ in found)])


def main() -> None:
    """Write the fits, the points and the vectors of the phrases into the package."""
    # First, for the taxonomy reads them.
    write_example_points()
    found = examples()
    vectors = encoded([example.text for example in found], threads=1)
    np.savez_compressed(str(shipped_place("reading")), **learned(found, vectors))
    phrases = list(dict.fromkeys(phrase for theme in read_taxonomy("default") for phrase in theme.heard))
    write_shipped(phrases, encoded(phrases, threads=1), MODEL_SHA256, "phrases")


if __name__ == "__main__":
    main()
