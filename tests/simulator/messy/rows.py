"""The rows of the messy tracker: what a person wrote, and what it means."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tests.simulator.simulate import Simulated, simulate
from tests.simulator.spring.firms import firm_names, slug
from tests.simulator.spring.season import AS_OF, TRUTH

if TYPE_CHECKING:
    from datetime import date

__all__ = ["HEADINGS", "Row", "tracker_rows"]

HEADINGS = ("Company", "Role", "Date", "via", "Status", "Heard back", "Salary?", "Notes", "Link")

SEED = 3792
N_SENT, N_LEADS, N_OUTREACH, N_BLANK = 56, 8, 2, 4

#: How often a day is a real date cell, and how the others are typed.
STYLES = ("cell", "iso", "dotted", "words", "month")
STYLE_SHARES = (0.55, 0.12, 0.15, 0.12, 0.06)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the log sheet.

    Attributes
    ----------
    cells : tuple
        What stands under `HEADINGS`; all None for a blank row.
    meaning : dict or None
        ``kind, company, title, applied_on, stage, outcome``; None for a blank row.
    """

    cells: tuple[Any, ...]
    meaning: dict[str, str] | None


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def messy_season(random_state: int = SEED) -> Simulated:
    """Return the season behind the tracker."""
    return simulate(
        TRUTH,
        N_SENT,
        start="2026-02-16",
        weekly_applications=N_SENT / 19,
        as_of=AS_OF,
        notice_days=9,
        office_days=True,
        random_state=random_state,
    )


def tracker_rows() -> list[Row]:
    """Return the rows of the log sheet from top to bottom."""
    season, rng = messy_season(), np.random.default_rng(20260627)
    names = firm_names(season.applications["company"].nunique() + N_LEADS + N_OUTREACH, rng)
    firms = dict(zip(season.applications["company"].unique(), names, strict=False))
    rows = _sent(season, firms, rng)
    for name in names[-N_LEADS - N_OUTREACH : -N_OUTREACH]:
        rows.insert(int(rng.integers(len(rows) // 2, len(rows))), _lead(name, rng))
    for name, status in zip(names[-N_OUTREACH:], _words()["status"]["outreach"], strict=True):
        rows.insert(int(rng.integers(5, len(rows))), _outreach(name, status, rng))
    for _ in range(N_BLANK):
        rows.insert(int(rng.integers(5, len(rows))), Row(cells=(None,) * len(HEADINGS), meaning=None))
    return rows


def _sent(season: Simulated, firms: dict[str, str], rng: np.random.Generator) -> list[Row]:
    words, rows = _words(), []
    days = dict(iter(season.events.groupby("application_id")))
    table = season.applications.assign(family=season.hidden["role_family"])
    for record in table.to_dict("records"):
        events = days[record["application_id"]]
        status, heard = _status(record, events, rng)
        applied, applied_on = _typed(record["applied_on"].date(), rng)
        company, title = firms[record["company"]], _pick(words["titles"][record["family"]], rng)
        note = _pick(words["notes"]["rejected" if record["outcome"] == "rejected" else "any"], rng)
        cells = (
            _misspelt(company, rng),
            title,
            applied,
            _pick(words["via"][record["channel"]], rng),
            status or None,
            heard,
            _pay(rng),
            note if note and rng.random() < 0.6 else None,
            f"https://jobs.{slug(company)}.example/{rng.integers(100, 999)}" if rng.random() < 0.5 else None,
        )
        meaning = {
            "kind": "application",
            "company": cells[0].strip(),
            "title": title,
            "applied_on": applied_on,
        }
        rows.append(
            Row(cells=cells, meaning=meaning | {"stage": record["stage"], "outcome": record["outcome"]})
        )
    return rows


def _status(record: dict[Any, Any], events: pd.DataFrame, rng: np.random.Generator) -> tuple[str, Any]:
    words = _words()
    planned = events[events["scheduled"]]
    past = events[~events["scheduled"]].set_index("event")["occurred_on"]
    met = past.get(record["stage"], past.iloc[0])
    if len(planned):
        day = planned["occurred_on"].iloc[0]
        text = words["reached"][record["stage"]] + words["planned"][planned["event"].iloc[0]]
        return text.format(words=f"{day.day} {day:%B}"), None
    text = _pick(words["status"][f"{record['stage']}_{record['outcome']}"], rng)
    last = past.iloc[-1]
    day = met if record["stage"] != "applied" else last
    heard = (
        _typed(last.date(), rng, exact=True)[0]
        if len(past) > 1 and record["outcome"] != "no_response"
        else None
    )
    return text.format(
        us=f"{day.month}/{day.day}", eu=f"{day.day}.{day.month}.", words=_spoken(day), words2=_spoken(last)
    ), heard


def _spoken(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%b}"


def _typed(day: date, rng: np.random.Generator, *, exact: bool = False) -> tuple[Any, str]:
    """Return how a day was typed, and the day it says (the first of the month if only that is told)."""
    style = STYLES[int(rng.choice(len(STYLES), p=STYLE_SHARES))]
    if style == "month" and not exact:
        return f"{day:%B %Y}", day.replace(day=1).isoformat()
    texts = {"iso": day.isoformat(), "dotted": f"{day:%d.%m.%Y}", "words": f"{day.day} {day:%b %Y}"}
    return texts.get(style, pd.Timestamp(day).to_pydatetime()), day.isoformat()


def _misspelt(company: str, rng: np.random.Generator) -> str:
    shapes = (company,) * 12 + (f"{company} ", company.upper(), company.lower(), f" {company}")
    return shapes[int(rng.integers(len(shapes)))]


def _pay(rng: np.random.Generator) -> Any:
    low = int(rng.integers(48, 70))
    options = (None, None, None, None, None, f"{low}k", f"{low}-{low + 8}k", 1000 * low, "?", "n/a")
    return options[int(rng.integers(len(options)))]


def _lead(company: str, rng: np.random.Generator) -> Row:
    words = _words()
    title = _pick(words["titles"]["data_engineering"], rng)
    link = f"https://jobs.{slug(company)}.example/{rng.integers(100, 999)}"
    note = _pick(words["notes"]["lead"], rng) or None
    cells = (company, title, None, None, _pick(words["status"]["lead"], rng), None, None, note, link)
    return Row(cells=cells, meaning=_not_sent("lead", company, title))


def _outreach(company: str, status: str, rng: np.random.Generator) -> Row:
    day = pd.Timestamp("2026-04-01") + pd.Timedelta(days=int(rng.integers(0, 60)))
    cells = (
        company,
        None,
        day.to_pydatetime(),
        None,
        status,
        None,
        None,
        "no opening right now, keep in touch",
        None,
    )
    return Row(cells=cells, meaning=_not_sent("outreach", company, ""))


def _not_sent(kind: str, company: str, title: str) -> dict[str, str]:
    return {
        "kind": kind,
        "company": company,
        "title": title,
        "applied_on": "",
        "stage": "saved",
        "outcome": "open",
    }


def _pick(options: list[str], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]
