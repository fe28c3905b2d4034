"""Titles and places of open applications as they may be shown: rare combinations made more general."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.features.roles import UNSORTED, build_roles
from jobsearch_analytics.report.letters import clean
from jobsearch_analytics.report.spelling import matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from jobsearch_analytics.report.privacy import Sharing
    from jobsearch_analytics.report.spelling import Name
    from jobsearch_analytics.search import JobSearch

__all__ = ["roles_shown"]

OTHER_ROLE, OTHER_PLACE = "another role", "another place"


def roles_shown(search: JobSearch, share: Sharing, names: Sequence[Name]) -> dict[str, tuple[str, str]]:
    """Return title and place of each application as a page may show them, by the view's ids.

    A combination of title and place that fewer than ``share.k`` applications have could be looked up: then
    the place is left out, then the title becomes its role family, then nothing is said. A title or place with
    a known name in it is never shown.

    Returns
    -------
    dict of str to (str, str)
        Empty unless titles are ticked.
    """
    if not share.allows("titles"):
        return {}
    rows = search.applications
    title, place = rows["title"].fillna(""), rows["location"].fillna("")
    if share.audience == "self":
        return _by_id(rows["application_id"].tolist(), title, place)
    title, place = _without_names(title, names), _without_names(place, names)
    family = build_roles(search)["role_family"].set_axis(rows.index).replace("_", " ", regex=True)
    family = family.where(family != UNSORTED, "")
    general = title.where(_counts(title) >= share.k, family.where(_counts(family) >= share.k, ""))
    both = general + "\n" + place
    shown = place.where((_counts(both) >= share.k) & (general != ""), "")
    shown = shown.where((shown != "") | (place == ""), OTHER_PLACE)
    general = general.where((general != "") | (rows["title"].fillna("") == ""), OTHER_ROLE)
    return _by_id([f"a{number}" for number in range(len(rows))], general, shown)


def _by_id(ids: list[str], title: pd.Series, place: pd.Series) -> dict[str, tuple[str, str]]:
    shown = zip(title.map(clean), place.map(clean), strict=True)
    return dict(zip(ids, shown, strict=True))


def _counts(values: pd.Series) -> pd.Series:
    return values.map(values.value_counts())


def _without_names(values: pd.Series, names: Sequence[Name]) -> pd.Series:
    named = {value: bool(matches(value, names)) for value in values.unique()}
    return values.where(~values.map(named).astype(bool), "")
