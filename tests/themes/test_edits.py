import pandas as pd

from jobsearch_analytics.themes.edits import ThemeEdits

POINTS = pd.DataFrame(
    {"feedback_id": ["f1", "f1", "f2"], "text": ["x", "y", "x"], "model_theme": ["A", "B", "A"]}
)


def test_two_themes_given_one_name_become_one():
    edits = ThemeEdits().renamed({"A": "Design", "B": "Design"})
    assert edits.apply(POINTS).tolist() == ["Design"] * 3


def test_a_second_renaming_starts_from_the_name_shown():
    edits = ThemeEdits().renamed({"A": "Design"}).renamed({"Design": "Depth"})
    assert edits.apply(POINTS).tolist() == ["Depth", "B", "Depth"]


def test_a_renamed_theme_leaves_its_old_name_free():
    edits = ThemeEdits().renamed({"A": "B2"}).renamed({"B": "A"})
    assert edits.apply(POINTS).tolist() == ["B2", "A", "B2"]


def test_a_merged_theme_is_renamed_with_all_its_parts():
    edits = ThemeEdits().renamed({"A": "B"}).renamed({"B": "Both"})
    assert edits.apply(POINTS).tolist() == ["Both"] * 3


def test_names_can_be_swapped_in_one_go():
    edits = ThemeEdits().renamed({"A": "B", "B": "A"})
    assert edits.apply(POINTS).tolist() == ["B", "A", "B"]


def test_a_moved_point_follows_its_new_theme_when_that_is_renamed():
    edits = ThemeEdits().moved("f1", "x", "B").renamed({"B": "Behaviour"})
    assert edits.apply(POINTS).tolist() == ["Behaviour", "Behaviour", "A"]


def test_the_later_move_of_a_point_wins():
    edits = ThemeEdits().moved("f1", "x", "B").moved("f1", "x", "C")
    assert edits.apply(POINTS).tolist() == ["C", "B", "A"]
    assert len(edits.moves) == 1


def test_a_move_whose_note_is_gone_is_told():
    edits = ThemeEdits().moved("f1", "x", "B").moved("f9", "x", "B")
    assert [move.feedback_id for move in edits.lost(POINTS)] == ["f9"]


def test_edits_come_back_from_their_file_as_they_were():
    edits = ThemeEdits().renamed({"A": "Design"}).moved("f1", "x", "B")
    assert ThemeEdits.from_dict(edits.to_dict()) == edits
