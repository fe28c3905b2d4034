from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from jobsearch_analytics.analysis.answer import percent, spoken
from jobsearch_analytics.analysis.waiting_times import waiting_times
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from tests.analysis.searches import days_ago, make_search
from tests.simulator import draw_truth, simulate


@pytest.fixture(scope="module")
def simulated():
    return simulate(draw_truth(2), 200, follow_up_days=20, random_state=2)


@pytest.fixture(scope="module")
def answer(simulated):
    return waiting_times(simulated.search())


def test_the_curves_hold_the_truth_behind_the_log(simulated, answer):
    for day in (14, 30, 60):
        rows = answer.within(day).set_index("cause")
        for cause in ("positive", "rejected", "closed", "withdrawn"):
            truth = float(simulated.truth.incidence(cause, day))
            assert rows.loc[cause, "low"] - 0.02 <= truth <= rows.loc[cause, "high"] + 0.02


def test_the_curves_end_where_the_follow_up_ends(simulated, answer):
    last = int(answer.table["day"].max())
    ages = (simulated.as_of - simulated.applications["applied_on"]).dt.days
    assert (ages >= last).sum() >= 10 > (ages > last).sum()
    beyond = answer.within(last + 1)
    assert beyond["verdict"].tolist() == ["not yet"] * 4
    assert beyond["incidence"].isna().all()


def test_groups_are_counted_apart_and_add_up(simulated):
    table = waiting_times(simulated.search(), by="channel").table
    first = table[(table["day"] == 0) & (table["cause"] == "positive")]
    assert first["at_risk"].sum() == 200
    assert first["at_risk"].is_monotonic_decreasing


def test_a_decision_is_an_offer_or_an_ending(simulated):
    waits = waiting_times(simulated.search(), until="decision").waits
    reached = (simulated.applications["stage"] == "offer").sum()
    assert (waits["ended_by"] == "positive").sum() == reached


def test_chances_fall_with_silence_after_sending(answer):
    table = answer.chance_after(days=[0, 14, 30, 60]).table
    chances = table.loc[table["stage"] == "applied", "chance"]
    assert chances.is_monotonic_decreasing
    assert ((table["low"] <= table["high"]) & table["chance"].between(0, 1)).all()


def test_chances_never_speak_of_more_waits_than_there_are(answer):
    table = answer.chance_after(days=[0, 300]).table.set_index(["stage", "days"])["at_risk"]
    assert table["applied", 0] == 200
    assert table["applied", 300] == 0


def test_the_words_of_a_fixed_search():
    rows = [{"applied_on": days_ago(90 - i), "outcome": "rejected"} for i in range(12)]
    rows += [{"applied_on": days_ago(80 - i), "stage": "screen"} for i in range(4)]
    rows += [{"applied_on": days_ago(70 - i)} for i in range(24)]
    events = [(f"a{i}", "rejected", days_ago(90 - 2 * i - 12)) for i in range(12)]
    events += [(f"a{12 + i}", "screen", days_ago(80 - 2 * i - 9)) for i in range(4)]
    answer = waiting_times(make_search(rows, events))
    assert answer.headline == (
        "Within 30 days of sending, 10% of applications get a positive reply "
        "(95% interval 3.7–22%; 40 applications); a rejection comes to 30%."
    )
    assert answer.advice.startswith("Stop waiting after ")
    assert answer.advice.endswith("Keep the row, for a late reply re-opens it.")
    assert answer.notes == ()
    closing = answer.closing_day(cost=30)
    row = closing.table.iloc[0]
    assert closing.headline == (
        f"After {row['day']} silent days (95% interval {row['low']}–{row['high']}) a positive reply still "
        "comes to at most 1 application in 30."
    )
    assert (
        closing.advice == f"Stop waiting after day {row['day']}; keep the row, for a late reply re-opens it."
    )
    assert answer.chance_after(0).notes == (
        "40 of your own waits lasted that long; a stated prior worth about 10 fills in where they are few.",
    )


def test_an_empty_search_is_answered():
    answer = waiting_times(make_search([]))
    assert answer.table.empty
    assert answer.headline == (
        "No application with a day of sending is in this log, so no wait can be measured."
    )
    assert answer.advice == (
        "Nothing can be known yet: log the day each application was sent, and the day of each answer."
    )
    assert answer.notes == ()
    assert answer.chance_after(21).table["at_risk"].eq(0).all()
    assert answer.within(30).empty


def test_one_application_is_too_few_for_a_curve():
    answer = waiting_times(make_search([{"applied_on": days_ago(10)}]))
    assert answer.headline == "1 application with a day: too few or too young to say how long a reply takes."


def test_all_open_is_said_first():
    answer = waiting_times(make_search([{"applied_on": days_ago(60 + i)} for i in range(20)]))
    assert answer.notes[0] == (
        "For 20 of 20 applications nothing is recorded after sending: either nobody answered or the log was "
        "not kept up."
    )
    assert answer.within(30)["incidence"].eq(0).all()


def test_an_undated_search_is_answered_with_a_note():
    answer = waiting_times(make_search([{"outcome": "rejected"}, {}]))
    assert answer.table.empty
    assert answer.notes == ("Not counted, for want of a day of sending: 2 applications.",)


def test_a_log_begun_late_is_noticed_and_can_be_told():
    rows = [{"applied_on": days_ago(150 - i)} for i in range(12)]
    rows += [{"applied_on": days_ago(70 - i), "outcome": "rejected"} for i in range(6)]
    events = [(f"a{i}", "rejected", days_ago(60 - 2 * (i - 12))) for i in range(12, 18)]
    search = make_search(rows, events)
    assert waiting_times(search).notes == (
        "The first answer in this log is dated 2026-05-01, long after the first sendings: if you began "
        'logging then, say so: waiting_times(search, log_started="2026-05-01").',
    )
    told = waiting_times(search, log_started="2026-05-01")
    assert told.notes == (
        "Left out, since others like them were never entered: 1 application over before the log was begun.",
    )
    assert told.waits["entry_days"].max() == 90


def test_inexact_days_are_counted_in_the_notes():
    rows = [{"applied_on": days_ago(90), "outcome": "rejected"}] * 3
    rows += [{"applied_on": "2026-04-01", "applied_precision": "month", "outcome": "rejected"}]
    answer = waiting_times(make_search([*rows, {}], [("a3", "rejected", days_ago(20))]))
    assert answer.notes == (
        "Not counted, for want of a day of sending: 1 application.",
        "Ended, but without a day: 3 applications; the intervals are as wide as that makes them.",
        "Dated to a month or year only: 1 application; the wait is taken as a range.",
    )


def test_wrong_arguments_are_answered_in_full():
    with pytest.raises(UnknownChoiceError) as caught:
        waiting_times(make_search([]), until="decison")  # ty: ignore[invalid-argument-type]
    assert str(caught.value) == (
        "until='decison' is not something to wait for.\n  Known: reply, decision.\n  Did you mean 'decision'?"
    )
    answer = waiting_times(make_search([]))
    with pytest.raises(BadArgumentError) as caught:
        answer.chance_after(-1)
    assert str(caught.value) == (
        "days=-1 cannot be used.\n  Expected: days of silence from 0 to 365, for example days=21."
    )
    with pytest.raises(BadArgumentError) as caught:
        answer.closing_day(cost=1)
    assert str(caught.value) == (
        "cost=1 cannot be used.\n"
        "  Expected: one late reply in how many closings, above 1, for example cost=30."
    )


def test_row_order_changes_nothing(simulated, answer):
    shuffled = simulated.applications.sample(frac=1, random_state=0)
    events = simulated.events.sample(frac=1, random_state=1)
    again = waiting_times(
        make_search([]).__class__(applications=shuffled, events=events, as_of=simulated.as_of)
    )
    pd.testing.assert_frame_equal(again.table, answer.table)
    assert again.headline == answer.headline


def test_the_naive_rate_errs_where_the_curve_does_not():
    """At week six of a search, replies over sendings reads low; the curve at its longest horizon does not."""
    truth, gaps, naive = draw_truth(2), [], []
    for seed in range(20):
        simulated = simulate(truth, 120, weekly_applications=20, random_state=seed)
        answer = waiting_times(simulated.search())
        day = int(answer.table["day"].max())
        share = answer.within(day)["incidence"].iloc[0]
        gaps.append(share - float(truth.incidence("positive", day)))
        replied = simulated.applications["stage"].ne("applied").mean()
        naive.append(replied - float(truth.incidence("positive", day)))
    assert abs(np.mean(gaps)) < 0.02
    assert np.mean(naive) < -0.05


def test_groups_are_told_by_size_and_a_decision_after_an_interview():
    simulated = simulate(draw_truth(3), 150, follow_up_days=60, random_state=3).search()
    answer = waiting_times(simulated, by="channel")
    largest = simulated.sent["channel"].value_counts().index[0]
    assert answer.headline.startswith("Within 30 days of sending, by channel, a positive reply comes to ")
    assert answer.headline.split(" of ")[2].startswith(spoken(largest))
    assert waiting_times(simulated, until="decision").advice.startswith("After an interview, ask once how")


def test_a_guess_alone_makes_nothing_known():
    chances = waiting_times(make_search([])).chance_after(days=[21, 60])
    assert "known" not in set(chances.verdict)
    assert chances.notes == ("No wait of your own is in this log: all of it is a stated guess, set wide.",)


def test_a_curve_of_chances_is_told_from_its_first_day_to_its_last(answer):
    silence = answer.chance_after(range(31))
    sent = silence.table[silence.table["stage"] == "applied"].set_index("days")["chance"]
    assert silence.headline.startswith(
        f"An application still gets a positive reply in {percent(sent[0])} of cases at first, "
        f"and in {percent(sent[30])} after 30 silent days (95% interval "
    )


def test_chances_asked_for_later_are_those_of_the_log_as_it_was(simulated):
    search = simulated.search()
    ours, soon = waiting_times(search), waiting_times(search).chance_after(30).table
    search.events["occurred_on"] = pd.NaT
    search.applications["stage"] = "offer"
    pd.testing.assert_frame_equal(ours.chance_after(30).table, soon)
