"""``jobsearch report``: the page for the coach, or a look at what would leave with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jobsearch_analytics.cli.common import (
    exit_if_set_aside,
    load_log,
    reads_a_log,
    say_set_aside,
    workspace_of,
)
from jobsearch_analytics.cli.group import main

if TYPE_CHECKING:
    import pandas as pd

REPORT_NAMES = {"coach": "for_my_coach.html", "self": "for_myself.html"}


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
@click.option("--share", metavar="WORDS", default="", help="What else may leave: quotes,titles,dates …")
@click.option("--preview", "only_look", is_flag=True, help="Show what would leave, and write nothing.")
@click.option("--question", "questions", multiple=True, help="A question of yours for the coach.")
@click.option("--own-line", default="", help="How you are doing, in a line for the coach.")
@click.option("-k", type=int, default=3, show_default=True, help="Show what fewer than K share in general.")
@click.option("--pdf", is_flag=True, help="Print it too, with the browser this computer has.")
@click.option(
    "--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True, help="For --pdf."
)
@click.option("--today", metavar="DAY", help="The day to plan from, as YYYY-MM-DD (default: the clock).")
def report(out: Path | None, share: str, *, only_look: bool, pdf: bool, paper: str, **given: Any) -> None:
    """Write one page that is safe to share with a career coach, and a file to answer in.

    \b
    Example:
      jobsearch report data_samples/spring_search
      jobsearch report my_tracker.xlsx --preview --share quotes,titles
      jobsearch report my_tracker.xlsx --out for_my_coach.html --pdf
    """
    import jobsearch_analytics as jsa

    names = ("audience", "questions", "own_line", "k", "today")
    options = {name: given.pop(name) for name in names}
    options["share"] = [word.strip() for word in share.split(",") if word.strip()]
    strict = given.pop("strict")
    search = load_log(**given)
    if only_look:
        name = (out or Path(REPORT_NAMES[options["audience"]])).name
        _print_preview(jsa.preview(search, called=name, **options))
        return
    page = jsa.write_report(
        search, out or workspace_of(search) / REPORT_NAMES[options["audience"]], **options
    )
    click.echo(jsa.funnel(search).headline)
    say_set_aside(search)
    if options["audience"] == "coach":
        click.echo(f"To answer in: {page.with_name(f'{page.stem}_answers.txt')}")
    click.echo(f"Wrote {page}")
    if pdf:
        click.echo(f"Wrote {jsa.write_pdf(page, paper=paper)}")
    exit_if_set_aside(search, strict=strict)


def _print_preview(rows: pd.DataFrame) -> None:
    """Print every line that would leave, what stays, and what each further tick would add."""
    from jobsearch_analytics.report.preview import REFUSED

    refused = rows[rows["item"] == REFUSED].to_dict("records")[0]
    rows = rows[rows["item"] != REFUSED]
    told = rows["item"].str.startswith("the section")
    click.secho("This would leave, word for word:", bold=True)
    for row in rows[told].to_dict("records"):
        click.secho(f"\n{row['item'].removeprefix('the section ')}", bold=True)
        click.echo(row["words"])
    click.secho("\nThis stays:", bold=True)
    for row in rows[~told & ~rows["leaves"]].to_dict("records"):
        click.echo(f"· {row['item']} ({row['amount']})")
    click.secho("\nWhat each tick adds, or has added:", bold=True)
    for row in rows[~told & (rows["tick"] != "")].to_dict("records"):
        click.echo(f"--share {row['tick']}{' (ticked)' if row['leaves'] else ''}: {row['how']}")
        for line in row["words"].splitlines() or ["nothing in this log"]:
            click.echo(f"    + {line}")
    if refused["amount"]:
        click.secho("\nThe leak test would refuse this page, because it still holds:", bold=True)
        click.echo("\n".join(f"· {place}" for place in refused["words"].splitlines()))
        click.echo("Reword these places; then the page can be written.")
    click.echo("\nNothing was written.")


@main.command()
@reads_a_log
@click.option("--approve", type=int, multiple=True, metavar="N", help="Approve the quote with this number.")
@click.option("--withdraw", type=int, multiple=True, metavar="N", help="Take an approval back.")
@click.option("--today", metavar="DAY", help="The day of it, as YYYY-MM-DD (default: the clock).")
def quotes(approve: tuple[int, ...], withdraw: tuple[int, ...], today: str | None, **reading: Any) -> None:
    """Show the quotes behind the themes, and approve single ones for your coach's page.

    \b
    Example:
      jobsearch quotes my_tracker.xlsx
      jobsearch quotes my_tracker.xlsx --approve 3
    """
    import jobsearch_analytics as jsa

    strict = reading.pop("strict")
    search = load_log(**reading)
    themes = jsa.feedback_themes(search)
    rows = jsa.quotable(search, themes)
    for number in (*approve, *withdraw):
        if not 1 <= number <= len(rows):
            raise click.UsageError(f"{number} is not the number of a quote: there are {len(rows)}.")
    for numbers, approved in ((approve, True), (withdraw, False)):
        for number in numbers:
            jsa.approve_quote(search, rows["quote"].iloc[number - 1], approved=approved, today=today)
    _print_quotes(jsa.quotable(search, themes))
    exit_if_set_aside(search, strict=strict)


def _print_quotes(rows: pd.DataFrame) -> None:
    if rows.empty:
        click.echo("No feedback in this log names a strength or a gap yet.")
    for (theme, sign), part in rows.groupby(["theme", "sign"], sort=False):
        click.secho(f"{theme} ({sign})", bold=True)
        for number, row in zip(part.index + 1, part.to_dict("records"), strict=True):
            click.echo(f"{number:4} {'[x]' if row['approved'] else '[ ]'} {row['quote']}")
    n = int(rows["approved"].sum())
    click.echo(f"{n} approved; they leave only with: jobsearch report … --share quotes")
