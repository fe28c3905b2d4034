from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from jobsearch_analytics.analysis.waiting_times import waiting_times
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.planning.pipeline import pipeline
from jobsearch_analytics.stages import CLOSED_OUTCOMES
from tests.analysis.searches import AS_OF, days_ago, make_search
from tests.simulator import draw_truth, simulate

TODAY = "2026-06-30"


def alive(rows, events=(), scheduled=(), touches=(), today=TODAY):
    """The pipeline of a few rows; ``touches`` are (application, day) of your messages."""
    search = make_search(rows, [*events, *scheduled])
    planned = [False] * len(events) + [True] * len(scheduled)
    log = pd.DataFrame(touches, columns=["application_id", "on"])
    log = log.assign(on=pd.to_datetime(log["on"]), direction="out", purpose="check_in")
    log = log.assign(touch_id=[f"t{place}" for place in range(len(log))])
    search = dataclasses.replace(search, events=search.events.assign(scheduled=planned), touches=log)
    return pipeline(search, today=today)


def only(answer):
    assert len(answer.table) == 1
    return answer.table.iloc[0]


def test_an_offer_is_answered_first():
    rows = [
        {"applied_on": days_ago(12)},
        {"stage": "offer", "applied_on": days_ago(40), "company": "Nordhall"},
    ]
    answer = alive(rows, [("a1", "offer", days_ago(1))])
    assert answer.table["next_action"].tolist()[0] == "answer"
    assert answer.headline == "2 applications are open (1 at applied, 1 at offer); 2 things to do today."
    assert answer.advice == "First: Nordhall: Answer the offer, or ask for the days you need."


def test_a_date_within_three_days_is_prepared_for_today():
    row = only(alive([{"applied_on": days_ago(9)}], scheduled=[("a0", "interview", "2026-07-02")]))
    assert (row["next_action"], row["to_do"]) == ("prepare", True)
    assert row["action"] == "Prepare for the interview on 2026-07-02."


def test_a_later_date_is_prepared_for_later():
    answer = alive([{"applied_on": days_ago(30)}], scheduled=[("a0", "interview", "2026-07-20")])
    assert (only(answer)["to_do"], only(answer)["due_on"]) == (False, pd.Timestamp("2026-07-17"))
    assert answer.advice == "Nothing to do today, which is good news; the next date is 2026-07-17."


def test_a_planned_date_that_has_passed_is_to_be_written_down():
    row = only(alive([{"applied_on": days_ago(30)}], scheduled=[("a0", "interview", days_ago(2))]))
    assert row["action"] == "Write down how the interview on 2026-06-28 went."


def test_thanks_come_within_two_days_unless_they_are_sent():
    rows, events = [{"stage": "interview", "applied_on": days_ago(30)}], [("a0", "interview", days_ago(1))]
    assert only(alive(rows, events))["action"] == "Send a short thank-you for the interview."
    assert only(alive(rows, events, touches=[("a0", days_ago(0))]))["next_action"] == "wait"


def test_silence_after_a_talk_is_asked_about_once():
    rows, events = [{"stage": "interview", "applied_on": days_ago(30)}], [("a0", "interview", days_ago(8))]
    row = only(alive(rows, events))
    assert row["action"] == "Ask politely where things stand: 8 silent days after the interview."
    assert only(alive(rows, events, touches=[("a0", days_ago(3))]))["next_action"] == "wait"


def test_an_application_is_followed_up_once_and_then_let_go():
    fresh = only(alive([{"applied_on": days_ago(4)}]))
    assert (fresh["next_action"], fresh["due_on"]) == ("wait", pd.Timestamp("2026-07-06"))
    assert only(alive([{"applied_on": days_ago(11)}]))["next_action"] == "follow_up"
    written = only(alive([{"applied_on": days_ago(25)}], touches=[("a0", days_ago(14))]))
    assert written["next_action"] == "wait"
    assert written["due_on"] > AS_OF
    old = only(alive([{"applied_on": days_ago(200)}]))
    assert old["action"] == ("Stop waiting: 200 silent days. Keep the row, for a late reply re-opens it.")


def test_never_more_than_seven_for_one_day():
    answer = alive([{"applied_on": days_ago(12 + place // 4)} for place in range(12)])
    assert len(answer.to_do) == 7
    assert "5 more could be done, but 7 are enough for one day." in answer.notes


def test_what_ended_is_not_in_the_pipeline_and_silence_is_no_end():
    simulated = simulate(draw_truth(1), 100, notice_days=10, random_state=1)
    answer = pipeline(simulated.search(), today=simulated.as_of)
    still = ~simulated.applications["outcome"].isin(CLOSED_OUTCOMES)
    assert set(answer.table["application_id"]) == set(simulated.applications.loc[still, "application_id"])
    assert answer.by_stage.sum() == still.sum()
    assert answer.table["chance"].dropna().between(0, 1).all()
    planned = simulated.events[simulated.events["scheduled"]]
    dates = answer.table.set_index("application_id")["next_on"].dropna()
    assert dates.to_dict() == planned.set_index("application_id")["occurred_on"].to_dict()


def test_chances_are_those_of_the_waiting_times():
    simulated = simulate(draw_truth(1), 60, random_state=1)
    waits = waiting_times(simulated.search())
    row = (
        pipeline(simulated.search(), today=simulated.as_of, waits=waits)
        .table.query("stage == 'applied'")
        .iloc[0]
    )
    expected = waits.chance_after(int(row["silent_days"])).table.query("stage == 'applied'").iloc[0]
    assert row["chance"] == expected["chance"]


def test_silence_is_counted_to_today_not_to_the_last_entry():
    answer = alive([{"applied_on": days_ago(5)}], today="2026-07-20")
    assert only(answer)["silent_days"] == 25
    assert answer.notes[0] == "The log was last updated 20 days ago: first write down what happened since."
    assert repr(answer).endswith("Today is 2026-07-20. As of 2026-06-30; intervals hold 95%.")


def test_an_empty_pipeline_is_answered():
    answer = pipeline(make_search([{"outcome": "rejected"}]), today=TODAY)
    assert answer.table.empty
    assert answer.headline == "No application is open."
    assert answer.advice == (
        "Send the next application, or ask somebody you know for a word of introduction."
    )


def test_undated_applications_are_waited_for_and_said():
    answer = pipeline(make_search([{}]), today=TODAY)
    assert only(answer)["next_action"] == "wait"
    assert answer.notes == ("Open, but without any day, so that their silence is unknown: 1.",)


def test_a_today_that_is_no_day_is_refused():
    with pytest.raises(BadArgumentError) as caught:
        pipeline(make_search([]), today="soon")
    assert str(caught.value) == (
        "today='soon' cannot be used.\n"
        '  Expected: a day written as YYYY-MM-DD, for example today="2026-06-30".'
    )


def test_letting_go_is_no_work():
    answer = alive([{"applied_on": days_ago(200 + place)} for place in range(20)])
    assert answer.to_do.empty
    assert set(answer.table["next_action"]) == {"close"}
    assert answer.notes == ("Silent beyond their closing day, to be let go without any work: 20.",)
    assert answer.advice == "Nothing to do today, which is good news."
