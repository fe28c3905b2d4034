"""Invented employers and people. Any likeness to real ones is chance; mail and links end in ``.example``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["firm_names", "person_names", "slug"]

#: How a name is dressed: the stem, then its trade. What stands here more than once is more frequent.
COINED_SHAPES = ("{} {}", "{} {}", "{} AG", "{}")
OWNER_SHAPES = ("{}", "{} {}", "{} Partners")
COMPOUND_SHAPES = (
    *["{} {}"] * 9,
    *["{}"] * 3,
    "{} GmbH",
    "{} GmbH",
    "{} BV",
    "Atelier {}",
    "The {} Company",
    "Studio {}",
)


@cache
def _parts() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


def slug(text: str) -> str:
    """Return lower-case words of plain letters joined by hyphens.

    Examples
    --------
    >>> slug("Grünhoff & Söhne")
    'grunhoff-sohne'
    """
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def firm_names(n: int, rng: np.random.Generator) -> list[str]:
    """Return n different employers: compounds, families and coined words, most with a trade."""
    parts = _parts()
    compounds = _shuffled([front + back for front in parts["fronts"] for back in parts["backs"]], rng)
    coined = _shuffled(parts["coined"], rng)
    owners = _shuffled(parts["owners"], rng)
    names = []
    for _ in range(n):
        sector = parts["sectors"][int(rng.integers(len(parts["sectors"])))]
        draw = rng.random()
        if draw < 0.22 and coined:
            names.append(_dress(coined.pop(), COINED_SHAPES, sector, rng))
        elif draw < 0.32 and len(owners) > 1:
            names.append(_dress(f"{owners.pop()} & {owners.pop()}", OWNER_SHAPES, sector, rng))
        else:
            names.append(_dress(compounds.pop(), COMPOUND_SHAPES, sector, rng))
    return names


def _shuffled(options: list[str], rng: np.random.Generator) -> list[str]:
    return [options[place] for place in rng.permutation(len(options))]


def _dress(stem: str, shapes: tuple[str, ...], sector: str, rng: np.random.Generator) -> str:
    return shapes[int(rng.integers(len(shapes)))].format(stem, sector)


def person_names(n: int, rng: np.random.Generator) -> list[str]:
    """Return n different people, no first or last name twice."""
    firsts, lasts = _shuffled(_parts()["first"], rng)[:n], _shuffled(_parts()["last"], rng)[:n]
    return [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]
