"""The feedback of a simulated search: which employer makes which point, at which stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.stages import FUNNEL_STAGES
from tests.simulator.paths import COLUMNS
from tests.simulator.phrases import phrases

if TYPE_CHECKING:
    from tests.simulator.paths import Paths
    from tests.simulator.truth import Truth

__all__ = ["draw_notes"]

#: Who speaks at a stage.
SPEAKERS = dict(
    zip(
        FUNNEL_STAGES,
        ("recruiter", "recruiter", "interviewer", "interviewer", "hiring_manager", "hiring_manager"),
        strict=True,
    )
)

#: An answer comes within so many days of the meeting.
LONGEST_DELAY_DAYS = 6


def draw_notes(
    truth: Truth,
    paths: Paths,
    ids: np.ndarray,
    company: np.ndarray,
    seen: np.ndarray,
    last: np.datetime64,
    rng: np.random.Generator,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the feedback notes and the points in them.

    Each employer who gave at least one meeting makes each point of the truth with its rate, once, after one
    of the meetings held at which the theme can come up. Points made after the same meeting stand in one note.
    """
    held = seen[:, 2:7]
    rows = np.nonzero(held.any(axis=1))[0]
    rows = np.sort(rows[np.unique(company[rows], return_index=True)[1]])
    names = list(truth.themes)
    possible = held[rows][:, None, :] & _stages_of(truth, names)
    made = rng.random((len(rows), len(names))) < np.array([truth.themes[name] for name in names])
    made &= possible.any(axis=2)
    place, theme = np.nonzero(made)
    row = rows[place]
    level = _pick(possible[place, theme], rng.random(len(row)))
    note, row_of, level_of = _group(row, level)
    feedback_ids = np.char.mod("n%04d", np.arange(len(row_of))).astype(object)
    spoken = paths.days[row_of, level_of + 2] + rng.integers(0, LONGEST_DELAY_DAYS, len(row_of)).astype(
        "timedelta64[D]"
    )
    points = _points(names, theme, rng).assign(feedback_id=feedback_ids[note], application_id=ids[row])
    stage = np.array(FUNNEL_STAGES, dtype=object)[level_of + 1]
    feedback = pd.DataFrame(
        {
            "feedback_id": feedback_ids,
            "application_id": ids[row_of],
            "company": np.char.mod("Firm %d", company[row_of]).astype(object),
            "received_on": np.minimum(spoken, last).astype("datetime64[us]"),
            "stage": stage,
            "said_by": [SPEAKERS[name] for name in stage],
            "text": points.groupby("feedback_id", sort=True)["phrase"].agg(" ".join).to_numpy(),
        }
    )
    return feedback, points[["feedback_id", "application_id", "theme", "sign", "phrase"]]


def _stages_of(truth: Truth, names: list[tuple[str, str]]) -> np.ndarray:
    meetings = FUNNEL_STAGES[1:]
    return np.array(
        [[stage in truth.voiced_at.get(theme, meetings) for stage in meetings] for theme, _ in names]
    )


def _pick(held: np.ndarray, draws: np.ndarray) -> np.ndarray:
    wanted = np.floor(draws * held.sum(axis=1))
    return np.argmax(np.cumsum(held, axis=1) > wanted[:, None], axis=1)


def _group(row: np.ndarray, level: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    keys, note = np.unique(row * len(COLUMNS) + level, return_inverse=True)
    return note, keys // len(COLUMNS), keys % len(COLUMNS)


def _points(names: list[tuple[str, str]], theme: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    # Each phrase is used once before any is used again.
    phrase = np.empty(len(theme), dtype=object)
    for place, (name, sign) in enumerate(names):
        texts = np.array(phrases(name, sign), dtype=object)
        rows = np.nonzero(theme == place)[0]
        phrase[rows] = texts[rng.permutation(len(texts))[np.arange(len(rows)) % len(texts)]]
    pairs = np.array([*names, ("", "")], dtype=object)
    return pd.DataFrame({"theme": pairs[theme, 0], "sign": pairs[theme, 1], "phrase": phrase})
