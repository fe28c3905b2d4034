"""What is said of the fit to a profile: the headline, the next step, and what would make it say more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.analysis.estimate.comparison_words import MOST_WORTH
from jobsearch_analytics.features.constraints import read_constraints
from jobsearch_analytics.features.profile_fit import UNKNOWN_FIT, profile_list

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.search import JobSearch

__all__ = ["PROFILE_TEMPLATE", "fit_advice", "fit_headline", "fit_notes"]

#: What to write into profile.toml in the workspace; three lines are enough.
PROFILE_TEMPLATE = (
    'target_roles = ["Data Engineer", "Data Analyst"]\n'
    'strengths = ["SQL and data modelling", "explaining data to others"]\n'
    'constraints = ["Berlin or remote", "at least 60,000 EUR", "no weekly travel"]'
)

#: Below this share of postings whose words were kept, keeping them is worth a word.
FEW_POSTINGS = 0.5


def fit_headline(bands: pd.DataFrame, profile: dict[str, Any], level: float) -> str:
    """Return one sentence: what became of close and of far applications."""
    if not _says_something(profile):
        return "No target roles or strengths are written down yet, so nothing can be held against them."
    if bands.empty:
        return "No application with a title has been sent yet, so there is no outcome by fit."
    words = [
        f"{row['band']} {row['replies']:,} of {row['applications']:,} "
        f"({percent(row['rate'])}, {span(row['low'], row['high'])})"
        for row in bands.to_dict("records")
    ]
    return (
        f"Positive replies by fit to your profile: {'; '.join(words)}; rates drawn towards each other, "
        f"{percent(level)} intervals."
    )


def fit_advice(table: pd.DataFrame, bands: pd.DataFrame, profile: dict[str, Any], looks: int) -> str:
    """Return the next step: the closest lead, and whether aiming closer is known to help."""
    if not _says_something(profile):
        return "Write target_roles, strengths and constraints into profile.toml: three lines are enough."
    leads = table[(table["kind"] == "lead") & (table["band"] != UNKNOWN_FIT)]
    first = ""
    if len(leads):
        top = leads.iloc[0]
        whose = top["company"] if isinstance(top["company"], str) else "the first lead"
        first = f"Of the leads you saved, begin with {whose} ({top['reason']}). "
    return first + _aim(bands, looks)


def _aim(bands: pd.DataFrame, looks: int) -> str:
    known = bands[bands["verdict"] == "known"]
    better = known[known["crude"] > 0]["band"].tolist()
    if better:
        return f"Aim for more that is {better[0]}: it is answered more often."
    if len(known):
        return f"Send fewer that are {known['band'].iloc[0]}: they are answered less often."
    more = bands["more_needed"].min()
    if len(bands) < 2:
        return "All you sent lies in one band of fit, so whether aiming closer helps cannot be seen."
    if more != more or more > MOST_WORTH:
        return (
            "Whether aiming closer brings more replies would take more applications than one search holds: "
            "aim by what you want."
        )
    return (
        f"Whether aiming closer brings more replies cannot be known yet: about {more:.0f} more on each side "
        f"would show a doubling (80% of the time, looked at {looks} times)."
    )


def fit_notes(search: JobSearch, table: pd.DataFrame, evidence: pd.DataFrame, has_themes: bool) -> list[str]:
    """Return the evidence for the strengths, what only the user can check, and what to add for more."""
    if not _says_something(search.profile):
        return [f"For example, in profile.toml in your workspace:\n{PROFILE_TEMPLATE}"]
    praised = evidence[evidence["employers"] > 0].sort_values("employers", ascending=False, kind="stable")
    out = [
        f"Praised by {row['employers']:,} {'employer' if row['employers'] == 1 else 'employers'}: "
        f'{row["strength"]} ("{row["quote"]}").'
        for row in praised.to_dict("records")
    ]
    constraints = profile_list(search.profile, "constraints")
    yours = [
        one.text
        for one in read_constraints(constraints, search.applications["location"])
        if one.kind == "yours"
    ]
    kept = float(search.applications["posting"].notna().mean()) if len(search.applications) else 1.0
    unknown = int((table["band"] == UNKNOWN_FIT).sum())
    notes = (
        (bool(yours), f"Only you can check: {'; '.join(yours)}."),
        (unknown > 0, f"Without a title or a posting, so that no fit can be told: {unknown:,}."),
        (
            kept < FEW_POSTINGS,
            f"The words of the posting are kept for {percent(kept)} of the rows: paste them into a column "
            "called posting, and your strengths can be looked for in them.",
        ),
        (
            not has_themes and len(search.feedback) > 0,
            "With themes=jsa.feedback_themes(search), praise from employers counts as evidence.",
        ),
    )
    return out + [text for holds, text in notes if holds]


def _says_something(profile: dict[str, Any]) -> bool:
    return bool(profile_list(profile, "target_roles") or profile_list(profile, "strengths"))
