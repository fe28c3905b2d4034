"""JobSearch: the checked tables of one search, and the day they were read for. A bundle, not a hub."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.export import write_folder
from jobsearch_analytics.shown import HTML_STYLE, html_table
from jobsearch_analytics.tables import (
    NOT_A_ROW,
    PLACE,
    PROBLEM_COLUMNS,
    TABLES,
    column_names,
    conform,
    empty,
    problem_frame,
)

__all__ = ["READING_COLUMNS", "JobSearch", "set_aside"]

#: What was understood of each source: one row per column of it, and one per decision about the whole.
READING_COLUMNS = ("source_file", "source_sheet", "column", "taken_as", "why", "doubt")

PLACE_NAMES = [column.name for column in PLACE]

#: The tables whose rows hang on an application.
DEPENDENT = ("events", "feedback", "touches")


class Problems(pd.DataFrame):
    """A frame that a notebook shows in whole sentences; whatever is made of it is a plain frame."""

    #: Rows shown; the frame holds all.
    MOST_ROWS = 20

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def _said(self) -> tuple[str, str]:
        """Return what stands above the rows shown, and below them."""
        if self.empty:
            return "Every row and value was taken as it stands.", ""
        more = len(self) - self.MOST_ROWS
        head = f"{_count(len(self), 'remark')} on how the log was read"
        return head, f"… and {more:,} more rows." if more > 0 else ""

    def __repr__(self) -> str:
        head, tail = self._said()
        lines = [_one_line(row) for row in self.head(self.MOST_ROWS).itertuples(index=False)]
        return "\n".join(line for line in (head, *lines, tail) if line)

    def _repr_html_(self) -> str:
        head, tail = self._said()
        if self.empty:
            return f'<div style="{HTML_STYLE}"><p>{head}</p></div>'
        empty = [name for name in self.columns if self[name].isna().all()]
        shown = self.head(self.MOST_ROWS).drop(columns=empty)
        rows = shown.rename(columns=lambda name: name.replace("_", " "))
        below = f"<p>{tail}</p>" if tail else ""
        return f'<div style="{HTML_STYLE}"><p><strong>{head}</strong></p>{html_table(rows)}{below}</div>'


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class JobSearch:
    """A job search as tables, read once and never changed.

    Attributes
    ----------
    applications, events, feedback, contacts, touches, flows, counts : DataFrame
        The tables, with the columns of `jobsearch_analytics.tables`. ``applications`` holds every kind of
        record; ``sent`` is the part that enters the funnel.
    profile : dict
        Goal, value proposition, strengths, target roles, constraints, weekly plan; empty if not given.
    as_of : Timestamp
        The day the log speaks for: rates and waits are counted up to it.
    problems : DataFrame
        Every row or value that was not taken as it stands: where, what, and what was done.
    reading : DataFrame
        What each column of each source was taken as, and why.
    n_rows : int
        How many data rows the sources held.
    workspace : Path or None
        The folder with the user's own edits; it may not exist yet.
    sources : tuple of str
        What was loaded, as the user named it.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> search = jsa.load_sample()
    >>> search.where(channel="referral").sent["channel"].unique().tolist()
    ['referral']
    """

    applications: pd.DataFrame
    events: pd.DataFrame = field(default_factory=lambda: empty("events"))
    feedback: pd.DataFrame = field(default_factory=lambda: empty("feedback"))
    contacts: pd.DataFrame = field(default_factory=lambda: empty("contacts"))
    touches: pd.DataFrame = field(default_factory=lambda: empty("touches"))
    flows: pd.DataFrame = field(default_factory=lambda: empty("flows"))
    counts: pd.DataFrame = field(default_factory=lambda: empty("counts"))
    profile: dict[str, Any] = field(default_factory=dict)
    as_of: pd.Timestamp
    problems: pd.DataFrame = field(default_factory=problem_frame)
    reading: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(READING_COLUMNS)))
    n_rows: int = 0
    workspace: Path | None = None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in TABLES:
            object.__setattr__(self, name, conform(getattr(self, name), name))
        object.__setattr__(self, "problems", Problems(self.problems))

    @property
    def sent(self) -> pd.DataFrame:
        """The applications proper: rows of kind ``application``."""
        rows = self.applications
        return rows[rows["kind"] == "application"].reset_index(drop=True)

    def where(self, mask: pd.Series | None = None, /, **equals: object) -> JobSearch:
        """Return the search narrowed to some applications and what hangs on them.

        Parameters
        ----------
        mask : Series of bool, optional
            Indexed by ``application_id``: True keeps the application.
        **equals
            Column of the applications = value, or a list of values.

        Returns
        -------
        JobSearch
            Feedback and touches that belong to no application are left out; contacts stay.

        Raises
        ------
        UnknownChoiceError
            If a name is not a column of the applications.
        """
        keep = pd.Series(data=True, index=self.applications.index)
        if mask is not None:
            keep &= self.applications["application_id"].map(mask).fillna(value=False).astype(bool)
        for name, value in equals.items():
            if name not in self.applications:
                raise UnknownChoiceError(
                    "where", name, column_names("applications"), "a column of the applications"
                )
            keep &= self.applications[name].isin(value if isinstance(value, (list, tuple, set)) else [value])
        return self._keep(self.applications.loc[keep, "application_id"])

    def between(self, start: str, end: str) -> JobSearch:
        """Return the search narrowed to applications sent from ``start`` to ``end``, both days included.

        Applications without a date are left out: nobody knows when they were sent.
        """
        sent_on = self.applications["applied_on"]
        inside = sent_on.between(pd.Timestamp(start), pd.Timestamp(end))
        return self._keep(self.applications.loc[inside, "application_id"])

    def save(self, folder: str | Path) -> Path:
        """Write the tables as a standard folder of CSV files; loading it again gives the same search.

        Returns
        -------
        Path
            The folder.
        """
        tables = {name: getattr(self, name) for name in TABLES}
        return write_folder(Path(folder), tables, self.problems, self.profile)

    def _keep(self, ids: pd.Series) -> JobSearch:
        rows = {name: getattr(self, name) for name in ("applications", *DEPENDENT)}
        kept = {name: table[table["application_id"].isin(ids)] for name, table in rows.items()}
        return dataclasses.replace(self, **kept)

    def _facts(self) -> list[str]:
        kinds = self.applications["kind"].value_counts()
        facts = [_count(int(kinds.get("application", 0)), "application")]
        facts += [
            _count(int(kinds.get(kind, 0)), word)
            for kind, word in (("lead", "lead"), ("outreach", "outreach message"), ("other", "other row"))
            if kinds.get(kind, 0)
        ]
        facts += [_count(len(self.feedback), "feedback note")] if len(self.feedback) else []
        facts += [_count(len(self.contacts), "contact")] if len(self.contacts) else []
        totals = len(self.flows) + len(self.counts)
        return [*facts, _count(totals, "total")] if totals else facts

    def __repr__(self) -> str:
        aside = self.rows_set_aside
        tail = f" · {_count(aside, 'row')} set aside: see search.problems" if aside else ""
        return f"JobSearch: {', '.join(self._facts())}{tail} · as of {self.as_of:%Y-%m-%d}"

    @property
    def rows_set_aside(self) -> int:
        """How many rows of the sources were left out: they stand in ``problems`` and in no table.

        A row joined with the same application of another source is not left out, and neither are headings
        that are said again or a title above them.
        """
        return len(set_aside(self)[PLACE_NAMES].drop_duplicates())

    def _repr_html_(self) -> str:
        first, *rest = self._facts()
        aside = self.rows_set_aside
        tail = f"<p>{_count(aside, 'row')} set aside: see <code>search.problems</code>.</p>" if aside else ""
        return (
            f'<div style="{HTML_STYLE}"><p><strong>{escape(first)}</strong> {escape(" · ".join(rest))}</p>'
            f"<p>Rates and waits are counted as of {self.as_of:%Y-%m-%d}. "
            f"Sources: {escape(', '.join(self.sources) or 'none')}.</p>{tail}</div>"
        )


def set_aside(search: JobSearch) -> pd.DataFrame:
    """Return the problems of rows that were left out of every table."""
    problems = search.problems
    joined = (problems["column"] == "application_id") & problems["value"].isin(
        search.applications["application_id"]
    )
    no_row = problems["source_row"].isna() | problems["reason"].str.endswith(NOT_A_ROW, na=False)
    asked = problems[~joined & ~no_row]
    known = pd.concat([getattr(search, name)[PLACE_NAMES] for name in TABLES]).drop_duplicates()
    elsewhere = problems.loc[joined, PLACE_NAMES]
    known = pd.concat([known, elsewhere]).drop_duplicates()
    merged = asked[PLACE_NAMES].merge(known, on=PLACE_NAMES, how="left", indicator=True)
    return asked[(merged["_merge"] == "left_only").to_numpy()]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _one_line(problem: tuple[Any, ...]) -> str:
    """Return a problem as a line of text: where, what, and what was done about it."""
    told = {name: value for name, value in zip(PROBLEM_COLUMNS, problem, strict=True) if not pd.isna(value)}
    row = f"row {told['source_row']}" if "source_row" in told else ""
    parts = (told.get("source_file"), told.get("source_sheet"), row, told.get("column"))
    value = f" {told['value']!r}" if "value" in told else ""
    return f"  {', '.join(part for part in parts if part)}{value}: {told.get('reason', '')}"
