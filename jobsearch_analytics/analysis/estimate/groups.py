"""The columns that groups and strata are made of, those told from the titles included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.features.roles import build_roles

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from jobsearch_analytics.search import JobSearch

__all__ = ["ROLE_COLUMNS", "sent_with"]

#: Told from the title by `features.roles.build_roles`, only where they are asked for.
ROLE_COLUMNS = ("role_family", "seniority")


def sent_with(search: JobSearch, names: Iterable[str | None]) -> pd.DataFrame:
    """Return the applications that were sent, with role family and seniority if one of the names is.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> "seniority" in sent_with(jsa.load_sample(), ["seniority"])
    True
    """
    sent = search.sent
    wanted = [name for name in ROLE_COLUMNS if name in set(names)]
    if not wanted:
        return sent
    roles = build_roles(search).drop_duplicates("application_id").set_index("application_id")
    return sent.assign(**{name: sent["application_id"].map(roles[name]) for name in wanted})
