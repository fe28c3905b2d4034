"""The ``jobsearch`` command: each subcommand is one call of the library, said in a terminal.

Exit codes: 0 fine; 1 read, but rows were set aside and ``--strict`` was given; 2 cannot be read or written.
Nothing slow is imported before a subcommand runs, so that ``jobsearch --help`` is there at once.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jobsearch_analytics.errors import JobSearchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.search import JobSearch

EXIT_SET_ASIDE = 1
EXIT_CANNOT = 2

REPORT_NAME = "for_my_coach.html"


class Letters(click.Group):
    """A command group that answers every expected failure with a letter, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; print the message of an error and exit with 2."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever reads our output has seen enough, as `head` does: click ends quietly.
            raise
        except (JobSearchError, OSError) as error:
            click.echo(f"{type(error).__name__}: {error}", err=True)
            ctx.exit(EXIT_CANNOT)


@click.group(cls=Letters, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jobsearch-analytics")
def main() -> None:
    """Read the log of a job search and say, with honest uncertainty, how it goes.

    SOURCE is what you already keep: a spreadsheet, a CSV file, an export, or a folder of them.
    Your log is only ever read; nothing leaves this computer.

    \b
    Example:
      jobsearch check my_tracker.xlsx
      jobsearch report my_tracker.xlsx
    """


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


@main.command()
@reads_a_log
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The page (default: in the workspace).")
@click.option(
    "--audience",
    type=click.Choice(["coach", "self"]),
    default="coach",
    show_default=True,
    help="coach: names hidden and leak-tested; self: everything named.",
)
@click.option("--today", metavar="DAY", help="The day to plan from, as YYYY-MM-DD (default: the clock).")
def report(out: Path | None, audience: str, today: str | None, **reading: Any) -> None:
    """Write one page that is safe to share with a career coach.

    \b
    Example:
      jobsearch report data_samples/spring_search
      jobsearch report my_tracker.xlsx --out for_my_coach.html
    """
    import jobsearch_analytics as jsa

    strict = reading.pop("strict")
    search = _load(**reading)
    page = jsa.write_report(search, out or _workspace(search) / REPORT_NAME, audience=audience, today=today)
    click.echo(jsa.funnel(search).headline)
    _say_set_aside(search)
    click.echo(f"Wrote {page}")
    _exit_if_set_aside(search, strict=strict)


@main.command()
@reads_a_log
@click.option("--suggest", is_flag=True, help="Write what was understood to a small file you can correct.")
@json_option
def check(as_json: bool, suggest: bool, **reading: Any) -> None:
    """Show what was read from a log, what was set aside, and why.

    \b
    Example:
      jobsearch check my_tracker.xlsx
      jobsearch check my_tracker.xlsx --suggest
    """
    from jobsearch_analytics.loaders.suggest import write_reading

    strict = reading.pop("strict")
    search = _load(**reading)
    frames = {"reading": search.reading, "problems": search.problems}
    if as_json:
        tables = {name: json.loads(frame.to_json(orient="records")) for name, frame in frames.items()}
        click.echo(json.dumps({"summary": repr(search), **tables}, ensure_ascii=False, indent=2))
    else:
        click.echo(repr(search))
        for name, frame in frames.items():
            click.echo(f"\n{name.capitalize()}: " + ("" if len(frame) else "none"))
            _print_table(frame.astype("str").fillna("")) if len(frame) else None
    if suggest:
        click.echo(
            f"Wrote {write_reading(search)}: correct it there, and it is taken up at the next load.", err=True
        )
    _exit_if_set_aside(search, strict=strict)


@main.command()
@reads_a_log
@click.option("--by", metavar="COLUMN", help="Compare groups by this column, such as channel.")
@click.option("--level", type=float, default=0.95, show_default=True, help="Coverage of the intervals.")
@json_option
def funnel(by: str | None, level: float, as_json: bool, **reading: Any) -> None:
    """Say how far applications get, with intervals, and how many are still open.

    \b
    Example:
      jobsearch funnel my_tracker.xlsx --by channel
    """
    import jobsearch_analytics as jsa

    _answer(lambda search: jsa.funnel(search, by=by, level=level), as_json=as_json, **reading)


@main.command()
@reads_a_log
@click.option("--level", type=float, default=0.95, show_default=True, help="Coverage of the intervals.")
@json_option
def themes(level: float, as_json: bool, **reading: Any) -> None:
    """Say what the feedback keeps saying, counted by distinct employers.

    \b
    Example:
      jobsearch themes data_samples/spring_search
    """
    import jobsearch_analytics as jsa

    _answer(lambda search: jsa.feedback_themes(search, level=level), as_json=as_json, **reading)


@main.command()
@reads_a_log
@click.option("--today", metavar="DAY", help="The day to plan from, as YYYY-MM-DD (default: the clock).")
@json_option
def due(today: str | None, as_json: bool, **reading: Any) -> None:
    """Say what is alive now and what to do today: at most seven things.

    \b
    Example:
      jobsearch due my_tracker.xlsx
    """
    import jobsearch_analytics as jsa

    _answer(lambda search: jsa.pipeline(search, today=today), as_json=as_json, **reading)


@main.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.argument("out_dir", type=click.Path(path_type=Path))
@click.option("--as-of", metavar="DAY", help="The day the log speaks for, as YYYY-MM-DD.")
def convert(sources: tuple[Path, ...], out_dir: Path, as_of: str | None) -> None:
    """Write what was read as a standard folder of CSV files.

    \b
    Example:
      jobsearch convert my_tracker.xlsx Connections.csv my_search
    """
    search = _load(source=sources, sample=False, as_of=as_of, workspace=None)
    folder = search.save(out_dir)
    click.echo(repr(search))
    click.echo(f"Wrote {folder}")


@main.command()
@click.argument("my_log", required=False, type=click.Path(path_type=Path))
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default="jobsearch_notebooks",
    show_default=True,
    help="Where your copies of the notebooks go; nothing there is overwritten.",
)
@click.option("--open/--no-open", "opens", default=True, help="Start JupyterLab there.", show_default=True)
def lab(my_log: Path | None, folder: Path, *, opens: bool) -> None:
    """Copy the notebooks, point them at your log, and open JupyterLab there.

    \b
    Example:
      jobsearch lab my_tracker.xlsx
    """
    import subprocess

    from jobsearch_analytics.notebooks import copy_notebooks

    copied, kept = copy_notebooks(folder, my_log)
    click.echo(f"{len(copied)} notebooks copied to {folder}, {len(kept)} already there and left as they are.")
    if opens:
        # The command is this interpreter's own JupyterLab; nothing the user typed reaches a shell.
        code = subprocess.run([sys.executable, "-m", "jupyterlab"], cwd=folder, check=False).returncode
        raise SystemExit(code)


def _load(*, source: tuple[Path, ...], sample: bool, as_of: str | None, workspace: Path | None) -> JobSearch:
    import jobsearch_analytics as jsa

    if sample:
        return jsa.load_sample(as_of=as_of, workspace=workspace)
    if not source:
        raise click.UsageError("Name your log, for example: my_tracker.xlsx. Or try --sample.")
    paths = list(source) if len(source) > 1 else source[0]
    return jsa.load(paths, as_of=as_of, workspace=workspace)


def _answer(ask: Callable[[JobSearch], Answer], *, as_json: bool, strict: bool, **reading: Any) -> None:
    """Ask one question of a log, print the answer, and exit as the rows set aside demand."""
    search = _load(**reading)
    _print_answer(ask(search), as_json=as_json)
    _exit_if_set_aside(search, strict=strict)


def _workspace(search: JobSearch) -> Path:
    from jobsearch_analytics.workspace import require

    return require(search)


def _say_set_aside(search: JobSearch) -> None:
    if search.rows_set_aside:
        click.echo(f"{search.rows_set_aside} rows were set aside: run `jobsearch check` to see why.")


def _exit_if_set_aside(search: JobSearch, *, strict: bool) -> None:
    if strict and search.rows_set_aside:
        raise SystemExit(EXIT_SET_ASIDE)


def _print_answer(answer: Answer, *, as_json: bool) -> None:
    """Print an answer: JSON on demand, rich text in a terminal, plain text when piped."""
    if as_json:
        click.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    elif not sys.stdout.isatty():
        click.echo(repr(answer))
    else:
        click.secho(answer.headline, bold=True)
        rows, more = answer.short()
        _print_table(rows)
        click.echo(more) if more else None
        click.secho(answer.advice, fg="cyan")
        for note in answer.notes:
            click.echo(f"· {note}")
        click.secho(answer.footer(), dim=True)


def _print_table(frame: Any) -> None:
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


if __name__ == "__main__":
    main()
