"""Columns that no heading names, found by what their values look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobsearch_analytics.loaders.language.profiles import Profile
    from jobsearch_analytics.loaders.naming.columns import Columns

__all__ = ["find_missing"]


#: Meanings that a heading gives easily and that matter little.
LOOSE = frozenset(["industry", "score", "job_type", "materials", "follow_up", "next_step", "contact_name"])
#: Free words that tell how it went where no other column does.
TOLD = frozenset(["note", "self_feedback"])
TOLD_SHARE = 0.8
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
        _by_value(columns, "date", lambda shape: shape.date if shape.date >= 0.7 else 0.0)
    _by_value(columns, "url", lambda shape: shape.url if shape.url >= 0.7 else 0.0)
    _by_value(columns, "title", lambda shape: shape.role if shape.role >= 0.3 and shape.length < 120 else 0.0)
    first = [
        place
        for place, meaning in enumerate(columns.meanings)
        if _free(columns, place) and _is_name(columns.profiles[place])
    ]
    if "company" not in columns.meanings and first:
        _give(columns, first[0], "company", "the first column of names")
    beside = _beside_company(columns) if "title" not in columns.meanings else None
    if beside is not None:
        _give(columns, beside, "title", "the column of words beside the employer")
    if "title" not in columns.meanings and not named and len(first) > 1:
        _give(columns, first[1], "title", "the second column of names")
    if not named:
        _by_value(columns, "note", lambda shape: shape.length if shape.length > 40 else 0.0)


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
    """Return whether no column tells a stage, an answer or a history: only free words can."""
    return not columns.stages() and not {"response", "history"} & set(columns.meanings)


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
