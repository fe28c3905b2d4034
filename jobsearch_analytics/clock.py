"""The one place that reads the clock, and the rule for both days an answer can speak of."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import BadArgumentError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_day", "today"]


def today(given: str | date | None = None) -> pd.Timestamp:
    """Return the day that "what to do next" speaks of: the given one, or the clock's.

    Parameters
    ----------
    given : str, date or Timestamp, optional
        A day such as ``"2026-06-30"``. None reads the clock: nothing else in the package does.

    Returns
    -------
    Timestamp
        Midnight of that day, without a time zone.

    Examples
    --------
    >>> today("2026-06-30")
    Timestamp('2026-06-30 00:00:00')
    """
    # The user's own calendar day is meant, so the local clock without a zone is right.
    return as_day(datetime.now() if given is None else given, "today")


def as_day(given: str | date, param: str) -> pd.Timestamp:
    """Return midnight of a day that the user named.

    Raises
    ------
    BadArgumentError
        If the text is not a date written as YYYY-MM-DD.
    """
    import pandas as pd

    try:
        day = pd.Timestamp(given)
    except (ValueError, TypeError):
        day = pd.NaT
    if pd.isna(day):
        raise BadArgumentError(param, given, "a day written as YYYY-MM-DD", f'{param}="2026-06-30"')
    return day.tz_localize(None).normalize().as_unit("us")
