"""Write the page for a coach, or for oneself: one file that opens offline and holds only what may leave."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics import clock
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.analysis.knowledge_rate import knowledge_rate
from jobsearch_analytics.errors import LeakError
from jobsearch_analytics.files import write_atomic
from jobsearch_analytics.report.leaks import find_leaks, known_names
from jobsearch_analytics.report.manifest import manifest
from jobsearch_analytics.report.privacy import Sharing, shared_themes, shared_view, sharing
from jobsearch_analytics.report.pseudonyms import Pseudonyms
from jobsearch_analytics.report.sections import Material, sections
from jobsearch_analytics.report.spelling import INVISIBLE
from jobsearch_analytics.report.twin import masked, masked_themes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.search import JobSearch

__all__ = ["preview", "write_report"]

#: A page says when it should be thrown away.
VALID_DAYS = 30

#: Control characters that could hide or reorder words; tabs and line ends stay.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def write_report(
    search: JobSearch,
    path: str | Path,
    *,
    audience: str = "coach",
    share: Sequence[str] = (),
    today: str | date | None = None,
    themes: Answer | None = None,
    questions: Sequence[str] = (),
    level: float = 0.95,
    k: int = 3,
) -> Path:
    """Write the page and return its path; a page for a coach that holds a withheld name is not written.

    Parameters
    ----------
    search : JobSearch
        Also one without applications: the page then says what is missing.
    path : str or Path
        The file, such as ``"for_my_coach.html"``.
    audience : str
        ``"coach"``: names, links, pay, notes and free text stay out unless ticked. ``"self"``: all named.
    share : sequence of str
        What else may leave: keys of `privacy.TICKS`. `preview` shows what each adds.
    today : str or date, optional
        The day the page is made on; None reads the clock.
    themes : Answer, optional
        What `feedback_themes` returned, as you edited it; None finds them in the search's feedback.
    questions : sequence of str
        Your questions for the coach; the numbers add theirs up to three.
    level : float
        Coverage of the intervals, in (0, 1).
    k : int
        A word of the log used by fewer applications than this is shown as ``other``.

    Returns
    -------
    Path
        One HTML file without scripts or outside requests. The same search, ``today`` and workspace give the
        same bytes.

    Raises
    ------
    LeakError
        If a withheld name stands in the finished page; no file is written.
    UnknownChoiceError, BadArgumentError
        If an argument cannot be used.

    Examples
    --------
    >>> import jobsearch_analytics as jsa, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = jsa.write_report(jsa.load_sample(), f"{folder}/page.html", today="2026-07-01")
    ...     page.stat().st_size < 600_000
    True
    """
    check_level(level)
    allowed, day = sharing(audience, share, k), clock.today(today)
    themes = _themes_of(search, level) if themes is None else themes
    names = known_names(search, texts=not allowed.allows("quotes"))
    pseudonyms = Pseudonyms.of(search)
    shown = themes and shared_themes(themes, allowed, names, pseudonyms)
    view, asked = shared_view(search, allowed), tuple(questions)
    facts = manifest(search, allowed)
    page = _page(view, shown, asked, facts, allowed, day, level)
    if audience == "coach":
        twin_view = shared_view(masked(search), allowed)
        twin = _page(
            twin_view, shown and masked_themes(shown), ("",) * len(asked), facts, allowed, day, level
        )
        leaks = find_leaks(page, twin, names)
        if leaks:
            raise LeakError(leaks)
    written = write_atomic(Path(path), page)
    pseudonyms.keep(search)
    return written


def preview(
    search: JobSearch,
    *,
    audience: str = "coach",
    share: Sequence[str] = (),
    k: int = 3,
) -> pd.DataFrame:
    """Return exactly what would leave with the page, what stays, and what each tick would add.

    Returns
    -------
    DataFrame
        One row per kind of thing: ``item`` str, ``leaves`` bool, ``how`` str, ``amount`` int in this log,
        ``tick`` str, the word for ``share=`` that would add it; empty where none would.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> rows = preview(jsa.load_sample()).set_index("item")
    >>> bool(rows.loc["names of firms", "leaves"]), rows.loc["quotes", "tick"]
    (False, 'quotes')
    """
    return manifest(search, sharing(audience, share, k))


def _themes_of(search: JobSearch, level: float) -> Answer | None:
    from jobsearch_analytics.analysis.feedback_themes import feedback_themes

    return feedback_themes(search, level=level) if len(search.feedback) else None


def _page(
    view: JobSearch,
    themes: Answer | None,
    questions: tuple[str, ...],
    facts: pd.DataFrame,
    allowed: Sharing,
    day: pd.Timestamp,
    level: float,
) -> bytes:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("jobsearch_analytics.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    css = files("jobsearch_analytics.report").joinpath("page.css").read_text(encoding="utf-8")
    material = Material(view, knowledge_rate(view), themes, questions, level, day)
    html = environment.get_template("page.html.j2").render(
        css=css,
        css_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        is_self=allowed.audience == "self",
        period=_period(view, exact=allowed.allows("dates")),
        made_on=day,
        valid_until=day + pd.Timedelta(days=VALID_DAYS),
        as_of=view.as_of,
        knowledge=material.knowledge,
        n_sent=len(view.sent),
        has_totals=len(view.flows) + len(view.counts) > 0,
        shared=facts[facts["leaves"]].to_dict("records"),
        withheld=facts[~facts["leaves"]].to_dict("records"),
        sections=sections(material),
    )
    return html.encode("utf-8")


def _period(view: JobSearch, *, exact: bool) -> str:
    """Return when the applications were sent: months, or days where ticked."""
    days = view.sent["applied_on"].dropna()
    if days.empty:
        return ""
    first, last = days.min(), days.max()
    words = list(dict.fromkeys(_day(day) if exact else f"{day:%B %Y}" for day in (first, last)))
    return " to ".join(words)


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"


def _inert(value: object) -> object:
    """Take marks out of a text that could hide or reorder it; markup made here passes as it is."""
    return INVISIBLE.sub("", CONTROLS.sub("", value)) if type(value) is str else value
