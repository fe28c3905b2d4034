"""The numbers of each picture as a table of text, which stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.charts.funnel import GROUP_STAGES, best_estimate, funnel_rows
from jobsearch_analytics.report.days import day_words
from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.analysis.flows import Flows
    from jobsearch_analytics.analysis.funnel import Funnel
    from jobsearch_analytics.planning.pipeline import Pipeline

__all__ = ["flows_table", "funnel_table", "pipeline_table", "themes_table"]

#: Rows a reader can keep in mind.
MOST_ALIVE = 7


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
        verdict if verdict != "not yet" or not more else f"not yet, about {more:,} more"
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


def pipeline_table(
    answer: Pipeline, roles: Mapping[str, tuple[str, str]] | None = None, *, exact: bool = False
) -> pd.DataFrame:
    """Return what has a date ahead, then what is open past the first stage, furthest first.

    Parameters
    ----------
    answer : Pipeline
        Made from the shared view: its firms are stand-ins unless the page is one's own.
    roles : mapping of str to (str, str), optional
        Title and place to show, by application id.
    exact : bool
        Show days as they are; else as weekday and week.
    """
    rows = answer.table.assign(next_on=answer.table["next_on"].where(answer.table["next_on"] >= answer.today))
    rows = rows[(rows["stage"] != FUNNEL_STAGES[0]) | rows["next_on"].notna()]
    rows = rows.assign(place=-rows["stage"].map(FUNNEL_STAGES.index))
    rows = rows.sort_values(["next_on", "place", "silent_days"], kind="stable").head(MOST_ALIVE)
    out = pd.DataFrame({"Stage": rows["stage"].str.capitalize()})
    if rows["company"].notna().any():
        out["Firm"] = rows["company"].fillna("–")
    if roles:
        shown = [roles.get(name, ("", "")) for name in rows["application_id"]]
        out["Role"] = [", ".join(part for part in role if part) or "–" for role in shown]
    out["Next date"] = [
        "–" if pd.isna(on) else f"{event}, {day_words(on, exact=exact)}"
        for event, on in zip(rows["next_event"], rows["next_on"], strict=True)
    ]
    out["Silent days"] = [f"{days:,.0f}" if days == days else "–" for days in rows["silent_days"]]
    out["Gets further"] = _with_span(rows["chance"], rows["low"], rows["high"])
    return out


def _with_span(share: pd.Series, low: pd.Series, high: pd.Series) -> list[str]:
    return [
        f"{percent(at)} ({span(a, b)})" if at == at else "–"
        for at, a, b in zip(share, low, high, strict=True)
    ]
