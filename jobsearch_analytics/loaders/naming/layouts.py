"""How a sheet is laid out: a row per application, an event log, a pivot, totals, people, or nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.date_texts import looks_like_date
from jobsearch_analytics.loaders.language.distinct import distinct_texts, numbered
from jobsearch_analytics.loaders.language.profiles import is_no, is_yes
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.loaders.language.words import key, read_words, split_camel
from jobsearch_analytics.stages import OUTCOMES, STAGES

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["below_title", "heading_words", "layout_of", "table_layout"]

MOST_TOTALS = 80
#: A title and a remark or two may stand above the headings.
MOST_TITLE_LINES = 3
REPEATED_SHARE = 0.4
#: A column with less trust was named by its values alone.
SURELY = 0.68
#: Labels with numbers are totals of a search only if this share of them are stages or endings.
STEPS_AMONG_LABELS = 1 / 3


def below_title(grid: Grid) -> tuple[Grid, np.ndarray]:
    """Return a sheet whose headings are days without the title lines above them, and those lines' rows."""
    filled = grid.filled()[: MOST_TITLE_LINES + 1]
    n_lines = next((place for place, count in enumerate(filled) if count > 1), 0)
    if not n_lines or grid.headed:
        return grid, grid.rows[:0]
    below = grid.only(np.arange(n_lines, grid.n_rows)).without_empty()
    if layout_of(below) not in ("days across", "days of steps"):
        return grid, grid.rows[:0]
    return below, grid.rows[:n_lines]


def layout_of(grid: Grid) -> str:
    """Return how a sheet is laid out whose columns are days or stages, else an empty text.

    ``days across`` and ``stages across``: the cells are firms, every filled cell is an application.
    ``days of steps``: a row per application, the cells tell what happened on that day.
    """
    if grid.n_rows < 2 or grid.n_columns < 2:
        return ""
    labelled = grid.headed and grid.form != "markdown"
    first = [(place, cell) for place, cell in enumerate(grid.row(0)) if cell]
    dates = sum(looks_like_date(cell) for _, cell in first)
    if dates >= 2 and dates >= 0.5 * len(first):
        places = [place for place, cell in first if looks_like_date(cell)]
        cells = [cell for place in places for cell in distinct_texts(grid.columns[place][1:]) if cell]
        steps = sum(read_status(cell).how in ("known", "phrase") for cell in cells)
        if steps >= 0.7 * len(cells) and cells:
            return "days of steps"
        return "" if labelled else "days across"
    if labelled:
        return ""
    stages = [
        place
        for place, cell in first
        if read_status(cell).how == "known" and meaning_of_heading(cell) in (None, *_STAGE_HEADINGS)
    ]
    if (
        len(stages) >= 2
        and len(stages) >= 0.6 * len(first)
        and all(_holds_names(grid.columns[place][1:]) for place in stages)
    ):
        named = {meaning_of_heading(cell) for _, cell in first}
        return "" if named & {"company", "title"} else "stages across"
    return ""


_STAGE_HEADINGS = ("applied", *(f"stage:{name}" for name in (*STAGES[1:], *OUTCOMES[1:])))


def _holds_names(cells: pd.Categorical) -> bool:
    filled = [cell for cell in distinct_texts(cells) if cell]
    plain = sum(is_yes(cell) or is_no(cell) or looks_like_date(cell) or cell.isdigit() for cell in filled)
    return plain <= 0.2 * len(filled)


def table_layout(table: Table, columns: Columns) -> str:
    """Return how a table with named columns is laid out.

    Returns
    -------
    str
        ``rows``, ``events``, ``moves`` (company, from, to), ``flows``, ``counts``, ``people``, ``mail`` or
        ``nothing``.
    """
    headings = [key(split_camel(heading)) for heading in table.headings]
    if _is_flow(headings, columns, table):
        return "moves" if columns.first("company") is not None else "flows"
    if _is_people(headings, columns):
        return "people"
    if _is_mail(columns):
        return "mail"
    if columns.first("count") is not None and len(columns.meanings) <= 3 and _is_counts(table, columns):
        return "counts"
    if not _is_log(table, columns):
        return "counts" if _is_counts(table, columns) else "nothing"
    return "events" if _is_event_log(table, columns) else "rows"


@cache
def heading_words(name: str) -> frozenset[str]:
    """Return the headings listed under a meaning in ``column_words.toml``, as they are compared."""
    return frozenset(key(word) for word in read_words("column_words")[name])


def _is_flow(headings: list[str], columns: Columns, table: Table) -> bool:
    source = next(
        (place for place, heading in enumerate(headings) if heading in heading_words("from_stage")), None
    )
    target = next(
        (place for place, heading in enumerate(headings) if heading in heading_words("to_stage")), None
    )
    if source is None or target is None or source == target:
        return False
    counted = columns.first("count") is not None
    stages = min(columns.profiles[source].status, columns.profiles[target].status)
    return table.grid.n_rows > 0 and (counted or stages >= 0.5)


def _is_people(headings: list[str], columns: Columns) -> bool:
    named = [heading for heading in headings if heading in heading_words("person_name")]
    known = set(columns.meanings)
    if not named or (known & {"title", "applied", "outcome"} and "first name" not in headings):
        return False
    about = {"contact_email", "contact_phone", "contact_role", "contact_name", "last_update", "url"} & known
    full = {"first name", "last name"} <= set(headings)
    people_words = any(
        "linkedin" in heading or "relation" in heading or "met" in heading.split() for heading in headings
    )
    status = columns.first("status")
    told = status is not None and columns.trust[status] >= SURELY
    return full or ((bool(about) or people_words) and not told and not columns.stages())


def _is_mail(columns: Columns) -> bool:
    known = set(columns.meanings)
    return ("message_id" in known and bool({"subject", "sender"} & known)) or (
        {"subject", "sender"} <= known and not known & {"company", "title", "status"}
    )


def _is_counts(table: Table, columns: Columns) -> bool:
    """Return whether a table is labels and numbers, and the labels speak of a job search."""
    filled = [place for place, shape in enumerate(columns.profiles) if shape.n]
    numbers = [place for place in filled if columns.profiles[place].number >= 0.8]
    labels = [
        place
        for place in filled
        if columns.profiles[place].number < 0.3 and columns.profiles[place].date < 0.5
    ]
    if not (table.grid.n_rows <= MOST_TOTALS and len(numbers) == len(labels) == 1 and len(filled) <= 3):
        return False
    words = [cell for cell in distinct_texts(table.grid.columns[labels[0]]) if cell]
    steps = sum(read_status(word).how in ("known", "phrase", "misspelt") for word in words)
    return steps >= STEPS_AMONG_LABELS * len(words)


def _is_log(table: Table, columns: Columns) -> bool:
    """Return whether anything like a company or role, and anything like a status, day or link, is there."""
    known = set(columns.meanings)
    names = known & {"company", "title"}
    facts = known & {
        "status",
        "outcome",
        "applied",
        "date",
        "event",
        "response",
        "saved_date",
        "url",
        "history",
        "posted_date",
        "channel",
        "deadline",
        "subject",
        "location",
    }
    staged = bool(columns.stages())
    if table.named and table.headings:
        sure = any(
            columns.trust[place] >= 0.68 for name in ("company", "title") for place in columns.all(name)
        )
        return (
            (sure or (bool(known & {"applied", "status"}) and bool(names)))
            or (bool(names) and (bool(facts) or staged))
            or (staged and len(columns.stages()) >= 3)
            or bool(
                known & {"status", "applied"}
                and facts - {"url", "location"}
                and len(known & {"status", "applied", "date"}) >= 2
            )
        )
    return bool(names) and bool(known & {"status", "date", "url", "applied"}) and table.grid.n_rows > 0


def _is_event_log(table: Table, columns: Columns) -> bool:
    """Return whether several rows tell of one application: the same firm and role, step after step."""
    if columns.stages() or columns.first("applied") is not None:
        return False
    status = columns.first("event") if columns.first("event") is not None else columns.first("status")
    if status is None or (columns.first("id") is not None and columns.first("event") is None):
        return False
    grid = table.grid
    parts = [
        grid.columns[place]
        for place in (columns.first("company"), columns.first("title"))
        if place is not None
    ]
    if not parts or grid.n_rows < 2:
        return columns.first("event") is not None
    names = numbered(parts)
    again = pd.Series(names).duplicated(keep=False).to_numpy()
    repeated = again.mean()
    if columns.first("event") is not None:
        return bool(repeated > 0)
    told = pd.DataFrame({"names": names, "words": grid.columns[status].codes})
    differing = (~told[again].duplicated()).mean()
    days = columns.first("date")
    return bool(repeated >= REPEATED_SHARE and differing >= 0.8 and days is not None)
