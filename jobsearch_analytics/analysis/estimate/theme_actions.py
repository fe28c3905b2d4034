"""From theme to action: what to try for each gap, and what employers praise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["actions_of", "strengths_of", "with_steps"]

#: For a gap that no list knows.
ANY_STEP = "Read the quotes on {theme} and change one thing."
ANY_WATCH = "Whether the next three notes name it again."


def with_steps(table: pd.DataFrame, catalog: pd.DataFrame, own: Mapping[str, str]) -> pd.DataFrame:
    """Return the table with ``next_step`` and ``watch`` for each gap; empty for what is no gap.

    Parameters
    ----------
    table : DataFrame
        ``theme``, ``theme_id`` and ``sign``.
    catalog : DataFrame
        ``next_step`` and ``watch`` by theme id, as the taxonomy has them.
    own : mapping of str to str
        The user's own next steps by theme id: these come first.
    """
    steps = {**catalog["next_step"].to_dict(), **own}
    watch = catalog["watch"].to_dict()
    rows = [*zip(table["theme"], table["theme_id"], table["sign"] == "gap", strict=True)]
    return table.assign(
        next_step=[(steps.get(i) or ANY_STEP.format(theme=name)) if gap else "" for name, i, gap in rows],
        watch=[(watch.get(i) or ANY_WATCH) if gap else "" for _, i, gap in rows],
    ).astype({"next_step": "str", "watch": "str"})


def actions_of(table: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """Return one row per gap: its next step, what to watch, and the applications it would have touched.

    Parameters
    ----------
    table, points : DataFrame
        Those of feedback themes.

    Returns
    -------
    DataFrame
        ``theme, standing, employers, next_step, watch, applications, share, application_ids``. ``share`` is
        out of the applications whose feedback says anything, nan where there are none.
    """
    gaps = table[table["sign"] == "gap"].reset_index(drop=True)
    named = _per_theme(points[points["sign"] == "gap"], "application_id")
    count = gaps["theme"].map(named.map(len)).fillna(0).astype("int64")
    n = points["application_id"].nunique()
    return gaps[["theme", "standing", "employers", "next_step", "watch"]].assign(
        applications=count,
        share=count / n if n else float("nan"),
        application_ids=gaps["theme"].map(named.map(", ".join)).fillna("").astype("str"),
    )


def strengths_of(table: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """Return one row per strength: who praised it, how sure it is, and the most typical words.

    Returns
    -------
    DataFrame
        ``theme, standing, employers, share, low, high, quote, companies``.
    """
    rows = table[table["sign"] == "strength"].reset_index(drop=True)
    named = _per_theme(points[points["sign"] == "strength"], "company")
    columns = ["theme", "standing", "employers", "share", "low", "high", "quote"]
    return rows[columns].assign(companies=rows["theme"].map(named.map(", ".join)).fillna("").astype("str"))


def _per_theme(points: pd.DataFrame, column: str) -> pd.Series:
    """Return the distinct values of a column for each theme, in the order of the points."""
    pairs = points[["theme", column]].dropna().drop_duplicates()
    return pairs.groupby("theme")[column].agg(list)
