"""Days taken as one against all days drawn one by one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ks_2samp

from jobsearch_analytics.analysis.estimate.closing_draws import draw_closing_days, draw_left
from jobsearch_analytics.analysis.estimate.counted_days import count_days
from jobsearch_analytics.analysis.estimate.remaining import (
    PRIORS,
    Pseudo,
    chance_left,
    closing_days,
    drawn,
    expected,
    posterior,
)
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS

#: Own waits, and the last day they may end on: nobody's, and logs that are watched for days or for months.
LOGS = [(0, 1), (8, 12), (40, 60), (150, 150)]


def pseudo_of(n: int, last: int, n_draws: int = 500, stage: str = "applied") -> Pseudo:
    rng = np.random.default_rng(n)
    days, cause = rng.integers(0, last, n), rng.choice([-1, 0, 1], n, p=[0.6, 0.15, 0.25])
    # The ends of one wait in four are known to lie in a range alone.
    low = np.where((cause >= 0) & (rng.random(n) < 0.25), 0, days)
    counted = count_days(cause, low, days, np.zeros(n, int), 4, last)
    return posterior(counted, PRIORS[stage], n_draws=n_draws)


@pytest.mark.parametrize(("n", "last"), LOGS)
@pytest.mark.parametrize("day", [0, 30, 200])
def test_days_taken_as_one_change_no_expected_curve(n: int, last: int, day: int) -> None:
    pseudo = pseudo_of(n, last)
    kept = max(day, last - 1) + 1
    few, every = expected(pseudo.until(day)), expected(pseudo)
    for part in ("positive", "waiting"):
        ours, theirs = getattr(few, part), getattr(every, part)
        assert len(ours) == kept + 1
        np.testing.assert_allclose(ours, [*theirs[:kept], theirs[-1]], atol=1e-9)


@pytest.mark.parametrize(("n", "last"), LOGS)
def test_chances_have_the_law_of_all_days_drawn(n: int, last: int) -> None:
    pseudo = pseudo_of(n, last, 5_000)
    every, few = (chance_left(drawn(pseudo, until=until, random_state=until)) for until in (HORIZON_DAYS, 30))
    assert min(ks_2samp(every[:, day], few[:, day]).pvalue for day in (0, 3, 10, 30)) > 0.001


@pytest.mark.parametrize("stage", ["applied", "screen"])
@pytest.mark.parametrize(("n", "last"), LOGS)
@pytest.mark.parametrize("cost", [10, 100])
def test_closing_days_have_the_law_of_all_days_drawn(n: int, last: int, cost: int, stage: str) -> None:
    """Also where most of them lie after the last day watched, and where none does."""
    pseudo = pseudo_of(n, last, 5_000, stage)
    every = closing_days(chance_left(drawn(pseudo, random_state=1)), cost)
    few = draw_closing_days(pseudo, cost, random_state=2)
    assert ks_2samp(every, few).pvalue > 0.001
    tails = [0.005, 0.025, 0.1, 0.5, 0.9, 0.975, 0.995]
    for share, ours, theirs in zip(tails, np.quantile(few, tails), np.quantile(every, tails), strict=True):
        # As many lie below either quantile, but for the noise of so many draws.
        noise = 5 * np.sqrt(2 * share * (1 - share) / len(few))
        assert (every < ours).mean() <= share + noise
        assert (few < theirs).mean() <= share + noise
        assert (every <= ours).mean() >= share - noise
        assert (few <= theirs).mean() >= share - noise


def test_a_log_watched_for_a_year_is_drawn_day_by_day() -> None:
    pseudo = pseudo_of(60, HORIZON_DAYS + 1)
    assert pseudo.until(10) is pseudo
    days = draw_closing_days(pseudo, 30)
    np.testing.assert_array_equal(days, closing_days(chance_left(drawn(pseudo)), 30))


def test_all_who_ask_are_told_the_same_of_a_day() -> None:
    pseudo = pseudo_of(40, 60)
    alone, among = draw_left(pseudo, np.array([30])), draw_left(pseudo, np.array([300, 30, 150]))
    np.testing.assert_array_equal(alone[:, 0], among[:, 1])
    every = chance_left(drawn(pseudo))
    np.testing.assert_array_equal(among[:, 0], every[:, 300])
