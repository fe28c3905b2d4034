"""``jobsearch log``: what happened today, kept in the workspace beside the log."""

from __future__ import annotations

from typing import Any

import click

from jobsearch_analytics.cli.common import load_log, reads_a_log
from jobsearch_analytics.cli.group import Letters, main

#: What each kind of entry is, and an example of it.
_ENTRIES = {
    "application": ("An application you sent.", '--company Acorn --title "Data Analyst" --channel referral'),
    "lead": ("A posting to come back to.", '--company Acorn --title "Data Analyst"'),
    "event": ("A stage reached, an answer, an appointment.", "--application Acorn --event interview"),
    "touch": ("A message or talk with someone.", '--contact "Fenna Gruber" --purpose check_in'),
    "contact": ("Somebody you met.", '--name "Fenna Gruber" --relation recruiter'),
    "feedback": ("What somebody said.", '--application Acorn --text "Good, but little SQL"'),
    "ask": ("You asked for feedback.", '--application Acorn --contact "Fenna Gruber"'),
    "answer": ("The answer to a message of yours.", '--application Acorn --answer "Good, but little SQL"'),
}


#: The day of an entry, in words.
_ON = {
    "contact": "The day you met (default: not said)",
    "lead": "Not kept for a lead",
    "other": "The day it happened (default: today)",
}

#: Names that are looked up among those of the log.
_LOOKED_UP = {
    "application": 'The application, by its employer, "employer, role" or id',
    "contact": "The person, by name or id",
    "referrer": "Who referred you, by name or id",
}


class Entries(Letters):
    """One subcommand per kind of entry, made when asked for: the kinds are known to the tables alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the kinds of entry and ``undo``."""
        return [*_ENTRIES, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the subcommand of a kind of entry."""
        return _entry(cmd_name) if cmd_name in _ENTRIES else super().get_command(ctx, cmd_name)


@main.group(cls=Entries)
def log() -> None:
    """Note what happened; kept beside your log, which itself is never changed.

    \b
    Example:
      jobsearch log application my_tracker.xlsx --company Acorn --title Analyst
      jobsearch log undo my_tracker.xlsx
    """


today_option = click.option("--today", metavar="DAY", help="The present day (default: the clock).")


@log.command()
@reads_a_log
@today_option
def undo(today: str | None, **reading: Any) -> None:
    """Take the last entry back.

    \b
    Example:
      jobsearch log undo my_tracker.xlsx
    """
    import jobsearch_analytics as jsa

    reading.pop("strict")
    click.echo(jsa.undo_log(load_log(**reading), today=today).words)


def _entry(kind: str) -> click.Command:
    from jobsearch_analytics.logbook.kinds import KINDS

    entry = KINDS[kind]
    about, example = _ENTRIES[kind]
    names = (*entry.needs, *entry.takes)

    @click.command(kind, help=f"{about}\n\n\b\nExample:\n  jobsearch log {kind} my_tracker.xlsx {example}")
    @reads_a_log
    @click.option("--on", metavar="DAY", help=f"{_ON.get(kind, _ON['other'])}, as YYYY-MM-DD.")
    @today_option
    def run(on: str | None, today: str | None, **given: Any) -> None:
        import jobsearch_analytics as jsa

        given.pop("strict")
        values = {name: given.pop(name) for name in names}
        click.echo(jsa.log(load_log(**given), kind, on=on, today=today, **values).words)
        click.echo("`jobsearch log undo` with the same log takes it back.")

    for name in reversed(names):
        choices = ", ".join(entry.choices(name))
        column = entry.column(name)
        meaning = column.meaning.rstrip(".") if column is not None else _LOOKED_UP[name]
        run.params.insert(
            1,
            click.Option(
                [f"--{name.replace('_', '-')}", name],
                metavar="TEXT",
                required=name in entry.needs,
                help=f"{meaning}: {choices}." if choices else f"{meaning}.",
            ),
        )
    return run
