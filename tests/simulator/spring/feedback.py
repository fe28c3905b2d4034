"""The feedback notes of the sample: points of the simulated season told as a person would note them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from tests.simulator.phrases import phrases
from tests.simulator.spring.firms import slug

if TYPE_CHECKING:
    import numpy as np

    from tests.simulator.simulate import Simulated

__all__ = ["build_feedback"]

#: How many mails of rejection are kept word for word.
N_BOILERPLATE = 24

#: Notes of one point that were said in another language.
FOREIGN = {"de": 3, "fr": 2}


def build_feedback(
    season: Simulated,
    applications: pd.DataFrame,
    events: pd.DataFrame,
    contacts: pd.DataFrame,
    rng: np.random.Generator,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the notes and the points planted in them, under lasting ids.

    ``applications`` still holds the simulation's ids in ``simulated_id`` beside the lasting ones.
    """
    words = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
    told, told_points = _told(season, applications, contacts, words, rng)
    mails = _mails(applications, events, words["boilerplate"], rng)
    alone, alone_points = _alone(words["alone"])
    notes = (
        pd.concat([told, mails, alone], ignore_index=True)
        .sort_values(["received_on", "key"])
        .reset_index(drop=True)
    )
    base = (
        "fb-"
        + notes["received_on"].dt.strftime("%m%d-")
        + notes["company"].fillna(notes["said_by"]).map(slug)
    )
    twin = base.groupby(base).cumcount()
    notes["feedback_id"] = base.where(twin == 0, base + "-" + (twin + 1).astype(str))
    points = pd.concat([told_points, alone_points], ignore_index=True)
    points["feedback_id"] = points["key"].map(notes.set_index("key")["feedback_id"])
    return notes.drop(columns="key"), points[["feedback_id", "theme", "sign"]].sort_values(
        "feedback_id", kind="stable"
    )


def _told(
    season: Simulated,
    applications: pd.DataFrame,
    contacts: pd.DataFrame,
    words: dict[str, Any],
    rng: np.random.Generator,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    known = applications.set_index("simulated_id")
    first = contacts.assign(first=contacts["name"].str.split().str[0]).set_index(["company", "relation"])[
        "first"
    ]
    foreign = _foreign(season.points, rng)
    rows = []
    for note in season.feedback.itertuples():
        application = known.loc[note.application_id]
        name = first.get((application["company"], note.said_by))
        points = season.points[season.points["feedback_id"] == note.feedback_id]
        text = foreign.get(note.feedback_id) or _compose(points, note.said_by, name, words, rng)
        rows.append(
            {
                "key": note.feedback_id,
                "application_id": application["application_id"],
                "company": application["company"],
                "received_on": note.received_on,
                "stage": note.stage,
                "said_by": note.said_by,
                "text": text,
            }
        )
    return pd.DataFrame(rows), season.points.rename(columns={"feedback_id": "key"})[["key", "theme", "sign"]]


def _foreign(points: pd.DataFrame, rng: np.random.Generator) -> dict[str, str]:
    single = points[~points["feedback_id"].duplicated(keep=False)]
    single = single.iloc[rng.permutation(len(single))]
    texts: dict[str, str] = {}
    for language, wanted in FOREIGN.items():
        options = single[[bool(phrases(p.theme, p.sign, language)) for p in single.itertuples()]]
        options = options[~options["feedback_id"].isin(texts)].drop_duplicates(["theme", "sign"]).head(wanted)
        texts |= {p.feedback_id: phrases(p.theme, p.sign, language)[0] for p in options.itertuples()}
    return texts


def _compose(
    points: pd.DataFrame, said_by: str, name: str | None, words: dict[str, Any], rng: np.random.Generator
) -> str:
    quoted = points["phrase"].str.startswith('"')
    order = points.iloc[rng.permutation(len(points))]
    kind = "mail" if quoted.any() else said_by
    parts = [_opener(words["openers"][kind], name, rng)]
    before = None
    for point in order.itertuples():
        parts += [_join(before, point.sign, words["joins"], rng), point.phrase]
        before = point.sign
    parts.append(_pick(words["tails"]["any"], rng) if rng.random() < 0.18 else "")
    return _same_person(" ".join(part for part in parts if part))


def _opener(options: list[str], name: str | None, rng: np.random.Generator) -> str:
    usable = [text for text in options if name or "{first}" not in text]
    return _pick(usable, rng).format(first=name) if rng.random() < 0.55 else ""


def _join(before: str | None, sign: str, joins: dict[str, list[str]], rng: np.random.Generator) -> str:
    if before is None:
        return ""
    return _pick(joins["same"] if before == sign else joins[f"to_{sign}"], rng)


def _same_person(text: str) -> str:
    # One note speaks of one person: the first pronoun decides for all that follow.
    found = re.search(r"\b(he|she)\b", text, flags=re.IGNORECASE)
    if not found:
        return text
    pronoun = found.group(1).lower()
    text = re.sub(r"\b(?:he|she)\b", pronoun, text)
    return re.sub(r"\b(?:He|She)\b", pronoun.capitalize(), text)


def _mails(
    applications: pd.DataFrame, events: pd.DataFrame, bank: dict[str, list[str]], rng: np.random.Generator
) -> pd.DataFrame:
    rejected = events[events["event"] == "rejected"].merge(
        applications[["application_id", "company", "stage"]], on="application_id"
    )
    texts = [text for language in bank.values() for text in language]
    chosen = rejected.iloc[sorted(rng.permutation(len(rejected))[:N_BOILERPLATE])]
    order = rng.permutation(len(texts))
    return pd.DataFrame(
        {
            "key": "mail-" + chosen["application_id"],
            "application_id": chosen["application_id"],
            "company": chosen["company"],
            "received_on": chosen["occurred_on"],
            "stage": chosen["stage"],
            "said_by": "rejection_mail",
            "text": [texts[order[place % len(texts)]] for place in range(len(chosen))],
        }
    )


def _alone(entries: list[dict[str, Any]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    notes = pd.DataFrame(entries).drop(columns="points")
    notes["received_on"] = pd.to_datetime(notes["received_on"])
    notes["key"] = [f"alone-{place}" for place in range(len(notes))]
    points = [
        {"key": f"alone-{place}", "theme": theme, "sign": sign}
        for place, entry in enumerate(entries)
        for theme, sign in entry["points"]
    ]
    return notes, pd.DataFrame(points)


def _pick(options: list[str], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]
