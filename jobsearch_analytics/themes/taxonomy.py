"""The seed themes: read from the shipped file, another file, or a plain dict."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobsearch_analytics.errors import BadArgumentError, SourceError, SourceMissingError
from jobsearch_analytics.themes.examples import example_points

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SeedTheme", "Taxonomy", "read_taxonomy"]

Taxonomy = tuple["SeedTheme", ...]
_KEYS = ("id", "name", "description", "source", "gaps", "strengths", "phrases", "next_step", "watch")


@dataclass(frozen=True)
class SeedTheme:
    """One theme known beforehand: its words for both signs, and what to do about it.

    Attributes
    ----------
    id, name : str
        The stable name for files, and the one to show.
    gaps, strengths, phrases : tuple of str
        How people say it: as criticism, as praise, or without a sign.
    examples : tuple of str
        Points of the notes that travel with the package, for its own taxonomy.
    description, source, next_step, watch : str
        One sentence each; may be empty.
    """

    id: str
    name: str
    description: str = ""
    source: str = ""
    gaps: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    next_step: str = ""
    watch: str = ""

    @property
    def seeds(self) -> list[str]:
        """All phrases of the theme; its name where it has none."""
        return [*self.gaps, *self.strengths, *self.phrases] or [self.name]

    @property
    def heard(self) -> list[str]:
        """Its phrases and the points of the example notes: all that texts are compared with."""
        return [*self.seeds, *self.examples]


def read_taxonomy(taxonomy: str | Path | Mapping[str, Any] | None = "default") -> Taxonomy:
    """Return the seed themes.

    Parameters
    ----------
    taxonomy : 'default', path, mapping or None
        'default' is the shipped file; a path leads to a TOML file of the same form (`[[theme]]` tables);
        a mapping is {name: [phrases]} or {name: {"gaps": [...], "strengths": [...], …}}; None is no seeds.

    Returns
    -------
    tuple of SeedTheme

    Raises
    ------
    SourceMissingError, SourceError
        If the file does not exist, is not TOML, or a theme in it lacks an id or has an unknown key.
    BadArgumentError
        If the argument is none of the above.

    Examples
    --------
    >>> [theme.id for theme in read_taxonomy({"Too quiet": ["speak up"], "Pay": {"gaps": ["too expensive"]}})]
    ['Too quiet', 'Pay']
    """
    if taxonomy is None:
        return ()
    if isinstance(taxonomy, str) and taxonomy == "default":
        return _default()
    if isinstance(taxonomy, str | Path):
        path = Path(taxonomy)
        if not path.is_file():
            raise SourceMissingError(path)
        return _parsed(path.read_text("utf-8"), path)
    if hasattr(taxonomy, "items"):
        return tuple(_from_mapping(str(name), value) for name, value in taxonomy.items())
    raise BadArgumentError(
        "taxonomy", taxonomy, "'default', a path, a dict or None", 'taxonomy="my_themes.toml"'
    )


@cache
def _default() -> Taxonomy:
    text = files("jobsearch_analytics.themes").joinpath("taxonomy.toml").read_text("utf-8")
    said = example_points()
    return tuple(replace(theme, examples=said.get(theme.id, ())) for theme in _parsed(text, "taxonomy.toml"))


def _from_mapping(name: str, value: Any) -> SeedTheme:
    if isinstance(value, SeedTheme):
        return value
    if hasattr(value, "items"):
        return _seed({"id": name, "name": name, **value})
    return SeedTheme(name, name, phrases=(value,) if isinstance(value, str) else tuple(value))


def _seed(raw: dict[str, Any]) -> SeedTheme:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    return SeedTheme(**fields)


def _parsed(text: str, path: str | Path) -> Taxonomy:
    remedy = "See taxonomy.toml in the package for an example of the form."
    try:
        raw = tomllib.loads(text).get("theme", [])
    except tomllib.TOMLDecodeError as problem:
        raise SourceError(path, f"is not a TOML file ({problem})", "[[theme]] tables", remedy) from problem
    for number, theme in enumerate(raw, start=1):
        unknown = sorted(set(theme) - set(_KEYS))
        if unknown:
            raise SourceError(
                path, f"has unknown keys in theme {number}: {', '.join(unknown)}", ", ".join(_KEYS), remedy
            )
        if not theme.get("id"):
            raise SourceError(path, f"has no id in theme {number}", "an id in every [[theme]]", remedy)
    return tuple(_seed({"name": theme["id"], **theme}) for theme in raw)
