"""The rows that one entry adds to the tables of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.clock import as_day
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.loaders.joining.ids import content_ids
from jobsearch_analytics.logbook.known import application_named, contact_named, known, open_ask, stage_reached

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from jobsearch_analytics.search import JobSearch

__all__ = ["rows_of"]

#: What can stand in a diary before it happens; an answer cannot.
CAN_BE_PLANNED = ("screen", "assessment", "interview", "final")

#: Table name to the rows an entry adds to it, and the sentence that says what was logged.
Rows = dict[str, list[dict[str, str]]]


def rows_of(
    search: JobSearch, kind: str, values: dict[str, str], on: str | date | None, today: pd.Timestamp
) -> tuple[Rows, str]:
    """Return the rows of an entry, by table, and a sentence that says what it was.

    Parameters
    ----------
    search : JobSearch
        The names in the values are looked up in it.
    kind : str
        A key of `kinds.KINDS`.
    values : dict of str to str
        As `kinds.checked` returns them.
    on : str, date or None
        The day of the entry; None means today.
    today : Timestamp
        The present day: only a call, a task or a talk may lie after it.
    """
    day = today if on is None else as_day(on, "on")
    if day > today and values.get("event") not in CAN_BE_PLANNED:
        raise BadArgumentError("on", f"{day:%Y-%m-%d}", "a day that is not still to come", f'on="{today:%F}"')
    if kind in ("application", "lead"):
        return _record(search, kind, values, day)
    if kind == "event":
        return _event(search, values, day, today)
    if kind == "contact":
        return _contact(values, None if on is None else day)
    if kind == "feedback":
        return _feedback(search, values, day)
    if kind == "answer":
        return _answer(search, values, day)
    return _touch(search, kind, values, day)


def _id(prefix: str, *words: str | None) -> str:
    return str(content_ids(prefix, [np.array([word or ""], dtype=object) for word in words])[0])


def _record(search: JobSearch, kind: str, values: dict[str, str], day: pd.Timestamp) -> tuple[Rows, str]:
    row = {name: text for name, text in values.items() if name != "referrer"}
    if "referrer" in values:
        row["referrer_id"] = contact_named(search, values["referrer"], "referrer")["contact_id"]
    sent = kind == "application"
    row |= {"kind": kind, "stage": "applied" if sent else "saved", "outcome": "open"}
    if sent:
        row |= {"applied_on": f"{day:%F}", "applied_precision": "day"}
    row["application_id"] = _id("app", row["company"], row.get("title"), row.get("applied_on"))
    what = f"{row['company']}, {row['title']}" if "title" in row else row["company"]
    if not sent:
        return {"applications": [row]}, f"lead: {what}"
    return {"applications": [row], "events": [_event_row(row["application_id"], "applied", day)]}, (
        f"application to {what}, sent {day:%F}"
    )


def _event_row(application_id: str, event: str, day: pd.Timestamp, **more: str) -> dict[str, str]:
    days = {"occurred_on": f"{day:%F}", "latest_on": f"{day:%F}"}
    flags = {"scheduled": "False", "inferred": "False"}
    return {"application_id": application_id, "event": event} | days | flags | more


def _event(
    search: JobSearch, values: dict[str, str], day: pd.Timestamp, today: pd.Timestamp
) -> tuple[Rows, str]:
    application = application_named(search, values["application"])
    note = {"note": values["note"]} if "note" in values else {}
    row = _event_row(
        application["application_id"], values["event"], day, **note, scheduled=str(bool(day > today))
    )
    rows: Rows = {"events": [row]}
    if values["event"] == "applied" and application["kind"] == "lead":
        sent = {"kind": "application", "stage": "applied", "outcome": "open"}
        days = {"applied_on": f"{day:%F}", "applied_precision": "day"}
        rows["applications"] = [{"application_id": application["application_id"]} | sent | days]
    when = "planned for" if day > today else "on"
    return rows, f"{values['event']} at {application['company']}, {when} {day:%F}"


def _contact(values: dict[str, str], met: pd.Timestamp | None) -> tuple[Rows, str]:
    row = {"contact_id": _id("person", values["name"], values.get("company"))} | values
    if met is not None:
        row["met_on"] = f"{met:%F}"
    return {"contacts": [row]}, f"contact: {values['name']}"


def _feedback(search: JobSearch, values: dict[str, str], day: pd.Timestamp) -> tuple[Rows, str]:
    row = {name: text for name, text in values.items() if name != "application"}
    if "application" in values:
        application = application_named(search, values["application"])
        row["application_id"] = application["application_id"]
        row.setdefault("company", application["company"])
        row.setdefault("stage", stage_reached(search, application))
    row = {name: text for name, text in row.items() if isinstance(text, str)}
    row |= {"feedback_id": _id("note", row.get("company"), row["text"]), "received_on": f"{day:%F}"}
    return {"feedback": [row]}, f"feedback {'from ' + row['company'] if 'company' in row else 'note'}"


def _touch(search: JobSearch, kind: str, values: dict[str, str], day: pd.Timestamp) -> tuple[Rows, str]:
    row = {name: text for name, text in values.items() if name not in ("application", "contact")}
    row.setdefault("direction", "out")
    if kind == "ask":
        row["purpose"] = "feedback_request"
    whom = []
    if "contact" in values:
        person = contact_named(search, values["contact"])
        row["contact_id"] = person["contact_id"]
        whom.append(f"with {person['name']}")
    elif row["direction"] != "broadcast" and "application" not in values:
        raise BadArgumentError(
            "contact", None, "whom it was with (a post to many has no contact)", 'contact="Fenna Gruber"'
        )
    if "application" in values:
        application = application_named(search, values["application"])
        row["application_id"] = application["application_id"]
        whom.append(f"about {application['company']}")
    row["on"] = f"{day:%F}"
    row["touch_id"] = _new_touch_id(search, row)
    return {"touches": [row]}, " ".join(
        [row["purpose"].replace("_", " "), *(whom or ["to many"]), f"on {day:%F}"]
    )


def _new_touch_id(search: JobSearch, row: dict[str, str]) -> str:
    """Return an id that no touch has yet: two messages on one day are two."""
    taken = set(known(search, "touches")["touch_id"])
    content = (row.get("contact_id") or row.get("application_id"), row["on"], row["purpose"], row.get("note"))
    name = _id("touch", *content)
    number = 2
    while name in taken:
        name, number = _id("touch", *content, str(number)), number + 1
    return name


def _answer(search: JobSearch, values: dict[str, str], day: pd.Timestamp) -> tuple[Rows, str]:
    """Put the answer on the message it answers; words about us go to the feedback as well."""
    if "application" not in values and "contact" not in values:
        raise BadArgumentError(
            "application",
            None,
            "whose answer it is, by application or contact",
            'application="Acorn, Analyst"',
        )
    application = application_named(search, values["application"]) if "application" in values else None
    person = contact_named(search, values["contact"]) if "contact" in values else None
    asked = open_ask(search, application, person)
    answered = {"touch_id": asked["touch_id"], "replied_on": f"{day:%F}"}
    answered |= {"answer": values["answer"]} if "answer" in values else {}
    rows: Rows = {"touches": [answered]}
    if asked["purpose"] == "feedback_request" and "answer" in values and asked["application_id"]:
        note = {"text": values["answer"], "application": asked["application_id"]}
        note |= {"said_by": values["said_by"]} if "said_by" in values else {}
        rows |= _feedback(search, note, day)[0]
    what = asked["purpose"].replace("_", " ")
    return rows, f"answer to the {what} of {asked['on']}, on {day:%F}"
