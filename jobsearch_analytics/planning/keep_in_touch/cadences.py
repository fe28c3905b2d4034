"""How often to be in touch with whom: shipped defaults by relation, the user's file over them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics.errors import WorkspaceError
from jobsearch_analytics.tables import RELATIONS
from jobsearch_analytics.workspace import read_toml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FILE_NAME", "cadences", "reasons"]

FILE_NAME = "cadences"
NUMBERS = ("cadence_days", "min_days", "max_days")


def cadences(workspace: Path | None = None) -> pd.DataFrame:
    """Return ``cadence_days, min_days, max_days, why`` by relation; what the user wrote comes first.

    Raises
    ------
    WorkspaceError
        If the user's file names an unknown relation, or days that are no numbers or out of order.
    """
    shipped: dict[str, dict[str, Any]] = _read(FILE_NAME)
    own = read_toml(workspace, FILE_NAME)
    for relation, values in own.items():
        if relation not in RELATIONS or not isinstance(values, dict):
            what = f"names {relation!r}, which is no relation"
            raise _bad(workspace, what, f"Known: {', '.join(RELATIONS)}.")
        shipped[relation] |= values
    for relation, values in shipped.items():
        days = [values[name] for name in ("min_days", "cadence_days", "max_days")]
        if not all(isinstance(day, int) and day > 0 for day in days) or sorted(days) != days:
            raise _bad(
                workspace,
                f"gives [{relation}] min_days, cadence_days, max_days = {', '.join(map(str, days))}",
                "Write whole days that do not fall: min_days = 30, cadence_days = 90, max_days = 365.",
            )
    return pd.DataFrame.from_dict(shipped, orient="index").astype(dict.fromkeys(NUMBERS, "float64"))


def reasons() -> dict[str, Any]:
    """Return by relation the reasons to write, the first that fits being the one to take; and ``news``."""
    return _read("reasons")


def _read(name: str) -> dict[str, Any]:
    text = files("jobsearch_analytics.planning.keep_in_touch").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _bad(workspace: Path | None, what: str, remedy: str) -> WorkspaceError:
    return WorkspaceError(f"{workspace}/{FILE_NAME}.toml", what, remedy)
