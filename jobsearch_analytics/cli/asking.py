"""``jobsearch feedback-requests``, ``keep-in-touch`` and ``draft``: whom to write to, when, and how."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

import click

from jobsearch_analytics.cli.common import exit_if_set_aside, json_option, load_log, reads_a_log
from jobsearch_analytics.cli.group import main
from jobsearch_analytics.cli.printing import print_answer, print_one, show_option

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.planning.drafts import Draft
    from jobsearch_analytics.search import JobSearch

#: How many names a message shows where the one asked for is unknown.
MOST_NAMES = 8

#: The tables of the two answers.
ASKS = ("table", "thanks", "past", "ledger", "rates")
PEOPLE = ("table", "everyone", "second_doors", "yields", "broadcasts")

today_option = click.option(
    "--today", metavar="DAY", help="The day to plan from, as YYYY-MM-DD (default: the clock)."
)
ics_option = click.option(
    "--ics", type=click.Path(path_type=Path), help="Also write the days as a calendar file."
)


@main.command("feedback-requests")
@reads_a_log
@today_option
@show_option(*ASKS)
@ics_option
@json_option
def feedback_requests(
    today: str | None, show: str | None, ics: Path | None, as_json: bool, **reading: Any
) -> None:
    """Say whom to ask for feedback now, and what came of asking so far.

    \b
    Example:
      jobsearch feedback-requests my_tracker.xlsx
      jobsearch feedback-requests my_tracker.xlsx --show ledger
    """
    import jobsearch_analytics as jsa

    strict = reading.pop("strict")
    search = load_log(**reading)
    found = jsa.feedback_requests(search, today=today)
    _print(found, show, ASKS, as_json=as_json)
    _write_calendar(found, ics)
    exit_if_set_aside(search, strict=strict)


@main.command("keep-in-touch")
@reads_a_log
@today_option
@click.option("--within-days", type=int, default=14, show_default=True, help="How far to look ahead.")
@show_option(*PEOPLE)
@ics_option
@click.option("--vcard", type=click.Path(path_type=Path), help="Also write your contacts as cards.")
@json_option
def keep_in_touch(
    today: str | None,
    within_days: int,
    show: str | None,
    ics: Path | None,
    vcard: Path | None,
    as_json: bool,
    **reading: Any,
) -> None:
    """Say whom to write to now and soon, and why.

    \b
    Example:
      jobsearch keep-in-touch data_samples/spring_search
      jobsearch keep-in-touch my_tracker.xlsx --show second-doors
      jobsearch keep-in-touch my_tracker.xlsx --ics touch.ics --vcard people.vcf
    """
    import jobsearch_analytics as jsa

    strict = reading.pop("strict")
    search = load_log(**reading)
    found = jsa.keep_in_touch(search, within_days=within_days, today=today)
    _print(found, show, PEOPLE, as_json=as_json)
    _write_calendar(found, ics)
    if vcard:
        click.echo(f"Wrote {jsa.write_contacts(search, vcard)}", err=True)
    exit_if_set_aside(search, strict=strict)


@main.command()
@reads_a_log
@today_option
@click.option("--for", "whom", metavar="NAME", help="A firm or a person (default: whoever is due first).")
@click.option("--situation", help="What for, such as thank_you (default: what is due).")
@click.option("--tone", default="warm", show_default=True, help="warm, brief or formal.")
@click.option("--language", default="en", show_default=True, help="de, en, es, fr, or yours.")
@click.option("--with-themes", is_flag=True, help="Ask about the gap that most employers named.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Write it to a file that is not there yet."
)
@click.option(
    "--check", "checked", type=click.Path(path_type=Path), help="Check a message you wrote instead."
)
@json_option
def draft(
    today: str | None,
    whom: str | None,
    with_themes: bool,
    out: Path | None,
    checked: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Print a message to start from, open slots in brackets. Nothing is ever sent.

    With --situation alone it needs no log; with one, what the log knows is filled in.

    \b
    Example:
      jobsearch draft my_tracker.xlsx
      jobsearch draft --situation referral_ask
      jobsearch draft my_tracker.xlsx --for Quillmark --tone formal --out ask.txt
      jobsearch draft --check ask.txt
    """
    import jobsearch_analytics as jsa
    from jobsearch_analytics.planning.drafts.templates import language_file

    style = {name: options.pop(name) for name in ("situation", "tone", "language")}
    strict = options.pop("strict")
    if checked:
        print_answer(jsa.check_draft(_text(checked)), as_json=as_json)
        return
    if out and out.exists():
        raise click.UsageError(f"{out} is there already and may hold your words. Name another file.")
    if style["situation"] and not whom and not options["source"] and not options["sample"]:
        _give(jsa.draft({}, **style), out, as_json=as_json)
        return
    search = load_log(**options)
    # A language that is not there is said also where nobody is to be written to.
    language_file(style["language"], search.workspace)
    row = _row(search, whom, style["situation"], today)
    if row is None:
        click.echo("Nobody to write to today. For any other message: --situation check_in, or --for NAME.")
        return
    themes = jsa.feedback_themes(search) if with_themes else None
    _give(jsa.draft(row, themes=themes, search=search, **style), out, as_json=as_json)
    exit_if_set_aside(search, strict=strict)


def _print(found: Any, show: str | None, tables: tuple[str, ...], *, as_json: bool) -> None:
    """Print an answer, or the one of its tables that was asked for."""
    if show:
        print_one(found, show, as_json=as_json)
    else:
        print_answer(found, as_json=as_json, shows=tables)


def _text(path: Path) -> str:
    """Return what a file says, or a letter where it is missing or no text."""
    from jobsearch_analytics.errors import SourceError

    try:
        return path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, IsADirectoryError, FileNotFoundError) as error:
        what = "is no plain text" if path.exists() else "does not exist"
        raise SourceError(
            path,
            what,
            "a file with your message, in UTF-8",
            "Save it as a plain text file (.txt) and name that.",
        ) from error


def _write_calendar(found: Any, path: Path | None) -> None:
    import jobsearch_analytics as jsa

    if path is None:
        return
    if found.dates.empty:
        click.echo(f"Nothing is due: {path} was not written.", err=True)
    else:
        click.echo(f"Wrote {jsa.write_calendar(found, path)}", err=True)


def _give(note: Draft, out: Path | None, *, as_json: bool) -> None:
    """Print a message, and write it to the file that was named."""
    from jobsearch_analytics.files import write_atomic

    _print_draft(note, as_json=as_json)
    if out:
        click.echo(f"Wrote {write_atomic(out, repr(note) + chr(10))}", err=True)


def _print_draft(note: Draft, *, as_json: bool) -> None:
    """Print a message to standard output, and what is said about it beside it."""
    import json

    if as_json:
        click.echo(json.dumps(note.to_dict(), ensure_ascii=False, indent=2))
        return
    if note.why:
        click.secho(f"Why: {note.why}.\n", err=True, dim=True)
    click.echo(repr(note))
    if note.open_slots:
        click.secho(f"\nStill yours to say: {', '.join(note.open_slots)}.", err=True, dim=True)


def _row(
    search: JobSearch, whom: str | None, situation: str | None, today: str | None
) -> pd.Series | dict[str, Any] | None:
    """Return whom and what to write about: who is named, else the situation alone, else what presses most."""
    import jobsearch_analytics as jsa

    if whom is None and situation is not None:
        return {"situation": situation}
    asks = jsa.feedback_requests(search, today=today)
    people = jsa.keep_in_touch(search, today=today)
    if whom is None:
        waiting = (asks.table, asks.thanks, people.to_do)
        return next((rows.iloc[0] for rows in waiting if len(rows)), None)
    return _named(whom, (asks.table, asks.thanks, people.everyone, people.second_doors, asks.past))


def _bare(text: str) -> str:
    """Return a name without case and accents, as one types it in a hurry."""
    return "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))


def _named(whom: str, tables: tuple[pd.DataFrame, ...]) -> pd.Series:
    from difflib import get_close_matches

    from jobsearch_analytics.errors import UnknownChoiceError

    known: list[str] = []
    for rows in tables:
        for name in ("name", "company"):
            said = rows[name].fillna("")
            hit = said.map(_bare).str.contains(_bare(whom), regex=False)
            if whom.strip() and hit.any():
                return rows[hit].iloc[0]
            known += [text for text in said if text]
    # A long list of contacts helps nobody: those spelled most alike.
    near = get_close_matches(whom, list(dict.fromkeys(known)), n=MOST_NAMES, cutoff=0.0)
    raise UnknownChoiceError("for", whom, near, "a firm or a person of your queue or your contacts")
