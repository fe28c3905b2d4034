"""People sort their remarks under headings and bullets: these say which way a remark points."""

from __future__ import annotations

import pandas as pd
import pytest

from jobsearch_analytics.texts import clauses_by_sentence, split_points
from jobsearch_analytics.texts.sentences import signed_sentences
from jobsearch_analytics.themes.points import read_points

PLUS, MINUS, NONE = 1, -1, 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Pros: the till. Cons: the shelves", [("the till.", PLUS), ("the shelves", MINUS)]),
        ("## Strengths\n* till\n\n**Weaknesses**\n* shelves", [("till", PLUS), ("shelves", MINUS)]),
        ("Liked: the till / Disliked: the shelves", [("the till", PLUS), ("the shelves", MINUS)]),
        ("👍 the till 👎 the shelves", [("the till", PLUS), ("the shelves", MINUS)]),
        ("(+) the till (-) the shelves", [("the till", PLUS), ("the shelves", MINUS)]),
        ("Stärken: die Kasse. Schwächen: das Regal", [("die Kasse.", PLUS), ("das Regal", MINUS)]),
        ("Points forts : la caisse\nÀ améliorer : le rayon", [("la caisse", PLUS), ("le rayon", MINUS)]),
        ("A favor: la caja. A mejorar: el estante", [("la caja.", PLUS), ("el estante", MINUS)]),
        ("+ the till\n- the shelves\nAll in all a nice day", [
            ("the till", PLUS), ("the shelves", MINUS), ("All in all a nice day", NONE),
        ]),
    ],
)  # fmt: skip
def test_a_heading_tells_which_way_what_stands_below_it_points(text, told):
    assert signed_sentences(text) == told


def test_a_heading_with_words_behind_it_speaks_for_its_own_sentence_only():
    assert signed_sentences("Good: the till. They close at six.") == [
        ("the till.", PLUS),
        ("They close at six.", NONE),
    ]


def test_another_heading_ends_a_section():
    told = signed_sentences("Strengths\nthe till\nAppointments:\nMonday at nine")
    assert told == [("the till", PLUS), ("Appointments:", NONE), ("Monday at nine", NONE)]


@pytest.mark.parametrize(
    "text", ["Good.", "Bad luck", "Strengths and weaknesses were discussed", "- a\n- b", "-5 °C"]
)
def test_what_is_no_heading_tells_nothing(text):
    assert {sign for _, sign in signed_sentences(text)} == {NONE}


def test_a_note_that_is_nothing_but_a_heading_is_kept():
    assert signed_sentences("Strengths") == [("Strengths", NONE)]


def test_a_list_under_a_heading_is_cut_at_its_commas():
    assert clauses_by_sentence("Pros: warmth, the till and patience") == [
        ("warmth, the till and patience", PLUS, ["warmth", "the till", "patience"])
    ]


@pytest.mark.parametrize("read", [split_points, read_points])
def test_a_heading_outweighs_the_words_below_it(read):
    points = read(pd.Series(["Cons: great confidence in front of strangers. Pros: no idea of our shelves"]))
    assert points["sign"].tolist() == ["gap", "strength"]


def test_a_lead_in_before_a_colon_is_no_part_of_the_point():
    points = read_points(
        pd.Series(["Notes from the debrief: you lost the thread when they asked about stock"])
    )
    said = points[~points["boilerplate"]]
    assert said["text"].tolist() == ["you lost the thread when they asked about stock"]
