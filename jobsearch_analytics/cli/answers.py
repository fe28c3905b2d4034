"""``jobsearch funnel``, ``themes`` and ``due``: one question, one answer."""

from __future__ import annotations

from typing import Any

import click

from jobsearch_analytics.cli.common import answer, json_option, reads_a_log
from jobsearch_analytics.cli.group import main


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

    answer(lambda search: jsa.funnel(search, by=by, level=level), as_json=as_json, **reading)


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

    answer(lambda search: jsa.feedback_themes(search, level=level), as_json=as_json, **reading)


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

    answer(lambda search: jsa.pipeline(search, today=today), as_json=as_json, **reading)
