"""Small searches with people and messages, put together from a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from tests.analysis.searches import AS_OF, days_ago, make_search

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

TODAY = "2026-06-30"


def no_after(stage: str, days: int | None, **row: Any) -> tuple[dict[str, Any], list[tuple]]:
    """An application rejected so many days ago after a stage, and its events."""
    facts = {"company": "Quillmark", "title": "Data Analyst", "stage": stage, "outcome": "rejected"}
    filled = {"application_id": "a0", "applied_on": days_ago(40), **facts, **row}
    name = filled["application_id"]
    before = days_ago((days or 5) + 3)
    return filled, [(name, stage, before), (name, "rejected", None if days is None else days_ago(days))]


def search_of(*noes: tuple[dict, list], notes: dict[str, str] | None = None, **tables: Any) -> JobSearch:
    """Put noes together; ``notes`` are the words beside a stage."""
    rows, events = [row for row, _ in noes], [event for _, more in noes for event in more]
    search = make_search(rows, events, **tables)
    said = search.events["event"].map(notes or {}).astype("str")
    object.__setattr__(search, "events", search.events.assign(note=said))
    return search


def people(*rows: dict[str, Any]) -> pd.DataFrame:
    """Contacts: each row says what differs from an interviewer of Quillmark."""
    base = {"name": "Ilse Vandermolen", "company": "Quillmark", "relation": "interviewer", "met_on": None}
    frame = pd.DataFrame([{"contact_id": f"c{place}", **base, **row} for place, row in enumerate(rows)])
    return frame.assign(met_on=pd.to_datetime(frame["met_on"]))


def touches(*rows: dict[str, Any]) -> pd.DataFrame:
    """Messages: each row says what differs from a check-in to c0 today."""
    base = {"contact_id": "c0", "application_id": None, "direction": "out", "purpose": "check_in"}
    base |= {"on": f"{AS_OF:%Y-%m-%d}", "replied_on": None, "answer": None, "note": None}
    frame = pd.DataFrame([{"touch_id": f"t{place}", **base, **row} for place, row in enumerate(rows)])
    return frame.assign(on=pd.to_datetime(frame["on"]), replied_on=pd.to_datetime(frame["replied_on"]))


def said(*rows: dict[str, Any]) -> pd.DataFrame:
    """Feedback: each row says what differs from an interviewer's word on a0 today."""
    base = {"application_id": "a0", "said_by": "interviewer", "received_on": f"{AS_OF:%Y-%m-%d}"}
    frame = pd.DataFrame([{"feedback_id": f"f{place}", **base, **row} for place, row in enumerate(rows)])
    return frame.assign(received_on=pd.to_datetime(frame["received_on"]))
