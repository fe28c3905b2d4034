"""Whatever is told as an estimate lies in the interval told beside it, in every answer."""

from __future__ import annotations

import pandas as pd
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.analysis.answer import share_words
from tests.simulator import draw_truth, simulate

LEVELS = (0.95, 0.5, 0.1)

#: An estimate and the ends that stand beside it; the first of a table that has all three counts.
TRIPLES = (
    *(
        ("incidence", "low", "high"),
        ("chance", "low", "high"),
        ("rate", "low", "high"),
        ("share", "low", "high"),
    ),
    *(("share", "share_low", "share_high"), ("settled_rate", "settled_low", "settled_high")),
    *(("within_rate", "within_low", "within_high"), ("pooled_rate", "pooled_low", "pooled_high")),
    *(("at_least", "bound_low", "bound_high"), ("at_most", "bound_low", "bound_high")),
    *(("crude", "crude_low", "crude_high"), ("adjusted", "adjusted_low", "adjusted_high")),
    ("gain", "gain_low", "gain_high"),
)


def outside(table: pd.DataFrame) -> list[str]:
    """The estimates of a table that lie outside their intervals."""
    found, told = [], set()
    for estimate, low, high in TRIPLES:
        if {estimate, low, high} <= set(table.columns) and (low not in told or low == "bound_low"):
            told.add(low)
            rows = table[[estimate, low, high]].astype(float).dropna()
            wrong = (rows[estimate] < rows[low] - 1e-12) | (rows[estimate] > rows[high] + 1e-12)
            found += [f"{estimate} {row}" for row in rows[wrong].to_numpy().tolist()]
    return found


def answered(search: jsa.JobSearch, level: float) -> dict[str, pd.DataFrame]:
    waits = jsa.waiting_times(search, level=level)
    closing = waits.closing_day(cost=5).table.rename(columns={"chance": "left", "day": "rate"})
    momentum = jsa.momentum(search, level=level)
    requests = jsa.feedback_requests(search, today="2027-01-01", level=level)
    return {
        "funnel": jsa.funnel(search, level=level).table,
        "funnel by": jsa.funnel(search, by="channel", level=level).table,
        "waits": waits.table,
        "chances": waits.chance_after(days=[0, 7, 60, 200, 300, 365]).table,
        "closing days": closing,
        "comparison": jsa.comparison(search, by="channel", level=level).table,
        "forecast": jsa.forecast(search, weekly_applications=3, level=level).table,
        "pipeline": jsa.pipeline(search, today="2027-01-01", level=level).table,
        "momentum": pd.DataFrame([{"rate": momentum.rate, "low": momentum.low, "high": momentum.high}]),
        "targeting": jsa.targeting(search, level=level).table,
        "requests": requests.rates,
        "contacts": jsa.keep_in_touch(search, today="2027-01-01", level=level).yields,
    }


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("n", "days"), [(1, 0), (12, 150), (60, 0)])
def test_every_estimate_lies_in_its_own_interval(n: int, days: int, level: float) -> None:
    search = simulate(draw_truth(n), n, follow_up_days=days, random_state=n).search()
    assert {name: outside(table) for name, table in answered(search, level).items() if outside(table)} == {}


def test_a_bare_share_is_never_told_beside_an_interval_it_is_not_in() -> None:
    assert share_words(0, 1, 0.006, 0.602, 0.95) == "0 of 1 (95% interval 0.6–60%)"
    assert share_words(0, 1, 0.0, 0.602, 0.95) == "0 of 1 (0%, 95% interval 0–60%)"
