"""The people of the sample and what was written to and by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tests.simulator.spring.firms import person_names, slug
from tests.simulator.spring.season import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ANSWER_RATE", "build_contacts", "build_touches", "referrers"]

#: P(a request for feedback is answered), planted.
ANSWER_RATE = 0.40

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

THANKS = (
    None,
    None,
    "You are welcome, it was a pleasure.",
    "Thanks for the kind note!",
    "Likewise, we will be in touch soon.",
)
ANSWERS = (
    "Happy to, I will call you tomorrow.", "Of course. In short, see below.", "Good question, here is what the team said.",
    "Thank you for asking so nicely, few people do.", "Sorry, our policy does not allow individual feedback.",
)  # fmt: skip
CHECK_INS = (
    None,
    "All well, still hiring next year!",
    "Nice to hear from you, let us have coffee.",
    None,
    "Good luck, keep me posted.",
)
REFERRALS = (
    "Sure, send me your CV.",
    "Done, HR should write to you.",
    None,
    "We have a freeze right now, ask me in autumn.",
)


def build_contacts(
    applications: pd.DataFrame, events: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the people met in processes and the circle around the seeker, as they came into the log."""
    held = events[~events["scheduled"] & events["event"].isin(MET_AT)].merge(
        applications[["application_id", "company"]], on="application_id"
    )
    held = held.drop_duplicates(["company", "event"])
    # The further a meeting was, the surer the person was written down.
    weight = held["event"].map({"screen": 0.45, "interview": 0.9, "final": 1.0}).to_numpy()
    order = np.argsort(-weight * rng.random(len(held)), kind="stable")
    met = held.iloc[np.sort(order[: N_CONTACTS - len(CIRCLE)])]
    rows = [_met(row, rng) for row in met.itertuples()] + [_circle(*facts, rng) for facts in CIRCLE]
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


def _met(row: tuple, rng: np.random.Generator) -> dict:
    relation, jobs = MET_AT[row.event]
    job = jobs[int(rng.integers(len(jobs)))]
    return {
        "company": row.company,
        "role": job,
        "relation": relation,
        "met_on": row.occurred_on,
        "cadence_days": None,
    }


def _circle(relation: str, job: str, cadence: int | None, rng: np.random.Generator) -> dict:
    met = pd.Timestamp("2026-02-01") - pd.Timedelta(days=int(rng.integers(5, 1500)))
    return {"company": None, "role": job, "relation": relation, "met_on": met, "cadence_days": cadence}


def referrers(contacts: pd.DataFrame, referred: int, rng: np.random.Generator) -> np.ndarray:
    """Return who referred each of so many applications: someone of the circle."""
    ids = contacts.loc[contacts["relation"].isin(["referrer", "mentor", "peer"]), "contact_id"].to_numpy()
    return ids[rng.integers(0, len(ids), referred)]


def build_touches(
    applications: pd.DataFrame, events: pd.DataFrame, contacts: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return thank-yous, requests for feedback, check-ins, referral asks and meetings, by day."""
    process = events.merge(applications[["application_id", "company"]], on="application_id").merge(
        contacts.dropna(subset=["company"]), on="company"
    )
    process = process[~process["scheduled"] & (process["occurred_on"] >= process["met_on"])]
    rows = [
        *_thanks(process, rng),
        *_requests(process, rng),
        *_circle_touches(contacts, rng),
        *_referral_asks(applications, rng),
    ]
    table = pd.DataFrame(rows)
    table = table[table["on"] <= AS_OF].copy()
    unheard = table["replied_on"] > pd.Timestamp(AS_OF)
    table.loc[unheard, ["replied_on", "answer"]] = [pd.NaT, None]
    table = table.sort_values(["on", "contact_id", "purpose"], na_position="last").reset_index(drop=True)
    base = (
        table["on"].dt.strftime("%m%d-")
        + table["contact_id"].fillna("all")
        + "-"
        + table["purpose"].str.replace("_", "-")
    )
    twin = base.groupby(base).cumcount()
    table.insert(0, "touch_id", base.where(twin == 0, base + "-" + (twin + 1).astype(str)))
    return table


def _touch(person: str | None, about: str | None, on: pd.Timestamp, purpose: str, **rest: object) -> dict:
    blank = {"direction": "out", "replied_on": pd.NaT, "answer": None, "note": None}
    return {"contact_id": person, "application_id": about, "on": on, "purpose": purpose, **blank, **rest}


def _reply(
    on: pd.Timestamp, answers: Iterable[str | None], rng: np.random.Generator, longest: int = 8
) -> dict:
    options = tuple(answers)
    answer = options[int(rng.integers(len(options)))]
    if answer is None:
        return {}
    return {"replied_on": on + pd.Timedelta(days=int(rng.integers(0, longest))), "answer": answer}


def _thanks(process: pd.DataFrame, rng: np.random.Generator) -> list[dict]:
    stage = process["relation"].map({relation: stage for stage, (relation, _) in MET_AT.items()})
    rows = process[(process["event"] == stage) & (rng.random(len(process)) < 0.8)]
    return [
        _touch(row.contact_id, row.application_id, day, "thank_you", **_reply(day, THANKS, rng, 4))
        for row in rows.itertuples()
        for day in [row.occurred_on + pd.Timedelta(days=1)]
    ]


def _requests(process: pd.DataFrame, rng: np.random.Generator) -> list[dict]:
    rows = process[process["event"].isin(["rejected", "closed"])].drop_duplicates("application_id")
    found = []
    for row in rows.itertuples():
        day = row.occurred_on + pd.Timedelta(days=int(rng.integers(1, 4)))
        answered = _reply(day, ANSWERS, rng) if rng.random() < ANSWER_RATE else {}
        found.append(_touch(row.contact_id, row.application_id, day, "feedback_request", **answered))
    return found


def _circle_touches(contacts: pd.DataFrame, rng: np.random.Generator) -> list[dict]:
    by_relation = contacts.groupby("relation")["contact_id"].agg(list)
    coach, organiser = by_relation["coach"][0], by_relation["group"][0]
    found = [
        _touch(coach, None, day, "meeting", direction="both", note="coaching session")
        for day in pd.to_datetime(["2026-02-20", "2026-03-13", "2026-04-10", "2026-05-08", "2026-06-05"])
    ]
    for person in by_relation["mentor"]:
        for day in pd.date_range("2026-02-11", AS_OF, freq="47D") + pd.Timedelta(
            days=int(rng.integers(0, 9))
        ):
            found.append(
                _touch(person, None, day, "advice", **_reply(day, ("Let us talk on the phone.", None), rng))
            )
    for person in [*by_relation["peer"], *by_relation["recruiter"][:4]]:
        for day in pd.date_range("2026-03-02", AS_OF, freq="41D") + pd.Timedelta(
            days=int(rng.integers(0, 20))
        ):
            found.append(_touch(person, None, day, "check_in", **_reply(day, CHECK_INS, rng)))
    found.append(
        _touch(
            None,
            None,
            pd.Timestamp("2026-03-24"),
            "share",
            direction="broadcast",
            note="post: what I look for",
        )
    )
    found.append(
        _touch(
            None,
            None,
            pd.Timestamp("2026-05-27"),
            "share",
            direction="broadcast",
            note="post: a small project",
        )
    )
    found.append(
        _touch(organiser, None, pd.Timestamp("2026-04-16"), "meeting", direction="both", note="data meetup")
    )
    found.append(
        _touch(
            organiser, None, pd.Timestamp("2026-06-02"), "share", direction="in", note="sent me two postings"
        )
    )
    last = by_relation["peer"][0]
    found.append(_touch(last, None, pd.Timestamp(AS_OF), "check_in", note="compared notes on the week"))
    return found


def _referral_asks(applications: pd.DataFrame, rng: np.random.Generator) -> list[dict]:
    rows = applications.dropna(subset=["referrer_id", "applied_on"])
    found = []
    for row in rows[rng.random(len(rows)) < 0.5].itertuples():
        day = row.applied_on - pd.Timedelta(days=int(rng.integers(1, 6)))
        answer = _reply(day, REFERRALS[:2], rng, 2)
        found.append(_touch(row.referrer_id, row.application_id, day, "referral_ask", **answer))
    for person in applications["referrer_id"].dropna().unique()[:4]:
        day = pd.Timestamp("2026-05-04") + pd.Timedelta(days=int(rng.integers(0, 45)))
        found.append(_touch(person, None, day, "referral_ask", **_reply(day, REFERRALS[2:], rng)))
    return found
