from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import lognorm

from tests.simulator import ENDS, Truth, Wait, draw_truth

DRAWS = 2000


@pytest.fixture(scope="module")
def truths() -> list[Truth]:
    return [draw_truth(seed) for seed in range(DRAWS)]


def test_the_same_number_gives_the_same_truth() -> None:
    assert draw_truth(3) == draw_truth(3)
    assert draw_truth(3) != draw_truth(4)


def test_shares_add_up_and_rates_are_shares(truths: list[Truth]) -> None:
    for truth in truths[:200]:
        assert sum(truth.channel_shares) == pytest.approx(1)
        assert sum(truth.family_shares) == pytest.approx(1)
        assert all(0 < rate < 1 for rate in (*truth.positive_rate.values(), *truth.next_stage.values()))
        for ends in truth.ends.values():
            assert sum(ends.values()) == pytest.approx(1)
            assert set(ends) <= set(ENDS)


@pytest.mark.parametrize(("stage", "a", "b"), [("screen", 6, 4), ("interview", 4, 5), ("final", 4, 4)])
def test_rates_follow_the_stated_prior(truths: list[Truth], stage: str, a: int, b: int) -> None:
    drawn = np.array([truth.next_stage[stage] for truth in truths])
    spread = np.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
    assert abs(drawn.mean() - a / (a + b)) < 4 * spread / np.sqrt(DRAWS)
    assert drawn.std() == pytest.approx(spread, rel=0.1)


def test_positive_rates_centre_where_stated(truths: list[Truth]) -> None:
    drawn = np.array([truth.rates().mean() for truth in truths])
    assert drawn.mean() == pytest.approx(2 / 12, abs=0.015)


def test_waits_centre_where_stated(truths: list[Truth]) -> None:
    for name, median in {
        "screen": 10,
        "rejected": 16,
        "closed": 25,
        "withdrawn": 30,
        "late_rejected": 9,
    }.items():
        drawn = np.log([truth.waits[name].median_days / median for truth in truths])
        assert abs(drawn.mean()) < 4 * 0.3 / np.sqrt(DRAWS)


def test_a_wait_is_lognormal() -> None:
    days = np.array([0, 0.5, 3, 10, 100.0])
    assert Wait(9, 0.7).within(days) == pytest.approx(lognorm(s=0.7, scale=9).cdf(days), abs=1e-12)


def test_incidence_of_all_causes_adds_up_to_what_is_not_silence() -> None:
    truth = draw_truth(5)
    ever = sum(
        float(truth.incidence(cause, 1e7)) for cause in ("positive", "rejected", "closed", "withdrawn")
    )
    assert ever == pytest.approx(1 - (1 - truth.overall_rate()) * truth.ends["applied"]["silent"])
    one = float(truth.incidence("positive", 1e7, channel=truth.channels[2]))
    assert one == pytest.approx(truth.channel_rate(truth.channels[2]))
