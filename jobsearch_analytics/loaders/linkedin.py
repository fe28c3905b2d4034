"""The files of a LinkedIn data export that are not lists of jobs: connections, messages, invitations, posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.part import Part

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.grid import Grid
    from jobsearch_analytics.loaders.options import Options

__all__ = ["read_linkedin"]


def read_linkedin(grid: Grid, options: Options) -> Part | None:
    """Return what a file of a LinkedIn export holds; None if the grid is none of them."""
    return None
