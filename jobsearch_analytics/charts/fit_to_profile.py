"""The chart of the fit to a profile: what became of close, near and far applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.analysis.fit_to_profile import FitToProfile
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import interval_trace, row_sketch
from jobsearch_analytics.charts.style import SOLID, finish, label_trace

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Spec


__all__ = ["fit_rows", "fit_to_profile_figure"]


@figure_of.register(FitToProfile)
def fit_to_profile_figure(answer: FitToProfile) -> Spec:
    """Return the expected rate of replies by band of fit with its interval, the closest on top."""
    rows, hover = fit_rows(answer), "%{x:.1%} are expected to be answered"
    mark = interval_trace(rows, ("rate", "low", "high"), hover=hover, color=SOLID, showlegend=False)
    traces = [mark, label_trace(rows)] if len(rows) else []
    return finish(
        row_sketch(traces, len(rows), {"tickformat": ".0%", "rangemode": "tozero"}),
        answer,
        title=answer.headline,
        subtitle=(
            f"Share of applications that is expected to get a positive reply, by fit to your profile, of "
            f"{int(answer.bands['applications'].sum()):,} sent whose fit can be told. Lines: "
            f"{percent(answer.level)} intervals; open applications count as open."
        ),
        alt=_alt(rows),
    )


def fit_rows(answer: FitToProfile) -> pd.DataFrame:
    """Return the bands, the closest first, a place and a label each."""
    labels = [
        f"{row['band']} · {row['replies']} of {row['applications']} · {row['verdict']}"
        for row in answer.bands.to_dict("records")
    ]
    return answer.bands.assign(label=labels, place=range(len(labels)))


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Chart without rows: there are no applications whose fit to the profile can be told."
    words = [
        f"{row['label']}, expected {percent(row['rate'])} ({span(row['low'], row['high'])})"
        for row in rows.to_dict("records")
    ]
    return f"Chart of replies by fit to the profile. {'; '.join(words)}."
