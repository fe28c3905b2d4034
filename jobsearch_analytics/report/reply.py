"""What the coach answered: read, shown, and decided on; kept in the workspace with day and status."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics import clock, workspace
from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.errors import BadArgumentError, SourceError
from jobsearch_analytics.report.answered import check_questions, report_answered
from jobsearch_analytics.report.pseudonyms import KEY_FILE, Pseudonyms
from jobsearch_analytics.report.reply_text import EXPECTED, read_fields
from jobsearch_analytics.report.suggestions import (
    ACCEPTED,
    CHANGED,
    COLUMNS,
    DECLINED,
    OPEN,
    keep_suggestions,
    with_decisions,
)
from jobsearch_analytics.search import JobSearch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jobsearch_analytics.report.history import Report

__all__ = ["Reply", "decide", "read_reply"]

#: A question is told from the others by its beginning.
ABOUT_LETTERS = 60


@dataclass(frozen=True, kw_only=True, repr=False)
class Reply(Answer):
    """What a coach sent back.

    Attributes
    ----------
    table : DataFrame
        One row per answer and suggestion: ``number`` int, from 1, for `decide`; ``field`` str, such as
        ``suggestion 1``; ``about`` str, the question or the part it is for; ``text`` str; ``by_when`` str;
        ``received_on`` Timestamp; ``status`` str, ``open``, ``accepted``, ``changed`` or ``declined``;
        ``changed_to`` str; ``decided_on`` Timestamp, or NaT while open.
    report_id : str
        The report it answers.
    workspace : Path
        Where decisions are kept.
    """

    report_id: str
    workspace: Path

    SHOWN: ClassVar[tuple[str, ...]] = ("number", "about", "text", "by_when", "status", "changed_to")

    def shown(self) -> pd.DataFrame:
        """Return the table as people read it, each stand-in followed by whom it stands for."""
        rows, key = super().shown(), Pseudonyms(workspace.read_toml(self.workspace, KEY_FILE))
        for name in ("about", "text"):
            if name in rows:
                rows[name] = [key.named(text) for text in rows[name]]
        if "about" in rows:
            rows["about"] = [shorten(text, ABOUT_LETTERS, placeholder=" …") for text in rows["about"]]
        return rows

    def footer(self) -> str:
        """Return which report it answers."""
        return f"In answer to the report {self.report_id} of {self.as_of:%Y-%m-%d}."


def read_reply(path: str | Path, search: JobSearch | str | Path, *, today: str | date | None = None) -> Reply:
    """Return what a coach sent back: each answer and suggestion with what was decided on it so far.

    Nothing is written: `decide` keeps the reply, and what you decide on it.

    Parameters
    ----------
    path : str or Path
        The answer file, filled in, or the reply mail as text or ``.eml``; quoted lines, signatures and other
        line ends do no harm.
    search : JobSearch, str or Path
        Whose workspace remembers the report, or that workspace.
    today : str or date, optional
        The day it arrived; None reads the clock.

    Returns
    -------
    Reply

    Raises
    ------
    SourceMissingError, SourceError
        If the file is missing, broken, empty, answers a report of somebody else, or asks other questions
        than were asked.
    WorkspaceError
        If the search has no workspace.

    Examples
    --------
    >>> import jobsearch_analytics as jsa, tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     search = jsa.load_sample(workspace=folder)
    ...     page = jsa.write_report(search, f"{folder}/page.html", today="2026-07-01")
    ...     file = pathlib.Path(folder, "page_answers.txt")
    ...     text = file.read_text("utf-8").replace("Suggestion 1:", "Suggestion 1: Ask for a mock interview.")
    ...     _ = file.write_text(text, "utf-8")
    ...     reply = jsa.read_reply(file, search, today="2026-07-03")
    ...     jsa.decide(reply, accept=[1], today="2026-07-04").table["status"].tolist()
    ['accepted']
    """
    path, day = Path(path), clock.today(today)
    folder = workspace.require(search) if isinstance(search, JobSearch) else Path(search)
    fields = read_fields(path)
    report = report_answered(path, fields, folder)
    check_questions(path, fields, report)
    rows = _rows(fields, report, day)
    if rows.empty:
        raise SourceError(
            path, "holds no answer yet", EXPECTED, "Write after the colons, save the file and try again."
        )
    return _reply(with_decisions(rows, folder), report.id, report.made_on, folder)


def decide(
    reply: Reply,
    *,
    accept: Iterable[int] = (),
    change: Mapping[int, str] | None = None,
    decline: Iterable[int] = (),
    today: str | date | None = None,
) -> Reply:
    """Keep a reply in the workspace with what you decided on it, and return it as it now stands.

    Parameters
    ----------
    reply : Reply
        What `read_reply` returned.
    accept, decline : iterable of int
        Numbers of its rows that you take up, or leave aside.
    change : mapping of int to str, optional
        Numbers of rows that you take up in another form, and the form. What is not named stays as it is; a
        later decision replaces an earlier one.
    today : str or date, optional
        The day of the decision; None reads the clock.

    Returns
    -------
    Reply
        With the new status of each row; the next report shows it.

    Raises
    ------
    BadArgumentError
        If a number is not in the reply, is named twice, or a change has no words.
    WorkspaceError
        If the workspace cannot be written.
    """
    day, table = clock.today(today), reply.table.copy()
    changes = {number: " ".join(str(words).split()) for number, words in (change or {}).items()}
    chosen = {"accept": list(accept), "change": list(changes), "decline": list(decline)}
    _check_numbers(chosen, changes, table["number"].tolist())
    for status, numbers in zip((ACCEPTED, CHANGED, DECLINED), chosen.values(), strict=True):
        rows = table["number"].isin(numbers)
        table.loc[rows, "status"] = status
        table.loc[rows, "decided_on"] = day
        table.loc[rows, "changed_to"] = [changes.get(number, "") for number in table.loc[rows, "number"]]
    keep_suggestions(table.assign(report_id=reply.report_id), reply.workspace)
    return _reply(table, reply.report_id, reply.as_of, reply.workspace)


def _rows(fields: dict[str, str], report: Report, day: pd.Timestamp) -> pd.DataFrame:
    rows = []
    for name, text in fields.items():
        kind, _, number = name.partition(" ")
        if kind in ("answer", "suggestion") and text:
            about = report.questions[int(number) - 1] if kind == "answer" else fields.get(f"for {number}", "")
            by_when = fields.get(f"by {number}", "") if kind == "suggestion" else ""
            rows.append((report.id, name, about, text, by_when, day, OPEN, "", pd.NaT))
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = table["field"].str.partition(" ")
    table = table.assign(kind=order[0], place=pd.to_numeric(order[2])) if len(table) else table
    return table.sort_values(["kind", "place"]).reset_index(drop=True)[COLUMNS] if len(table) else table


def _reply(rows: pd.DataFrame, report_id: str, made_on: pd.Timestamp, folder: Path) -> Reply:
    table = rows.assign(number=range(1, len(rows) + 1))
    table = table[["number", *(name for name in COLUMNS if name != "report_id")]].astype(
        {"received_on": "datetime64[us]", "decided_on": "datetime64[us]"}
    )
    kinds = table["field"].str.partition(" ")[0].value_counts()
    still = int((table["status"] == OPEN).sum())
    return Reply(
        table=table,
        headline=(
            f"Your coach sent {_count(kinds.get('answer', 0), 'answer')} and "
            f"{_count(kinds.get('suggestion', 0), 'suggestion')}."
        ),
        advice=(
            f"{still:,} still to decide: accept, change or decline each; the next report says which."
            if still
            else "Everything is decided; the next report says what became of it."
        ),
        as_of=made_on,
        report_id=report_id,
        workspace=folder,
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _check_numbers(chosen: dict[str, list[int]], changes: dict[int, str], known: list[int]) -> None:
    named = [(argument, number) for argument, numbers in chosen.items() for number in numbers]
    for argument, number in named:
        if number not in known or [other for _, other in named].count(number) > 1:
            raise BadArgumentError(
                argument, number, f"a number from 1 to {len(known)}, each named once", "accept=[1]"
            )
    for number, words in changes.items():
        if not words:
            raise BadArgumentError(
                "change", changes, "a number and words", f'change={{{number}: "with Ada first"}}'
            )
