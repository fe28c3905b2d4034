"""How near postings are to your profile, why, and whether near ones are answered more often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.cohorts import build_cohort
from jobsearch_analytics.analysis.estimate.contrast_table import both_sides, contrast_table
from jobsearch_analytics.analysis.estimate.crossed import count_cells, draw_rates
from jobsearch_analytics.analysis.estimate.fit_words import (
    PROFILE_TEMPLATE,
    fit_advice,
    fit_headline,
    fit_notes,
)
from jobsearch_analytics.analysis.estimate.holding import tails
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.analysis.estimate.strength_evidence import HasThemes, strength_evidence
from jobsearch_analytics.analysis.estimate.watched import build_watched
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.features.profile_fit import BANDS, UNKNOWN_FIT, build_profile_fit, profile_list

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["PROFILE_TEMPLATE", "FitToProfile", "fit_to_profile"]

COLUMNS = [
    *("application_id", "kind", "company", "title", "fit", "band", "role", "strengths", "constraints"),
    *("named", "broken", "praised", "reason"),
]
BAND_COLUMNS = [
    *("band", "applications", "replies", "rate", "low", "high"),
    *("crude", "crude_low", "crude_high", "p_value", "verdict", "more_needed"),
]


@dataclass(frozen=True, kw_only=True, repr=False)
class FitToProfile(Answer):
    """Every saved lead and every application with its fit to the profile; leads first, the closest on top.

    Attributes
    ----------
    table : DataFrame
        One row per lead or application: ``application_id, kind, company, title`` str; ``fit`` float in
        [0, 1], the weighted mean of ``role`` (0.5), ``strengths`` (0.3) and ``constraints`` (0.2) as far as
        they are known, as `features.profile_fit` explains them; ``band`` str: ``close``, ``near``, ``far``
        or ``unknown``; ``named`` str, your strengths the posting asks for; ``praised`` int, how many
        employers praised one of these; ``broken`` str, your constraints it breaks; ``reason`` str, all of it
        in words.
    bands : DataFrame
        One row per band that was applied to: ``band`` str; ``applications``, ``replies`` int; ``rate`` float,
        P(a positive reply ever comes), drawn towards the other bands', open ones counted as open, with its
        interval ``low``, ``high``; ``crude, crude_low, crude_high`` float, the difference to all others among
        applications old enough to compare; ``p_value`` float; ``verdict`` str, that there is a difference, by
        the rule of `comparison`; ``more_needed`` float, further applications on each side until a doubling
        would be known.
    evidence : DataFrame
        One row per strength of the profile: ``strength`` str; ``employers`` int, how many praised it;
        ``quote`` str, the nearest praise.
    looks : int
        How often the question is asked in all.
    """

    bands: pd.DataFrame
    evidence: pd.DataFrame
    looks: int

    SHOWN: ClassVar[tuple[str, ...]] = ("kind", "company", "title", "fit", "band", "reason")
    MOST_ROWS: ClassVar[int] = 10

    @property
    def leads(self) -> pd.DataFrame:
        """Return the saved leads, the closest first."""
        return self.table[self.table["kind"] == "lead"].reset_index(drop=True)


def fit_to_profile(
    search: JobSearch, *, themes: HasThemes | None = None, looks: int = 6, level: float = 0.95
) -> FitToProfile:
    """Return how near each posting is to your profile, why, and what became of near and far ones.

    Parameters
    ----------
    search : JobSearch
        Its profile's ``target_roles``, ``strengths`` and ``constraints`` are held against title, place, pay
        and the words of the posting (column ``posting``), where there are any.
    themes : FeedbackThemes, optional
        What `feedback_themes` returned: praise in it becomes evidence for your strengths.
    looks : int
        How often you look at this question in the whole search, at least 1.
    level : float
        Coverage of the intervals, in (0, 1).

    Returns
    -------
    FitToProfile
        Valid for any search; without a profile it says what to write down.

    Raises
    ------
    BadArgumentError
        If ``level`` is not in (0, 1), or ``looks`` is below 1.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> fit = jsa.fit_to_profile(jsa.load_sample())
    >>> fit.leads["fit"].is_monotonic_decreasing
    True
    """
    check_level(level)
    if looks < 1:
        raise BadArgumentError("looks", looks, "how often you look in all, at least 1", "looks=6")
    fit = build_profile_fit(search)
    evidence = strength_evidence(profile_list(search.profile, "strengths"), themes)
    table = _rows(search, fit, evidence)
    bands = _bands(search, fit, looks, level)
    return FitToProfile(
        table=table,
        headline=fit_headline(bands, search.profile, level),
        advice=fit_advice(table, bands, search.profile, looks),
        notes=tuple(fit_notes(search, table, evidence, themes is not None)),
        as_of=search.as_of,
        level=level,
        bands=bands,
        evidence=evidence,
        looks=looks,
    )


def _rows(search: JobSearch, fit: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    table = search.applications[["application_id", "kind", "company", "title"]].merge(
        fit.drop_duplicates("application_id"), on="application_id", how="left", validate="m:1"
    )
    praise = dict(zip(evidence["strength"], evidence["employers"], strict=True))
    by_names = {
        named: max((int(praise.get(name, 0)) for name in named.split("; ")), default=0)
        for named in table["named"].unique()
    }
    table["praised"] = table["named"].map(by_names).astype("int64")
    table = table[table["kind"].isin(["lead", "application"])].round({"fit": 3})
    order = table.assign(sent=table["kind"] == "application", rank=-table["fit"], seen=-table["praised"])
    order = order.sort_values(["sent", "rank", "seen"], kind="stable", na_position="last")
    return table.loc[order.index, COLUMNS].reset_index(drop=True)


def _bands(search: JobSearch, fit: pd.DataFrame, looks: int, level: float) -> pd.DataFrame:
    """Return the outcome by band, of those applications whose fit is known."""
    band_of = fit.drop_duplicates("application_id").set_index("application_id")["band"]
    watched = build_watched(search)
    watched = watched.assign(band=watched["application_id"].map(band_of))
    watched = watched[watched["used"] & (watched["band"] != UNKNOWN_FIT)]
    names = [band for band in BANDS if (watched["band"] == band).any()]
    cell = watched["band"].map({band: place for place, band in enumerate(names)})
    counts = count_cells(cell, watched["hit"], watched["seen"], len(names))
    draws = draw_rates(np.arange(len(names))[:, None], counts)
    rate = draws.mean(axis=0)
    low, high = tails(draws, level, rate)
    out = pd.DataFrame(
        {
            "band": pd.Series(names, dtype="str"),
            "applications": (counts.hits + counts.misses.sum(axis=1)).astype("int64"),
            "replies": counts.hits.astype("int64"),
            "rate": rate,
            "low": low,
            "high": high,
        }
    )
    tests = _tests(search, band_of, looks, level).rename(columns={"group": "band"})
    tests = tests[["band", *(name for name in BAND_COLUMNS if name not in out)]]
    out = out.merge(tests, on="band", how="left")
    return out.fillna({"verdict": "not yet"})[BAND_COLUMNS]


def _tests(search: JobSearch, band_of: pd.Series, looks: int, level: float) -> pd.DataFrame:
    """Return each band against all others, like with like by channel; both sides of two."""
    cohort = build_cohort(
        search, by=None, since=None, over=["channel"], stage="screen", within_days=45, landmark_days=0
    )
    cohort["group"] = cohort["application_id"].map(band_of).astype("str")
    used = cohort[cohort["mature"] & (cohort["group"] != UNKNOWN_FIT)]
    return both_sides(contrast_table(used, looks, level), used)
