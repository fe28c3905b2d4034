from __future__ import annotations

import pytest
from sklearn.metrics import adjusted_rand_score

from jobsearch_analytics.themes import ThemeModel
from tests.themes.own_texts import EXPECTED, KITCHEN, NOTES


def test_texts_on_another_subject_are_not_pressed_into_the_known_themes():
    """The kitchen, the timetable and the weather are no feedback on an applicant."""
    model, free = ThemeModel().fit(KITCHEN), ThemeModel(taxonomy=None).fit(KITCHEN)
    assert adjusted_rand_score(free.labels_, model.labels_) > 0.8
    assert not model.themes_["anchored"].any()
    assert "something else than the known themes" in model.note_


@pytest.mark.parametrize("n", [1, 2, 4, 8])
def test_feedback_is_never_taken_for_another_subject(n):
    for start in range(len(EXPECTED) - n + 1):
        assert ThemeModel().fit(NOTES[start : start + n]).note_ == ""


def test_few_phrases_cannot_tell_another_subject():
    own = {"weather": ["it rains", "cold wind", "the sun shines"]}
    assert ThemeModel(taxonomy=own).fit(NOTES).note_ == ""
