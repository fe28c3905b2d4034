from __future__ import annotations

import pickle
import subprocess
import sys

import numpy as np
import pytest
from sklearn.base import clone, is_clusterer
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import make_pipeline
from sklearn.utils.validation import check_is_fitted

from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.themes import ThemeModel
from tests.themes.own_texts import NOTES


@pytest.fixture(scope="module")
def fitted() -> ThemeModel:
    return ThemeModel().fit(NOTES)


def test_clone_and_pickle_keep_what_matters(fitted):
    assert clone(ThemeModel(resolution=2.0, min_texts=4)).get_params() == {
        "taxonomy": "default", "resolution": 2.0, "min_texts": 4, "random_state": 0, "embedder": None,
        "verbose": False,
    }  # fmt: skip
    kept = pickle.loads(pickle.dumps(fitted))
    np.testing.assert_array_equal(
        kept.predict(["they wanted a lower salary"]), fitted.predict(["they wanted a lower salary"])
    )


def test_scikit_learns_own_tools_take_it_for_one_of_theirs(fitted):
    fresh = ThemeModel(taxonomy=None, min_texts=3)
    assert is_clusterer(fresh)
    assert repr(clone(fresh)) == "ThemeModel(taxonomy=None, min_texts=3)"
    line = make_pipeline(ThemeModel()).set_params(thememodel__random_state=0)
    np.testing.assert_array_equal(line.fit_predict(NOTES), fitted.labels_)
    np.testing.assert_array_equal(line.predict(NOTES), fitted.labels_)
    check_is_fitted(fitted)
    for ask in (check_is_fitted, lambda model: model.predict(["a note"]), lambda model: model.themes_):
        with pytest.raises(NotFittedError):
            ask(fresh)
    assert "min_texts" in fresh._repr_html_()
    with pytest.raises(BadArgumentError, match="one of taxonomy, resolution, min_texts"):
        fresh.set_params(themes=3)


def test_themes_are_those_of_the_last_fit():
    model = ThemeModel().fit(NOTES)
    assert "pay" in model.themes_["theme"].tolist()
    assert model.fit(NOTES[:1]).themes_["theme"].tolist() == ["communication"]


def test_neither_fit_nor_themes_need_scikit_learn():
    code = (
        "import sys; from jobsearch_analytics import ThemeModel\n"
        "model = ThemeModel().fit(['your answers were too long', 'asks for too much money'])\n"
        "print(len(model.themes_), 'sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "2 False\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"resolution": 0}, "a number above 0, for example resolution=1.5."),
        ({"min_texts": 0}, "a whole number from 1 on, for example min_texts=3."),
        ({"taxonomy": 3}, "'default', a path, a dict or None, for example taxonomy=\"my_themes.toml\"."),
    ],
)
def test_bad_arguments_are_answered_with_a_letter(options, expected):
    with pytest.raises(BadArgumentError) as caught:
        ThemeModel(**options).fit(["a note"])
    ((name, value),) = options.items()
    assert str(caught.value) == f"{name}={value} cannot be used.\n  Expected: {expected}"


def test_y_of_another_length_is_refused():
    with pytest.raises(BadArgumentError) as caught:
        ThemeModel().fit(["one note", "two notes"], ["pay"])
    assert str(caught.value) == (
        "y='1 values' cannot be used.\n  Expected: one value for each of the 2 texts, for example y=None."
    )
