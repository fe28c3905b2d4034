"""What leaves and what stays: nothing is shared unless this room puts it into the shared view."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.report.leaks import known_names
from jobsearch_analytics.report.spelling import matches
from jobsearch_analytics.stages import OUTCOMES, STAGES
from jobsearch_analytics.tables import empty, problem_frame
from jobsearch_analytics.themes.taxonomy import read_taxonomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from jobsearch_analytics.report.pseudonyms import Pseudonyms
    from jobsearch_analytics.report.spelling import Name
    from jobsearch_analytics.search import JobSearch

__all__ = [
    "AUDIENCES",
    "PLAIN_CHANNELS",
    "TICKS",
    "Sharing",
    "plain_totals",
    "shared_themes",
    "shared_view",
    "sharing",
]

AUDIENCES = ("coach", "self")

#: What may be ticked, and what each tick adds.
TICKS = {
    "quotes": "one quote for each theme, names inside replaced",
    "themes": "theme names that you gave or that were made from the notes' words",
    "channels": "how roles were found, in the log's own words",
    "profile": "your strengths and target roles",
    "dates": "the first and last day instead of the months",
}

#: Ways of finding a role that name nobody; any other word is shown as "other" unless ticked.
PLAIN_CHANNELS = frozenset(
    (
        *("referral", "recruiter", "agency", "job_board", "company_site", "networking", "networking_event"),
        *("event", "career_fair", "cold_email", "cold_message", "direct", "university", "alumni"),
        *("social_media", "newspaper", "internal", "linkedin", "indeed", "glassdoor", "unknown"),
    )
)

#: Parts of the profile that are shared without a tick.
OPEN_PROFILE = ("goal", "value_proposition")
TICKED_PROFILE = ("strengths", "target_roles")

#: What of the themes' table a page may hold; quotes are dealt with apart.
THEME_COLUMNS = ["theme", "sign", "points", "employers", "share", "low", "high", "verdict"]


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


def shared_view(search: JobSearch, share: Sharing) -> JobSearch:
    """Return the search with only what the page may show: what is withheld is not even in it.

    Stages, outcomes and days stay, as every rate is counted from them, and the days on which something was
    written, as the next step follows from them. Ids are renumbered: they are made from names.
    """
    if share.audience == "self":
        return search
    rows, days = search.applications, search.events
    new_ids = {old: f"a{number}" for number, old in enumerate(rows["application_id"])}
    kept = ["applied_on", "applied_precision", "kind", "stage", "outcome"]
    own_words = share.allows("channels")
    return dataclasses.replace(
        search,
        applications=rows[kept].assign(
            application_id=rows["application_id"].map(new_ids), channel=_channels(search, share.k, own_words)
        ),
        events=days.drop(columns=["note", "source_file", "source_sheet", "source_row"]).assign(
            application_id=days["application_id"].map(new_ids)
        ),
        feedback=empty("feedback"),
        contacts=empty("contacts"),
        touches=_wrote(search, new_ids),
        flows=plain_totals(search.flows, ["source", "target"]),
        counts=plain_totals(search.counts, ["label"]),
        profile=_profile(search, share),
        problems=problem_frame(),
        reading=search.reading.head(0),
        sources=(),
        workspace=None,
    )


def _wrote(search: JobSearch, new_ids: dict[str, str]) -> pd.DataFrame:
    """Return on which day something was written about which application, and nothing of to whom or what."""
    touches = search.touches
    kept = touches[["on", "direction"]].assign(application_id=touches["application_id"].map(new_ids))
    return kept[kept["application_id"].notna()]


def _profile(search: JobSearch, share: Sharing) -> dict:
    names = OPEN_PROFILE + (TICKED_PROFILE if share.allows("profile") else ())
    return {name: search.profile[name] for name in names if name in search.profile}


def _channels(search: JobSearch, k: int, own_words: bool) -> pd.Series:
    """Return each application's channel: plain words as they are, rare or own ones as ``other``."""
    channel = search.applications["channel"]
    plain = channel.str.lower().str.replace(r"[\s_-]+", "_", regex=True).isin(PLAIN_CHANNELS)
    sent = channel[search.applications["kind"] == "application"]
    common = channel.map(sent.value_counts()).fillna(0) >= k
    names = known_names(search, texts=False) if own_words else []
    named = channel.map({word: bool(matches(word, names)) for word in channel.dropna().unique()})
    keep = common & (plain | (own_words & ~named.astype("boolean").fillna(value=False).astype(bool)))
    return channel.where(keep | channel.isna(), "other")


def plain_totals(totals: pd.DataFrame, labels: list[str]) -> pd.DataFrame:
    """Keep the totals whose labels are stages or outcomes: any other label is the user's own words."""
    known = {*STAGES, *OUTCOMES, "still open", "no response"}
    plain = totals[labels].apply(lambda column: column.str.lower().isin(known)).all(axis=1)
    return totals.loc[plain.astype(bool)]


def shared_themes(themes: Answer, share: Sharing, names: Sequence[Name], pseudonyms: Pseudonyms) -> Answer:
    """Return the themes as they may be shown: no quotes unless ticked, names replaced, nothing beside."""
    table, own = themes.table, share.audience == "self"
    aliases = {} if share.allows("themes") else _aliases(table["theme"])

    def safe(text: str) -> str:
        for label, alias in aliases.items():
            text = text.replace(label, alias)
        return text if own else pseudonyms.replace(text, names)

    quotes = [safe(quote) if share.allows("quotes") else "" for quote in table["quote"].fillna("")]
    return Answer(
        table=table[THEME_COLUMNS].assign(theme=[safe(theme) for theme in table["theme"]], quote=quotes),
        headline=safe(themes.headline),
        advice=safe(themes.advice),
        notes=tuple(safe(note) for note in themes.notes),
        as_of=themes.as_of,
        level=themes.level,
    )


def _aliases(labels: pd.Series) -> dict[str, str]:
    """Return a neutral name for every theme that is not one of the package's own, the longest first."""
    own = {theme.name for theme in read_taxonomy()}
    found = [label for label in dict.fromkeys(labels) if label not in own]
    aliases = {label: f"Another theme ({number})" for number, label in enumerate(found, 1)}
    return dict(sorted(aliases.items(), key=lambda pair: -len(pair[0])))
