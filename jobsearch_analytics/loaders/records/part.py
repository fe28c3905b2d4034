"""A part: what one sheet or file gave, before ids and before it is joined with the others."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from jobsearch_analytics.loaders.records.marks import empty_marks

__all__ = ["Part"]


@dataclass
class Part:
    """What one grid gave.

    Attributes
    ----------
    records : DataFrame
        One row per record with the columns of the applications that the source has, ``sent`` (``yes``, ``no``
        or empty), ``sent_text`` and where it came from.
    marks : DataFrame
        What the cells tell of the records: see `marks`. ``row`` counts records.
    tables : dict of str to DataFrame
        Rows of other tables; ``row`` names the record they belong to, -1 for none.
    problems, reading : list of dict
        Rows of `search.problems` and `search.reading`.
    n_rows : int
        Data rows of the source.
    log_like : bool
        False for a sheet in which nothing like a log was found.
    mail_like : bool
        True for a list of mails that also names firms.
    """

    records: pd.DataFrame = field(default_factory=pd.DataFrame)
    marks: pd.DataFrame = field(default_factory=empty_marks)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[dict] = field(default_factory=list)
    reading: list[dict] = field(default_factory=list)
    n_rows: int = 0
    log_like: bool = True
    mail_like: bool = False
