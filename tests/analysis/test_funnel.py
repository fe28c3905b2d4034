from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobsearch_analytics.analysis.funnel import funnel
from jobsearch_analytics.analysis.waiting_times import waiting_times
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.stages import CLOSED_OUTCOMES, FUNNEL_STAGES, OUTCOMES, STAGES
from tests.analysis.searches import AS_OF, days_ago, make_search
from tests.simulator import draw_truth, simulate

CHANNELS = ["referral", "job board", "company site", None]

rows_of_a_log = st.lists(
    st.fixed_dictionaries(
        {
            "stage": st.sampled_from(STAGES),
            "outcome": st.sampled_from(OUTCOMES),
            "channel": st.sampled_from(CHANNELS),
            "applied_on": st.one_of(st.none(), st.integers(0, 200).map(days_ago)),
            "kind": st.sampled_from(["application", "application", "application", "lead"]),
        }
    ),
    max_size=20,
)
few = settings(max_examples=15, deadline=None)


def brute_force(rows: list[dict], stage: str, before: str, closing_days: int) -> dict[str, int]:
    """Count one row of the funnel with a loop, from the definitions alone."""
    counts = dict.fromkeys(("entered", "reached", "open", "open_in_all", "settled", "settled_reached"), 0)
    for row in rows:
        if row["kind"] != "application":
            continue
        rank = max(STAGES.index(row["stage"]), STAGES.index("applied"))
        here, entered = rank >= STAGES.index(stage), rank >= STAGES.index(before)
        ended = row["outcome"] in CLOSED_OUTCOMES
        age = -1 if row["applied_on"] is None else (AS_OF - pd.Timestamp(row["applied_on"])).days
        counts["entered"] += entered
        counts["reached"] += here
        counts["open"] += entered and not here and not ended
        counts["open_in_all"] += not here and not ended
        # Nothing but the sending is dated here, so an application is silent for as long as it is old.
        counts["settled"] += age > closing_days
        counts["settled_reached"] += age > closing_days and here
    return counts


@given(rows_of_a_log)
@few
def test_the_counts_equal_a_loop_over_the_rows(rows):
    table = funnel(make_search(rows)).table
    stages = table["stage"].tolist()
    for row, before in zip(table.to_dict("records"), ["applied", *stages], strict=False):
        expected = brute_force(rows, row["stage"], before, closing_days=45)
        assert {name: row[name] for name in ("entered", "reached", "open", "settled")} == {
            name: expected[name] for name in ("entered", "reached", "open", "settled")
        }
        n = row["applications"]
        assert row["at_least"] == pytest.approx(expected["reached"] / n)
        assert row["at_most"] == pytest.approx((expected["reached"] + expected["open_in_all"]) / n)
        if expected["settled"]:
            assert row["settled_rate"] == pytest.approx(expected["settled_reached"] / expected["settled"])


@given(rows_of_a_log)
@few
def test_the_funnel_never_widens(rows):
    for _, group in funnel(make_search(rows), by="channel").table.groupby("group"):
        for name in ("entered", "reached", "share", "at_least", "at_most"):
            assert (group[name].diff().dropna() <= 1e-12).all(), name


@given(rows_of_a_log)
@few
def test_groups_add_up_to_the_whole(rows):
    search = make_search(rows)
    counts = ["entered", "reached", "open", "settled", "applications"]
    parts = funnel(search, by="channel").table.groupby("stage")[counts].sum()
    whole = funnel(search).table.set_index("stage")[counts]
    pd.testing.assert_frame_equal(parts.reindex(whole.index), whole, check_dtype=False)


@given(rows_of_a_log)
@few
def test_every_rate_lies_in_its_interval_and_the_bounds_hold_them_all(rows):
    table = funnel(make_search(rows), by="channel").table
    for rate, low, high in (
        ("rate", "low", "high"),
        ("share", "share_low", "share_high"),
        ("settled_rate", "settled_low", "settled_high"),
        ("at_least", "bound_low", "bound_high"),
        ("at_most", "bound_low", "bound_high"),
    ):
        known = table[table[rate].notna()]
        assert (known[low] <= known[rate] + 1e-12).all()
        assert (known[rate] <= known[high] + 1e-12).all()
        assert ((table[[low, high]] >= 0) & (table[[low, high]] <= 1)).all(axis=None)
    assert (table["at_least"] <= table["at_most"]).all()


@given(rows_of_a_log, st.randoms(use_true_random=False))
@few
def test_row_order_and_names_change_nothing(rows, random):
    search = make_search([{**row, "application_id": f"a{place}"} for place, row in enumerate(rows)])
    shuffled = list(enumerate(rows))
    random.shuffle(shuffled)
    renamed = make_search([{**row, "application_id": f"other {9 * place}"} for place, row in shuffled])
    first, second = funnel(search, by="channel"), funnel(renamed, by="channel")
    pd.testing.assert_frame_equal(first.table, second.table)
    assert (first.headline, first.advice, first.notes) == (second.headline, second.advice, second.notes)


@given(rows_of_a_log.filter(len), st.integers(0, 200))
@few
def test_an_open_application_more_never_lowers_a_bounds_top(rows, age):
    more = [*rows, {"kind": "application", "applied_on": days_ago(age), "channel": "referral"}]
    before = funnel(make_search(rows)).table.set_index("stage")
    after = funnel(make_search(more)).table.set_index("stage").reindex(before.index)
    for top in ("at_most", "bound_high"):
        assert (after[top] >= before[top] - 1e-12).all()


def test_a_rejection_after_an_interview_keeps_the_interview():
    table = funnel(make_search([{"stage": "interview", "outcome": "rejected"}])).table.set_index("stage")
    assert table.loc["interview", "reached"] == 1
    assert table.loc["offer", "reached"] == 0


def test_groups_stand_by_size_never_by_rate():
    rows = [{"channel": "job board"}] * 3 + [{"channel": "referral", "stage": "offer"}] * 2
    assert list(funnel(make_search(rows), by="channel").table["group"].unique()) == ["job board", "referral"]


def test_young_applications_are_never_settled_however_quick_their_answer():
    quick = [{"stage": "interview", "applied_on": days_ago(10)}] * 4
    old = [{"outcome": "rejected", "applied_on": days_ago(100)}] * 6
    row = funnel(make_search(quick + old)).table.set_index("stage").loc["interview"]
    assert (row["settled"], row["settled_rate"]) == (6, 0.0)


def test_an_application_that_moved_lately_is_not_settled_for_what_comes_next():
    rows = [{"stage": "screen", "applied_on": days_ago(100)}]
    table = funnel(make_search(rows, [("a0", "screen", days_ago(5))])).table.set_index("stage")
    assert table.loc["screen", "settled"] == 1
    assert table.loc["interview", "settled"] == 0


def test_scheduled_events_have_not_happened():
    search = make_search(
        [{"applied_on": days_ago(60)}],
        [("a0", "interview", f"{AS_OF + pd.Timedelta(days=3):%Y-%m-%d}")],
    )
    planned = dataclasses.replace(search, events=search.events.assign(scheduled=True))
    assert funnel(planned).table.set_index("stage").loc["interview", "reached"] == 0


def test_an_unknown_column_is_refused_with_the_near_miss():
    with pytest.raises(UnknownChoiceError) as caught:
        funnel(make_search([]), by="chanel")
    assert str(caught.value) == (
        "by='chanel' is not a column to compare groups by.\n"
        "  Known: channel, role_family, seniority, location, remote, materials, company, title, currency, "
        "source_file.\n"
        "  Did you mean 'channel'?"
    )


def test_a_level_in_percent_is_refused():
    with pytest.raises(BadArgumentError) as caught:
        funnel(make_search([]), level=95)
    assert str(caught.value) == (
        "level=95 cannot be used.\n"
        "  Expected: the interval's coverage, a share between 0 and 1, for example level=0.95."
    )


def test_a_closing_day_of_zero_is_refused():
    with pytest.raises(BadArgumentError) as caught:
        funnel(make_search([]), closing_days=0)
    assert str(caught.value) == (
        "closing_days=0 cannot be used.\n  Expected: a number of days above 0, for example closing_days=45."
    )


def test_an_empty_search_says_what_to_log():
    answer = funnel(make_search([]))
    assert answer.table.empty
    assert answer.headline == "No application is in this log yet, so there is no rate to speak of."
    assert (
        answer.advice == "Nothing can be known yet: log the first applications, with the day each was sent."
    )
    assert answer.notes == ()
    assert "(no rows)" in repr(answer)


def test_one_application_gives_a_wide_answer():
    answer = funnel(make_search([{"applied_on": days_ago(3)}]))
    assert answer.headline == (
        "0 of 1 (0%, 95% interval 0–79%) applications have reached an interview so far; 1 without one is "
        "still open."
    )
    assert answer.advice == (
        "The interview rate cannot be known yet: about 93 more settled applications would tell. "
        "Log each answer and closing with its day."
    )
    assert answer.notes == ("1 open application has been silent for 45 days or less and may still move.",)


def test_a_log_never_updated_is_said_first():
    answer = funnel(make_search([{"applied_on": days_ago(age)} for age in range(30, 90, 3)]))
    assert answer.notes == (
        "For 20 of 20 applications nothing is recorded after sending: either nobody answered or the log was "
        "not kept up. Until answers are logged, these rates say nothing.",
        "6 open applications have been silent for 45 days or less and may still move.",
    )
    assert answer.verdict.tolist() == ["known", "not yet", "not yet"]


def test_all_rejected_is_a_rate_near_zero_and_a_place_to_work_on():
    answer = funnel(make_search([{"applied_on": days_ago(90), "outcome": "rejected"}] * 30))
    assert (
        answer.headline == "0 of 30 (0%, 95% interval 0–11%) applications have reached an interview so far."
    )
    assert answer.advice == (
        "Most endings so far lie between applied and interview (30 of 30): "
        "work on that step first, and compare channels before changing anything else."
    )
    assert answer.verdict.tolist() == ["known", "known", "known"]
    assert answer.notes == ()


def test_an_undated_search_gives_bounds_and_says_so():
    rows = [{"stage": "interview", "outcome": "rejected"}] * 2 + [{"outcome": "open"}] * 6
    answer = funnel(make_search(rows))
    row = answer.table.set_index("stage").loc["interview"]
    assert (row["at_least"], row["at_most"], row["settled"]) == (0.25, 1.0, 0)
    assert np.isnan(row["settled_rate"])
    assert answer.notes == ("8 of 8 applications have no date: how long they wait is unknown.",)


def test_equal_groups_are_not_told_apart_in_words():
    rows = [{"channel": c, "applied_on": days_ago(90), "outcome": "rejected"} for c in ("a", "b")] * 10
    rows += [{"channel": "a", "applied_on": days_ago(90), "stage": "interview"}] * 3
    answer = funnel(make_search(rows), by="channel")
    assert answer.advice == (
        "Keep using all of them, and keep logging: a higher bar among these is what chance alone would show."
    )
    assert answer.headline == (
        "By channel, interview rates cannot be told apart yet: a 3 of 13 (95% interval 8.2–50%), "
        "b 0 of 10 (0–28%)."
    )
    assert answer.notes == (
        "2 of 2 groups have fewer than 20 applications: their rates are mostly luck.",
        "The verdict is about the share of all sent that get so far, not about the single step.",
    )


def test_groups_far_apart_are_named_with_their_intervals():
    rows = [{"channel": "job board", "applied_on": days_ago(90), "outcome": "rejected"}] * 40
    rows += [{"channel": "referral", "applied_on": days_ago(90), "stage": "interview"}] * 20
    answer = funnel(make_search(rows), by="channel")
    assert answer.headline == (
        "By channel, the interview rates of referral and job board differ: job board 0 of 40 (95% interval "
        "0–8.8%), referral 20 of 20 (84–100%)."
    )
    assert answer.advice == (
        "If long silence means no, referral leads to interviews more often than job board "
        "(84–100% against 0–8.8%): send more of the next ten that way, and a few elsewhere to go on learning."
    )


def test_a_verdict_on_few_that_got_far_is_told_to_be_of_all_sent():
    rows = [{"applied_on": days_ago(90), "outcome": "rejected"}] * 60
    rows += [
        {"applied_on": days_ago(90), "stage": stage, "outcome": "rejected"}
        for stage in ("interview", "offer")
    ]
    answer = funnel(make_search(rows))
    offer = answer.table.set_index("stage").loc["offer"]
    assert (offer["entered"], offer["reached"], offer["verdict"]) == (2, 1, "known")
    assert answer.notes == (
        "The verdict is about the share of all sent that get so far, not about the single step.",
    )


def test_the_largest_groups_are_told_and_never_in_the_order_of_their_rates():
    rows = [
        {"channel": name, "applied_on": days_ago(90), "stage": "interview" if i < hits else "applied"}
        for name, n, hits in (("a", 9, 1), ("b", 8, 8), ("c", 7, 0), ("d", 6, 6), ("e", 5, 5))
        for i in range(n)
    ]
    headline = funnel(make_search(rows), by="channel").headline
    told = "a 1 of 9 (95% interval 2–43%), b 8 of 8 (68–100%), c 0 of 7 (0–35%), and 2 smaller groups; "
    assert told in headline


def test_a_single_group_is_nothing_to_compare():
    answer = funnel(make_search([{"channel": "referral"}]), by="channel")
    assert answer.advice == "There is only one channel in this log: nothing to compare yet."


def test_the_printed_answer_names_day_and_level():
    answer = funnel(make_search([{"applied_on": days_ago(3)}]))
    assert repr(answer).endswith("As of 2026-06-30; intervals hold 95%.")
    assert "<strong>0 of 1 (0%, 95% interval 0–79%)" in answer._repr_html_()
    assert answer.to_dict()["table"][0]["stage"] == "applied"


@pytest.fixture(scope="module")
def simulated():
    return simulate(draw_truth(2), 150, follow_up_days=20, random_state=2)


def test_a_mature_search_has_plain_shares_within_the_horizon():
    old = simulate(draw_truth(2), 100, follow_up_days=200, random_state=5)
    table = funnel(old.search(), within_days=60).table.set_index("stage")
    sent = old.applications.set_index("application_id")["applied_on"]
    steps = old.events[old.events["event"].isin(FUNNEL_STAGES[1:])]
    days = (steps["occurred_on"] - steps["application_id"].map(sent)).dt.days
    for stage in FUNNEL_STAGES[1:]:
        so_far = steps["event"].map(FUNNEL_STAGES.index) >= FUNNEL_STAGES.index(stage)
        hits = steps.loc[so_far & (days <= 60), "application_id"].nunique()
        assert table.loc[stage, "within_rate"] == pytest.approx(hits / 100)


def test_the_rate_within_the_horizon_agrees_with_the_waiting_times(simulated):
    """Two answers, one number: a positive reply is the stage screen or a later one."""
    answer = funnel(simulated.search())
    row = answer.table.set_index("stage").to_dict("index")["screen"]
    day = waiting_times(simulated.search()).within(60).set_index("cause").to_dict("index")["positive"]
    expected = [day["incidence"], day["low"], day["high"]]
    assert [row["within_rate"], row["within_low"], row["within_high"]] == pytest.approx(expected)


def test_a_horizon_beyond_the_follow_up_is_not_yet(simulated):
    answer = funnel(simulated.search(), within_days=500)
    assert answer.table["within_rate"].isna().all()
    assert (
        "This log is not followed for 500 days yet: for that horizon the answer is 'not yet'." in answer.notes
    )


def test_the_usual_horizon_is_sixty_days_or_what_the_log_supports(simulated):
    assert funnel(simulated.search()).within_days == 60
    young = make_search([{"applied_on": days_ago(20 + i)} for i in range(8)])
    assert funnel(young).within_days == 23
    assert funnel(make_search([{"applied_on": days_ago(i)} for i in range(8)])).within_days is None


def test_groups_are_pooled_beside_their_raw_rates(simulated):
    table = funnel(simulated.search(), by="channel").table
    screen = table[table["stage"] == "screen"]
    assert screen["pooled_rate"].notna().all()
    raw = screen["within_rate"].dropna()
    assert np.ptp(screen["pooled_rate"]) < np.ptp(raw)
    assert (
        (screen["pooled_low"] <= screen["pooled_rate"]) & (screen["pooled_rate"] <= screen["pooled_high"])
    ).all()
    assert funnel(simulated.search()).table["pooled_rate"].isna().all()


def test_groups_can_be_told_from_titles():
    rows = [
        {"title": "Senior Data Engineer"},
        {"title": "Junior Data Engineer"},
        {"title": "Senior Data Engineer"},
    ]
    table = funnel(make_search(rows), by="seniority").table
    assert table.groupby("group")["applications"].first().to_dict() == {"senior": 2, "junior": 1}


def test_undated_groups_are_pooled_over_nothing():
    rows = [{"channel": channel, "outcome": "rejected"} for channel in ("a", "b")] * 4
    assert funnel(make_search(rows), by="channel").table["pooled_rate"].isna().all()


def test_a_horizon_of_zero_days_is_refused():
    with pytest.raises(BadArgumentError) as caught:
        funnel(make_search([]), within_days=0)
    assert str(caught.value) == (
        "within_days=0 cannot be used.\n  Expected: a number of days above 0, for example within_days=60."
    )


def test_the_stages_are_those_the_log_speaks_of():
    assert funnel(make_search([{}])).table["stage"].tolist() == ["applied", "interview", "offer"]
    spoken = make_search([{"stage": stage} for stage in FUNNEL_STAGES])
    assert funnel(spoken).table["stage"].tolist() == list(FUNNEL_STAGES)
