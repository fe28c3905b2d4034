from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobsearch_analytics.errors import BadArgumentError, WorkspaceError
from jobsearch_analytics.planning.keep_in_touch import keep_in_touch
from jobsearch_analytics.planning.keep_in_touch.cadences import cadences, reasons
from jobsearch_analytics.tables import RELATIONS
from tests.analysis.searches import days_ago, make_search
from tests.planning.searches import TODAY, no_after, people, search_of, touches


def touch(contacts, *messages, **options):
    log = touches(*messages) if messages else None
    tables: dict[str, Any] = {} if log is None else {"touches": log}
    asked: dict[str, Any] = {"today": TODAY, **options}
    return keep_in_touch(make_search([], contacts=contacts, **tables), **asked)


def only(answer):
    assert len(answer.everyone) == 1
    return answer.everyone.iloc[0]


@pytest.mark.parametrize("relation", RELATIONS)
def test_each_relation_has_a_cadence_within_its_band_and_a_reason(relation):
    row = cadences().loc[relation]
    assert 0 < row["min_days"] <= row["cadence_days"] <= row["max_days"]
    assert row["why"]
    assert "after" not in reasons()[relation][-1]


def test_next_due_is_the_last_interaction_and_the_cadence():
    row = only(touch(people({}), {"on": days_ago(70), "replied_on": days_ago(65)}))
    assert row["due_on"] == pd.Timestamp(days_ago(65)) + pd.Timedelta(days=90)
    assert (row["state"], row["due_in_days"]) == ("later", 25)


def test_a_contact_without_any_day_says_what_would_help():
    words = (
        "No day is written down on which you met or wrote: 1. With it, the right moment can be told "
        "(`jobsearch log touch` with --on)."
    )
    assert words in touch(people({})).notes
    assert words not in touch(people({"met_on": days_ago(900)})).notes


def test_a_message_from_them_resets_it():
    mine, theirs = {"on": days_ago(95)}, {"on": days_ago(3), "direction": "in"}
    assert only(touch(people({}), mine))["state"] == "due"
    row = only(touch(people({}), mine, theirs))
    assert (row["state"], row["silent_days"]) == ("later", 3)


@pytest.mark.parametrize(("own", "days"), [(None, 90), (45, 45), (200, 200), (3, 30)])
def test_a_contacts_own_cadence_comes_first_but_never_below_the_least(own, days):
    answer = touch(people({"cadence_days": own, "met_on": days_ago(1)}))
    assert only(answer)["cadence_days"] == days


def test_the_users_file_is_laid_over_the_defaults(tmp_path):
    (tmp_path / "cadences.toml").write_text("[interviewer]\ncadence_days = 40\n")
    search = make_search([], contacts=people({"met_on": days_ago(35)}))
    search = dataclasses.replace(search, workspace=tmp_path)
    row = only(keep_in_touch(search, today=TODAY))
    assert (row["cadence_days"], row["state"], row["due_in_days"]) == (40, "soon", 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[interviewer]\ncadence_days = 400\n",
            "gives [interviewer] min_days, cadence_days, max_days = 30, 400, 365.\n"
            "  Write whole days that do not fall: min_days = 30, cadence_days = 90, max_days = 365.",
        ),
        (
            "[neighbour]\ncadence_days = 4\n",
            "names 'neighbour', which is no relation.\n  Known: interviewer, hiring_manager, recruiter, "
            "referrer, mentor, coach, peer, group.",
        ),
        (
            "[coach]\ncadence_days = 'weekly'\n",
            "gives [coach] min_days, cadence_days, max_days = 5, weekly, 60.\n"
            "  Write whole days that do not fall: min_days = 30, cadence_days = 90, max_days = 365.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, text, message):
    (tmp_path / "cadences.toml").write_text(text)
    with pytest.raises(WorkspaceError) as caught:
        cadences(tmp_path)
    assert str(caught.value) == f"{tmp_path}/cadences.toml {message}"


def test_after_a_long_pause_one_begins_anew():
    row = only(touch(people({}), {"on": days_ago(500), "direction": "both", "purpose": "meeting"}))
    assert (row["state"], row["situation"], row["to_do"]) == ("fresh start", "fresh_start", True)


def test_two_messages_without_an_answer_are_left_to_rest():
    row = only(touch(people({}), {"on": days_ago(200)}, {"on": days_ago(100)}))
    assert (row["state"], row["due_in_days"], row["to_do"]) == ("resting", 265, False)
    once = only(touch(people({}), {"on": days_ago(100)}))
    assert once["state"] == "due"


def test_who_is_in_an_open_process_belongs_to_the_pipeline():
    row, events = no_after("interview", 4, outcome="open")
    answer = keep_in_touch(
        search_of((row, events[:1]), contacts=people({"met_on": days_ago(200)})), today=TODAY
    )
    assert answer.table.empty
    words = "At firms where an application of yours is open, so that `pipeline` says when to write: 1."
    assert words in answer.notes


def test_a_contact_without_a_relation_is_counted_not_listed():
    answer = touch(people({"relation": None, "met_on": days_ago(400)}))
    assert answer.table.empty
    assert "Say who they are to you (relation) to be reminded: 1." in answer.notes


def test_news_of_a_referred_application_is_the_reason():
    row, events = no_after("interview", 4, referrer_id="c0")
    wrote = touches({"on": days_ago(70), "purpose": "referral_ask", "replied_on": days_ago(69)})
    helper = people({"relation": "referrer", "company": None})
    first = keep_in_touch(search_of((row, events), contacts=helper, touches=wrote), today=TODAY).table.iloc[0]
    assert first["situation"] == "update"
    assert first["reason"] == (
        f"the application they helped with came to a no on {days_ago(4)}; say so and thank them"
    )
    told = touches(
        {"on": days_ago(70), "purpose": "referral_ask"}, {"on": days_ago(2), "purpose": "check_in"}
    )
    later = keep_in_touch(search_of((row, events), contacts=helper, touches=told), today=TODAY).everyone.iloc[
        0
    ]
    assert "helped with" not in later["reason"]


def test_an_answer_to_a_request_is_thanked_for():
    row = only(
        touch(people({}), {"on": days_ago(95), "replied_on": days_ago(93), "purpose": "feedback_request"})
    )
    assert (row["situation"], row["state"]) == ("thank_you", "due")


def test_no_more_than_five_at_once():
    contacts = people(*[{"contact_id": f"p{n}", "met_on": days_ago(100 + n)} for n in range(12)])
    answer = touch(contacts)
    assert len(answer.to_do) == 5
    assert "7 more could be written to; 5 good messages are plenty for now." in answer.notes
    assert answer.headline == "Of 12 contacts, 5 to write to now and 0 more in the next 14 days."


def doors(*noes, **options):
    contacts = options.pop("contacts", people({}))
    search = search_of(*noes, contacts=contacts)
    return keep_in_touch(search, today=TODAY, **options).second_doors


def test_a_firm_where_one_came_far_is_a_second_door():
    door = doors(no_after("final", 70)).iloc[0]
    assert (door["company"], door["name"], door["months_ago"]) == ("Quillmark", "Ilse Vandermolen", 2.3)
    assert (
        door["reason"] == "you came as far as the final round, then it was a no; see whether they hire again"
    )


@pytest.mark.parametrize(
    ("stage", "days", "doors_open"),
    [("final", 59, 0), ("final", 60, 1), ("interview", 90, 1), ("screen", 90, 0)],
)
def test_a_second_door_needs_a_late_stage_and_some_time(stage, days, doors_open):
    assert len(doors(no_after(stage, days))) == doors_open


def test_a_firm_with_an_open_process_is_no_second_door():
    row, events = no_after("interview", 4, application_id="a1", outcome="open")
    assert doors(no_after("final", 90), (row, events[:1])).empty


def test_a_second_door_is_known_without_contacts():
    door = doors(no_after("final", 90), contacts=people({"company": "Tarnwood"})).iloc[0]
    assert door["reason"].endswith("nobody there is in your contacts yet")


def test_what_messages_gave_is_counted_once_they_had_time():
    row, events = no_after("interview", 30, referrer_id="c0", applied_on=days_ago(50))
    wrote = touches(
        {"on": days_ago(55), "purpose": "referral_ask", "replied_on": days_ago(54)},
        {"on": days_ago(53), "purpose": "check_in"},
        {"on": days_ago(3), "purpose": "check_in", "replied_on": days_ago(2)},
        {"on": days_ago(60), "direction": "both", "purpose": "meeting"},
        {"on": days_ago(60), "direction": "broadcast", "contact_id": None, "purpose": "share"},
    )
    helper = people({"relation": "referrer", "company": None})
    answer = keep_in_touch(search_of((row, events), contacts=helper, touches=wrote), today=TODAY)
    all_of = answer.yields[answer.yields["of"] == "all"].set_index("what")
    assert all_of["hits"].to_dict() == {"replies": 1, "introductions": 1, "processes": 1}
    assert set(all_of["messages"]) == {2}
    assert answer.broadcasts[["purpose", "heard"]].values.tolist() == [
        ["share", 1]
    ]  # the meeting of that day


def test_an_empty_log_is_answered():
    answer = keep_in_touch(make_search([]), today=TODAY)
    assert answer.headline == "No contacts are written down yet."
    assert answer.notes == (
        "To be reminded, add who you met: name, firm, relation, and what you wrote when "
        "(`jobsearch log` writes both).",
    )
    assert answer.dates.empty


@pytest.mark.parametrize("name", ["within_days", "second_door_days"])
def test_days_below_zero_are_refused(name):
    with pytest.raises(BadArgumentError) as caught:
        keep_in_touch(make_search([]), today=TODAY, **{name: -1})
    assert str(caught.value) == (
        f"{name}=-1 cannot be used.\n  Expected: a number of days, 0 or more, for example {name}=14."
    )


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*RELATIONS, None]),
            st.lists(st.tuples(st.integers(0, 500), st.sampled_from(["in", "out", "both"])), max_size=4),
        ),
        max_size=6,
    )
)
def test_the_rule_holds_for_everyone(circle):
    contacts = [{"contact_id": f"p{n}", "relation": relation} for n, (relation, _) in enumerate(circle)]
    wrote = [
        {"contact_id": f"p{n}", "on": days_ago(day), "direction": way}
        for n, (_, messages) in enumerate(circle)
        for day, way in messages
    ]
    if not contacts:
        return
    answer = touch(people(*contacts), *wrote)
    everyone = answer.everyone.set_index("contact_id")
    assert set(everyone.index) == {f"p{n}" for n in range(len(circle))}
    for n, (relation, messages) in enumerate(circle):
        row = everyone.loc[f"p{n}"]
        if messages:
            assert row["last_on"] == pd.Timestamp(days_ago(min(day for day, _ in messages)))
        if relation and messages and row["unanswered"] < 2:
            assert row["due_on"] == row["last_on"] + pd.Timedelta(
                days=cadences().loc[relation, "cadence_days"]
            )
    assert len(answer.to_do) <= 5
