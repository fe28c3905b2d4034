"""What the seeker kept of the postings: a few sentences, some of them asking for the profile's strengths."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.simulator.spring.season import TITLES

__all__ = ["ASKS", "add_postings"]

#: Sentences that ask for a strength of the profile, in the order of `build.PROFILE`.
ASKS = (
    (
        "You model our data and write SQL that others can read.",
        "Strong SQL and dimensional modelling are a must.",
        "You turn raw tables into a well-modelled warehouse with SQL and dbt.",
    ),
    (
        "You write Python with tests and review that of others.",
        "Our pipelines are Python, tested and typed.",
    ),
    (
        "You explain data to colleagues in sales and logistics.",
        "Presenting data to people outside the team is half of the work.",
    ),
)

#: … and sentences that ask for something else.
OTHERS = (
    "Kafka and Kubernetes in production, on call every third week.",
    "Scala and Spark at scale, five years of streaming.",
    "Weekly travel to customers all over Europe.",
    "German at C1 for talks with public authorities.",
    "Go or Rust services behind our mobile app.",
    "You manage a team of six.",
    "We offer thirty days of leave and a train ticket.",
    "Bike to work and free fruit.",
)

#: How often a posting of each role family asks for each strength.
SHARES = {"data_engineering": (0.5, 0.45, 0.25), "analytics": (0.6, 0.2, 0.55), "backend": (0.15, 0.4, 0.1)}

#: The share of applications whose posting was kept; of leads, all but one.
KEPT = 0.35


def add_postings(applications: pd.DataFrame) -> pd.DataFrame:
    """Return the applications with the words of some postings; drawn apart, so that nothing else moves."""
    rng = np.random.default_rng(20260629)
    families = {title: family for family, titles in TITLES.items() for title in titles}
    texts = [_posting(SHARES[families[title]], rng) for title in applications["title"]]
    lead = applications["kind"].eq("lead").to_numpy()
    kept = np.where(lead, lead.cumsum() != 3, rng.random(len(applications)) < KEPT)
    words = pd.Series(texts, index=applications.index, dtype="str")
    return applications.assign(posting=words.where(kept))


def _posting(shares: tuple[float, ...], rng: np.random.Generator) -> str:
    asked = [
        group[int(rng.integers(len(group)))]
        for group, share in zip(ASKS, shares, strict=True)
        if rng.random() < share
    ]
    other = [OTHERS[place] for place in rng.choice(len(OTHERS), 2 if len(asked) < 2 else 1, replace=False)]
    return " ".join([*asked, *other])
