"""The part of a search that an explorer looks at: one channel, one role family, one period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.answer import GROUP_COLUMNS
from jobsearch_analytics.analysis.estimate.groups import sent_with
from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.features.roles import build_roles
from jobsearch_analytics.widgets.controls import Choice, Control, Day

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from jobsearch_analytics.search import JobSearch

__all__ = ["ask_code", "by_control", "narrow", "narrowing_controls"]

EVERYTHING = ("All", None)

#: Groups are compared by columns that make at least two and at most so many.
MOST_GROUPS = 12

#: Where the two open ends of a period lie.
FIRST_DAY, LAST_DAY = "1900-01-01", "2999-12-31"


def narrowing_controls(search: JobSearch) -> list[Control]:
    """Return the controls of channel, role family and period, with what this search holds."""
    sent = sent_with(search, ["role_family"])
    days = sent["applied_on"].dropna()
    ends = (f"{days.min():%Y-%m-%d}", f"{days.max():%Y-%m-%d}") if len(days) else ("", "")
    return [
        Choice("channel", "Channel", None, (EVERYTHING, *_options(sent["channel"]))),
        Choice("role_family", "Role family", None, (EVERYTHING, *_options(sent["role_family"]))),
        Day("start", "Sent from", None, *ends),
        Day("end", "Sent until", None, *ends),
    ]


def by_control(search: JobSearch, *, first: str | None = None) -> Choice:
    """Return the control of what makes the groups; with a first one, there is no way without groups."""
    sent = sent_with(search, GROUP_COLUMNS)
    counts = {name: sent[name].nunique(dropna=False) for name in GROUP_COLUMNS if name in sent}
    names = [name for name, count in counts.items() if 2 <= count <= MOST_GROUPS]
    none = () if first is not None else (("Nothing", None),)
    names = names or [first] if first is not None else names
    value = first if first in names else names[0] if first is not None else None
    return Choice("by", "Compare by", value, (*none, *((_label(name), name) for name in names)))


def narrow(search: JobSearch, state: Mapping[str, Any]) -> JobSearch:
    """Return the search narrowed to the channel, the role family and the period of a state."""
    limits = tuple(state.get(name) for name in ("channel", "role_family", "start", "end"))
    return recall(search, ("narrowed", *limits), lambda: _narrowed(search, *limits))


def _narrowed(
    search: JobSearch, channel: str | None, family: str | None, start: str | None, end: str | None
) -> JobSearch:
    if channel is not None:
        search = search.where(channel=channel)
    if family is not None:
        families = build_roles(search).set_index("application_id")["role_family"]
        search = search.where(families == family)
    if start is not None or end is not None:
        search = search.between(start or FIRST_DAY, end or LAST_DAY)
    return search


def ask_code(call: str, state: Mapping[str, Any], given: Mapping[str, Any], then: str = "") -> str:
    """Return the line that asks the same in code.

    Parameters
    ----------
    call : str
        The function, such as ``jsa.funnel``.
    state : mapping
        Its channel, role family and period narrow the search.
    given : mapping
        Further arguments; those that are None are left out.
    then : str
        What follows the call.

    Examples
    --------
    >>> print(ask_code("jsa.funnel", {"channel": "referral"}, {"level": 0.9, "by": None}))
    jsa.funnel(search.where(channel='referral'), level=0.9)
    """
    source = "search"
    if state.get("channel") is not None:
        source += f".where(channel={state['channel']!r})"
    lines = []
    if state.get("role_family") is not None:
        lines = ["from jobsearch_analytics.features.roles import build_roles"]
        lines += ['families = build_roles(search).set_index("application_id")["role_family"]']
        source += f".where(families == {state['role_family']!r})"
    if state.get("start") is not None or state.get("end") is not None:
        source += f".between({state['start'] or FIRST_DAY!r}, {state['end'] or LAST_DAY!r})"
    words = [source, *(f"{name}={value!r}" for name, value in given.items() if value is not None)]
    return "\n".join([*lines, f"{call}({', '.join(words)}){then}"])


def _options(values: pd.Series) -> list[tuple[str, str]]:
    counts = values.dropna().value_counts()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))
    return [(f"{_label(name)} ({counts[name]:,})", name) for name in names]


def _label(name: str) -> str:
    words = str(name).replace("_", " ")
    return words[:1].upper() + words[1:]
