"""What the user told the loader, and the day that counts as today."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.loaders.language.column_words import heading_claims
from jobsearch_analytics.loaders.language.status_words import HELPERS
from jobsearch_analytics.loaders.language.words import read_words
from jobsearch_analytics.stages import OUTCOMES, STAGES, stage_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["ORDERS", "Options"]

ORDERS = ("day first", "month first")


@dataclass(frozen=True)
class Options:
    """The user's own word on what a log means.

    Attributes
    ----------
    reference : Timestamp
        Days after it have not happened yet.
    columns : mapping of str to str
        Meaning → heading, or heading → meaning.
    status_words : mapping of str to str
        Status text → a stage, an outcome, or a meaning of ``stage_words.toml``.
    dates : str
        ``day first``, ``month first`` or empty.
    """

    reference: pd.Timestamp
    columns: Mapping[str, str] = field(default_factory=dict)
    status_words: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""

    def checked(self) -> Options:
        """Return the options, or say which of them means nothing.

        Raises
        ------
        UnknownChoiceError
            If a column meaning, a status meaning or the order of dates is unknown.
        """
        if self.dates and self.dates not in ORDERS:
            raise UnknownChoiceError("dates", self.dates, ORDERS, "an order of day and month")
        if self.status_words or self.columns:
            self._check_meanings()
        return self

    def _check_meanings(self) -> None:
        """Look the user's words up in lists that are too long to be read for nothing."""
        known = [
            *STAGES,
            *OUTCOMES[1:],
            *(word for word in stage_words() if word not in HELPERS),
        ]
        for meaning in self.status_words.values():
            if meaning not in known:
                raise UnknownChoiceError(
                    "status_words", meaning, list(dict.fromkeys(known)), "a meaning of a status"
                )
        meanings = [name for name in read_words("column_words") if name not in ("aside", "person_name")]
        for left, right in self.columns.items():
            if not {left, right} & {*meanings, *(f"stage:{name}" for name in known)} and not heading_claims(
                left
            ):
                raise UnknownChoiceError("columns", left, meanings, "a meaning of a column")
