from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from jobsearch_analytics.analysis.estimate.counted_days import count_days
from jobsearch_analytics.analysis.estimate.fan import draw_steps, log_none_by_day
from jobsearch_analytics.analysis.estimate.remaining import Curves
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS
from jobsearch_analytics.analysis.forecast import forecast, save_forecast
from jobsearch_analytics.errors import BadArgumentError, WorkspaceError
from tests.analysis.searches import AS_OF, days_ago, make_search
from tests.simulator import draw_truth, simulate

DAYS = np.arange(HORIZON_DAYS + 1)


def geometric(share, hazard):
    """A curve that ends positively for ``share`` of all, with the same hazard each day."""
    positive = share * (1 - (1 - hazard) ** DAYS)
    return Curves(positive[None, :], 1 - positive[None, :])


@pytest.fixture(scope="module")
def curves():
    return {"sent": geometric(0.3, 0.1), "screened": geometric(0.6, 0.2), "interviewed": geometric(0.5, 0.05)}


def test_chances_equal_a_simulation_of_single_applications(curves):
    rng = np.random.default_rng(0)
    n, days = 20_000, 40

    def wait(share, hazard, size):
        return np.where(rng.random(size) < share, rng.geometric(hazard, size), 10_000)

    sent_on = np.arange(1, days + 1)
    new = sent_on + wait(0.3, 0.1, (n, days))
    new_offer = new + wait(0.5, 0.05, (n, days))
    open_screen = wait(0.6, 0.2, (n, 2))
    screen_offer = open_screen + wait(0.5, 0.05, (n, 2))
    ages = {"sent": [], "screened": [0, 0], "interviewed": []}
    parts = log_none_by_day(curves, ages, days)
    for goal, first in (
        ("interview", np.column_stack([new, open_screen])),
        ("offer", np.column_stack([new_offer, screen_offer])),
    ):
        expected = [(first.min(axis=1) <= day).mean() for day in (5, 20, 40)]
        ours = -np.expm1(parts[goal].of_open + parts[goal].of_new)[0, [5, 20, 40]]
        np.testing.assert_allclose(ours, expected, atol=0.012)


def test_silence_so_far_lowers_what_an_open_application_promises(curves):
    nobody = {"sent": [], "screened": [], "interviewed": []}
    gains = [
        log_none_by_day(curves, {**nobody, "interviewed": [age]}, 30)["offer"].of_open[0, -1]
        for age in (0, 20, 60)
    ]
    assert gains == sorted(gains)
    share = geometric(0.5, 0.05)
    later = (share.positive[0, 50] - share.positive[0, 20]) / share.waiting[0, 20]
    assert -np.expm1(gains[1]) == pytest.approx(later)


def test_without_a_log_the_fan_is_the_priors():
    counts = {name: count_days([], [], [], [], 4, 1) for name in ("sent", "screened", "interviewed")}
    draws = draw_steps(counts, n_draws=2000)
    assert draws["sent"].positive[:, -1].mean() == pytest.approx(0.07, abs=0.01)
    assert draws["interviewed"].positive[:, -1].mean() == pytest.approx(0.22, abs=0.02)


@pytest.fixture(scope="module")
def answer():
    return forecast(simulate(draw_truth(1), 80, random_state=1).search(), weekly_applications=8, weeks=12)


def test_the_fan_rises_with_time_and_holds_its_middle(answer):
    for goal, rows in answer.table.groupby("goal"):
        assert rows["chance"].is_monotonic_increasing, goal
        assert ((rows["low"] <= rows["chance"]) & (rows["chance"] <= rows["high"])).all()
        assert rows["applications"].tolist() == [8.0 * week for week in range(1, 13)]
    wide = answer.table.pivot(index="week", columns="goal", values="chance")
    assert (wide["offer"] <= wide["interview"]).all()


def test_levers_move_the_chance_the_right_way(answer):
    offer = answer.levers.set_index("lever")["offer"]
    assert (
        offer["nothing new sent"]
        < offer["as planned"]
        < offer["2 more a week"]
        < offer["twice as many a week"]
    )
    assert offer["without what is open now"] < offer["as planned"]
    last = answer.table.query("goal == 'offer' and week == 12")["chance"].iloc[0]
    assert offer["as planned"] == pytest.approx(last)


def test_chances_are_calibrated_over_searches_with_known_futures():
    """Half a search is shown, the other half is the future; weeks 7 to 12 of it are forecast."""
    came, said = [], []
    for seed in range(40):
        truth = draw_truth(seed)
        whole = simulate(truth, 96, weekly_applications=8, random_state=seed)
        seen = simulate(truth, 96, weekly_applications=8, as_of="2026-03-15", random_state=seed)
        fan = forecast(seen.search(), weekly_applications=8, weeks=6).table
        until = seen.as_of + pd.Timedelta(weeks=6)
        future = whole.all_events[
            whole.all_events["occurred_on"].between(seen.as_of, until, inclusive="right")
        ]
        for goal in ("interview", "offer"):
            said.append(fan.query("goal == @goal and week == 6")["chance"].iloc[0])
            came.append((future["event"] == goal).any())
    brier = np.mean((np.array(said) - came) ** 2)
    assert abs(np.mean(said) - np.mean(came)) < 0.12
    assert brier < 0.2


def test_the_words_of_an_empty_search():
    answer = forecast(make_search([]), weekly_applications=5, weeks=4)
    assert answer.headline.startswith("Within 4 weeks, at 5 applications a week, the chances are ")
    assert answer.headline.endswith("the ranges hold 95% of what your rates may be.")
    assert answer.notes == (
        "Known from a stated prior more than from your log: the step from sending to an interview (0 of your "
        "own), from a screen to an interview (0 of your own), from an interview to an offer (0 of your own).",
    )


def test_the_pace_is_that_of_the_last_weeks():
    rows = [{"applied_on": days_ago(day)} for day in (1, 2, 3, 10, 20, 30, 200)]
    assert forecast(make_search(rows)).weekly_applications == pytest.approx(0.8)
    assert forecast(make_search(rows[:3])).weekly_applications == 3.0
    assert forecast(make_search([{}])).weekly_applications == 0.0


def test_saved_forecasts_are_scored_once_they_are_due(tmp_path):
    early = make_search(
        [{"applied_on": days_ago(100)}], as_of=AS_OF - pd.Timedelta(days=90), workspace=tmp_path / "w"
    )
    path = save_forecast(forecast(early, weekly_applications=5, weeks=8), own_guess={"offer": 0.6})
    again = save_forecast(forecast(early, weekly_applications=5, weeks=8), own_guess={"offer": 0.5})
    assert path == again == tmp_path / "w" / "forecasts.toml"
    rows = [{"applied_on": days_ago(100), "stage": "interview"}]
    now = make_search(rows, [("a0", "interview", days_ago(60))], workspace=tmp_path / "w")
    answer = forecast(now, weekly_applications=5, weeks=8)
    past = answer.past.set_index("goal")
    assert len(past) == 2
    assert past["came"].to_dict() == {"interview": True, "offer": False}
    assert past.loc["offer", "own_guess"] == 0.5
    chance = past["chance"]
    assert answer.notes[-2] == (
        f"The forecast of 2026-04-01 gave an offer by 2026-05-27 {100 * chance['offer']:.0f}%, your own "
        "guess 50%; it did not come."
    )
    score = ((1 - chance["interview"]) ** 2 + chance["offer"] ** 2) / 2
    assert answer.notes[-1] == (
        f"Over 2 decided forecasts the Brier score is {score:.2f}, yours 0.25; 0 is perfect, a coin gives "
        "0.25."
    )


def test_a_forecast_not_yet_due_stays_open(tmp_path):
    search = make_search([{"applied_on": days_ago(10)}], workspace=tmp_path)
    save_forecast(forecast(search, weekly_applications=5, weeks=8))
    answer = forecast(search, weekly_applications=5, weeks=8)
    assert answer.past["came"].isna().all()
    assert answer.notes[-1] == "Not decided yet, of the saved forecasts: 2, the next due on 2026-08-25."


def test_wrong_arguments_are_answered_in_full():
    search = make_search([])
    with pytest.raises(BadArgumentError) as caught:
        forecast(search, weeks=60)
    assert str(caught.value) == (
        "weeks=60 cannot be used.\n  Expected: a number of weeks from 1 to 52, for example weeks=12."
    )
    with pytest.raises(BadArgumentError) as caught:
        forecast(search, weekly_applications=-1)
    assert str(caught.value) == (
        "weekly_applications=-1 cannot be used.\n"
        "  Expected: applications a week, at least 0, for example weekly_applications=8."
    )
    with pytest.raises(BadArgumentError) as caught:
        save_forecast(forecast(search), own_guess={"offer": 40})
    assert str(caught.value) == (
        "own_guess={'offer': 40} cannot be used.\n"
        "  Expected: a chance between 0 and 1 of an interview, an offer or both, for example "
        'own_guess={"offer": 0.4}.'
    )
    with pytest.raises(WorkspaceError) as caught:
        save_forecast(forecast(search))
    assert str(caught.value) == (
        'This search has no workspace to save to.\n  Name a folder: jsa.load(source, workspace="my_edits").'
    )


def test_the_answer_is_frozen(answer):
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.weeks = 3


def test_open_ones_without_a_day_are_told_and_leave_nothing_known():
    answer = forecast(make_search([{"stage": "interview"}] * 3), weeks=4)
    assert answer.headline.endswith("; 3 open ones without a day are not counted.")
    assert "known" not in set(answer.verdict)
