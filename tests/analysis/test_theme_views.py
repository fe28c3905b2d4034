"""Further questions to feedback themes: who says what, what changes, and where points lie."""

import pandas as pd
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from tests.analysis.searches import make_search

SAID = {
    "final": "The system design round was too shallow.",
    "screen": "Your salary wish is above our budget.",
    "interview": "You were warm and friendly with everybody.",
}


@pytest.fixture(scope="module")
def themes():
    rows, notes = [], []
    for i in range(24):
        stage = ["final", "screen"][i % 2]
        day = f"2026-0{1 + i // 8}-{1 + i % 8:02d}"
        channel = ["referral", "job_board"][i % 2]
        rows.append({"company": f"Firm {i}", "title": "Engineer", "channel": channel})
        notes.append((f"f{i}", f"a{i}", f"Firm {i}", day, stage, "interviewer", SAID[stage]))
    notes.append(("f90", None, "Firm 90", None, None, "coach", SAID["interview"]))
    columns = ["feedback_id", "application_id", "company", "received_on", "stage", "said_by", "text"]
    feedback = pd.DataFrame(notes, columns=columns)
    feedback["received_on"] = pd.to_datetime(feedback["received_on"])
    return jsa.feedback_themes(make_search(rows, feedback=feedback))


@pytest.fixture(scope="module")
def nothing():
    return jsa.feedback_themes(make_search([]))


@pytest.mark.parametrize(("by", "group"), [("stage", "final"), ("channel", "referral")])
def test_a_theme_that_one_group_alone_names_is_known_to_be_its_own(themes, by, group):
    answer = jsa.theme_groups(themes, by=by)
    row = answer.table.query("group == @group and theme == 'System design' and sign == 'gap'").iloc[0]
    assert row[["employers", "of", "other_employers", "verdict"]].tolist() == [12, 12, 0, "known"]
    assert answer.table.query("group == 'unknown'")["of"].unique().tolist() == [1]
    assert answer.advice.startswith("Prepare ")
    assert answer.notes == (f"For 1 of 25 points no {by} is known.",)


def test_a_group_for_all_compares_nothing(themes):
    answer = jsa.theme_groups(themes, by="seniority")
    assert set(answer.verdict) == {"not yet"}
    assert "nothing" in answer.headline


def test_renamed_themes_are_compared_under_their_new_names(themes):
    table = jsa.theme_groups(themes.rename({"System design": "Depth"}), by="stage").table
    assert "Depth" in set(table["theme"])


def test_an_unknown_group_shows_the_near_miss(themes):
    with pytest.raises(UnknownChoiceError, match="Did you mean 'channel'"):
        jsa.theme_groups(themes, by="chanel")


def test_the_share_in_a_group_is_that_of_the_answer_where_there_is_one_group(themes):
    table = jsa.theme_groups(themes, by="source_file").table.set_index(["theme", "sign"])
    whole = themes.table.set_index(["theme", "sign"])
    pd.testing.assert_series_equal(table["share"].sort_index(), whole["share"].sort_index())


def test_without_change_no_change_is_claimed(themes):
    answer = jsa.theme_trend(themes)
    assert set(answer.verdict) == {"not yet"}
    assert set(themes.table["trend"]) == {"not yet"}
    assert answer.headline.startswith("No change can be known yet")
    assert answer.notes == ("1 of 25 points have no day and are left out.",)
    assert answer.n_undated == 1


def test_quarters_hold_all_dated_employers(themes):
    table = jsa.theme_trend(themes, periods=4).table
    per_period = table.drop_duplicates("period").set_index("period")
    assert per_period["of"].to_dict() == {1: 6, 2: 6, 3: 6, 4: 6}
    assert (per_period["start"] <= per_period["end"]).all()


def test_one_period_is_no_change():
    with pytest.raises(BadArgumentError, match=r"periods=1 cannot be used"):
        jsa.theme_trend(jsa.feedback_themes(make_search([])), periods=1)


def test_the_map_holds_every_point_once_and_is_the_same_each_time(themes):
    one, two = jsa.theme_map(themes).table, jsa.theme_map(themes).table
    pd.testing.assert_frame_equal(one, two)
    assert sorted(one["text"]) == sorted(themes.points["text"])
    # Equal words, equal place.
    assert one.groupby("text")[["x", "y"]].nunique().max().max() == 1


def test_the_maps_twin_can_be_reached_by_keyboard(themes):
    html = jsa.theme_map(themes)._repr_html_()
    assert 'tabindex="0"' in html
    assert 'role="region" aria-label="All points of the map"' in html
    assert html.count("<tr") == len(themes.points) + 1


@pytest.mark.parametrize(
    "ask",
    [lambda t: jsa.theme_groups(t, by="stage"), jsa.theme_trend, jsa.theme_map],
    ids=["groups", "trend", "map"],
)
def test_nothing_said_is_a_valid_answer_with_a_chart(nothing, ask):
    answer = ask(nothing)
    assert answer.table.empty
    assert answer.headline.endswith(".")
    assert answer.advice.endswith(".")
    assert repr(answer)
    assert answer._repr_html_()
    assert len(jsa.draw(answer).layout.meta["alt"]) > 40
