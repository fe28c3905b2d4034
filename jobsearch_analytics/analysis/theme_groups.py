"""Who says what: the themes by stage, channel, role family and other groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.answer import GROUP_COLUMNS, Answer, group_labels, percent
from jobsearch_analytics.analysis.estimate.groups import sent_with
from jobsearch_analytics.analysis.estimate.theme_parts import LEAST_NAMED, contrasted, employer_shares

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["NOTE_COLUMNS", "ThemeGroups", "theme_groups"]

#: What a note tells of itself; all else is its application's.
NOTE_COLUMNS = ("stage", "said_by")

_CHANGES = ["change", "change_low", "change_high", "verdict"]


class HasSearch(Protocol):
    """What is asked of feedback themes here."""

    @property
    def points(self) -> pd.DataFrame:
        """The points with their themes."""
        ...

    @property
    def search(self) -> JobSearch:
        """The search they come from."""
        ...

    @property
    def level(self) -> float:
        """Coverage of their intervals."""
        ...


@dataclass(frozen=True, kw_only=True, repr=False)
class ThemeGroups(Answer):
    """How many employers of each group named each theme, and whether the group differs from the others.

    Attributes
    ----------
    table : DataFrame
        One row per group, theme and sign; groups by how many employers said anything, themes by how many
        named them:

        - ``group``, ``theme``, ``sign`` str; ``employers`` int, how many of the group named it; ``of`` int,
          how many of the group said anything; ``share`` float in [0, 1]; ``low``, ``high`` its Wilson
          interval;
        - ``other_employers``, ``other_of`` int, the same for all other groups together; ``change`` float,
          the group's share less theirs; ``change_low``, ``change_high`` its interval (Newcombe, 1998);
        - ``verdict`` str: ``known`` if the difference is sure with as many looks as there are rows,
          ``leaning`` if it were with one look, else ``not yet``.
    by : str
        What makes the groups.
    """

    by: str

    SHARES: ClassVar[tuple[str, ...]] = ("share", "low", "high")
    SHOWN: ClassVar[tuple[str, ...]] = (
        *("group", "theme", "sign", "employers", "of", "share", "low", "high"),
        *("other_employers", "other_of", "verdict"),
    )


def theme_groups(themes: HasSearch, *, by: str) -> ThemeGroups:
    """Return how many employers of each group named each theme, with denominators and intervals.

    Parameters
    ----------
    themes : FeedbackThemes
        What `feedback_themes` returned, as you edited it.
    by : str
        ``stage`` or ``said_by`` of the note, or one of `answer.GROUP_COLUMNS` of its application, such as
        ``channel`` or ``role_family``; ``unknown`` where nothing tells.

    Returns
    -------
    ThemeGroups
        An employer that spoke in two groups counts in both.

    Raises
    ------
    UnknownChoiceError
        If ``by`` is none of these.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> table = theme_groups(jsa.feedback_themes(jsa.load_sample()), by="stage").table
    >>> bool((table["employers"] <= table["of"]).all())
    True
    """
    points, level = themes.points, themes.level
    part = _groups(themes, by)
    table = _table(points, part, level)
    return ThemeGroups(
        table=table,
        headline=_headline(table, by),
        advice=_advice(table, by),
        notes=_notes(part, by),
        as_of=themes.search.as_of,
        level=level,
        by=by,
    )


def _groups(themes: HasSearch, by: str) -> pd.Series:
    """Return the group of each point."""
    points, known = themes.points, (*NOTE_COLUMNS, *GROUP_COLUMNS)
    if by in NOTE_COLUMNS or by not in known:
        return group_labels(points, by, known)
    sent = sent_with(themes.search, [by])
    labels = pd.Series(group_labels(sent, by, known).to_numpy(), index=sent["application_id"], dtype="str")
    labels = labels[~labels.index.duplicated()]
    return points["application_id"].map(labels).fillna("unknown").astype("str")


def _table(points: pd.DataFrame, part: pd.Series, level: float) -> pd.DataFrame:
    rows = employer_shares(points, part, level).rename(columns={"part": "group"})
    others = [
        employer_shares(points, part.where(part == group, "").mask(part != group, "others"), level)
        .query("part == 'others'")
        .assign(group=group)
        for group in rows["group"].unique()
    ]
    keys = ["theme", "sign", "group"]
    rest = pd.concat(others)[[*keys, "employers", "of"]] if others else rows[[*keys, "employers", "of"]]
    names = {"employers": "other_employers", "of": "other_of"}
    rows = rows.merge(rest.rename(columns=names), on=keys, how="left")
    rows[["other_employers", "other_of"]] = rows[["other_employers", "other_of"]].fillna(0).astype("int64")
    named = points[points["theme"].notna()].groupby(["theme", "sign"])["employer"].nunique()
    often = rows.set_index(["theme", "sign"]).index.isin(named[named >= LEAST_NAMED].index)
    # With two groups each difference is seen from both sides: that is one look.
    looks = int(often.sum()) // (2 if rows["group"].nunique() == 2 else 1)
    rows = contrasted(rows, level, looks)
    rows["verdict"] = rows["verdict"].where(often, "not yet")
    return (
        rows.assign(in_all=rows.groupby(["theme", "sign"])["employers"].transform("sum"))
        .sort_values(
            ["of", "group", "employers", "in_all", "theme", "sign"],
            ascending=[False, True, False, False, True, True],
        )
        .drop(columns="in_all")[["group", *rows.columns.drop("group")]]
        .reset_index(drop=True)
    )


def _headline(table: pd.DataFrame, by: str) -> str:
    if table["group"].nunique() < 2:
        return f"There is feedback of only one {by.replace('_', ' ')} in this log: nothing to compare yet."
    order = table["verdict"].map({"known": 0, "leaning": 1, "not yet": 2}).to_numpy()
    row = table.iloc[int(np.lexsort((-table["change"].abs().fillna(0).to_numpy(), order))[0])]
    words = (
        f"{row['theme']} as a {row['sign']} came from {row['employers']:,} of {row['of']:,} employers "
        f"({percent(row['share'])}) where {by.replace('_', ' ')} is {row['group']}, "
        f"and {row['other_employers']:,} of {row['other_of']:,} elsewhere"
    )
    lead = {"known": "", "leaning": "Not known yet, but likely: "}.get(
        row["verdict"], f"By {by.replace('_', ' ')}, nothing can be told apart yet; the widest difference: "
    )
    return f"{lead}{words}."


def _advice(table: pd.DataFrame, by: str) -> str:
    known = table[(table["verdict"] == "known") & (table["change"] > 0)]
    gaps = known[known["sign"] == "gap"]
    if len(gaps):
        row = gaps.iloc[0]
        return f"Prepare {row['theme']} for {row['group']} above all: there it is named more than elsewhere."
    if len(known):
        row = known.iloc[0]
        return f"{row['group']} is where {row['theme']} is praised: look for more of these."
    return f"Read the quotes of each {by.replace('_', ' ')}, and draw no line between them yet."


def _notes(part: pd.Series, by: str) -> tuple[str, ...]:
    unknown = int((part == "unknown").sum())
    if not unknown:
        return ()
    return (f"For {unknown:,} of {len(part):,} points no {by.replace('_', ' ')} is known.",)
