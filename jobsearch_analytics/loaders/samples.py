"""The invented searches that travel with the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.loaders.load import load

if TYPE_CHECKING:
    from datetime import date

    from jobsearch_analytics.search import JobSearch

__all__ = ["load_sample", "samples_folder"]


def samples_folder() -> Path:
    """Return the folder that holds the samples: in the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "share" / "data_samples"
    return inside if inside.is_dir() else package.parent / "data_samples"


def load_sample(
    name: str = "spring_search", *, as_of: str | date | None = None, workspace: str | Path | None = None
) -> JobSearch:
    """Return an invented job search: made-up people and firms, planted truths.

    Parameters
    ----------
    name : str
        ``spring_search`` is a standard folder of some 200 applications; ``messy_tracker`` is the same kind of
        search as a person really keeps it, in one workbook.
    as_of, workspace
        As for `load`.

    Raises
    ------
    UnknownChoiceError
        If there is no such sample.

    Examples
    --------
    >>> search = load_sample()
    >>> len(search.sent) > 100
    True
    """
    folder = samples_folder()
    known = {
        path.stem: path
        for path in sorted(folder.glob("*"))
        if path.is_dir() or path.suffix == ".xlsx"
    }
    if name not in known:
        raise UnknownChoiceError("name", name, list(known), "a sample")
    return load(known[name], as_of=as_of, workspace=workspace)
