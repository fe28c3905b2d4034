"""What is said of where to aim: the headline, the plan, what is lost if it is wrong, and what to add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics.analysis.answer import chance_percent, percent, span
from jobsearch_analytics.analysis.estimate.comparison_words import MOST_WORTH
from jobsearch_analytics.features.profile_fit import profile_list
from jobsearch_analytics.stages import CLOSED_OUTCOMES, STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.analysis.estimate.next_ten import Gain
    from jobsearch_analytics.analysis.estimate.strength_evidence import HasThemes
    from jobsearch_analytics.search import JobSearch

__all__ = [
    "best_trial",
    "plan_words",
    "spelling_notes",
    "targeting_advice",
    "targeting_headline",
    "targeting_notes",
    "theme_notes",
]

#: A log like this was probably never updated after sending.
UNTOUCHED_SHARE, UNTOUCHED_LEAST = 0.95, 10

#: Below this share of applications with minutes logged, logging them is worth a word.
FEW_MINUTES = 0.3


def spaced(name: str) -> str:
    """Return a column or a level without underscores."""
    return str(name).replace("_", " ")


def plan_words(table: pd.DataFrame) -> str:
    """Return the plan in words, the largest part first: ``5 referral · data, 2 networking event · data``."""
    rows = table[table["planned"] > 0].sort_values("planned", ascending=False, kind="stable")
    return ", ".join(f"{row['planned']} {spaced(row['group'])}" for row in rows.to_dict("records"))


def best_trial(trials: pd.DataFrame) -> dict[str, Any] | None:
    """Return the comparison that is nearest to being known, among those a search can still answer."""
    open_ones = trials[(trials["verdict"] != "known") & (trials["more_needed"] <= MOST_WORTH)]
    open_ones = open_ones.sort_values(["more_needed", "group"], kind="stable")
    records: list[dict] = open_ones.head(1).to_dict("records")
    return records[0] if records else None


def targeting_headline(
    table: pd.DataFrame,
    trials: pd.DataFrame,
    gain: Gain | None,
    by: Sequence[str],
    verdict: str,
    level: float,
) -> str:
    """Return one sentence: where the next ones should go and how sure that is, or that nothing is known."""
    if gain is None:
        return "No application has been sent yet, so nothing says where the next ones should go."
    names = " and ".join(map(spaced, by)) or "what the log tells"
    top = table.iloc[0]
    ends = f"{percent(level)} interval {span(top['low'], top['high'])}"
    best = f"{spaced(top['group'])} ({percent(top['rate'])}, {ends})"
    if verdict == "not yet":
        if len(table) < 2:
            return f"There is only one group by {names}, so nothing can be told apart: {best}."
        known = ", ".join(map(spaced, trials.loc[trials["verdict"] == "known", "group"]))
        if known:
            return f"By {names}, {known} differ, but no plan beats your present mix yet; first is {best}."
        return f"By {names}, nothing can be told apart yet; the highest rate expected is that of {best}."
    n, sure = int(table["planned"].sum()), chance_percent(gain.sure)
    brings = (
        f"of the next {n}, the plan expects {gain.planned:.1f} positive replies, your present mix "
        f"{gain.present:.1f} ({sure} likely to be more)"
    )
    if verdict == "known":
        return f"{_known_words(trials)} is known to be answered more often than the rest: {brings}."
    return f"The log leans towards {best}: {brings}. A fair test does not tell it apart yet."


def _known_words(trials: pd.DataFrame) -> str:
    better = trials[(trials["verdict"] == "known") & (trials["crude"] > 0)]
    words = ", ".join(map(spaced, better["group"]))
    return words[:1].upper() + words[1:]


def targeting_advice(
    table: pd.DataFrame, trial: dict[str, Any] | None, gain: Gain | None, verdict: str
) -> str:
    """Return the plan, what is lost if it is wrong, and which trial would tell most."""
    if gain is None:
        return "Log the first applications with the day, the channel and the title of each: ten are a start."
    n, learning = int(table["planned"].sum()), int(table["learning"].sum())
    if len(table) < 2:
        return f"There is nothing to choose between for the next {n} until the log tells how they differ."
    share = f", {learning} of them to learn more" if learning else ""
    plan = f"The next {n}: {plan_words(table)}{share}."
    if verdict == "not yet":
        return f"{plan} If all are equal, that costs nothing. {_trial_words(trial)}"
    return f"{plan} If it is wrong, about {gain.lost:.1f} replies in {n} are lost."


def _trial_words(trial: dict[str, Any] | None) -> str:
    if trial is None:
        return "No difference between them can be known within one search: choose by what you want."
    return (
        f"Nearest to being known is {spaced(trial['group'])} against the rest: about "
        f"{trial['more_needed']:.0f} more on each side would show a doubling."
    )


def targeting_notes(
    search: JobSearch, watched: pd.DataFrame, table: pd.DataFrame, dropped: Sequence[str]
) -> list[str]:
    """Return the caveats found in this log, the gravest first, and one line on what to add for more."""
    used = watched[watched["used"]]
    n, undated = len(used), int((~used["dated"]).sum())
    young = int((~used["hit"] & (used["seen"] < 0.9)).sum())
    untouched = n >= UNTOUCHED_LEAST and float(_untouched(search)) >= UNTOUCHED_SHARE
    by_hour = table[table["can_aim"] & table["per_hour"].notna()].sort_values("per_hour", kind="stable")
    fast = by_hour.iloc[-1] if len(by_hour) else None
    notes = (
        (
            untouched,
            f"For {n:,} applications next to nothing is recorded after sending: until answers are logged, "
            "these rates say nothing.",
        ),
        (
            undated > 0,
            f"Without a day of sending, and counted as if sent long ago: {undated:,} of {n:,}. More than a "
            "lean cannot come of these.",
        ),
        (
            young > 0,
            f"Sent so lately that a reply may still come, and counted by that much: {young:,} of {n:,}.",
        ),
        (
            fast is not None and fast["group"] != table["group"].iloc[0],
            ""
            if fast is None
            else f"By the hour, {spaced(fast['group'])} would come first: "
            f"{fast['per_hour']:.2f} replies expected an hour.",
        ),
    )
    return [text for holds, text in notes if holds] + _to_add(search, dropped)


def spelling_notes(labels: pd.DataFrame) -> list[str]:
    """Return which levels differ by nothing but spaces, signs or case, and are counted apart for that.

    Examples
    --------
    >>> import pandas as pd
    >>> spelling_notes(pd.DataFrame({"channel": ["job board", "jobboard", "referral"]}))
    ['Written in two ways, and counted apart: job board and jobboard. Alike in your log, they count as one.']
    """
    found = []
    for name in labels:
        levels = pd.Series(sorted(labels[name].astype("str").unique()))
        bare = levels.str.casefold().str.replace(r"[\W_]+", "", regex=True)
        twice = levels[bare.duplicated(keep=False) & (bare != "")]
        found += [" and ".join(same) for _, same in twice.groupby(bare)]
    if not found:
        return []
    return [
        f"Written in two ways, and counted apart: {'; '.join(found)}. Alike in your log, they count as one."
    ]


def _untouched(search: JobSearch) -> float:
    """Return the share of applications of which nothing is recorded after sending."""
    sent = search.sent
    return (sent["stage"].isin(STAGES[:2]) & ~sent["outcome"].isin(CLOSED_OUTCOMES)).mean()


def _to_add(search: JobSearch, dropped: Sequence[str]) -> list[str]:
    """Return one line that says what to log for more."""
    minutes = search.sent["effort_minutes"].notna().mean() if len(search.sent) else 1.0
    wishes = [f"the {spaced(name)} of each application" for name in dropped]
    wishes += ["the minutes each one took (effort_minutes)"] if minutes < FEW_MINUTES else []
    wishes += (
        []
        if profile_list(search.profile, "target_roles")
        else ["your target roles, in profile.toml in your workspace"]
    )
    return [f"For more, add {'; '.join(wishes)}."] if wishes and len(search.sent) else []


def theme_notes(evidence: pd.DataFrame, themes: HasThemes | None) -> list[str]:
    """Return what the feedback adds: which strength to lead with, and the next step of the first gap."""
    if themes is None:
        return []
    praised = evidence[evidence["employers"] > 0].sort_values("employers", ascending=False, kind="stable")
    out = [
        f"Lead with {row['strength']}: {row['employers']:,} "
        f"{'employer has' if row['employers'] == 1 else 'employers have'} praised it."
        for row in praised.head(1).to_dict("records")
    ]
    gaps = themes.table[(themes.table["sign"] == "gap") & (themes.table["next_step"].fillna("") != "")]
    if len(gaps):
        gap = gaps.iloc[0]
        sure = {"known": "recurs", "leaning": "may recur"}.get(gap["verdict"], "not known to recur")
        out.append(f"Before the next ones, on {gap['theme']} ({sure}): {gap['next_step']}")
    return out
