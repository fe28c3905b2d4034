"""The ordered stages of an application, the ways it can end, and the kinds of record."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CLOSED_OUTCOMES",
    "FUNNEL_STAGES",
    "KINDS",
    "OUTCOMES",
    "STAGES",
    "stage_rank",
    "stage_signs",
    "stage_words",
]

#: How far an application got, in order. A rejection after an interview leaves the stage at ``interview``.
STAGES = ("saved", "applied", "screen", "assessment", "interview", "final", "offer")

#: The stages of something that was sent.
FUNNEL_STAGES = STAGES[1:]

#: How it ended. ``rejected``: the employer's no. ``closed``: the role is gone. ``withdrawn``: the seeker's
#: own stop. ``no_response``: the log itself says so; silence alone stays ``open``.
OUTCOMES = ("open", "rejected", "closed", "withdrawn", "accepted", "declined", "no_response")

#: Outcomes after which nothing more is expected. Silence is not one: late replies come.
CLOSED_OUTCOMES = ("rejected", "closed", "withdrawn", "accepted", "declined")

#: What a row of a log is. Only applications enter the funnel.
KINDS = ("application", "lead", "outreach", "other")


def stage_rank(stages: pd.Series) -> pd.Series:
    """Return each stage's place in the order, 0 for ``saved`` to 6 for ``offer``; -1 for anything else.

    Examples
    --------
    >>> import pandas as pd
    >>> stage_rank(pd.Series(["saved", "offer", "rejected", None])).tolist()
    [0, 6, -1, -1]
    """
    import pandas as pd

    ranks = pd.Index(STAGES).get_indexer(pd.Index(stages))
    return pd.Series(ranks, index=stages.index, name=stages.name, dtype="int64")


@cache
def stage_words(language: str | None = None) -> dict[str, tuple[str, ...]]:
    """Return what people write in a status column: meaning → words, in one language or in all.

    The words stand in ``stage_words.toml`` beside this file; add one where it is missing.

    Examples
    --------
    >>> "vorstellungsgespräch" in stage_words()["interview"]
    True
    """
    return {
        meaning: tuple(
            word for code, words in languages.items() if language in (None, code) for word in words
        )
        for meaning, languages in _word_list().items()
    }


@cache
def stage_signs() -> dict[str, tuple[str, ...]]:
    """Return the pictures that people use for a word of a status: word → signs."""
    return {word: tuple(signs) for word, signs in _word_list()["signs"].items()}


@cache
def _word_list() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("stage_words.toml").read_text(encoding="utf-8"))
