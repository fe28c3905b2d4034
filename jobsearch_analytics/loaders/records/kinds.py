"""What a row is: an application that was sent, a lead, a message where no role is open, or something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.language.distinct import chosen, holds, mapped
from jobsearch_analytics.loaders.language.status_words import ANSWERED
from jobsearch_analytics.loaders.language.statuses import read_status

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["kinds_of"]

#: Reached only by something that was sent.
PAST_SENDING = ANSWERED | {"no_response"}

#: Share of the rows known as sent that must name a day of sending before an empty cell there says "not sent".
DATED_SHARE = 0.5


def kinds_of(
    records: pd.DataFrame, marks: pd.DataFrame, *, has_status: bool, is_lead_list: bool
) -> pd.Categorical:
    """Return the kind of each record.

    In this order: what the row calls itself; a reply or an ending only something sent can have; the status;
    a day of sending; and where a row says nothing, whether the rest of the log names a day for what was sent.

    Parameters
    ----------
    records : DataFrame
        With ``sent``, ``sent_text``, ``sent_column``, ``type_text``, ``meaning``, ``title``; also
        ``said_sent`` where a column asks whether it was sent.
    marks : DataFrame
        ``row`` and ``event``.
    has_status : bool
        Whether the table tells a status in any form.
    is_lead_list : bool
        Whether the sheet is one of leads: saved or scored jobs without any word of sending.
    """
    n = len(records)
    past_sending = holds(marks["event"], lambda event: event in PAST_SENDING)
    outright = ~marks["inferred"].to_numpy(dtype=bool)
    past = _rows_of(marks, past_sending, n)
    sent_mark = _rows_of(marks, (marks["event"] == "applied").to_numpy() & outright, n)
    dated = (records["sent_column"] == "yes").to_numpy()
    status_no = (records["sent"] == "no").to_numpy()
    status_yes = (records["sent"] == "yes").to_numpy() | sent_mark
    # A day of sending outweighs "skipped", as dropped afterwards; it does not outweigh "to apply".
    skipped = holds(records["meaning"], lambda meanings: "skipped" in meanings)
    unsent = status_no & ~(skipped & (dated | _dated_as_sent(records)))
    silent = ~status_yes & ~status_no & ~past & ~dated
    leads = silent & _silence_means_lead(
        records, status_yes | past, has_status=has_status, is_lead_list=is_lead_list
    )
    # "To apply" stays a lead where nothing but a note tells of an ending, such as "position closed".
    only_endings = ~_rows_of(marks, past_sending & outright, n)
    leads |= unsent & (~past | (~status_yes & only_endings))
    leads |= _said_unsent(records) & ~status_yes & ~past & ~dated
    types = mapped(records["type_text"], _own_word)
    kinds = chosen(types == "", chosen(leads, "lead", "application"), types)
    return chosen((records["meaning"] == "outreach").to_numpy() & ~past, "outreach", kinds)


def _said_unsent(records: pd.DataFrame) -> np.ndarray:
    """Return which rows were not sent by the column that asks for it; a blank says so where no day does."""
    if "said_sent" not in records:
        return np.zeros(len(records), dtype=bool)
    undated = records["applied_on"].isna().to_numpy()
    said_no, blank = ((records["said_sent"] == answer).to_numpy(dtype=bool) for answer in ("no", "blank"))
    return said_no | (blank & undated)


def _rows_of(marks: pd.DataFrame, which: np.ndarray, n: int) -> np.ndarray:
    """Return which of the n records have one of some marks."""
    rows = np.zeros(n, dtype=bool)
    rows[marks["row"].to_numpy(dtype=int)[which]] = True
    return rows


def _dated_as_sent(records: pd.DataFrame) -> np.ndarray:
    """Return which rows have a day in a general date column that jobs still to apply for leave empty."""
    saved = (records["meaning"] == "saved").to_numpy()
    has_day = records["applied_on"].notna().to_numpy()
    if not saved.any() or has_day[saved].mean() > 1 - DATED_SHARE:
        return np.zeros(len(records), dtype=bool)
    return has_day


def _silence_means_lead(
    records: pd.DataFrame, known_sent: np.ndarray, *, has_status: bool, is_lead_list: bool
) -> np.ndarray:
    n = len(records)
    if is_lead_list:
        return np.ones(n, dtype=bool)
    dated = (records["sent_column"] == "yes").to_numpy()
    has_column = (records["sent_column"] != "").any()
    if not has_column:
        return np.zeros(n, dtype=bool)
    if has_status and known_sent.any() and dated[known_sent].mean() < DATED_SHARE:
        return np.zeros(n, dtype=bool)
    unread = (records["sent_text"] == "not understood").to_numpy()
    if not known_sent.any() and dated.mean() < DATED_SHARE / 2 and not has_status:
        return np.zeros(n, dtype=bool)
    return ~unread


def _own_word(text: str) -> str:
    meanings = read_status(text).meanings if text else ()
    return "outreach" if "outreach" in meanings else "lead" if "saved" in meanings else ""
