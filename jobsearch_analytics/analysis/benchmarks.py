"""Published base rates with their source, year and caveat: directional, replaceable, never multiplied."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.errors import WorkspaceError
from jobsearch_analytics.workspace import read_toml

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["Benchmarks", "benchmarks"]

FILE_NAME = "benchmarks"
KEYS = ("quantity", "low", "high", "unit", "denominator", "place", "year", "source", "caveat")
UNITS = ("share", "days", "count")


@dataclass(frozen=True, kw_only=True, repr=False)
class Benchmarks(Answer):
    """Published base rates.

    Attributes
    ----------
    table : DataFrame
        One row per rate: ``quantity`` str; ``low``, ``high`` float, the figure or the range of figures;
        ``unit`` str, ``share`` (0 to 1), ``days`` or ``count``; ``denominator, place, year, source, caveat``
        str; ``verdict`` str, always ``directional``.
    origin : str
        ``published`` for the package's own file, else the user's.
    """

    origin: str

    SHOWN: ClassVar[tuple[str, ...]] = ("quantity", "figure", "denominator", "place", "year", "verdict")

    def shown(self) -> pd.DataFrame:
        """Return the table as people read it: figures with their unit, shares as percent."""
        text = super().shown()
        text.insert(1, "figure", [_figure(row) for row in self.table.to_dict("records")])
        return text

    def footer(self) -> str:
        """Return what these figures are, as the last line."""
        return "Directional: other places, years and kinds of work give other numbers. Never multiply two."


def benchmarks(search: JobSearch) -> Benchmarks:
    """Return published base rates, each with denominator, place, year, source and caveat.

    Parameters
    ----------
    search : JobSearch
        A file ``benchmarks.toml`` in its workspace replaces the published rates whole.

    Returns
    -------
    Benchmarks
        Never set against your own rates as if they were a norm.

    Raises
    ------
    WorkspaceError
        If the user's file is not of the form that the package's own shows.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> jsa.benchmarks(jsa.load_sample()).verdict.unique().tolist()
    ['directional']
    """
    own = read_toml(search.workspace, FILE_NAME)
    path = f"{search.workspace}/{FILE_NAME}.toml"
    rates = _checked(own, path) if own else _published()["rate"]
    table = pd.DataFrame(rates, columns=list(KEYS))
    table = table.astype({name: "float64" if name in ("low", "high") else "str" for name in KEYS})
    return Benchmarks(
        table=table.assign(verdict="directional"),
        headline=(
            f"{len(table):,} base rate{'' if len(table) == 1 else 's'} that others published, each for its "
            "own place, year and kind of work."
        ),
        advice="They show what is usual somewhere, not what you should reach: your own log knows better.",
        as_of=search.as_of,
        origin="published" if not own else path,
    )


def _published() -> dict[str, Any]:
    file = files("jobsearch_analytics").joinpath(f"{FILE_NAME}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _checked(own: dict[str, Any], path: str) -> list[dict[str, Any]]:
    remedy = f"Every [[rate]] needs {', '.join(KEYS)}."
    rates = own.get("rate", [])
    if not rates:
        raise WorkspaceError(path, "holds no [[rate]]", remedy)
    for place, rate in enumerate(rates, start=1):
        missing = [name for name in KEYS if name not in rate]
        if missing:
            raise WorkspaceError(path, f"lacks {', '.join(missing)} in rate {place}", remedy)
        if rate["unit"] not in UNITS:
            what = f"has the unit {rate['unit']!r} in rate {place}"
            raise WorkspaceError(path, what, f"Units are {', '.join(UNITS)}.")
    return rates


def _figure(row: dict) -> str:
    scale, tail = (100, "%") if row["unit"] == "share" else (1, " days" if row["unit"] == "days" else "")
    low, high = (f"{scale * row[name]:.2g}" if scale == 100 else f"{row[name]:g}" for name in ("low", "high"))
    return f"{low}{tail}" if low == high else f"{low}–{high}{tail}"
