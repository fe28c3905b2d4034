"""What is said of a comparison: the headline, the next step, and the caveats found in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BEFORE_AND_AFTER",
    "comparison_advice",
    "comparison_headline",
    "comparison_notes",
    "dry_spell_note",
    "points",
]

#: How a comparison of two times is named.
BEFORE_AND_AFTER = "before and after"

#: What a change asks for that is known to have made it better, or worse.
SINCE = {True: "keep what you changed.", False: "look at what changed before you go on."}

#: A difference that takes more applications than this on each side is beyond one person's search.
MOST_WORTH = 300

#: With less of the applications than this in strata that hold both sides, the rest is worth a word.
GOOD_OVERLAP = 0.80

#: A dry spell of this many before a change makes luck afterwards likely.
DRY_LEAST = 8


def points(share: float) -> str:
    """Return a difference of shares in points.

    Examples
    --------
    >>> points(0.124), points(-0.03)
    ('+12 points', '-3 points')
    """
    return f"{100 * share:+.0f} points"


def comparison_headline(table: pd.DataFrame, name: str, level: float) -> str:
    """Return one sentence: the clearest difference, known or not, with its interval."""
    if table.empty:
        return (
            f"Nothing to compare {_asked(name)}: there are not yet two groups that were followed long enough."
        )
    row = table.to_dict("records")[int(table["p_value"].argmin())]
    rates = (
        f"{row['reached']:,} of {row['applications']:,} ({percent(row['rate'])}) against "
        f"{row['others_reached']:,} of {row['others']:,} ({percent(row['others_rate'])})"
    )
    like = (
        "no like can be compared with like"
        if row["adjusted"] != row["adjusted"]
        else f"like with like {points(row['adjusted'])}, {percent(level)} interval "
        f"{points(row['adjusted_low']).removesuffix(' points')} to {points(row['adjusted_high'])}"
    )
    lead = {
        "known": f"{row['group']} differs from the rest",
        "leaning": f"{row['group']} may differ from the rest, which is not known yet",
        "not yet": f"nothing can be told apart yet; the clearest is {row['group']}",
    }[row["verdict"]]
    asked = _asked(name)
    return f"{asked[0].upper()}{asked[1:]}, {lead}: {rates}; {like}."


def _asked(name: str) -> str:
    """Return how a question is named in a sentence: by what, or before and after when."""
    return name if name.startswith(BEFORE_AND_AFTER) else f"by {name.replace('_', ' ')}"


def comparison_advice(table: pd.DataFrame, looks: int, name: str) -> str:
    """Return the next step: act on what is known, or how many more it takes."""
    if table.empty:
        return "Nothing can be known yet: go on logging the day of each application and of each answer."
    known = table[table["verdict"] == "known"]
    better = known[known["adjusted"] > 0]["group"].tolist()
    worse = known[known["adjusted"] < 0]["group"].tolist()
    if len(known) and name.startswith(BEFORE_AND_AFTER):
        goes = bool(better) == (known["group"].iloc[0] == "after")
        return f"Since then it goes {'better' if goes else 'worse'}: {SINCE[goes]}"
    if better or worse:
        which = f"Do more of it: {', '.join(better)}" if better else f"Do less of it: {', '.join(worse)}"
        return f"{which}; keep a few of {'the others' if better else 'them'} to go on learning."
    more = table["more_needed"].min()
    if more != more or more > MOST_WORTH:
        return (
            "Even a doubling would take more applications than one search holds: do not wait for proof here, "
            "and choose by other reasons."
        )
    times = "once" if looks == 1 else f"{looks} times"
    until = "keep the change" if name.startswith(BEFORE_AND_AFTER) else "keep using all of them"
    return (
        f"About {more:.0f} more applications on each side would show a doubling (80% of the time, looked at "
        f"{times}): {until} until then."
    )


def comparison_notes(
    cohort: pd.DataFrame, used: pd.DataFrame, table: pd.DataFrame, within_days: int, landmark_days: int
) -> list[str]:
    """Return the caveats that any comparison can have, the gravest first."""
    turned = [
        f"{row['group']} ({points(row['crude'])} on the face of it, {points(row['adjusted'])} like with like)"
        for row in table[table["reverses"]].to_dict("records")
    ]
    out = []
    if turned:
        out.append(
            f"Turned around like with like, since the mix of applications made it: {', '.join(turned)}."
        )
    young = int((~cohort["mature"]).sum())
    early = int((cohort["mature"] & ~cohort["at_landmark"]).sum())
    if young:
        of = f"{young:,} of {len(cohort):,}"
        out.append(f"Left out, since not followed for {within_days} days yet, or undated: {of}.")
    if early:
        out.append(f"Answered within {landmark_days} days, before any follow-up could count: {early:,}.")
    thin = table[table["overlap"] < GOOD_OVERLAP]
    if len(thin):
        shares = ", ".join(f"{row['group']} {percent(row['overlap'])}" for row in thin.to_dict("records"))
        out.append(
            f"Like could be compared with like for only a part, and of the rest nothing is said: {shares}."
        )
    gone = sorted(set(cohort["group"]) - set(used["group"]))
    if gone and len(cohort):
        out.append(f"Not one application was followed long enough in: {', '.join(gone)}.")
    return out


def dry_spell_note(before: pd.DataFrame) -> list[str]:
    """Return a warning if the time before a change ended in a dry spell: luck returns by itself.

    Parameters
    ----------
    before : DataFrame
        The applications sent before the change, oldest first, with ``hit``.
    """
    hits = before["hit"].to_numpy()
    if not hits.any():
        return []
    run, rate = int(hits[::-1].argmax()), float(hits.mean())
    if run < DRY_LEAST:
        return []
    return [
        f"The change came after {run} applications in a row without success, which at your rate happens "
        f"{percent((1 - rate) ** run)} of the time by chance alone: better luck would have returned by "
        "itself."
    ]
