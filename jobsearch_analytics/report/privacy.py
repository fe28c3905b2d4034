"""What leaves and what stays: nothing is shared unless this room puts it into the shared view."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobsearch_analytics import workspace
from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.report.leaks import FIRM, PERSON, Name, known_names, matches
from jobsearch_analytics.stages import OUTCOMES, STAGES
from jobsearch_analytics.tables import empty, problem_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from jobsearch_analytics.search import JobSearch

__all__ = [
    "AUDIENCES",
    "TICKS",
    "Pseudonyms",
    "Sharing",
    "masked",
    "masked_themes",
    "shared_themes",
    "shared_view",
    "sharing",
]

AUDIENCES = ("coach", "self")

#: What may be ticked, and what each tick adds.
TICKS = {
    "quotes": "one quote for each theme, names inside replaced",
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

KEY_FILE = "pseudonyms"


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


@dataclass
class Pseudonyms:
    """Lasting stand-ins for names: the key stays in the workspace.

    Attributes
    ----------
    key : dict of {kind: {name: pseudonym}}
        As kept in the workspace; new names are added when first asked for.
    changed : bool
        Whether the key holds something that is not kept yet.
    """

    key: dict[str, dict[str, str]] = field(default_factory=dict)
    changed: bool = False

    @classmethod
    def of(cls, search: JobSearch) -> Pseudonyms:
        """Return the key kept for a search; an empty one if there is none yet."""
        return cls(workspace.read_toml(search.workspace, KEY_FILE))

    def stand_in(self, kind: str, name: str) -> str:
        """Return the pseudonym of a firm or a person, the same one every time."""
        given = self.key.setdefault("firms" if kind == FIRM else "people", {})
        if name not in given:
            word = "Company" if kind == FIRM else "Person"
            given[name] = f"{word} {_letter_digit(len(given))}"
            self.changed = True
        return given[name]

    def keep(self, search: JobSearch) -> None:
        """Write the key if it grew and there is a workspace to keep it in."""
        if self.changed and search.workspace is not None:
            workspace.update_toml(search.workspace, KEY_FILE, self.key)

    def replace(self, text: str, names: Sequence[Name]) -> str:
        """Return a text with every known name replaced: firms and people by stand-ins, others by kind."""
        parts, end = [], 0
        for start, stop, name in matches(text, names):
            if start >= end:
                named = name.kind in (FIRM, PERSON)
                word = self.stand_in(name.kind, name.whole) if named else f"[{name.kind}]"
                parts += [text[end:start], word]
                end = stop
        return "".join([*parts, text[end:]])


def _letter_digit(number: int) -> str:
    """Return A1 … A9, B1 … Z9, AA1 …: short, and saying nothing of order or size."""
    block, digit = divmod(number, 9)
    letters = ""
    while block >= 0:
        block, letter = divmod(block, 26)
        letters = chr(ord("A") + letter) + letters
        block -= 1
    return f"{letters}{digit + 1}"


def shared_view(search: JobSearch, share: Sharing) -> JobSearch:
    """Return the search with only what the page may show: what is withheld is not even in it.

    Stages, outcomes and days stay, as every rate is counted from them. Ids are renumbered: they are made
    from names.
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
        touches=empty("touches"),
        flows=_plain_totals(search.flows, ["source", "target"]),
        counts=_plain_totals(search.counts, ["label"]),
        profile=_profile(search, share),
        problems=problem_frame(),
        reading=search.reading.head(0),
        sources=(),
        workspace=None,
    )


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
    keep = common & (plain | (own_words & ~named.fillna(value=False).astype(bool)))
    return channel.where(keep | channel.isna(), "other")


def _plain_totals(totals: pd.DataFrame, labels: list[str]) -> pd.DataFrame:
    """Keep the totals whose labels are stages or outcomes: any other label is the user's own words."""
    known = {*STAGES, *OUTCOMES, "still open", "no response"}
    plain = totals[labels].apply(lambda column: column.str.lower().isin(known)).all(axis=1)
    return totals.loc[plain.astype(bool)]


def shared_themes(themes: Answer, share: Sharing, names: Sequence[Name], pseudonyms: Pseudonyms) -> Answer:
    """Return the themes with quotes withheld, or with the names inside them replaced, and nothing beside."""
    quotes = themes.table["quote"].fillna("")
    if share.audience != "self":
        shown = share.allows("quotes")
        quotes = [pseudonyms.replace(str(quote), names) if shown else "" for quote in quotes]
    return Answer(
        table=themes.table[THEME_COLUMNS].assign(quote=quotes),
        headline=themes.headline,
        advice=themes.advice,
        notes=themes.notes,
        as_of=themes.as_of,
        level=themes.level,
    )


def masked(search: JobSearch) -> JobSearch:
    """Return the search with every word of the user's taken out, for the leak test's twin page.

    What stays is the same shape: the same stages, days and sizes, so that the twin page has the same
    sentences with the same numbers.
    """
    rows = search.applications
    channel = rows["channel"]
    words = {word: f"way {number}" for number, word in enumerate(channel.dropna().unique())}
    plain = channel.isin(PLAIN_CHANNELS)
    texts = ["company", "title", "location", "url", "materials", "referrer_id", "note"]
    return dataclasses.replace(
        search,
        applications=rows.assign(
            **dict.fromkeys(texts, None),
            channel=channel.where(plain, channel.map(words)),
            salary_min=float("nan"),
            salary_max=float("nan"),
        ),
        feedback=empty("feedback"),
        contacts=empty("contacts"),
        touches=empty("touches"),
        flows=_plain_totals(search.flows, ["source", "target"]),
        counts=_plain_totals(search.counts, ["label"]),
        profile={name: "" if isinstance(value, str) else [] for name, value in search.profile.items()},
        sources=(),
    )


def masked_themes(themes: Answer) -> Answer:
    """Return the themes with every label and quote taken out, for the leak test's twin page."""
    quotes = themes.table["quote"].map(lambda quote: "…" if quote else "")
    return dataclasses.replace(
        themes,
        table=themes.table.assign(theme=[f"theme {n}" for n in range(len(themes.table))], quote=quotes),
        headline="",
        advice="",
        notes=("",) * len(themes.notes),
    )
