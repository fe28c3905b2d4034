from __future__ import annotations

import dataclasses
import time

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kstest, lognorm

from jobsearch_analytics.stages import FUNNEL_STAGES, stage_rank
from jobsearch_analytics.tables import TABLES
from tests.simulator import CAUSES, ENDS, Simulated, draw_truth, simulate

#: Far enough that everything has happened.
LONG_AFTER = 4000


@pytest.fixture(scope="module")
def huge() -> Simulated:
    return simulate(
        draw_truth(4), 200_000, weekly_applications=70_000, follow_up_days=LONG_AFTER, random_state=8
    )


@pytest.fixture(scope="module")
def cut() -> Simulated:
    truth = dataclasses.replace(draw_truth(2), gives_up_days=45, gives_up_share=0.5)
    return simulate(truth, 3000, weekly_applications=150, as_of="2026-05-20", notice_days=10, random_state=5)


def assert_share(hits: pd.Series | np.ndarray, expected: float) -> None:
    """The share of True lies within four standard errors of what it should be."""
    error = np.sqrt(expected * (1 - expected) / len(hits))
    assert abs(np.mean(hits) - expected) <= 4 * error, (np.mean(hits), expected, len(hits))


def test_positive_replies_come_at_the_true_rate_of_each_segment(huge: Simulated) -> None:
    hidden, truth = huge.hidden, huge.truth
    for (channel, family), rate in truth.positive_rate.items():
        rows = hidden[(hidden["channel"] == channel) & (hidden["role_family"] == family)]
        assert_share(rows["first_cause"] == "positive", rate)
    assert_share(hidden["first_cause"] == "positive", truth.overall_rate())


def test_segments_have_their_true_shares(huge: Simulated) -> None:
    for name, share in zip(huge.truth.channels, huge.truth.channel_shares, strict=True):
        assert_share(huge.applications["channel"] == name, share)
        rows = huge.hidden[huge.hidden["channel"] == name]
        assert_share(rows["first_cause"] == "positive", huge.truth.channel_rate(name))


def test_each_stage_leads_on_at_its_true_rate(huge: Simulated) -> None:
    rank = stage_rank(huge.applications["stage"])
    for stage, rate in huge.truth.next_stage.items():
        level = 1 + FUNNEL_STAGES.index(stage)
        assert_share(rank[rank >= level] > level, rate)
    for level, stage in enumerate(FUNNEL_STAGES, start=1):
        assert_share(rank >= level, huge.truth.reach(stage))


def test_processes_end_as_the_truth_says(huge: Simulated) -> None:
    for stage, ends in huge.truth.ends.items():
        rows = huge.hidden[huge.hidden["eventual_stage"] == stage]
        for end in ENDS:
            assert_share(rows["eventual_outcome"] == end, ends.get(end, 0.0))


def test_with_all_time_passed_the_log_holds_the_eventual_end(huge: Simulated) -> None:
    hidden = huge.hidden["eventual_outcome"].replace("silent", "open")
    assert huge.applications["outcome"].tolist() == hidden.tolist()
    assert huge.applications["stage"].tolist() == huge.hidden["eventual_stage"].tolist()


@pytest.mark.parametrize("cause", CAUSES)
def test_first_waits_follow_their_distribution(huge: Simulated, cause: str) -> None:
    waits = huge.hidden.loc[huge.hidden["first_cause"] == cause, "first_wait_days"]
    wait = huge.truth.waits["screen" if cause == "positive" else cause]
    fit = kstest(waits, lognorm(s=wait.sigma, scale=wait.median_days).cdf)
    assert len(waits) > 500
    assert fit.pvalue > 1e-3


@pytest.mark.parametrize("stage", FUNNEL_STAGES[1:])
def test_waits_between_stages_follow_their_distribution(huge: Simulated, stage: str) -> None:
    waits = huge.all_events.loc[huge.all_events["event"] == stage, "wait_days"]
    wait = huge.truth.waits[stage]
    assert kstest(waits, lognorm(s=wait.sigma, scale=wait.median_days).cdf).pvalue > 1e-3


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("days", [5, 14, 42])
def test_true_incidence_is_what_happens_by_that_day(huge: Simulated, cause: str, days: int) -> None:
    by_then = (huge.hidden["first_cause"] == cause) & (huge.hidden["first_wait_days"] <= days)
    assert_share(by_then, float(huge.truth.incidence(cause, days)))


@pytest.mark.parametrize("days", [5, 14, 42])
def test_a_wait_is_over_within_whole_days_in_the_dates_too(huge: Simulated, days: int) -> None:
    events = huge.all_events.assign(place=huge.all_events.groupby("application_id", sort=False).cumcount())
    dates = events.pivot(index="application_id", columns="place", values="occurred_on")
    assert ((dates[1] - dates[0]).dt.days <= days).sum() == (huge.hidden["first_wait_days"] <= days).sum()


def test_a_stage_not_held_leaves_no_event_but_is_passed(huge: Simulated) -> None:
    beyond = huge.hidden.loc[
        huge.hidden["eventual_stage"].isin(["interview", "final", "offer"]), "application_id"
    ]
    held = huge.all_events.loc[huge.all_events["event"] == "assessment", "application_id"]
    assert_share(~beyond.isin(held), huge.truth.skipped["assessment"])


def test_nothing_after_as_of_but_what_is_scheduled(cut: Simulated) -> None:
    past = cut.events[~cut.events["scheduled"]]
    assert past["occurred_on"].max() <= cut.as_of
    assert cut.applications["applied_on"].max() <= cut.as_of
    assert cut.feedback["received_on"].max() <= cut.as_of
    planned = cut.events[cut.events["scheduled"]]
    assert len(planned) > 5
    assert (
        planned["occurred_on"]
        .between(cut.as_of + pd.Timedelta(days=1), cut.as_of + pd.Timedelta(days=10))
        .all()
    )
    assert not planned["application_id"].duplicated().any()
    assert set(planned["event"]) <= {"screen", "assessment", "interview", "final"}


def test_the_log_holds_exactly_what_happened_until_as_of(cut: Simulated) -> None:
    names = ["application_id", "event", "occurred_on"]
    happened = cut.all_events.loc[cut.all_events["occurred_on"] <= cut.as_of, names]
    past = cut.events.loc[~cut.events["scheduled"], names]
    pd.testing.assert_frame_equal(past.reset_index(drop=True), happened.reset_index(drop=True))
    assert (cut.all_events["occurred_on"] > cut.as_of).sum() > 100


def test_stage_and_outcome_agree_with_the_events(cut: Simulated) -> None:
    past = cut.events[~cut.events["scheduled"]]
    stages = past[past["event"].isin(FUNNEL_STAGES)].groupby("application_id", sort=False)["event"].last()
    assert stages.tolist() == cut.applications["stage"].tolist()
    last = past.groupby("application_id", sort=False)["event"].last()
    assert last.where(~last.isin(FUNNEL_STAGES), "open").tolist() == cut.applications["outcome"].tolist()


def test_silence_is_noted_only_after_the_days_stated_and_reopens(cut: Simulated) -> None:
    noted = cut.events[cut.events["event"] == "no_response"]
    sent = noted["application_id"].map(cut.applications.set_index("application_id")["applied_on"])
    assert set((noted["occurred_on"] - sent).dt.days) == {45}
    reopened = cut.applications["application_id"].isin(noted["application_id"]) & (
        cut.applications["stage"] != "applied"
    )
    assert reopened.any()
    assert "no_response" not in set(cut.applications.loc[reopened, "outcome"])


def test_events_stand_in_the_order_of_time(cut: Simulated) -> None:
    assert (
        cut.events.groupby("application_id", sort=False)["occurred_on"]
        .apply(lambda days: days.is_monotonic_increasing)
        .all()
    )
    assert cut.applications["applied_on"].is_monotonic_increasing


def test_same_seed_same_search_and_as_of_hides_nothing_else() -> None:
    truth = draw_truth(6)
    one = simulate(truth, 80, follow_up_days=20, random_state=3)
    two = simulate(truth, 80, follow_up_days=20, random_state=3)
    for field in dataclasses.fields(Simulated):
        if field.name not in ("as_of", "truth"):
            pd.testing.assert_frame_equal(getattr(one, field.name), getattr(two, field.name))
    later = simulate(truth, 80, follow_up_days=200, random_state=3)
    pd.testing.assert_frame_equal(one.hidden, later.hidden)
    pd.testing.assert_frame_equal(one.all_events, later.all_events)
    other = simulate(truth, 80, follow_up_days=20, random_state=4)
    assert other.events["occurred_on"].tolist() != one.events["occurred_on"].tolist()


def test_applications_are_sent_evenly_and_as_of_follows() -> None:
    sent = simulate(draw_truth(1), 30_000, weekly_applications=10_000, follow_up_days=9, random_state=1)
    assert sent.as_of == pd.Timestamp("2026-02-02") + pd.Timedelta(days=20 + 9)
    for day in pd.date_range("2026-02-02", periods=21):
        assert_share(sent.applications["applied_on"] == day, 1 / 21)


def test_an_early_as_of_leaves_out_what_was_not_sent_yet() -> None:
    early = simulate(draw_truth(1), 100, as_of="2026-02-20", random_state=1)
    assert 0 < len(early.applications) < 100
    assert len(early.hidden) == len(early.applications)


def test_employers_rest_on_weekends_if_asked_to() -> None:
    season = simulate(draw_truth(1), 2000, follow_up_days=200, office_days=True, random_state=2)
    acts = season.all_events[season.all_events["event"] != "applied"]
    assert acts["occurred_on"].dt.day_of_week.max() <= 4


@pytest.mark.parametrize("restricted", [False, True])
def test_employers_make_each_point_at_its_true_rate(restricted: bool) -> None:
    truth = draw_truth(9)
    stages = {name: ("interview",) if restricted else FUNNEL_STAGES[1:] for name, _ in truth.themes}
    truth = dataclasses.replace(truth, voiced_at=stages)
    season = simulate(truth, 60_000, weekly_applications=20_000, follow_up_days=LONG_AFTER, random_state=2)
    held = season.all_events[season.all_events["event"].isin(stages["coding"])]
    # An employer speaks about the first application that got to a meeting.
    met = season.applications[season.applications["stage"] != "applied"].drop_duplicates("company")
    asked = met[met["application_id"].isin(held["application_id"])]
    for (theme, sign), rate in truth.themes.items():
        made = season.points[(season.points["theme"] == theme) & (season.points["sign"] == sign)]
        assert made["application_id"].isin(asked["application_id"]).all()
        assert_share(asked["application_id"].isin(made["application_id"]), rate)
    assert set(season.feedback["stage"]) <= set(stages["coding"])


def test_each_note_is_given_after_its_meeting_and_holds_its_points(cut: Simulated) -> None:
    meetings = cut.events.set_index(["application_id", "event"])["occurred_on"]
    notes = cut.feedback.join(meetings.rename("met_on"), on=["application_id", "stage"])
    assert (notes["received_on"] >= notes["met_on"]).all()
    texts = cut.points["feedback_id"].map(notes.set_index("feedback_id")["text"])
    assert all(phrase in text for phrase, text in zip(cut.points["phrase"], texts, strict=True))
    assert set(cut.points["feedback_id"]) == set(notes["feedback_id"])


def test_the_tables_are_those_of_the_package(cut: Simulated) -> None:
    for name in ("applications", "events", "feedback"):
        assert set(getattr(cut, name).columns) <= {column.name for column in TABLES[name]}
    search = cut.search()
    assert len(search.sent) == len(cut.applications)
    assert search.as_of == pd.Timestamp("2026-05-20")


@pytest.mark.parametrize("n", [0, 1])
def test_tiny_searches_are_possible(n: int) -> None:
    tiny = simulate(draw_truth(0), n, follow_up_days=3)
    assert len(tiny.applications) == n
    assert len(tiny.search().sent) == n


def test_a_thousand_applications_are_fast() -> None:
    truth = draw_truth(0)
    seconds = []
    for seed in range(5):
        start = time.perf_counter()
        simulate(truth, 1000, follow_up_days=30, random_state=seed)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.05
