"""The example sentences and notes that travel with the package, all invented for it."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch_analytics.texts import guess_language
from jobsearch_analytics.themes.marked import read_marked

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jobsearch_analytics.themes.marked import MarkedNote

__all__ = [
    "example_notes",
    "example_points",
    "example_sentences",
    "points_by_theme",
    "write_example_points",
]


@cache
def example_sentences() -> dict[str, list[str]]:
    """Return the sentences of `examples.toml` by kind: stock, logistics, framing, strength, gap, neither."""
    raw = tomllib.loads(files("jobsearch_analytics.themes").joinpath("examples.toml").read_text("utf-8"))
    return {kind: [text for lines in raw[kind].values() for text in lines] for kind in raw}


@cache
def example_notes() -> dict[str, list[MarkedNote]]:
    """Return the example notes, their points marked with ids of the taxonomy, by how they are put.

    `hinting` ones leave it to the reader what is meant, `plain` ones are put as most people put it, and of
    `winding` ones only the whole clause tells whether it is praise.
    """
    folder = files("jobsearch_analytics.themes").joinpath("example_notes")
    return {manner: _notes_in(folder.joinpath(manner)) for manner in ("hinting", "plain", "winding")}


def _notes_in(folder: Traversable) -> list[MarkedNote]:
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".txt")), key=lambda p: p.name)
    return [note for path in paths for note in read_marked(path.read_text("utf-8"))]


def points_by_theme() -> dict[str, tuple[str, ...]]:
    """Return the points of the example notes by theme, each once; English ones, as is the model.

    Those of `winding` notes are left out: themes are told apart as well without them, and sooner.
    """
    found: dict[str, dict[str, None]] = {}
    heard = (notes for manner, notes in example_notes().items() if manner != "winding")
    for note in (note for notes in heard for note in notes):
        for point in note.points:
            if guess_language(point.text) in ("en", "unknown"):
                found.setdefault(point.theme, {})[point.text] = None
    return {theme: tuple(points) for theme, points in found.items()}


def write_example_points() -> None:
    """Write `points_by_theme` of the example notes into the package: reading all notes takes longer."""
    text = json.dumps(points_by_theme(), ensure_ascii=False, indent=0)
    Path(str(_points_place())).write_text(text + "\n", "utf-8")


@cache
def example_points() -> dict[str, tuple[str, ...]]:
    """Return the English points of the example notes by theme, as they were written when last learned."""
    return {theme: tuple(points) for theme, points in json.loads(_points_place().read_text("utf-8")).items()}


def _points_place() -> Traversable:
    return files("jobsearch_analytics.texts").joinpath("model_data", "example_points.json")
