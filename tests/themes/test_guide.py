from __future__ import annotations

import numpy as np
import pytest

from jobsearch_analytics.themes import guide
from jobsearch_analytics.themes.smoothing import unit


@pytest.mark.parametrize("share", [1.0, 0.8, 0.04])
def test_scores_are_as_counted_phrase_by_phrase(share):
    rng = np.random.default_rng(11)
    texts, phrases = (unit(rng.normal(size=(n, 16)).astype(np.float32)) for n in (9, 150))
    # The last theme has no phrase, the one before it two.
    theme = np.array([0] * 100 + [1] * 48 + [2] * 2)
    kept = rng.random((6, 150)) < share
    found = guide.scores_of_some(texts, guide.Seeds(phrases, theme, 4), kept)
    for choice in range(6):
        for number in range(4):
            mine = phrases[kept[choice] & (theme == number)]
            if not len(mine):
                assert (found[choice, :, number] == -1).all()
                continue
            mean = mine.mean(0) / np.linalg.norm(mine.mean(0))
            for row, text in enumerate(texts):
                nearest = sorted(mine @ text)[-guide.NEAREST :]
                expected = (np.mean(nearest) + mean @ text) / 2
                assert found[choice, row, number] == pytest.approx(expected, abs=1e-5)
