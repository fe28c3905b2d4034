"""Whether intervals hold what they promise: simulated searches with known truth, counted.

`benchmarks/coverage` writes the whole table; `test_coverage.py` runs a small part of it, and shows that the
intervals judged here are those of the public answers. The searches are drawn as arrays and go through the
very functions that the answers call, since reading a thousand tables of each kind would take hours.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.contrast import difference
from jobsearch_analytics.analysis.estimate.contrast_table import contrast_table
from jobsearch_analytics.analysis.estimate.funnel_within import LEAST_DAYS, USUAL_DAYS
from jobsearch_analytics.analysis.estimate.incidence import (
    Counted,
    count_days,
    incidence,
    longest_horizon,
)
from jobsearch_analytics.analysis.estimate.intervals import clopper_pearson, jeffreys, wilson
from jobsearch_analytics.analysis.estimate.pooling import pooled
from jobsearch_analytics.analysis.estimate.remaining import (
    PRIORS,
    chance_left,
    closing_days,
    drawn,
    expected,
    posterior,
)
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS
from jobsearch_analytics.features.waits import CAUSES
from jobsearch_analytics.stages import FUNNEL_STAGES
from tests.simulator.paths import COLUMNS, draw_paths
from tests.simulator.truth import Truth, draw_truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from tests.simulator.paths import Paths

__all__ = ["LEVEL", "SETTINGS", "Drawn", "draw_search", "false_known", "study", "summary", "young_searches"]

LEVEL = 0.95

#: Applications, and days of follow-up after the last one was sent.
SETTINGS = tuple((n, days) for n in (12, 30, 60, 200, 1000) for days in (0, 42, 84))

#: Silence after which the remaining chance is checked, and the price of closing.
SILENT_DAYS = (14, 30, 60)
COST = 30

#: The longest horizon that is checked: week twelve.
MOST_DAYS = 84

#: What a comparison counts, and a run of silences.
COMPARED_DAYS, REPLY_DAYS, CLOSING_DAYS = 45, 30, 45

#: As `tests.simulator.simulate` has them.
START, WEEKLY = np.datetime64("2026-02-02", "D"), 10.0

Row = tuple[str, str, bool, float, bool]


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


def study(n: int, follow_up_days: int, seeds: Iterable[int]) -> pd.DataFrame:
    """Return one row per search, quantity and segment: was the truth in the interval, and how far off.

    Returns
    -------
    DataFrame
        ``seed`` int; ``quantity`` str; ``segment`` str; ``covered`` bool; ``error`` float, estimate minus
        truth; ``none`` bool, nothing of the kind was seen, so that the interval starts at 0.
    """
    rows = []
    for seed in seeds:
        search = draw_search(draw_truth(seed), n, follow_up_days, seed + 1_000_000)
        rows += [(seed, *row) for row in _one(search)]
    return pd.DataFrame(rows, columns=["seed", "quantity", "segment", "covered", "error", "none"])


def _one(search: Drawn) -> Iterator[Row]:
    yield from _bounds(search)
    yield from _shares(search)
    yield from _chances(search)
    yield from _differences(search)
    yield from _pooled(search)
    day = min(longest_horizon(search.followed), MOST_DAYS)
    if day > 0:
        yield from _incidences(search, day)


def _row(
    quantity: str,
    truth: float,
    ends: tuple[float, float],
    *,
    estimate: float = np.nan,
    segment: str = "all",
    none: bool = False,
) -> Row:
    # A rate of zero or one can meet an end exactly; rounding must not decide it.
    covered = bool(ends[0] - 1e-9 <= truth <= ends[1] + 1e-9)
    return quantity, segment, covered, estimate - truth, none


def _bounds(search: Drawn) -> Iterator[Row]:
    n = len(search.rank)
    for rank, stage in ((1, "screen"), (3, "interview"), (5, "offer")):
        reached = search.rank >= rank
        low, _ = clopper_pearson([reached.sum()], [n], LEVEL)
        _, high = clopper_pearson([(reached | search.is_open).sum()], [n], LEVEL)
        yield _row(f"bounds, {stage}", search.truth.reach(stage), (low[0], high[0]))


def _shares(search: Drawn) -> Iterator[Row]:
    """Check plain shares: replies so far, of those old enough, and within a month."""
    truth, replied = search.truth, search.cause == 0
    by_now = truth.incidence("positive", np.maximum(search.followed, 1e-9))
    settled, old = search.followed > CLOSING_DAYS, search.followed >= REPLY_DAYS
    quick = replied & (search.days <= REPLY_DAYS)
    cases = (
        ("share so far", wilson, replied, np.ones(len(replied), dtype=bool), by_now),
        ("settled rate", wilson, replied, settled, by_now),
        ("replies in 30 days", jeffreys, quick, old, np.full(len(old), truth.incidence("positive", 30))),
    )
    for name, method, hits, trials, rate in cases:
        if trials.any():
            k, m = int(hits[trials].sum()), int(trials.sum())
            low, high = method([k], [m], LEVEL)
            yield _row(name, float(rate[trials].mean()), (low[0], high[0]), estimate=k / m, none=k == 0)


def _chances(search: Drawn) -> Iterator[Row]:
    pseudo = posterior(search.counted(), PRIORS["applied"])
    draws, middle = chance_left(drawn(pseudo)), chance_left(expected(pseudo))
    left = _true_chances(search.truth)
    tails = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    for day in SILENT_DAYS:
        low, high = np.quantile(draws[:, day], tails)
        yield _row(f"chance after {day} days", left[day], (low, high), estimate=middle[day])
    low, high = np.quantile(closing_days(draws, COST), tails).round()
    true_day, ours = (int(closing_days(chances, COST)) for chances in (left, middle))
    yield _row(f"closing day, 1 in {COST}", true_day, (low, high), estimate=ours)


def _true_chances(truth: Truth) -> NDArray:
    days = np.arange(HORIZON_DAYS + 1)
    ended = {cause: truth.incidence(cause, days) for cause in CAUSES}
    return (truth.overall_rate() - ended["positive"]) / (1 - np.sum(list(ended.values()), axis=0))


def _differences(search: Drawn) -> Iterator[Row]:
    """Check every channel against all others, as `comparison` does without strata."""
    truth, mature = search.truth, search.followed >= COMPARED_DAYS
    hit = (search.cause == 0) & (search.days <= COMPARED_DAYS)
    rates = np.array([truth.incidence("positive", COMPARED_DAYS, channel=name) for name in truth.channels])
    for place, name in enumerate(truth.channels):
        mine, others = mature & (search.channel == place), mature & (search.channel != place)
        if not (mine.any() and others.any()):
            continue
        counts = ([int(values.sum())] for values in (hit & mine, mine, hit & others, others))
        middle, low, high = difference(*counts, LEVEL)
        real = float(rates[place] - rates[search.channel[others]].mean())
        none = not hit[mature].any()
        yield _row("difference, by channel", real, (low, high), estimate=middle, segment=name, none=none)


def _incidences(search: Drawn, day: int) -> Iterator[Row]:
    ours = incidence(search.counted(until=day), LEVEL)
    for place, cause in enumerate(CAUSES):
        ends = (ours.low[place, day], ours.high[place, day])
        share = float(ours.share[place, day])
        real = float(search.truth.incidence(cause, day))
        yield _row(f"incidence, {cause}", real, ends, estimate=share, none=share == 0)


def _pooled(search: Drawn) -> Iterator[Row]:
    """Check every channel as `funnel` pools them: the rate within a horizon, or else the settled one."""
    parts = {place: np.flatnonzero(search.channel == place) for place in np.unique(search.channel)}
    longest = min(longest_horizon(search.followed), USUAL_DAYS)
    dated = [
        place
        for place, rows in parts.items()
        if longest >= LEAST_DAYS and longest_horizon(search.followed[rows]) >= longest
    ]
    evidence = [
        _within(search, rows if place in dated else rows[:0], longest) if dated else _settled(search, rows)
        for place, rows in parts.items()
    ]
    hits, trials = np.array(evidence).T
    if len(parts) < 2 or not trials.any():
        return
    rate, low, high = pooled(hits, trials, LEVEL)
    for row, (place, rows) in enumerate(parts.items()):
        name = search.truth.channels[place]
        old = search.followed[rows][search.followed[rows] > CLOSING_DAYS]
        days = np.array([longest]) if dated else old
        if len(days):
            real = float(search.truth.incidence("positive", days, channel=name).mean())
            yield _row("pooled, by channel", real, (low[row], high[row]), estimate=rate[row], segment=name)


def _within(search: Drawn, rows: NDArray, day: int) -> tuple[float, float]:
    """Return hits and trials that the rate within so many days is worth; none without rows."""
    if not len(rows):
        return 0.0, 0.0
    ours = incidence(search.counted(rows, until=day), LEVEL)
    return float(ours.worth[0, day] * ours.share[0, day]), float(ours.worth[0, day])


def _settled(search: Drawn, rows: NDArray) -> tuple[float, float]:
    """Return replies and applications among those old enough, if long silence means no."""
    old = search.followed[rows] > CLOSING_DAYS
    return float((search.cause[rows] == 0)[old].sum()), float(old.sum())


def summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Return coverage with its Monte-Carlo error, mean error, and the worst segment, by quantity."""
    parts = []
    for quantity, part in rows.groupby("quantity", sort=False):
        by_search = part.groupby("seed")["covered"].mean()
        by_segment = part.groupby("segment")["covered"].mean()
        parts.append(
            {
                "quantity": quantity,
                "searches": len(by_search),
                "coverage": part["covered"].mean(),
                "mc_error": by_search.std(ddof=0) / np.sqrt(len(by_search)),
                "bias": part["error"].mean(),
                "worst_segment": by_segment.min() if len(by_segment) > 1 else np.nan,
                "none_seen": part["none"].mean(),
            }
        )
    return pd.DataFrame(parts)


def young_searches(weeks: int, seeds: Iterable[int]) -> pd.DataFrame:
    """Return the errors of curve and naive rate on a search cut off after so many weeks.

    Returns
    -------
    DataFrame
        One row per search: ``day`` int, the longest horizon its follow-up supports; ``curve``, ``naive``
        float, the cumulative incidence and replies over sendings, each minus the truth on that day;
        ``never`` float, replies over sendings minus the truth for ever.
    """
    rows = []
    for seed in seeds:
        truth = draw_truth(seed)
        search = draw_search(truth, 10 * weeks, 0, seed + 2_000_000, weeks=weeks)
        day = min(longest_horizon(search.followed), MOST_DAYS)
        real = float(truth.incidence("positive", day))
        share = incidence(search.counted(until=day), LEVEL).share[0, day]
        naive = float((search.cause == 0).mean())
        rows.append((day, share - real, naive - real, naive - truth.overall_rate()))
    return pd.DataFrame(rows, columns=["day", "curve", "naive", "never"])


def false_known(n: int, seeds: Iterable[int], looks: int = 6) -> list[bool]:
    """Return for each search with truly equal channels whether any of its looks calls a difference known."""
    return [_fooled(n, seed, looks) for seed in seeds]


def _fooled(n: int, seed: int, looks: int) -> bool:
    truth = _equal_channels(draw_truth(seed))
    for look in range(1, looks + 1):
        search = draw_search(truth, n, 60, seed + 3_000_000, look=look / looks)
        table = contrast_table(_cohort(search), looks, LEVEL)
        if (table["verdict"] == "known").any():
            return True
    return False


def _cohort(search: Drawn) -> pd.DataFrame:
    """Return what `comparison` compares, like with like over role family and month."""
    used = search.followed >= COMPARED_DAYS
    strata = np.char.add(search.sent.astype("datetime64[M]").astype(str), search.family.astype(str))
    return pd.DataFrame(
        {
            "group": np.array(search.truth.channels)[search.channel][used],
            "stratum": strata[used],
            "hit": ((search.cause == 0) & (search.days <= COMPARED_DAYS))[used],
        }
    )


def _equal_channels(truth: Truth) -> Truth:
    rate = truth.overall_rate()
    cells = {(channel, family): rate for channel in truth.channels for family in truth.role_families}
    return dataclasses.replace(truth, positive_rate=MappingProxyType(cells))
