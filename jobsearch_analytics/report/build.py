"""Write the page for a coach, or for oneself: one file that opens offline and holds only what may leave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch_analytics import clock
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.errors import BadArgumentError, LeakError
from jobsearch_analytics.files import write_atomic
from jobsearch_analytics.report.answer_file import answer_text, answers_beside
from jobsearch_analytics.report.counted import count_for
from jobsearch_analytics.report.history import keep_report
from jobsearch_analytics.report.leaks import find_leaks
from jobsearch_analytics.report.manifest import manifest
from jobsearch_analytics.report.page import page_template, render_page
from jobsearch_analytics.report.prepare import prepare
from jobsearch_analytics.report.privacy import sharing
from jobsearch_analytics.themes.points import read_ahead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.report.prepare import Prepared
    from jobsearch_analytics.search import JobSearch

__all__ = ["leaks_of", "themes_of", "write_report"]


def write_report(
    search: JobSearch,
    path: str | Path,
    *,
    audience: str = "coach",
    share: Sequence[str] = (),
    today: str | date | None = None,
    themes: Answer | None = None,
    questions: Sequence[str] = (),
    own_line: str = "",
    level: float = 0.95,
    k: int = 3,
) -> Path:
    """Write the page and return its path; a page for a coach that holds a withheld name is not written.

    Beside a page for a coach stands a text file to answer in, ``…_answers.txt``: see `read_reply`. What the
    page counted is remembered in the workspace, so that the next one can say what changed.

    Parameters
    ----------
    search : JobSearch
        Also one without applications: the page then says what is missing.
    path : str or Path
        The file, such as ``"for_my_coach.html"``; another ending gets ``.html`` after it.
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
    own_line : str
        How you are doing, in a line for the coach; giving it shares it.
    level : float
        Coverage of the intervals, in (0, 1).
    k : int
        What fewer applications than this share is shown more generally: a way of finding roles, a title with
        its place.

    Returns
    -------
    Path
        One HTML file without scripts or outside requests. The same search, ``today`` and workspace give the
        same bytes.

    Raises
    ------
    LeakError
        If a withheld name stands in the finished page, in the answer file or in the file's name; no file is
        written.
    UnknownChoiceError, BadArgumentError
        If an argument cannot be used.

    Examples
    --------
    >>> import jobsearch_analytics as jsa, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     search = jsa.load_sample(workspace=f"{folder}/jobsearch")
    ...     page = jsa.write_report(search, f"{folder}/page.html", today="2026-07-01")
    ...     page.stat().st_size < 600_000
    True
    """
    check_level(level)
    path, allowed, day = _named_page(Path(path)), sharing(audience, share, k), clock.today(today)
    coach = audience == "coach"
    if themes is None:
        read_ahead(search.feedback["text"])
    counted, facts = count_for(search, allowed, day, level), manifest(search, allowed)
    # Whatever needs no themes comes first: most of the time the notes are still being read.
    page_template()
    ready = prepare(
        search,
        allowed,
        counted,
        themes=themes_of(search, level) if themes is None else themes,
        questions=questions,
        own_line=own_line,
        answers_name=answers_beside(path).name if coach else "",
    )
    page = render_page(ready.material, facts)
    if coach:
        if leaks := leaks_of(ready, page, facts, path.name):
            raise LeakError(leaks)
        write_atomic(answers_beside(path), answer_text(ready.material.report, ready.material.questions))
    written = write_atomic(path, page)
    counted.pseudonyms.keep(search)
    if search.workspace is not None:
        keep_report(search.workspace, ready.material.report)
    return written


def _named_page(path: Path) -> Path:
    """Return a name that mail programs and browsers take for a page, not for a text to show as it is."""
    if path.is_dir():
        example = f'path="{path / "for_my_coach.html"}"'
        raise BadArgumentError("path", str(path), "the name of a file, not of a folder", example)
    is_page = path.suffix.lower() in (".html", ".htm")
    return path if is_page else path.with_name(f"{path.name}.html")


def leaks_of(ready: Prepared, page: bytes, facts: pd.DataFrame, called: str) -> list[tuple[str, str]]:
    """Return what must not leave and stands in a page, its answer file or its name: kind and place."""
    names, twin, report = ready.counted.names, ready.twin, ready.material.report
    leaks = find_leaks(page, render_page(twin, facts), names, ready.texts, called=called)
    answers, blank = answer_text(report, ready.material.questions), answer_text(twin.report, twin.questions)
    leaks += [
        (kind, f"in the answer file{where.removeprefix('at the top')}")
        for kind, where in find_leaks(answers, blank, names, ready.texts)
    ]
    return list(dict.fromkeys(leaks))


def themes_of(search: JobSearch, level: float) -> Answer | None:
    """Return the themes of a search's feedback; None where it holds none."""
    from jobsearch_analytics.analysis.feedback_themes import feedback_themes

    return feedback_themes(search, level=level) if len(search.feedback) else None
