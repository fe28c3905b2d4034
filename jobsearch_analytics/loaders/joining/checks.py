"""Days that cannot be: an application in the future, an answer before the application. Never hidden."""

from __future__ import annotations

import pandas as pd

from jobsearch_analytics.stages import STAGES

__all__ = ["check_days", "last_recorded_day"]


def check_days(frames: dict[str, pd.DataFrame], reference: pd.Timestamp) -> list[dict]:
    """Return a problem per day that cannot be, and put right in place what can be.

    An application dated after today keeps its row without that day; an event before the application stays as
    it is.
    """
    return _future_sendings(frames, reference) + _early_answers(frames)


def _future_sendings(frames: dict[str, pd.DataFrame], reference: pd.Timestamp) -> list[dict]:
    sent, events = frames["applications"], frames["events"]
    future = sent["applied_on"] > reference
    if not future.any():
        return []
    problems = _problems(
        sent[future],
        "applied_on",
        "{:%Y-%m-%d}",
        f"lies after {reference:%Y-%m-%d}; the row is kept without this day",
    )
    ids = sent.loc[future, "application_id"]
    frames["applications"] = sent.assign(
        applied_on=sent["applied_on"].mask(future), applied_precision=sent["applied_precision"].mask(future)
    )
    hit = events["application_id"].isin(ids) & (events["event"] == "applied")
    frames["events"] = events.assign(
        occurred_on=events["occurred_on"].mask(hit),
        latest_on=events["latest_on"].mask(hit),
        scheduled=events["scheduled"] & ~hit,
    )
    return problems


def _early_answers(frames: dict[str, pd.DataFrame]) -> list[dict]:
    sent, events = frames["applications"], frames["events"]
    later = events[events["latest_on"].notna() & ~events["event"].isin(STAGES[:2])]
    if not len(later):
        return []
    dated = sent[sent["application_id"].isin(later["application_id"])]
    days = dated.drop_duplicates("application_id").set_index("application_id")["applied_on"]
    applied = later["application_id"].map(days)
    early = later["latest_on"] < applied
    shown = later[early].assign(applied=applied[early])
    rows = _problems(shown, "event", "{}", "")
    for row, event in zip(rows, shown.itertuples(), strict=True):
        row["column"] = event.event
        row["value"] = f"{event.occurred_on:%Y-%m-%d}"
        row["reason"] = (
            f"{event.event} lies before the application of {event.applied:%Y-%m-%d}; kept as it stands"
        )
    return rows


def _problems(rows: pd.DataFrame, column: str, form: str, reason: str) -> list[dict]:
    places = rows[["source_file", "source_sheet", "source_row"]].to_dict("records")
    values = [form.format(value) for value in rows[column]]
    return [
        {**place, "column": column, "value": value, "reason": reason}
        for place, value in zip(places, values, strict=True)
    ]


def last_recorded_day(frames: dict[str, pd.DataFrame], reference: pd.Timestamp) -> pd.Timestamp | None:
    """Return the last day up to the reference on which the log records something that happened."""
    events = frames["events"]
    happened = [
        frames["applications"]["applied_on"],
        events.loc[~events["scheduled"], "occurred_on"],
        frames["feedback"]["received_on"],
        frames["touches"]["on"],
        frames["touches"]["replied_on"],
    ]
    days = pd.concat(happened, ignore_index=True)
    last = days[days <= reference].max()
    return None if pd.isna(last) else last
