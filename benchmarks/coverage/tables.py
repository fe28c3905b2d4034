"""The results of the coverage study as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.intervals import clopper_pearson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

LEAST, MOST = 0.93, 0.98
LEAST_BOUNDS = 0.95


def in_range(row: Mapping) -> bool:
    if row["quantity"].startswith("bounds"):
        return row["coverage"] >= LEAST_BOUNDS
    return LEAST <= row["coverage"] <= MOST


def coverage_table(done: pd.DataFrame) -> str:
    """Return one table per number of applications: quantities down, days of follow-up across."""
    out = ""
    for n, part in done.groupby("n"):
        days = sorted(part["follow_up_days"].unique())
        heads = ["interval", *(f"followed {day} days" for day in days)]
        rows = []
        for quantity in part["quantity"].drop_duplicates():
            by_day = part[part["quantity"] == quantity].set_index("follow_up_days").to_dict("index")
            cells = [_cell({"quantity": quantity, **by_day[day]}) if day in by_day else "–" for day in days]
            rows.append([quantity, *cells])
        out += f"\n## {n:,} applications\n\n{_markdown(heads, rows)}"
    return out


def _cell(row: Mapping) -> str:
    text = f"{row['coverage']:.3f}" if in_range(row) else f"**{row['coverage']:.3f}**"
    text += f" ± {row['mc_error']:.3f}"
    if row["worst_segment"] == row["worst_segment"]:
        text += f" (worst segment {row['worst_segment']:.3f})"
    return text


PROOF = """
Where next to nothing of a kind is ever seen, no interval can hold less. Let it hold every share at least 93
times in 100. A share so small that "not one seen" happens more than 7 times in 100 must be held whenever
not one is seen, or it would be held less than 93 times in 100. So it is held at least as often as not one is
seen, and so is the average over such shares. Only an interval that leans on knowing beforehand how rare the
cause is could hold less.
"""


def outside_table(done: pd.DataFrame) -> str:
    """Return what is outside the range, and why."""
    rows = [row for row in done.to_dict("records") if not in_range(row)]
    if not rows:
        return "\n## Outside the range\n\nNothing.\n"
    heads = ["applications", "followed", "interval", "coverage", "why"]
    cells = [
        [
            f"{row['n']:,}",
            f"{row['follow_up_days']} days",
            row["quantity"],
            f"{row['coverage']:.3f}",
            _why(row),
        ]
        for row in rows
    ]
    proof = PROOF if any(row["none_seen"] > MOST for row in rows) else ""
    return f"\n## Outside the range\n\n{_markdown(heads, cells)}{proof}"


def _why(row: Mapping) -> str:
    if row["coverage"] > MOST and row["none_seen"] > MOST:
        return (
            f"forbidden by discreteness (below): {row['none_seen']:.3f} of the searches saw not one, and "
            "no interval can hold less than that"
        )
    beyond = max(row["coverage"] - MOST, LEAST - row["coverage"])
    if beyond <= 2 * row["mc_error"]:
        return "may be chance: within two Monte-Carlo errors of the range"
    return "not explained"


def bias_table(biases: Mapping[int, pd.DataFrame]) -> str:
    """Return how far the curve and the naive rate are off while a search is young."""
    heads = [
        *("week of the search", "longest horizon (days, mean)", "cumulative incidence, bias"),
        *("replies / sent, against the same horizon", "replies / sent, against for ever"),
    ]
    rows = [
        [str(week), f"{rows['day'].mean():.0f}", *(_mean(rows[name]) for name in ("curve", "naive", "never"))]
        for week, rows in biases.items()
    ]
    return f"\n## Bias while the search is young (ten applications a week)\n\n{_markdown(heads, rows)}"


def _mean(errors: pd.Series) -> str:
    return f"{errors.mean():+.4f} ± {errors.std() / np.sqrt(len(errors)):.4f}"


def false_known_table(fooled: Mapping[int, pd.Series]) -> str:
    """Return how often truly equal channels are ever called different."""
    heads = ["applications", "searches", "ever called known", "share", "95% interval (exact)"]
    rows = []
    for n, hits in fooled.items():
        low, high = clopper_pearson([sum(hits)], [len(hits)])
        share = f"{sum(hits) / len(hits):.3f}"
        rows.append([f"{n:,}", str(len(hits)), str(sum(hits)), share, f"{low[0]:.3f} to {high[0]:.3f}"])
    title = "False 'known' on five truly equal channels, over six looks at one search (asked: at most 0.05)"
    return f"\n## {title}\n\n{_markdown(heads, rows)}"


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
