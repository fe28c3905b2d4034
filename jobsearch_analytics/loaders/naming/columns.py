"""Which column is what: headings propose, values confirm or refute, the missing is found by its values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.column_words import heading_claims
from jobsearch_analytics.loaders.language.profiles import Profile, profile
from jobsearch_analytics.loaders.language.words import key
from jobsearch_analytics.loaders.naming.missing_columns import find_missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["Columns", "name_columns"]

#: Meanings whose values are days.
DATES = frozenset(
    [
        "applied",
        "date",
        "saved_date",
        "posted_date",
        "status_date",
        "last_update",
        "response_date",
        "follow_up",
        "deadline",
        "start_date",
    ]
)

#: Meanings that only one column of a table can have.
SINGLE = DATES | frozenset(
    [
        "company",
        "title",
        "event",
        "from_stage",
        "to_stage",
        "count",
        "location",
        "remote",
        "channel",
        "salary",
        "salary_min",
        "salary_max",
        "currency",
        "id",
        "archived",
        "subject",
        "sender",
        "effort",
        "record_type",
        "description",
        "score",
        "history",
    ]
)

#: Meanings worth a doubtful claim; for the others a heading must say it nearly outright.
CORE = frozenset(
    [
        "company",
        "title",
        "applied",
        "date",
        "saved_date",
        "posted_date",
        "status",
        "url",
        "note",
        "outcome",
        "location",
    ]
)
LEAST_TRUST, LEAST_TRUST_CORE = 0.66, 0.24
#: What a form's own clock is worth as the day, beside a column of days that somebody filled in.
WHEN_ENTERED = 0.55


@dataclass(frozen=True)
class Columns:
    """The meaning of each column.

    Attributes
    ----------
    meanings : list of str
        One per column; empty where none was found.
    trust : list of float
        How sure, 0 to 1.
    why : list of str
        In words.
    profiles : list of Profile
        What the values look like.
    """

    meanings: list[str]
    trust: list[float]
    why: list[str]
    profiles: list[Profile] = field(repr=False)

    def first(self, meaning: str) -> int | None:
        """Return the position of the surest column with a meaning, or None."""
        places = self.all(meaning)
        return max(places, key=lambda place: (self.trust[place], -place)) if places else None

    def all(self, meaning: str) -> list[int]:
        """Return the positions of all columns with a meaning."""
        return [place for place, name in enumerate(self.meanings) if name == meaning]

    def stages(self) -> list[int]:
        """Return the positions of the columns that stand for one stage or outcome each."""
        return [place for place, name in enumerate(self.meanings) if name.startswith("stage:")]


def name_columns(table: Table, told: Mapping[str, str] | None = None) -> Columns:
    """Return what each column of a table is.

    Parameters
    ----------
    table : Table
        With headings, or without.
    told : mapping of str to str, optional
        The user's own: heading → meaning (or meaning → heading).
    """
    shapes = [profile(column) for column in table.grid.columns]
    n = len(shapes)
    meanings, trust, why = [""] * n, [0.0] * n, [""] * n
    claims = _claims(table.headings, shapes, told or {})
    for score, place, meaning, reason in claims:
        if meanings[place] or (meaning in SINGLE and meaning in meanings):
            continue
        meanings[place], trust[place], why[place] = meaning, min(score, 1.0), reason
    columns = Columns(meanings, trust, why, shapes)
    find_missing(columns, named=table.named or any(table.headings))
    return columns


def _claims(
    headings: list[str], shapes: list[Profile], told: Mapping[str, str]
) -> list[tuple[float, int, str, str]]:
    own = {key(heading): meaning for heading, meaning in told.items()}
    own |= {key(heading): meaning for meaning, heading in told.items()}
    claims: list[tuple[float, int, str, str]] = []
    for place, heading in enumerate(headings):
        if key(heading) in own and heading:
            claims.append((9.0, place, own[key(heading)], "you said so"))
            continue
        for meaning, certainty in heading_claims(heading):
            fits = _fits(meaning, shapes[place]) * (WHEN_ENTERED if _is_entry_time(heading) else 1.0)
            meant = _meant(meaning, shapes[place])
            said = "heading" if certainty >= 0.9 else "part of the heading"
            reason = said if fits >= 0.8 else f"{said}, though its values look otherwise"
            claims.append((certainty * fits, place, meant, reason))
    return sorted((claim for claim in claims if _is_enough(claim)), key=lambda claim: (-claim[0], claim[1]))


def _is_entry_time(heading: str) -> bool:
    """Return whether a heading is that of a form's own clock, which another column of days comes before."""
    return key(heading) in ("timestamp", "time stamp", "ts", "zeitstempel", "horodateur", "marca temporal")


def _is_enough(claim: tuple[float, int, str, str]) -> bool:
    return claim[0] >= (LEAST_TRUST_CORE if claim[2] in CORE else LEAST_TRUST)


def _meant(meaning: str, shape: Profile) -> str:
    """Return the meaning that the values turn a heading into: "Applied" over dates is the day of sending."""
    turned = (
        ("applied", meaning == "stage:applied" and (shape.date >= 0.5 or shape.serial >= 0.9)),
        ("record_type", meaning == "job_type" and shape.status >= 0.6 and shape.job_type < 0.3),
        ("stage:applied", meaning == "applied" and shape.yes_no >= 0.7 and shape.date < 0.3),
        # A program's word for whether it could be sent.
        ("stage:applied", meaning in ("outcome", "status") and shape.boolean >= 0.9),
        ("contact_phone", meaning == "stage:screen" and shape.phone >= 0.5),
        ("response_date", meaning == "response" and shape.date >= 0.6),
        ("stage:no_response", meaning == "stage:waiting" and shape.n > 0),
    )
    return next((name for name, applies in turned if applies), meaning)


def _fits(meaning: str, shape: Profile) -> float:  # noqa: C901, PLR0911, PLR0912 - one line per kind of column
    """Return how well values go with a meaning: 1 fits, near 0 refutes it."""
    if not shape.n:
        return 0.95
    if meaning in DATES:
        return (
            1.05 if shape.date >= 0.5 else 0.9 if shape.number > 0.8 else 0.25 + shape.date + shape.yes_no / 2
        )
    if meaning == "company":
        odd = max(shape.date, shape.url, shape.yes_no if shape.n > 3 else 0.0)
        return 0.15 if odd > 0.6 else 0.55 if shape.number > 0.8 or shape.length > 80 else 1.0
    if meaning == "title":
        odd = max(shape.date, shape.url, shape.number if shape.n > 3 else 0.0)
        told = shape.status >= 0.4 and shape.role < 0.2
        return 0.15 if odd > 0.6 or told else 0.5 if shape.length > 140 else 1.0 + 0.05 * shape.role
    if meaning == "status":
        return (
            0.1
            if max(shape.date, shape.url) > 0.6
            else 1.05
            if shape.status >= 0.3
            else 0.5
            if shape.number > 0.8
            else 0.85
        )
    if meaning in ("outcome", "response"):
        return 0.9 if shape.status >= 0.3 or shape.yes_no > 0.5 else 0.6 if shape.length > 40 else 0.8
    if meaning.startswith("stage:"):
        clear = max(shape.date, shape.yes_no, shape.status)
        return 0.05 if shape.phone > 0.5 else 0.1 if shape.url > 0.5 else 1.0 if clear >= 0.4 else 0.7
    if meaning == "contact_name":
        return 0.2 if max(shape.date, shape.yes_no, shape.phone) > 0.5 else 1.0
    if meaning == "contact_phone":
        return 1.0 if shape.phone > 0.3 else 0.5
    if meaning == "job_type":
        return 1.0 if shape.job_type >= 0.25 or shape.distinct < 0.5 or shape.n < 2 else 0.4
    if meaning == "description":
        return 1.0 if shape.length >= 80 else 0.3 if shape.role >= 0.3 else 0.75
    if meaning == "url":
        return 1.05 if shape.url >= 0.3 else 0.6
    if meaning == "count":
        return 1.05 if shape.number >= 0.7 else 0.15
    if meaning == "history":
        return 1.0 if shape.status >= 0.3 or shape.length > 25 else 0.6
    if meaning == "id":
        return 1.0 if shape.length < 30 else 0.4
    return 1.0
