from __future__ import annotations

import pickle

import pytest

from jobsearch_analytics.features.remembered import Lazy


def test_what_is_lazy_is_made_once_and_only_if_asked_for():
    made = []
    lengths = Lazy(["a", "bb"], lambda name: made.append(name) or len(name))
    assert (list(lengths), len(lengths), "bb" in lengths, made) == (["a", "bb"], 2, True, [])
    assert (lengths["bb"], lengths["bb"], made) == (2, 2, ["bb"])


def test_what_is_lazy_knows_its_names_alone():
    with pytest.raises(KeyError):
        Lazy(["a"], len)["b"]


def test_what_is_lazy_is_made_before_it_travels():
    assert pickle.loads(pickle.dumps(Lazy(["a", "bb"], lambda name: len(name)))) == {"a": 1, "bb": 2}
