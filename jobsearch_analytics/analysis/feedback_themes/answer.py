"""The answer to what the feedback keeps saying: its tables, the quotes behind them, and how it is edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.theme_actions import actions_of, strengths_of, with_steps
from jobsearch_analytics.analysis.estimate.theme_counts import count_themes
from jobsearch_analytics.analysis.estimate.theme_finding import shown_names
from jobsearch_analytics.analysis.estimate.theme_words import themes_advice, themes_headline, themes_notes
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.themes.edited import apply_edits
from jobsearch_analytics.themes.edits import UNSORTED, ThemeEdits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.search import JobSearch

__all__ = ["FeedbackThemes", "themes_answer"]

_QUOTE_COLUMNS = ["text", "sign", "company", "said_by", "stage", "received_on"]


@dataclass(frozen=True, kw_only=True, repr=False)
class FeedbackThemes(Answer):
    """What the feedback keeps saying, and whether that is more than luck.

    Attributes
    ----------
    table : DataFrame
        One row per theme and sign, the most widely said first:

        - ``theme`` str, its name; ``sign`` str, ``strength``, ``gap`` or ``neither``;
        - ``points`` int, how often it was said; ``employers`` int, how many different ones said it;
        - ``share`` float, employers / all employers that said anything, in [0, 1]; ``low``, ``high`` its
          Wilson interval;
        - ``trend`` str: ``more often`` or ``less often`` in the later half of the notes than in the earlier,
          ``not yet`` where that cannot be known;
        - ``cohesion``, ``stability`` float, how alike its points are and how well it survives resampling;
        - ``chance`` float, probability that chance alone makes some theme stand out as much;
          ``beats_chance`` bool, so small that one search in twenty shows a false one anywhere;
        - ``standing`` str: ``recurring`` for a theme of at least three employers that is stable and beats
          chance, else ``seen once or twice``, or ``may be luck`` from three employers on;
        - ``verdict`` str: ``known`` where recurring, ``leaning`` where chance does as well in at most one
          search in five, else ``not yet``; ``more_needed`` int, further employers naming it until it could
          count as recurring;
        - ``quote`` str, its most typical point; ``theme_id`` str, its lasting name in files;
          ``next_step``, ``watch`` str, for a gap: what to try and what to look at; else empty.
    points : DataFrame
        One row per point that is not a stock phrase: ``feedback_id, application_id, company, received_on,
        stage, said_by, text, sign, theme, theme_id, similarity, employer, first_hand`` and ``model_theme``,
        the id before your edits. ``theme`` is missing where a point fits none, ``employer`` where a coach or
        you yourself said it without naming one: such points are quoted, and count for no employer.
    n_boilerplate : int
        How many notes hold nothing but stock phrases; they are folded and never a theme.
    problems : DataFrame
        Saved edits that do not fit any more: ``edit, item, reason, done``.
    edits : ThemeEdits
        Your edits, those saved earlier included.
    found, catalog : DataFrame
        The points and themes before your edits: what editing starts from.
    search : JobSearch
        The search the answer speaks of.
    """

    points: pd.DataFrame
    n_boilerplate: int
    problems: pd.DataFrame
    edits: ThemeEdits
    found: pd.DataFrame
    catalog: pd.DataFrame
    search: JobSearch
    model_note: str = ""

    SHARES: ClassVar[tuple[str, ...]] = ("share", "low", "high")
    SHOWN: ClassVar[tuple[str, ...]] = (
        *("theme", "sign", "points", "employers", "share", "low", "high", "trend", "standing", "quote"),
    )

    @property
    def unsorted(self) -> pd.DataFrame:
        """Return the points that fit no theme: read these yourself."""
        return self.points[self.points["theme"].isna()].reset_index(drop=True)

    @property
    def actions(self) -> pd.DataFrame:
        """Return one plain next step for each gap, with the applications it would have touched.

        Returns
        -------
        DataFrame
            In the order of ``table``: ``theme``, ``standing``, ``employers``, ``next_step``, ``watch``,
            ``applications`` int, those whose feedback named it, ``share`` of those with feedback, and
            ``application_ids``, their ids with a comma between.
        """
        return actions_of(self.table, self.points)

    @property
    def strengths(self) -> pd.DataFrame:
        """Return what employers praise, as evidence for your value proposition: theme, who, and a quote."""
        return strengths_of(self.table, self.points)

    def footer(self) -> str:
        """Return what else can be asked, and the day and the level the answer speaks for."""
        more = "A step for each gap: .actions. What is praised: .strengths. " if len(self.table) else ""
        more += "Edits that do not fit: .problems. " if len(self.problems) else ""
        return more + super().footer()

    def quotes(self, theme: str) -> pd.DataFrame:
        """Return the points behind a theme, the most typical first.

        Raises
        ------
        UnknownChoiceError
            If there is no such theme; the near miss is shown.
        """
        self._ids(theme)
        rows = self.unsorted if theme == UNSORTED else self.points[self.points["theme"] == theme]
        ordered = rows.sort_values("similarity", ascending=False, kind="stable")
        return ordered[_QUOTE_COLUMNS].reset_index(drop=True)

    def rename(self, names: Mapping[str, str]) -> FeedbackThemes:
        """Return the themes under your own names, present name to new; two given one name become one."""
        return self._edited(
            self.edits.renamed({theme: new for name, new in names.items() for theme in self._ids(name)})
        )

    def merge(self, themes: list[str], into: str) -> FeedbackThemes:
        """Return the themes with several of them counted as one, under the name of a theme or a new name."""
        ids = [theme for name in themes for theme in self._ids(name)]
        shown = shown_names(self.points, self.catalog)
        if not ids:
            return self
        if into in shown:
            return self._edited(self.edits.merged(ids, into=shown[into][0]))
        return self._edited(self.edits.merged(ids, into=ids[0]).renamed({ids[0]: into}))

    def move(self, feedback_id: str, text: str, to: str) -> FeedbackThemes:
        """Return the themes with one point, as it stands in ``points``, moved to another or a new one."""
        self._check_point(feedback_id, text)
        return self._placed([(feedback_id, text)], to)

    def split(self, points: pd.DataFrame, name: str) -> FeedbackThemes:
        """Return the themes with some rows of ``points`` split off as a new theme of this name."""
        if name in shown_names(self.points, self.catalog) or name == UNSORTED or not len(points):
            what = f"{name!r} for {len(points)} points"
            raise BadArgumentError(
                "name",
                what,
                "a name no theme has, and a point",
                'themes.split(rows, name="Late replies")',
            )
        pairs = [*zip(points["feedback_id"], points["text"], strict=True)]
        for pair in pairs:
            self._check_point(*pair)
        return self._placed(pairs, name)

    def mark_boilerplate(self, feedback_id: str, text: str | None = None) -> FeedbackThemes:
        """Return the themes without a point, or without a text the whole note: it says nothing about you."""
        self._check_point(feedback_id, text)
        return self._edited(self.edits.marked(feedback_id, text or ""))

    def plan(self, theme: str, next_step: str) -> FeedbackThemes:
        """Return the themes with your own next step for one of them."""
        return self._edited(self.edits.planned(self._ids(theme)[0], next_step))

    def _placed(self, pairs: list[tuple[str, str]], name: str) -> FeedbackThemes:
        from jobsearch_analytics.themes.describe import slug

        shown = shown_names(self.points, self.catalog)
        if name == UNSORTED or name in shown:
            return self._edited(self.edits.moved(pairs, UNSORTED if name == UNSORTED else shown[name][0]))
        theme, taken = slug(name), {*self.catalog.index, *self.edits.own}
        theme = theme if theme not in taken else f"my-{len(self.edits.own) + 1}-{theme}"
        return self._edited(self.edits.split_off(pairs, theme, name))

    def _ids(self, name: str) -> list[str]:
        shown = shown_names(self.points, self.catalog)
        if name not in shown and name != UNSORTED:
            known = list(dict.fromkeys([*self.table["theme"], UNSORTED]))
            raise UnknownChoiceError("theme", name, known, "a theme of this feedback")
        return shown.get(name, [])

    def _check_point(self, feedback_id: str, text: str | None) -> None:
        notes = self.points["feedback_id"]
        if feedback_id not in set(notes):
            raise UnknownChoiceError(
                "feedback_id", feedback_id, list(dict.fromkeys(notes)), "a note that says anything"
            )
        said = self.points.loc[notes == feedback_id, "text"]
        if text is not None and text not in set(said):
            raise UnknownChoiceError("text", text, said.to_list(), f"a point of note {feedback_id!r}")

    def _edited(self, edits: ThemeEdits) -> FeedbackThemes:
        return themes_answer(self.search, self.found, self.catalog, edits, self.model_note, self.level)


def themes_answer(
    search: JobSearch, found: pd.DataFrame, catalog: pd.DataFrame, edits: ThemeEdits, note: str, level: float
) -> FeedbackThemes:
    """Return the answer that these points and themes give under these edits."""
    done = apply_edits(edits, found, dict(zip(catalog.index, catalog["label"], strict=True)))
    points = found.assign(theme=done.theme, theme_id=done.theme_id)[~done.stock].reset_index(drop=True)
    catalog = catalog.assign(theme=pd.Series(done.names, dtype="str").reindex(catalog.index))
    rates = catalog.groupby("theme")["base_rate"].sum()
    traits = catalog[["cohesion", "stability"]]
    table = count_themes(points.join(traits, on="model_theme"), rates, level)
    table = with_steps(table, catalog, edits.next_steps)
    n_stock = len(search.feedback) - points["feedback_id"].nunique()
    return FeedbackThemes(
        table=table,
        headline=themes_headline(table, points, level),
        advice=themes_advice(table),
        notes=themes_notes(points, n_stock, len(done.problems), note),
        as_of=search.as_of,
        level=level,
        points=points,
        n_boilerplate=n_stock,
        problems=done.problems,
        edits=edits,
        found=found,
        catalog=catalog,
        search=search,
        model_note=note,
    )
