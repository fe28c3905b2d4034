"""One next action for each open application, by stated rules: facts in, an action and its day out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch_analytics.stages import STAGES

__all__ = ["ACTIONS", "MOST_TODAY", "add_actions"]

#: No list for one day is longer than this.
MOST_TODAY = 7

#: Preparing starts so many days before a date; thanks are sent within so many days of a talk.
PREPARE_DAYS = 3
THANK_DAYS = 2

#: Silence after which to ask: after sending, and after a talk. One ask each, then again after as long.
ASK_DAYS = {"applied": 10}
ASK_DAYS_LATER = 7

#: The actions in the order of their urgency, and what is said.
ACTIONS = {
    "answer": "Answer the offer, or ask for the days you need.",
    "prepare": "Prepare for the {next_event} on {next_on}.",
    "log": "Write down how the {next_event} on {next_on} went.",
    "thank": "Send a short thank-you for the {stage}.",
    "ask": "Ask politely where things stand: {silent} silent days after the {stage}.",
    "follow_up": "Write once to say you are still interested: {silent} silent days.",
    "close": "Stop waiting: {silent} silent days. Keep the row, for a late reply re-opens it.",
    "wait": "Wait; look again on {due_on}.",
}

#: Waiting and letting go are no work, and on nobody's list.
NO_WORK = ("wait", "close")


def add_actions(rows: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Return the open applications with their next action, its day, and whether it is for today.

    Parameters
    ----------
    rows : DataFrame
        ``stage``, ``silent_days`` (to today), ``chance``, ``closing_days``, ``next_on``, ``next_event``,
        ``missed_on``, ``missed_event`` (a planned date now past) and ``quiet_days`` (since you last wrote;
        nan for never).
    today : Timestamp
        The day it is.

    Returns
    -------
    DataFrame
        With ``next_action`` str, a key of `ACTIONS`; ``due_on`` Timestamp; ``action`` str, the sentence; and
        ``to_do`` bool, True for the at most `MOST_TODAY` most urgent that are due.
    """
    chosen = _chosen(rows, today)
    action = chosen.where(chosen != "planned", "prepare").astype("str")
    out = rows.assign(next_action=action, due_on=_due(rows, chosen, today))
    for name in ("on", "event"):
        out[f"next_{name}"] = out[f"next_{name}"].mask(chosen == "log", out[f"missed_{name}"])
    out["action"] = pd.Series(
        [_sentence(row) for row in out.to_dict("records")], index=out.index, dtype="str"
    )
    return _ordered(out, today)


def _chosen(rows: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """Return the first rule that holds for each row; ``planned`` is a date too far ahead to prepare for."""
    silent, quiet, ask_after = rows["silent_days"], rows["quiet_days"], _ask_after(rows["stage"])
    talked = rows["stage"].map(STAGES.index) >= STAGES.index("screen")
    ahead = (rows["next_on"] - today).dt.days
    rules = {
        "answer": rows["stage"] == "offer",
        "prepare": ahead <= PREPARE_DAYS,
        "log": rows["missed_on"].notna(),
        "planned": ahead > PREPARE_DAYS,
        "thank": talked & (silent <= THANK_DAYS) & ~(quiet < silent),
        "close": silent > rows["closing_days"],
        "ask": talked & (silent >= ask_after) & ~(quiet < ask_after),
        "follow_up": ~talked & (silent >= ask_after) & quiet.isna(),
    }
    return pd.Series(np.select(list(rules.values()), list(rules), "wait"), index=rows.index)


def _due(rows: pd.DataFrame, chosen: pd.Series, today: pd.Timestamp) -> pd.Series:
    """Return the day of each action: today, or the day on which the next rule can come to hold."""
    silent, ask_after = rows["silent_days"], _ask_after(rows["stage"])
    until = (ask_after - silent).where(ask_after > silent, rows["closing_days"] + 1 - silent)
    later = today + pd.to_timedelta(until.fillna(ASK_DAYS_LATER).clip(lower=1), unit="D")
    due = later.where(chosen == "wait", today)
    return due.mask(chosen == "planned", rows["next_on"] - pd.Timedelta(days=PREPARE_DAYS))


def _ask_after(stage: pd.Series) -> pd.Series:
    return stage.map(ASK_DAYS).fillna(ASK_DAYS_LATER).astype("float64")


def _sentence(row: dict) -> str:
    dates = {name: f"{row[name]:%Y-%m-%d}" for name in ("next_on", "due_on") if not pd.isna(row[name])}
    silent = "" if pd.isna(row["silent_days"]) else f"{row['silent_days']:.0f}"
    return ACTIONS[row["next_action"]].format(**{**row, **dates, "silent": silent})


def _ordered(rows: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Order by day and urgency, the better chance first; the first few that are due are for today."""
    urgency = rows["next_action"].map(list(ACTIONS).index)
    out = rows.assign(urgency=urgency, hope=-rows["chance"].fillna(1.0))
    out = out.sort_values(["due_on", "urgency", "hope", "application_id"], kind="stable")
    due = (out["due_on"] <= today) & ~out["next_action"].isin(NO_WORK)
    out["to_do"] = due & (due.cumsum() <= MOST_TODAY)
    return out.drop(columns=["urgency", "hope"]).reset_index(drop=True)
