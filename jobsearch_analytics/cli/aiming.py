"""``jobsearch target`` and ``experiment``: where to aim next, and whether a change helped."""

from __future__ import annotations

from typing import Any

import click

from jobsearch_analytics.cli.common import answer, exit_if_set_aside, json_option, load_log, reads_a_log
from jobsearch_analytics.cli.group import main
from jobsearch_analytics.cli.printing import print_answer


@main.command()
@reads_a_log
@click.option("--by", multiple=True, metavar="COLUMN", help="Aim by this; may be given up to three times.")
@click.option("--applications", type=int, default=10, show_default=True, help="How many to plan.")
@click.option("--explore", type=float, default=0.2, show_default=True, help="The share kept for learning.")
@click.option("--level", type=float, default=0.95, show_default=True, help="Coverage of the intervals.")
@json_option
def target(
    by: tuple[str, ...], applications: int, explore: float, level: float, as_json: bool, **reading: Any
) -> None:
    """Say where the next ten applications should go, and how sure that is.

    \b
    Example:
      jobsearch target my_tracker.xlsx
      jobsearch target my_tracker.xlsx --by channel --by role_family --applications 10
    """
    import jobsearch_analytics as jsa

    given: dict[str, Any] = {"by": by} if by else {}
    given |= {"applications": applications, "explore": explore, "level": level}
    answer(lambda search: jsa.targeting(search, **given), as_json=as_json, **reading)


@main.command()
@reads_a_log
@click.option("--add", metavar="NAME", help="Write this experiment down, or change it.")
@click.option("--because", metavar="TEXT", help="The theme or hunch behind it.")
@click.option("--change", metavar="TEXT", help="What you do differently.")
@click.option("--since", metavar="DAY", help="The day it began.")
@click.option("--review", metavar="DAY", help="The day you will look.")
@click.option("--by", metavar="COLUMN", help="Compare groups by this column instead of before and after.")
@click.option("--where", multiple=True, metavar="COLUMN=VALUE", help="Only among these applications.")
@click.option("--end", metavar="NAME", help="It is over; it stays listed.")
@click.option("--abandon", metavar="NAME", help="It was given up and is not to be judged.")
@json_option
def experiment(add: str | None, end: str | None, abandon: str | None, as_json: bool, **given: Any) -> None:
    """List the changes you try and what is known of each; --add writes one down beside your log.

    \b
    Example:
      jobsearch experiment my_tracker.xlsx
      jobsearch experiment my_tracker.xlsx --add "Numbers in the CV" --because "impact was asked for" \\
        --change "CV v3" --since 2026-06-01 --review 2026-08-15
    """
    import jobsearch_analytics as jsa

    names = ("because", "change", "since", "review", "by", "where")
    said = {name: value for name in names if (value := given.pop(name))}
    strict = given.pop("strict")
    search = load_log(**given)
    if said and not add:
        raise click.UsageError("Name the experiment these belong to: --add NAME.")
    if add:
        said = {"review_on" if name == "review" else name: value for name, value in said.items()}
        if "where" in said:
            said["where"] = _pairs(said["where"])
        click.echo(f"Wrote {jsa.save_experiment(search, name=add, **said)}", err=as_json)
    if end or abandon:
        day, over = search.as_of, end or abandon or ""
        _check_name("end" if end else "abandon", over, jsa.experiments(search).table["name"].tolist())
        path = jsa.save_experiment(search, name=over, ended_on=day, abandoned=True if abandon else None)
        click.echo(f"Wrote {path}", err=as_json)
    listed = jsa.experiments(search)
    print_answer(listed, as_json=as_json)
    if (listed.table["status"] == "to review").any():
        # Whoever has seen the result has looked: the next look is corrected for it.
        jsa.save_look(listed)
    exit_if_set_aside(search, strict=strict)


def _check_name(option: str, name: str, known: list[str]) -> None:
    """Say which experiments there are, if none has this name."""
    from jobsearch_analytics.errors import UnknownChoiceError

    if name not in known:
        raise UnknownChoiceError(option, name, known, "an experiment written down so far")


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    """Return column = value pairs, or say how they are written."""
    pairs = [text.partition("=") for text in texts]
    if not all(sign and name for name, sign, _ in pairs):
        raise click.UsageError("Write --where as COLUMN=VALUE, for example --where channel=referral.")
    return {name: value for name, _, value in pairs}
