import pandas as pd
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.analysis.feedback_themes import UNSORTED
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError, WorkspaceError
from jobsearch_analytics.search import JobSearch

FIRMS = ["Quillmark", "Tarnwood", "Hollowbrook", "Fernquay", "Marlgate", "Dunlevane"]
DESIGN = [
    "The system design round was too shallow.",
    "They wanted more depth on architecture and trade-offs.",
    "I struggled to scale the system when traffic doubled.",
    "The architecture discussion stayed on the surface.",
    "My design did not handle failures or scaling.",
    "System design was the weak part.",
]
STOCK = "Thank you for your interest. Unfortunately we have decided to move forward with other candidates."


def search_with(notes, firms=None, workspace=None):
    firms = firms or FIRMS[: len(notes)]
    feedback = pd.DataFrame(
        {
            "feedback_id": [f"f{i}" for i in range(len(notes))],
            "company": firms,
            "said_by": "interviewer",
            "text": notes,
        }
    )
    applications = pd.DataFrame(columns=["application_id", "company"])
    return JobSearch(
        applications=applications, feedback=feedback, as_of=pd.Timestamp("2026-06-01"), workspace=workspace
    )


@pytest.fixture(scope="module")
def design():
    return jsa.feedback_themes(search_with(DESIGN))


def test_what_six_employers_say_recurs(design):
    top = design.table.iloc[0]
    assert (top["theme"], top["sign"]) == ("System design", "gap")
    assert top["employers"] >= 4
    assert top["verdict"] == "known"
    assert design.headline.endswith(
        "employers who said anything spoke of System design as something to work on."
    )


def test_a_gap_that_recurs_comes_with_a_next_step(design):
    step = design.table.iloc[0]["next_step"]
    assert step
    assert design.advice.startswith(step)


def test_one_voice_six_times_does_not_recur():
    themes = jsa.feedback_themes(search_with(DESIGN, firms=["Quillmark"] * 6))
    assert themes.table["employers"].max() == 1
    assert set(themes.table["verdict"]) == {"not yet"}
    assert themes.headline.startswith("No gap recurs yet: ")
    assert themes.advice.startswith("Change nothing because of a single remark")


def test_spelling_of_an_employer_does_not_make_two():
    themes = jsa.feedback_themes(search_with(DESIGN[:2], firms=["Quill-Mark ", "QUILLMARK"]))
    assert themes.table["employers"].max() == 1


def test_quotes_are_the_notes_behind_a_theme_the_most_typical_first(design):
    quotes = design.quotes("System design")
    assert set(quotes["company"]) <= set(FIRMS)
    assert quotes["text"].iloc[0] in design.table["quote"].to_list()


def test_an_unknown_theme_shows_the_near_miss(design):
    with pytest.raises(UnknownChoiceError, match="Did you mean 'System design'"):
        design.quotes("Sytem design")
    with pytest.raises(UnknownChoiceError, match="is not a theme of this feedback"):
        design.rename({"Nothing such": "x"})


def test_stock_phrases_are_folded_counted_and_never_a_theme():
    themes = jsa.feedback_themes(search_with([*DESIGN[:2], STOCK, STOCK]))
    assert themes.n_boilerplate == 2
    assert "2 notes are stock phrases that say nothing about you: left out." in themes.notes
    assert not themes.points["text"].str.contains("other candidates").any()


def test_editing_returns_a_new_answer_and_leaves_the_old_one(design):
    before = design.table.copy()
    mine = design.rename({"System design": "Design depth"})
    assert "Design depth" in set(mine.table["theme"])
    pd.testing.assert_frame_equal(design.table, before)
    assert mine.table.iloc[0]["next_step"] == before.iloc[0]["next_step"]


def test_a_point_can_be_moved_and_moved_out(design):
    point = design.points.iloc[0]
    moved = design.move(point["feedback_id"], point["text"], to=UNSORTED)
    assert len(moved.unsorted) == len(design.unsorted) + 1
    with pytest.raises(UnknownChoiceError, match="is not a point of note 'f0'"):
        design.move("f0", "never said", to="Pay")


def test_edits_are_kept_and_applied_again_when_new_notes_arrive(tmp_path):
    first = search_with(DESIGN[:4], workspace=tmp_path / "jobsearch")
    path = jsa.save_themes(jsa.feedback_themes(first).rename({"System design": "Design depth"}))
    assert path == tmp_path / "jobsearch" / "themes.toml"
    later = search_with(DESIGN, workspace=tmp_path / "jobsearch")
    assert "Design depth" in set(jsa.feedback_themes(later).table["theme"])


def test_a_saved_move_whose_note_is_gone_is_told(tmp_path):
    first = search_with(DESIGN, workspace=tmp_path / "jobsearch")
    themes = jsa.feedback_themes(first)
    last = themes.points.iloc[-1]
    jsa.save_themes(themes.move(last["feedback_id"], last["text"], to="Pay"))
    later = search_with(DESIGN[:3], workspace=tmp_path / "jobsearch")
    assert any("1 saved moves belong to notes" in note for note in jsa.feedback_themes(later).notes)


def test_saving_without_a_workspace_says_how(design):
    with pytest.raises(WorkspaceError, match="has no workspace to save to"):
        jsa.save_themes(design)


@pytest.mark.parametrize("notes", [[], [STOCK], ["👍👍"], ["x"], [DESIGN[0]] * 5, ["word " * 10_000]])
def test_little_or_odd_feedback_is_a_valid_answer(notes):
    themes = jsa.feedback_themes(search_with(notes, firms=[f"F{i}" for i in range(len(notes))]))
    assert list(themes.table.columns[:4]) == ["theme", "sign", "points", "employers"]
    assert themes.headline
    assert themes.advice
    assert themes._repr_html_()


def test_nothing_said_says_so():
    themes = jsa.feedback_themes(search_with([STOCK]))
    assert themes.headline == "No feedback that says anything of its own is in this log yet."
    assert themes.advice == (
        "Nothing can be known yet: after the next conversation, ask what would have made the difference."
    )


def test_a_level_of_95_is_refused():
    with pytest.raises(BadArgumentError, match=r"level=95 cannot be used"):
        jsa.feedback_themes(search_with([]), level=95)


def test_asking_changes_nothing_in_the_search():
    search = search_with(DESIGN)
    before = search.feedback.copy()
    jsa.feedback_themes(search)
    pd.testing.assert_frame_equal(search.feedback, before)
