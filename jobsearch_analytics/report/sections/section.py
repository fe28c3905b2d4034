"""What a section is made from, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from jobsearch_analytics.report.facts import Facts
    from jobsearch_analytics.report.history import Report
    from jobsearch_analytics.report.numbers import Numbers
    from jobsearch_analytics.report.pictures import Picture
    from jobsearch_analytics.report.words import Words

__all__ = ["Material", "Section"]


@dataclass(frozen=True)
class Material:
    """What the sections are made from: only what may be shown.

    Attributes
    ----------
    numbers : Numbers
        Every answer, made from the shared view.
    words : Words
        The user's own words.
    facts : Facts
        Counts that need more than the shared view.
    questions : tuple of str
        What the coach is asked.
    last : Report or None
        The report before this one for the same reader.
    report : Report
        This one.
    exact : bool
        Whether days are shown as they are.
    answers_name : str
        The file to answer in; empty where there is none.
    """

    numbers: Numbers
    words: Words
    facts: Facts
    questions: tuple[str, ...]
    last: Report | None
    report: Report
    exact: bool
    answers_name: str = ""


@dataclass(frozen=True)
class Section:
    """One section of the page.

    Attributes
    ----------
    key : str
        Its id in the page.
    title : str
        Its heading.
    finding : str
        The sentence it begins with.
    subtitle : str
        What the picture's or the table's numbers are.
    draw : callable or None
        Draws its picture.
    table : DataFrame or None
        The numbers as text; the first column names the row.
    advice : str
        The sentence it ends with.
    quotes : tuple of (str, str)
        Theme and quote.
    points : tuple of (str, str)
        Term and text, or an empty term.
    notes : tuple of str
        Caveats.
    form : bool
        Whether lines to write on follow.
    """

    key: str
    title: str
    finding: str = ""
    subtitle: str = ""
    draw: Callable[[], Picture] | None = None
    table: pd.DataFrame | None = None
    advice: str = ""
    quotes: tuple[tuple[str, str], ...] = ()
    points: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    form: bool = False

    def lines(self) -> list[str]:
        """Return every text of the section, for `preview`; the picture holds the table's numbers."""
        rows = [] if self.table is None else self.table.astype("str").to_numpy().tolist()
        return [
            *(text for text in (self.finding, self.subtitle, self.advice) if text),
            *(": ".join(part for part in pair if part) for pair in (*self.points, *self.quotes)),
            *(" · ".join(row) for row in rows),
            *self.notes,
        ]
