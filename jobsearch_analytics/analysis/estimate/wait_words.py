"""What is said of waits: the headline, the next step, and the caveats found in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.answer import percent, span, spoken
from jobsearch_analytics.features.waits import CAUSES, WAITING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["prior_note", "wait_advice", "wait_headline", "wait_notes"]

#: The day a headline speaks of, or the longest one supported if that is shorter.
SPOKEN_DAYS = {"reply": 30, "decision": 90}

#: A headline names so many groups, the largest.
MOST_NAMED = 3

#: If nothing is recorded for so long after so many sendings, the log was probably begun late.
LATE = np.timedelta64(45, "D")
LATE_LEAST = 10

#: A log with this share of untouched applications was probably never updated after sending.
UNTOUCHED_SHARE = 0.95
UNTOUCHED_LEAST = 10

#: How each doubt of `features.waits.build_waits` is told.
DOUBTS = {
    "no day of the end": "Ended, but without a day: {}; the intervals are as wide as that makes them.",
    "entered in bulk": "Moved on a day when much was entered at once: {}; it may have happened earlier.",
    "month or year only": "Dated to a month or year only: {}; the wait is taken as a range.",
    "ends before it starts": "Ended before being sent, by their days: {}; these days are taken as unknown.",
}


def wait_headline(table: pd.DataFrame, n: int, words: str, level: float, by: str | None, until: str) -> str:
    """Return one sentence with the share, its interval, and how many waits it rests on."""
    if n == 0:
        return "No application with a day of sending is in this log, so no wait can be measured."
    if table.empty:
        return f"{_applications(n)} with a day: too few or too young to say how long a reply takes."
    if by is not None:
        return _by_group(table, words, level, by, until)
    day = min(SPOKEN_DAYS[until], int(table["day"].max()))
    at = table[table["day"] == day].set_index("cause").to_dict("index")
    good = at[CAUSES[0]]
    return (
        f"Within {day} days of sending, {percent(good['incidence'])} of applications get {words} "
        f"({percent(level)} interval {span(good['low'], good['high'])}; {_applications(n)}); "
        f"a rejection comes to {percent(at['rejected']['incidence'])}."
    )


def _by_group(table: pd.DataFrame, words: str, level: float, by: str, until: str) -> str:
    """Return the shares of the largest groups on one day, in the order of their size, never of the shares."""
    longest = table.groupby("group", sort=False)["day"].max()
    day = min(SPOKEN_DAYS[until], int(longest.head(MOST_NAMED).min()))
    at = table[(table["day"] == day) & (table["cause"] == CAUSES[0])].set_index("group").to_dict("index")
    told = [
        f"{percent(at[name]['incidence'])} of {spoken(name)} ({span(at[name]['low'], at[name]['high'])})"
        for name in longest.index[:MOST_NAMED]
    ]
    more = len(longest) - MOST_NAMED
    rest = f", and {more:,} smaller group{'' if more == 1 else 's'}" if more > 0 else ""
    return (
        f"Within {day} days of sending, by {spoken(by)}, {words} comes to {', '.join(told)}{rest}; "
        f"in brackets {percent(level)} intervals."
    )


def wait_advice(table: pd.DataFrame, closing: pd.DataFrame, until: str, by: str | None) -> str:
    """Return the next step that the waits suggest; ``closing`` holds the closing day of the stage at hand."""
    if table.empty:
        return "Nothing can be known yet: log the day each application was sent, and the day of each answer."
    if by is not None:
        return f"Do not read a winner off these curves: comparison(search, by={by!r}) says what is known."
    day, low, high = (int(closing[name].iloc[0]) for name in ("day", "low", "high"))
    if until == "decision":
        return (
            f"After an interview, ask once how things stand; after {day} silent days, or anywhere from {low} "
            f"to {high} as far as this log can tell, at most one in thirty still goes on."
        )
    return (
        f"Stop waiting after {day} silent days, or anywhere from {low} to {high} as far as this log can "
        "tell: from then on at most one in thirty still hears something good. Keep the row, for a late "
        "reply re-opens it."
    )


def prior_note(at_risk: float, n: float) -> str:
    """Return how much of a chance is own data and how much the stated prior."""
    if n < 1:
        return "No wait of your own is in this log: all of it is a stated guess, set wide."
    return (
        f"{at_risk:.0f} of your own waits lasted that long; a stated prior worth about 10 fills in where "
        "they are few."
    )


def wait_notes(waits: pd.DataFrame, begun: pd.Timestamp | None) -> tuple[str, ...]:
    """Return the caveats, the gravest first."""
    unused, doubt, ended_by = (waits[name].to_numpy(dtype=object) for name in ("unused", "doubt", "ended_by"))
    used = unused == ""
    n, waiting = int(used.sum()), ended_by[used] == WAITING
    untouched = n >= UNTOUCHED_LEAST and waiting.mean() >= UNTOUCHED_SHARE
    undated = int((unused == "no day of the start").sum())
    over = int((unused == "over before the log began").sum())
    sent, ended = (waits[name].to_numpy()[used] for name in ("from_on", "to_on"))
    first = np.fmin.reduce(ended[~waiting], initial=np.datetime64("NaT"))
    notes = [
        (
            untouched,
            f"For {int(waiting.sum()):,} of {n:,} applications nothing is recorded after sending: either "
            "nobody answered or the log was not kept up.",
        ),
        (begun is None and (sent < first - LATE).sum() >= LATE_LEAST, _late_note(first)),
        (undated > 0, f"Not counted, for want of a day of sending: {_applications(undated)}."),
        (
            over > 0,
            f"Left out, since others like them were never entered: {_applications(over)} over before the log "
            "was begun.",
        ),
    ]
    told = {name: int((doubt[used] == name).sum()) for name in DOUBTS}
    notes += [(told[name] > 0, words.format(_applications(told[name]))) for name, words in DOUBTS.items()]
    return tuple(text for holds, text in notes if holds)


def _late_note(first: np.datetime64) -> str:
    day = np.datetime_as_string(first, unit="D")
    return (
        f"The first answer in this log is dated {day}, long after the first sendings: if you began logging "
        f'then, say so: waiting_times(search, log_started="{day}").'
    )


def _applications(number: int) -> str:
    return f"{number:,} application" + ("" if number == 1 else "s")
