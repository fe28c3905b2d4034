"""Exactly what would leave with a page, and what each further tick would add; nothing is written."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from jobsearch_analytics import clock
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.report.build import leaks_of, themes_of
from jobsearch_analytics.report.counted import count_for
from jobsearch_analytics.report.manifest import manifest
from jobsearch_analytics.report.page import render_page
from jobsearch_analytics.report.prepare import prepare
from jobsearch_analytics.report.privacy import TICKS, sharing
from jobsearch_analytics.report.sections import sections

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.report.counted import Counted
    from jobsearch_analytics.report.prepare import Prepared
    from jobsearch_analytics.report.privacy import Sharing
    from jobsearch_analytics.search import JobSearch

__all__ = ["REFUSED", "preview"]

#: The row that says whether the page would be refused.
REFUSED = "what would have the page refused"

#: These are counted anew, as the answers themselves hold their words.
COUNTED_ANEW = "channels"


def preview(
    search: JobSearch,
    *,
    audience: str = "coach",
    share: Sequence[str] = (),
    today: str | date | None = None,
    themes: Answer | None = None,
    questions: Sequence[str] = (),
    own_line: str = "",
    level: float = 0.95,
    k: int = 3,
    called: str = "",
) -> pd.DataFrame:
    """Return exactly what would leave with the page, what stays, and what each tick adds. Writes nothing.

    Parameters
    ----------
    search, audience, share, today, themes, questions, own_line, level, k
        As for `write_report`.
    called : str
        The name of the file the page would go into: it leaves too.

    Returns
    -------
    DataFrame
        One row per kind of thing: ``item`` str, ``leaves`` bool, ``how`` str, ``amount`` int in this log,
        ``tick`` str, the word for ``share=`` that would add it, empty where none would; ``words`` str, for a
        tick the lines of the page that it adds, or would add. Then one row per section of the page, with the
        very lines that would leave as its ``words``. A last row, `REFUSED`, says in its ``words`` what the
        leak test finds: as long as its ``amount`` is above 0, `write_report` writes no page.

    Raises
    ------
    UnknownChoiceError, BadArgumentError
        If an argument cannot be used.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> rows = jsa.preview(jsa.load_sample(), today="2026-07-01").set_index("item")
    >>> bool(rows.loc["names of firms", "leaves"]), rows.loc["quotes", "tick"]
    (False, 'quotes')
    """
    import pandas as pd

    check_level(level)
    allowed, day = sharing(audience, share, k), clock.today(today)
    themes = themes_of(search, level) if themes is None else themes

    def made(share: Sharing, counted: Counted) -> Prepared:
        return prepare(search, share, counted, themes=themes, questions=questions, own_line=own_line)

    counted = count_for(search, allowed, day, level)
    base = made(allowed, counted)
    rows = manifest(search, allowed)
    added = {}
    for tick in TICKS if audience == "coach" else ():
        other = dataclasses.replace(allowed, ticks=allowed.ticks ^ {tick})
        found = made(other, count_for(search, other, day, level) if tick == COUNTED_ANEW else counted)
        less, more = (found, base) if tick in allowed.ticks else (base, found)
        known = {line for _, lines in _lines(less) for line in lines}
        added[tick] = "\n".join(line for _, lines in _lines(more) for line in lines if line not in known)
    rows["words"] = [added.get(tick, "") for tick in rows["tick"]]
    told = [
        (f"the section “{title}”", True, "word for word", len(lines), "", "\n".join(lines))
        for title, lines in _lines(base)
    ]
    facts = manifest(search, allowed)
    leaks = leaks_of(base, render_page(base.material, facts), facts, called) if audience == "coach" else []
    found = "\n".join(f"{kind} {where}" for kind, where in leaks)
    told.append((REFUSED, False, "found by the leak test", len(leaks), "", found))
    return pd.concat([rows, pd.DataFrame(told, columns=rows.columns)], ignore_index=True)


def _lines(ready: Prepared) -> list[tuple[str, list[str]]]:
    """Return the title and the lines of every section."""
    return [(section.title, section.lines()) for section in sections(ready.material)]
