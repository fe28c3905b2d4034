"""What is said of feedback themes: the headline, the next step, and the caveats found in the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import share_words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["themes_advice", "themes_headline", "themes_notes"]

#: With fewer employers than this a reader is warned.
FEW_EMPLOYERS = 10


def themes_headline(table: pd.DataFrame, points: pd.DataFrame, level: float) -> str:
    """Return one sentence: the gap most employers named, with its interval, or that none recurs."""
    if table.empty:
        return "No feedback that says anything of its own is in this log yet."
    gaps = table[table["sign"] == "gap"]
    top = (gaps if len(gaps) else table).iloc[0]
    n = points["employer"].nunique()
    words = share_words(int(top["employers"]), n, top["low"], top["high"], level)
    recurring = gaps[gaps["verdict"] == "known"]
    if len(recurring):
        top = recurring.iloc[0]
        words = share_words(int(top["employers"]), n, top["low"], top["high"], level)
        return f"{words} employers who said anything spoke of {top['theme']} as something to work on."
    return f"No gap recurs yet: the most named theme, {top['theme']}, came from {words} employers."


def themes_advice(table: pd.DataFrame) -> str:
    """Return the next step of the gap that recurs, and what to lead with."""
    recurring = table[table["verdict"] == "known"]
    gaps, strengths = (recurring[recurring["sign"] == sign] for sign in ("gap", "strength"))
    proven = f" Lead with {strengths.iloc[0]['theme']}: employers keep praising it." if len(strengths) else ""
    if len(gaps):
        return gaps.iloc[0]["next_step"] + proven
    if table.empty:
        return (
            "Nothing can be known yet: after the next conversation, ask what would have made the difference."
        )
    return f"Change nothing because of a single remark; ask the next two interviewers for feedback.{proven}"


def themes_notes(said: pd.DataFrame, n_stock: int, n_problems: int, model_note: str) -> tuple[str, ...]:
    """Return the caveats, the gravest first."""
    n_unread = int((~said["language"].isin(["en", "unknown"])).sum())
    employers = said["employer"].nunique()
    hearsay = int((~said["first_hand"]).sum())
    edits = "edit does" if n_problems == 1 else "edits do"
    notes = (
        (
            0 < employers < FEW_EMPLOYERS,
            f"Only {employers} employers have said anything: most of this is luck.",
        ),
        (
            n_problems > 0,
            f"{n_problems:,} saved {edits} not fit the notes any more.",
        ),
        (n_stock > 0, f"{n_stock:,} notes are stock phrases that say nothing to act on: left out."),
        (hearsay > 0, f"{hearsay:,} of {len(said):,} points are second hand or one's own view."),
        (
            n_unread > 0 and "language" not in model_note,
            f"{n_unread:,} points are not in English and may be sorted less well.",
        ),
        (bool(model_note), model_note),
    )
    return tuple(text for holds, text in notes if holds)
