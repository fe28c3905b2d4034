"""The seeker's own decisions inside a status, told apart from the employer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.stages import STAGES

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.language.date_patterns import DateText

    #: A meaning, the date beside it, whether it is still to come.
    Hit = tuple[str, DateText | None, bool]

__all__ = ["invitations_declined", "made_own", "not_let_in", "offers_refused", "without_another"]

#: What an ending becomes where the status says that it was the seeker's.
OWN = {
    "rejected": "turned_down",
    "turned_away": "turned_down",
    "closed": "withdrawn",
    "dropped": "withdrawn",
}

#: Words that lead into a stage.
INTO = frozenset(["for", "to", "zum", "zur", "für", "pour", "para", "per", "voor", "do", "na"])
#: What says no, whoever says it.
NO = frozenset(["rejected", "turned_away", "turned_down", "withdrawn", "skipped"])


def made_own(found: list[Hit]) -> list[Hit]:
    """Return what was found with the ending as the seeker's own: "not a fit (me)"."""
    return [(OWN.get(meaning, meaning), date, planned) for meaning, date, planned in found]


def offers_refused(clauses: list[list[Hit]]) -> list[Hit]:
    """Return what all clauses tell; a no that follows an offer is the seeker's.

    "Offer received, refused" and "got the job but said no" both tell of an offer declined.
    """
    found: list[Hit] = []
    offered = False
    for hits in clauses:
        for meaning, date, planned in hits:
            if meaning in NO and any(hit[0] == "accepted" for hit in found):
                found = [hit for hit in found if hit[0] != "accepted"]
                found.append(("declined", date, planned))
            else:
                found.append(("turned_down" if offered and meaning in NO else meaning, date, planned))
        offered |= any(meaning == "offer" for meaning, _, _ in hits)
    return found


def without_another(found: list[Hit]) -> list[Hit]:
    """Leave out the offer that is told as the reason of a withdrawal: "withdrew (accepted elsewhere)"."""
    meanings = [hit[0] for hit in found]
    if "withdrawn" not in meanings:
        return found
    first = meanings.index("withdrawn")
    return [hit for place, hit in enumerate(found) if place < first or hit[0] not in ("offer", "accepted")]


def invitations_declined(
    words: list[str], hits: list[tuple[int, int, str]], articles: set[str]
) -> list[tuple[int, int, str]]:
    """Return the phrases with "declined the onsite" as the seeker's stop: that stage was not gone through."""
    kept: list[tuple[int, int, str]] = []
    for hit in hits:
        last = kept[-1] if kept else (0, 0, "")
        near = set(words[last[1] : hit[0]]) <= articles
        if near and last[2] in ("turned_away", "turned_down") and hit[2] in STAGES[2:6]:
            kept[-1] = (last[0], hit[1], "withdrawn")
        else:
            kept.append(hit)
    return kept


def not_let_in(
    words: list[str], hits: list[tuple[int, int, str]], articles: set[str]
) -> list[tuple[int, int, str]]:
    """Return the phrases without the stage that was refused: "not shortlisted for interview"."""
    kept: list[tuple[int, int, str]] = []
    for hit in hits:
        last = kept[-1] if kept else (0, 0, "")
        between = words[last[1] : hit[0]]
        refused = last[2] == "rejected" and set(between) <= articles | INTO and not INTO.isdisjoint(between)
        if not (refused and hit[2] in STAGES[2:6]):
            kept.append(hit)
    return kept
