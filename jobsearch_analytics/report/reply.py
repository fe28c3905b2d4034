"""What the coach answered: read, shown, and decided on; kept in the workspace with day and status."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics import clock, workspace
from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.errors import BadArgumentError, SourceError
from jobsearch_analytics.files import csv_text
from jobsearch_analytics.report.history import Report, read_reports
from jobsearch_analytics.report.letters import squash
from jobsearch_analytics.report.pseudonyms import KEY_FILE, Pseudonyms
from jobsearch_analytics.report.quotes import without_mark
from jobsearch_analytics.report.reply_text import EXPECTED, REMEDY, read_fields
from jobsearch_analytics.search import JobSearch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

__all__ = ["Reply", "decide", "kept_suggestions", "read_reply"]

SUGGESTIONS_FILE = "suggestions"
COLUMNS = [
    *("report_id", "field", "about", "text", "by_when"),
    *("received_on", "status", "changed_to", "decided_on"),
]
KEY = ["report_id", "field", "text"]

OPEN, ACCEPTED, CHANGED, DECLINED = "open", "accepted", "changed", "declined"


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
    report = _report_of(path, fields, folder)
    _check_questions(path, fields, report)
    rows = _rows(fields, report, day)
    if rows.empty:
        raise SourceError(
            path, "holds no answer yet", EXPECTED, "Write after the colons, save the file and try again."
        )
    return _reply(_with_decisions(rows, folder), report.id, report.made_on, folder)


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
    chosen = {ACCEPTED: list(accept), CHANGED: list(changes), DECLINED: list(decline)}
    _check_numbers(chosen, changes, table["number"].tolist())
    for status, numbers in chosen.items():
        rows = table["number"].isin(numbers)
        table.loc[rows, "status"] = status
        table.loc[rows, "decided_on"] = day
        table.loc[rows, "changed_to"] = [changes.get(number, "") for number in table.loc[rows, "number"]]
    _keep(table.assign(report_id=reply.report_id), reply.workspace)
    return _reply(table, reply.report_id, reply.as_of, reply.workspace)


def kept_suggestions(folder: Path | None) -> pd.DataFrame:
    """Return every answer and suggestion kept in a workspace, with the columns of its file."""
    rows = workspace.read_csv(folder, SUGGESTIONS_FILE).reindex(columns=COLUMNS)
    for name in COLUMNS:
        rows[name] = [without_mark(cell) if isinstance(cell, str) else "" for cell in rows[name]]
    days = {name: pd.to_datetime(rows[name], errors="coerce") for name in ("received_on", "decided_on")}
    return rows.assign(
        **days, status=rows["status"].where(rows["status"].isin([ACCEPTED, CHANGED, DECLINED]), OPEN)
    )


def _report_of(path: Path, fields: dict[str, str], folder: Path) -> Report:
    """Return the report that a reply answers, if this workspace made it and asked just that."""
    given, check = fields["report"].split()[0], fields["check"].split()[0]
    found = [report for report in read_reports(folder) if report.id == given]
    if not found:
        raise SourceError(
            path,
            f"answers a report “{given[:40]}” that is not in {folder}",
            "an answer to a report of this search",
            "Name the right workspace: jobsearch reply FILE --workspace FOLDER.",
        )
    if found[0].check != check:
        raise SourceError(
            path,
            f"carries the check “{check[:40]}”, but the report {given} asked under “{found[0].check}”",
            "the lines “Report” and “Check” as they were sent",
            REMEDY,
        )
    return found[0]


def _check_questions(path: Path, fields: dict[str, str], report: Report) -> None:
    """Refuse answers to other questions than were asked; a mail may have broken their lines anew."""
    for name, text in fields.items():
        kind, _, number = name.partition(" ")
        beyond = kind in ("question", "answer") and int(number or 0) > len(report.questions)
        if beyond or (
            kind == "question" and squash(text) not in ("", squash(report.questions[int(number) - 1]))
        ):
            raise SourceError(
                path,
                f"has another “{name.capitalize()}” than the report {report.id} asked",
                "the questions as they were sent",
                REMEDY,
            )


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


def _with_decisions(rows: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Return the rows with what was decided on the very same words before."""
    later = ["received_on", "status", "changed_to", "decided_on"]
    kept = kept_suggestions(folder).drop_duplicates(KEY, keep="last")
    merged = rows.merge(kept[[*KEY, *later]], on=KEY, how="left", suffixes=("", "_kept"))
    known = merged["status_kept"].notna()
    for name in later:
        merged[name] = merged[name].where(~known, merged[f"{name}_kept"])
    return merged[COLUMNS]


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
    named = [number for numbers in chosen.values() for number in numbers]
    for number in named:
        if number not in known or named.count(number) > 1:
            raise BadArgumentError(
                "number", number, f"a number from 1 to {len(known)}, each named once", "accept=[1]"
            )
    for number, words in changes.items():
        if not words:
            raise BadArgumentError(
                "change", changes, "a number and words", f'change={{{number}: "with Ada first"}}'
            )


def _keep(table: pd.DataFrame, folder: Path) -> None:
    """Write the rows over those with the same words; all others stay."""
    with workspace.locked(folder):
        old = kept_suggestions(folder)
        rows = pd.concat([old, table[COLUMNS]], ignore_index=True).drop_duplicates(KEY, keep="last")
        days = {name: rows[name].dt.strftime("%Y-%m-%d") for name in ("received_on", "decided_on")}
        workspace.commit(folder, {f"{SUGGESTIONS_FILE}.csv": csv_text(rows.assign(**days))})
