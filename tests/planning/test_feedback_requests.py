from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from jobsearch_analytics.analysis.estimate.beta import BetaPrior, beta_shares
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.planning.feedback_requests import feedback_requests
from jobsearch_analytics.planning.feedback_requests.ledger import graded
from tests.analysis.searches import days_ago, make_search
from tests.planning.searches import TODAY, no_after, people, said, search_of, touches


def asks(*noes, **options):
    today = options.pop("today", TODAY)
    return feedback_requests(search_of(*noes, **options), today=today)


@pytest.mark.parametrize(
    ("days", "when"),
    [(0, "soon"), (1, "soon"), (2, "now"), (6, "now"), (10, "now"), (11, "past"), (60, "past")],
)
def test_the_window_is_two_to_ten_days(days, when):
    answer = asks(no_after("interview", days))
    row = (answer.past if when == "past" else answer.table).iloc[0]
    assert row["when"] == when
    assert len(answer.table) + len(answer.past) == 1
    assert row["due_on"] == pd.Timestamp(days_ago(days - 10))


@pytest.mark.parametrize("stage", ["screen", "interview", "final", "offer"])
def test_a_no_after_a_talk_is_worth_asking(stage):
    assert asks(no_after(stage, 4)).table["when"].tolist() == ["now"]


@pytest.mark.parametrize("stage", ["applied", "assessment"])
def test_a_no_without_a_talk_is_never_asked_about(stage):
    answer = asks(no_after(stage, 4))
    assert answer.table.empty
    assert answer.past.empty


@pytest.mark.parametrize(
    ("note", "talk"),
    [
        ("phone screen, 30 min", True),
        ("heard back, call with HR", True),
        ("heard back", False),
        ("responded", False),
        ("one-way video interview", False),
        ("automated screen", False),
        ("HireVue", False),
        ("Telefonat mit der Personalabteilung", True),
        ("", True),
    ],
)
def test_the_words_beside_a_stage_tell_whether_a_person_talked(note, talk):
    answer = asks(no_after("screen", 4), notes={"screen": note} if note else None)
    assert len(answer.table) == talk


@pytest.mark.parametrize("outcome", ["open", "closed", "withdrawn", "declined", "accepted", "no_response"])
def test_only_a_no_of_theirs_is_asked_about(outcome):
    row, events = no_after("interview", 4, outcome=outcome)
    events = [events[0], (row["application_id"], outcome, days_ago(4))] if outcome != "open" else events[:1]
    assert asks((row, events)).table.empty


def test_one_ask_only():
    asked = touches({"application_id": "a0", "purpose": "feedback_request", "on": days_ago(1)})
    answer = asks(no_after("interview", 4), contacts=people({}), touches=asked)
    assert answer.table.empty
    assert answer.ledger["result"].tolist() == ["waiting"]
    assert "Asked in the last 14 days and waiting: 1. One ask is enough." in answer.notes


def test_an_ask_without_an_application_is_found_by_the_persons_firm():
    asked = touches({"purpose": "feedback_request", "on": days_ago(1)})
    answer = asks(no_after("interview", 4), contacts=people({"company": "QUILLMARK GmbH"}), touches=asked)
    assert answer.table.empty
    assert answer.ledger["application_id"].tolist() == ["a0"]
    assert answer.ledger["days_after_no"].tolist() == [3]


def test_the_same_firm_is_not_asked_twice_within_a_month():
    second = no_after("interview", 3, application_id="a1", title="BI Analyst")
    asked = touches({"application_id": "a0", "purpose": "feedback_request", "on": days_ago(9)})
    assert asks(no_after("screen", 12), second, contacts=people({}), touches=asked).table.empty
    longer = touches({"application_id": "a0", "purpose": "feedback_request", "on": days_ago(45)})
    assert len(asks(no_after("screen", 47), second, contacts=people({}), touches=longer).table) == 1


def test_whose_reason_was_told_unasked_is_thanked_instead():
    told = said({"text": "The system design answer stayed on the surface.", "received_on": days_ago(3)})
    answer = asks(no_after("interview", 4), feedback=told)
    assert answer.table.empty
    assert answer.thanks[["company", "situation"]].values.tolist() == [["Quillmark", "thank_you"]]
    assert answer.advice.startswith(
        "Nothing to ask today. Thank whoever told you of Quillmark for saying why"
    )


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("We have decided to move forward with other candidates.", "recruiter"),
        ("The system design answer stayed on the surface.", "self"),
        ("The system design answer stayed on the surface.", "rejection_mail"),
    ],
)
def test_stock_phrases_and_guesses_are_no_reason(text, who):
    told = said({"text": text, "said_by": who, "received_on": days_ago(4)})
    assert len(asks(no_after("interview", 4), feedback=told).table) == 1


def test_feedback_from_before_the_no_is_no_reason_for_it():
    told = said({"text": "The system design answer stayed on the surface.", "received_on": days_ago(6)})
    assert len(asks(no_after("interview", 4), feedback=told).table) == 1


def test_the_person_who_knows_most_is_asked():
    known = people(
        {"name": "Ada Recruit", "relation": "recruiter"},
        {"name": "Bo Lead", "relation": "hiring_manager"},
        {"name": "Cy Mentor", "relation": "mentor"},
        {"name": "Di Elsewhere", "company": "Tarnwood", "relation": "hiring_manager"},
    )
    row = asks(no_after("interview", 4), contacts=known).table.iloc[0]
    assert (row["whom"], row["relation"]) == ("Bo Lead", "hiring_manager")


def test_without_contacts_the_queue_says_how_to_find_the_person():
    answer = asks(no_after("interview", 4))
    row = answer.table.iloc[0]
    assert row["whom"] == "whoever wrote to you or invited you to the interview"
    assert row["why_now"] == "a no after the interview, 4 days ago: still remembered for about 6 days"
    assert answer.advice == (
        "Ask whoever wrote to you or invited you to the interview about Quillmark by 2026-07-06: "
        "one narrow question, with thanks first."
    )
    assert answer.notes[0] == (
        "To see whom to ask and how often answers come, add who you met (contacts) and what you wrote "
        "(touches): `jobsearch log` writes both."
    )


def test_a_no_without_a_day_is_kept_only_while_it_can_be_recent():
    row, events = no_after("interview", None)
    recent = asks((row, events)).table.iloc[0]
    assert (recent["when"], pd.isna(recent["due_on"])) == ("day unknown", True)
    assert recent["why_now"] == "a no after the interview, at most 8 days ago: ask if it came within 10"
    assert asks((row, events), today="2026-09-30").table.empty


def test_a_planned_talk_is_no_talk():
    row, events = no_after("interview", 4)
    search = search_of(({**row, "stage": "applied"}, events))
    planned = search.events.assign(scheduled=search.events["event"] == "interview")
    object.__setattr__(search, "events", planned)
    assert feedback_requests(search, today=TODAY).table.empty


def test_the_ledger_says_what_came_of_each_request():
    noes = [
        no_after("interview", 40 + place, application_id=f"a{place}", company=f"Firm {place}")
        for place in range(4)
    ]
    asked = touches(
        {
            "application_id": "a0",
            "on": days_ago(38),
            "replied_on": days_ago(35),
            "answer": "Of course, see below.",
        },
        {
            "application_id": "a1",
            "on": days_ago(38),
            "replied_on": days_ago(37),
            "answer": "Our policy does not allow individual feedback.",
        },
        {"application_id": "a2", "on": days_ago(38)},
        {"application_id": "a3", "on": days_ago(2)},
    ).assign(purpose="feedback_request")
    notes = said({"application_id": "a0", "text": "Answers should be shorter.", "received_on": days_ago(34)})
    answer = asks(*noes, contacts=people({}), touches=asked, feedback=notes)
    assert answer.ledger["result"].tolist() == ["answered", "declined", "silence", "waiting"]
    assert answer.ledger["grade"].fillna("").tolist() == ["actionable", "", "", ""]
    assert answer.ledger["days_to_answer"].fillna(-1).tolist() == [3, 1, -1, -1]
    share = answer.rates.set_index("what").loc["answered"]
    assert (share["hits"], share["trials"]) == (1, 3)


def test_young_requests_that_were_answered_do_not_flatter_the_share():
    asked = touches(
        {
            "application_id": "a0",
            "on": days_ago(3),
            "replied_on": days_ago(1),
            "answer": "Shorter answers would help.",
        },
    ).assign(purpose="feedback_request")
    answer = asks(no_after("interview", 5), contacts=people({}), touches=asked)
    assert answer.ledger["result"].tolist() == ["answered"]
    assert answer.rates.set_index("what").loc["answered", "trials"] == 0
    assert answer.headline.endswith("no request so far is old enough to tell how often an answer comes.")


def test_a_log_without_touches_does_not_say_that_you_never_ask():
    answer = asks(no_after("interview", 40))
    assert answer.rates.set_index("what").loc["asked", "trials"] == 0
    assert "Never asked, more than 10 days ago: 1, in `.past`. Let these rest." in answer.notes


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Happy to, I will call you tomorrow.", "boilerplate"),
        ("We went with another candidate. Best of luck in your search!", "boilerplate"),
        ("You explained the migration very clearly.", "specific"),
        ("The question about benefits came three times.", "specific"),
        ("Next time, lead with the result.", "actionable"),
        ("We would have liked more depth on partitioning.", "actionable"),
        ("Ihre Antworten sollten kürzer sein.", "actionable"),
        ("Il manque des exemples concrets.", "actionable"),
        ("Il aurait fallu plus d'exemples.", "actionable"),
        ("You undersold your part in the migration.", "actionable"),
    ],
)
def test_answers_are_graded_by_what_one_can_do_with_them(text, grade):
    assert graded(pd.Series([text]), pd.Series([False])).tolist() == [grade]


def test_a_theme_with_a_next_step_makes_an_answer_actionable():
    texts = pd.Series(["The design round stayed on the surface."])
    assert graded(texts, pd.Series([False])).tolist() == ["specific"]
    assert graded(texts, pd.Series([True])).tolist() == ["actionable"]


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.5, 5), st.floats(0.5, 5), st.floats(0.5, 0.99))
def test_shares_under_a_prior_are_those_of_the_textbook(hits, misses, a, b, level):
    share, low, high = beta_shares([hits], [hits + misses], BetaPrior(a, b, ""), level)
    after = stats.beta(hits + a, misses + b)
    assert share[0] == pytest.approx(after.mean())
    assert (low[0], high[0]) == pytest.approx(after.interval(level), abs=1e-9)


@pytest.mark.parametrize(
    ("days", "start"),
    [
        (4, "1 worth asking for feedback today;"),
        (1, "Nobody to ask for feedback today, 1 in a day or two;"),
        (
            None,
            "Nobody to ask for feedback today for sure, 1 that may be worth it, if the no came lately;",
        ),
    ],
)
def test_the_headline_says_no_less_than_the_table(days, start):
    assert asks(no_after("interview", days)).headline.startswith(start)


def test_an_undated_no_is_asked_about_on_a_condition():
    advice = asks(no_after("interview", None)).advice
    assert advice.startswith("If the no came in the last 10 days, ask whoever wrote to you")


@pytest.mark.parametrize("answered", range(4))
def test_the_share_that_is_told_lies_inside_its_interval(answered):
    asked = touches(
        *(
            {
                "application_id": f"a{n}",
                "on": days_ago(30),
                "replied_on": days_ago(28) if n < answered else None,
            }
            for n in range(3)
        )
    ).assign(purpose="feedback_request")
    noes = [no_after("interview", 33, application_id=f"a{n}", company=f"Firm {n}") for n in range(3)]
    answer = asks(*noes, contacts=people({}), touches=asked)
    after = stats.beta(answered + 1, 3 - answered + 3)
    low, high = (100 * end for end in after.interval(0.95))
    assert f"so far {answered} of 3 requests were answered" in answer.headline
    told = re.search(r"about ([\d.]+)% may be \(95% interval ([\d.]+)–([\d.]+)%\)", answer.headline)
    assert told is not None
    assert [float(number) for number in told.groups()] == pytest.approx(
        [100 * after.mean(), low, high], abs=0.6
    )


def test_what_answers_gave_is_said_in_plain_words():
    asked = touches(
        {
            "application_id": "a0",
            "purpose": "feedback_request",
            "on": days_ago(20),
            "replied_on": days_ago(20),
            "answer": "Next time, lead with the result.",
        }
    )
    notes = asks(no_after("interview", 23), contacts=people({}), touches=asked).notes
    assert (
        "What the answers gave, told by word lists: 1 with something to work on; they came on the same day."
    ) in notes
    assert not any("prior" in note for note in notes)


def test_an_empty_log_is_answered():
    answer = feedback_requests(make_search([]), today=TODAY)
    assert answer.table.empty
    assert answer.headline == (
        "Nobody to ask for feedback today; no request so far is old enough to tell how often an answer comes."
    )
    assert answer.dates.empty


def test_the_sample_has_a_queue_to_show(sample):
    answer = feedback_requests(sample, today="2026-06-28")
    assert answer.table[["company", "when"]].to_numpy().tolist() == [
        ["Atelier Harrowquay", "now"],
        ["Harrowmere", "now"],
    ]
    assert len(answer.thanks) > 0


def test_a_today_that_is_no_day_is_refused():
    with pytest.raises(BadArgumentError) as caught:
        feedback_requests(make_search([]), today="soon")
    assert str(caught.value) == (
        "today='soon' cannot be used.\n"
        '  Expected: a day written as YYYY-MM-DD, for example today="2026-06-30".'
    )


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["applied", "screen", "assessment", "interview", "final"]), st.integers(0, 60)
        ),
        max_size=12,
    )
)
def test_the_queue_holds_only_what_is_worth_asking(noes):
    rows = [
        no_after(stage, days, application_id=f"a{n}", company=f"Firm {n}")
        for n, (stage, days) in enumerate(noes)
    ]
    answer = feedback_requests(search_of(*rows), today=TODAY)
    worth = {
        f"a{n}"
        for n, (stage, days) in enumerate(noes)
        if stage in ("screen", "interview", "final") and days <= 10
    }
    assert set(answer.table["application_id"]) == worth
    assert answer.table["application_id"].is_unique
