"""Chance of a theme that stands out, against the whole experiment drawn point by point."""

import numpy as np
import pytest

from jobsearch_analytics.analysis.estimate.chance import (
    base_rates,
    chance_of_standing_out,
    employers_needed,
)

ALPHA = 0.025


def drawn(points_per_employer, rates, draws=4_000):
    """Return by how many employers each theme is named in each draw, every point drawn by itself."""
    random = np.random.default_rng(12)
    employer = np.repeat(np.arange(len(points_per_employer)), points_per_employer)
    named = np.zeros((draws, len(points_per_employer), len(rates)), dtype=bool)
    themes = random.choice(len(rates), p=rates, size=(draws, len(employer)))
    for point, who in enumerate(employer):
        named[np.arange(draws), who, themes[:, point]] = True
    return named.sum(axis=1)


UNEQUAL = np.array([0.2, 0.15, 0.1, *[0.05] * 9, *[0.025] * 4])


@pytest.mark.parametrize(
    ("points", "rates"),
    [
        ([1] * 8, np.full(16, 1 / 16)),
        ([1] * 15, UNEQUAL),
        ([1] * 60, UNEQUAL),
        ([1, 2, 3, 4] * 6, UNEQUAL),
        ([6] * 10, np.full(12, 1 / 12)),
        ([9, 1], np.full(3, 1 / 3)),
    ],
)
def test_a_false_alarm_is_as_rare_as_asked_for(points, rates):
    counts = drawn(points, rates)
    needed = employers_needed(rates, points, ALPHA)
    false = (counts >= needed).any(axis=1).mean()
    # 4,000 draws: three standard errors at the rate asked for.
    assert false <= ALPHA + 3 * np.sqrt(ALPHA * (1 - ALPHA) / 4_000)


def test_the_chance_of_the_top_theme_is_the_share_of_draws_that_do_as_well():
    rates, points = np.full(16, 1 / 16), [1] * 15
    top = drawn(points, rates).max(axis=1)
    for seen in (4, 5, 6):
        ours = chance_of_standing_out(rates, points, [seen] + [0] * 15)[0]
        # Adding the themes' chances counts a draw twice in which two themes stand out.
        assert (top >= seen).mean() - 0.01 <= ours <= (top >= seen).mean() * 1.3 + 0.01


@pytest.mark.parametrize("points", [[1] * 30, [1, 2, 5] * 10])
def test_needed_is_the_least_number_whose_chance_will_do(points):
    needed = employers_needed(UNEQUAL, points, ALPHA)
    for row, count in enumerate(needed):
        seen = np.zeros(len(UNEQUAL), dtype=int)
        at_least, one_less = (
            chance_of_standing_out(UNEQUAL, points, seen + (np.arange(len(UNEQUAL)) == row) * number)[row]
            for number in (count, count - 1)
        )
        assert at_least <= ALPHA < one_less


def test_a_theme_that_everybody_hears_of_needs_more_employers_than_a_rare_one():
    needed = employers_needed(UNEQUAL, [1] * 60, ALPHA)
    assert needed[0] > needed[5] > needed[-1]


def test_two_employers_cannot_prove_a_theme_of_three():
    assert employers_needed([1 / 3] * 3, [1, 1], ALPHA).tolist() == [3, 3, 3]


def test_nothing_said_proves_nothing():
    assert chance_of_standing_out([0.1, 0.2], [], [0, 0]).tolist() == [1.0, 1.0]
    assert employers_needed([0.1], [], ALPHA).tolist() == [1]
    assert len(chance_of_standing_out([], [1, 1], [])) == 0


def test_base_rates_are_never_too_low():
    rates = base_rates([0, 5, 10, 20] * 6)
    assert rates.sum() >= 1
    assert rates.min() == pytest.approx(1 / 24)
    assert base_rates([7, 7]).tolist() == [1 / 16, 1 / 16]
    assert len(base_rates([])) == 0
