"""Learn anew how clauses are read: ``python -m jobsearch_analytics.themes.learn``.

Every clause of the example notes is one example: of a point, its sign known, if most of it stands inside the
marks of one; else of courtesy or framing. To these come the sentences of `examples.toml` and the phrases of
the taxonomy. Two logistic regressions are fitted (what is it; which way does it point), their classes
weighing alike, and a third on whole notes (`learn_notes.py`). Written: their weights, and the vectors of all
phrases that are compared with at run time.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from jobsearch_analytics.texts import clause_spans, split_clauses
from jobsearch_analytics.texts.sentence_model import MODEL_SHA256, encoded
from jobsearch_analytics.texts.shipped import content_keys, shipped_place, write_shipped
from jobsearch_analytics.themes import reading
from jobsearch_analytics.themes.examples import example_notes, example_sentences, write_example_points
from jobsearch_analytics.themes.learn_notes import note_weights
from jobsearch_analytics.themes.taxonomy import read_taxonomy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from jobsearch_analytics.themes.marked import MarkedNote

    Scores = NDArray[np.float64]
    Blocks = tuple[csr_array, ...]


class Task(NamedTuple):
    """What is fitted, and how.

    Attributes
    ----------
    classes : tuple of str
        What there is to tell apart.
    scales : tuple of float
        What a unit of vector, of words and of cues may weigh.
    freedom : float
        Of the fit: the inverse of its penalty.
    alone : float
        What a clause that is a whole note by itself weighs beside one of a note put as most people put it.
    hinting, winding : float
        The same for a clause of a note that leaves it to the reader what is meant, or winds about it.
    """

    classes: tuple[str, ...]
    scales: tuple[float, float, float]
    freedom: float
    alone: float = 1.0
    hinting: float = 0.4
    winding: float = 0.4


KIND = Task(reading.KINDS, (0.06, 2.0, 0.5), 1.0, alone=2.0)
SIGN = Task(reading.SIGNS, (0.06, 3.0, 2.0), 2.0, winding=0.1)


class Example(NamedTuple):
    """A clause, its class (of `reading.SIGNS` for a point, else of `reading.KINDS`), where it comes from.

    ``manner`` is ``alone`` for what stands by itself, else the manner of its note, see
    `examples.example_notes`.
    """

    text: str
    label: str
    manner: str


class Lesson(NamedTuple):
    """A text that could be a whole note, whether it makes any point, and the examples it gives."""

    text: str
    says: bool
    examples: tuple[Example, ...]


def examples(without: Collection[int] = ()) -> list[Example]:
    """Return every example, each once; those of the lessons in some places left out if wished."""
    leads = (Example(text, "framing", "alone") for text in example_sentences()["framing"])
    kept = (lesson for place, lesson in enumerate(lessons()) if place not in without)
    return list(dict.fromkeys([*leads, *(example for lesson in kept for example in lesson.examples)]))


@cache
def lessons() -> list[Lesson]:
    """Return the sentences and phrases that stand for themselves, and the example notes."""
    outright = [
        Lesson(text, label in reading.SIGNS, (Example(text, label, "alone"),)) for text, label in _outright()
    ]
    notes = [
        Lesson(note.text, bool(note.points), tuple(of_note(note, manner)))
        for manner, notes in example_notes().items()
        for note in notes
    ]
    return [*outright, *notes]


def _outright() -> Iterator[tuple[str, str]]:
    for kind, lines in example_sentences().items():
        label = "courtesy" if kind in ("stock", "logistics") else kind
        yield from ((text, label) for text in lines if label != "framing")
    for theme in read_taxonomy("default"):
        for sign, phrases in zip(reading.SIGNS, (theme.strengths, theme.gaps, theme.phrases), strict=True):
            yield from ((phrase, sign) for phrase in phrases)


def of_note(note: MarkedNote, manner: str) -> Iterator[Example]:
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
        yield Example(clause, sign if shared > len(clause) / 2 else elsewhere, manner)


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


def fitted(blocks: Blocks, labels: list[str], manners: list[str], task: Task) -> tuple[Scores, Scores]:
    """Return the coefficients, shape (classes, features) in the blocks' own units, and the constants."""
    from scipy.sparse import hstack
    from sklearn.linear_model import LogisticRegression

    features = hstack([block * scale for block, scale in zip(blocks, task.scales, strict=True)]).tocsr()
    fit = LogisticRegression(C=task.freedom, max_iter=5_000, class_weight="balanced")
    weights = {"alone": task.alone, "plain": 1.0, "hinting": task.hinting, "winding": task.winding}
    fit.fit(features, labels, sample_weight=[weights[manner] for manner in manners])
    order = [fit.classes_.tolist().index(name) for name in task.classes]
    each = np.repeat(task.scales, [block.shape[1] for block in blocks])
    return fit.coef_[order] * each, fit.intercept_[order]


def learned(found: list[Example], vectors: NDArray[np.float32]) -> dict[str, Any]:
    """Return all that `reading` needs, by name, ready to be written."""
    from scipy.sparse import csr_array

    texts, labels, manners = (list(column) for column in zip(*found, strict=True))
    place, rarity = vocabulary(texts)
    mean = vectors.mean(0)
    spread = float((vectors - mean).std(0).mean())
    meaning = csr_array((vectors - mean) / spread)
    blocks = (meaning, words_matrix(texts, place, rarity), csr_array(reading.cues(texts)))
    kinds = ["point" if label in reading.SIGNS else label for label in labels]
    points = [i for i, kind in enumerate(kinds) if kind == "point"]
    of_points = tuple(block[points] for block in blocks)
    parts = [
        fitted(blocks, kinds, manners, KIND),
        fitted(of_points, [labels[i] for i in points], [manners[i] for i in points], SIGN),
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
    """Return a number that changes with any example, or with how it is fitted."""
    return content_keys([f"{KIND}\n{SIGN}\n" + "\n".join("\t".join(map(str, example)) for example in found)])


def main() -> None:
    """Write the fits, the points and the vectors of the phrases into the package."""
    # First, for the taxonomy reads them.
    write_example_points()
    found = examples()
    clauses = (clause for lesson in lessons() for clause in split_clauses(lesson.text))
    texts = list(dict.fromkeys([*(example.text for example in found), *clauses]))
    vector = dict(zip(texts, encoded(texts, threads=1), strict=True))

    def encode(wanted: list[str]) -> NDArray[np.float32]:
        return np.array([vector[text] for text in wanted])

    def figures(of: list[Example]) -> dict[str, Any]:
        return learned(of, encode([example.text for example in of]))

    of_note = note_weights(
        [lesson.text for lesson in lessons()],
        np.array([lesson.says for lesson in lessons()]),
        lambda without: reading.fits_from(figures(examples(without))),
        encode,
    )
    everything: dict[str, Any] = {**figures(found), "of_note": of_note}
    np.savez_compressed(str(shipped_place("reading")), **everything)
    phrases = list(dict.fromkeys(phrase for theme in read_taxonomy("default") for phrase in theme.heard))
    write_shipped(phrases, encoded(phrases, threads=1), MODEL_SHA256, "phrases")


if __name__ == "__main__":
    main()
