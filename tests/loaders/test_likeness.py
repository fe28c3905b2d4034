"""What is read by likeness to known words: what no list has, only where the nearest agree, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.loaders.language import likeness
from jobsearch_analytics.loaders.language.likeness import read_alike
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.texts.sentence_model import MODEL_SHA256, encoded, why_no_model
from jobsearch_analytics.texts.shipped import shipped_vectors

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(bool(why_no_model()), reason=f"no sentence model: {why_no_model()}")

#: No word list has these, nor a part of them.
FREE = {
    "they have stopped hiring people": "closed",
    "The vacancy has vanished": "closed",
    "have not heard a single word since": "no_response",
    "they never bothered answering": "no_response",
    "they informed me I was not chosen": "rejected",
    "I have taken my name off the list": "withdrawn",
}


def _meanings(text: str) -> tuple[str, ...]:
    told = read_alike({text: read_status(text)})
    return told[text].meanings if text in told else read_status(text).meanings


@pytest.mark.parametrize(("text", "meaning"), FREE.items())
def test_free_words_take_the_meaning_of_what_they_are_like(text: str, meaning: str) -> None:
    assert _meanings(text) == (meaning,)


@pytest.mark.parametrize(
    "text",
    [
        "blue folder, second shelf",
        "Promising",
        "40k plus bonus",
        "Ask Dana about parking",
        "hier steht nichts drin",
    ],
)
def test_what_is_like_nothing_stays_not_understood(text: str) -> None:
    assert read_alike({text: read_status(text)}) == {}


def test_what_a_list_knows_is_left_to_the_list() -> None:
    known = {
        text: read_status(text) for text in ("rejected", "Rejected: the salary", "to apply, by Monday noon")
    }
    assert read_alike(known) == {}


def test_left_out_one_at_a_time_phrases_find_their_own_meaning() -> None:
    phrases = likeness._phrases()
    alike = phrases.vectors @ phrases.vectors.T
    np.fill_diagonal(alike, -1)
    right = answered = 0
    for row, own in zip(alike, phrases.votes_as, strict=True):
        places = np.argpartition(-row, likeness.NEIGHBOURS)[: likeness.NEIGHBOURS]
        nearest = likeness._vote(row[places], places, phrases)
        if nearest.likeness >= likeness.LEAST_LIKE and nearest.agreed >= likeness.LEAST_AGREED:
            answered += 1
            right += likeness._VOTES_AS.get(nearest.meaning, nearest.meaning) == own
    assert answered > 0.5 * len(alike)
    assert right > 0.94 * answered


def test_the_shipped_vectors_are_those_of_the_phrases_as_they_stand() -> None:
    listed = list(likeness._listed())
    vectors, found = shipped_vectors(listed, MODEL_SHA256, 384, "statuses")
    assert found.all(), "renew them: python -m jobsearch_analytics.loaders.language.likeness"
    picked = list(range(0, len(listed), 97))
    cosines = (vectors[picked] * encoded([listed[i] for i in picked], threads=1)).sum(1)
    assert cosines.min() > 0.999


def test_the_reading_says_what_was_read_by_likeness(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "Company,Role,Applied,Status\n"
        "Acorn,Analyst,2026-03-02,Applied\n"
        "Birch,Analyst,2026-03-03,they have stopped hiring people\n"
    )
    search = jsa.load(log)
    assert search.applications["outcome"].tolist() == ["open", "closed"]
    doubts = search.reading.set_index("column")["doubt"]
    assert "likeness" in doubts["Status = 'they have stopped hiring people'"]


def test_without_the_model_such_words_stand_among_the_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "why_no_model", lambda: "it is not installed")
    log = tmp_path / "log.csv"
    log.write_text(
        "Company,Role,Applied,Status\n"
        "Acorn,Analyst,2026-03-02,Applied\n"
        "Birch,Analyst,2026-03-03,The vacancy has vanished\n"
    )
    problems = jsa.load(log).problems
    assert problems["value"].tolist() == ["The vacancy has vanished"]
