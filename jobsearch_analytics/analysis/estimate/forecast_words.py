"""What is said of a forecast: the headline, what the levers change, and how earlier ones fared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import chance_percent, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from jobsearch_analytics.analysis.estimate.counted_days import Counted

__all__ = ["chance_words", "forecast_advice", "forecast_headline", "forecast_notes", "scored_notes"]

#: With fewer own waits than this, a step is known from the prior more than from the log.
FEW_WAITS = 12

STEP_WORDS = {
    "sent": "from sending to an interview",
    "screened": "from a screen to an interview",
    "interviewed": "from an interview to an offer",
}


def forecast_headline(table: pd.DataFrame, pace: float, weeks: int, level: float, dark: int) -> str:
    """Return one sentence with both chances and where they lie; ``dark`` is open, but without a day."""
    last = table[table["week"] == weeks].set_index("goal").to_dict("index")
    parts = [
        f"{chance_words(last[goal])} for {words}"
        for goal, words in (("interview", "a new interview"), ("offer", "an offer"))
    ]
    rate = f"{pace:g} application{'' if pace == 1 else 's'} a week"
    return (
        f"Within {weeks} weeks, at {rate}, the chances are {' and '.join(parts)}; "
        f"the ranges hold {percent(level)} of what your rates may be"
        + (f"; {dark:,} open ones without a day are not counted." if dark else ".")
    )


def chance_words(row: Mapping) -> str:
    """Return a chance with its range; nothing in a search is ever quite certain."""
    chance, low, high = (chance_percent(row[name]) for name in ("chance", "low", "high"))
    return chance if low == high else f"{chance} ({low.removesuffix('%')}–{high})"


def forecast_advice(levers: pd.DataFrame, weeks: int) -> str:
    """Return what the levers change; computed, not promised."""
    rows = levers.set_index("lever").to_dict("index")
    plan, more = rows["as planned"], rows["2 more a week"]
    gain = 100 * (more["offer"] - plan["offer"])
    return (
        f"Two more applications a week would move the chance of an offer within {weeks} weeks from "
        f"{chance_percent(plan['offer'])} to {chance_percent(more['offer'])}"
        + (": more of the same does little here." if gain < 3 else ".")
        + " Save the forecast beside your own guess: save_forecast(forecast, own_guess={…})."
    )


def forecast_notes(counts: Mapping[str, Counted], undated: int) -> list[str]:
    """Return which steps rest on the prior, and what could not be counted."""
    few = [
        f"{STEP_WORDS[name]} ({counted.at_risk[0]:.0f} of your own)"
        for name, counted in counts.items()
        if counted.at_risk[0] < FEW_WAITS
    ]
    out = []
    if few:
        out.append(f"Known from a stated prior more than from your log: the step {', '.join(few)}.")
    if undated:
        out.append(
            f"Not counted, for want of a day of sending: {undated:,}; the true chances are higher if any "
            "is still alive."
        )
    return out


def scored_notes(past: pd.DataFrame) -> list[str]:
    """Return how the last forecast that is decided fared, and the mean squared error of all of them."""
    decided = past[past["came"].notna()]
    out = []
    if len(decided):
        row = decided.sort_values("made_on", kind="stable").to_dict("records")[-1]
        own = "" if row["own_guess"] != row["own_guess"] else f", your own guess {percent(row['own_guess'])}"
        came = "came" if row["came"] else "did not come"
        out.append(
            f"The forecast of {row['made_on']:%Y-%m-%d} gave an {row['goal']} by {row['until']:%Y-%m-%d} "
            f"{chance_percent(row['chance'])}{own}; it {came}."
        )
        hit = decided["came"].astype("float64")
        score = float(((decided["chance"] - hit) ** 2).mean())
        guessed = decided["own_guess"].notna()
        own_score = float(((decided["own_guess"] - hit)[guessed] ** 2).mean())
        mine = f", yours {own_score:.2f}" if guessed.any() else ""
        out.append(
            f"Over {len(decided)} decided forecasts the Brier score is {score:.2f}{mine}; 0 is perfect, "
            "a coin gives 0.25."
        )
    waiting = past[past["came"].isna()]
    if len(waiting):
        due = f"{waiting['until'].min():%Y-%m-%d}"
        out.append(f"Not decided yet, of the saved forecasts: {len(waiting)}, the next due on {due}.")
    return out
