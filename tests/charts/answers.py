"""A search of invented people and firms, and answers for tests of what is drawn and written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from tests.analysis.searches import AS_OF, days_ago, make_search

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

FIRMS = ("Brightwäter Robotics GmbH", "Kestrel & Finch Ltd", "Ostrava Loom", "Pellmere", "Tidewick Analytics")
WAYS = ("job_board", "company_site", "referral", "recruiter")
ENDS = ("open", "open", "rejected", "rejected", "no_response", "withdrawn", "closed")
REACHED = ("applied",) * 6 + ("screen", "screen", "interview", "final")


def invented_search(n: int = 80, firms: tuple[str, ...] = FIRMS, **tables: Any) -> JobSearch:
    """Return a search whose names are all invented; every field that can hold a name holds one."""
    rng = np.random.default_rng(n)
    rows = [
        {
            "company": firms[i % len(firms)],
            "title": f"Data Analyst {firms[i % len(firms)]}",
            "applied_on": days_ago(int(rng.integers(5, 160))),
            "stage": str(rng.choice(REACHED)),
            "outcome": str(rng.choice(ENDS)),
            "channel": WAYS[i % len(WAYS)],
            "location": "Quarrendon",
            "salary_min": 58250.0,
            "url": f"https://jobs.{firms[i % len(firms)].split()[0].lower()}.example/{i}",
            "note": f"Spoke with Ilse Vandermolen of {firms[i % len(firms)]} about the second floor",
        }
        for i in range(n)
    ]
    people = pd.DataFrame(
        {
            "contact_id": ["c1", "c2"],
            "name": ["Ilse Vandermolen", "Tomasz Brzezny"],
            "company": [firms[0], None],
            "email": ["ilse@brightwater.example", None],
            "url": ["https://people.example/ilse-v", None],
        }
    )
    given: dict[str, Any] = {
        "contacts": people,
        "profile": {"goal": "A role near the data", "value_proposition": "I make figures that people trust"},
        "n_rows": n,
    }
    return make_search(rows, **(given | tables))


def invented_themes(**columns: Any) -> Answer:
    """Return feedback themes with the columns that charts and pages read."""
    table = pd.DataFrame(
        {
            "theme": ["Communication", "System design", "Motivation and interest"],
            "sign": ["strength", "gap", "gap"],
            "points": [6, 5, 2],
            "employers": [5, 4, 2],
            "share": [0.5, 0.4, 0.2],
            "low": [0.24, 0.17, 0.06],
            "high": [0.76, 0.69, 0.51],
            "verdict": ["known", "leaning", "not yet"],
            "quote": ["Explains well", "Pellmere said the design stayed thin", "Seemed unsure why Pellmere"],
        }
    ).assign(**columns)
    return Answer(
        table=table,
        headline="4 of 10 employers named System design as a gap.",
        advice="Work on System design first.",
        notes=("3 notes are stock phrases.",),
        as_of=AS_OF,
    )
