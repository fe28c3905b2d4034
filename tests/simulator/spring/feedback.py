"""The feedback notes of the sample: points of the simulated season told as a person would note them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from tests.simulator.phrases import phrases
from tests.simulator.spring.firms import slug
from tests.simulator.spring.season import AS_OF
from tests.simulator.spring.wording import Phrasebook, compose, wording

if TYPE_CHECKING:
    import numpy as np

    from tests.simulator.simulate import Simulated

__all__ = ["build_feedback", "told_after_no"]

#: How many mails of rejection are kept word for word.
N_BOILERPLATE = 24

#: Notes of one point that were said in another language.
FOREIGN = {"de": 3, "fr": 2}


@dataclass(frozen=True, kw_only=True)
class _Scene:
    """What the notes have to agree with."""

    season: Simulated
    applications: pd.DataFrame
    events: pd.DataFrame
    contacts: pd.DataFrame
    touches: pd.DataFrame


def told_after_no(season: Simulated) -> pd.Series:
    """Return which notes were given once the no was out: those at the last stage of a rejected process."""
    known = season.applications.set_index("application_id")
    at = season.feedback["application_id"]
    last = at.map(known["stage"]).eq(season.feedback["stage"])
    return last & at.map(known["outcome"]).eq("rejected")


def build_feedback(
    season: Simulated,
    applications: pd.DataFrame,
    events: pd.DataFrame,
    contacts: pd.DataFrame,
    touches: pd.DataFrame,
    rng: np.random.Generator,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the notes and the points planted in them, under lasting ids.

    ``applications`` still holds the simulation's ids in ``simulated_id`` beside the lasting ones.
    """
    scene = _Scene(
        season=season, applications=applications, events=events, contacts=contacts, touches=touches
    )
    told, told_points = _told(scene, rng)
    alone, alone_points = _alone()
    notes = pd.concat([told, _mails(scene, rng), alone], ignore_index=True)
    notes = notes.sort_values(["received_on", "key"]).reset_index(drop=True)
    base = (
        "fb-"
        + notes["received_on"].dt.strftime("%m%d-")
        + notes["company"].fillna(notes["said_by"]).map(slug)
    )
    twin = base.groupby(base).cumcount()
    notes["feedback_id"] = base.where(twin == 0, base + "-" + (twin + 1).astype(str))
    points = pd.concat([told_points, alone_points], ignore_index=True)
    points["feedback_id"] = points["key"].map(notes.set_index("key")["feedback_id"])
    points = points.sort_values(["feedback_id", "theme", "sign"])
    return notes.drop(columns="key"), points[["feedback_id", "theme", "sign"]]


def _told(scene: _Scene, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    known = scene.applications.set_index("simulated_id")[["application_id", "company"]]
    notes = scene.season.feedback.rename(columns={"feedback_id": "key", "application_id": "simulated_id"})
    notes = notes.drop(columns=["company", "text"]).join(known, on="simulated_id")
    notes["late"] = told_after_no(scene.season).to_numpy()
    notes = _dated(notes, scene, rng)
    points = scene.season.points.rename(columns={"feedback_id": "key"})[["key", "theme", "sign"]]
    late = points["key"].map(notes.set_index("key")["late"])
    stages = points["key"].map(notes.set_index("key")["stage"])
    book = Phrasebook(rng)
    said = zip(points["theme"], points["sign"], stages, late, strict=True)
    points["phrase"] = [
        book.say(theme, sign, stage=stage, after_no=after_no) for theme, sign, stage, after_no in said
    ]
    foreign = _foreign(points[late.to_numpy()], rng)
    first = scene.contacts.assign(first=scene.contacts["name"].str.split().str[0])
    first = first.dropna(subset=["company"]).set_index(["company", "relation"])["first"]
    names = [first.get((note["company"], note["said_by"])) for note in notes.to_dict("records")]
    told = zip(notes["key"], notes["said_by"], names, notes["late"], strict=True)
    notes["text"] = [
        foreign.get(key) or compose(points[points["key"] == key], said_by, name, rng, after_no=after_no)
        for key, said_by, name, after_no in told
    ]
    return notes.drop(columns=["simulated_id", "late"]), points.drop(columns="phrase")


def _dated(notes: pd.DataFrame, scene: _Scene, rng: np.random.Generator) -> pd.DataFrame:
    # What was said after the no came with it or, where it was asked for, with the answer of who was asked.
    no = scene.events[scene.events["event"] == "rejected"].set_index("application_id")["occurred_on"]
    asked = scene.touches[
        (scene.touches["purpose"] == "feedback_request") & scene.touches["replied_on"].notna()
    ]
    asked = asked.merge(scene.contacts[["contact_id", "relation"]], on="contact_id").set_index(
        "application_id"
    )
    with_no = notes["application_id"].map(no) + pd.to_timedelta(rng.integers(0, 4, len(notes)), unit="D")
    answered = notes["application_id"].map(asked["replied_on"])
    last = pd.Timestamp(AS_OF)
    late = answered.fillna(with_no.mask(with_no > last, last))
    speaker = notes["application_id"].map(asked["relation"]).fillna(notes["said_by"])
    return notes.assign(
        received_on=notes["received_on"].mask(notes["late"], late),
        said_by=notes["said_by"].mask(notes["late"], speaker),
    )


def _foreign(points: pd.DataFrame, rng: np.random.Generator) -> dict[str, str]:
    single = points[~points["key"].duplicated(keep=False)]
    single = single.iloc[rng.permutation(len(single))]
    texts: dict[str, str] = {}
    for language, wanted in FOREIGN.items():
        options = single[[bool(phrases(p["theme"], p["sign"], language)) for p in single.to_dict("records")]]
        options = options[~options["key"].isin(texts)].drop_duplicates(["theme", "sign"]).head(wanted)
        texts |= {p["key"]: phrases(p["theme"], p["sign"], language)[0] for p in options.to_dict("records")}
    return texts


def _mails(scene: _Scene, rng: np.random.Generator) -> pd.DataFrame:
    facts = scene.applications[["application_id", "company", "stage"]]
    rejected = scene.events[scene.events["event"] == "rejected"].merge(facts, on="application_id")
    chosen = rejected.iloc[sorted(rng.permutation(len(rejected))[:N_BOILERPLATE])]
    bank = wording()["boilerplate"]
    piles = {
        met: [texts[place] for place in rng.permutation(len(texts))]
        for met, texts in ((False, bank["any"] + bank["unmet"]), (True, bank["met"]))
    }
    return pd.DataFrame(
        {
            "key": "mail-" + chosen["application_id"],
            "application_id": chosen["application_id"],
            "company": chosen["company"],
            "received_on": chosen["occurred_on"],
            "stage": chosen["stage"],
            "said_by": "rejection_mail",
            "text": [(piles[met] or piles[False]).pop() for met in chosen["stage"] != "applied"],
        }
    )


def _alone() -> tuple[pd.DataFrame, pd.DataFrame]:
    entries = wording()["alone"]
    notes = pd.DataFrame(entries).drop(columns="points")
    notes["received_on"] = pd.to_datetime(notes["received_on"])
    notes["key"] = [f"alone-{place}" for place in range(len(notes))]
    points = [
        {"key": f"alone-{place}", "theme": theme, "sign": sign}
        for place, entry in enumerate(entries)
        for theme, sign in entry["points"]
    ]
    return notes, pd.DataFrame(points)
