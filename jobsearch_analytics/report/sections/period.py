"""What was done and planned since the last report, and what changed since then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.analysis.estimate.contrast import difference, exact_p
from jobsearch_analytics.report.days import points
from jobsearch_analytics.report.history import DEFINITIONS
from jobsearch_analytics.report.numbers import MATURE_DAYS
from jobsearch_analytics.report.privacy import ACTIVITIES
from jobsearch_analytics.report.sections.section import Section

if TYPE_CHECKING:
    from jobsearch_analytics.report.history import Report
    from jobsearch_analytics.report.sections.section import Material

__all__ = ["MORE_THAN_CHANCE", "changes", "done_and_planned", "period"]

#: Without a report before it, a page speaks of so many weeks; a longer pause is shortened to this.
USUAL_WEEKS, MOST_WEEKS = 4, 13

MORE_THAN_CHANCE, COULD_BE_CHANCE, A_COUNT = "more than chance", "could be chance", "a count"

#: What is compared with the last report: plain counts, and shares of the mature applications.
COUNTS = {
    "sent": "Applications sent",
    "open": "Open now",
    "asked": "Asked for feedback",
    "answered": "Answers to that",
}
RATES = {
    stage: f"{words} within {MATURE_DAYS} days"
    for stage, words in (
        ("screen", "Reached a screen"),
        ("interview", "Reached an interview"),
        ("offer", "Reached an offer"),
    )
}


def period(material: Material) -> Section | None:
    """Return what was done in the weeks since the last report, beside the plan for them."""
    weeks = _weeks(material)
    if weeks.empty:
        return None
    table = done_and_planned(weeks, material.numbers.view.profile.get("weekly_plan", {}))
    if material.numbers.view.touches.empty:
        # Nobody logs what was written: that none is known of does not mean that none was sent.
        table["Done"] = [done if done != "0" else "not logged" for done in table["Done"]]
    known = table[table["Done"] != "not logged"].to_dict("records")
    done = ", ".join(_amount(row["Done"], row["What"].lower()) for row in known) or "nothing was logged"
    planned = "Planned" in table
    return Section(
        "period",
        "This period: done and planned" if planned else "This period: what was done",
        finding=f"{_span(weeks, material)}: {done}.",
        subtitle="Planned is the weekly plan times the number of weeks." if planned else "",
        table=table if planned else None,
        advice=(
            "A plan is a guess: where it and the weeks differ, change it until it fits the life around it."
            if planned
            else "No weekly plan is in the profile; one that can be kept in an ordinary week is a start."
        ),
    )


def _amount(number: str, things: str) -> str:
    """Return how many of something, one of it without its plural."""
    return f"{number} {things.removesuffix('s') if number == '1' else things}"


def done_and_planned(weeks: pd.DataFrame, plan: dict[str, float]) -> pd.DataFrame:
    """Return a row per activity: how much was done in these weeks, and how much was planned for them."""
    done = weeks[list(ACTIVITIES)].sum()
    table = pd.DataFrame(
        {"What": [_words(name) for name in ACTIVITIES], "Done": [f"{done[n]:,}" for n in ACTIVITIES]}
    )
    if not plan:
        return table
    amounts = [plan[name] * len(weeks) if name in plan else None for name in ACTIVITIES]
    return table.assign(Planned=["–" if amount is None else f"{amount:,.0f}" for amount in amounts])


def _weeks(material: Material) -> pd.DataFrame:
    """Return the weeks since the one of the last report, or the last four."""
    table = material.numbers.weeks.table
    last = material.last
    if last is None:
        return table.tail(USUAL_WEEKS)
    monday = last.as_of - pd.Timedelta(days=last.as_of.day_of_week)
    since = table[table["week_of"] > monday]
    return (since if len(since) else table.tail(1)).tail(MOST_WEEKS)


def _span(weeks: pd.DataFrame, material: Material) -> str:
    first, last = weeks["week_of"].iloc[0], weeks["week_of"].iloc[-1]
    tail = "since the last report" if material.last is not None else "the latest in the log"
    if len(weeks) == 1:
        return f"Week {first.isocalendar().week}, {tail}"
    return f"Weeks {first.isocalendar().week} to {last.isocalendar().week}, {tail}"


def changes(material: Material) -> Section | None:
    """Return what changed since the last report, each change marked: more than chance, or not."""
    last, title = material.last, "Change since the last report"
    if last is None:
        return None
    made = (
        f"{last.made_on.day} {last.made_on:%B}"
        if material.exact
        else f"week {last.made_on.isocalendar().week}"
    )
    if last.definitions != DEFINITIONS:
        finding = f"The report of {made} counted in another way, so nothing is compared with it."
        return Section("changes", title, finding=finding)
    table = change_rows(last, material.report, material.numbers.level)
    sure = table[table["Change"].str.startswith(MORE_THAN_CHANCE)]["What"].str.lower().tolist()
    finding = (
        f"Since {made} one thing changed by more than chance: {' and '.join(sure)}."
        if sure
        else f"Since {made} no rate changed by more than chance would change it."
    )
    return Section(
        "changes",
        title,
        finding=finding,
        subtitle=(
            f"The same definitions as then. Rates are of applications sent {MATURE_DAYS} days before or "
            f"earlier, within {MATURE_DAYS} days of sending; what settled since is compared with before."
        ),
        table=table,
        advice=(
            "Ask what was done differently before keeping it."
            if sure
            else "Keep on: with so few new answers, a rate that goes up or down says nothing yet."
        ),
    )


def change_rows(last: Report, now: Report, level: float) -> pd.DataFrame:
    """Return each remembered number then and now, and what can be said of the change."""
    rows: list[tuple[str, ...] | None] = [
        _count_row(name, words, last.numbers, now.numbers) for name, words in COUNTS.items()
    ]
    rows += [_rate_row(name, words, last.numbers, now.numbers, level) for name, words in RATES.items()]
    return pd.DataFrame([row for row in rows if row], columns=["What", "Last report", "Now", "Change"])


def _count_row(name: str, words: str, then: dict[str, int], now: dict[str, int]) -> tuple[str, ...]:
    return words, f"{then[name]:,}", f"{now[name]:,}", f"{now[name] - then[name]:+,}, {A_COUNT}"


def _rate_row(
    name: str, words: str, then: dict[str, int], now: dict[str, int], level: float
) -> tuple[str, ...] | None:
    """Compare the applications that became old enough since then with those that were so before."""
    if not now["mature"]:
        return None
    old, all_ = (then[name], then["mature"]), (now[name], now["mature"])
    shown = [f"{hits:,} of {n:,} ({percent(hits / n)})" if n else "–" for hits, n in (old, all_)]
    hits, n = all_[0] - old[0], all_[1] - old[1]
    if n <= 0 or not old[1] or not 0 <= hits <= n:
        return words, *shown, "nothing new to compare"
    apart, low, high = difference([hits], [n], [old[0]], [old[1]], level)
    sure = (low > 0 or high < 0) and exact_p([hits], [n], [old[0]], [old[1]]) < 1 - level
    mark = MORE_THAN_CHANCE if sure else COULD_BE_CHANCE
    return (
        words,
        *shown,
        f"{mark}: {hits:,} of {n:,} since, {points(apart)} points ({points(low)} to {points(high)})",
    )


def _words(activity: str) -> str:
    return activity.replace("_", "-").capitalize()
