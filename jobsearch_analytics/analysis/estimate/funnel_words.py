"""What is said of a funnel: the headline, the next step, and the caveats found in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jobsearch_analytics.analysis.answer import percent, share_words, span, spoken
from jobsearch_analytics.analysis.estimate.intervals import KNOWN_WIDTH, wilson
from jobsearch_analytics.stages import FUNNEL_STAGES, STAGES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["funnel_advice", "funnel_headline", "funnel_notes", "is_untouched"]

#: A log with this share of untouched applications was probably never updated after sending.
UNTOUCHED_SHARE = 0.95
UNTOUCHED_LEAST = 10

#: Groups smaller than this get a warning.
SMALL_GROUP = 20

#: A headline names so many groups, the largest.
MOST_NAMED = 3


def is_untouched(journeys: pd.DataFrame) -> bool:
    """Return whether next to nothing is recorded after sending: a log that was never updated."""
    still = journeys["is_open"] & (journeys["rank"] == STAGES.index("applied"))
    return len(journeys) >= UNTOUCHED_LEAST and still.mean() >= UNTOUCHED_SHARE


class Apart(NamedTuple):
    """Two groups whose settled rates differ by more than as many looks as there are pairs allow."""

    better: str
    worse: str
    spans: str


def funnel_headline(table: pd.DataFrame, by: str | None, level: float) -> str:
    """Return one sentence with number, denominator and interval: of all, or of the largest groups."""
    if table.empty:
        return "No application is in this log yet, so there is no rate to speak of."
    rows = table[table["stage"] == "interview"]
    hits, n = int(rows["reached"].sum()), int(rows["applications"].sum())
    still = round((rows["at_most"] * rows["applications"]).sum()) - hits
    tail = f"; {still:,} without one {'is' if still == 1 else 'are'} still open" if still else ""
    if by is not None and len(rows) > 1:
        return f"{_by_group(rows, by, level)}{tail}."
    low, high = wilson([hits], [n], level)
    words = share_words(hits, n, low[0], high[0], level)
    return f"{words} applications have reached an interview so far{tail}."


def _by_group(rows: pd.DataFrame, by: str, level: float) -> str:
    """Return what is known of the groups, and the counts of the largest; their rates never order them."""
    apart = _apart(rows, level)
    lead = "interview rates cannot be told apart yet"
    if apart is not None:
        lead = f"the interview rates of {apart.better} and {apart.worse} differ"
    largest = rows.head(MOST_NAMED)
    words = [f"{percent(level)} interval ", *[""] * (len(largest) - 1)]
    told = [
        f"{spoken(row['group'])} {row['reached']:,} of {row['applications']:,} "
        f"({word}{span(row['share_low'], row['share_high'])})"
        for word, row in zip(words, largest.to_dict("records"), strict=True)
    ]
    more = len(rows) - MOST_NAMED
    rest = f", and {more:,} smaller group{'' if more == 1 else 's'}" if more > 0 else ""
    return f"By {spoken(by)}, {lead}: {', '.join(told)}{rest}"


def _apart(rows: pd.DataFrame, level: float) -> Apart | None:
    """Return the groups furthest apart if chance does not explain it, for as many pairs (Bonferroni)."""
    pairs = len(rows) * (len(rows) - 1) / 2
    hits = (rows["settled_rate"].fillna(0) * rows["settled"]).round()
    low, high = wilson(hits, rows["settled"], 1 - (1 - level) / pairs)
    best, worst = low.argmax(), high.argmin()
    if low[best] <= high[worst]:
        return None
    names = rows["group"].to_list()
    spans = f"{span(low[best], high[best])} against {span(low[worst], high[worst])}"
    return Apart(spoken(names[best]), spoken(names[worst]), spans)


def funnel_advice(table: pd.DataFrame, by: str | None, level: float) -> str:
    """Return the next step: where most applications end, or which group to use more."""
    if table.empty:
        return "Nothing can be known yet: log the first applications, with the day each was sent."
    if by is not None:
        return _advice_for_groups(table[table["stage"] == "interview"], by, level)
    interview = table[table["stage"] == "interview"].iloc[0]
    if interview["verdict"] == "not yet":
        more = interview["more_needed"]
        would_tell = f": about {more:,} more settled applications would tell" if more else ""
        return (
            f"The interview rate cannot be known yet{would_tell}. Log each answer and closing with its day."
        )
    ended = (table["entered"] - table["reached"] - table["open"]).to_numpy()
    at = int(ended.argmax())
    before, after = table["stage"].iloc[at - 1], table["stage"].iloc[at]
    return (
        f"Most endings so far lie between {before} and {after} "
        f"({ended[at]:,} of {table['entered'].iloc[at]:,}): "
        "work on that step first, and compare channels before changing anything else."
    )


def _advice_for_groups(rows: pd.DataFrame, by: str, level: float) -> str:
    if len(rows) < 2:
        return f"There is only one {spoken(by)} in this log: nothing to compare yet."
    apart = _apart(rows, level)
    if apart is None:
        return (
            "Keep using all of them, and keep logging: a higher bar among these is what chance alone would "
            "show."
        )
    return (
        f"If long silence means no, {apart.better} leads to interviews more often than {apart.worse} "
        f"({apart.spans}): send more of the next ten that way, and a few elsewhere to go on learning."
    )


def funnel_notes(
    journeys: pd.DataFrame, table: pd.DataFrame, closing_days: int, horizon: int | None
) -> tuple[str, ...]:
    """Return the caveats, the gravest first."""
    n, is_open, silent = len(journeys), journeys["is_open"], journeys["silent_days"]
    untouched = int((is_open & (journeys["rank"] == STAGES.index("applied"))).sum())
    young = int((is_open & (silent <= closing_days)).sum())
    undated = int(silent.isna().sum())
    groups = table.loc[table["stage"] == FUNNEL_STAGES[0], "applications"]
    beyond = int(table[table["stage"] == "offer"]["within_rate"].isna().sum())
    small = int((groups < SMALL_GROUP).sum()) if len(groups) > 1 else 0
    wide = table["high"] - table["low"] > KNOWN_WIDTH
    steps = wide & (table["entered"] > 0) & (table["verdict"] == "known")
    notes = (
        (
            is_untouched(journeys),
            f"For {untouched:,} of {n:,} applications nothing is recorded after sending: either nobody "
            "answered or the log was not kept up. Until answers are logged, these rates say nothing.",
        ),
        (
            young > 0,
            f"{young:,} open {'application has' if young == 1 else 'applications have'} been silent for "
            f"{closing_days} days or less and may still move.",
        ),
        (undated > 0, f"{undated:,} of {n:,} applications have no date: how long they wait is unknown."),
        (horizon is not None and beyond > 0, _beyond_note(beyond, len(groups), horizon)),
        (
            small > 0,
            f"{small:,} of {len(groups):,} groups have fewer than {SMALL_GROUP} applications: "
            "their rates are mostly luck.",
        ),
        (
            bool(steps.any()),
            "The verdict is about the share of all sent that get so far, not about the single step.",
        ),
    )
    return tuple(text for holds, text in notes if holds)


def _beyond_note(beyond: int, groups: int, horizon: int | None) -> str:
    whose = "This log is" if groups == 1 else f"{beyond:,} of {groups:,} groups are"
    return f"{whose} not followed for {horizon} days yet: for that horizon the answer is 'not yet'."
