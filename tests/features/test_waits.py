from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.features.waits import build_waits
from tests.analysis.searches import AS_OF, days_ago, make_search
from tests.simulator import draw_truth, simulate


def one(row=None, events=(), **options):
    rows = [{"applied_on": days_ago(50), **(row or {})}]
    return build_waits(make_search(rows, [("a0", name, day) for name, day in events]), **options).iloc[0]


def test_an_open_application_waits_until_as_of():
    wait = one()
    assert (wait["ended_by"], wait["days_low"], wait["days_high"]) == ("waiting", 50, 50)
    assert wait["to_on"] == AS_OF


def test_a_reply_ends_the_wait_on_its_day():
    wait = one({"stage": "interview"}, [("screen", days_ago(40)), ("interview", days_ago(30))])
    assert (wait["ended_by"], wait["days_low"], wait["days_high"], wait["doubt"]) == ("positive", 10, 10, "")


@pytest.mark.parametrize("outcome", ["rejected", "closed", "withdrawn"])
def test_an_ending_without_a_reply_is_its_own_cause(outcome):
    wait = one({"outcome": outcome}, [(outcome, days_ago(20))])
    assert (wait["ended_by"], wait["days_low"]) == (outcome, 30)


def test_a_rejection_after_the_reply_does_not_count_for_the_reply():
    row = {"stage": "screen", "outcome": "rejected"}
    events = [("screen", days_ago(40)), ("rejected", days_ago(20))]
    assert one(row, events)["ended_by"] == "positive"
    decision = one(row, events, until="offer")
    assert (decision["ended_by"], decision["days_low"]) == ("rejected", 30)
    step = one(row, events, since="screen")
    assert (step["ended_by"], step["days_low"]) == ("rejected", 20)


def test_silence_said_aloud_ends_nothing():
    wait = one({"outcome": "no_response"}, [("no_response", days_ago(10))])
    assert (wait["ended_by"], wait["days_low"]) == ("waiting", 50)


def test_a_late_reply_reopens():
    wait = one({"stage": "screen", "outcome": "open"}, [("closed", days_ago(30)), ("screen", days_ago(5))])
    assert (wait["ended_by"], wait["days_low"]) == ("positive", 45)


def test_an_accepted_offer_is_a_positive_decision_even_without_the_offers_own_entry():
    wait = one({"stage": "interview", "outcome": "accepted"}, [("accepted", days_ago(1))], until="offer")
    assert (wait["ended_by"], wait["days_low"]) == ("positive", 49)


def test_an_ending_without_a_day_can_have_come_any_day():
    wait = one({"outcome": "rejected"})
    assert (wait["days_low"], wait["days_high"], wait["doubt"]) == (0, 50, "no day of the end")


def test_a_month_gives_a_range():
    wait = one(
        {"applied_on": "2026-04-01", "applied_precision": "month", "stage": "screen"},
        [("screen", "2026-05-10")],
    )
    assert (wait["days_low"], wait["days_high"], wait["doubt"]) == (10, 39, "month or year only")
    year = one({"applied_on": "2026-01-01", "applied_precision": "year"})
    assert year["days_low"] == year["days_high"] == 90


def test_an_end_dated_before_the_start_is_doubted_not_dropped():
    wait = one({"stage": "screen"}, [("screen", days_ago(70))])
    assert (wait["days_low"], wait["days_high"], wait["doubt"]) == (0, 50, "ends before it starts")


def test_an_undated_application_is_named_as_unused():
    wait = one({"applied_on": None})
    assert (wait["unused"], wait["days_low"]) == ("no day of the start", 0)


def test_an_application_dated_after_as_of_is_named_as_unused():
    assert one({"applied_on": days_ago(-3)})["unused"] == "starts later"


def test_many_endings_entered_on_one_day_are_latest_days_only():
    rows = [{"applied_on": days_ago(60 + i), "outcome": "rejected"} for i in range(9)]
    events = [(f"a{i}", "rejected", days_ago(10)) for i in range(6)]
    events += [(f"a{i}", "rejected", days_ago(10 + i)) for i in range(6, 9)]
    waits = build_waits(make_search(rows, events))
    assert waits["doubt"].tolist() == ["entered in bulk"] * 6 + [""] * 3
    assert (waits["days_low"].iloc[0], waits["days_high"].iloc[0]) == (0, 50)


def test_two_stages_of_one_application_on_one_day_are_a_catch_up():
    wait = one({"stage": "interview"}, [("screen", days_ago(20)), ("interview", days_ago(20))])
    assert (wait["days_low"], wait["days_high"], wait["doubt"]) == (0, 30, "entered in bulk")


def test_a_log_begun_late_watches_from_then_on():
    rows = [{"applied_on": days_ago(50)}, {"applied_on": days_ago(50), "outcome": "rejected"}]
    search = make_search([*rows, {"applied_on": days_ago(5)}], [("a1", "rejected", days_ago(45))])
    waits = build_waits(search, log_started=AS_OF - pd.Timedelta(days=40))
    assert waits["entry_days"].tolist() == [10, 10, 0]
    assert waits["unused"].tolist() == ["", "over before the log began", ""]


def test_what_is_planned_or_still_to_come_has_not_happened():
    search = make_search([{"applied_on": days_ago(50)}], [("a0", "screen", days_ago(-2))])
    assert build_waits(search)["ended_by"].tolist() == ["waiting"]
    planned = dataclasses.replace(search, events=search.events.assign(scheduled=True))
    assert build_waits(planned)["ended_by"].tolist() == ["waiting"]


def test_the_waits_of_a_simulated_search_are_the_true_ones():
    simulated = simulate(draw_truth(3), 300, follow_up_days=400, random_state=3)
    waits = build_waits(simulated.search())
    hidden = simulated.hidden
    exact = waits["doubt"] == ""
    assert exact.mean() > 0.9
    told = hidden["first_cause"].isin(["positive", "rejected", "closed", "withdrawn"])
    expected = hidden["first_cause"].where(told, "waiting")
    assert (waits["ended_by"] == expected).mean() > 0.99
    days = hidden["first_wait_days"].apply(lambda day: -(-day // 1))
    same = exact & told & (waits["ended_by"] != "waiting")
    assert (waits.loc[same, "days_low"] == days[same]).all()


def test_an_empty_search_has_no_waits():
    assert build_waits(make_search([])).empty


def test_a_stage_nothing_can_follow_is_refused():
    with pytest.raises(UnknownChoiceError) as caught:
        build_waits(make_search([]), since="offer")
    assert str(caught.value) == (
        "since='offer' is not a stage that something can follow.\n"
        "  Known: applied, screen, assessment, interview, final."
    )
    with pytest.raises(UnknownChoiceError) as caught:
        build_waits(make_search([]), since="interview", until="screen")
    assert str(caught.value) == "until='screen' is not a stage after interview.\n  Known: final, offer."
