"""Columns of distinct texts give what asking every row would give."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from jobsearch_analytics.loaders.language.distinct import (
    by_distinct,
    chosen,
    coded,
    constant,
    factorized,
    holds,
    mapped,
    numbered,
    plain,
    ranked,
    spread,
    stacked,
)

TEXTS = st.lists(st.sampled_from(["", "a", "A", "b", " b", "007", "1.0", "TRUE", "ä"]), max_size=12)


@given(texts=TEXTS)
def test_what_is_asked_per_value_holds_per_row(texts: list[str]) -> None:
    column = coded(texts)
    assert column.tolist() == texts
    assert mapped(column, str.upper).tolist() == [text.upper() for text in texts]
    assert holds(column, str.isdigit).tolist() == [text.isdigit() for text in texts]
    assert by_distinct(column, len).tolist() == [len(text) for text in texts]
    assert ranked(column, {"a": 2}).tolist() == [2 * (text == "a") for text in texts]


@given(texts=TEXTS)
def test_a_question_is_asked_once_per_text(texts: list[str]) -> None:
    asked: list[str] = []
    mapped(coded(texts), lambda text: asked.append(text) or text)
    assert sorted(asked) == sorted(set(texts))


@given(texts=TEXTS)
def test_texts_come_in_order_of_appearance(texts: list[str]) -> None:
    codes, distinct = factorized(coded(texts)[::-1])
    assert distinct == list(dict.fromkeys(texts[::-1]))
    assert [distinct[code] for code in codes] == texts[::-1]


@given(pairs=st.lists(st.tuples(st.booleans(), st.sampled_from("ab"), st.sampled_from("bc")), max_size=9))
def test_chosen_takes_from_one_or_the_other(pairs: list[tuple[bool, str, str]]) -> None:
    mask = np.array([first for first, _, _ in pairs], dtype=bool)
    one, other = (coded([pair[place] for pair in pairs]) for place in (1, 2))
    assert chosen(mask, one, other).tolist() == [a if first else b for first, a, b in pairs]


def test_a_missing_value_is_asked_as_an_empty_text() -> None:
    column = spread(np.array([0, 1, -1]), ["a", "b", None])
    assert column.isna().tolist() == [False, False, True]
    assert mapped(column, lambda text: text or "nothing").tolist() == ["a", "b", "nothing"]
    assert holds(column, lambda _: True).tolist() == [True, True, False]


def test_frames_are_stacked_with_their_texts_and_written_out() -> None:
    one = pd.DataFrame({"firm": coded(["Acorn", "Birch"]), "n": [1, 2], "only": coded(["x", "y"])})
    other = pd.DataFrame({"firm": coded(["Birch", "Cedar"]), "n": [3, 4]})
    both = stacked([one, other])
    assert both.columns.tolist() == ["firm", "n", "only"]
    assert both["firm"].dtype == "category"
    assert both["firm"].tolist() == ["Acorn", "Birch", "Birch", "Cedar"]
    assert plain(both)["firm"].dtype == "str"
    assert plain(both)["firm"].tolist() == both["firm"].tolist()
    assert both["only"].isna().tolist() == [False, False, True, True]


def test_rows_have_the_same_number_where_all_columns_agree() -> None:
    numbers = numbered([coded(["a", "a", "b", "a"]), coded(["x", "y", "x", "x"])])
    assert numbers.tolist() == [0, 1, 2, 0]
    assert constant(None, 2).isna().all()
