"""Themes found anew keep their ids by the points they share with what they were."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from jobsearch_analytics.themes.edits import SeenTheme
from jobsearch_analytics.themes.identity import match_themes


def test_new_notes_do_not_change_what_a_theme_is():
    seen = [SeenTheme("late", "Late", ("p1", "p2", "p3"))]
    assert match_themes({"slow": {"p1", "p2", "p3", *"abcdefgh"}}, seen) == {"slow": "late"}


def test_of_two_halves_the_larger_keeps_the_id():
    seen = [SeenTheme("late", "Late", ("p1", "p2", "p3", "p4", "p5"))]
    found = {"one": {"p1", "p2"}, "two": {"p3", "p4", "p5"}}
    assert match_themes(found, seen) == {"one": "one", "two": "late"}


def test_another_theme_never_takes_the_id_of_one_that_is_gone():
    seen = [SeenTheme("late", "Late", ("p1", "p2")), SeenTheme("slow", "Slow", ("p8", "p9"))]
    assert match_themes({"slow": {"p1", "p2"}}, seen) == {"slow": "late"}
    assert match_themes({"late": {"q"}, "x": {"p1", "p2"}}, seen) == {"late": "late-2", "x": "late"}


def test_a_theme_with_the_same_id_and_new_points_is_the_same():
    assert match_themes({"late": {"q1"}}, [SeenTheme("late", "Late", ("p1",))]) == {"late": "late"}


def test_ids_of_known_themes_stay_free():
    assert match_themes({"pay": {"p1"}}, [], {"pay"}) == {"pay": "pay-2"}


MEMBERS = st.sets(st.integers(0, 12).map(str), max_size=6)


@given(st.lists(MEMBERS, max_size=4), st.lists(MEMBERS, max_size=4))
def test_it_is_the_best_of_all_pairings(found, before):
    names = {f"n{i}": members for i, members in enumerate(found)}
    seen = [SeenTheme(f"s{i}", "", tuple(members)) for i, members in enumerate(before)]
    lasting = match_themes(names, seen)
    assert len(set(lasting.values())) == len(names)
    known = set().union(*before) if before else set()

    def overlap(one, other):
        one = one & known
        return len(one & other) / len(one | other) if one | other else 0.0

    best = 0.0
    for order in permutations([*range(len(before)), *[None] * len(found)], len(found)):
        pairs = [overlap(m, before[j]) for m, j in zip(found, order, strict=True) if j is not None]
        best = max(best, sum(pairs))
    ours = [
        overlap(names[name], before[int(theme[1:])]) for name, theme in lasting.items() if theme[0] == "s"
    ]
    # Pairs below the least overlap count for the best sum, but are not taken.
    assert sum(ours) >= best - 0.3 * min(len(found), len(before)) - 1e-9
    assert all(pair >= 0.3 for pair in ours)
