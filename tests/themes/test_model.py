from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from jobsearch_analytics.errors import SourceError, SourceMissingError
from jobsearch_analytics.themes import ThemeModel, read_points, read_taxonomy
from jobsearch_analytics.themes.embed import WordCounts
from tests.themes.own_texts import EXPECTED, KITCHEN, NOTES


@pytest.fixture(scope="module")
def fitted() -> ThemeModel:
    return ThemeModel().fit(NOTES, groups=[f"firm {i % 4}" for i in range(len(NOTES))])


def test_known_themes_are_recognised_in_other_words(fitted):
    found = fitted.themes_["theme"].to_numpy()[fitted.labels_[:10]]
    assert found.tolist() == EXPECTED


def test_the_table_of_themes_agrees_with_the_labels(fitted):
    table = fitted.themes_
    assert table.columns.tolist() == [
        "theme", "label", "size", "employers", "cohesion", "stability", "quote", "anchored",
    ]  # fmt: skip
    for row in range(len(table)):
        inside = np.flatnonzero(fitted.labels_ == row)
        assert table["size"][row] == len(inside)
        assert table["employers"][row] == len({i % 4 for i in inside})
        assert table["quote"][row] in [NOTES[i] for i in inside]
    assert table["size"].is_monotonic_decreasing
    assert table["stability"].dropna().between(0, 1).all()
    assert np.isnan(fitted.similarity_[fitted.labels_ < 0]).all()
    assert (fitted.similarity_[fitted.labels_ >= 0] > 0).all()


def test_predict_agrees_with_fit_and_abstains_from_nonsense(fitted):
    np.testing.assert_array_equal(fitted.predict(NOTES), fitted.labels_)
    pay = fitted.themes_.index[fitted.themes_["theme"] == "pay"][0]
    assert fitted.predict(["your pay demand is beyond our means", "qwx", ""]).tolist() == [pay, -1, -1]
    assert fitted.predict([]).tolist() == []


def test_themes_nobody_named_are_found_without_being_told_how_many():
    model = ThemeModel(taxonomy=None).fit(KITCHEN)
    assert adjusted_rand_score(np.repeat([0, 1, 2], 5), model.labels_) > 0.7
    assert not model.themes_["anchored"].any()
    assert (model.themes_["stability"] > 0.5).all()


@pytest.mark.parametrize("n", [0, 1, 2, 3, 8])
@pytest.mark.parametrize("taxonomy", ["default", None])
def test_few_texts_never_fail(n, taxonomy):
    model = ThemeModel(taxonomy=taxonomy).fit(NOTES[:n])
    assert model.labels_.shape == (n,)
    assert len(model.themes_) == len(set(model.labels_[model.labels_ >= 0]))
    assert model.predict(["a new note"]).shape == (1,)


@pytest.mark.parametrize(
    "texts",
    [
        ["same thing every time"] * 30,
        ["👍", "🙂🙂", "🎉"],
        ["", "  ", None],
        ["word " * 10_000, "another long " * 5_000],
        ["We wish you all the best"] * 3 + ["we have decided to move on with other candidates"] * 5,
        ["Нужно больше примеров", "もっと例が必要"],
    ],
    ids=["identical", "emoji", "empty", "long", "stock", "unread"],
)
@pytest.mark.parametrize("taxonomy", ["default", None])
def test_odd_texts_give_valid_results(texts, taxonomy):
    model = ThemeModel(taxonomy=taxonomy).fit(texts)
    assert len(model.labels_) == len(texts)
    equal = pd.Series(model.labels_).groupby(pd.Series(texts).fillna("")).nunique()
    assert (equal == 1).all()


def test_texts_in_other_languages_stay_unsorted_and_are_counted():
    model = ThemeModel().fit(["Die Antworten waren leider zu lang und unklar", "your answers were too long"])
    assert model.labels_[0] == -1
    assert model.note_ == "1 of 2 texts are in a language the model cannot read."


def test_one_more_note_moves_no_text_of_a_known_theme(fitted):
    more = ThemeModel().fit([*NOTES, "your grammar in the letter was poor"])
    before = fitted.themes_["theme"].to_numpy()[fitted.labels_[:10]]
    after = more.themes_["theme"].to_numpy()[more.labels_[:10]]
    assert before.tolist() == after.tolist()


def test_equal_input_gives_equal_output(fitted):
    again = ThemeModel().fit(NOTES, groups=[f"firm {i % 4}" for i in range(len(NOTES))])
    np.testing.assert_array_equal(again.labels_, fitted.labels_)
    pd.testing.assert_frame_equal(again.themes_, fitted.themes_)


def test_texts_placed_by_hand_stay_there_and_pull_their_like_along():
    y = [None] * 5 + ["Getting there", None, np.nan, "Getting there", -1] + [None] * 5
    model = ThemeModel(taxonomy=None).fit(KITCHEN, y)
    row = model.themes_.index[model.themes_["theme"] == "Getting there"][0]
    assert set(np.flatnonzero(model.labels_ == row)) >= {5, 7, 8}
    assert set(np.flatnonzero(model.labels_ == row)) <= set(range(5, 10))


def test_moving_a_text_to_another_known_theme_is_obeyed():
    model = ThemeModel().fit(NOTES, ["conduct"] + [None] * (len(NOTES) - 1))
    assert model.themes_["theme"][model.labels_[0]] == "conduct"


def test_a_name_given_to_most_of_a_theme_takes_the_theme_over():
    y = ["Long answers"] * 3 + [None] * (len(NOTES) - 3)
    model = ThemeModel().fit([*NOTES, "please be more concise"], [*y, None])
    assert model.themes_["theme"][model.labels_[-1]] == "Long answers"


def test_a_discovered_theme_needs_min_texts():
    model = ThemeModel(taxonomy=None, min_texts=6).fit(KITCHEN)
    assert (model.labels_ == -1).all()
    assert model.themes_.empty


def test_word_counts_work_in_place_of_the_model():
    model = ThemeModel(taxonomy=None, embedder=WordCounts("of this test")).fit(KITCHEN)
    assert "by shared words" in model.note_
    assert model.predict(["the train"]).shape == (1,)


def test_an_own_taxonomy_replaces_the_shipped_one(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[[theme]]\nid = "weather"\nphrases = ["it rains", "cold wind", "the sun shines"]\n')
    for taxonomy in (path, str(path), {"weather": ["it rains", "cold wind", "the sun shines"]}):
        model = ThemeModel(taxonomy=taxonomy).fit(["rain all day"])
        assert model.themes_["theme"].tolist() == ["weather"]


def test_every_shipped_theme_is_complete_and_says_what_to_do():
    themes = read_taxonomy()
    assert len({theme.id for theme in themes}) == len(themes)
    for theme in themes:
        assert all([theme.name, theme.description, theme.source, theme.next_step, theme.watch])
        assert len(theme.seeds) >= 6
        assert len(set(theme.seeds)) == len(theme.seeds)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("[[theme]\n", "is not a TOML file"),
        ('[[theme]]\nname = "x"\n', "has no id in theme 1"),
        ('[[theme]]\nid = "x"\ncolour = "red"\n', "has unknown keys in theme 1: colour"),
    ],
)
def test_a_bad_taxonomy_file_is_answered_with_a_letter(tmp_path, content, what):
    path = tmp_path / "mine.toml"
    path.write_text(content)
    with pytest.raises(SourceError) as caught:
        read_taxonomy(path)
    assert str(caught.value).startswith(f"{path} {what}")
    assert str(caught.value).endswith("See taxonomy.toml in the package for an example of the form.")


def test_a_missing_taxonomy_file_names_the_nearest(tmp_path):
    (tmp_path / "themes.toml").write_text("")
    with pytest.raises(SourceMissingError, match=r"Did you mean .*themes\.toml"):
        read_taxonomy(tmp_path / "theme.toml")


def test_points_read_by_meaning_keep_the_shape_of_points():
    notes = pd.Series(
        [
            "You were warm, but nobody could follow the plan.",
            None,
            "Nous vous remercions de votre candidature",
        ],
        dtype="str",
    )
    points = read_points(notes)
    assert points.columns.tolist() == ["note", "point", "text", "sign", "boilerplate", "language"]
    assert points["note"].tolist() == [0, 0, 2]
    assert points["sign"].tolist()[:2] == ["strength", "gap"]
    assert points["boilerplate"].tolist() == [False, False, True]
    assert read_points(notes[:0]).empty
    assert read_points(pd.Series(["👍"])).empty


def test_a_form_mail_is_folded_as_a_whole():
    mail = (
        "Dear applicant,\nThank you for your interest in Quillstone Ltd. The calibre of candidates was high. "
        "After careful consideration we have decided to proceed with other candidates.\nKind regards"
    )
    assert read_points(pd.Series([mail]))["boilerplate"].all()
