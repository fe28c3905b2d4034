from __future__ import annotations

import pandas as pd
import pytest

from jobsearch_analytics.features.relationships import build_interactions, build_relationships
from jobsearch_analytics.features.talks import build_talks, firm_keys
from tests.analysis.searches import AS_OF, days_ago, make_search
from tests.planning.searches import no_after, people, search_of, touches


def only(search):
    found = build_relationships(search)
    assert len(found) == 1
    return found.iloc[0]


def test_a_reply_is_an_interaction_of_its_own():
    wrote = touches({"on": days_ago(9), "replied_on": days_ago(4), "purpose": "advice"})
    row = only(make_search([], contacts=people({"relation": "mentor"}), touches=wrote))
    assert (row["last_on"], row["last_way"]) == (pd.Timestamp(days_ago(4)), "in")
    assert (row["last_purpose"], row["unanswered"]) == ("advice", 0)


def test_messages_since_the_last_word_of_theirs_are_unanswered():
    wrote = touches(
        {"on": days_ago(30), "replied_on": days_ago(28)}, {"on": days_ago(20)}, {"on": days_ago(5)}
    )
    assert only(make_search([], contacts=people({}), touches=wrote))["unanswered"] == 2
    heard = touches({"on": days_ago(20)}, {"on": days_ago(5)}, {"on": days_ago(1), "direction": "in"})
    assert only(make_search([], contacts=people({}), touches=heard))["unanswered"] == 0


def test_a_post_to_many_is_nobodys_interaction_and_the_future_has_not_happened():
    wrote = touches(
        {"on": days_ago(2), "direction": "broadcast"},
        {"on": days_ago(-4)},
        {"contact_id": None, "on": days_ago(1)},
    )
    row = only(make_search([], contacts=people({"met_on": days_ago(50)}), touches=wrote))
    assert (row["last_on"], row["last_way"]) == (pd.Timestamp(days_ago(50)), "met")
    assert len(build_interactions(make_search([], touches=wrote), until=AS_OF)) == 0


def test_a_person_whom_a_note_names_is_no_contact():
    search = search_of(no_after("interview", 4), notes={"interview": "with Ilse Vandermolen, staff engineer"})
    assert build_relationships(search).empty


@pytest.mark.parametrize(
    ("contact", "purpose", "relation"),
    [
        ({"role": "Senior Recruiter"}, "check_in", "recruiter"),
        ({"role": "Staff Engineer"}, "thank_you", "interviewer"),
        ({"role": "Staff Engineer"}, "check_in", None),
        ({"role": "Head of Group Data"}, "check_in", None),
    ],
)
def test_a_relation_that_is_not_stated_is_taken_only_from_what_the_log_shows(contact, purpose, relation):
    about = touches({"application_id": "a0", "purpose": purpose, "on": days_ago(6)})
    search = search_of(
        no_after("interview", 4), contacts=people({"relation": None, **contact}), touches=about
    )
    row = only(search)
    assert (row["relation"] if isinstance(row["relation"], str) else None) == relation
    assert row["relation_from"] == ("shown" if relation else "")


def test_who_referred_an_application_is_a_referrer_and_hears_its_news():
    row, events = no_after("interview", 4, referrer_id="c0")
    found = only(search_of((row, events), contacts=people({"relation": None, "company": None})))
    assert (found["relation"], found["news"], found["news_on"]) == (
        "referrer",
        "rejected",
        pd.Timestamp(days_ago(4)),
    )


def test_people_met_in_a_process_know_how_it_stands():
    row, events = no_after("interview", 4, company="Saffronfen GmbH")
    found = only(search_of((row, events), contacts=people({"company": "saffronfen"})))
    assert (found["application_id"], found["stage"], found["outcome"]) == ("a0", "interview", "rejected")
    assert not found["in_process"]
    alive = only(
        search_of(({**row, "outcome": "open"}, events[:1]), contacts=people({"company": "saffronfen"}))
    )
    assert alive["in_process"]
    mentor = only(search_of((row, events), contacts=people({"company": "saffronfen", "relation": "mentor"})))
    assert pd.isna(mentor["application_id"])


def test_without_contacts_there_is_nobody():
    found = build_relationships(make_search([{"stage": "interview"}]))
    assert found.empty
    assert {"last_on", "news_on", "in_process"} <= set(found.columns)


def test_the_furthest_talk_counts_and_a_test_is_none():
    events = [
        ("a0", "screen", days_ago(30)),
        ("a0", "assessment", days_ago(20)),
        ("a1", "assessment", days_ago(20)),
    ]
    rows = [{"stage": "assessment"}, {"stage": "assessment"}]
    talks = build_talks(make_search(rows, events))
    assert talks[["application_id", "stage"]].values.tolist() == [["a0", "screen"]]


def test_a_stage_without_an_event_is_taken_at_its_word():
    talks = build_talks(make_search([{"stage": "interview", "applied_on": days_ago(9)}]))
    assert talks["stage"].tolist() == ["interview"]
    assert talks["talked_on"].isna().all()


def test_an_ending_known_by_the_month_alone_has_no_day():
    search = search_of(no_after("interview", 4))
    vague = search.events.assign(latest_on=search.events["latest_on"] + pd.Timedelta(days=2))
    object.__setattr__(search, "events", vague)
    assert build_talks(search)["ended_on"].isna().all()


def test_firms_are_compared_without_case_accents_and_legal_form():
    keys = firm_keys(pd.Series(["Café Nordlicht GmbH", "cafe nordlicht", None, "GmbH"]))
    assert keys.tolist() == ["cafe nordlicht", "cafe nordlicht", "", "gmbh"]
