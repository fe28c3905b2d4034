"""The themes of the points before any edit: sorted by the text engine, known again by their lasting ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.estimate.chance import LEAST_THEMES, base_rates
from jobsearch_analytics.themes.edited import anchors
from jobsearch_analytics.themes.edits import SeenTheme, ThemeEdits, point_digests
from jobsearch_analytics.themes.identity import match_themes
from jobsearch_analytics.themes.taxonomy import SeedTheme, read_taxonomy

if TYPE_CHECKING:
    from jobsearch_analytics.themes.model import ThemeModel

__all__ = ["find_themes", "seen_themes", "shown_names"]

#: Nobody's employer speaks where one of these said it and no company is named.
NO_EMPLOYER = ("coach", "self")


def find_themes(
    said: pd.DataFrame, edits: ThemeEdits, taxonomy: str | dict | None, random_state: int
) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Return the points with their themes, all themes there are, and what to know of the reading.

    Parameters
    ----------
    said : DataFrame
        Points that are not stock phrases: ``feedback_id, text, employer, company, said_by`` and more.
    edits : ThemeEdits
        What the user moved teaches where like points belong; themes seen before keep their ids.
    taxonomy
        As for `ThemeModel`.
    random_state : int
        Seed of what is drawn.

    Returns
    -------
    points : DataFrame
        With ``model_theme``, a lasting id, missing where a point fits none, and ``similarity``; ``employer``
        is missing where a coach or the user said it without naming one.
    catalog : DataFrame
        One row per theme that a point could have fallen into, by id: ``label, anchored, cohesion, stability,
        next_step, watch, base_rate``.
    note : str
        From the text engine.
    """
    from jobsearch_analytics.themes.model import ThemeModel

    nobodys = said["said_by"].isin(NO_EMPLOYER) & said["company"].isna()
    said = said.assign(employer=said["employer"].mask(nobodys))
    seeds = _with_own(read_taxonomy(taxonomy), edits)
    model = ThemeModel(seeds or None, random_state=random_state)
    model.fit(said["text"], anchors(edits, said, set(seeds)), groups=said["employer"])
    ids, labels = _lasting(said, model, edits)
    # Label -1 takes the last name, which is that of no theme.
    names = [*ids, None]
    points = said.assign(
        model_theme=pd.Series([names[label] for label in model.labels_], index=said.index, dtype="str"),
        similarity=model.similarity_,
    )
    return points, _catalog(model, ids, labels), model.note_


def _with_own(seeds: tuple[SeedTheme, ...], edits: ThemeEdits) -> dict[str, SeedTheme]:
    """Return the known themes together with the user's own, whose points stand for them."""
    if not seeds:
        return {}
    own = {
        theme: SeedTheme(theme, name, phrases=tuple(m.text for m in edits.moves if m.theme == theme))
        for theme, name in edits.own.items()
    }
    return {theme.id: theme for theme in seeds} | own


def _lasting(said: pd.DataFrame, model: ThemeModel, edits: ThemeEdits) -> tuple[list[str], list[str]]:
    """Return the id and the label of every theme found, those of themes seen before where it is one."""
    table = model.themes_
    digests = pd.Series(point_digests(said), index=said.index)
    fresh = table.index[~table["anchored"]]
    members = {table.loc[row, "theme"]: set(digests[model.labels_ == row]) for row in fresh}
    lasting = match_themes(members, edits.seen, {theme.id for theme in model.seed_themes_})
    labels = {theme.id: theme.name for theme in edits.seen}
    ids = [lasting.get(theme, theme) for theme in table["theme"]]
    own = zip(ids, table["label"], table["anchored"], strict=True)
    return ids, [label if known else labels.get(theme, label) for theme, label, known in own]


def _catalog(model: ThemeModel, ids: list[str], labels: list[str]) -> pd.DataFrame:
    """Return every theme a point could have fallen into: the known ones and those found, once each."""
    seeds = model.seed_themes_
    rates = base_rates([len(theme.seeds) for theme in seeds])
    known = pd.DataFrame(
        {
            "label": [theme.name for theme in seeds],
            "next_step": [theme.next_step for theme in seeds],
            "watch": [theme.watch for theme in seeds],
            "base_rate": rates,
        },
        index=pd.Index([theme.id for theme in seeds], dtype="str"),
    )
    traits = model.themes_[["anchored", "cohesion", "stability"]].set_axis(ids)
    found = traits[~traits["anchored"]].assign(
        label=[label for label, known in zip(labels, model.themes_["anchored"], strict=True) if not known],
        next_step="",
        watch="",
        # A theme that no list knows is taken to be as frequent as the average one.
        base_rate=rates.mean() if len(rates) else 1 / LEAST_THEMES,
    )
    known = known.join(traits[traits["anchored"]][["cohesion", "stability"]]).assign(anchored=True)
    kinds = dict.fromkeys(("label", "next_step", "watch"), "str") | dict.fromkeys(
        ("cohesion", "stability", "base_rate"), "float64"
    )
    return pd.concat([known, found[known.columns]]).astype(kinds).astype({"anchored": "bool"})


def seen_themes(found: pd.DataFrame, catalog: pd.DataFrame, edits: ThemeEdits) -> tuple[SeenTheme, ...]:
    """Return the themes found among the notes; one that an edit names and that is gone stays as it was."""
    digests = pd.Series(point_digests(found), index=found.index)
    members = digests.groupby(found["model_theme"]).agg(lambda rows: tuple(sorted(rows))).to_dict()
    now = catalog.loc[~catalog["anchored"], "label"]
    present = [SeenTheme(str(i), label, members[i]) for i, label in now.items() if i in members]
    used = {*edits.rename, *edits.merge, *edits.merge.values(), *(move.theme for move in edits.moves)}
    gone = [seen for seen in edits.seen if seen.id in used - set(now.index)]
    return (*present, *gone)


def shown_names(points: pd.DataFrame, catalog: pd.DataFrame) -> dict[str, list[str]]:
    """Return every name a theme is shown by, or would be, with the ids behind it; those said come first."""
    said = points.dropna(subset=["theme_id"]).drop_duplicates("theme_id")
    names: dict[str, list[str]] = {}
    for name, theme in zip(said["theme"], said["theme_id"], strict=True):
        names.setdefault(name, []).append(theme)
    unsaid = catalog[~catalog["theme"].isin(list(names))]
    return names | {name: [str(theme)] for theme, name in reversed([*unsaid["theme"].items()])}
