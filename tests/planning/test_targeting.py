from __future__ import annotations

import dataclasses
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.analysis.comparison import comparison
from jobsearch_analytics.analysis.estimate.cells import build_cell_labels, level_tests
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.planning.targeting import targeting
from tests.analysis.searches import days_ago, make_search
from tests.simulator import Truth, draw_truth, simulate
from tests.simulator.spring.season import TRUTH


def searched(groups, **tables):
    """Groups of (channel, sent, replies), all sent a hundred days ago."""
    rows, events = [], []
    for channel, sent, replies in groups:
        for place in range(sent):
            hit = place < replies
            events += [(f"a{len(rows)}", "screen", days_ago(90 - place % 3))] if hit else []
            row = {"channel": channel, "applied_on": days_ago(100), "stage": "screen" if hit else "applied"}
            rows.append(row)
    return make_search(rows, events, **tables)


@pytest.fixture(scope="module")
def clear():
    return targeting(searched([("referral", 40, 20), ("job board", 80, 4)]), by="channel")


def test_a_clear_difference_is_known_and_most_of_the_plan_goes_there(clear):
    assert clear.overall == "known"
    assert clear.table["group"].tolist() == ["referral", "job board"]
    assert clear.table["planned"].tolist() == [9, 1]
    assert clear.table["learning"].tolist() == [0, 1]
    assert clear.headline == (
        "Referral is known to be answered more often than the rest: of the next 10, the plan expects "
        f"{clear.gain.planned:.1f} positive replies, your present mix {clear.gain.present:.1f} "
        "(over 99% likely to be more)."
    )
    assert clear.advice.startswith(
        "The next 10: 9 referral, 1 job board, 1 of them to learn more. If it is wrong"
    )


def test_equal_ways_are_not_told_apart_and_the_nearest_trial_is_named():
    answer = targeting(searched([("referral", 20, 4), ("job board", 40, 8)]), by="channel", looks=1)
    trial = answer.trials[answer.trials["verdict"] != "known"]["more_needed"].min()
    assert answer.overall == "not yet"
    assert answer.headline.startswith(
        "By channel, nothing can be told apart yet; the highest rate expected is that of "
    )
    assert f"about {trial:.0f} more on each side would show a doubling." in answer.advice
    assert answer.table["planned"].sum() == 10
    assert "If all are equal, that costs nothing." in answer.advice


def test_the_tests_of_the_levels_are_those_of_a_comparison():
    search = searched([("referral", 30, 9), ("job board", 60, 6), ("agency", 20, 3)])
    trials = targeting(search, by="channel", looks=6).trials.set_index("group")
    table = comparison(search, by="channel", over=[]).table.set_index("group")
    for name in ("p_value", "p_corrected", "crude", "verdict", "more_needed"):
        assert trials[name].to_dict() == table[name].to_dict()


def test_one_of_one_is_not_believed():
    answer = targeting(searched([("lucky", 1, 1), ("referral", 40, 12), ("job board", 40, 4)]), by="channel")
    rates = answer.table.set_index("group")["rate"]
    assert rates["lucky"] < 0.5
    assert answer.table["rate"].is_monotonic_decreasing


def test_open_applications_are_not_failures():
    young = [{"channel": "a", "applied_on": days_ago(2)} for _ in range(30)]
    old = [{"channel": "b", "applied_on": days_ago(200)} for _ in range(30)]
    rates = targeting(make_search(young + old), by="channel").table.set_index("group")["rate"]
    assert rates["a"] > 1.5 * rates["b"]


def test_what_has_no_name_or_is_far_from_the_profile_gets_nothing():
    rows = [
        {"channel": channel, "title": title, "applied_on": days_ago(90), "outcome": "rejected"}
        for channel in ("referral", None)
        for title in ("Data Engineer", "Nurse")
        for _ in range(8)
    ]
    answer = targeting(make_search(rows, profile={"target_roles": ["Data Engineer"]}))
    planned = answer.table[answer.table["planned"] > 0]["group"].tolist()
    assert planned == ["referral · data science and analytics"]
    assert answer.table["can_aim"].tolist() == [True, False, False, False]


def test_the_hour_counts_where_minutes_are_logged():
    rows = [
        {"channel": channel, "applied_on": days_ago(90), "effort_minutes": minutes}
        for channel, minutes in (("slow", 120.0), ("quick", 10.0))
        for _ in range(20)
    ]
    table = targeting(make_search(rows), by="channel").table.set_index("group")
    assert table["minutes"].to_dict() == {
        "slow": pytest.approx((20 * 120 + 5 * 65) / 25),
        "quick": pytest.approx((20 * 10 + 5 * 65) / 25),
    }
    assert table["per_hour"].to_numpy() == pytest.approx(60 * table["rate"] / table["minutes"], abs=0.006)
    assert targeting(searched([("a", 9, 1), ("b", 9, 1)]), by="channel").table["per_hour"].isna().all()


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{}],
        [{"channel": "x"}],
        [{"channel": "x"}, {"channel": "y"}],
        [{"kind": "lead", "stage": "saved"}],
        [{"applied_on": days_ago(-5)}],
        [{"title": "Data Engineer", "outcome": "rejected"}] * 12,
    ],
)
def test_bare_and_undated_searches_are_valid_and_say_what_to_add(rows):
    answer = targeting(make_search(rows))
    assert answer.overall == "not yet"
    assert not (answer.verdict == "known").any()
    if len(answer.table):
        assert answer.table["planned"].sum() == 10
        assert any(note.startswith("For more, add ") for note in answer.notes)
    assert repr(answer)


def test_a_bare_log_is_aimed_by_what_is_there():
    rows = [{"location": place, "applied_on": days_ago(90)} for place in ("Oslo", "Bergen") for _ in range(9)]
    answer = targeting(make_search(rows))
    assert answer.by == ("location",)
    assert answer.headline.startswith("By location, nothing can be told apart yet")
    assert "the channel of each application; the role family of each application" in answer.notes[-1]


def test_undated_logs_never_know():
    rows = [{"channel": "a", "stage": "screen"}] * 30 + [{"channel": "b", "outcome": "rejected"}] * 60
    answer = targeting(make_search(rows), by="channel")
    assert answer.overall == "leaning"
    assert "More than a lean cannot come of these." in answer.notes[0]


@pytest.mark.parametrize("explore", [0.0, 0.2, 0.5, 1.0])
@pytest.mark.parametrize("applications", [1, 7, 10])
def test_a_plan_adds_up_and_keeps_its_share_for_learning(clear, explore, applications, sample):
    answer = targeting(sample, explore=explore, applications=applications)
    assert answer.table["planned"].sum() == applications
    assert (answer.table["learning"] <= answer.table["planned"]).all()
    assert answer.table["learning"].sum() <= round(explore * applications)
    assert (answer.table["planned"] >= 0).all()


def test_the_themes_of_the_feedback_shape_the_advice(sample):
    themes = jsa.feedback_themes(sample)
    notes = targeting(sample, themes=themes).notes
    gap = themes.table[(themes.table["sign"] == "gap") & (themes.table["next_step"] != "")].iloc[0]
    assert any(note.startswith("Lead with ") for note in notes)
    assert any(gap["theme"] in note and gap["next_step"] in note for note in notes)


def test_the_same_question_has_the_same_answer(sample):
    one, again = (targeting(sample, by=["channel"], random_state=3) for _ in range(2))
    pd.testing.assert_frame_equal(one.table, again.table)


@pytest.mark.parametrize(
    "by", ["role_family", "fit_band", ("channel", "fit_band"), ("channel", "role_family", "seniority")]
)
def test_any_column_can_be_aimed_by(sample, by):
    answer = targeting(sample, by=by)
    assert answer.table["applications"].sum() == len(sample.sent)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"explore": 2}, "explore=2 … the share kept for learning, from 0 to 1, for example explore=0.2."),
        ({"applications": 0}, "applications=0 … how many to plan, 1 to 100, for example applications=10."),
        ({"looks": 0}, "looks=0 … how often you look in all, at least 1, for example looks=6."),
        ({"by": []}, 'by=[] … one to 3 different columns, for example by=("channel", "role_family").'),
    ],
)
def test_what_cannot_be_asked_is_said(options, message):
    with pytest.raises(BadArgumentError) as error:
        targeting(make_search([{}]), **options)
    assert str(error.value) == message.replace("…", "cannot be used.\n  Expected:")


def test_a_near_miss_is_shown():
    with pytest.raises(UnknownChoiceError, match="Did you mean 'channel'"):
        targeting(make_search([{}]), by="chanel")


# What the plan is worth, against a truth that is known.


def equal(truth: Truth) -> Truth:
    rate = truth.overall_rate()
    return dataclasses.replace(
        truth, positive_rate=MappingProxyType(dict.fromkeys(truth.positive_rate, rate))
    )


def ever_known(truth: Truth, n: int, seed: int, looks: int = 6) -> bool:
    """Whether any level is called different in any of several looks over the search."""
    last = simulate(truth, n, follow_up_days=60, random_state=seed).as_of
    start = pd.Timestamp("2026-02-02")
    days = [(start + (last - start) * (look + 1) / looks).normalize() for look in range(looks)]
    searches = (simulate(truth, n, as_of=day, random_state=seed).search() for day in days)
    bands = pd.Series(dtype="str")
    labelled = ((search, build_cell_labels(search, ["channel", "role_family"], bands)) for search in searches)
    return any(
        (level_tests(search, labels, looks, 0.95)["verdict"] == "known").any() for search, labels in labelled
    )


@pytest.mark.slow
def test_equal_ways_are_hardly_ever_called_different():
    """A share of 0.05 at most, so four or more of thirty would happen to fewer than one run in fifteen."""
    assert sum(ever_known(equal(draw_truth(seed)), 60, seed) for seed in range(30)) <= 3


@pytest.mark.slow
def test_a_strong_truth_is_found():
    found = [
        targeting(simulate(TRUTH, 400, follow_up_days=60, random_state=seed).search()) for seed in range(12)
    ]
    assert sum(answer.overall == "known" for answer in found) >= 8
    first = [answer.table.sort_values("planned", kind="stable")["channel"].iloc[-1] for answer in found]
    assert first.count("referral") >= 10


def played(n, seed):
    """A search whose material names the simulator's own role family: two of its titles share one of ours."""
    simulated = simulate(draw_truth(seed), n, follow_up_days=30, random_state=seed + 1_000)
    applications = simulated.applications.assign(materials=simulated.hidden["role_family"])
    search = dataclasses.replace(simulated, applications=applications).search()
    return simulated.truth, search


@pytest.fixture(scope="module")
def studied():
    rows = []
    for seed in range(40):
        truth, search = played(80, seed)
        answer = targeting(search, by=("channel", "materials"), explore=0.0)
        cells = answer.table
        rates = np.array(
            [truth.positive_rate[key] for key in zip(cells["channel"], cells["materials"], strict=True)]
        )
        raw = np.where(cells["applications"] >= 5, cells["replies"] / cells["applications"], -1).argsort()[
            ::-1
        ]
        naive = np.zeros(len(cells))
        naive[raw[:2]] = 5
        inside = (cells["low"] <= rates) & (rates <= cells["high"])
        best = np.sort(rates)[::-1][:2].mean()
        rows.append((inside.mean(), best - rates @ cells["planned"] / 10, best - rates @ naive / 10))
    return pd.DataFrame(rows, columns=["covered", "regret", "naive_regret"])


@pytest.mark.slow
def test_the_rates_hold_the_truth_over_cells(studied):
    error = studied["covered"].std() / np.sqrt(len(studied))
    assert studied["covered"].mean() > 0.95 - 3 * error
    assert studied["covered"].mean() > 0.90


@pytest.mark.slow
def test_the_plan_loses_less_than_one_by_raw_rates(studied):
    assert studied["regret"].mean() < studied["naive_regret"].mean()


def test_one_way_written_in_two_ways_is_said():
    spelled = searched([("Job board", 6, 1), ("jobboard", 5, 0), ("referral", 4, 2)])
    words = "Written in two ways, and counted apart: Job board and jobboard."
    assert any(note.startswith(words) for note in targeting(spelled, by="channel").notes)
    alike = searched([("job board", 6, 1), ("referral", 4, 2), ("company site", 4, 2)])
    assert not any("counted apart" in note for note in targeting(alike, by="channel").notes)
