"""Putting the points of one note into a person's words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.simulator.phrases import phrases

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["Phrasebook", "compose", "wording"]

#: How often a note opens with where it comes from, and closes with a remark.
OPENED, CLOSED = 0.55, 0.18

#: What nobody says after a first call on the phone.
NOT_ON_A_CALL = re.compile(
    r"panel|presentation|exercise|session|case|round|debrief|interview|finalist|analysts|pair|staff|head of"
    r"|look at|laughed|team felt|the team|take-home|manager",
    flags=re.IGNORECASE,
)


@cache
def wording() -> dict[str, Any]:
    """Return the frames around a point, the mails that say nothing, and the notes that stand alone."""
    return tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))


class Phrasebook:
    """Hands out each wording of a point once."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._left: dict[tuple[str, str, str], list[str]] = {}

    def say(self, theme: str, sign: str, *, stage: str, after_no: bool) -> str:
        """Return a wording not used yet that fits the stage and, unless the no is out, keeps it open."""
        anytime, late = self._pile(theme, sign, "en"), self._pile(theme, sign, "after_no")
        pile = late if after_no and late and (not anytime or self._rng.random() < 0.5) else anytime
        fits = [
            place for place, text in enumerate(pile) if stage != "screen" or not NOT_ON_A_CALL.search(text)
        ]
        return pile.pop(fits[-1] if fits else -1)

    def _pile(self, theme: str, sign: str, kind: str) -> list[str]:
        key = (theme, sign, kind)
        if key not in self._left:
            texts = phrases(theme, sign, kind)
            self._left[key] = [texts[place] for place in self._rng.permutation(len(texts))]
        return self._left[key]


def compose(
    points: pd.DataFrame, said_by: str, name: str | None, rng: np.random.Generator, *, after_no: bool
) -> str:
    """Return one note: where it comes from, its points (``phrase, sign``) in some order, a remark."""
    words = wording()
    openers = words["openers"]["after_no"] if after_no else []
    tails = words["tails"]["any"] + (words["tails"]["after_no"] if after_no else [])
    order = points.iloc[rng.permutation(len(points))]
    kind = "mail" if order["phrase"].iloc[0].startswith('"') else said_by
    parts = [_opener(words["openers"][kind] + openers, name, rng)]
    before = None
    for point in order.to_dict("records"):
        parts += [_join(before, point["sign"], words["joins"], rng), point["phrase"]]
        before = point["sign"]
    parts.append(_pick(tails, rng) if rng.random() < CLOSED else "")
    return _same_person(" ".join(part for part in parts if part))


def _opener(options: list[str], name: str | None, rng: np.random.Generator) -> str:
    usable = [text for text in options if name or "{first}" not in text]
    return _pick(usable, rng).format(first=name) if rng.random() < OPENED else ""


def _join(before: str | None, sign: str, joins: dict[str, list[str]], rng: np.random.Generator) -> str:
    if before is None:
        return ""
    return _pick(joins["same"] if before == sign else joins[f"to_{sign}"], rng)


def _same_person(text: str) -> str:
    # One note speaks of one person: the first pronoun decides for all that follow.
    found = re.search(r"\b(he|she)\b", text, flags=re.IGNORECASE)
    if not found:
        return text
    pronoun = found.group(1).lower()
    text = re.sub(r"\b(?:he|she)\b", pronoun, text)
    return re.sub(r"\b(?:He|She)\b", pronoun.capitalize(), text)


def _pick(options: list[str], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]
