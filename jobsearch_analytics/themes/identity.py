"""A theme keeps its id when the themes are found anew: by the points it shares with what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobsearch_analytics.themes.edits import SeenTheme

__all__ = ["match_themes"]

#: A theme is the one it was if they share at least this much of their points.
LEAST_OVERLAP = 0.3


def match_themes(
    found: Mapping[str, set[str]], seen: Sequence[SeenTheme], taken: set[str] | None = None
) -> dict[str, str]:
    """Return a lasting id for every theme found: that of the seen theme it overlaps most, else its own.

    Points that were in no seen theme say nothing of identity, so that new notes do not blur it. The pairs
    are those with the largest sum of Jaccard overlaps (Kuhn, 1955); of those left over, equal ids are the
    same theme.

    Parameters
    ----------
    found : mapping of str to set of str
        Each theme's present id to the digests of its points.
    seen : sequence of SeenTheme
        As saved.
    taken : set of str, optional
        Ids that no found theme may have, as those of the known themes.

    Returns
    -------
    dict of str to str
        Present id to lasting id; no two the same.

    Examples
    --------
    >>> from jobsearch_analytics.themes.edits import SeenTheme
    >>> match_themes({"held": {"a", "b", "new"}}, [SeenTheme("on-hold", "On hold", ("a", "b"))])
    {'held': 'on-hold'}
    """
    lasting = _overlapping(found, seen)
    used = {*(taken or ()), *lasting.values()}
    kept_back = {theme.id for theme in seen} - used
    for theme in found:
        if theme in lasting:
            continue
        name, number = theme, 2
        while name in used or (name in kept_back and name != theme):
            name, number = f"{theme}-{number}", number + 1
        lasting[theme] = name
        used.add(name)
    return {theme: lasting[theme] for theme in found}


def _overlapping(found: Mapping[str, set[str]], seen: Sequence[SeenTheme]) -> dict[str, str]:
    if not found or not seen:
        return {}
    from scipy.optimize import linear_sum_assignment

    names, before = list(found), [set(theme.points) for theme in seen]
    known = set().union(*before)
    overlap = np.array([[_jaccard(found[name] & known, points) for points in before] for name in names])
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    return {
        names[row]: seen[column].id
        for row, column in zip(rows, columns, strict=True)
        if overlap[row, column] >= LEAST_OVERLAP
    }


def _jaccard(one: set[str], other: set[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0
