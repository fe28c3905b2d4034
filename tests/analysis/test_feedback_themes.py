from dataclasses import replace

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


def search_with(notes, firms=None, workspace=None, days=None):
    firms = firms or FIRMS[: len(notes)]
    feedback = pd.DataFrame(
        {
            "feedback_id": [f"f{i}" for i in range(len(notes))],
            "application_id": [f"a{i}" for i in range(len(notes))],
            "company": firms,
            "said_by": "interviewer",
            "received_on": pd.to_datetime(days) if days else pd.NaT,
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
    assert (top["verdict"], top["standing"]) == ("known", "recurring")
    assert design.headline.endswith(
        "employers who said anything spoke of System design as something to work on."
    )


def test_the_table_and_the_points_hold_what_is_promised(design):
    columns = ["theme", "sign", "points", "employers", "share", "low", "high", "trend", "cohesion"]
    assert list(design.table.columns[:9]) == columns
    assert {"stability", "beats_chance", "verdict", "next_step", "watch"} <= set(design.table.columns)
    names = ["feedback_id", "application_id", "company", "text", "theme", "sign", "said_by", "stage"]
    assert {*names, "similarity"} <= set(design.points.columns)


def test_each_gap_has_a_next_step_and_the_applications_it_would_have_touched(design):
    actions = design.actions
    gaps = design.table[design.table["sign"] == "gap"]
    assert actions["theme"].tolist() == gaps["theme"].tolist()
    assert (actions["next_step"] != "").all()
    assert "A step for each gap: .actions. What is praised: .strengths." in repr(design)
    assert (actions["watch"] != "").all()
    top = actions.iloc[0]
    named = design.quotes(top["theme"]).query("sign == 'gap'")
    assert top["applications"] == named["company"].nunique() == len(top["application_ids"].split(", "))
    assert top["share"] == pytest.approx(top["applications"] / 6)


def test_a_next_step_of_your_own_takes_the_place_of_the_listed_one(design):
    mine = design.plan("System design", "Draw one design a day.")
    assert mine.advice.startswith("Draw one design a day.")
    assert mine.actions["next_step"].iloc[0] == "Draw one design a day."


def test_what_employers_praise_is_listed_as_evidence():
    praise = ["You explained it all very clearly.", "Great communication, clear and to the point."]
    strengths = jsa.feedback_themes(search_with(praise)).strengths
    top = strengths.iloc[0]
    assert (top["theme"], top["employers"], top["companies"]) == ("Communication", 2, "Quillmark, Tarnwood")


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


def test_what_a_coach_said_of_no_employer_is_quoted_and_counts_for_none():
    search = search_with(DESIGN[:4])
    notes = search.feedback.assign(
        said_by=["coach", "self", "interviewer", "coach"], company=[None, None, None, "Fernquay"]
    )
    themes = jsa.feedback_themes(replace(search, feedback=notes))
    top = themes.table.iloc[0]
    assert (top["points"], top["employers"]) == (len(themes.quotes(top["theme"]).query("sign == 'gap'")), 2)
    assert themes.points["employer"].isna().sum() == 2


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
    assert "2 notes are stock phrases that say nothing to act on: left out." in themes.notes
    assert not themes.points["text"].str.contains("other candidates").any()


def test_editing_returns_a_new_answer_and_leaves_the_old_one(design):
    before = design.table.copy()
    mine = design.rename({"System design": "Design depth"})
    assert "Design depth" in set(mine.table["theme"])
    pd.testing.assert_frame_equal(design.table, before)
    assert mine.table.iloc[0]["next_step"] == before.iloc[0]["next_step"]


def test_merging_counts_two_themes_as_one(design):
    both = design.move("f5", DESIGN[5].rstrip("."), to="Weak spots").merge(
        ["System design", "Weak spots"], into="Design"
    )
    assert both.table.iloc[0]["theme"] == "Design"
    assert both.table.iloc[0]["employers"] == design.table.iloc[0]["employers"]
    again = both.merge(["Design"], into="Communication").merge(["Communication"], into="Talking")
    assert "Talking" in set(again.table["theme"])
    assert again.problems.empty


def test_a_theme_can_be_split_off_from_some_points(design):
    rows = design.points[design.points["text"].str.contains("architecture")]
    split = design.split(rows, name="Architecture talk")
    assert len(split.quotes("Architecture talk")) == len(rows)
    assert len(split.quotes("System design")) == len(design.quotes("System design")) - len(
        rows[rows["theme"] == "System design"]
    )
    with pytest.raises(BadArgumentError) as error:
        split.split(rows, name="Architecture talk")
    assert str(error.value) == (
        f"name=\"'Architecture talk' for {len(rows)} points\" cannot be used.\n"
        "  Expected: a name no theme has, and a point, for example "
        'themes.split(rows, name="Late replies").'
    )


def test_a_note_marked_as_boilerplate_has_no_row_and_is_counted(design):
    marked = design.mark_boilerplate("f0")
    assert "f0" not in set(marked.points["feedback_id"])
    assert marked.n_boilerplate == 1
    assert marked.table.iloc[0]["employers"] == design.table.iloc[0]["employers"] - 1
    with pytest.raises(UnknownChoiceError, match="feedback_id='f99' is not a note that says anything"):
        design.mark_boilerplate("f99")


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
    again = jsa.feedback_themes(later)
    assert "1 saved edit does not fit the notes any more." in again.notes
    assert "Edits that do not fit: .problems." in repr(again)
    assert again.problems[["edit", "reason"]].values.tolist() == [["move", "belongs to no note of this log"]]
    # Saved again, it is kept: the note may come back.
    jsa.save_themes(again)
    assert len(jsa.feedback_themes(first).edits.moves) == 1


def test_all_edits_come_back_from_the_workspace(tmp_path):
    # What is split off teaches where like points belong: here nothing is like it.
    notes = [*DESIGN, "Your hat was too colourful for our office."]
    search = search_with(notes, [*FIRMS[:6], "Fernquay"], workspace=tmp_path / "jobsearch")
    themes = jsa.feedback_themes(search)
    mine = themes.split(themes.points.iloc[[len(DESIGN)]], name="Load").mark_boilerplate("f5")
    mine = mine.rename({"System design": "Design depth"}).plan("Design depth", "One a day.")
    mine = mine.merge(["Communication"], into="Load")
    jsa.save_themes(mine)
    again = jsa.feedback_themes(search)
    shown = ["theme", "sign", "points", "employers", "next_step"]
    pd.testing.assert_frame_equal(again.table[shown], mine.table[shown])
    assert again.problems.empty


def test_what_was_moved_teaches_where_like_points_belong(tmp_path):
    notes = ["Your hat was too colourful for our office.", DESIGN[0], DESIGN[1]]
    search = search_with(notes, workspace=tmp_path / "jobsearch")
    themes = jsa.feedback_themes(search)
    point = themes.points.iloc[[0]]
    jsa.save_themes(themes.split(point, name="The hat"))
    more = [*notes, "The colours of your hat were too loud."]
    later = jsa.feedback_themes(search_with(more, workspace=tmp_path / "jobsearch"))
    assert set(later.quotes("The hat")["company"]) == {"Quillmark", "Fernquay"}


def test_a_file_that_cannot_be_read_says_where(tmp_path):
    folder = tmp_path / "jobsearch"
    folder.mkdir()
    (folder / "themes.toml").write_text('[[move]]\nfeedback_id = "f1"\n')
    with pytest.raises(WorkspaceError) as error:
        jsa.feedback_themes(search_with(DESIGN, workspace=folder))
    assert str(error.value) == (
        "themes.toml has no text and no theme in [[move]] number 1.\n  Mend that entry, or take it out."
    )


#: Things a candidate may hear that no list of themes knows, so that themes are found among the notes.
GARDEN = [
    "The tomatoes need more water in July.",
    "Water the tomatoes more often when it is hot.",
    "Tomato plants were too dry all summer.",
    "The tomato bed dried out in the heat.",
]
BOATS = [
    "The sailing boat leaks at the keel.",
    "Repair the keel of the boat before sailing.",
    "The boat takes in water near its keel.",
    "A leaking keel makes the boat unsafe to sail.",
]
MUSIC = [
    "The piano is out of tune again.",
    "Tune the piano before the concert.",
    "An untuned piano spoils the concert.",
    "The piano tuner should come before the concert.",
]


def test_a_theme_found_among_the_notes_keeps_its_id_and_edits_when_notes_are_added(tmp_path):
    firms = [f"Firm {i}" for i in range(30)]
    first = [*GARDEN[:3], *BOATS[:3], *MUSIC[:3], *DESIGN[:3]]
    before = search_with(first, firms=firms[: len(first)], workspace=tmp_path / "jobsearch")
    themes = jsa.feedback_themes(before, taxonomy=None)
    theme = themes.points.loc[themes.points["feedback_id"] == "f0", "theme"].iloc[0]
    jsa.save_themes(themes.rename({theme: "Watering"}))
    added = [*first, GARDEN[3], BOATS[3], MUSIC[3], "Dry soil kills tomato plants.", *DESIGN[3:]]
    after = search_with(added, firms=firms[: len(added)], workspace=tmp_path / "jobsearch")
    again = jsa.feedback_themes(after, taxonomy=None)
    ids = again.points.set_index("feedback_id")["theme_id"]
    old = themes.points.set_index("feedback_id")["theme_id"]
    assert ids["f0"] == old["f0"]
    assert "Watering" in set(again.table["theme"])
    assert (ids[old.index] == old).mean() >= 0.75
    assert again.problems.empty


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
