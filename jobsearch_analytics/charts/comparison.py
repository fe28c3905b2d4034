"""The chart of a comparison: each group's difference to all others, crude and like with like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.analysis.comparison import Comparison
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import FOOT, interval_trace, row_sketch
from jobsearch_analytics.charts.style import INK, MUTED, SOLID, finish, label_trace, rule

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Spec

__all__ = ["comparison_figure", "comparison_rows"]

#: Only the largest groups are drawn; the table holds all.
MOST_GROUPS = 7

#: Where the two marks of a row stand, and what they stand for.
CRUDE, ADJUSTED = ("crude", "crude_low", "crude_high"), ("adjusted", "adjusted_low", "adjusted_high")
SHIFT = 0.22
PLAIN = {"color": MUTED, "symbol": "circle-open"}

#: Ticks of a difference, in shares; shown in points.
TICKS = [tick / 100 for tick in range(-100, 101, 20)]


@figure_of.register(Comparison)
def comparison_figure(answer: Comparison) -> Spec:
    """Return a forest plot: crude and adjusted difference with intervals, groups in order of size."""
    rows = comparison_rows(answer)
    scale = {
        "tickvals": TICKS,
        "ticktext": [f"{100 * tick:+.0f}".replace("-", "−") if tick else "0" for tick in TICKS],
        "title": {"text": "points more or fewer than all others"},
    }
    zero = rule(0, line={"color": INK, "width": 1.5}, layer="below")
    return finish(
        row_sketch(_traces(rows), len(rows), scale, shapes=[zero] if len(rows) else []),
        answer,
        title=answer.headline,
        subtitle=_subtitle(answer),
        alt=_alt(rows),
        foot=FOOT,
    )


def _traces(rows: pd.DataFrame) -> list[Spec]:
    if rows.empty:
        return []
    left = rows[["crude_low", "adjusted_low"]].min().min()
    return [
        interval_trace(rows, ADJUSTED, hover="%{x:+.1%}", name="like with like", color=SOLID),
        interval_trace(rows, CRUDE, hover="%{x:+.1%}", shift=SHIFT, name="as it stands", **PLAIN),
        label_trace(rows, x=[left] * len(rows)),
    ]


def comparison_rows(answer: Comparison) -> pd.DataFrame:
    """Return the rows of the picture: the answer's own, largest group first, a place and a label each."""
    table = answer.table.head(MOST_GROUPS)
    labels = [
        f"{str(row['group']).replace('_', ' ')[:20]} · {row['reached']}/{row['applications']}, "
        f"others {row['others_reached']}/{row['others']} · {row['verdict']}"
        for row in table.to_dict("records")
    ]
    return table.assign(label=labels, place=range(len(table)))


def _subtitle(answer: Comparison) -> str:
    return (
        f"Share that got to {answer.stage} within {answer.within_days} days of sending, each group against "
        f"all others, by {answer.by.replace('_', ' ')}, of those followed that long. "
        f"Lines: {percent(answer.level)} intervals; across zero, no difference is still possible."
    )


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Forest plot without rows: there are no two groups that were followed long enough to compare."
    words = [
        f"{row['label']}: like with like {_points(row, ADJUSTED)}, as it stands {_points(row, CRUDE)}"
        for row in rows.to_dict("records")
    ]
    return f"Forest plot of differences in percentage points. {'; '.join(words)}."


def _points(row: dict, names: tuple[str, str, str]) -> str:
    at, low, high = (round(100 * row[name], 0) + 0.0 for name in names)
    return f"{at:+.0f} ({low:+.0f} to {high:+.0f})" if at == at else "not comparable"
