"""Shares of employers in parts of the feedback, against counting by hand."""

import numpy as np
import pandas as pd
import pytest

from jobsearch_analytics.analysis.estimate.contrast import difference
from jobsearch_analytics.analysis.estimate.theme_parts import (
    contrasted,
    employer_shares,
    periods_of,
    trend_rows,
    trend_words,
)


def points(rows):
    frame = pd.DataFrame(rows, columns=["employer", "theme", "sign", "received_on"])
    return frame.assign(
        feedback_id=[f"f{i}" for i in range(len(frame))], received_on=pd.to_datetime(frame["received_on"])
    )


def rising(early, late, n=20):
    """Return n employers each half, of which some name Pay as a gap."""
    rows = [(f"a{i}", "Pay" if i < early else "Rest", "gap", f"2026-01-{i + 1:02d}") for i in range(n)]
    rows += [(f"b{i}", "Pay" if i < late else "Rest", "gap", f"2026-03-{i + 1:02d}") for i in range(n)]
    return points(rows)


def test_shares_count_employers_out_of_those_that_said_anything_in_that_part():
    said = points(
        [
            ("x", "Pay", "gap", None),
            ("x", "Pay", "gap", None),
            ("y", None, "gap", None),
            ("y", "Pay", "strength", None),
            ("z", "Pay", "gap", None),
        ]
    )
    part = pd.Series(["one", "one", "one", "two", None], dtype="str")
    rows = employer_shares(said, part, 0.95).set_index(["sign", "part"])
    assert list(rows.loc[("gap", "one"), ["employers", "of", "share"]]) == [1, 2, 0.5]
    assert list(rows.loc[("strength", "two"), ["employers", "of"]]) == [1, 1]
    assert list(rows.loc[("gap", "two"), ["employers", "of"]]) == [0, 1]


def test_periods_hold_as_many_notes_as_their_days_allow_and_cut_no_day():
    days = ["2026-01-01"] * 3 + ["2026-02-01", "2026-03-01", "2026-03-02", None]
    said = points([(f"e{i}", "Pay", "gap", day) for i, day in enumerate(days)])
    assert periods_of(said, 2).astype("object").fillna("–").tolist() == ["1", "1", "1", "2", "2", "2", "–"]
    four = periods_of(said, 4)
    assert len(set(four.iloc[:3])) == 1
    assert periods_of(said.assign(received_on=pd.NaT), 2).isna().all()


def test_a_theme_that_rises_from_none_to_most_is_named_more_often():
    said = rising(1, 16)
    table = pd.DataFrame({"theme": ["Pay", "Rest"], "sign": "gap"})
    assert trend_words(said, table, 0.95) == ["more often", "less often"]


def test_a_theme_that_stays_or_has_no_days_is_not_known_to_change():
    table = pd.DataFrame({"theme": ["Pay", "Rest"], "sign": "gap"})
    assert trend_words(rising(8, 9), table, 0.95) == ["not yet", "not yet"]
    assert trend_words(rising(0, 3, n=4), table, 0.95) == ["not yet", "not yet"]
    assert trend_words(rising(1, 16).assign(received_on=pd.NaT), table, 0.95) == ["not yet", "not yet"]


def test_a_change_has_the_interval_of_two_shares():
    row = trend_rows(rising(5, 11), 0.9).set_index("theme").loc["Pay"]
    expected = difference([11], [20], [5], [20], 0.9)
    assert list(row[["change", "change_low", "change_high"]]) == pytest.approx(expected)


def test_chance_seldom_makes_any_of_many_themes_change():
    """With eight themes and no change, a "known" one in at most about 5 % of 200 searches."""
    random, false = np.random.default_rng(3), 0
    for _ in range(200):
        themes = random.integers(8, size=60)
        days = pd.Timestamp("2026-01-01") + pd.to_timedelta(np.arange(60), unit="D")
        said = points([(f"e{i}", f"T{t}", "gap", days[i]) for i, t in enumerate(themes)])
        false += (trend_rows(said, 0.95)["verdict"] == "known").any()
    # At a true 5 % more than 18 of 200 would be seen in less than one run in a hundred.
    assert false <= 18


def test_with_few_on_either_side_nothing_is_said():
    rows = pd.DataFrame({"employers": [4], "of": [4], "other_employers": [0], "other_of": [40]})
    assert contrasted(rows, 0.95, 1)["verdict"].tolist() == ["not yet"]
    enough = rows.assign(employers=5, of=5)
    assert contrasted(enough, 0.95, 1)["verdict"].tolist() == ["known"]
    some = pd.DataFrame({"employers": [9], "of": [20], "other_employers": [3], "other_of": [20]})
    assert contrasted(some, 0.95, 1)["verdict"].tolist() == ["known"]
    assert contrasted(some, 0.95, 9)["verdict"].tolist() == ["leaning"]
