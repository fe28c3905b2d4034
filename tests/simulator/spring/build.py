"""Puts the sample together: tables, profile and the truth planted in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from jobsearch_analytics.tables import PLACE, TABLES, conform
from tests.simulator.spring.applications import (
    build_applications,
    build_events,
    build_leads,
    early_by_month,
    lasting_ids,
)
from tests.simulator.spring.contacts import build_contacts, referrers
from tests.simulator.spring.feedback import build_feedback, told_after_no
from tests.simulator.spring.firms import firm_names
from tests.simulator.spring.postings import add_postings
from tests.simulator.spring.season import season
from tests.simulator.spring.touches import build_touches, still_to_ask

__all__ = ["PROFILE", "Sample", "build_sample"]

N_LEADS = 6

PROFILE: dict[str, Any] = {
    "goal": (
        "A data engineering role in a team that ships to people who use the numbers, from autumn 2026 at the "
        "latest."
    ),
    "value_proposition": (
        "I build pipelines that analysts trust: six years between retail analytics and engineering, so I "
        "know what the figures are for and what breaks them."
    ),
    "strengths": [
        "SQL and data modelling",
        "Python with tests",
        "explaining data to people outside the team",
    ],
    "target_roles": ["Data Engineer", "Senior Data Engineer", "Data Analyst"],
    "constraints": ["Berlin, Hamburg or remote within the EU", "at least 65,000 EUR", "no weekly travel"],
    "weekly_plan": {"applications": 10, "conversations": 3, "asks": 2, "follow_ups": 4},
}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The sample's tables without their places in a file, and the points planted in its feedback."""

    tables: dict[str, pd.DataFrame]
    points: pd.DataFrame


@cache
def build_sample() -> Sample:
    """Return the sample, the same at every call."""
    played = season()
    rng = np.random.default_rng(20260628)
    firms = firm_names(played.applications["company"].nunique() + N_LEADS, rng)
    applications = build_applications(played, firms[:-N_LEADS], rng)
    applications["simulated_id"] = applications["application_id"]
    applications["application_id"] = lasting_ids(applications)
    ids = applications.set_index("simulated_id")["application_id"]
    events = build_events(played, ids, rng)
    contacts = build_contacts(applications, events, rng)
    referred = applications["channel"].eq("referral")
    applications.loc[referred, "referrer_id"] = referrers(contacts, int(referred.sum()), rng)
    told = ids[played.feedback.loc[told_after_no(played), "application_id"]]
    touches = build_touches(applications, events, contacts, told, rng)
    feedback, points = build_feedback(played, applications, events, contacts, touches, rng)
    fresh = still_to_ask(applications, events)
    touches = touches[
        ~(touches["application_id"].isin(fresh.index) & (touches["purpose"] == "feedback_request"))
    ]
    told = feedback["received_on"] >= feedback["application_id"].map(fresh)
    told &= feedback["said_by"] != "rejection_mail"
    feedback, points = feedback[~told], points[~points["feedback_id"].isin(feedback.loc[told, "feedback_id"])]
    applications, events = _month_only(applications, events)
    applications, events = _with_leads(applications, events, build_leads(firms[-N_LEADS:], rng))
    applications = add_postings(applications)
    frames = {
        "applications": applications,
        "events": events,
        "feedback": feedback,
        "contacts": contacts,
        "touches": touches,
    }
    return Sample(tables={name: _plain(frame, name) for name, frame in frames.items()}, points=points)


def _plain(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    place = [column.name for column in PLACE]
    assert set(frame.columns) - {"simulated_id", "saved_on"} <= {column.name for column in TABLES[table]}
    return conform(frame, table).drop(columns=place)


def _month_only(applications: pd.DataFrame, events: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    early = early_by_month(applications)
    month = applications["applied_on"].dt.to_period("M").dt.to_timestamp()
    applications = applications.assign(
        applied_on=applications["applied_on"].mask(early, month),
        applied_precision=applications["applied_precision"].mask(early, "month"),
    )
    rows = events["application_id"].isin(applications.loc[early, "application_id"])
    first = events["occurred_on"].dt.to_period("M").dt.to_timestamp()
    events = events.assign(
        occurred_on=events["occurred_on"].mask(rows, first),
        latest_on=events["latest_on"].mask(rows, first + pd.offsets.MonthEnd(0)),
    )
    return applications, events


def _with_leads(
    applications: pd.DataFrame, events: pd.DataFrame, leads: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    saved = pd.DataFrame(
        {
            "application_id": leads["application_id"],
            "event": "saved",
            "occurred_on": leads["saved_on"],
            "latest_on": leads["saved_on"],
            "scheduled": False,
            "inferred": False,
        }
    )
    return pd.concat([applications, leads], ignore_index=True), pd.concat([events, saved], ignore_index=True)
