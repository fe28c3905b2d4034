"""The small version of the proof that the intervals hold; `benchmarks/coverage` writes the whole."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from jobsearch_analytics.analysis.comparison import comparison
from jobsearch_analytics.analysis.estimate.counted_waits import (
    count_extremes,
    count_waits,
    take_used,
    wait_incidence,
)
from jobsearch_analytics.analysis.estimate.incidence import incidence, longest_horizon
from jobsearch_analytics.analysis.estimate.remaining import PRIORS, chance_left, drawn, posterior
from jobsearch_analytics.analysis.funnel import funnel
from jobsearch_analytics.analysis.momentum import momentum
from jobsearch_analytics.analysis.waiting_times import waiting_times
from jobsearch_analytics.features.waits import CAUSES
from tests.analysis.coverage.draws import Drawn, draw_search
from tests.analysis.coverage.quantities import PARTS, true_chances
from tests.analysis.coverage.study import corrected_p, false_known, study, summary, young_searches
from tests.simulator import draw_truth, simulate

#: With so few searches a true 0.95 can read as low as this, four Monte-Carlo errors below.
SLACK = 4


@pytest.fixture(scope="module")
def young():
    """Searches of sixty applications on the day the last one was sent: week six."""
    return summary(study(60, 0, range(100)))


@pytest.fixture(scope="module")
def followed():
    return summary(study(30, 84, range(200)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["young", "followed"])
def test_intervals_hold_the_truth_over_searches_drawn_from_the_prior(name, request):
    table = request.getfixturevalue(name)
    error = np.maximum(table["mc_error"], np.sqrt(0.95 * 0.05 / table["searches"]))
    assert (table["coverage"] >= 0.95 - SLACK * error).all()
    assert {"pooled, by channel", "closing day, 1 in 30", "bounds, offer"} <= set(table["quantity"])


@pytest.mark.slow
def test_intervals_for_what_hardly_happens_are_not_too_wide(followed):
    """All rare endings of 200 searches together: above 0.98 they would hold more than they say."""
    rare = followed.set_index("quantity").loc[
        ["incidence, closed", "incidence, withdrawn", "chance after 30 days"], "coverage"
    ]
    assert 0.93 <= rare.mean() <= 0.985


@pytest.mark.slow
@pytest.mark.parametrize("week", [6, 12])
def test_the_curve_is_unbiased_where_the_naive_rate_errs(week):
    errors = young_searches(week, range(400)).mean()
    assert abs(errors["curve"]) < 0.02
    assert errors["never"] < -0.015
    assert young_searches(3, range(200))["never"].mean() < -0.06


@pytest.mark.slow
def test_equal_channels_are_hardly_ever_called_different():
    """At a true 5 % more than 8 of 60 would be seen in less than one run in a hundred."""
    assert sum(false_known(120, range(60))) <= 8


def undated(drawn: Drawn) -> pd.DataFrame:
    """The waits of a log that never says when a wait ended."""
    over = drawn.cause >= 0
    return pd.DataFrame(
        {
            "ended_by": np.append(CAUSES, "waiting")[drawn.cause],
            "days_low": np.where(over, 0, drawn.days),
            "days_high": np.where(over, drawn.followed, drawn.days),
            "followed_days": drawn.followed,
        }
    ).assign(entry_days=0, unused="")


@pytest.mark.slow
def test_intervals_hold_the_truth_also_where_no_end_has_a_day():
    """Bare trackers: a day of sending and a state. To take the likeliest days as known held 1 in 3."""
    curves, chances = [], []
    for seed in range(60):
        truth = draw_truth(seed)
        waits = undated(draw_search(truth, 200, 42, seed))
        ours = wait_incidence(count_extremes(used := take_used(waits), np.full(len(used.low), ""))[""], 0.95)
        real = np.array([truth.incidence(cause, 60) for cause in CAUSES])
        curves.append((ours.low[:, 60] <= real) & (real <= ours.high[:, 60]))
        left = chance_left(drawn(posterior(count_waits(waits), PRIORS["applied"])))[:, [14, 30, 60]]
        low, high = np.quantile(left, [0.025, 0.975], axis=0)
        true_left = true_chances(truth)[[14, 30, 60]]
        chances.append((low <= true_left) & (true_left <= high))
    assert np.mean(curves) >= 0.93
    assert np.mean(chances) >= 0.90


@pytest.fixture(scope="module", params=[(60, 0, 4), (60, 42, 7), (150, 84, 12)])
def both(request):
    """One search as the study draws it, and as the tables of a log."""
    n, follow_up_days, seed = request.param
    truth = draw_truth(seed)
    whole = simulate(truth, n, follow_up_days=follow_up_days, random_state=seed)
    return draw_search(truth, n, follow_up_days, seed), whole.search()


def test_the_waits_judged_are_those_of_the_public_answer(both):
    drawn, search = both
    answer = waiting_times(search)
    waits = answer.waits
    exact = (waits["doubt"] == "").to_numpy()
    assert exact.mean() > 0.9
    assert (waits["followed_days"] == drawn.followed).all()
    assert (waits["days_low"].to_numpy() == drawn.days)[exact].all()
    assert (waits["ended_by"].to_numpy() == np.append(CAUSES, "waiting")[drawn.cause]).all()


def test_the_intervals_judged_are_those_of_the_public_answers(both):
    drawn, search = both
    day = min(longest_horizon(drawn.followed), 60)
    ours = incidence(drawn.counted(until=day), 0.95)
    row = waiting_times(search).within(day).iloc[0]
    doubts = (waiting_times(search).waits["doubt"] != "").any()
    theirs = [row["incidence"], row["low"], row["high"]]
    mine = [float(part[0, day]) for part in (ours.share, ours.low, ours.high)]
    assert mine == pytest.approx(theirs, abs=0.02 if doubts else 1e-12)
    table = funnel(search).table.set_index("stage")
    assert table.loc["screen", "reached"] == (drawn.rank >= 1).sum()
    assert table.loc["offer", "at_most"] == pytest.approx((drawn.is_open | (drawn.rank >= 5)).mean())
    assert momentum(search).rate == pytest.approx(
        (drawn.days[(drawn.cause == 0) & (drawn.followed >= 30)] <= 30).sum() / (drawn.followed >= 30).sum()
    )


def test_the_comparisons_judged_are_those_of_the_public_answer(both):
    drawn, search = both
    theirs = comparison(search, by="channel", over=["role_family", "month"], looks=6)
    mine = corrected_p(drawn, 6)
    assert len(theirs.table) == len(mine)
    np.testing.assert_allclose(np.sort(mine), np.sort(theirs.table["p_corrected"]), atol=1e-12)
    assert ((mine < 1 - theirs.level).sum()) == (theirs.verdict == "known").sum()


def test_the_differences_judged_are_those_of_the_public_answer(both):
    drawn, search = both
    rows = PARTS["differences"](drawn)
    theirs = comparison(search, by="channel", over=[]).table.set_index("group")
    rates = {name: drawn.truth.incidence("positive", 45, channel=name) for name in drawn.truth.channels}
    old = drawn.followed >= 45
    for quantity, name, _, error, _ in rows:
        others = drawn.channel[old & (drawn.channel != drawn.truth.channels.index(name))]
        real = rates[name] - np.mean([rates[drawn.truth.channels[place]] for place in others])
        assert quantity == "difference, by channel"
        if name in theirs.index:
            assert error + real == pytest.approx(theirs.loc[name, "crude"], abs=1e-12)
