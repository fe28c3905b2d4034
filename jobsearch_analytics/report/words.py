"""The user's own words that a page may show, names in them replaced; and the page without any of them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobsearch_analytics.report.letters import clean
from jobsearch_analytics.report.pseudonyms import ALIAS
from jobsearch_analytics.report.roles_shown import roles_shown
from jobsearch_analytics.report.themes_shown import shared_themes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.report.privacy import Sharing
    from jobsearch_analytics.report.pseudonyms import Pseudonyms
    from jobsearch_analytics.report.spelling import Name
    from jobsearch_analytics.search import JobSearch

__all__ = ["Words", "own_words"]

#: Parts of the profile that are shared without a tick, those that need one, and their headings.
OPEN_PROFILE = {"goal": "Looking for", "value_proposition": "Brings"}
TICKED_PROFILE = {"strengths": "Good at", "target_roles": "Roles aimed at"}
OWN_PROFILE = {"constraints": "Must be so"}

GONE = "…"


@dataclass(frozen=True)
class Words:
    """Everything on the page that is not the page's own wording.

    Attributes
    ----------
    profile : dict of str to str
        Heading to text, in the user's words.
    own_line : str
        How the user is doing, in their words; empty if not shared.
    questions : tuple of str
        The user's questions for the coach.
    roles : dict of str to (str, str)
        Title and place to show, by application id; empty if not shared.
    themes : Answer or None
        As they may be shown, with a quote where one may be; None where the log holds no feedback.
    themes_masked : Answer or None
        The same without a word of the user's.
    experiments : tuple of str
        What is being tried, in the user's words, in the order of the answer; empty if not shared.
    suggestions : tuple of (str, str)
        Each suggestion of the coach, and what the user changed it to.
    """

    profile: dict[str, str]
    own_line: str = ""
    questions: tuple[str, ...] = ()
    roles: dict[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    themes: Answer | None = None
    themes_masked: Answer | None = None
    experiments: tuple[str, ...] = ()
    suggestions: tuple[tuple[str, str], ...] = ()

    def masked(self) -> Words:
        """Return the same shape without a word of the user's: for the leak test's twin page."""
        return Words(
            profile=dict.fromkeys(self.profile, GONE),
            own_line=GONE if self.own_line else "",
            questions=(GONE,) * len(self.questions),
            roles=dict.fromkeys(self.roles, (GONE, GONE)),
            themes=self.themes_masked,
            themes_masked=self.themes_masked,
            experiments=(GONE,) * len(self.experiments),
            suggestions=tuple((_aliases(text), _aliases(changed)) for text, changed in self.suggestions),
        )


def own_words(
    search: JobSearch,
    share: Sharing,
    names: Sequence[Name],
    pseudonyms: Pseudonyms,
    *,
    themes: Answer | None,
    questions: Sequence[str],
    own_line: str,
    suggestions: Sequence[tuple[str, str]],
    experiments: Sequence[str],
) -> Words:
    """Return the words of the user that the page may show."""
    own = share.audience == "self"

    def safe(text: object) -> str:
        return clean(str(text)) if own else pseudonyms.replace(clean(str(text)), names)

    shown, blank = (None, None) if themes is None else shared_themes(search, themes, share, names, pseudonyms)
    line = own_line or (str(search.profile.get("own_line", "")) if share.allows("own_line") else "")
    return Words(
        profile=_profile(search, share),
        own_line=clean(line),
        questions=tuple(clean(question) for question in questions),
        roles=roles_shown(search, share, names),
        themes=shown,
        themes_masked=blank,
        experiments=tuple(safe(text) for text in experiments) if share.allows("experiments") else (),
        suggestions=tuple((safe(text), safe(changed)) for text, changed in suggestions),
    )


def _profile(search: JobSearch, share: Sharing) -> dict[str, str]:
    headings = OPEN_PROFILE | (TICKED_PROFILE if share.allows("profile") else {})
    headings |= OWN_PROFILE if share.audience == "self" else {}
    texts = {heading: _joined(search.profile.get(name, "")) for name, heading in headings.items()}
    return {heading: text for heading, text in texts.items() if text}


def _joined(value: object) -> str:
    parts = value if isinstance(value, (list, tuple)) else [value]
    return clean(", ".join(str(part) for part in parts))


def _aliases(text: str) -> str:
    """Return only the stand-ins of a text: they are the page's own."""
    return " ".join(ALIAS.findall(text)) or (GONE if text else "")
