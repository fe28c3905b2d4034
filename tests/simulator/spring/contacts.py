"""The people of the sample: those met in processes and the circle around the seeker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tests.simulator.spring.firms import person_names, slug

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["MET_AT", "build_contacts", "referrers"]

N_CONTACTS = 40

#: Who stands behind a stage, and the job the person has.
MET_AT = {
    "screen": ("recruiter", ("Recruiter", "Talent Partner", "HR Manager")),
    "interview": (
        "interviewer",
        ("Staff Engineer", "Data Engineer", "Engineering Manager", "Analytics Lead"),
    ),
    "final": ("hiring_manager", ("Head of Data", "Director of Engineering", "Team Lead Data")),
}

#: People who were there before the search: relation, job, days between two messages.
CIRCLE = (
    ("coach", "Career Coach", 14),
    ("mentor", "Former Head of Data", 30),
    ("mentor", "Principal Engineer", 45),
    ("referrer", "Data Engineer", 60),
    ("referrer", "Product Manager", 60),
    ("referrer", "Backend Engineer", None),
    ("referrer", "Analytics Engineer", None),
    ("peer", "Data Analyst, also searching", 14),
    ("peer", "Data Scientist, former colleague", 30),
    ("peer", "Software Engineer, study friend", None),
    ("group", "Organiser of the data meetup", None),
)


def build_contacts(
    applications: pd.DataFrame, events: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the people met in processes and the circle around the seeker, as they came into the log."""
    facts = applications[["application_id", "company", "outcome"]]
    held = events[~events["scheduled"] & events["event"].isin(MET_AT)].merge(facts, on="application_id")
    held = held.drop_duplicates(["company", "event"])
    # The further a meeting was, the surer the person was written down; and so was who brought the no.
    weight = held["event"].map({"screen": 0.45, "interview": 0.9, "final": 1.0}) + held["outcome"].eq(
        "rejected"
    )
    weight = weight.to_numpy()
    order = np.argsort(-weight * rng.random(len(held)), kind="stable")
    met = held.iloc[np.sort(order[: N_CONTACTS - len(CIRCLE)])]
    rows = [_met(row, rng) for row in met.to_dict("records")] + [_circle(*facts, rng) for facts in CIRCLE]
    table = pd.DataFrame(rows)
    table.insert(0, "name", person_names(len(table), rng))
    table.insert(0, "contact_id", [slug(name) for name in table["name"]])
    firms = table["company"].fillna("post").map(slug)
    table["email"] = [
        f"{slug(name).split('-')[0]}@{firm}.example" for name, firm in zip(table["name"], firms, strict=True)
    ]
    table["email"] = table["email"].mask(rng.random(len(table)) < 0.15, None)
    table["url"] = [f"https://people.example/{name}" for name in table["contact_id"]]
    table["url"] = table["url"].mask(rng.random(len(table)) < 0.35, None)
    return table.sort_values(["met_on", "contact_id"]).reset_index(drop=True)


def _met(row: dict[Hashable, Any], rng: np.random.Generator) -> dict:
    relation, jobs = MET_AT[row["event"]]
    job = jobs[int(rng.integers(len(jobs)))]
    return {
        "company": row["company"],
        "role": job,
        "relation": relation,
        "met_on": row["occurred_on"],
        "cadence_days": None,
    }


def _circle(relation: str, job: str, cadence: int | None, rng: np.random.Generator) -> dict:
    met = pd.Timestamp("2026-02-01") - pd.Timedelta(days=int(rng.integers(5, 1500)))
    return {"company": None, "role": job, "relation": relation, "met_on": met, "cadence_days": cadence}


def referrers(contacts: pd.DataFrame, referred: int, rng: np.random.Generator) -> np.ndarray:
    """Return who referred each of so many applications: someone of the circle."""
    ids = contacts.loc[contacts["relation"].isin(["referrer", "mentor", "peer"]), "contact_id"].to_numpy()
    return ids[rng.integers(0, len(ids), referred)]
