"""``jobsearch report``: the page for the coach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jobsearch_analytics.cli.common import (
    exit_if_set_aside,
    load_log,
    reads_a_log,
    say_set_aside,
    workspace_of,
)
from jobsearch_analytics.cli.group import main

REPORT_NAME = "for_my_coach.html"


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
    search = load_log(**reading)
    page = jsa.write_report(search, out or workspace_of(search) / REPORT_NAME, audience=audience, today=today)
    click.echo(jsa.funnel(search).headline)
    say_set_aside(search)
    click.echo(f"Wrote {page}")
    exit_if_set_aside(search, strict=strict)
