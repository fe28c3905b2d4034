"""Parts of all sources into the tables of one search: ids given, events ordered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.joining.finish import add_people_written_to, day_text, finished, text_of
from jobsearch_analytics.loaders.joining.ids import content_ids, keep_given_ids
from jobsearch_analytics.loaders.language.days import DAY_NUMBERS, day_numbers
from jobsearch_analytics.loaders.language.distinct import constant, mapped, plain, stacked
from jobsearch_analytics.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.loaders.records.part import Part

__all__ = ["Tables", "give_ids", "join_parts"]

TEXTS = (
    "company",
    "title",
    "channel",
    "location",
    "remote",
    "currency",
    "url",
    "materials",
    "note",
    "posting",
)


@dataclass
class Tables:
    """Tables by name as frames, with the problems found on the way."""

    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[dict] = field(default_factory=list)
    reading: list[dict] = field(default_factory=list)
    n_rows: int = 0


def join_parts(
    parts: Sequence[Part], places: Sequence[tuple[str, str | None]], given: pd.DataFrame
) -> Tables:
    """Return the tables of several parts.

    Parameters
    ----------
    parts : sequence of Part
        In reading order.
    places : sequence of (str, str or None)
        File and sheet of each part.
    given : DataFrame
        Ids kept in the workspace.
    """
    out = Tables(n_rows=sum(part.n_rows for part in parts))
    applications, events, offset, offsets = [], [], 0, []
    for part, (file, sheet) in zip(parts, places, strict=True):
        offsets.append(offset)
        out.problems += part.problems
        out.reading += part.reading
        if not len(part.records):
            continue
        n = len(part.records)
        applications.append(
            part.records.assign(source_file=constant(file, n), source_sheet=constant(sheet, n))
        )
        rows = part.marks["row"].to_numpy(dtype=int)
        own_rows = (
            part.marks["source_row"]
            if "source_row" in part.marks
            else part.records["source_row"].to_numpy()[rows]
        )
        events.append(
            part.marks.assign(
                row=rows + offset,
                source_file=constant(file, len(rows)),
                source_sheet=constant(sheet, len(rows)),
                source_row=own_rows,
            )
        )
        offset += n
    records = (
        stacked(applications)
        if applications
        else pd.DataFrame(columns=["company", "title", "applied_on", "url"])
    )
    records = give_ids(_with_nothing(records), given)
    out.frames["applications"] = conform(plain(records), "applications")
    out.frames["events"] = _events(events, records)
    for name in ("feedback", "contacts", "touches", "flows", "counts"):
        if name == "contacts":
            add_people_written_to(parts)
        frames = [
            _placed(part.tables[name], file, sheet, start)
            for part, (file, sheet), start in zip(parts, places, offsets, strict=True)
            if len(part.tables.get(name, ()))
        ]
        joined = stacked(frames) if frames else empty(name)
        out.frames[name] = conform(finished(joined, name, records, given, out.frames), name)
    return out


def _placed(frame: pd.DataFrame, file: str, sheet: str | None, start: int) -> pd.DataFrame:
    out = frame.assign(source_file=file, source_sheet=sheet)
    if "row" in out:
        rows = out["row"].to_numpy(dtype=int)
        out["row"] = np.where(rows >= 0, rows + start, -1)
    return out


def _with_nothing(records: pd.DataFrame) -> pd.DataFrame:
    """Return records whose empty texts are missing values."""
    known = [name for name in (*TEXTS, "applied_precision") if name in records]
    return records.assign(**{name: mapped(records[name], lambda text: text or None) for name in known})


def give_ids(records: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """Return records with ``application_id``: from content, or the one given earlier."""
    out = records.reset_index(drop=True)
    company, title, url = (text_of(out, name) for name in ("company", "title", "url"))
    day = day_text(pd.to_datetime(out["applied_on"]))
    lasting = [url, *(text_of(out, name) for name in ("location", "channel"))]
    ids = content_ids("app", [company, title, day], lasting)
    kept = given[given["table"] == "applications"] if len(given) else given
    content = pd.DataFrame({"company": company, "title": title, "day": day, "text": url})
    return out.assign(application_id=keep_given_ids(ids, content, kept))


def _events(frames: list[pd.DataFrame], records: pd.DataFrame) -> pd.DataFrame:
    if not frames:
        return empty("events")
    marks = stacked(frames)
    marks = marks.take(_told_once(marks))
    events = marks.rename(columns={"occurred": "occurred_on", "latest": "latest_on", "words": "note"})
    ids = records["application_id"].array[marks["row"].to_numpy(dtype=int)]
    return conform(plain(events.assign(application_id=ids)), "events")


def _told_once(marks: pd.DataFrame) -> np.ndarray:
    """Return the places of the events to keep, by record and day.

    A cell that says a thing twice, or two columns that agree, are one event; an event without a day is left
    out where the same event stands with one.
    """
    event, rows = marks["event"].array, marks["row"].to_numpy(dtype="int64")
    day = day_numbers(marks["occurred"])
    what = rows * len(event.categories) + event.codes
    dated = np.zeros(what.max(initial=0) + 1, dtype=bool)
    dated[what[day > 0]] = True
    told = pd.Series(what * DAY_NUMBERS + day).duplicated().to_numpy() | ((day == 0) & dated[what])
    order = np.argsort(rows * DAY_NUMBERS + np.where(day > 0, day, DAY_NUMBERS - 1), kind="stable")
    return order[~told[order]]
