"""Each group against all others, crude and like with like, tested and corrected."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.cohorts import count_strata
from jobsearch_analytics.analysis.estimate.contrast import difference, exact_p, holm, needed_per_group
from jobsearch_analytics.analysis.estimate.intervals import wilson

__all__ = ["LEANING_P", "both_sides", "contrast_table"]

COLUMNS = [
    *("group", "applications", "reached", "rate", "low", "high", "others", "others_reached", "others_rate"),
    *("crude", "crude_low", "crude_high", "adjusted", "adjusted_low", "adjusted_high", "overlap"),
    *("p_value", "p_corrected", "reverses", "verdict", "more_needed"),
]

#: These depend on all rows together.
LATER = ("p_corrected", "verdict", "more_needed")

#: Without any correction, a difference this unlikely by chance is leaning.
LEANING_P = 0.20

#: A difference smaller than this does not reverse another.
LEAST_REVERSAL = 0.01


def contrast_table(used: pd.DataFrame, looks: int, level: float) -> pd.DataFrame:
    """Return each group against all others, largest first; with two groups only the first.

    Parameters
    ----------
    used : DataFrame
        Rows of `cohorts.build_cohort` that are mature: ``group``, ``stratum``, ``hit``.
    looks : int
        What the p-values are multiplied by on top of Holm's correction, at least 1.
    level : float
        Coverage of the intervals, in (0, 1).

    Returns
    -------
    DataFrame
        The columns `COLUMNS`, as `analysis.comparison.Comparison` explains them.
    """
    sizes = used["group"].value_counts().rename_axis("group").reset_index()
    sizes = sizes.sort_values(["count", "group"], ascending=[False, True], kind="stable")
    names = sizes["group"].tolist()
    names = names[:1] if len(names) == 2 else names if len(names) > 2 else []
    rows = [_row(name, count_strata(used, name), level) for name in names]
    table = pd.DataFrame(rows, columns=[name for name in COLUMNS if name not in LATER])
    table["p_corrected"] = holm(table["p_value"], looks)
    sure, likely = table["p_corrected"] < 1 - level, table["p_value"] < LEANING_P
    table["verdict"] = np.select([sure, likely], ["known", "leaning"], "not yet").astype("str")
    alpha = (1 - level) / looks / max(len(rows), 1)
    table["more_needed"] = [_more(row, alpha) for row in table.to_dict("records")]
    return table.astype({"more_needed": "float64"})[COLUMNS]


def both_sides(table: pd.DataFrame, used: pd.DataFrame) -> pd.DataFrame:
    """Return the table of `contrast_table` with the mirror of its one row, where there are two groups."""
    if len(table) != 1:
        return table
    row = table.iloc[0]
    mirror = {"group": next(name for name in used["group"].unique() if name != row["group"])}
    pairs = (("applications", "others"), ("reached", "others_reached"), ("rate", "others_rate"))
    for ours, theirs in pairs:
        mirror |= {ours: row[theirs], theirs: row[ours]}
    for name in ("crude", "adjusted"):
        ends = {f"{name}_low": -row[f"{name}_high"], f"{name}_high": -row[f"{name}_low"]}
        mirror |= {name: -row[name], **ends}
    return pd.concat([table, table.assign(**mirror)], ignore_index=True)


def _row(name: str, strata: pd.DataFrame, level: float) -> dict[str, object]:
    """Return one group against all others; ``strata`` holds k1, n1, k0, n0 by stratum."""
    counts = tuple(strata[column].to_numpy() for column in ("k1", "n1", "k0", "n0"))
    k1, n1, k0, n0 = (int(values.sum()) for values in counts)
    crude, adjusted = difference([k1], [n1], [k0], [n0], level), difference(*counts, level)
    low, high = wilson([k1], [n1], level)
    both = (counts[1] > 0) & (counts[3] > 0)
    overlap = float((counts[1] + counts[3])[both].sum() / (n1 + n0))
    turned = abs(adjusted[0]) > LEAST_REVERSAL and abs(crude[0]) > LEAST_REVERSAL
    reverses = bool(turned and adjusted[0] * crude[0] < 0)
    values = (name, n1, k1, k1 / n1, low[0], high[0], n0, k0, k0 / n0, *crude, *adjusted)
    names = [column for column in COLUMNS if column not in LATER]
    return dict(zip(names, (*values, overlap, exact_p(*counts), reverses), strict=True))


def _more(row: dict, alpha: float) -> float:
    """Return how many more applications each side needs for a doubling of the others' rate to be seen."""
    if row["verdict"] == "known":
        return 0.0
    if row["others_reached"] == 0:
        return np.nan
    so_far = 2 / (1 / row["applications"] + 1 / row["others"])
    needed = needed_per_group(min(2 * row["others_rate"], 1.0), row["others_rate"], alpha)
    return float(max(np.ceil(needed - so_far), 0.0))
