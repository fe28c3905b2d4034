"""Whether employers name a theme more or less often than before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from jobsearch_analytics.analysis.answer import Answer, percent
from jobsearch_analytics.analysis.estimate.theme_parts import employer_shares, periods_of, trend_rows
from jobsearch_analytics.errors import BadArgumentError

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.analysis.estimate.theme_parts import HasPoints

__all__ = ["ThemeTrend", "theme_trend"]

_CHANGES = ["change", "change_low", "change_high", "verdict"]


@dataclass(frozen=True, kw_only=True, repr=False)
class ThemeTrend(Answer):
    """How often each theme was named in each period, and whether that changed.

    Attributes
    ----------
    table : DataFrame
        One row per theme, sign and period, the most widely said theme first:

        - ``theme``, ``sign`` str; ``period`` int from 1 on; ``start``, ``end`` Timestamp, its first and last
          note;
        - ``employers`` int, how many named it then; ``of`` int, how many said anything then; ``share``
          float in [0, 1]; ``low``, ``high`` its Wilson interval;
        - ``change`` float, the last period's share less the first's; ``change_low``, ``change_high`` its
          interval (Newcombe, 1998); nan for a theme of fewer than three employers;
        - ``verdict`` str: ``known`` if the change is sure with as many looks as there are themes,
          ``leaning`` if it were with one look, else ``not yet``.
    periods : int
        How many periods.
    n_undated : int
        Points without a day, which are left out.
    """

    periods: int
    n_undated: int

    SHARES: ClassVar[tuple[str, ...]] = ("share", "low", "high")
    SHOWN: ClassVar[tuple[str, ...]] = (
        *("theme", "sign", "period", "employers", "of", "share", "low", "high", "verdict"),
    )


def theme_trend(themes: HasPoints, *, periods: int = 2) -> ThemeTrend:
    """Return whether employers name each theme more or less often than before.

    Parameters
    ----------
    themes : FeedbackThemes
        What `feedback_themes` returned, as you edited it.
    periods : int
        2 compares the later half of the dated notes with the earlier one; 4 shows quarters. Each period
        holds as many notes as their days allow.

    Returns
    -------
    ThemeTrend
        Also for feedback without days.

    Raises
    ------
    BadArgumentError
        If ``periods`` is below 2.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> trend = theme_trend(jsa.feedback_themes(jsa.load_sample()))
    >>> sorted(trend.table["period"].unique().tolist())
    [1, 2]
    """
    if periods < 2:
        raise BadArgumentError("periods", periods, "a whole number from 2 on", "periods=2")
    points, level = themes.points, themes.level
    table = _table(points, periods, level)
    n_undated = int(points["received_on"].isna().sum())
    undated = f"{n_undated:,} of {len(points):,} points have no day and are left out."
    return ThemeTrend(
        table=table,
        headline=_headline(table, periods),
        advice=_advice(table),
        notes=(undated,) if n_undated else (),
        as_of=themes.as_of,
        level=level,
        periods=periods,
        n_undated=n_undated,
    )


def _table(points: pd.DataFrame, periods: int, level: float) -> pd.DataFrame:
    period = periods_of(points, periods)
    rows = employer_shares(points, period, level).rename(columns={"part": "period"})
    days = points.groupby(period.astype("str"))["received_on"].agg(start="min", end="max")
    rows = rows.join(days, on="period")
    changes = trend_rows(points, level, periods)[["theme", "sign", *_CHANGES]]
    rows = rows.merge(changes, on=["theme", "sign"], how="left").fillna({"verdict": "not yet"})
    rows["in_all"] = rows.groupby(["theme", "sign"])["employers"].transform("sum")
    order = ["in_all", "theme", "sign", "period"]
    rows = rows.astype({"period": "int64"}).sort_values(order, ascending=[False, True, True, True])
    columns = ["theme", "sign", "period", "start", "end", "employers", "of", "share", "low", "high"]
    return rows[[*columns, *_CHANGES]].reset_index(drop=True)


def _clearest(table: pd.DataFrame) -> tuple[pd.Series, pd.Series] | None:
    """Return the first and last row of the theme whose change is surest, if any was compared."""
    compared = table[table["change"].notna()]
    if compared.empty:
        return None
    order = compared["verdict"].map({"known": 0, "leaning": 1, "not yet": 2})
    best = compared.assign(order=order, size=-compared["change"].abs()).sort_values(
        ["order", "size"], kind="stable"
    )
    rows = compared[(compared[["theme", "sign"]] == best[["theme", "sign"]].iloc[0]).all(axis=1)]
    return rows.iloc[0], rows.iloc[-1]


def _headline(table: pd.DataFrame, periods: int) -> str:
    pair = _clearest(table)
    if pair is None:
        return "No theme has been named often enough, with its day, to compare then with now."
    first, last = pair
    when = "in the later half of the notes" if periods == 2 else f"in the last of {periods} periods"
    words = (
        f"{last['theme']} as a {last['sign']}: {last['employers']:,} of {last['of']:,} employers "
        f"({percent(last['share'])}) {when}, {first['employers']:,} of {first['of']:,} "
        f"({percent(first['share'])}) in the first"
    )
    change = f"change {100 * last['change_low']:+.0f} to {100 * last['change_high']:+.0f} points"
    lead = {"known": "It changed", "leaning": "It may have changed"}.get(
        last["verdict"], "No change can be known yet; the largest"
    )
    return f"{lead}: {words}; {change}."


def _advice(table: pd.DataFrame) -> str:
    known = table[table["verdict"] == "known"].drop_duplicates(["theme", "sign"])
    gaps = known[known["sign"] == "gap"]
    if len(gaps) and gaps.iloc[0]["change"] < 0:
        return f"{gaps.iloc[0]['theme']} is named less often: keep doing what you changed."
    if len(gaps):
        return f"{gaps.iloc[0]['theme']} is named more often: read its latest quotes first."
    if len(known):
        return f"What employers praise has changed: read the latest quotes on {known.iloc[0]['theme']}."
    return "Go on as you are and keep each note with its day: a change shows only over many employers."
