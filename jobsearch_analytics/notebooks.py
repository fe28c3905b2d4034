"""The notebooks that travel with the package, copied for the user and pointed at the user's log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import SourceMissingError
from jobsearch_analytics.files import shared_folder, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LOAD_LINE", "copy_notebooks"]

#: The one line of every notebook that names the log.
LOAD_LINE = "search = jsa.load_sample()"

#: The sample's last day stands for today; with a log of one's own the clock says what day it is.
SAMPLE_TODAY = ", today=search.as_of"


def copy_notebooks(folder: Path, log: Path | None = None) -> tuple[list[Path], list[Path]]:
    """Copy the notebooks into a folder of the user's, never overwriting one.

    Parameters
    ----------
    folder : Path
        Made if missing.
    log : Path, optional
        The user's own log: the line that loads the sample then loads this instead.

    Returns
    -------
    copied, kept : list of Path
        The notebooks written, and those that stood there already and were left as they are.

    Raises
    ------
    SourceMissingError
        If there is nothing at ``log``.
    """
    if log is not None and not log.exists():
        raise SourceMissingError(log)
    copied: list[Path] = []
    kept: list[Path] = []
    for source in sorted(shared_folder("notebooks").glob("*.ipynb")):
        target = folder / source.name
        if target.exists():
            kept.append(target)
        else:
            copied.append(write_atomic(target, _pointed_at(source.read_text(encoding="utf-8"), log)))
    return copied, kept


def _pointed_at(notebook: str, log: Path | None) -> str:
    if log is None:
        return notebook
    # The path stands in a Python string in a JSON string: both escapings are the libraries'.
    own = json.dumps(f"search = jsa.load({str(log.resolve())!r})")[1:-1]
    return notebook.replace(LOAD_LINE, own).replace(SAMPLE_TODAY, "")
