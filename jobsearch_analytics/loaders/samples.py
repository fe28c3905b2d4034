"""The invented searches that travel with the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.files import shared_folder
from jobsearch_analytics.loaders.load import load
from jobsearch_analytics.workspace import FOLDER_NAME

if TYPE_CHECKING:
    from datetime import date

    from jobsearch_analytics.search import JobSearch

__all__ = ["load_sample"]


def load_sample(
    name: str = "spring_search", *, as_of: str | date | None = None, workspace: str | Path | None = None
) -> JobSearch:
    """Return an invented job search: made-up people and firms, planted truths.

    Parameters
    ----------
    name : str
        ``spring_search`` is a standard folder of some 200 applications; ``messy_tracker`` is the same kind of
        search as a person really keeps it, in one workbook.
    as_of
        As for `load`.
    workspace : str or Path, optional
        By default ``jobsearch/`` in the working folder: the sample itself may be installed where nobody
        should write.

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
    folder = shared_folder("data_samples")
    known = {path.stem: path for path in sorted(folder.glob("*")) if path.is_dir() or path.suffix == ".xlsx"}
    if name not in known:
        raise UnknownChoiceError("name", name, list(known), "a sample")
    own = Path.cwd() / FOLDER_NAME if workspace is None else workspace
    return load(known[name], as_of=as_of, workspace=own)
