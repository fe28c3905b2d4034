"""What the page says in the user's own words: the goal, and how they are doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.report.sections.section import Section

if TYPE_CHECKING:
    from jobsearch_analytics.report.sections.section import Material

__all__ = ["goal", "own_line"]


def goal(material: Material) -> Section | None:
    """Return the goal and the value proposition in the user's own words."""
    points = tuple(material.words.profile.items())
    return Section("goal", "Goal and value, in their own words", points=points) if points else None


def own_line(material: Material) -> Section | None:
    """Return the user's line on how they are doing, if they chose to share one."""
    line = material.words.own_line
    return (
        Section("own-line", "How they are doing, in their own words", points=(("Says", line),))
        if line
        else None
    )
