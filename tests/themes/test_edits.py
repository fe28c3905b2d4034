"""What the user changed stays, fits together again, and says where it does not."""

import tomllib

import pandas as pd
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from jobsearch_analytics.errors import WorkspaceError
from jobsearch_analytics.themes.edited import anchors, apply_edits
from jobsearch_analytics.themes.edits import UNSORTED, Move, SeenTheme, Stock, ThemeEdits, point_digests

LABELS = {"a": "Alpha", "b": "Beta", "c": "Gamma"}
POINTS = pd.DataFrame(
    {
        "feedback_id": ["f1", "f1", "f2", "f3"],
        "text": ["x", "y", "x", "z"],
        "model_theme": pd.Series(["a", "b", "a", None], dtype="str"),
    }
)


def shown(edits, points=POINTS, labels=LABELS):
    return apply_edits(edits, points, labels).theme.fillna("–").tolist()


def reasons(edits, points=POINTS, labels=LABELS):
    return apply_edits(edits, points, labels).problems[["edit", "reason", "done"]].values.tolist()


def test_without_edits_every_theme_has_its_own_name_and_nothing_is_wrong():
    done = apply_edits(ThemeEdits(), POINTS, LABELS)
    assert done.theme.fillna("–").tolist() == ["Alpha", "Beta", "Alpha", "–"]
    assert done.problems.empty
    assert not done.stock.any()


def test_two_themes_given_one_name_become_one():
    edits = ThemeEdits().renamed({"a": "Design", "b": "Design"})
    assert shown(edits) == ["Design", "Design", "Design", "–"]


def test_names_can_be_swapped_in_one_go():
    assert shown(ThemeEdits().renamed({"a": "Beta", "b": "Alpha"})) == ["Beta", "Alpha", "Beta", "–"]


def test_a_merged_theme_is_renamed_with_all_its_parts():
    edits = ThemeEdits().merged(["a"], into="b").renamed({"b": "Both"})
    assert shown(edits) == ["Both", "Both", "Both", "–"]


def test_a_merge_of_a_merge_goes_all_the_way():
    edits = ThemeEdits().merged(["a"], into="b").merged(["b"], into="c")
    assert shown(edits) == ["Gamma", "Gamma", "Gamma", "–"]


def test_merging_back_turns_a_merge_round():
    edits = ThemeEdits().merged(["a"], into="b").merged(["b"], into="a")
    assert edits.merge == {"b": "a"}
    assert reasons(edits) == []


def test_a_moved_point_follows_its_new_theme_when_that_is_renamed():
    edits = ThemeEdits().moved([("f1", "x")], "b").renamed({"b": "Behaviour"})
    assert shown(edits) == ["Behaviour", "Behaviour", "Alpha", "–"]


def test_the_later_move_of_a_point_wins():
    edits = ThemeEdits().moved([("f1", "x")], "b").moved([("f1", "x")], "c")
    assert shown(edits)[0] == "Gamma"
    assert len(edits.moves) == 1


def test_a_point_can_be_moved_out_of_all_themes_and_into_one():
    edits = ThemeEdits().moved([("f1", "x")], UNSORTED).moved([("f3", "z")], "c")
    assert shown(edits) == ["–", "Beta", "Alpha", "Gamma"]


def test_a_theme_merged_into_unsorted_or_named_so_is_none():
    assert shown(ThemeEdits().merged(["a"], into=UNSORTED)) == ["–", "Beta", "–", "–"]
    assert shown(ThemeEdits().renamed({"a": UNSORTED})) == ["–", "Beta", "–", "–"]


def test_a_theme_split_off_holds_the_points_given():
    edits = ThemeEdits().split_off([("f1", "x"), ("f3", "z")], "late", "Late replies")
    assert shown(edits) == ["Late replies", "Beta", "Alpha", "Late replies"]


def test_a_note_or_a_single_point_can_be_marked_as_stock():
    assert apply_edits(ThemeEdits().marked("f1"), POINTS, LABELS).stock.tolist() == [True, True, False, False]
    one = ThemeEdits().marked("f1", "y")
    assert apply_edits(one, POINTS, LABELS).stock.tolist() == [False, True, False, False]


def test_marking_a_moved_point_and_moving_a_marked_one_leave_one_edit():
    assert ThemeEdits().moved([("f1", "x")], "b").marked("f1").moves == ()
    assert ThemeEdits().marked("f1", "x").moved([("f1", "x")], "b").stock == ()


def test_a_point_is_known_again_by_its_words_and_where_its_note_is_split_otherwise():
    edits = ThemeEdits().moved([("f1", " X ")], "c").moved([("f2", "x, and more")], "c")
    assert shown(edits) == ["Gamma", "Beta", "Gamma", "–"]


def test_a_theme_may_be_called_by_its_name_in_the_file():
    edits = ThemeEdits.from_dict({"rename": {"Alpha": "First"}, "merge": {"Beta": "First"}})
    assert shown(edits) == ["First", "First", "First", "–"]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (
            ThemeEdits(moves=(Move("f9", "x", "b"),)),
            ["move", "belongs to no note of this log", "kept for when it comes back"],
        ),
        (
            ThemeEdits(moves=(Move("f1", "x", "b"), Move("f1", "x", "c"))),
            ["move", "is moved to two themes", "the later move was taken"],
        ),
        (
            ThemeEdits(moves=(Move("f1", "x", "gone"),)),
            ["move", "is no longer found among the notes", "the point stands under this name all the same"],
        ),
        (
            ThemeEdits(moves=(Move("f1", "x", "b"),), stock=(Stock("f1"),)),
            ["stock", "is moved and marked as a stock phrase", "the mark was kept"],
        ),
        (
            ThemeEdits(stock=(Stock("f1", "never said"),)),
            ["stock", "belongs to no note of this log", "kept for when it comes back"],
        ),
        (
            ThemeEdits(stock=(Stock("f9"),)),
            ["stock", "belongs to no note of this log", "kept for when it comes back"],
        ),
        (
            ThemeEdits(rename={"gone": "Mine"}),
            ["rename", "is no longer found among the notes", "kept for when it comes back"],
        ),
        (
            ThemeEdits(rename={"a": "Mine"}, merge={"a": "b"}),
            ["rename", "is named 'Mine' and merged as well", "the merge was kept"],
        ),
        (
            ThemeEdits(merge={"a": "b", "b": "c", "c": "a"}),
            ["merge", "is merged into itself in a circle", "this merge was left out"],
        ),
        (
            ThemeEdits(merge={"a": "a"}),
            ["merge", "is merged into itself in a circle", "this merge was left out"],
        ),
        (
            ThemeEdits(merge={"a": "b", "Alpha": "c"}),
            ["merge", "is merged twice", "the first merge was kept"],
        ),
        (
            ThemeEdits(merge={"a": "gone"}),
            ["merge", "is no longer found among the notes", "kept for when it comes back"],
        ),
    ],
)
def test_edits_that_do_not_fit_are_told_and_what_was_done(edits, expected):
    assert reasons(edits) == [expected]


def test_a_circle_still_leaves_the_other_merges():
    assert shown(ThemeEdits(merge={"a": "b", "b": "c", "c": "a"})) == ["Gamma", "Gamma", "Gamma", "–"]


def test_only_moves_into_known_themes_teach():
    edits = (
        ThemeEdits().moved([("f1", "x")], "b").moved([("f2", "x")], "found").moved([("f3", "z")], UNSORTED)
    )
    assert anchors(edits, POINTS, {"a", "b"}) == ["b", None, None, None]


WORDS = st.text(max_size=12)
NAMES = st.dictionaries(WORDS, WORDS, max_size=4)
EDITS = st.builds(
    ThemeEdits,
    rename=NAMES,
    merge=NAMES,
    own=NAMES,
    next_steps=NAMES,
    moves=st.lists(st.builds(Move, WORDS, WORDS, WORDS), max_size=4).map(tuple),
    stock=st.lists(st.builds(Stock, WORDS, WORDS), max_size=4).map(tuple),
    seen=st.lists(st.builds(SeenTheme, WORDS, WORDS, st.lists(WORDS, max_size=3).map(tuple)), max_size=3).map(
        tuple
    ),
)


@given(EDITS)
def test_edits_come_back_from_their_file_as_they_were(edits):
    assert ThemeEdits.from_dict(tomllib.loads(tomli_w.dumps(edits.to_dict()))) == edits


#: Edits as a file may hold them: among the few names there are, so that they meet each other.
KEYS = st.sampled_from(["a", "b", "c", "Alpha", "mine", "gone", UNSORTED])
MEETING = st.builds(
    ThemeEdits,
    rename=st.dictionaries(KEYS, KEYS, max_size=4),
    merge=st.dictionaries(KEYS, KEYS, max_size=6),
    own=st.dictionaries(st.just("mine"), st.just("Mine"), max_size=1),
    moves=st.lists(
        st.builds(Move, st.sampled_from(["f1", "f2", "f9"]), st.sampled_from(["x", "y", ""]), KEYS),
        max_size=4,
    ).map(tuple),
    stock=st.lists(
        st.builds(Stock, st.sampled_from(["f1", "f9"]), st.sampled_from(["x", ""])), max_size=2
    ).map(tuple),
)


@given(MEETING)
def test_whatever_the_file_holds_is_applied_the_same_way_twice(edits):
    once, again = (apply_edits(edits, POINTS, LABELS) for _ in range(2))
    pd.testing.assert_series_equal(once.theme, again.theme)
    pd.testing.assert_frame_equal(once.problems, again.problems)


@given(MEETING)
def test_no_sorted_point_gets_lost_unless_the_file_says_unsorted(edits):
    if UNSORTED not in repr(edits):
        assert apply_edits(edits, POINTS, LABELS).theme[:3].notna().all()


@given(MEETING, st.sampled_from(["a", "b", "c"]), st.sampled_from(["a", "b", "c"]))
def test_after_merging_two_themes_their_points_stand_under_one_name(edits, one, other):
    merged = ThemeEdits(rename=edits.rename).merged([one], into=other)
    themes = apply_edits(merged, POINTS.assign(model_theme=[one, other, one, other]), LABELS).theme
    assert len(set(themes)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            {"rename": ["a"]},
            'themes.toml has no plain lines in [rename].\n  Write them as: theme = "text".',
        ),
        (
            {"move": [{"feedback_id": "f1", "text": "x", "theme": "a"}, {"feedback_id": "f1"}]},
            "themes.toml has no text and no theme in [[move]] number 2.\n  Mend that entry, or take it out.",
        ),
        (
            {"seen": ["a"]},
            "themes.toml has no id in [[seen]] number 1.\n  Mend that entry, or take it out.",
        ),
    ],
)
def test_a_file_that_holds_something_else_says_where(content, message):
    with pytest.raises(WorkspaceError) as error:
        ThemeEdits.from_dict(content)
    assert str(error.value) == message


def test_digests_tell_notes_apart_and_overlook_spelling():
    points = pd.DataFrame(
        {"feedback_id": ["f1", "f2", "f1"], "text": ["Too quiet", "Too quiet", "too  QUIET"]}
    )
    one, other, same = point_digests(points)
    assert (one == same, one == other) == (True, False)
