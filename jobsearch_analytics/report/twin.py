"""The twin of a page, made from the same search without its words: what the leak test compares with."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from jobsearch_analytics.report.privacy import is_plain_way, plain_totals
from jobsearch_analytics.tables import empty

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["masked", "same_numbers"]


def masked(search: JobSearch) -> JobSearch:
    """Return the search with every word of the user's taken out, for the leak test's twin page.

    What stays is the same shape: the same stages, days and sizes, so that the twin page has the same
    sentences with the same numbers. Firms stay as keys of their stand-ins, and leave the view with them.
    """
    rows = search.applications
    channel = rows["channel"]
    words = {word: str(number) for number, word in enumerate(channel.dropna().unique())}
    texts = ["title", "location", "url", "materials", "referrer_id", "note"]
    return dataclasses.replace(
        search,
        applications=rows.assign(
            **dict.fromkeys(texts, None),
            channel=channel.where(is_plain_way(channel), channel.map(words)),
            salary_min=float("nan"),
            salary_max=float("nan"),
        ),
        feedback=empty("feedback"),
        contacts=empty("contacts"),
        touches=search.touches[["application_id", "on", "direction", "purpose", "replied_on"]],
        flows=plain_totals(search.flows, ["source", "target"]),
        counts=plain_totals(search.counts, ["label"]),
        profile={name: plan for name, plan in search.profile.items() if name == "weekly_plan"},
        sources=(),
    )


def same_numbers(view: JobSearch, twin: JobSearch) -> bool:
    """Return whether two shared views hold the very same: then nothing in the first is a word of the user's.

    What follows from the one by arithmetic follows from the other, and need not be counted twice.
    """
    tables = ("applications", "events", "touches", "flows", "counts")
    return view.profile == twin.profile and all(
        getattr(view, name).equals(getattr(twin, name)) for name in tables
    )
