"""The small version of the proof that the intervals hold; `benchmarks/coverage` prints the whole."""

from __future__ import annotations

import numpy as np
import pytest

from tests.analysis.coverage_study import false_known, study, summary

#: With so few searches a true 0.95 can read as low as this, four Monte-Carlo errors below.
SLACK = 4


@pytest.fixture(scope="module")
def young():
    """Searches of sixty applications on the day the last one was sent: week six."""
    return summary(study(60, 0, range(60))).set_index("quantity")


@pytest.fixture(scope="module")
def followed():
    return summary(study(30, 42, range(40))).set_index("quantity")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["young", "followed"])
def test_intervals_hold_the_truth_over_searches_drawn_from_the_prior(name, request):
    table = request.getfixturevalue(name).drop(index="naive replies / sent")
    error = np.maximum(table["mc_error"], np.sqrt(0.95 * 0.05 / table["searches"]))
    assert (table["coverage"] >= 0.95 - SLACK * error).all()
    assert "pooled, by channel" in table.index


@pytest.mark.slow
def test_the_curve_is_unbiased_where_the_naive_rate_errs(young):
    assert abs(young.loc["incidence, positive", "bias"]) < 0.02
    assert young.loc["naive replies / sent", "bias"] < -0.03


@pytest.mark.slow
def test_equal_channels_are_hardly_ever_called_different():
    assert sum(false_known(60, range(10))) <= 2
