"""A small file that says what was understood, ready to be corrected: the workspace's ``reading.toml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobsearch_analytics.workspace import require, update_toml

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

__all__ = ["reading_suggestions", "write_reading"]

_WORD = re.compile(r"^(.*) = (['\"])(.*)\2$")


def reading_suggestions(search: JobSearch) -> dict[str, dict[str, str]]:
    """Return what was doubtful in the reading of a log, as the options that would settle it.

    Parameters
    ----------
    search : JobSearch
        As loaded.

    Returns
    -------
    dict
        ``columns`` (heading → meaning) and ``status_words`` (text → stage or outcome). Words that were not
        understood are put down as ``applied``, which is how they were counted: change what is wrong.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> sorted(reading_suggestions(jsa.load_sample("messy_tracker")))
    ['columns', 'status_words']
    """
    columns: dict[str, str] = {}
    words: dict[str, str] = {}
    doubtful = search.reading[search.reading["doubt"].astype("str") != ""]
    for row in doubtful.to_dict("records"):
        word = _WORD.match(str(row["column"]))
        taken = str(row["taken_as"])
        if word:
            words[word[3]] = "applied" if taken == "nothing" else taken.split(", ")[-1]
        elif taken not in ("not read", "not used") and not str(row["column"]).startswith("column "):
            columns[str(row["column"])] = taken
    return {"columns": columns, "status_words": words}


def write_reading(search: JobSearch) -> Path:
    """Write the suggestions as ``reading.toml`` into the workspace, where the next loading takes them up.

    Returns
    -------
    Path
        The file.
    """
    return update_toml(require(search), "reading", dict(reading_suggestions(search)))
