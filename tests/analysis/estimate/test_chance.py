"""Chance of a theme that stands out, against the whole experiment drawn point by point."""

import numpy as np
import pytest

from jobsearch_analytics.analysis.estimate.chance import (
    base_rates,
    chance_of_standing_out,
    employers_needed,
    named_tails,
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
    needed = employers_needed([named_tails(rates, points)], ALPHA)[0]
    false = (counts >= needed).any(axis=1).mean()
    # 4,000 draws: three standard errors at the rate asked for.
    assert false <= ALPHA + 3 * np.sqrt(ALPHA * (1 - ALPHA) / 4_000)


def test_the_chance_of_the_top_theme_is_the_share_of_draws_that_do_as_well():
    rates, points = np.full(16, 1 / 16), [1] * 15
    top = drawn(points, rates).max(axis=1)
    for seen in (4, 5, 6):
        ours = chance_of_standing_out([named_tails(rates, points)], [[seen] + [0] * 15])[0][0]
        # Adding the themes' chances counts a draw twice in which two themes stand out.
        assert (top >= seen).mean() - 0.01 <= ours <= (top >= seen).mean() * 1.3 + 0.01


@pytest.mark.parametrize("points", [[1] * 30, [1, 2, 5] * 10])
def test_needed_is_the_least_number_whose_chance_will_do(points):
    tails = [named_tails(UNEQUAL, points), named_tails(UNEQUAL, [1] * 12)]
    for sign, counts in enumerate(employers_needed(tails, ALPHA)):
        exactly, one_less = (
            chance_of_standing_out(tails, [np.clip(counts - less, 0, tail.shape[1] - 1) for tail in tails])
            for less in (0, 1)
        )
        assert (exactly[sign] <= ALPHA).all()
        assert (one_less[sign] > ALPHA).all()


def test_signs_that_are_said_as_well_make_a_theme_stand_out_less():
    one, two = [named_tails(UNEQUAL, [1] * 20)], [named_tails(UNEQUAL, [1] * 20)] * 2
    counts = np.full(len(UNEQUAL), 6)
    alone, beside = (chance_of_standing_out(tails, [counts] * len(tails))[0] for tails in (one, two))
    assert (beside >= alone).all()
    assert beside[5] == pytest.approx(2 * alone[5])


def test_a_theme_that_everybody_hears_of_needs_more_employers_than_a_rare_one():
    needed = employers_needed([named_tails(UNEQUAL, [1] * 60)], ALPHA)[0]
    assert needed[0] > needed[5] > needed[-1]


def test_two_employers_never_prove_a_theme():
    assert employers_needed([named_tails([1e-9], [1, 1])], ALPHA)[0].tolist() == [3]
    assert chance_of_standing_out([named_tails([1e-9], [1] * 9)], [[2]])[0].tolist() == [1.0]


def test_nothing_said_proves_nothing():
    nobody = [named_tails([0.1, 0.2], [])]
    assert chance_of_standing_out(nobody, [[0, 0]])[0].tolist() == [1.0, 1.0]
    assert employers_needed(nobody, ALPHA)[0].tolist() == [3, 3]
    assert employers_needed([], ALPHA) == []


def test_base_rates_are_never_too_low():
    rates = base_rates([0, 5, 10, 20] * 6)
    assert rates.sum() >= 1
    assert rates.min() == pytest.approx(1 / 24)
    assert base_rates([7, 7]).tolist() == [1 / 16, 1 / 16]
    assert len(base_rates([])) == 0
