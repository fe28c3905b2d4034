import numpy as np
import pandas as pd
import pytest

from benchmarks.themes.chance import recurring
from jobsearch_analytics.analysis.estimate.theme_counts import COLUMNS, count_themes

#: Simulated searches per size: enough to see twice the rate asked for, few enough to wait for.
SEARCHES = 120


def rates(n):
    return pd.Series(1 / n, [f"Listed {i}" for i in range(n)])


def points(rows):
    frame = pd.DataFrame(rows, columns=["theme", "sign", "employer", "similarity"])
    return frame.assign(
        text=[f"text {i}" for i in range(len(frame))],
        feedback_id=frame["employer"],
        theme_id=frame["theme"],
        cohesion=0.4,
        stability=0.9,
        received_on=np.datetime64("NaT", "ns"),
    )


def counted(rows, n=14, **traits):
    return count_themes(points(rows).assign(**traits), rates(n), 0.95)


def test_one_employer_saying_it_five_times_is_one_voice():
    row = counted([("Design", "gap", "a", 0.1)] * 5 + [("Design", "gap", "b", 0.9)]).iloc[0]
    assert (row["points"], row["employers"], row["quote"]) == (6, 2, "text 5")
    assert row["standing"] == "seen once or twice"


def test_the_share_is_out_of_all_who_said_anything_even_the_unsorted():
    table = counted([("Design", "gap", "a", 0.1), (None, "gap", "b", np.nan), (None, "neither", "c", np.nan)])
    assert table["share"].tolist() == [1 / 3]


def test_strengths_and_gaps_of_a_theme_are_two_rows():
    table = counted([("Design", "gap", "a", 0.1), ("Design", "strength", "b", 0.2)])
    assert set(table["sign"]) == {"gap", "strength"}


def test_many_employers_make_a_theme_recurring_and_a_few_do_not():
    many = [("Design", "gap", f"e{i}", 0.5) for i in range(12)]
    rest = [(f"Other {i}", "gap", f"o{i}", 0.5) for i in range(6)]
    table = counted(many + rest).set_index("theme")
    assert table["verdict"].to_dict() == {"Design": "known"} | {f"Other {i}": "not yet" for i in range(6)}
    assert table["standing"].to_dict() == (
        {"Design": "recurring"} | {f"Other {i}": "seen once or twice" for i in range(6)}
    )
    assert table["beats_chance"].tolist() == [True] + [False] * 6
    assert table["more_needed"]["Design"] == 0
    assert (table["more_needed"].drop("Design") > 0).all()


def test_a_theme_that_falls_apart_is_at_most_leaning():
    rows = [("Design", "gap", f"e{i}", 0.5) for i in range(12)]
    table = counted(rows, stability=0.2)
    assert table["verdict"].tolist() == ["leaning"]
    assert table["standing"].tolist() == ["may be luck"]
    assert table["beats_chance"].tolist() == [True]


def test_a_theme_that_everybody_hears_of_must_be_named_more_often():
    rows = [("Listed 0", "gap", f"e{i}", 0.5) for i in range(5)]
    rows += [(f"Listed {i % 13 + 1}", "gap", f"o{i}", 0.5) for i in range(10)]
    common = rates(14).where(rates(14).index != "Listed 0", 0.3)
    assert count_themes(points(rows), rates(14), 0.95)["standing"].iloc[0] == "recurring"
    assert count_themes(points(rows), common, 0.95)["standing"].iloc[0] == "may be luck"


def test_a_theme_merged_from_two_is_judged_at_the_rate_of_both():
    rows = [("Both", "gap", f"e{i}", 0.5) for i in range(5)] + [
        ("Listed 0", "gap", f"o{i}", 0.5) for i in range(9)
    ]
    one, both = (pd.concat([rates(14), pd.Series(rate, ["Both"])]) for rate in (1 / 14, 2 / 14))
    chances = [count_themes(points(rows), r, 0.95).set_index("theme")["chance"]["Both"] for r in (one, both)]
    assert chances[0] < chances[1]


@pytest.mark.parametrize("notes", [8, 15, 60])
def test_pure_chance_seldom_makes_a_theme_recurring(notes):
    """A false "recurring" in at most 5 % of searches, by the simulation of benchmarks/themes/chance.py."""
    false, _ = recurring(notes, SEARCHES)
    # At a true 5 % more than 12 of 120 would be seen in less than one run in a hundred.
    assert false <= 12 / SEARCHES


def test_a_theme_that_three_in_five_employers_name_is_mostly_found():
    _, found = recurring(15, SEARCHES // 2, true_rate=0.6)
    assert found >= 0.8


def test_nothing_said_is_an_empty_table_with_its_columns():
    table = counted([(None, "gap", "a", np.nan)])
    assert list(table.columns) == COLUMNS
    assert table.empty
