"""What was written to and by the people of the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from tests.simulator.spring.contacts import MET_AT
from tests.simulator.spring.season import AS_OF

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ANSWER_RATE", "build_touches", "still_to_ask"]

#: P(a request for feedback is answered), planted.
ANSWER_RATE = 0.40

#: Answers; None is silence.
THANKS = (
    None,
    None,
    "You are welcome, it was a pleasure.",
    "Thanks for the kind note!",
    "Likewise, we will be in touch soon.",
)
TOLD = (
    "Happy to, I will call you tomorrow.",
    "Of course. In short, see below.",
    "Good question, here is what the team said.",
    "Thank you for asking so nicely, few people do.",
)
REFUSED = ("Sorry, our policy does not allow individual feedback.",)
CHECK_INS = (
    None,
    None,
    "Nice to hear from you, let us have coffee.",
    "Good luck, keep me posted.",
    "All well here, busy spring.",
    "Had you in mind only yesterday, how is it going?",
)
STILL_HIRING = (
    None,
    None,
    "Nothing new here, but I keep you in mind.",
    "We open two more positions in autumn.",
)
REFERRED = ("Sure, send me your CV.", "Done, HR should write to you.", "With pleasure, I know the team lead.")
NOT_REFERRED = (None, "We have a freeze right now, ask me in autumn.")
ADVICE = (None, "Let us talk on the phone.", "Aim higher, and read the posting twice before you write.")


#: A no after a first call or a task, so many days before the end, is still to be asked about.
FRESH_DAYS = (2, 10)


def still_to_ask(applications: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """Return the day of the no of each application that is still to be asked about, by its id."""
    days = (pd.Timestamp(AS_OF) - events["occurred_on"]).dt.days
    noes = events[(events["event"] == "rejected") & days.between(*FRESH_DAYS)]
    noes = noes.set_index("application_id")["occurred_on"]
    called = applications.loc[applications["stage"].isin(["screen", "assessment"]), "application_id"]
    return noes[noes.index.isin(called)]


def build_touches(
    applications: pd.DataFrame,
    events: pd.DataFrame,
    contacts: pd.DataFrame,
    told: pd.Series,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return thank-yous, requests for feedback, check-ins, referral asks and meetings, by day.

    ``told`` holds the applications of which feedback was given after the no: if a request is answered there,
    the answer is that feedback, otherwise a friendly refusal.
    """
    process = events.merge(applications[["application_id", "company"]], on="application_id").merge(
        contacts.dropna(subset=["company"]), on="company"
    )
    process = process[~process["scheduled"] & (process["occurred_on"] >= process["met_on"])]
    rows = _thanks(process, rng) + _requests(process, set(told), rng)
    rows += _meetings(contacts) + _messages(contacts, rng) + _referral_asks(applications, rng)
    table = pd.DataFrame(rows)
    table = table[table["on"] <= AS_OF].copy()
    unheard = table["replied_on"] > pd.Timestamp(AS_OF)
    table.loc[unheard, ["replied_on", "answer"]] = [pd.NaT, None]
    table = table.sort_values(["on", "contact_id", "purpose"], na_position="last").reset_index(drop=True)
    purpose = table["purpose"].str.replace("_", "-")
    base = table["on"].dt.strftime("%m%d-") + table["contact_id"].fillna("all") + "-" + purpose
    twin = base.groupby(base).cumcount()
    table.insert(0, "touch_id", base.where(twin == 0, base + "-" + (twin + 1).astype(str)))
    return table


def _touch(person: str | None, about: str | None, on: pd.Timestamp, purpose: str, **rest: object) -> dict:
    blank = {"direction": "out", "replied_on": pd.NaT, "answer": None, "note": None}
    return {"contact_id": person, "application_id": about, "on": on, "purpose": purpose, **blank, **rest}


def _reply(
    on: pd.Timestamp, options: tuple[str | None, ...], rng: np.random.Generator, within: int = 8
) -> dict[str, object]:
    answer = options[int(rng.integers(len(options)))]
    if answer is None:
        return {}
    return {"replied_on": on + pd.Timedelta(days=int(rng.integers(0, within))), "answer": answer}


def _thanks(process: pd.DataFrame, rng: np.random.Generator) -> list[dict]:
    stage = process["relation"].map({relation: stage for stage, (relation, _) in MET_AT.items()})
    rows = process[(process["event"] == stage) & (rng.random(len(process)) < 0.8)]
    return [
        _touch(row["contact_id"], row["application_id"], day, "thank_you", **_reply(day, THANKS, rng, 4))
        for row in rows.to_dict("records")
        for day in [row["occurred_on"] + pd.Timedelta(days=1)]
    ]


def _requests(process: pd.DataFrame, told: set[str], rng: np.random.Generator) -> list[dict]:
    # The person met last is asked.
    rows = (
        process[process["event"] == "rejected"]
        .sort_values("met_on")
        .drop_duplicates("application_id", keep="last")
    )
    found = []
    for row in rows.sort_index().to_dict("records"):
        day = row["occurred_on"] + pd.Timedelta(days=int(rng.integers(1, 4)))
        options = TOLD if row["application_id"] in told else REFUSED
        answered = _reply(day, options, rng) if rng.random() < ANSWER_RATE else {}
        found.append(_touch(row["contact_id"], row["application_id"], day, "feedback_request", **answered))
    return found


def _meetings(contacts: pd.DataFrame) -> list[dict]:
    by_relation = contacts.groupby("relation")["contact_id"].agg(list)
    coach, organiser, peer = (by_relation[name][0] for name in ("coach", "group", "peer"))
    sessions = ("2026-02-20", "2026-03-13", "2026-04-10", "2026-05-08", "2026-06-05")
    found = [
        _touch(coach, None, pd.Timestamp(day), "meeting", direction="both", note="coaching session")
        for day in sessions
    ]
    for day, note in (("2026-03-24", "post: what I look for"), ("2026-05-27", "post: a small project")):
        found.append(_touch(None, None, pd.Timestamp(day), "share", direction="broadcast", note=note))
    evening = pd.Timestamp("2026-04-16")
    found.append(_touch(organiser, None, evening, "meeting", direction="both", note="data meetup"))
    posted = pd.Timestamp("2026-06-02")
    found.append(_touch(organiser, None, posted, "share", direction="in", note="sent me two postings"))
    found.append(_touch(peer, None, pd.Timestamp(AS_OF), "check_in", note="compared notes on the week"))
    return found


def _messages(contacts: pd.DataFrame, rng: np.random.Generator) -> list[dict]:
    plans = {
        "mentor": ("advice", 43, ADVICE),
        "peer": ("check_in", 34, CHECK_INS),
        "recruiter": ("check_in", 40, STILL_HIRING),
    }
    # A recruiter is written to some weeks after the first call; the circle from the start of the search.
    first = pd.Timestamp("2026-02-09")
    begin = contacts["met_on"].mask(contacts["met_on"] < first, first)
    begin = begin.where(contacts["relation"] != "recruiter", begin + pd.Timedelta(days=35))
    found = []
    for person, relation, day in zip(contacts["contact_id"], contacts["relation"], begin, strict=True):
        if relation in plans and (relation != "recruiter" or rng.random() < 0.5):
            purpose, gap, answers = plans[relation]
            days = pd.date_range(day + pd.Timedelta(days=int(rng.integers(0, 12))), AS_OF, freq=f"{gap}D")
            found += [_touch(person, None, on, purpose, **_reply(on, answers, rng)) for on in days]
    return found


def _referral_asks(applications: pd.DataFrame, rng: np.random.Generator) -> list[dict]:
    rows = applications.dropna(subset=["referrer_id", "applied_on"])
    found = []
    for row in rows[rng.random(len(rows)) < 0.5].to_dict("records"):
        day = row["applied_on"] - pd.Timedelta(days=int(rng.integers(1, 6)))
        found.append(
            _touch(
                row["referrer_id"],
                row["application_id"],
                day,
                "referral_ask",
                **_reply(day, REFERRED, rng, 2),
            )
        )
    for person in applications["referrer_id"].dropna().unique()[:5]:
        day = pd.Timestamp("2026-04-04") + pd.Timedelta(days=int(rng.integers(0, 75)))
        found.append(_touch(person, None, day, "referral_ask", **_reply(day, NOT_REFERRED, rng)))
    return found
