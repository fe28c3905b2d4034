"""The example sentences and notes that travel with the package, all invented for it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jobsearch_analytics.texts import guess_language
from jobsearch_analytics.themes.marked import read_marked

if TYPE_CHECKING:
    from jobsearch_analytics.themes.marked import MarkedNote

__all__ = ["example_notes", "example_points", "example_sentences"]


@cache
def example_sentences() -> dict[str, list[str]]:
    """Return the sentences of `examples.toml` by kind: stock, logistics, framing, strength, gap, neither."""
    raw = tomllib.loads(files("jobsearch_analytics.themes").joinpath("examples.toml").read_text("utf-8"))
    return {kind: [text for lines in raw[kind].values() for text in lines] for kind in raw}


@cache
def example_notes() -> list[MarkedNote]:
    """Return the notes of the folder `example_notes`, their points marked with ids of the taxonomy."""
    folder = files("jobsearch_analytics.themes").joinpath("example_notes")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".txt")), key=lambda p: p.name)
    return [note for path in paths for note in read_marked(path.read_text("utf-8"))]


@cache
def example_points() -> dict[str, tuple[str, ...]]:
    """Return the points of the example notes by theme; only English ones, as is the sentence model."""
    found: dict[str, dict[str, None]] = {}
    for note in example_notes():
        for point in note.points:
            if guess_language(point.text) in ("en", "unknown"):
                found.setdefault(point.theme, {})[point.text] = None
    return {theme: tuple(points) for theme, points in found.items()}
