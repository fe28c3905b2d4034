"""One simulated search as arrays: reading a thousand tables of each kind would take hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.counted_days import Counted, count_days
from jobsearch_analytics.features.waits import CAUSES
from jobsearch_analytics.stages import FUNNEL_STAGES
from tests.simulator.paths import COLUMNS, draw_paths

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.simulator.paths import Paths
    from tests.simulator.truth import Truth

__all__ = ["Drawn", "draw_search"]

#: As `tests.simulator.simulate` has them.
START, WEEKLY = np.datetime64("2026-02-02", "D"), 10.0


@dataclass(frozen=True)
class Drawn:
    """One simulated search as arrays, one place per application that was sent by then.

    Attributes
    ----------
    truth : Truth
        What is true of it.
    cause, days : array of int
        How the wait for a reply ended, place in `CAUSES` or -1; and after how many days, so far or in all.
    followed : array of int
        Days from sending to the last day of the log.
    channel, family : array of int
        Segments.
    rank : array of int
        The furthest stage recorded, 0 for ``applied`` to 5 for ``offer``.
    is_open : array of bool
        The log gives no ending.
    sent : array of datetime64[D]
        The day of sending.
    """

    truth: Truth
    cause: NDArray
    days: NDArray
    followed: NDArray
    channel: NDArray
    family: NDArray
    rank: NDArray
    is_open: NDArray
    sent: NDArray

    def counted(self, which: NDArray | slice = slice(None), *, until: int | None = None) -> Counted:
        """Return the waits counted by day, up to a day: what comes later changes nothing before it."""
        days = self.days[which]
        longest = int(max(days.max(), self.followed[which].max()))
        counted = count_days(
            self.cause[which], days, days, np.zeros(len(days), int), len(CAUSES), longest + 1
        )
        upto = slice(None) if until is None else slice(until + 1)
        return Counted(counted.events[:, upto], counted.at_risk[upto])


def draw_search(
    truth: Truth,
    n: int,
    follow_up_days: int,
    seed: int,
    *,
    weeks: float | None = None,
    look: float | None = None,
) -> Drawn:
    """Draw the search that `simulate` draws from the same numbers, as it stands on its last day.

    ``weeks`` cuts it off so many weeks after its start; ``look`` at a share of its whole time.
    """
    rng = np.random.default_rng(seed)
    span = 7 * n / WEEKLY
    sent = START + np.sort(rng.random(n) * span).astype("int64").astype("timedelta64[D]")
    length = int(np.ceil(span)) - 1 + follow_up_days
    length = length if weeks is None else int(7 * weeks) - 1
    length = length if look is None else int(length * look)
    last = START + np.timedelta64(length, "D")
    return _cut(truth, draw_paths(truth, sent, rng, office_days=False), sent, last)


def _cut(truth: Truth, paths: Paths, sent: NDArray, last: np.datetime64) -> Drawn:
    """Keep what the log knows on its last day."""
    kept = sent <= last
    sent, days = sent[kept], paths.days[kept]
    seen = ~np.isnat(days) & (days <= last)
    stages = seen[:, [COLUMNS.index(name) for name in FUNNEL_STAGES[1:]]]
    rank = np.where(stages.any(axis=1), 5 - np.argmax(stages[:, ::-1], axis=1), 0)
    followed = (last - sent).astype("int64")
    replied, ended = seen[:, 2], seen[:, -1] & (paths.furthest[kept] == 0)
    cause = np.where(replied, 0, np.where(ended, paths.end[kept] + 1, -1))
    on = np.where(replied, days[:, 2], np.where(ended, days[:, -1], last))
    return Drawn(
        truth=truth,
        cause=cause,
        days=(on - sent).astype("int64"),
        followed=followed,
        channel=paths.channel[kept],
        family=paths.family[kept],
        rank=rank,
        is_open=~seen[:, -1],
        sent=sent,
    )
