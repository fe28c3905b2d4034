"""What the feedback keeps saying: themes counted by distinct employers, with the quotes behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics import workspace
from jobsearch_analytics.analysis.answer import Answer, share_words
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.analysis.estimate.theme_counts import count_themes
from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.features.feedback_points import build_feedback_points
from jobsearch_analytics.themes.edits import ThemeEdits

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch
    from jobsearch_analytics.themes.model import ThemeModel

__all__ = ["UNSORTED", "FeedbackThemes", "feedback_themes", "save_themes"]

#: The name of no theme: points that fit none are listed, never forced.
UNSORTED = "unsorted"

#: The file of the workspace that keeps the edits.
EDITS_FILE = "themes"

#: With fewer employers than this a reader is warned.
FEW_EMPLOYERS = 10


@dataclass(frozen=True, kw_only=True, repr=False)
class FeedbackThemes(Answer):
    """What the feedback keeps saying, and whether that is more than luck.

    Attributes
    ----------
    table : DataFrame
        One row per theme and sign, the most widely said first:

        - ``theme`` str; ``sign`` str, ``strength``, ``gap`` or ``neither``;
        - ``points`` int, how often it was said; ``employers`` int, how many different ones said it;
        - ``share`` float, employers / all employers that said anything, in [0, 1]; ``low``, ``high`` its
          Wilson interval;
        - ``chance`` float, probability that chance alone gives some theme so many employers;
        - ``verdict`` str: ``known`` for a recurring theme (at least three employers, stable under
          resampling, and so seldom by chance that one search in twenty shows a false one); ``leaning`` where
          chance does as well in at most one search in five; else ``not yet``; ``more_needed`` int, further
          employers naming it until it could count as recurring;
        - ``cohesion``, ``stability`` float, how alike its points are and how well it survives resampling;
        - ``quote`` str, its most typical point; ``next_step``, ``watch`` str, for a gap: what to try and
          what to look at; empty for a theme that is not in the taxonomy.
    points : DataFrame
        One row per point that is not a stock phrase: ``feedback_id, application_id, company, received_on,
        stage, said_by, text, theme, sign, similarity, employer, first_hand`` and ``model_theme``, the name
        before your edits.
    catalog : DataFrame
        One row per theme that a point could have fallen into, by the engine's name: ``cohesion``,
        ``stability``, ``next_step``, ``watch``.
    n_boilerplate : int
        How many notes hold nothing but stock phrases; they are folded and never a theme.
    edits : ThemeEdits
        Your renames, merges and moves, those saved earlier included.
    search : JobSearch
        The search the answer speaks of.
    """

    points: pd.DataFrame
    catalog: pd.DataFrame
    n_boilerplate: int
    edits: ThemeEdits
    search: JobSearch

    SHARES: ClassVar[tuple[str, ...]] = ("share", "low", "high")
    SHOWN: ClassVar[tuple[str, ...]] = (
        *("theme", "sign", "points", "employers", "share", "low", "high", "verdict", "quote"),
    )

    @property
    def unsorted(self) -> pd.DataFrame:
        """Return the points that fit no theme: read these yourself."""
        return self.points[self.points["theme"] == UNSORTED].reset_index(drop=True)

    def quotes(self, theme: str) -> pd.DataFrame:
        """Return the points behind a theme, the most typical first.

        Raises
        ------
        UnknownChoiceError
            If there is no such theme; the near miss is shown.
        """
        self._check(theme)
        rows = self.points[self.points["theme"] == theme]
        ordered = rows.sort_values("similarity", ascending=False, kind="stable")
        return ordered[["text", "sign", "company", "said_by", "stage", "received_on"]].reset_index(drop=True)

    def rename(self, names: dict[str, str]) -> FeedbackThemes:
        """Return the themes under your own names, present name to new; two given one name become one."""
        for theme in names:
            self._check(theme)
        return self._edited(self.edits.renamed(names))

    def merge(self, themes: list[str], into: str) -> FeedbackThemes:
        """Return the themes with several of them counted as one."""
        return self.rename(dict.fromkeys(themes, into))

    def move(self, feedback_id: str, text: str, to: str) -> FeedbackThemes:
        """Return the themes with one point, as it stands in ``points``, moved to another or a new one."""
        note = self.points[self.points["feedback_id"] == feedback_id]
        if text not in set(note["text"]):
            raise UnknownChoiceError("text", text, note["text"].to_list(), f"a point of note {feedback_id!r}")
        return self._edited(self.edits.moved(feedback_id, text, to))

    def _check(self, theme: str) -> None:
        known = list(dict.fromkeys([*self.table["theme"], UNSORTED]))
        if theme not in known:
            raise UnknownChoiceError("theme", theme, known, "a theme of this feedback")

    def _edited(self, edits: ThemeEdits) -> FeedbackThemes:
        return _answer(
            self.search, self.points, self.catalog, edits, self.n_boilerplate, self.notes, self.level
        )


def feedback_themes(
    search: JobSearch, *, taxonomy: str | dict | None = "default", level: float = 0.95, random_state: int = 0
) -> FeedbackThemes:
    """Return what the feedback keeps saying, by distinct employers, with quotes.

    Stock phrases of rejection mails are folded first; each note is split into the points it makes; points
    are sorted into the themes of a taxonomy or form new ones; what fits nowhere stays ``unsorted``. Edits
    saved in the workspace are applied again.

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

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> themes = jsa.feedback_themes(jsa.load_sample())
    >>> bool((themes.table["employers"] <= themes.table["points"]).all())
    True
    """
    from jobsearch_analytics.themes.model import ThemeModel

    check_level(level)
    points = build_feedback_points(search)
    said = points[~points["boilerplate"]].reset_index(drop=True)
    model = ThemeModel(taxonomy, random_state=random_state)
    model.fit(said["text"], groups=said["employer"])
    # Label -1 takes the last name, which is that of no theme.
    names = [*model.themes_["label"], UNSORTED]
    said = said.assign(
        model_theme=pd.Series([names[label] for label in model.labels_], index=said.index, dtype="str"),
        similarity=model.similarity_,
    ).drop(columns=["boilerplate", "point"])
    edits = ThemeEdits.from_dict(workspace.read_toml(search.workspace, EDITS_FILE))
    n_stock = len(search.feedback) - said["feedback_id"].nunique()
    notes = _notes(said, n_stock, len(edits.lost(said)), model.note_)
    return _answer(search, said, _catalog(model), edits, n_stock, notes, level)


def _catalog(model: ThemeModel) -> pd.DataFrame:
    """Return every theme a point could have fallen into, by name: the taxonomy's and those discovered."""
    seeds = pd.DataFrame(
        [(theme.name, theme.next_step, theme.watch) for theme in model.seed_themes_],
        columns=["label", "next_step", "watch"],
        dtype="str",
    )
    found = model.themes_.drop_duplicates("label")[["label", "cohesion", "stability"]]
    catalog = seeds.merge(found, on="label", how="outer").set_index("label")
    return catalog.fillna({"next_step": "", "watch": ""})


def save_themes(themes: FeedbackThemes) -> Path:
    """Keep your renames, merges and moves beside the log; they are applied to every later answer.

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
    return workspace.update_toml(folder, EDITS_FILE, themes.edits.to_dict())


def _answer(
    search: JobSearch, points: pd.DataFrame, catalog: pd.DataFrame, edits: ThemeEdits, n_stock: int,
    notes: tuple[str, ...], level: float,
) -> FeedbackThemes:  # fmt: skip
    points = points.assign(theme=edits.apply(points))
    sorted_in = points.assign(theme=points["theme"].where(points["theme"] != UNSORTED))
    table = count_themes(
        sorted_in.join(catalog[["cohesion", "stability"]], on="model_theme"), len(catalog), level
    )
    hints = catalog[["next_step", "watch"]].rename(index=edits.rename)
    table = table.join(hints[~hints.index.duplicated()], on="theme").fillna({"next_step": "", "watch": ""})
    return FeedbackThemes(
        table=table,
        headline=_headline(table, points, level),
        advice=_advice(table),
        notes=notes,
        as_of=search.as_of,
        level=level,
        points=points,
        catalog=catalog,
        n_boilerplate=n_stock,
        edits=edits,
        search=search,
    )


def _headline(table: pd.DataFrame, points: pd.DataFrame, level: float) -> str:
    if table.empty:
        return "No feedback that says anything of its own is in this log yet."
    gaps = table[table["sign"] == "gap"]
    top = (gaps if len(gaps) else table).iloc[0]
    n = points["employer"].nunique()
    words = share_words(int(top["employers"]), n, top["low"], top["high"], level)
    if top["verdict"] == "known" and top["sign"] == "gap":
        return f"{words} employers who said anything spoke of {top['theme']} as something to work on."
    return f"No gap recurs yet: the most named theme, {top['theme']}, came from {words} employers."


def _advice(table: pd.DataFrame) -> str:
    recurring = table[table["verdict"] == "known"]
    gaps, strengths = (recurring[recurring["sign"] == sign] for sign in ("gap", "strength"))
    proven = f" Lead with {strengths.iloc[0]['theme']}: employers keep praising it." if len(strengths) else ""
    if len(gaps):
        step = (
            gaps.iloc[0]["next_step"] or f"Read the quotes on {gaps.iloc[0]['theme']} and change one thing."
        )
        return step + proven
    if table.empty:
        return (
            "Nothing can be known yet: after the next conversation, ask what would have made the difference."
        )
    return f"Change nothing because of a single remark; ask the next two interviewers for feedback.{proven}"


def _notes(said: pd.DataFrame, n_stock: int, n_lost: int, model_note: str) -> tuple[str, ...]:
    n_unread = int((~said["language"].isin(["en", "unknown"])).sum())
    employers = said["employer"].nunique()
    hearsay = int((~said["first_hand"]).sum())
    notes = (
        (
            0 < employers < FEW_EMPLOYERS,
            f"Only {employers} employers have said anything: most of this is luck.",
        ),
        (n_stock > 0, f"{n_stock:,} notes are stock phrases that say nothing about you: left out."),
        (hearsay > 0, f"{hearsay:,} of {len(said):,} points are second hand or your own view."),
        (n_unread > 0, f"{n_unread:,} points are not in English and may be sorted less well."),
        (n_lost > 0, f"{n_lost:,} saved moves belong to notes that are no longer in the log."),
        (bool(model_note), model_note),
    )
    return tuple(text for holds, text in notes if holds)
