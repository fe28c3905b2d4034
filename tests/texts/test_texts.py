from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobsearch_analytics.texts import (
    contrasts,
    guess_language,
    is_boilerplate,
    languages,
    sign_of,
    split_clauses,
    split_points,
    split_sentences,
)

STOCK = {
    "en": [
        "We have decided to move forward with other candidates",
        "Due to the high volume of applications we cannot reply to everyone",
        "It is our policy not to give individual feedback",
        "We wish you every success in your job search",
        "Thank you for taking the time to apply",
        "they went in another direction",
    ],
    "de": [
        "Leider haben wir uns für eine andere Bewerberin entschieden",
        "Wir danken Ihnen für Ihre Bewerbung",
        "Aufgrund der Vielzahl der Bewerbungen können wir nicht allen antworten",
        "Wir wünschen Ihnen für die Zukunft alles Gute",
    ],
    "fr": [
        "Nous vous remercions de l'intérêt porté à notre entreprise",
        "Malheureusement votre candidature n'a pas été retenue",
        "Nous avons reçu un grand nombre de candidatures",
        "Nous vous souhaitons une bonne continuation",
    ],
    "es": [
        "Gracias por su interés en nuestra empresa",
        "Lamentablemente hemos decidido continuar con otros candidatos",
        "Hemos recibido un gran número de candidaturas",
        "Le deseamos mucho éxito",
    ],
}
TELLING = [
    "Another candidate had already opened three shops",
    "they hired someone who had taught chemistry for years",
    "You never answered the question about pricing",
    "Your slides had too much text",
    "Ihre Antworten waren zu lang",
    "Votre présentation manquait d'exemples",
    "Le faltó experiencia con equipos grandes",
]


@pytest.mark.parametrize(("language", "clause"), [(k, c) for k, lines in STOCK.items() for c in lines])
def test_stock_phrases_of_four_languages_are_recognised(language, clause):
    assert is_boilerplate(pd.Series([clause])).tolist() == [True], language


@pytest.mark.parametrize("clause", TELLING)
def test_a_reason_is_never_taken_for_a_stock_phrase(clause):
    assert not is_boilerplate(pd.Series([clause])).any()


def test_because_saves_what_follows_from_being_folded():
    clauses = split_clauses("We chose someone else because they had managed a clinic before.")
    assert clauses == ["We chose someone else", "they had managed a clinic before"]
    assert is_boilerplate(pd.Series(clauses)).tolist() == [True, False]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Good pace. Weak close.", ["Good pace", "Weak close"]),
        ("- friendly\n- knew the trade\n2) no questions", ["friendly", "knew the trade", "no questions"]),
        (
            "Although the demo was great, you lacked detail.",
            ["Although the demo was great", "you lacked detail"],
        ),
        ("Experience with C++, Node.js and SQL is fine", ["Experience with C++, Node.js and SQL is fine"]),
        ("clear and confident", ["clear and confident"]),
        ("They liked it and you handled the noise well", ["They liked it", "you handled the noise well"]),
        ("Weak on tools, e.g. the till system.", ["Weak on tools, e.g. the till system"]),
        (
            "Gute Ausstrahlung, aber die Antworten waren vage",
            ["Gute Ausstrahlung", "die Antworten waren vage"],
        ),
        ("Très motivé mais trop peu d'expérience", ["Très motivé", "trop peu d'expérience"]),
        ("Buena actitud pero le faltó detalle", ["Buena actitud", "le faltó detalle"]),
        ("👍👍", []),
        ("", []),
    ],
)
def test_a_note_is_cut_where_a_new_point_begins(text, points):
    assert split_clauses(text) == points


@given(st.text(max_size=400))
def test_every_clause_stands_in_its_note_in_order(text):
    at = 0
    flat = text.replace("\r", "\n")
    for clause in split_clauses(text):
        assert clause.strip() == clause
        found = flat.find(clause, at)
        assert found >= at
        at = found + len(clause)


def test_a_long_text_without_punctuation_is_cut_and_loses_no_word():
    words = " ".join(f"word{i}" for i in range(10_000))
    pieces = split_sentences(words)
    assert " ".join(pieces) == words
    assert max(map(len, pieces)) <= 600


def test_contrasts_are_seen_inside_and_between_sentences():
    note = "Warm manner, but no structure. However, they liked the ending. It was late."
    assert contrasts(note, split_clauses(note)) == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("they loved your energy", "strength"),
        ("not a strong candidate on paper", "gap"),
        ("could have been clearer", "gap"),
        ("no concerns about the technical part", "strength"),
        ("you lacked concrete examples", "gap"),
        ("a big plus", "strength"),
        ("an excellent problem solver", "strength"),
        ("the role was put on hold", "neither"),
        ("salary band is fixed", "neither"),
        ("Ihre Antworten waren zu lang", "gap"),
        ("très bonne présentation", "strength"),
        ("le faltó confianza", "gap"),
        ("spoke on Tuesday", "neither"),
    ],
)
def test_the_sign_of_a_point_follows_its_words(text, sign):
    assert sign_of(text) == sign


TURNS = {
    "strength": [
        "There was nothing to correct",
        "The owner had no complaints",
        "We rarely see a hedge cut like that",
        "Few bring a plan for the first week",
        "You learned the route faster than most",
        "Am Probetag gab es keine Beanstandungen",
        "Rien à corriger dans le dossier",
        "Pocas veces sale tan redondo",
    ],
    "gap": [
        "We would have liked to hear about the budget",
        "The other one had already run a farm shop",
        "Less at home with children than the rest",
        "A short summary would help",
        "You could not say which half was yours",
        "Andere brachten schon einen Kundenstamm mit",
        "Il aurait fallu une carte",
        "La carta deja que desear",
    ],
}


@pytest.mark.parametrize(("sign", "text"), [(sign, text) for sign in TURNS for text in TURNS[sign]])
def test_a_turn_of_phrase_decides_the_sign_whatever_its_single_words(sign, text):
    assert sign_of(text) == sign


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You should speak more slowly and give examples", "en"),
        ("Sie sollten mehr Beispiele nennen", "de"),
        ("Il faut préparer des exemples pour les questions", "fr"),
        ("Hay que preparar los ejemplos para la entrevista", "es"),
        ("Нужно больше примеров", "other"),
        ("もっと具体例が必要です", "other"),
        ("Overqualified", "unknown"),
        ("🙂 12/10", "unknown"),
    ],
)
def test_language_is_guessed_from_small_words(text, language):
    assert guess_language(text) == language


def test_languages_keeps_index_and_reads_missing_as_unknown():
    texts = pd.Series(["the answer was not clear", None], index=["a", "b"], dtype="str")
    assert languages(texts).to_dict() == {"a": "en", "b": "unknown"}


def test_points_carry_note_order_and_flags():
    notes = pd.Series(
        ["Great portfolio, but vague answers. Best of luck in your search!", None, "", "Late to the call"],
        index=[7, 7, 8, 9],
        dtype="str",
    )
    points = split_points(notes)
    assert points["note"].tolist() == [7, 7, 7, 9]
    assert points["point"].tolist() == [0, 1, 2, 0]
    assert points["boilerplate"].tolist() == [False, False, True, False]
    assert points["sign"].tolist()[:2] == ["strength", "gap"]


def test_equal_notes_each_keep_their_own_points():
    points = split_points(pd.Series(["Too quiet. Kind."] * 3))
    assert points["note"].tolist() == [0, 0, 1, 1, 2, 2]
    assert points["point"].tolist() == [0, 1] * 3


def test_no_notes_give_an_empty_table_with_all_columns():
    empty = split_points(pd.Series([], dtype="str"))
    assert empty.columns.tolist() == ["note", "point", "text", "sign", "boilerplate", "language"]
    assert empty.empty


def test_a_bare_connective_with_a_colon_is_no_part_of_the_point():
    note = "Then: the voice was steady. But: the ending came too soon."
    clauses = split_clauses(note)
    assert clauses == ["the voice was steady", "the ending came too soon"]
