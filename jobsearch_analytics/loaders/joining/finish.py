"""Feedback, contacts and touches as they go into the tables: their ids and the application they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.joining.ids import content_ids, keep_given_ids
from jobsearch_analytics.loaders.language.distinct import by_distinct, constant, mapped, spread
from jobsearch_analytics.loaders.language.words import key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobsearch_analytics.loaders.records.part import Part

__all__ = ["add_people_written_to", "day_text", "finished", "text_of"]


def day_text(days: pd.Series) -> pd.Categorical:
    """Return days as ISO text, empty where unknown."""
    codes, distinct = pd.factorize(days.to_numpy().astype("datetime64[D]"))
    return spread(codes, [*np.datetime_as_string(distinct), ""])


def text_of(frame: pd.DataFrame, name: str) -> pd.Categorical:
    """Return a column as texts, empty where it has no value or the frame has no such column."""
    if name not in frame:
        return constant("", len(frame))
    return mapped(frame[name], str)


def finished(
    frame: pd.DataFrame,
    name: str,
    records: pd.DataFrame,
    given: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Return the joined rows of a table with ids.

    Parameters
    ----------
    frame : DataFrame
        Rows of all parts; ``row`` names the record they belong to, -1 for none.
    name : str
        The table.
    records : DataFrame
        The applications, in the order that ``row`` counts, with ids.
    given : DataFrame
        Ids kept in the workspace.
    frames : mapping of str to DataFrame
        Tables that are finished already.
    """
    if not len(frame):
        return frame
    out = frame.copy()
    for column in out.columns:
        if str(out[column].dtype) in ("object", "str", "category"):
            out[column] = out[column].astype(object).where(out[column] != "", None)
    if name == "feedback":
        return _feedback(out, records, given)
    if name == "contacts":
        return _contacts(out)
    return _touches(out, frames["contacts"]) if name == "touches" else out


def _feedback(notes: pd.DataFrame, records: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    rows = notes["row"].to_numpy(dtype=int)
    for name in ("application_id", "company"):
        notes[name] = records[name].astype(object).reindex(rows).where(rows >= 0, None).to_numpy()
    text, company = text_of(notes, "text"), text_of(notes, "company")
    ids = content_ids("note", [company, text])
    content = pd.DataFrame(
        {"company": company, "title": text_of(notes, "application_id"), "day": "", "text": text}
    )
    kept = given[given["table"] == "feedback"].assign(day="") if len(given) else given
    return notes.assign(feedback_id=keep_given_ids(ids, content, kept))


def _contacts(people: pd.DataFrame) -> pd.DataFrame:
    for name in ("company", "email"):
        people[name] = people.get(name, pd.Series(index=people.index, dtype=object))
    people = people.drop_duplicates(["name", "company"])
    keys = [text_of(people, "name"), text_of(people, "company")]
    return people.assign(contact_id=content_ids("person", keys, [text_of(people, "email")]))


def _touches(touches: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    if "person" in touches:
        names = mapped(text_of(contacts, "name"), key)
        ids = dict(zip(names[::-1], contacts["contact_id"].to_numpy(dtype=object)[::-1], strict=True))
        person = text_of(touches, "person")
        touches["contact_id"] = by_distinct(person, lambda name: ids.get(key(name)) if name else None)
    days = day_text(touches["on"]) if "on" in touches else text_of(touches, "on")
    keys = [text_of(touches, "contact_id"), days, text_of(touches, "purpose"), text_of(touches, "note")]
    return touches.assign(touch_id=content_ids("touch", keys))


def add_people_written_to(parts: Sequence[Part]) -> None:
    """Make contacts of people who only appear in messages, so that every touch has its person."""
    known = {
        name
        for part in parts
        if "contacts" in part.tables
        for name in part.tables["contacts"].get("name", ())
    }
    for part in parts:
        touches = part.tables.get("touches")
        if touches is None or "person" not in touches or not len(touches):
            continue
        people = touches[(touches["person"] != "") & ~touches["person"].isin(known)].drop_duplicates("person")
        known |= set(people["person"])
        fresh = pd.DataFrame({"row": -1, "name": people["person"], "source_row": people["source_row"]})
        part.tables["contacts"] = fresh
