"""Every error this package raises on purpose, and the letters they write.

A message has four parts, always in this order: what is wrong and how much of it · where · what was
expected · what to type. Messages are composed here and nowhere else, so that they sound alike.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = [
    "BadArgumentError",
    "BadRowsError",
    "JobSearchError",
    "LeakError",
    "SourceError",
    "SourceMissingError",
    "UnknownChoiceError",
    "WorkspaceError",
]

#: How many problem rows a message shows before it counts the rest.
SHOWN_PROBLEMS = 10


class JobSearchError(Exception):
    """Base of every error raised on purpose: catch this one to catch them all."""


class SourceError(JobSearchError, ValueError):
    """A file or folder cannot be read as a job-search log.

    Parameters
    ----------
    path : str or Path
        The source, as the user named it.
    what : str
        What is wrong with it.
    expected : str
        What was expected instead.
    remedy : str
        What to do or type next.

    Examples
    --------
    >>> print(SourceError("log.csv", "is empty", "a table with headings", "Save the table and try again."))
    log.csv is empty.
      Expected: a table with headings.
      Save the table and try again.
    """

    def __init__(self, path: str | Path, what: str, expected: str, remedy: str) -> None:
        self.path = Path(path)
        super().__init__(f"{self.path} {what}.\n  Expected: {expected}.\n  {remedy}")


class SourceMissingError(SourceError, FileNotFoundError):
    """There is nothing at the path; the message names the nearest file name in that folder."""

    def __init__(self, path: str | Path) -> None:
        path = Path(path)
        folder = path.parent
        names = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
        close = get_close_matches(path.name, names, n=1)
        guess = f"Did you mean {str(folder / close[0])!r}?" if close else "Check the spelling of the path."
        super().__init__(path, "does not exist", "a file or folder that holds your log", guess)

    # FileNotFoundError would print its own errno text.
    __str__ = Exception.__str__


class BadRowsError(JobSearchError, ValueError):
    """Rows that cannot be read, all of them at once; ``problems`` is the same list as a frame.

    Parameters
    ----------
    problems : DataFrame
        One row per problem, with the columns of ``tables.PROBLEM_COLUMNS``.
    n_rows : int
        How many rows were read in all.
    remedy : str
        What to do or type next.
    """

    def __init__(self, problems: pd.DataFrame, n_rows: int, remedy: str) -> None:
        self.problems = problems
        rows = problems.drop_duplicates(["source_file", "source_sheet", "source_row"])
        files = ", ".join(rows["source_file"].dropna().unique()) or "the log"
        super().__init__(
            f"{len(rows)} of {n_rows} rows in {files} cannot be read.\n{problem_lines(problems)}\n{remedy}"
        )


class UnknownChoiceError(JobSearchError, ValueError):
    """An argument names something that does not exist; the near miss is shown.

    Parameters
    ----------
    param : str
        The argument, as typed.
    given : object
        Its value.
    known : sequence of str
        The values that would have been right.
    noun : str
        What the value should have been, for the sentence.

    Examples
    --------
    >>> print(UnknownChoiceError("by", "chanel", ["channel", "location"], "a column of the applications"))
    by='chanel' is not a column of the applications.
      Known: channel, location.
      Did you mean 'channel'?
    """

    def __init__(self, param: str, given: object, known: Sequence[str], noun: str) -> None:
        self.param, self.given, self.known = param, given, tuple(known)
        # Names with a comma of their own are told apart by another sign.
        mark = "; " if any("," in name for name in known) else ", "
        lines = [f"{param}={given!r} is not {noun}.", f"  Known: {mark.join(known) or 'none'}."]
        close = get_close_matches(str(given), list(known), n=1)
        if close:
            lines.append(f"  Did you mean {close[0]!r}?")
        super().__init__("\n".join(lines))


class BadArgumentError(JobSearchError, ValueError):
    """An argument has a value outside what it can mean.

    Examples
    --------
    >>> print(BadArgumentError("level", 95, "a share between 0 and 1", "level=0.95"))
    level=95 cannot be used.
      Expected: a share between 0 and 1, for example level=0.95.
    """

    def __init__(self, param: str, given: object, expected: str, example: str) -> None:
        self.param, self.given = param, given
        what = f"{param} is missing" if given is None else f"{param}={given!r} cannot be used"
        super().__init__(f"{what}.\n  Expected: {expected}, for example {example}.")


class WorkspaceError(JobSearchError):
    """The folder with the user's own edits cannot be read or written."""

    def __init__(self, path: str | Path, what: str, remedy: str) -> None:
        self.path = Path(path)
        super().__init__(f"{self.path} {what}.\n  {remedy}")


class LeakError(JobSearchError):
    """A page that should be safe to share still holds something withheld; no file was written.

    Parameters
    ----------
    hits : sequence of (str, str)
        What was found (its kind) and where: the section, and the words around it.
    """

    def __init__(self, hits: Sequence[tuple[str, str]]) -> None:
        self.hits = tuple(hits)
        shown = "\n".join(f"  {kind}, {where}" for kind, where in self.hits[:SHOWN_PROBLEMS])
        more = len(self.hits) - SHOWN_PROBLEMS
        rest = f"\n  … and {more} more" if more > 0 else ""
        super().__init__(
            f"No page was written: {len(self.hits)} withheld name(s) would have left with it.\n"
            f"{shown}{rest}\n"
            "Take them out of the text they stand in, or write the page for yourself: "
            'write_report(search, path, audience="self").'
        )


def problem_lines(problems: pd.DataFrame) -> str:
    """Return the first problems as indented lines, and how many more there are."""
    shown = [_problem_line(row) for row in problems.head(SHOWN_PROBLEMS).to_dict("records")]
    more = len(problems) - SHOWN_PROBLEMS
    return "\n".join([*shown, f"  … and {more} more"] if more > 0 else shown)


def _problem_line(row: dict) -> str:
    where = [f"row {row['source_row']}"] if row["source_row"] == row["source_row"] else []
    sheet = row["source_sheet"]
    where = [f"sheet {sheet}", *where] if isinstance(sheet, str) and sheet else where
    where = [*where, row["column"]] if isinstance(row["column"], str) and row["column"] else where
    value = f"{row['value']!r}: " if isinstance(row["value"], str) and row["value"] else ""
    return f"  {', '.join(where)}: {value}{row['reason']}"
