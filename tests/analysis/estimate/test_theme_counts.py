import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.theme_counts import COLUMNS, count_themes

#: Searches of pure chance per size.
SEARCHES = 100


def points(rows):
    frame = pd.DataFrame(rows, columns=["theme", "sign", "employer", "similarity"])
    return frame.assign(text=[f"text {i}" for i in range(len(frame))], cohesion=0.4, stability=0.9)


def test_one_employer_saying_it_five_times_is_one_voice():
    said = points([("Design", "gap", "a", 0.1)] * 5 + [("Design", "gap", "b", 0.9)])
    row = count_themes(said, 12, 0.95).iloc[0]
    assert (row["points"], row["employers"], row["quote"]) == (6, 2, "text 5")


def test_the_share_is_out_of_all_who_said_anything_even_the_unsorted():
    said = points([("Design", "gap", "a", 0.1), (None, "gap", "b", np.nan), (None, "neither", "c", np.nan)])
    table = count_themes(said, 12, 0.95)
    assert table["share"].tolist() == [1 / 3]


def test_strengths_and_gaps_of_a_theme_are_two_rows():
    said = points([("Design", "gap", "a", 0.1), ("Design", "strength", "b", 0.2)])
    assert set(count_themes(said, 12, 0.95)["sign"]) == {"gap", "strength"}


def test_many_employers_make_a_theme_known_and_a_few_do_not():
    many = [("Design", "gap", f"e{i}", 0.5) for i in range(12)]
    rest = [(f"Other {i}", "gap", f"o{i}", 0.5) for i in range(6)]
    table = count_themes(points(many + rest), 14, 0.95).set_index("theme")
    assert table["verdict"].to_dict() == {"Design": "known"} | {f"Other {i}": "not yet" for i in range(6)}
    assert table["more_needed"]["Design"] == 0
    assert (table["more_needed"].drop("Design") > 0).all()


def test_a_theme_that_falls_apart_is_at_most_leaning():
    said = points([("Design", "gap", f"e{i}", 0.5) for i in range(12)]).assign(stability=0.2)
    assert count_themes(said, 14, 0.95)["verdict"].tolist() == ["leaning"]


def test_pure_chance_seldom_makes_a_theme_known():
    """At 8, 15 and 60 employers with one point each, a false "recurring" in at most 5 % of searches."""
    random = np.random.default_rng(5)
    for employers in (8, 15, 60):
        false = 0
        for _ in range(SEARCHES):
            themes = random.integers(16, size=employers)
            signs = random.choice(["gap", "strength"], size=employers)
            rows = [
                (f"T{t}", sign, f"e{i}", 0.5) for i, (t, sign) in enumerate(zip(themes, signs, strict=True))
            ]
            false += (count_themes(points(rows), 16, 0.95)["verdict"] == "known").any()
        # 100 draws: at a true 5 % more than 11 would be seen in less than one run in a hundred.
        assert false <= 11


def test_nothing_said_is_an_empty_table_with_its_columns():
    table = count_themes(points([(None, "gap", "a", np.nan)]), 12, 0.95)
    assert list(table.columns) == COLUMNS
    assert table.empty
