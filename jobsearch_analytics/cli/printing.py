"""Answers and tables in a terminal, in a pipe, and as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from jobsearch_analytics.analysis.answer import Answer

#: What answers name as one types it in a notebook, and how it is typed here.
TYPED = {
    "`pipeline`": "`jobsearch due`",
    "`draft`": "`jobsearch draft`",
    "jsa.save_experiment": "jobsearch experiment --add",
}

#: Columns that help nobody who reads a table in a terminal, and columns that hold shares.
UNREAD = ("application_id", "contact_id", "touch_id", "situation", "to_do")
SHARES = ("share", "low", "high")


def show_option(*names: str) -> Callable:
    """Return the option that prints another table of an answer, in full."""
    choices = click.Choice([name.replace("_", "-") for name in names])
    return click.option("--show", type=choices, help="Print this table in full instead.")


def print_answer(answer: Answer, *, as_json: bool, shows: Sequence[str] = ()) -> None:
    """Print an answer: JSON on demand, rich text in a terminal, plain text when piped.

    ``shows`` names the tables that the command's ``--show`` prints.
    """
    if as_json:
        click.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    elif not sys.stdout.isatty():
        click.echo(as_typed(repr(answer), shows))
    else:
        click.secho(answer.headline, bold=True)
        rows, more = answer.short()
        print_table(rows)
        click.echo(as_typed(more, shows)) if more else None
        click.secho(as_typed(answer.advice, shows), fg="cyan")
        for note in answer.notes:
            click.echo(f"· {as_typed(note, shows)}")
        click.secho(answer.footer(), dim=True)


def as_typed(text: str, shows: Sequence[str] = ()) -> str:
    """Return a text of the library with what is typed in a notebook as it is typed here.

    Examples
    --------
    >>> as_typed("Never asked: 3, in `.past`; `pipeline` says when.", ["past"])
    'Never asked: 3, in `--show past`; `jobsearch due` says when.'
    """
    for name in shows:
        text = text.replace(f"`.{name}`", f"`--show {name.replace('_', '-')}`")
    all_rows = "`--show table`" if "table" in shows else "`--json`"
    text = text.replace("more rows in .table", f"more rows; all: {all_rows}")
    for there, here in TYPED.items():
        text = text.replace(there, here)
    return text


def print_one(answer: Answer, name: str, *, as_json: bool) -> None:
    """Print one table of an answer in full."""
    frame: pd.DataFrame = getattr(answer, name.replace("-", "_"))
    if as_json:
        click.echo(frame.to_json(orient="records", date_format="iso", force_ascii=False, indent=2))
    elif frame.empty:
        click.echo(f"{name}: nothing there yet.")
    else:
        print_table(_readable(frame))


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table as text: days without a time, shares as percent, what says nothing left out."""
    from jobsearch_analytics.analysis.answer import percent

    out = frame.drop(columns=[name for name in UNREAD if name in frame]).dropna(axis="columns", how="all")
    for name in out:
        if name in SHARES:
            out[name] = out[name].map(percent)
        elif out[name].dtype.kind == "M":
            out[name] = out[name].dt.strftime("%Y-%m-%d")
        elif out[name].dtype.kind == "f":
            out[name] = out[name].map("{:g}".format, na_action="ignore")
    return out.astype("object").fillna("–").rename(columns=lambda name: str(name).replace("_", " "))


def print_table(frame: pd.DataFrame) -> None:
    """Print a frame: ruled in a terminal, plain text when piped."""
    if not sys.stdout.isatty():
        click.echo(frame.to_string(index=False))
        return
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=SIMPLE, pad_edge=False)
    for name in frame.columns:
        table.add_column(escape(str(name)), overflow="fold")
    for row in frame.astype("str").itertuples(index=False):
        table.add_row(*(escape(cell) for cell in row))
    Console().print(table)
