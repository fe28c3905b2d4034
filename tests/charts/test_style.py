"""Colours that stand side by side can be told apart with any common kind of colour vision."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from jobsearch_analytics.charts.momentum import QUIET, SHADES
from jobsearch_analytics.charts.style import BAND, ENDS, GAP, INK, MOVED, MUTED, SOLID, STRENGTH

# Machado, Oliveira and Fernandes (2009), full severity, for linear RGB.
VISION = {
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}

#: What stands side by side in one picture.
TOGETHER = {
    "funnel": [SOLID, BAND, INK],
    "themes": [STRENGTH, GAP, INK],
    "flows": [MOVED, *ENDS.values()],
    "comparison": [SOLID, MUTED],
    "momentum": list(SHADES.values()),
}

#: A difference of 2 in CIELAB is just seen; this is well beyond.
CLEAR = 10


def seen(colour: str, vision: str) -> np.ndarray:
    return lab(np.clip(np.array(VISION[vision]) @ linear(colour), 0, 1))


def linear(colour: str) -> np.ndarray:
    rgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ rgb / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    light = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ linear(c)) for c in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("picture", TOGETHER)
def test_colours_of_one_picture_can_be_told_apart(picture: str, vision: str) -> None:
    pairs = combinations(TOGETHER[picture], 2)
    distance, *pair = min((float(np.linalg.norm(seen(a, vision) - seen(b, vision))), a, b) for a, b in pairs)
    assert distance > CLEAR, pair


def test_the_simulation_would_find_a_bad_pair() -> None:
    red, green = "#d04040", "#8c7a20"
    assert np.linalg.norm(seen(red, "usual") - seen(green, "usual")) > 4 * CLEAR
    assert np.linalg.norm(seen(red, "deuteranopia") - seen(green, "deuteranopia")) < 2 * CLEAR


def test_a_quiet_week_is_pale_on_white_and_dim_in_the_dark() -> None:
    share = int(QUIET[7:], 16) / 255
    over = {
        ground: (1 - share) * level + share * grey(QUIET) for ground, level in (("white", 255), ("dark", 17))
    }
    assert over["white"] == pytest.approx(grey(SHADES[0]), abs=1)
    assert over["dark"] < grey(SHADES[11])


def grey(colour: str) -> float:
    return float(np.mean([int(colour[at : at + 2], 16) for at in (1, 3, 5)]))


def test_words_are_readable_on_their_ground() -> None:
    assert contrast(INK, "#ffffff") > 7
    assert contrast(MUTED, "#ffffff") > 4.5
    assert contrast(MOVED, "#ffffff") > 4.5
    assert min(contrast(colour, "#111820") for colour in ENDS.values()) > 4.5
