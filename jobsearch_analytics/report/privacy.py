"""What leaves and what stays: no table is shared unless this room puts it into the shared view."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.report.known import known_names
from jobsearch_analytics.report.letters import clean
from jobsearch_analytics.report.spelling import matches
from jobsearch_analytics.stages import OUTCOMES, STAGES
from jobsearch_analytics.tables import TABLES, empty, problem_frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from jobsearch_analytics.search import JobSearch

__all__ = [
    "ACTIVITIES",
    "AUDIENCES",
    "PLAIN_CHANNELS",
    "TICKS",
    "Sharing",
    "is_plain_way",
    "plain",
    "plain_totals",
    "shared_view",
    "sharing",
]

AUDIENCES = ("coach", "self")

#: What may be ticked, and what each tick adds.
TICKS = {
    "quotes": "for each theme one quote that you approved, names inside replaced",
    "titles": "job titles and places of what is open; a rare combination is shown more generally",
    "themes": "theme names that you gave or that were made from the notes' words",
    "channels": "how roles were found, in the log's own words",
    "profile": "your strengths and target roles",
    "dates": "exact days instead of months, weekdays and weeks",
    "experiments": "what you are trying out, in your own words",
    "own_line": "the line `own_line` of your profile: how you are doing",
}

#: Ways of finding a role that name nobody; any other word is shown as "other" unless ticked.
PLAIN_CHANNELS = frozenset(
    (
        *("referral", "recruiter", "agency", "job_board", "company_site", "networking", "networking_event"),
        *("event", "career_fair", "cold_email", "cold_message", "direct", "university", "alumni"),
        *("social_media", "newspaper", "internal", "linkedin", "indeed", "glassdoor", "unknown"),
    )
)

#: What a shared view keeps of an application beside its firm's stand-in and its channel.
KEPT = ["applied_on", "applied_precision", "kind", "stage", "outcome"]

#: What a weekly plan counts.
ACTIVITIES = ("applications", "conversations", "asks", "follow_ups")


@dataclass(frozen=True)
class Sharing:
    """What a page may show.

    Attributes
    ----------
    audience : str
        ``coach``: nothing named leaves unless ticked. ``self``: everything is named.
    ticks : frozenset of str
        Keys of `TICKS`.
    k : int
        A word of the log that fewer applications than this share is not shown.
    """

    audience: str
    ticks: frozenset[str]
    k: int

    def allows(self, tick: str) -> bool:
        """Return whether the page may show it."""
        return self.audience == "self" or tick in self.ticks


def sharing(audience: str, share: Sequence[str], k: int) -> Sharing:
    """Return the checked choices of the user.

    Raises
    ------
    UnknownChoiceError
        If the audience or a tick does not exist.
    BadArgumentError
        If ``k`` is below 1.
    """
    if audience not in AUDIENCES:
        raise UnknownChoiceError("audience", audience, AUDIENCES, "an audience")
    ticks = [share] if isinstance(share, str) else list(share)
    for tick in ticks:
        if tick not in TICKS:
            raise UnknownChoiceError("share", tick, list(TICKS), "something that can be ticked")
    if k < 1:
        raise BadArgumentError("k", k, "a number of applications from 1 on", "k=3")
    return Sharing(audience, frozenset(ticks), k)


def shared_view(search: JobSearch, share: Sharing, stand_ins: Mapping[str, str]) -> JobSearch:
    """Return the search with only what the page may show: what is withheld is not even in it.

    Stages, outcomes and days stay, as every rate is counted from them, and on which day something was written
    and what for, as activity and next step follow from them. Ids are renumbered: they are made from names.

    Parameters
    ----------
    search : JobSearch
        As loaded.
    share : Sharing
        What may be shown.
    stand_ins : dict of str to str
        The firms' pseudonyms, by firm; a firm without one stays unnamed.
    """
    if share.audience == "self":
        return dataclasses.replace(search, applications=_cleaned(search.applications))
    rows, days = plain(search.applications, "applications"), plain(search.events, "events")
    new_ids = {old: f"a{number}" for number, old in enumerate(search.applications["application_id"])}
    own_words = share.allows("channels")
    return dataclasses.replace(
        search,
        applications=rows[KEPT].assign(
            application_id=rows["application_id"].map(new_ids),
            company=rows["company"].map(stand_ins),
            channel=_channels(search, share.k, own_words),
        ),
        events=days.drop(columns=["note", "source_file", "source_sheet", "source_row"]).assign(
            application_id=days["application_id"].map(new_ids)
        ),
        feedback=empty("feedback"),
        contacts=empty("contacts"),
        touches=_wrote(search, new_ids),
        flows=plain_totals(search.flows, ["source", "target"]),
        counts=plain_totals(search.counts, ["label"]),
        profile=_plan(search),
        problems=problem_frame(),
        reading=search.reading.head(0),
        sources=(),
        workspace=None,
    )


def _cleaned(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the applications with every text free of marks that hide or reorder."""
    texts = ["company", "title", "location", "channel"]
    return rows.assign(**{name: _clean_texts(rows[name]) for name in texts})


def _clean_texts(texts: pd.Series) -> pd.Series:
    return texts.map(clean, na_action="ignore").astype("str")


def plain(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a table whose cells of a fixed vocabulary hold a word of that vocabulary, or nothing."""
    out = frame
    for column in (column for column in TABLES[table] if column.choices):
        known = frame[column.name].isin(column.choices)
        if column.required and not known.all():
            out = out[known.reindex(out.index)]
        if not (known | frame[column.name].isna()).all():
            out = out.assign(**{column.name: out[column.name].where(known.reindex(out.index))})
    return out


def _wrote(search: JobSearch, new_ids: dict[str, str]) -> pd.DataFrame:
    """Return on which day something was written and what for, and nothing of to whom or what."""
    touches = plain(search.touches, "touches")
    kept = touches[["on", "direction", "purpose", "replied_on"]]
    return kept.assign(application_id=touches["application_id"].map(new_ids))


def _plan(search: JobSearch) -> dict:
    """Return the numbers of the weekly plan: words go another way."""
    plan = search.profile.get("weekly_plan")
    plan = plan if isinstance(plan, dict) else {}
    numbers = {name: plan[name] for name in ACTIVITIES if isinstance(plan.get(name), (int, float))}
    return {"weekly_plan": numbers} if numbers else {}


def _channels(search: JobSearch, k: int, own_words: bool) -> pd.Series:
    """Return each application's channel: plain words as they are, rare or own ones as ``other``."""
    channel = _clean_texts(search.applications["channel"])
    sent = channel[search.applications["kind"] == "application"]
    common = channel.map(sent.value_counts()).fillna(0) >= k
    names = known_names(search) if own_words else []
    named = channel.map({word: bool(matches(word, names)) for word in channel.dropna().unique()})
    keep = common & (
        is_plain_way(channel) | (own_words & ~named.astype("boolean").fillna(value=False).astype(bool))
    )
    return channel.where(keep | channel.isna(), "other")


def is_plain_way(channel: pd.Series) -> pd.Series:
    """Return whether each way of finding a role is a common one that names nobody."""
    return channel.astype("str").str.lower().str.replace(r"[\s_-]+", "_", regex=True).isin(PLAIN_CHANNELS)


def plain_totals(totals: pd.DataFrame, labels: list[str]) -> pd.DataFrame:
    """Keep the totals whose labels are stages or outcomes: any other label is the user's own words."""
    known = {*STAGES, *OUTCOMES, "still open", "no response"}
    plain = totals[labels].apply(lambda column: column.str.lower().isin(known)).all(axis=1)
    return totals.loc[plain.astype(bool)]
