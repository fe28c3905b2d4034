"""A calendar file of what is to be written to whom, for the calendar you use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast
from uuid import NAMESPACE_URL, uuid5

import pandas as pd

from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from icalendar import Event

    class HasDates(Protocol):
        """What `feedback_requests` and `keep_in_touch` return."""

        @property
        def dates(self) -> pd.DataFrame: ...

        @property
        def today(self) -> pd.Timestamp: ...


__all__ = ["write_calendar"]

#: Names the program that made the file, as the format demands.
PRODUCT = "-//jobsearch_analytics//keep in touch//EN"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def write_calendar(answers: HasDates | Sequence[HasDates], path: str | Path) -> Path:
    """Write the days of one or more answers as a calendar file of all-day entries.

    Written again later, the same contact has the same entry: a calendar moves it instead of doubling it. The
    entries are private and leave the day free. The file stays on this computer until you import it; it holds
    names, so think of where your calendar is kept.

    Parameters
    ----------
    answers : FeedbackRequests, KeepInTouch, or a list of them
        Their ``dates`` are written.
    path : str or Path
        The file, such as ``"keep_in_touch.ics"``; whole or not at all.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    BadArgumentError
        If there is not a single day to write: a calendar without entries is no valid file.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> people = jsa.keep_in_touch(jsa.load_sample(), today="2026-06-28")
    >>> jsa.write_calendar(people, "keep_in_touch.ics")  # doctest: +SKIP
    PosixPath('keep_in_touch.ics')
    """
    from icalendar import Calendar

    several = cast("Sequence[HasDates]", answers if isinstance(answers, (list, tuple)) else [answers])
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for answer in several:
        for row in answer.dates.to_dict("records"):
            calendar.add_component(_entry(row, answer.today))
    if not calendar.subcomponents:
        raise BadArgumentError(
            "answers",
            ", ".join(type(answer).__name__ for answer in several),
            "an answer with at least one day to write into a calendar",
            "keep_in_touch(search, within_days=60)",
        )
    return write_atomic(Path(path), calendar.to_ical())


def _line(value: object) -> str:
    """Return a cell as one line without control characters, which no calendar may hold."""
    return " ".join(_CONTROL.sub(" ", str(value)).split())


def _entry(row: dict, today: pd.Timestamp) -> Event:
    from icalendar import Event

    entry = Event()
    # A digest: the name of a contact is nobody's business where a calendar shows an entry as busy only.
    entry.add("uid", f"{uuid5(NAMESPACE_URL, 'jobsearch/' + row['key'])}@jobsearch-analytics")
    entry.add("dtstamp", today.tz_localize("UTC").to_pydatetime())
    entry.add("dtstart", row["on"].date())
    entry.add("dtend", (row["on"] + pd.Timedelta(days=1)).date())
    entry.add("summary", _line(row["summary"]))
    entry.add("description", _line(row["description"]))
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    return entry
