"""What was done week by week, and how often a run of silence is nothing but luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer, chance_percent
from jobsearch_analytics.analysis.estimate.intervals import check_level, jeffreys
from jobsearch_analytics.analysis.estimate.runs import chance_of_run, chance_somewhere
from jobsearch_analytics.features.waits import CAUSES, build_waits
from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["Momentum", "momentum"]

ACTIVITIES = ("applications", "conversations", "asks", "follow_ups")

TALKS = FUNNEL_STAGES[1:-1]
#: What a touch counts as.
PURPOSES = {
    "meeting": "conversations",
    "feedback_request": "asks",
    "referral_ask": "asks",
    "advice": "asks",
    "check_in": "follow_ups",
    "thank_you": "follow_ups",
}

#: An application is silent, for a run of silences, if so many days brought no positive reply.
REPLY_DAYS = 30

#: The runs shown, beside the one at hand.
RUNS = (5, 10, 20, 30)

#: The headline speaks of so many weeks.
RECENT_WEEKS = 4


@dataclass(frozen=True, kw_only=True, repr=False)
class Momentum(Answer):
    """Activity by week, and the odds of runs of silence.

    Attributes
    ----------
    table : DataFrame
        One row per week from the first entry to ``as_of``: ``week_of`` Timestamp, its Monday;
        ``applications``, ``conversations`` (stages held and meetings), ``asks`` (for feedback, advice or a
        referral) and ``follow_ups`` (check-ins and thanks) int; ``year_end`` bool, a week around New Year;
        ``verdict`` str, always ``known``: these are counts, not estimates.
    runs : DataFrame
        One row per length of a run of silences: ``length`` int; ``chance`` float in [0, 1], that the next so
        many applications all stay silent; ``somewhere`` float, that such a run stands somewhere among as many
        applications as are old enough to tell; ``now`` bool, the run at hand.
    silences : int
        How many of the latest applications, of those sent thirty days ago or more, brought no positive reply.
    rate, low, high : float
        The share of those old enough that brought one within thirty days, and its Jeffreys interval.
    """

    runs: pd.DataFrame
    silences: int
    rate: float
    low: float
    high: float

    SHOWN: ClassVar[tuple[str, ...]] = ("week_of", *ACTIVITIES)

    def shown(self) -> pd.DataFrame:
        """Return the last twelve weeks as people read them."""
        text = super().shown().tail(12)
        return text.assign(**{"week of": self.table["week_of"].tail(12).dt.strftime("%Y-%m-%d")})


def momentum(search: JobSearch, *, level: float = 0.95) -> Momentum:
    """Return activity by week, and how often a run of silence like yours is nothing but luck.

    Parameters
    ----------
    search : JobSearch
        Only what is dated to the day is put into weeks.
    level : float
        Coverage of the interval of the reply rate, in (0, 1).

    Returns
    -------
    Momentum
        Valid for any search, also one without dates.

    Raises
    ------
    BadArgumentError
        If ``level`` is not in (0, 1).

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> answer = jsa.momentum(jsa.load_sample())
    >>> bool(answer.runs["chance"].between(0, 1).all())
    True
    """
    check_level(level)
    done = _done(search)
    table = _by_week(done, search.as_of)
    hits, trials, silences = _replies(search)
    low, high = jeffreys([hits], [trials], level)
    runs = _runs(silences, hits, trials)
    return Momentum(
        table=table,
        headline=_headline(table),
        advice=_advice(search, table, runs, silences, trials),
        notes=_notes(search, table),
        as_of=search.as_of,
        level=level,
        runs=runs,
        silences=silences,
        rate=hits / trials if trials else float("nan"),
        low=float(low[0]),
        high=float(high[0]),
    )


def _done(search: JobSearch) -> pd.DataFrame:
    """Return everything done on a known day: ``on``, ``activity``."""
    sent, events, touches = search.sent, search.events, search.touches
    sent = sent[sent["applied_precision"].fillna("day") == "day"]
    talks = events[events["event"].isin(TALKS) & ~events["scheduled"]]
    talks = talks[talks["occurred_on"] == talks["latest_on"]]
    mine = touches[touches["direction"].isin(["out", "both"])]
    parts = [
        pd.DataFrame({"on": sent["applied_on"], "activity": "applications"}),
        pd.DataFrame({"on": talks["occurred_on"], "activity": "conversations"}),
        pd.DataFrame({"on": mine["on"], "activity": mine["purpose"].map(PURPOSES)}),
    ]
    done = pd.concat(parts, ignore_index=True).dropna()
    return done[done["on"] <= search.as_of]


def _by_week(done: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    monday = done["on"] - pd.to_timedelta(done["on"].dt.day_of_week, unit="D")
    counts = pd.crosstab(monday, done["activity"]).reindex(columns=list(ACTIVITIES), fill_value=0)
    if len(counts):
        last = as_of.normalize() - pd.Timedelta(days=as_of.day_of_week)
        counts = counts.reindex(pd.date_range(counts.index.min(), last, freq="7D"), fill_value=0)
    table = counts.rename_axis("week_of").rename_axis(columns=None).reset_index()
    table["week_of"] = table["week_of"].astype("datetime64[us]")
    week = table["week_of"].dt
    table["year_end"] = ((week.month == 12) & (week.day >= 18)) | ((week.month == 1) & (week.day <= 1))
    return table.assign(verdict="known").astype(dict.fromkeys(ACTIVITIES, "int64"))


def _replies(search: JobSearch) -> tuple[int, int, int]:
    """Return replies, applications old enough for one, and the silences since the latest of these replies."""
    waits = build_waits(search, until="screen")
    old = waits[(waits["unused"] == "") & (waits["followed_days"] >= REPLY_DAYS)]
    old = old.sort_values("from_on", kind="stable")
    hit = ((old["ended_by"] == CAUSES[0]) & (old["days_low"] <= REPLY_DAYS)).to_numpy()
    silences = int(hit[::-1].argmax()) if hit.any() else len(hit)
    return int(hit.sum()), len(hit), silences


def _runs(silences: int, hits: int, trials: int) -> pd.DataFrame:
    lengths = sorted({*RUNS, silences} - {0})
    rows = [
        (length, chance_of_run(length, hits, trials), chance_somewhere(length, trials, hits, trials))
        for length in lengths
    ]
    runs = pd.DataFrame(rows, columns=["length", "chance", "somewhere"])
    return runs.assign(now=runs["length"] == silences)


def _headline(table: pd.DataFrame) -> str:
    if table.empty:
        return "Nothing in this log is dated to the day, so no week can be told from another."
    recent = table.tail(RECENT_WEEKS)
    counts = ", ".join(_counted(int(recent[name].sum()), name) for name in ACTIVITIES)
    weeks = "the last week" if len(recent) == 1 else f"the last {len(recent)} weeks"
    return f"In {weeks}: {counts}."


def _counted(number: int, activity: str) -> str:
    words = activity.replace("_", "-")
    return f"{number:,} {words.removesuffix('s') if number == 1 else words}"


def _advice(search: JobSearch, table: pd.DataFrame, runs: pd.DataFrame, silences: int, trials: int) -> str:
    now = runs[runs["now"]]
    if trials and len(now) and silences >= min(RUNS):
        row = now.to_dict("records")[0]
        return (
            f"{silences:,} silences in a row happen {chance_percent(row['chance'])} of the time at your "
            f"rate, and somewhere among {trials:,} applications {chance_percent(row['somewhere'])} of the "
            "time: by themselves they are no reason to change anything."
        )
    plan = search.profile.get("weekly_plan", {})
    if plan and len(table):
        this = table.iloc[-1]
        left = [
            _counted(int(plan[name] - this[name]), name)
            for name in ACTIVITIES
            if plan.get(name, 0) > this[name]
        ]
        return f"Left of this week's plan: {', '.join(left)}." if left else "This week's plan is done. Rest."
    return "Plan the coming week in numbers you can keep: applications, conversations, asks, follow-ups."


def _notes(search: JobSearch, table: pd.DataFrame) -> tuple[str, ...]:
    empty = int((table[list(ACTIVITIES)].sum(axis=1) == 0).sum())
    year_end = int(table["year_end"].sum())
    undated = int((search.sent["applied_on"].isna() | (search.sent["applied_precision"] != "day")).sum())
    notes = (
        (
            empty > 0,
            f"Weeks without an entry: {empty:,}. They are rest or were not logged; nothing is counted "
            "against you.",
        ),
        (
            year_end > 0,
            f"Weeks around New Year: {year_end:,}. Few employers answer then; wait before reading anything "
            "into the silence.",
        ),
        (undated > 0, f"Not in any week, for want of an exact day: {undated:,} applications."),
    )
    return tuple(text for holds, text in notes if holds)
