from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import CensoredData, ecdf
from statsmodels.duration.survfunc import CumIncidenceRight

from jobsearch_analytics.analysis.estimate.counted_days import count_days, count_groups
from jobsearch_analytics.analysis.estimate.counted_waits import (
    UsedWaits,
    count_extremes,
    wait_incidence,
    wait_incidence_within,
    wait_incidences,
)
from jobsearch_analytics.analysis.estimate.incidence import (
    incidence,
    incidence_within,
    longest_horizon,
)
from jobsearch_analytics.analysis.estimate.intervals import average_beta


def from_exact(days, cause, n_causes=2, entry=None):
    days, cause = np.asarray(days), np.asarray(cause)
    entry = np.zeros(len(days), dtype=int) if entry is None else entry
    return count_days(cause, days, days, entry, n_causes, int(days.max()) + 1)


def brute_force(days, cause, day, wanted):
    """The Aalen-Johansen sum, one day after the other, straight from its definition."""
    waiting, share = 1.0, 0.0
    for t in range(day + 1):
        at_risk = sum(d >= t for d in days)
        if at_risk == 0:
            break
        share += waiting * sum(d == t and c == wanted for d, c in zip(days, cause, strict=True)) / at_risk
        waiting *= 1 - sum(d == t and c >= 0 for d, c in zip(days, cause, strict=True)) / at_risk
    return share


@pytest.mark.parametrize("n", [5, 12, 60, 400])
@pytest.mark.parametrize("seed", range(5))
def test_shares_and_errors_equal_statsmodels(n, seed):
    rng = np.random.default_rng(seed)
    days, cause = rng.integers(1, 90, n), rng.integers(-1, 3, n)
    cause[0] = 0
    ours = incidence(from_exact(days, cause, 3))
    with np.errstate(divide="ignore", invalid="ignore"):
        theirs = CumIncidenceRight(days.astype(float), cause + 1)
    at = theirs.times.astype(int)
    for place in range(cause.max() + 1):
        np.testing.assert_allclose(ours.share[place, at], theirs.cinc[place], atol=1e-9)
        finite = np.isfinite(theirs.cinc_se[place])
        np.testing.assert_allclose(ours.error[place, at][finite], theirs.cinc_se[place][finite], atol=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_one_cause_equals_the_kaplan_meier_of_scipy(seed):
    rng = np.random.default_rng(seed)
    days, ended = rng.integers(0, 60, 80), rng.random(80) < 0.6
    ours = incidence(from_exact(days, np.where(ended, 0, -1), 1))
    theirs = ecdf(CensoredData.right_censored(days, ~ended)).cdf
    np.testing.assert_allclose(ours.share[0, theirs.quantiles.astype(int)], theirs.probabilities, atol=1e-9)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(-1, 1)), min_size=1, max_size=25))
@settings(max_examples=60, deadline=None)
def test_shares_equal_the_definition(waits):
    days, cause = zip(*waits, strict=True)
    ours = incidence(from_exact(days, cause))
    for wanted in (0, 1):
        expected = [brute_force(days, cause, day, wanted) for day in range(max(days) + 1)]
        np.testing.assert_allclose(ours.share[wanted], expected, atol=1e-9)


def test_a_published_example():
    """The remission times of Freireich and others (1963): the survival printed in every textbook table."""
    days = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    cause = [0, 0, 0, -1, 0, -1, 0, -1, -1, 0, 0, -1, -1, -1, 0, 0, -1, -1, -1, -1, -1]
    waiting = incidence(from_exact(days, cause, 1)).waiting
    printed = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {day: round(float(waiting[day]), 3) for day in printed} == printed


def test_without_censoring_it_is_a_plain_share_with_the_interval_of_one():
    days, cause = np.arange(20), np.array([0] * 5 + [1] * 15)
    ours = incidence(from_exact(days, cause))
    low, high = average_beta([5], [20])
    np.testing.assert_allclose(
        [ours.share[0, -1], ours.low[0, -1], ours.high[0, -1]], [0.25, low[0], high[0]]
    )


def test_nothing_ended_still_has_an_interval():
    ours = incidence(from_exact([10] * 12, [-1] * 12))
    assert ours.share[0].tolist() == [0.0] * 11
    assert ours.low[0, 5] == 0
    assert ours.high[0, 5] == pytest.approx(average_beta([0], [12])[1][0])


def test_late_entries_are_at_risk_only_from_then_on():
    counted = from_exact([3, 5, 8], [0, -1, 0], 1, entry=np.array([0, 0, 6]))
    assert counted.at_risk.tolist() == [2, 2, 2, 2, 1, 1, 0, 1, 1]


def test_left_truncated_waits_do_not_bias_the_estimate():
    """Only waits that lasted past the day the log was begun are in it."""
    rng = np.random.default_rng(0)
    n = 60_000
    days = rng.geometric(0.05, n)
    entry = rng.integers(0, 30, n) * (rng.random(n) < 0.7)
    seen = days > entry
    naive = incidence(from_exact(days[seen], np.zeros(seen.sum(), int), 1)).share[0, 20]
    ours = incidence(from_exact(days[seen], np.zeros(seen.sum(), int), 1, entry=entry[seen])).share[0, 20]
    truth = 1 - 0.95**20
    assert abs(ours - truth) < 0.01
    assert truth - naive > 0.05


def test_ranges_are_spread_as_the_exact_days_suggest():
    """Half of the days are blurred to their month: the estimate stays with the truth."""
    rng = np.random.default_rng(0)
    n = 20_000
    days = rng.geometric(0.08, n)
    blurred = rng.random(n) < 0.5
    low, high = np.where(blurred, days // 30 * 30, days), np.where(blurred, days // 30 * 30 + 29, days)
    counted = count_days(np.zeros(n, int), low, high, np.zeros(n, int), 1, int(high.max()) + 1)
    for day in (5, 10, 20, 45):
        assert incidence(counted).share[0, day] == pytest.approx(1 - 0.92**day, abs=0.012)
    assert counted.events.sum() == pytest.approx(n)


def test_a_range_of_one_day_is_an_exact_day():
    exact = count_days([0, 1, -1], [2, 4, 6], [2, 4, 6], [0, 0, 0], 2, 7)
    mixed = count_days([0, 1, -1, 0], [2, 4, 6, 2], [2, 4, 6, 3], [0, 0, 0, 0], 2, 7)
    assert mixed.events[0].tolist() == pytest.approx([0, 0, 2, 0, 0, 0, 0], abs=1e-8)
    assert exact.events[0].tolist() == [0, 0, 1, 0, 0, 0, 0]


@given(arrays(int, 15, elements=st.integers(0, 30)), arrays(int, 15, elements=st.integers(-1, 1)))
@settings(max_examples=40, deadline=None)
def test_shares_rise_add_up_and_lie_in_their_intervals(days, cause):
    ours = incidence(from_exact(days, cause))
    assert (np.diff(ours.share, axis=1) >= -1e-12).all()
    np.testing.assert_allclose(ours.share.sum(axis=0) + ours.waiting, 1, atol=1e-9)
    assert ((ours.low <= ours.share + 1e-9) & (ours.share <= ours.high + 1e-9)).all()


def test_the_horizon_needs_five_waits_and_a_twentieth():
    assert longest_horizon([10, 20, 30, 40]) == -1
    assert longest_horizon([10, 20, 30, 40, 50]) == 10
    assert longest_horizon(np.arange(200)) == 190


def small_steps(cause, low, high, n_causes, n_days, rounds):
    """Turnbull's self-consistent weights, wait by wait and step by step, straight from their definition."""
    spans = [(c, range(a, b + 1)) for c, a, b in zip(cause, low, high, strict=True) if c >= 0]
    leaving = np.bincount([a for c, a in zip(cause, low, strict=True) if c < 0], minlength=n_days)
    shares = [np.full(len(days), 1 / len(days)) for _, days in spans]
    for _ in range(rounds):
        events = np.zeros((n_causes, n_days))
        for (c, days), share in zip(spans, shares, strict=True):
            events[c, days] += share
        waiting, density = 1.0, np.zeros((n_causes, n_days))
        at_risk = float(len(cause))
        for day in range(n_days):
            if at_risk > 1e-12:
                density[:, day] = waiting * events[:, day] / at_risk
                waiting *= 1 - events[:, day].sum() / at_risk
            at_risk -= events[:, day].sum() + leaving[day]
        shares = [density[c, days] / density[c, days].sum() for c, days in spans]
    return events


@pytest.mark.parametrize("seed", range(4))
def test_leaps_end_where_small_steps_do(seed):
    rng = np.random.default_rng(seed)
    low = rng.integers(0, 25, 14)
    cause = np.where(rng.random(14) < 0.6, rng.integers(0, 2, 14), -1)
    high = low + np.where((cause >= 0) & (rng.random(14) < 0.6), rng.integers(1, 14, 14), 0)
    told = small_steps(cause, low, high, 2, 40, rounds=3000)
    ours = count_days(cause, low, high, np.zeros(14, int), 2, 40)
    np.testing.assert_allclose(ours.events, told, atol=1e-4)


def test_groups_counted_at_once_are_as_each_counted_alone():
    rng = np.random.default_rng(3)
    group, low, entry = rng.integers(0, 5, 60), rng.integers(0, 25, 60), rng.integers(0, 6, 60)
    cause = np.where(rng.random(60) < 0.6, rng.integers(0, 2, 60), -1)
    # The last group has no inexact day, and what comes late in the others is spread over nothing.
    ranged = (cause >= 0) & (group < 4) & (rng.random(60) < 0.5)
    low = np.maximum(low, entry)
    high = low + np.where(ranged, rng.integers(1, 14, 60), 0)
    every = count_groups(group, cause, low, high, entry, (5, 2, 60))
    for place, together in enumerate(every):
        here = group == place
        alone = count_days(cause[here], low[here], high[here], entry[here], 2, 60)
        np.testing.assert_allclose(together.events, alone.events, atol=1e-6)
        np.testing.assert_allclose(together.at_risk, alone.at_risk, atol=1e-6)
        np.testing.assert_array_equal(together.spans, alone.spans)


@given(arrays(int, 15, elements=st.integers(0, 30)), arrays(int, 15, elements=st.integers(-1, 1)))
@settings(max_examples=40, deadline=None)
def test_one_day_alone_is_that_day_of_all(days, cause):
    counted = from_exact(days, cause)
    ours, day = incidence(counted, 0.9), int(np.median(days))
    told = [values[0, day] for values in (ours.share, ours.low, ours.high, ours.worth)]
    alone = [values[0] for values in incidence_within([counted, counted.until(day)], day, 0.9)]
    assert alone == pytest.approx(told, abs=1e-12)


def test_inexact_days_are_as_wide_as_their_first_and_last_ones_at_every_level():
    rng = np.random.default_rng(5)
    low, cause, name = rng.integers(0, 40, 42), rng.integers(-1, 2, 42), np.repeat(["one", "two"], [30, 12])
    high = np.where((cause >= 0) & (rng.random(42) < 0.3), 60, low)
    waits = UsedWaits(cause, low, high, np.zeros(42, int), np.full(42, 60))
    groups = list(count_extremes(waits, name).values())
    assert [len(counts) for counts in groups] == [3, 3]
    for level, ours in zip((0.95, 0.8), wait_incidences(groups[0], [0.95, 0.8]), strict=True):
        one_by_one = [incidence(counted, level) for counted in groups[0]]
        np.testing.assert_allclose(ours.share, one_by_one[0].share)
        np.testing.assert_allclose(ours.low, np.min([one.low for one in one_by_one], axis=0))
        np.testing.assert_allclose(ours.high, np.max([one.high for one in one_by_one], axis=0))
    told = [wait_incidence(counts, 0.9) for counts in groups]
    day = [[values[0, 25] for values in (one.share, one.low, one.high, one.worth)] for one in told]
    np.testing.assert_allclose(np.transpose(wait_incidence_within(groups, 25, 0.9)), day)
