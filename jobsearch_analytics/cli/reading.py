"""``jobsearch check``, ``convert`` and ``lab``: what was read, written anew, opened in JupyterLab."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from jobsearch_analytics.cli.common import exit_if_set_aside, json_option, load_log, reads_a_log
from jobsearch_analytics.cli.group import main
from jobsearch_analytics.cli.printing import print_table


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
    search = load_log(**reading)
    frames = {"reading": search.reading, "problems": search.problems}
    if as_json:
        tables = {name: json.loads(frame.to_json(orient="records")) for name, frame in frames.items()}
        click.echo(json.dumps({"summary": repr(search), **tables}, ensure_ascii=False, indent=2))
    else:
        click.echo(repr(search))
        for name, frame in frames.items():
            click.echo(f"\n{name.capitalize()}: " + ("" if len(frame) else "none"))
            print_table(frame.astype("str").fillna("")) if len(frame) else None
    if suggest:
        click.echo(
            f"Wrote {write_reading(search)}: correct it there, and it is taken up at the next load.", err=True
        )
    exit_if_set_aside(search, strict=strict)


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
    search = load_log(source=sources, sample=False, as_of=as_of, workspace=None)
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
