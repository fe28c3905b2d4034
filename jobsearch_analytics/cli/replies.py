"""``jobsearch reply``: what the coach answered, and what you decide on it."""

from __future__ import annotations

from pathlib import Path

import click

from jobsearch_analytics.cli.group import main
from jobsearch_analytics.cli.printing import print_answer


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--workspace",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Where the report was remembered (default: beside the file, or jobsearch/ here).",
)
@click.option("--accept", type=int, multiple=True, metavar="N", help="Take up the one with this number.")
@click.option(
    "--change", type=(int, str), multiple=True, metavar="N WORDS", help="Take it up in another form."
)
@click.option("--decline", type=int, multiple=True, metavar="N", help="Leave it aside this time.")
@click.option("--today", metavar="DAY", help="The day it is, as YYYY-MM-DD (default: the clock).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def reply(
    file: Path,
    workspace: Path | None,
    accept: tuple[int, ...],
    change: tuple[tuple[int, str], ...],
    decline: tuple[int, ...],
    today: str | None,
    *,
    as_json: bool,
) -> None:
    """Read what your coach sent back, and accept, change or decline each suggestion.

    FILE is the answer file, filled in, or the reply mail as text or .eml. What came and what you decided is
    kept in the workspace; the next page says what became of each.

    \b
    Example:
      jobsearch reply for_my_coach_answers.txt
      jobsearch reply for_my_coach_answers.txt --accept 1 --change 2 "two a week" --decline 3
    """
    import jobsearch_analytics as jsa

    read = jsa.read_reply(file, workspace or _workspace_near(file), today=today)
    decided = jsa.decide(read, accept=accept, change=dict(change), decline=decline, today=today)
    print_answer(decided, as_json=as_json)


def _workspace_near(file: Path) -> Path:
    """Return the workspace that remembers the report a reply answers: near the file, or here."""
    from jobsearch_analytics.report.history import read_reports

    places = (file.parent, file.parent / "jobsearch", Path("jobsearch"), Path())
    text = file.read_bytes() if file.is_file() else b""
    for place in places:
        if any(report.id.encode() in text for report in read_reports(place)):
            return place
    return next((place for place in places if (place / "reports.toml").is_file()), places[2])
