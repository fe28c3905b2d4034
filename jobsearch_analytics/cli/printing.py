"""Answers and tables in a terminal, in a pipe, and as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from jobsearch_analytics.analysis.answer import Answer


def print_answer(answer: Answer, *, as_json: bool) -> None:
    """Print an answer: JSON on demand, rich text in a terminal, plain text when piped."""
    if as_json:
        click.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    elif not sys.stdout.isatty():
        click.echo(repr(answer))
    else:
        click.secho(answer.headline, bold=True)
        rows, more = answer.short()
        print_table(rows)
        click.echo(more) if more else None
        click.secho(answer.advice, fg="cyan")
        for note in answer.notes:
            click.echo(f"· {note}")
        click.secho(answer.footer(), dim=True)


def print_table(frame: Any) -> None:
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
