"""The cells that the next applications can go to: what each application was, by up to three columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import GROUP_COLUMNS, group_labels
from jobsearch_analytics.analysis.estimate.cohorts import build_cohort
from jobsearch_analytics.analysis.estimate.contrast_table import both_sides, contrast_table
from jobsearch_analytics.analysis.estimate.crossed import MOST_COLUMNS
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.features.profile_fit import UNKNOWN_FIT
from jobsearch_analytics.features.roles import UNKNOWN, UNSORTED, build_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.search import JobSearch

__all__ = [
    "AND",
    "BY_COLUMNS",
    "FIT",
    "NO_AIM",
    "build_cell_labels",
    "check_by",
    "labels_or_instead",
    "level_tests",
]

#: Band of fit to the profile, beside the columns that any comparison takes.
FIT = "fit_band"
BY_COLUMNS = (*GROUP_COLUMNS, FIT)

#: Rare levels are taken together as ``other``, so that the grid of cells stays readable.
OTHER = "other"
MOST_LEVELS = {1: 40, 2: 10, 3: 5}

#: Nothing can be sent to these: they are the lack of a name.
NO_AIM = frozenset([UNKNOWN, UNSORTED, OTHER])

#: Where nothing that was asked for tells applications apart, the first of these that does is used.
INSTEAD = ("seniority", "remote", "location", "materials")

#: Joins the levels of a cell.
AND = " · "

#: Told from title or link by `features.roles.build_roles`.
FROM_ROLES = ("channel", "role_family", "seniority")


def check_by(by: str | Sequence[str]) -> list[str]:
    """Return the columns to aim by, one to three different ones.

    Raises
    ------
    BadArgumentError
        If there are none, too many, or one twice.
    """
    names = [by] if isinstance(by, str) else list(by)
    if not 1 <= len(names) <= MOST_COLUMNS or len(set(names)) < len(names):
        raise BadArgumentError(
            "by", by, f"one to {MOST_COLUMNS} different columns", 'by=("channel", "role_family")'
        )
    return names


def build_cell_labels(search: JobSearch, by: Sequence[str], bands: pd.Series) -> pd.DataFrame:
    """Return the level of each application in each column, beside ``search.sent``.

    Parameters
    ----------
    by : sequence of str
        Among `BY_COLUMNS`. The channel is the log's own word, else what the link tells.
    bands : Series of str
        Band of fit by ``application_id``.

    Returns
    -------
    DataFrame
        One column per column of ``by`` that has at least two levels; the others tell nothing apart.

    Raises
    ------
    UnknownChoiceError
        If there is no such column; the near miss is shown.
    """
    sent = search.sent
    roles = build_roles(search).drop_duplicates("application_id").set_index("application_id")
    told = {name: sent["application_id"].map(roles[name]) for name in FROM_ROLES if name in by}
    told[FIT] = sent["application_id"].map(bands).replace(UNKNOWN_FIT, UNKNOWN)
    frame = sent.assign(**told)
    labels = {name: group_labels(frame, name, BY_COLUMNS) for name in by}
    kept = {name: values for name, values in labels.items() if len(values.unique()) > 1}
    most = MOST_LEVELS.get(len(kept), 1)
    return pd.DataFrame({name: _folded(values, most) for name, values in kept.items()}, index=sent.index)


def labels_or_instead(search: JobSearch, by: Sequence[str], bands: pd.Series) -> pd.DataFrame:
    """Return `build_cell_labels`, or those of another column where none of these tells anything apart."""
    labels = build_cell_labels(search, by, bands)
    for name in INSTEAD if labels.empty else ():
        other = build_cell_labels(search, [name], bands)
        if len(other.columns) and len(set(other[name].unique()) - NO_AIM) > 1:
            return other
    return labels


def _folded(values: pd.Series, most: int) -> pd.Series:
    sizes = values.value_counts()
    if len(sizes) <= most:
        return values
    kept = sizes.index[: most - 1]
    return values.where(values.isin(kept), OTHER)


def level_tests(search: JobSearch, labels: pd.DataFrame, looks: int, level: float) -> pd.DataFrame:
    """Return every level of every column against all others, like with like over the other columns.

    Only applications followed for 45 days are compared; p-values are corrected for the number of levels, of
    columns and of looks.

    Returns
    -------
    DataFrame
        ``column`` str, then the columns of `contrast_table.contrast_table`, both sides of two.
    """
    base = build_cohort(search, by=None, since=None, over=[], stage="screen", within_days=45, landmark_days=0)
    parts = []
    for name in labels.columns:
        others = [labels[other] for other in labels.columns if other != name]
        strata = pd.Series("", index=labels.index, dtype="str")
        for values in others:
            strata = strata + AND + values
        cohort = base.assign(group=labels[name].to_numpy(), stratum=strata.to_numpy())
        used = cohort[cohort["mature"]]
        table = contrast_table(used, looks * len(labels.columns), level)
        parts.append(both_sides(table, used).assign(column=name))
    found = [part for part in parts if len(part)]
    return (
        pd.concat(found, ignore_index=True)
        if found
        else contrast_table(base.head(0), 1, level).assign(column="")
    )
