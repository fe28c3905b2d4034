"""Small searches put together from a few words, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics.search import JobSearch

if TYPE_CHECKING:
    from collections.abc import Sequence

AS_OF = pd.Timestamp("2026-06-30")


def make_search(
    rows: list[dict[str, Any]],
    events: Sequence[tuple[str, str, str | None]] = (),
    as_of: pd.Timestamp = AS_OF,
    **tables: Any,
) -> JobSearch:
    """Return a search: each row needs what differs from an open application without a date.

    ``events`` are (application id, event, day or None).
    """
    defaults = {"kind": "application", "stage": "applied", "outcome": "open", "applied_precision": "day"}
    filled = [{"application_id": f"a{i}", **defaults, **row} for i, row in enumerate(rows)]
    columns = ["application_id", *defaults, "applied_on"]
    applications = pd.DataFrame(
        filled, columns=list(dict.fromkeys([*columns, *(k for r in filled for k in r)]))
    )
    applications["applied_on"] = pd.to_datetime(applications["applied_on"])
    log = pd.DataFrame(list(events), columns=["application_id", "event", "occurred_on"])
    log["occurred_on"] = pd.to_datetime(log["occurred_on"])
    log = log.assign(latest_on=log["occurred_on"], scheduled=False, inferred=False)
    return JobSearch(applications=applications, events=log, as_of=as_of, **tables)


def days_ago(days: int, as_of: pd.Timestamp = AS_OF) -> str:
    return f"{as_of - pd.Timedelta(days=days):%Y-%m-%d}"
