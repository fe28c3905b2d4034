"""Days and differences as a page writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["day_in_full", "day_words", "points", "weekday_and_week"]


def day_in_full(day: pd.Timestamp) -> str:
    """Return a day as people write it.

    Examples
    --------
    >>> import pandas as pd
    >>> day_in_full(pd.Timestamp("2026-07-01"))
    '1 July 2026'
    """
    return f"{day.day} {day:%B %Y}"


def weekday_and_week(day: pd.Timestamp) -> str:
    """Return a day as its weekday and the week of the year.

    Examples
    --------
    >>> import pandas as pd
    >>> weekday_and_week(pd.Timestamp("2026-07-01"))
    'Wed of week 27'
    """
    return f"{day:%a} of week {day.isocalendar().week}"


def day_words(day: pd.Timestamp, *, exact: bool) -> str:
    """Return a day as it may be shown: exactly if that is shared, else as weekday and week."""
    return f"{day:%a} {day.day} {day:%B}" if exact else weekday_and_week(day)


def points(share: float) -> str:
    """Return a difference of shares in points, with its sign.

    Examples
    --------
    >>> points(0.163), points(-0.09)
    ('+16', '−9')
    """
    return f"{round(100 * share):+d}".replace("-", "−")
