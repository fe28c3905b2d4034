"""The numbers of each picture as a table of text, which stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.charts.funnel import GROUP_STAGES, best_estimate, funnel_rows

if TYPE_CHECKING:
    from jobsearch_analytics.analysis.flows import Flows
    from jobsearch_analytics.analysis.funnel import Funnel

__all__ = ["flows_table", "funnel_table", "themes_table"]


def funnel_table(answer: Funnel, stages: tuple[str, ...] = GROUP_STAGES) -> pd.DataFrame:
    """Return the funnel picture's numbers as people read them."""
    rows = funnel_rows(answer, stages)
    rows = rows[rows["reached"].notna()].astype({"reached": int, "applications": int, "more_needed": int})
    names = ("Stage", rows["stage"].str.capitalize())
    if answer.by:
        names = (answer.by.capitalize(), rows["group"].str.replace("_", " "))
    out = pd.DataFrame(dict([names]))
    out["Reached"] = [
        f"{n:,} of {all_:,}" for n, all_ in zip(rows["reached"], rows["applications"], strict=True)
    ]
    kind, meaning = best_estimate(answer)
    out["So far"] = rows["share"].map(percent)
    out[meaning[0].upper() + meaning[1:]] = _with_span(
        rows[f"{kind}rate"], rows[f"{kind}low"], rows[f"{kind}high"]
    )
    out["At most"] = rows["at_most"].map(percent)
    out["Known?"] = [
        verdict if verdict != "not yet" else f"not yet, about {more:,} more"
        for verdict, more in zip(rows["verdict"], rows["more_needed"], strict=True)
    ]
    return out


def flows_table(answer: Flows) -> pd.DataFrame:
    """Return the flow picture's numbers: a row per stage, a column per next step or end."""
    table = answer.table
    further = table["target"].isin(answer.steps)
    named = table.assign(to=table["target"].where(~further, "went further"))
    wide = named.pivot_table(
        index="source", columns="to", values="count", aggfunc="sum", fill_value=0, sort=False
    )
    order = [name for name in ("went further", *dict.fromkeys(table["target"])) if name in wide]
    out = wide[order].map(lambda count: f"{count:,.0f}" if count else "–")
    out.insert(0, "Got there", wide.sum(axis=1).map("{:,.0f}".format))
    out.columns = [name.capitalize() for name in out.columns]
    return out.rename_axis("Stage").reset_index().assign(Stage=lambda frame: frame["Stage"].str.capitalize())


def themes_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the theme picture's numbers as people read them."""
    return pd.DataFrame(
        {
            "Theme": rows["theme"],
            "Side": rows["sign"],
            "Employers": [f"{n:,.0f}" for n in rows["employers"]],
            "Share": _with_span(rows["share"], rows["low"], rows["high"]),
            "Known?": rows["verdict"],
        }
    )


def _with_span(share: pd.Series, low: pd.Series, high: pd.Series) -> list[str]:
    return [
        f"{percent(at)} ({span(a, b)})" if at == at else "–"
        for at, a, b in zip(share, low, high, strict=True)
    ]
