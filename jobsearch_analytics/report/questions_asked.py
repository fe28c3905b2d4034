"""The three questions for the coach: the user's own first, then those that the numbers raise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.report.days import day_words
from jobsearch_analytics.report.privacy import ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.report.numbers import Numbers

__all__ = ["QUESTIONS", "questions_for"]

#: How many questions a coach can think about in one reading.
QUESTIONS = 3

#: A date so many days ahead is one to prepare for now.
SOON_DAYS = 14

#: A plan that is kept to less than this share, or more than its inverse, has the wrong size.
KEPT_SHARE = 0.6

WITH_GOAL = "Do the goal and the value above come through? What is missing?"
WITHOUT_GOAL = "No goal is written down yet. Which one sentence would say what this search is for?"
ANY_SEARCH = (
    "Who should hear about this search next?",
    "What would you stop doing?",
)


def questions_for(
    own: Sequence[str], numbers: Numbers, themes: Answer | None, *, exact: bool, goal: bool
) -> tuple[str, ...]:
    """Return three questions: the user's own, then the concrete ones that the verdicts raise."""
    raised = (
        _next_date(numbers, exact=exact),
        _stall(numbers),
        _gap(themes),
        _channels(numbers),
        _plan(numbers),
    )
    any_search = (WITH_GOAL if goal else WITHOUT_GOAL, *ANY_SEARCH)
    asked = [*own, *(question for question in raised if question), *any_search]
    return tuple(asked[:QUESTIONS])


def _next_date(numbers: Numbers, *, exact: bool) -> str:
    """Ask about the next planned conversation, if it is near."""
    table = numbers.alive.table
    ahead = table[table["next_on"].between(numbers.today, numbers.today + pd.Timedelta(days=SOON_DAYS))]
    if ahead.empty:
        return ""
    row = ahead.sort_values("next_on", kind="stable").iloc[0]
    where = f" at {row['company']}" if isinstance(row["company"], str) else ""
    return (
        f"The next {row['next_event']}{where} is on {day_words(row['next_on'], exact=exact)}. "
        "Which one question would you rehearse first?"
    )


def _stall(numbers: Numbers) -> str:
    """Ask about the step where most endings lie, or about the time until it can be known."""
    table = numbers.stalls.table
    if len(table) < 2:
        return ""
    ended = (table["entered"] - table["reached"] - table["open"]).to_numpy()
    at = max(int(ended.argmax()), 1)
    before, after, verdict = table["stage"].iloc[at - 1], table["stage"].iloc[at], table["verdict"].iloc[at]
    count = f"{int(ended[at]):,} of {int(table['entered'].iloc[at]):,}"
    if verdict == "not yet":
        return (
            f"From {before} to {after}, {count} have ended so far, too few to know the rate. "
            "What would you look at meanwhile: the choice of postings, the CV, or the way in?"
        )
    who = f"{count} applications" + ("" if before == "applied" else f" that got to {before}")
    return f"{who} ended before {after}. What would you change there first?"


def _gap(themes: Answer | None) -> str:
    """Ask about the gap that most employers name."""
    if themes is None:
        return ""
    gaps = themes.table[themes.table["sign"] == "gap"]
    if gaps.empty:
        return ""
    theme, employers = gaps["theme"].iloc[0], int(gaps["employers"].iloc[0])
    if gaps["verdict"].iloc[0] == "not yet":
        who = "one employer" if employers == 1 else f"{employers:,} employers"
        return (
            f"“{theme}” was named by {who}, which could be chance. Do you see it in how the search is told?"
        )
    return (
        f"“{theme}” is the gap most employers name ({employers:,}). Which one exercise would you set for it?"
    )


def _channels(numbers: Numbers) -> str:
    """Ask where to send the next ten, where the ways of finding roles cannot be told apart."""
    groups = numbers.channels.table["group"].nunique()
    if groups < 2 or numbers.channels.advice.startswith("If"):
        return ""
    return (
        f"The {groups:,} ways of finding roles cannot be told apart yet. Where would you send the next ten?"
    )


def _plan(numbers: Numbers) -> str:
    """Ask for the right size of a plan that the last weeks did not fit."""
    plan, weeks = numbers.view.profile.get("weekly_plan", {}), numbers.weeks.table.tail(4)
    for name in ACTIVITIES if len(weeks) else ():
        done, planned = float(weeks[name].mean()), float(plan.get(name, 0))
        if planned and not KEPT_SHARE <= done / planned <= 1 / KEPT_SHARE:
            words = name.replace("_", "-")
            size = f"The plan says {planned:g} {words} a week, and about {done:.0f} happen."
            return f"{size} What is the right size?"
    return ""
