"""What the feedback keeps saying: themes counted by distinct employers, with the quotes behind each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jobsearch_analytics import workspace
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.analysis.estimate.theme_finding import find_themes, seen_themes
from jobsearch_analytics.analysis.feedback_themes.answer import FeedbackThemes, themes_answer
from jobsearch_analytics.features.feedback_points import build_feedback_points
from jobsearch_analytics.themes.edits import UNSORTED, ThemeEdits

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

__all__ = ["UNSORTED", "FeedbackThemes", "feedback_themes", "save_themes"]

#: The file of the workspace that keeps the edits.
EDITS_FILE = "themes"


def feedback_themes(
    search: JobSearch, *, taxonomy: str | dict | None = "default", level: float = 0.95, random_state: int = 0
) -> FeedbackThemes:
    """Return what the feedback keeps saying, by distinct employers, with quotes.

    Stock phrases of rejection mails are folded first; each note is split into the points it makes; points
    are sorted into the themes of a taxonomy or form new ones; what fits nowhere stays unsorted. Edits saved
    in the workspace are applied again, and what you moved teaches where like points belong.

    Parameters
    ----------
    search : JobSearch
        Its ``feedback`` table is read.
    taxonomy : {"default", None}, path or dict
        The themes to start from; None lets all themes come from the notes.
    level : float
        Coverage of the intervals (Wilson, 1927), in (0, 1).
    random_state : int
        Seed of what is drawn.

    Returns
    -------
    FeedbackThemes
        Valid for any search, also one without feedback.

    Raises
    ------
    BadArgumentError
        If ``level`` is not in (0, 1).
    WorkspaceError
        If ``themes.toml`` in the workspace cannot be read; the message names the place.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> themes = jsa.feedback_themes(jsa.load_sample())
    >>> bool((themes.table["employers"] <= themes.table["points"]).all())
    True
    """
    check_level(level)
    points = build_feedback_points(search)
    said = points[~points["boilerplate"]].drop(columns=["boilerplate", "point"]).reset_index(drop=True)
    saved = workspace.read_toml(search.workspace, EDITS_FILE)
    edits = ThemeEdits.from_dict(saved, f"{EDITS_FILE}.toml")
    found, catalog, note = find_themes(said, edits, taxonomy, random_state)
    return themes_answer(search, found, catalog, edits, note, level)


def save_themes(themes: FeedbackThemes) -> Path:
    """Keep your edits beside the log; they are applied to every later answer.

    The points of the themes found among the notes are kept as digests, so that such a theme keeps its name
    and your edits when new notes arrive.

    Returns
    -------
    Path
        ``themes.toml`` in the workspace.

    Raises
    ------
    WorkspaceError
        If the search has no workspace, or it cannot be written.
    """
    folder = workspace.require(themes.search)
    workspace.save_ids(themes.search)
    kept = workspace.read_toml(folder, EDITS_FILE)
    edits = replace(themes.edits, seen=seen_themes(themes.found, themes.catalog, themes.edits))
    return workspace.update_toml(folder, EDITS_FILE, {**kept, **edits.to_dict()})
