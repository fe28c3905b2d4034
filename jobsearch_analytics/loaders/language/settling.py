"""Words of a status that can mean two things, settled by the rest of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.words import key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.loaders.language.statuses import StatusReading

__all__ = ["settle_unclear"]


def settle_unclear(readings: dict[str, StatusReading], dated: Mapping[str, float]) -> dict[str, str]:
    """Return what the words that can mean two things mean in this log: text → meaning.

    Parameters
    ----------
    readings : dict
        Every status text of the log with its reading.
    dated : mapping of str to float
        Per status text, the share of its rows that have a date of sending.

    Returns
    -------
    dict of str to str
        ``in progress`` and its like become ``saved`` where the log has another word for sent and only those
        rows have a date of sending, else ``applied``; ``declined`` becomes the seeker's own no where the log
        has another word for the employer's; "dropped" becomes the employer's no where the log has no other
        word for that and what was dropped had been sent.
    """
    said_plainly = any(reading.meanings == ("rejected",) for reading in readings.values())
    sent = [dated.get(text, 0.0) for text, reading in readings.items() if "applied" in reading.meanings]
    settled = {}
    for text, reading in readings.items():
        if reading.meanings == ("unclear",):
            undated = dated.get(text, 0.0) < 0.2
            settled[text] = "saved" if sent and max(sent) > 0.6 and undated else "applied"
        elif key(text) == "failed" and sent and max(sent) > 0.6 and dated.get(text, 0.0) < 0.2:
            settled[text] = "saved"  # a program's word: what could not be sent has no day of sending
        elif "turned_away" in reading.meanings and said_plainly:
            settled[text] = "turned_down"
        elif reading.meanings == ("dropped",):
            own = (
                _has_another_no(text, readings)
                or _dates_say_nothing(readings, dated)
                or dated.get(text, 0.0) < 0.2
            )
            settled[text] = "skipped" if own else "rejected"
    return settled


def _has_another_no(dropped: str, readings: dict[str, StatusReading]) -> bool:
    """Return whether the log has a word for the employer's no that is not the same one in other company."""
    stem = key(dropped)[:6]
    return any("rejected" in reading.meanings and stem not in key(text) for text, reading in readings.items())


def _dates_say_nothing(readings: dict[str, StatusReading], dated: Mapping[str, float]) -> bool:
    """Return whether what was never sent has a date too, so that a date is no sign of sending."""
    shares = [dated.get(text, 0.0) for text, reading in readings.items() if reading.sent == "no"]
    return max(shares, default=0.0) > 0.5
