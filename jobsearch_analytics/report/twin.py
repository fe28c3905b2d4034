"""The twin of a page, made from the same search without its words: what the leak test compares with."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from jobsearch_analytics.report.privacy import PLAIN_CHANNELS, plain_totals
from jobsearch_analytics.tables import empty

if TYPE_CHECKING:
    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.search import JobSearch

__all__ = ["masked", "masked_themes"]


def masked(search: JobSearch) -> JobSearch:
    """Return the search with every word of the user's taken out, for the leak test's twin page.

    What stays is the same shape: the same stages, days and sizes, so that the twin page has the same
    sentences with the same numbers.
    """
    rows = search.applications
    channel = rows["channel"]
    words = {word: f"way {number}" for number, word in enumerate(channel.dropna().unique())}
    plain = channel.isin(PLAIN_CHANNELS)
    texts = ["company", "title", "location", "url", "materials", "referrer_id", "note"]
    return dataclasses.replace(
        search,
        applications=rows.assign(
            **dict.fromkeys(texts, None),
            channel=channel.where(plain, channel.map(words)),
            salary_min=float("nan"),
            salary_max=float("nan"),
        ),
        feedback=empty("feedback"),
        contacts=empty("contacts"),
        touches=search.touches[["application_id", "on", "direction"]],
        flows=plain_totals(search.flows, ["source", "target"]),
        counts=plain_totals(search.counts, ["label"]),
        profile={name: "…" if isinstance(value, str) else ["…"] for name, value in search.profile.items()},
        sources=(),
    )


def masked_themes(themes: Answer) -> Answer:
    """Return the themes with every label and quote taken out, for the leak test's twin page."""
    quotes = themes.table["quote"].map(lambda quote: "…" if quote else "")
    return dataclasses.replace(
        themes,
        table=themes.table.assign(theme=[f"theme {n}" for n in range(len(themes.table))], quote=quotes),
        headline="",
        advice="",
        notes=("",) * len(themes.notes),
    )
