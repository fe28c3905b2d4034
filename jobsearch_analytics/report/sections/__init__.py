"""The sections of the page in the order a coach reads them: one function each, which may say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.report.sections.dialogue import became, questions
from jobsearch_analytics.report.sections.feedback import experiments, feedback, network
from jobsearch_analytics.report.sections.method import method
from jobsearch_analytics.report.sections.period import changes, period
from jobsearch_analytics.report.sections.person import goal, own_line
from jobsearch_analytics.report.sections.stages import alive, channels, stalls, went

if TYPE_CHECKING:
    from jobsearch_analytics.report.sections.section import Material, Section

__all__ = ["SECTIONS", "sections"]

#: The page's order. A further section is one more function here. What can be read in three minutes comes
#: first, then the form to answer on, then the numbers behind it.
SECTIONS = (
    *(goal, period, stalls, changes, alive, feedback, experiments, network, own_line, became, questions),
    *(channels, went, method),
)


def sections(material: Material) -> list[Section]:
    """Return the sections that have something to say, in the page's order."""
    made = (make(material) for make in SECTIONS)
    return [section for section in made if section is not None]
