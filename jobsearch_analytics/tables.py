"""What every table of a job search holds: its columns, their types, units and meanings.

This is the one list: loaders fill these columns, the workspace writes them, and the dictionary in
``data_samples/README.md`` is kept equal to it by a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from jobsearch_analytics.stages import KINDS, OUTCOMES, STAGES

__all__ = [
    "NOT_A_ROW",
    "PLACE",
    "PROBLEM_COLUMNS",
    "TABLES",
    "Column",
    "column_names",
    "conform",
    "empty",
    "problem_frame",
]

#: A day, held as a Timestamp at midnight without a time zone.
DAY = "datetime64[us]"
TEXT = "str"

SAID_BY = ("recruiter", "interviewer", "hiring_manager", "coach", "self", "rejection_mail")
RELATIONS = ("interviewer", "hiring_manager", "recruiter", "referrer", "mentor", "coach", "peer", "group")
DIRECTIONS = ("out", "in", "both", "broadcast")
PURPOSES = ("thank_you", "feedback_request", "check_in", "share", "referral_ask", "advice", "meeting")
PRECISIONS = ("day", "month", "year")


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : str
        As it stands in the frame and in the file.
    meaning : str
        One plain sentence.
    dtype : str
        The pandas dtype.
    unit : str
        What a value counts or how it is written; empty for plain text.
    required : bool
        Whether a row without it is set aside.
    choices : tuple of str
        The values allowed; empty where any will do.
    """

    name: str
    meaning: str
    dtype: str = TEXT
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()


def _day(name: str, meaning: str) -> Column:
    return Column(name, meaning, DAY, "YYYY-MM-DD")


#: Where a row came from, as a spreadsheet program shows it. Every table ends with these.
PLACE = (
    Column("source_file", "The file the row was read from."),
    Column("source_sheet", "The sheet of a workbook; empty for other files."),
    Column("source_row", "The row a spreadsheet program shows, headings counted.", "Int64", "row, from 1"),
)

APPLICATIONS = (
    Column("application_id", "Lasting name of the application, made from its content.", required=True),
    Column("company", "The employer, as the log spells it."),
    Column("title", "The role, as the log spells it."),
    _day("applied_on", "The day it was sent; the first day of the month or year if no more is known."),
    Column("applied_precision", "How exactly applied_on is known.", choices=PRECISIONS),
    Column("kind", "What the row is; only applications enter the funnel.", required=True, choices=KINDS),
    Column("stage", "The furthest stage reached.", required=True, choices=STAGES),
    Column("outcome", "How it ended, or open.", required=True, choices=OUTCOMES),
    Column("channel", "The way it was found or sent: referral, job board, company site …"),
    Column("location", "The place, as the log spells it."),
    Column("remote", "How much of it is remote.", choices=("on_site", "hybrid", "remote")),
    Column("salary_min", "Lower end of the pay stated.", "float64", "currency a year"),
    Column("salary_max", "Upper end of the pay stated.", "float64", "currency a year"),
    Column("currency", "The currency of the pay.", TEXT, "ISO 4217"),
    Column("url", "Link to the posting."),
    Column("materials", "Which version of the CV or letter was sent."),
    Column("referrer_id", "The contact who referred you: a contact_id."),
    Column("effort_minutes", "Time spent on it.", "float64", "minutes"),
    Column("note", "Anything else the log says of it."),
    Column("posting", "The words of the posting, or the part of them that was kept."),
)

EVENTS = (
    Column("application_id", "The application it happened to.", required=True),
    Column("event", "A stage reached or an outcome.", required=True, choices=STAGES + OUTCOMES[1:]),
    _day("occurred_on", "The day it happened, or the first day it can have happened; empty if unknown."),
    _day("latest_on", "The last day it can have happened; equal to occurred_on where the day is known."),
    Column("scheduled", "True for a planned event that has not happened yet.", "bool", "true or false"),
    Column("inferred", "True if the log does not say it outright.", "bool", "true or false"),
    Column("note", "The words of the log it was read from."),
)

FEEDBACK = (
    Column("feedback_id", "Lasting name of the note, made from its content.", required=True),
    Column("application_id", "The application it speaks of; empty for general advice."),
    Column("company", "The employer it speaks of."),
    _day("received_on", "The day it was received."),
    Column("stage", "The stage it was given at.", choices=STAGES),
    Column("said_by", "Who said it.", choices=SAID_BY),
    Column("text", "The feedback, word for word.", required=True),
)

CONTACTS = (
    Column("contact_id", "Lasting name of the contact.", required=True),
    Column("name", "The person's name."),
    Column("company", "Where the person works."),
    Column("role", "The person's job."),
    Column("relation", "Who the person is to you.", choices=RELATIONS),
    Column("email", "Mail address."),
    Column("url", "Link to a profile."),
    _day("met_on", "The day you first met."),
    Column("cadence_days", "How often to be in touch; empty for the relation's default.", "float64", "days"),
)

TOUCHES = (
    Column("touch_id", "Lasting name of the touch.", required=True),
    Column("contact_id", "The person; empty for a post to many."),
    Column("application_id", "The application it was about."),
    _day("on", "The day it happened."),
    Column("direction", "Who reached out.", choices=DIRECTIONS),
    Column("purpose", "What it was for.", choices=PURPOSES),
    _day("replied_on", "The day an answer came."),
    Column("answer", "The answer, word for word."),
    Column("note", "Anything else."),
)

FLOWS = (
    Column("source", "Where the applications came from.", required=True),
    Column("target", "Where they went.", required=True),
    Column("count", "How many.", "float64", "applications", required=True),
)

COUNTS = (
    Column("label", "What was counted, in the words of the log.", required=True),
    Column("count", "How many.", "float64", "applications", required=True),
)

#: Every table by name. All are optional but ``applications``; ``flows`` and ``counts`` hold logs of totals.
TABLES: dict[str, tuple[Column, ...]] = {
    "applications": APPLICATIONS + PLACE,
    "events": EVENTS + PLACE,
    "feedback": FEEDBACK + PLACE,
    "contacts": CONTACTS + PLACE,
    "touches": TOUCHES + PLACE,
    "flows": FLOWS + PLACE,
    "counts": COUNTS + PLACE,
}

#: The profile is a TOML file; these are its keys.
PROFILE_KEYS = {
    "goal": "What you are looking for, in your own words.",
    "value_proposition": "What you bring that a given employer needs, in your own words.",
    "strengths": "List of what you are good at.",
    "target_roles": "List of the roles you aim at.",
    "constraints": "List of what must or must not be: places, hours, pay.",
    "weekly_plan": "Table of what you mean to do each week: applications, conversations, asks, follow_ups.",
}

#: How the reason ends where what stands in a source is none of its rows: headings said again, a legend.
NOT_A_ROW = "; not a row"

#: A problem: where, what stood there, and what was done about it.
PROBLEM_COLUMNS = ("source_file", "source_sheet", "source_row", "column", "value", "reason")


def column_names(table: str) -> list[str]:
    """Return the column names of a table, in order.

    Examples
    --------
    >>> column_names("counts")
    ['label', 'count', 'source_file', 'source_sheet', 'source_row']
    """
    return [column.name for column in TABLES[table]]


def empty(table: str) -> pd.DataFrame:
    """Return a table without rows, with its columns and dtypes."""
    return _without_rows(table).copy()


@cache
def _without_rows(table: str) -> pd.DataFrame:
    return pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in TABLES[table]})


def conform(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a frame with exactly the columns of a table, in order and with its dtypes.

    Missing columns are added empty, unknown ones left out; ``bool`` columns default to False.
    The values must already be of the right kind: reading text is the loaders' work.

    Parameters
    ----------
    frame : DataFrame
        Any of the table's columns, in any order.
    table : str
        A key of `TABLES`.

    Returns
    -------
    DataFrame
        With a fresh index from 0.

    Examples
    --------
    >>> conform(pd.DataFrame({"label": ["sent"], "count": [12]}), "counts").loc[0, "count"]
    np.float64(12.0)
    """
    if frame.dtypes.equals(_without_rows(table).dtypes):
        # As narrowed tables are, again and again.
        return frame.reset_index(drop=True)
    types = {column.name: column.dtype for column in TABLES[table]}
    changed = {}
    for name, dtype in types.items():
        if name not in frame:
            changed[name] = _nothing(frame.index, dtype)
        elif str(frame[name].dtype) != dtype:
            changed[name] = _cast(frame[name], dtype)
    return frame.assign(**changed)[list(types)].reset_index(drop=True)


def _nothing(index: pd.Index, dtype: str) -> pd.Series:
    return pd.Series(False if dtype == "bool" else None, index=index, dtype=dtype)


def _cast(values: pd.Series, dtype: str) -> pd.Series:
    if dtype == "bool":
        return values.astype("boolean").fillna(value=False).astype("bool")
    if dtype == "str":
        return values.where(values.notna(), None).astype("str")
    return values.astype(pd.api.types.pandas_dtype(dtype))


def problem_frame(rows: list[dict] | None = None) -> pd.DataFrame:
    """Return problems as a frame: one row per problem, the columns of `PROBLEM_COLUMNS`.

    Parameters
    ----------
    rows : list of dict, optional
        Keys are among `PROBLEM_COLUMNS`; what is missing stays empty.
    """
    frame = pd.DataFrame(rows or [], columns=list(PROBLEM_COLUMNS))
    texts = [name for name in PROBLEM_COLUMNS if name != "source_row"]
    for name in texts:
        frame[name] = _cast(frame[name], "str")
    frame["source_row"] = frame["source_row"].astype("Int64")
    return frame
