"""How clauses are read: plain feedback must be right, and what was learned must belong to the examples."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from jobsearch_analytics.texts.sentence_model import SentenceModel
from jobsearch_analytics.texts.shipped import shipped_place
from jobsearch_analytics.themes import learn, reading
from jobsearch_analytics.themes.examples import example_notes, example_points, points_by_theme
from jobsearch_analytics.themes.points import read_points
from jobsearch_analytics.themes.taxonomy import read_taxonomy

#: As people usually put it; none of these lines stands among the examples.
PLAIN = {
    "strength": """
        Strong technical skills | Great energy in the interview | Good communication | Very well prepared
        The team really enjoyed your presentation | Impressive portfolio | Good culture fit | Clear thinker
        Solved the case quickly | SQL was strong | Clean code and good tests | Asked insightful questions
        Gave concrete numbers | Excellent English | Well structured presentation | Deep domain knowledge
        Humble and friendly | Good listener | Flexible and reliable | Nailed the system design
        Glowing references | I felt confident and calm | My demo went really well | Strong with patients
        Lesson was engaging and pupils responded well | Fast and tidy | Liked my project management background
    """,
    "gap": """
        Needs more depth on stakeholder management | Your examples were a bit generic | Answers were too long
        Lacked experience with Kubernetes | Could have asked more questions | Not enough leadership experience
        Seemed nervous at the start | Didn't show enough enthusiasm for the role | SQL was weak
        CV was too long and unfocused | Concerns about job hopping | Struggled with the coding exercise
        Missed the edge cases | Didn't finish the take-home in time | Overqualified for the position
        Too junior for the level | Did not research the company | Gave vague answers about impact
        Work on storytelling | Presentation lacked structure | Came across as arrogant | I talked too much
        Talked over the interviewer | Late to the interview | Couldn't explain the gap in my CV
        Reference check raised concerns | I froze on the behavioural question | Be more concise
        Another candidate had direct experience with their stack | Classroom management needs work
        Slow under pressure | Need to practise whiteboard problems | Not strategic enough
    """,
    "neither": """
        The position was put on hold | Role filled internally | Budget was cut | Hiring freeze
        They need someone based in Berlin | No visa sponsorship possible | Position closed before my interview
    """,
}
LINES = [
    (line.strip(), sign)
    for sign, text in PLAIN.items()
    for row in text.split("\n")
    for line in row.split("|")
    if line.strip()
]


def verdicts(texts: list[str]) -> reading.Verdicts:
    return reading.read_clauses(texts, SentenceModel().encode(texts))


def test_plain_feedback_is_read_right():
    points = read_points(pd.Series([line for line, _ in LINES]))
    signs = points.groupby("note")["sign"].first()
    wrong = [(line, signs[i]) for i, (line, sign) in enumerate(LINES) if signs[i] != sign]
    assert len(wrong) <= 0.03 * len(LINES), wrong
    assert points["boilerplate"].mean() <= 0.03, points.loc[points["boilerplate"], "text"].tolist()


def test_plain_feedback_stands_not_among_the_examples():
    known = {example.text for example in learn.examples()}
    assert not known & {line for line, _ in LINES}


def test_the_shipped_figures_were_learned_from_the_examples_as_they_stand():
    with shipped_place("reading").open("rb") as file, np.load(file) as raw:
        assert raw["learned_from"].tolist() == learn.digest(learn.examples()).tolist()


def test_the_shipped_points_are_those_of_the_example_notes():
    assert list(example_points().items()) == list(points_by_theme().items())


def test_learning_gives_a_fit_that_reading_understands():
    texts = ["you were late", "you were early", "good luck", "they told me this"] * 5
    labels = ["gap", "strength", "courtesy", "framing"] * 5
    found = [learn.Example(text, label, "plain") for text, label in zip(texts, labels, strict=True)]
    found += [learn.Example("the post is closed", "neither", "plain")] * 5
    vectors = np.random.default_rng(0).normal(size=(len(found), 8)).astype(np.float32)
    figures = learn.learned(found, vectors)
    assert figures["of_vector"].shape == (len(reading.KINDS) + len(reading.SIGNS), 8)
    assert (
        figures["of_words"].shape[1]
        == len(bytes(figures["words"]).decode().split("\n"))
        == len(figures["rarity"])
    )


def test_word_weights_are_those_of_scikit_learn():
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [lesson.text for lesson in learn.lessons()[-200:]]
    place, rarity = learn.vocabulary(texts)
    peer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"[^\W_]+(?:'[^\W_]+)?")
    expected = peer.fit_transform([text.replace("’", "'") for text in texts])
    assert peer.vocabulary_ == place
    np.testing.assert_allclose(
        learn.words_matrix(texts, place, rarity).toarray(), expected.toarray(), atol=1e-12
    )


def test_every_example_names_a_theme_of_the_taxonomy():
    known = {theme.id for theme in read_taxonomy("default")} | {"other"}
    notes = [note for notes in example_notes().values() for note in notes]
    assert {point.theme for note in notes for point in note.points} <= known
    assert all(point.text in note.text for note in notes for point in note.points)


def test_what_the_clauses_of_a_note_come_to_is_as_counted_by_hand():
    rng = np.random.default_rng(5)
    note = np.sort(np.concatenate([np.arange(30), rng.integers(0, 30, 50)]))
    rng.shuffle(note)
    says, courtesy, words = rng.normal(size=80), rng.random(80), rng.integers(1, 20, 80).astype(float)
    found = reading.note_features(says, courtesy, words, note)
    for i in range(30):
        held = [j for j in range(80) if note[j] == i]
        ranked = sorted((says[j] for j in held), reverse=True)
        second = ranked[1] if len(held) > 1 else ranked[0] - 1
        kind = [courtesy[j] for j in held]
        count = sum(words[j] for j in held)
        expected = [ranked[0], second, np.log(len(held)), np.log(1 + count), np.mean(kind), max(kind)]
        np.testing.assert_allclose(found[i], expected, atol=1e-12)


def test_a_form_letter_is_courtesy_in_every_wording_and_a_reason_within_one_is_not():
    letter = (
        "Hello Sam, thank you for the time you gave us last week. The standard was very high and the choice "
        "was not an easy one. On this occasion we are going ahead with somebody else. {}We would be glad to "
        "hear from you again and wish you every success."
    )
    reason = "Your answers on pricing were not detailed enough"
    notes = pd.Series([letter.format(""), letter.format(reason + ". ")])
    points = read_points(notes)
    said = points[~points["boilerplate"]]
    assert set(said["note"]) == {1}
    assert reason in said["text"].tolist()


def test_nothing_to_read_gives_nothing():
    assert [len(part) for part in verdicts([])] == [0, 0, 0, 0]


@pytest.mark.parametrize("text", ["", "…", "👍", "word " * 3000, "Ω≈ç√"])
def test_odd_texts_get_finite_verdicts(text):
    assert all(np.isfinite(part).all() for part in verdicts([text]))
