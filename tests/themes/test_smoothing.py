from __future__ import annotations

import numpy as np
import pytest

from jobsearch_analytics.themes import smoothing
from jobsearch_analytics.themes.smoothing import smoothed, unit


def rows(n: int, d: int, seed: int = 0) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(n, d)).astype(np.float32))


@pytest.mark.parametrize("n", [0, 1, 2])
def test_fewer_than_three_texts_stay_as_they_are(n):
    np.testing.assert_array_equal(smoothed(rows(n, 8)), rows(n, 8))


@pytest.mark.parametrize(("n", "d"), [(12, 40), (90, 40)])
def test_levelling_raises_the_singular_values_to_a_power(monkeypatch, n, d):
    monkeypatch.setattr(smoothing, "DRAWN", 0.0)
    vectors = rows(n, d)
    left, values, right = np.linalg.svd(vectors.astype(np.float64), full_matrices=False)
    power = 1 - smoothing.LEVELLED * n / (n + smoothing.HALF_AT)
    expected = (left * values**power) @ right
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(smoothed(vectors), expected, atol=1e-5)


def test_drawing_brings_groups_together_and_keeps_them_apart(monkeypatch):
    monkeypatch.setattr(smoothing, "LEVELLED", 0.0)
    rng = np.random.default_rng(0)
    label = np.repeat(np.arange(4), 40)
    vectors = unit((rows(4, 32)[label] + 0.2 * rng.normal(size=(160, 32))).astype(np.float32))
    same = (label[:, None] == label[None, :]) & ~np.eye(160, dtype=bool)
    other = label[:, None] != label[None, :]
    before, after = vectors @ vectors.T, smoothed(vectors) @ smoothed(vectors).T
    gained = after - before
    # Single pairs may lose, as neighbours bring noise of their own; over all pairs the group gains.
    assert gained[same].mean() > 0
    assert gained[same].mean() > 10 * abs(gained[other].mean())
    np.testing.assert_allclose(np.linalg.norm(smoothed(vectors), axis=1), 1, atol=1e-5)
