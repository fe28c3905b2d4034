"""Columns that no heading names, found by what their values look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.stages import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobsearch_analytics.loaders.language.profiles import Profile
    from jobsearch_analytics.loaders.naming.columns import Columns

__all__ = ["find_missing"]


#: Meanings that a heading gives easily and that matter little.
LOOSE = frozenset(["industry", "score", "job_type", "materials", "follow_up", "next_step", "contact_name"])
#: Free words that tell how it went where no other column does.
TOLD = frozenset(["note", "self_feedback"])
TOLD_SHARE = 0.5
#: Meanings whose headings may be a day of sending told in other words.
MISTAKEN_FOR_DAYS = frozenset(
    ["materials", "note", *(f"stage:{name}" for name in ("rejected", "closed", "withdrawn", "no_response"))]
)
#: Most of the values, and most of the rows.
MOSTLY = 0.7
#: A claim below this is weak: another meaning found by the values may take the column.
WEAK = 0.5


def find_missing(columns: Columns, *, named: bool) -> None:
    """Give the meanings that no heading gave to the columns whose values have them."""
    for other in ("workplace", "agency"):
        if "company" not in columns.meanings and other in columns.meanings:
            columns.meanings[columns.meanings.index(other)] = "company"
    if not {"status", "event", "outcome"} & set(columns.meanings):
        _status_under_another_name(columns)
    _by_value(
        columns,
        "status",
        _status_share,
    )
    if "status" in columns.meanings:
        _by_value(columns, "outcome", lambda shape: _status_share(shape) if shape.n > 2 else 0.0)
    dated = {"applied", "date", "saved_date", "posted_date", "last_update", "response_date"}
    if not dated & set(columns.meanings):
        _by_value(columns, "date", lambda shape: shape.date if shape.date >= MOSTLY else 0.0)
    if not dated & set(columns.meanings):
        _day_under_another_name(columns)
    _by_value(columns, "url", lambda shape: shape.url if shape.url >= 0.7 else 0.0)
    _by_value(columns, "title", lambda shape: shape.role if shape.role >= 0.3 and shape.length < 120 else 0.0)
    _names_without_heading(columns, named=named)
    if not named:
        _by_value(columns, "note", lambda shape: shape.length if shape.length > 40 else 0.0)


def _names_without_heading(columns: Columns, *, named: bool) -> None:
    """Find the employer and the role among the columns of names that no heading gave a meaning."""
    first = [
        place
        for place, meaning in enumerate(columns.meanings)
        if _free(columns, place) and _is_name(columns.profiles[place])
    ]
    site = columns.first("location")
    if "company" not in columns.meanings and first:
        _give(columns, first[0], "company", "the first column of names")
    elif "company" not in columns.meanings and site is not None and _names_firms(columns.profiles[site]):
        _give(columns, site, "company", "names, not towns")
    beside = _beside_company(columns) if "title" not in columns.meanings else None
    if beside is not None:
        _give(columns, beside, "title", "the column of words beside the employer")
    if "title" not in columns.meanings and not named and len(first) > 1:
        _give(columns, first[1], "title", "the second column of names")


def _names_firms(shape: Profile) -> bool:
    """Return whether values under "Place" or "Venue" are names, not towns."""
    return shape.place < 0.3 and shape.url < 0.5


def _day_under_another_name(columns: Columns) -> None:
    """Take the first well-filled column of days for the day, whatever its heading seemed to say.

    "Resume dropped" is no version of a resume, and nobody is rejected in nearly every row.
    """
    for place, shape in enumerate(columns.profiles):
        mistaken = columns.meanings[place] in MISTAKEN_FOR_DAYS
        if mistaken and shape.date >= MOSTLY and shape.filled >= MOSTLY:
            _give(columns, place, "date", "its values: days in nearly every row")
            return


def _beside_company(columns: Columns) -> int | None:
    """Return an unknown column of words right beside the employer, filled for nearly every row."""
    company = columns.first("company")
    for place in (company + 1, company - 1) if company is not None else ():
        if 0 <= place < len(columns.meanings) and not columns.meanings[place]:
            shape = columns.profiles[place]
            if shape.filled >= 0.8 and _is_name(shape) and shape.length > 2:
                return place
    return None


def _status_under_another_name(columns: Columns) -> None:
    """Take a column such as "Category" or "Resume" for the status where its values are statuses."""
    for place, shape in enumerate(columns.profiles):
        if columns.meanings[place] in TOLD and shape.status >= TOLD_SHARE and _told_by_words_alone(columns):
            _give(columns, place, "status", "its values")
            return
        loose = columns.meanings[place] in LOOSE and shape.status >= 0.8 and _status_share(shape) > 0
        if loose and shape.n > 2 and shape.distinct < 0.9:
            _give(columns, place, "status", "its values")
            return


def _told_by_words_alone(columns: Columns) -> bool:
    """Return whether no column tells an ending, an answer or a history: only free words can."""
    endings = {f"stage:{name}" for name in OUTCOMES}
    return not (endings | {"response", "history"}) & set(columns.meanings)


def _status_share(shape: Profile) -> float:
    fits = (
        shape.status >= 0.5
        and shape.yes_no < 0.5
        and shape.role < 0.5
        and shape.date < 0.5
        and shape.length < 70
    )
    return shape.status if fits else 0.0


def _by_value(columns: Columns, meaning: str, ask: Callable[[Profile], float]) -> None:
    if meaning in columns.meanings:
        return
    scores = {
        place: ask(shape) for place, shape in enumerate(columns.profiles) if shape.n and _free(columns, place)
    }
    best = max(scores, key=lambda place: scores[place], default=None)
    if best is not None and scores[best] > 0:
        _give(columns, best, meaning, "its values")


def _give(columns: Columns, place: int, meaning: str, reason: str) -> None:
    columns.meanings[place], columns.trust[place], columns.why[place] = meaning, 0.6, reason


def _free(columns: Columns, place: int) -> bool:
    return not columns.meanings[place] or columns.trust[place] < WEAK


def _is_name(shape: Profile) -> bool:
    odd = max(shape.date, shape.url, shape.yes_no, shape.status, shape.job_type)
    numbers = shape.number > 0.6 and shape.firm < 0.2
    return shape.n > 0 and odd < 0.6 and shape.length < 60 and not numbers
