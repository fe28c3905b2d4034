from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobsearch_analytics.texts.wordpiece import CLS, SEP, UNKNOWN, token_ids


def test_the_vocabulary_is_the_one_the_notice_names():
    folder = files("jobsearch_analytics.texts").joinpath("model_data")
    found = hashlib.sha256(folder.joinpath("vocab.txt").read_bytes()).hexdigest()
    assert found in folder.joinpath("NOTICE.md").read_text("utf-8")


# Ids made once with the reference tokenizer of the model.
@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Unclear answers", [10599, 6998]),
        ("", []),
        ("café naïve", [7668, 15743]),
        ("don't", [2123, 1005, 1056]),
        ("a" * 101, [UNKNOWN]),
        ("日本", [1864, 1876]),
    ],
)
def test_ids_equal_those_of_the_reference_tokenizer(text, ids):
    assert token_ids(text) == [CLS, *ids, SEP]


@given(st.text(max_size=300))
def test_any_text_gives_ids_within_bounds(text):
    ids = token_ids(text, max_tokens=16)
    assert 2 <= len(ids) <= 16
    assert (ids[0], ids[-1]) == (CLS, SEP)
    assert all(0 <= i < 30_522 for i in ids)
