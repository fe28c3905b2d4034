"""What stands beside an application in its row and has a table of its own: feedback and people."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.cells.texts_of_cells import clean_text
from jobsearch_analytics.loaders.language.distinct import holds, mapped, stacked
from jobsearch_analytics.loaders.language.profiles import is_yes
from jobsearch_analytics.loaders.language.words import key

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["feedback_beside", "people_beside"]


MIN_FEEDBACK_CHARACTERS = 12
LONGEST_NAME = 60


def feedback_beside(table: Table, columns: Columns) -> pd.DataFrame:
    """Return the feedback noted in the rows of a tracker."""
    frames = []
    for name, said_by in (("feedback", None), ("self_feedback", "self")):
        for place in columns.all(name):
            texts = mapped(table.grid.columns[place], clean_text)
            heading = table.headings[place]
            rows = np.flatnonzero(holds(texts, partial(_is_feedback, heading=heading)))
            frames.append(
                pd.DataFrame(
                    {
                        "row": rows,
                        "text": texts[rows],
                        "said_by": _speaker(heading) or said_by,
                        "source_row": table.grid.rows[rows],
                    }
                )
            )
    return stacked(frames) if frames else pd.DataFrame()


def _is_feedback(text: str, heading: str) -> bool:
    return len(text) >= MIN_FEEDBACK_CHARACTERS and key(text) != key(heading)


def _speaker(heading: str) -> str | None:
    words = key(heading)
    for sign, speaker in (
        ("hiring manager", "hiring_manager"),
        ("recruiter", "recruiter"),
        ("interviewer", "interviewer"),
        ("coach", "coach"),
        ("self", "self"),
    ):
        if sign in words:
            return speaker
    return None


def people_beside(table: Table, columns: Columns, records: pd.DataFrame) -> pd.DataFrame:
    """Return the people named beside the applications, one row per person and employer."""
    place = columns.first("contact_name")
    if place is None:
        return pd.DataFrame()
    names = mapped(table.grid.columns[place], clean_text)
    rows = np.flatnonzero(holds(names, _is_person))
    frame = pd.DataFrame(
        {
            "row": rows,
            "name": names[rows],
            "company": records["company"].array[rows],
            "relation": _relation(table.headings[place]),
            "source_row": table.grid.rows[rows],
        }
    )
    mail = columns.first("contact_email")
    if mail is not None:
        frame["email"] = mapped(table.grid.columns[mail], clean_text)[rows]
    return frame.drop_duplicates(["name", "company"])


def _is_person(text: str) -> bool:
    named = bool(text) and len(text) < LONGEST_NAME and "@" not in text
    return named and not is_yes(text) and not any(map(str.isdigit, text))


def _relation(heading: str) -> str | None:
    words = key(heading)
    for sign, relation in (
        ("hiring", "hiring_manager"),
        ("recruit", "recruiter"),
        ("recrut", "recruiter"),
        ("interview", "interviewer"),
        ("refer", "referrer"),
    ):
        if sign in words:
            return relation
    return None
