"""The points of the feedback as a map: what is alike lies together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.theme_layout import lay_out

if TYPE_CHECKING:
    from jobsearch_analytics.analysis.estimate.theme_parts import HasPoints
    from jobsearch_analytics.themes.embed import Embedder

__all__ = ["ThemeMap", "theme_map"]

#: More points than these cannot be told apart on a screen: some are then left out, evenly.
MOST_POINTS = 1_500

_KEPT = ["feedback_id", "company", "theme", "sign", "text", "said_by", "stage", "received_on"]


@dataclass(frozen=True, kw_only=True, repr=False)
class ThemeMap(Answer):
    """Every point of the feedback with its place on a plane; the table says all that the picture does.

    Attributes
    ----------
    table : DataFrame
        One row per point, theme by theme, the largest theme first: ``feedback_id, company, theme`` (missing
        where it fits none), ``sign, text, said_by, stage, received_on`` and its place ``x``, ``y``, in
        [-1, 1]. Only nearness means anything: the two directions are those in which the themes lie furthest
        apart.
    """

    SHOWN: ClassVar[tuple[str, ...]] = ("theme", "sign", "text", "company", "said_by", "stage")
    MOST_ROWS: ClassVar[int] = 500

    def _repr_html_(self) -> str:
        # The picture's twin for keyboard and screen reader: all points, in a region that can be focused.
        return (
            '<section role="region" aria-label="All points of the map" tabindex="0" '
            f'style="max-height:32rem;overflow:auto">{super()._repr_html_()}</section>'
        )


def theme_map(themes: HasPoints, *, embedder: Embedder | None = None) -> ThemeMap:
    """Return the points of the feedback as a map: what is alike lies together.

    Parameters
    ----------
    themes : FeedbackThemes
        What `feedback_themes` returned, as you edited it.
    embedder : Embedder, optional
        What turns texts into vectors; by default that of `ThemeModel`.

    Returns
    -------
    ThemeMap
        Also for no points at all. `draw` shows the quotes where a point is pointed at; the table holds them
        for those who read or walk with the keyboard.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> places = theme_map(jsa.feedback_themes(jsa.load_sample())).table[["x", "y"]]
    >>> bool((places.abs() <= 1).all().all())
    True
    """
    points = themes.points
    step = -(-len(points) // MOST_POINTS) if len(points) else 1
    table = _placed(points.iloc[::step], embedder)
    return ThemeMap(
        table=table,
        headline=_headline(points),
        advice=(
            "Where two themes lie in one heap, read their quotes: if they say one thing, merge them."
            if len(set(points["theme"].dropna())) > 1
            else "Nothing can be seen here yet: a map needs points of at least two themes."
        ),
        notes=(f"One point in {step} is shown.",) if step > 1 else (),
        as_of=themes.as_of,
        level=themes.level,
    )


def _placed(points: pd.DataFrame, embedder: Embedder | None) -> pd.DataFrame:
    from jobsearch_analytics.themes.embed import open_embedder

    sizes = points["theme"].value_counts()
    order = points["theme"].map(sizes).fillna(0)
    rows = points.assign(size=order).sort_values(["size", "theme"], ascending=[False, True], kind="stable")
    texts = rows["text"].tolist()
    model = (embedder or open_embedder()).fit(texts)
    places = lay_out(model.encode(texts), pd.factorize(rows["theme"])[0])
    return rows[_KEPT].assign(x=places[:, 0], y=places[:, 1]).reset_index(drop=True)


def _headline(points: pd.DataFrame) -> str:
    if points.empty:
        return "No feedback that says anything of its own is in this log yet."
    sizes = points["theme"].value_counts()
    n, loose = len(points), int(points["theme"].isna().sum())
    if sizes.empty:
        return f"{n:,} points, and none fits a theme."
    return f"{n:,} points in {len(sizes):,} themes, the largest {sizes.index[0]}; {loose:,} fit none."
