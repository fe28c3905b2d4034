from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from jobsearch_analytics.themes import word_weights
from jobsearch_analytics.themes.reading import signed_examples, wording

TEXTS = [
    "You were warm and friendly, warm as ever",
    "did not know our product",
    "YOU DON’T LISTEN; you don't ask",
    "zzz qqq",
    "",
    "sehr freundlich, aber zu leise",
    "no need to say more",
]


@pytest.fixture(scope="module")
def scikit_learn():
    """Return how scikit-learn itself scores texts after the examples."""
    texts, signs = signed_examples()
    straight = [text.replace("’", "'") for text in texts]
    counter = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"[^\W_]+(?:'[^\W_]+)?")
    fit = LogisticRegression(C=5.0, class_weight="balanced", solver="liblinear")
    fit.fit(counter.fit_transform(straight), signs)
    return lambda lines: fit.decision_function(counter.transform([x.replace("’", "'") for x in lines]))


def test_words_weigh_what_they_weigh_in_scikit_learn(scikit_learn):
    texts, _ = signed_examples()
    np.testing.assert_allclose(wording(TEXTS + texts), scikit_learn(TEXTS + texts), rtol=0, atol=1e-12)


def test_the_kept_weights_were_fitted_to_the_examples_as_they_are(monkeypatch):
    """If this fails, renew them: python -m jobsearch_analytics.themes.shipped_phrases."""
    monkeypatch.setattr(word_weights, "fit_words", lambda *_: pytest.fail("fitted anew"))
    assert wording(TEXTS).shape == (len(TEXTS),)


def test_other_examples_are_fitted_and_not_read():
    fit = word_weights.word_weights(["so warm", "so cold"], [1.0, -1.0])
    assert (fit.score(["warm", "cold"]) > 0).tolist() == [True, False]


def test_no_texts_have_no_weights():
    assert wording([]).shape == (0,)


def test_reading_notes_needs_no_scikit_learn():
    code = (
        "import sys, pandas as pd; from jobsearch_analytics.themes.points import read_points;"
        "read_points(pd.Series(['You were warm, but did not know our product.']));"
        "print('sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
