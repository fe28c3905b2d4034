"""The applications and events of the sample: firms, titles, places and pay put on the simulated season."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tests.simulator.spring.firms import slug
from tests.simulator.spring.season import AS_OF, TITLES

if TYPE_CHECKING:
    from tests.simulator.simulate import Simulated

__all__ = ["build_applications", "build_events", "build_leads", "early_by_month", "lasting_ids"]

PLACES = (
    "Berlin",
    "Hamburg",
    "Leipzig",
    "Cologne",
    "Amsterdam",
    "Utrecht",
    "Lyon",
    "Vienna",
    "Zurich",
    "Remote (EU)",
)
PLACE_SHARES = (0.26, 0.12, 0.07, 0.08, 0.12, 0.06, 0.07, 0.07, 0.05, 0.10)
NOTES = (
    "asked for salary up front",
    "portal wanted everything typed in again",
    "posting seen twice, different title",
    "sounds like a replacement",
    "nice team page",
    "deadline end of month",
    "cover letter required",
    "agency will not name the client at first",
    "reposted after three weeks",
    "small team, greenfield platform",
    "works with the same tools as my last job",
    "long shot",
    "four days a week possible",
    "relocation needed",
    "met their lead at the spring meetup",
    "asked for references early",
)
EVENT_NOTES = {
    "screen": ("first call", "phone screen, 30 min", "call with HR", "intro call"),
    "assessment": ("take-home", "online SQL test", "coding exercise, 4 hours", "case study"),
    "interview": (
        "technical interview",
        "two interviews in a row",
        "panel of three",
        "interview with the team",
    ),
    "final": (
        "final round on site",
        "meeting with the head of data",
        "last round",
        "final with the founders",
    ),
    "offer": ("verbal offer, contract follows", "written offer"),
    "rejected": ("mail", "automated mail", "by phone", "portal says no", ""),
    "closed": ("posting taken down", "position put on hold", "role filled internally", "hiring freeze"),
    "withdrawn": (
        "commute too long after all",
        "contract was freelance only",
        "I stopped it",
        "two days of travel a week",
    ),
    "declined": ("said no, too much travel", "declined, wrong seniority"),
    "no_response": ("60 days without a word, closing it",),
}


def build_applications(season: Simulated, firms: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return the applications with names, in the order they were sent; ids still those of the simulation."""
    table = season.applications.copy()
    hidden = season.hidden
    distinct = table["company"].unique()
    table["company"] = table["company"].map(dict(zip(distinct, firms, strict=True)))
    table["title"] = [_choose(TITLES[family], rng) for family in hidden["role_family"]]
    n = len(table)
    table["location"] = np.array(PLACES, dtype=object)[rng.choice(len(PLACES), n, p=PLACE_SHARES)]
    table["remote"] = np.array(["hybrid", "on_site", "remote"], dtype=object)[
        rng.choice(3, n, p=[0.55, 0.25, 0.2])
    ]
    remote = table["location"].eq("Remote (EU)")
    table["remote"] = table["remote"].where(~remote, "remote").mask(rng.random(n) < 0.15, None)
    table = _add_pay(table, rng)
    table["url"] = [
        f"https://jobs.{slug(firm)}.example/{rng.integers(1000, 9999)}" for firm in table["company"]
    ]
    table["url"] = table["url"].mask(
        table["channel"].isin(["referral", "networking_event"]) & (rng.random(n) < 0.6), None
    )
    table["materials"] = _materials(table["applied_on"], rng)
    effort = np.where(table["channel"].eq("job_board"), 25, 50) * np.exp(0.5 * rng.standard_normal(n))
    table["effort_minutes"] = np.where(rng.random(n) < 0.3, np.nan, 5 * np.round(effort / 5).clip(1))
    table["note"] = [_choose(NOTES, rng) if rng.random() < 0.22 else None for _ in range(n)]
    return table


def build_leads(names: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return one posting of each employer, saved and not applied to."""
    n = len(names)
    saved = pd.to_datetime(AS_OF) - pd.to_timedelta(np.sort(rng.integers(1, 40, n))[::-1], unit="D")
    table = pd.DataFrame(
        {"company": names, "kind": "lead", "stage": "saved", "outcome": "open", "saved_on": saved}
    )
    table["title"] = [_choose(TITLES["data_engineering"], rng) for _ in names]
    table["channel"] = [_choose(("job_board", "company_site"), rng) for _ in names]
    table["location"] = [_choose(PLACES, rng) for _ in names]
    table["url"] = [f"https://jobs.{slug(name)}.example/{rng.integers(1000, 9999)}" for name in names]
    table["note"] = [
        "wait until the CV is translated",
        "ask around first",
        None,
        None,
        "apply before 10 July",
        None,
    ][:n]
    table["application_id"] = table["company"].map(slug) + "-lead-" + table["saved_on"].dt.strftime("%m%d")
    return table


def early_by_month(table: pd.DataFrame, n: int = 3) -> pd.Series:
    """Return which silent February applications the seeker noted with their month only."""
    silent = table["stage"].eq("applied") & table["outcome"].eq("open")
    february = table["applied_on"] < pd.Timestamp("2026-03-01")
    return (silent & february).cumsum().le(n) & silent & february


def lasting_ids(table: pd.DataFrame) -> pd.Series:
    """Return an id from firm and day for each application, a number added for twins."""
    base = table["company"].map(slug) + "-" + table["applied_on"].dt.strftime("%m%d")
    twin = base.groupby(base).cumcount()
    return base.where(twin == 0, base + "-" + (twin + 1).astype(str))


def build_events(season: Simulated, ids: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Return the events under the lasting ids, with the seeker's own words."""
    table = season.events.copy()
    table["application_id"] = table["application_id"].map(ids)
    words = [
        _choose(EVENT_NOTES.get(event, ("",)), rng) if rng.random() < 0.7 else "" for event in table["event"]
    ]
    table["note"] = pd.Series(words).replace("", None)
    table.loc[table["scheduled"], "note"] = "date confirmed"
    undecided = table["application_id"].map(table.groupby("application_id")["event"].last()) == "offer"
    table.loc[undecided & table["event"].eq("offer"), "note"] = "written offer, answer by 3 July"
    table["inferred"] = table["event"].eq("closed") & table["note"].eq("posting taken down")
    return table


def _add_pay(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    n = len(table)
    senior = table["title"].str.contains("Senior|Lead")
    low = 1000 * np.round(rng.normal(np.where(senior, 68, 57), 5, n))
    stated = rng.random(n) < 0.45
    swiss = table["location"].eq("Zurich")
    low = np.where(swiss, 1.6 * low, low)
    table["salary_min"] = np.where(stated, 1000 * np.round(low / 1000), np.nan)
    table["salary_max"] = np.where(stated, 1000 * np.round(low * rng.uniform(1.1, 1.3, n) / 1000), np.nan)
    table["currency"] = pd.Series(np.where(swiss, "CHF", "EUR")).where(stated, None)
    return table


def _materials(sent: pd.Series, rng: np.random.Generator) -> list[str]:
    version = 1 + (sent >= "2026-04-06").astype(int) + (sent >= "2026-05-18").astype(int)
    letter = rng.random(len(sent)) < 0.4
    return [
        f"CV v{number}{' + letter' if with_letter else ''}"
        for number, with_letter in zip(version, letter, strict=True)
    ]


def _choose(options: tuple[str, ...], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]
