"""What the subcommands share: the arguments that read a log, and the way an answer is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jobsearch_analytics.cli.group import EXIT_SET_ASIDE
from jobsearch_analytics.cli.printing import print_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.search import JobSearch


def reads_a_log(command: Callable) -> Callable:
    """Add the arguments that every command reading a log takes."""
    options = (
        click.argument("source", nargs=-1, type=click.Path(path_type=Path)),
        click.option("--sample", is_flag=True, help="Use the sample search instead of a log of yours."),
        click.option("--as-of", metavar="DAY", help="The day the log speaks for, as YYYY-MM-DD."),
        click.option(
            "--workspace",
            metavar="FOLDER",
            type=click.Path(path_type=Path),
            help="Where your edits are kept (default: jobsearch/ beside the log).",
        ),
        click.option("--strict", is_flag=True, help="Exit with 1 if any row was set aside."),
    )
    for option in reversed(options):
        command = option(command)
    return command


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


def load_log(
    *, source: tuple[Path, ...], sample: bool, as_of: str | None, workspace: Path | None
) -> JobSearch:
    """Load the log the arguments name, or the sample."""
    import jobsearch_analytics as jsa

    if sample:
        return jsa.load_sample(as_of=as_of, workspace=workspace)
    if not source:
        raise click.UsageError("Name your log, for example: my_tracker.xlsx. Or try --sample.")
    paths = list(source) if len(source) > 1 else source[0]
    return jsa.load(paths, as_of=as_of, workspace=workspace)


def answer(ask: Callable[[JobSearch], Answer], *, as_json: bool, strict: bool, **reading: Any) -> None:
    """Ask one question of a log, print the answer, and exit as the rows set aside demand."""
    search = load_log(**reading)
    print_answer(ask(search), as_json=as_json)
    exit_if_set_aside(search, strict=strict)


def workspace_of(search: JobSearch) -> Path:
    """Where the user's own state is kept, or a letter saying how to name a place for it."""
    from jobsearch_analytics.workspace import require

    return require(search)


def say_set_aside(search: JobSearch) -> None:
    """Say how many rows were set aside, and where to see why."""
    if search.rows_set_aside:
        click.echo(f"{search.rows_set_aside} rows were set aside: run `jobsearch check` to see why.")


def exit_if_set_aside(search: JobSearch, *, strict: bool) -> None:
    """Exit with 1 where the user asked for it and a row was set aside."""
    if strict and search.rows_set_aside:
        raise SystemExit(EXIT_SET_ASIDE)
