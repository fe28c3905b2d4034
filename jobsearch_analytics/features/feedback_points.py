"""A row per point made in the feedback: what was said, by whom, at which stage, for which employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.themes.points import read_points

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["build_feedback_points"]

#: Who can say something first hand about an application: hearsay and one's own guess are kept apart.
FIRST_HAND = ("recruiter", "interviewer", "hiring_manager", "rejection_mail")


def build_feedback_points(search: JobSearch) -> pd.DataFrame:
    """Return the points the feedback makes; a note with two points gives two rows.

    Parameters
    ----------
    search : JobSearch
        Its ``feedback`` table; the employer of a note without a company is its application's.

    Returns
    -------
    DataFrame
        ``feedback_id, application_id, company, received_on, stage, said_by`` of the note;
        ``point`` int, its place in the note; ``text`` str; ``sign`` str, strength, gap or neither;
        ``boilerplate`` bool, a stock phrase that says nothing about you; ``language`` str;
        ``employer`` str, the company without case and space, what "distinct employers" counts;
        ``first_hand`` bool.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> points = build_feedback_points(jsa.load_sample())
    >>> len(points) >= points["feedback_id"].nunique()
    True
    """
    notes = search.feedback
    companies = search.applications.drop_duplicates("application_id").set_index("application_id")["company"]
    own = pd.Series(companies.reindex(notes["application_id"]).to_numpy(), index=notes.index, dtype="str")
    notes = notes.assign(company=notes["company"].fillna(own))
    pieces = read_points(notes["text"])
    kept = ["feedback_id", "application_id", "company", "received_on", "stage", "said_by"]
    points = notes.loc[pieces["note"], kept].reset_index(drop=True)
    points = points.join(pieces.drop(columns="note"))
    # A note that names no employer cannot be pooled with another such note: each counts for itself.
    employer = points["company"].str.casefold().str.replace(r"\W+", "", regex=True)
    points["employer"] = employer.where(employer.fillna("") != "", "note " + points["feedback_id"])
    points["first_hand"] = points["said_by"].isin(FIRST_HAND)
    return points
