"""A row per record: how near its title and its posting are to the user's profile, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobsearch_analytics.features.constraints import read_constraints
from jobsearch_analytics.features.likeness import likeness, speaks_of
from jobsearch_analytics.features.roles import UNSORTED, build_roles, families_of
from jobsearch_analytics.texts import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from jobsearch_analytics.features.constraints import Constraint
    from jobsearch_analytics.search import JobSearch

__all__ = ["BANDS", "CLOSE", "FAR", "UNKNOWN_FIT", "WEIGHTS", "build_profile_fit", "profile_list"]

#: What each part weighs; parts that cannot be known are left out, and the others share their weight.
WEIGHTS = {"role": 0.5, "strengths": 0.3, "constraints": 0.2}

#: From here on the fit is close, below there it is far; with a broken constraint it is never close.
CLOSE, FAR = 0.70, 0.45
BANDS = ("close", "near", "far")
UNKNOWN_FIT = "unknown"

#: So many strengths named in a posting are as good as all of them.
ENOUGH_STRENGTHS = 2

#: A posting must speak rather clearly of what is not wanted.
LEAST_UNWANTED = 0.50

#: Separates the names in ``named`` and ``broken``.
AND = "; "


def build_profile_fit(search: JobSearch) -> pd.DataFrame:
    """Return the fit of every record to the profile, part by part.

    Parameters
    ----------
    search : JobSearch
        ``target_roles``, ``strengths`` and ``constraints`` of its profile are read.

    Returns
    -------
    DataFrame
        One row per record of the applications table, in its order:

        - ``application_id`` str;
        - ``role`` float in [0, 1]: half for a role family among those of the target roles, half for the
          likeness of title and nearest target role; the likeness alone where a family is not known; nan
          without a title or target roles; ``nearest`` str, that target role;
        - ``strengths`` float in [0, 1]: strengths named in the posting, two being enough; nan without its
          words; ``named`` str, which;
        - ``constraints`` float in [0, 1]: met / those that could be checked; nan if none could; ``broken``
          str, which are not met;
        - ``fit`` float in [0, 1], the weighted mean of what is known (`WEIGHTS`); nan if neither role nor
          strengths are; ``band`` str: ``close`` (at least 0.7, nothing broken), ``far`` (below 0.45),
          ``near``, or ``unknown``;
        - ``reason`` str, the same in words.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> fit = build_profile_fit(jsa.load_sample())
    >>> bool(fit["fit"].between(0, 1).all())
    True
    """
    rows = search.applications
    roles, nearest = _roles(search)
    strengths, named, unwanted = _postings(rows, search)
    met, broken = _constraints(rows, search, unwanted)
    parts = pd.DataFrame({"role": roles, "strengths": strengths, "constraints": met}, dtype="float64")
    weights = parts.notna() * pd.Series(WEIGHTS)
    fit = (parts.fillna(0.0) * weights).sum(axis=1) / weights.sum(axis=1)
    fit = fit.where(parts["role"].notna() | parts["strengths"].notna())
    any_broken = pd.Series(broken, dtype="str") != ""
    band = np.select(
        [fit.isna(), (fit >= CLOSE) & ~any_broken, fit < FAR], [UNKNOWN_FIT, "close", "far"], "near"
    )
    out = parts.assign(application_id=rows["application_id"], fit=fit, band=band)
    out = out.assign(nearest=nearest, named=named, broken=broken)
    out["reason"] = _reasons(out)
    texts = ["application_id", "band", "nearest", "named", "broken", "reason"]
    return out.astype(dict.fromkeys(texts, "str"))


def profile_list(profile: dict[str, Any], name: str) -> list[str]:
    """Return a list of the profile, also where the user wrote a single text.

    Examples
    --------
    >>> profile_list({"strengths": "SQL"}, "strengths"), profile_list({}, "strengths")
    (['SQL'], [])
    """
    value = profile.get(name, [])
    values = [value] if isinstance(value, str) else list(value)
    return [str(text).strip() for text in values if str(text).strip()]


def _roles(search: JobSearch) -> tuple[NDArray, NDArray]:
    titles = search.applications["title"].fillna("").to_numpy(dtype=object)
    targets = profile_list(search.profile, "target_roles")
    if not targets or not len(titles):
        return np.full(len(titles), np.nan), np.full(len(titles), "", dtype=object)
    codes, distinct = pd.factorize(titles)
    alike = likeness(list(distinct), targets)
    wanted = set(families_of(targets, search.workspace)) - {UNSORTED}
    family = build_roles(search)["role_family"].to_numpy(dtype=object)
    wording = alike.max(axis=1)[codes]
    known = (family != UNSORTED) & bool(wanted)
    role = np.where(known, (np.isin(family, list(wanted)) + wording) / 2, wording)
    nearest = np.array(targets, dtype=object)[alike.argmax(axis=1)][codes]
    return np.where(titles == "", np.nan, role), np.where(titles == "", "", nearest)


def _postings(rows: pd.DataFrame, search: JobSearch) -> tuple[NDArray, NDArray, dict[str, NDArray]]:
    """Return the share of strengths named, which, and for each thing not wanted whether it is spoken of."""
    wanted = profile_list(search.profile, "strengths")
    texts = rows["posting"].fillna("").to_numpy(dtype=object)
    refused = [one for one in _read(search) if one.kind == "without"]
    codes, distinct = pd.factorize(texts)
    pairs = [(place, sentence) for place, text in enumerate(distinct) for sentence in split_sentences(text)]
    found = _spoken_of(pairs, len(distinct), wanted)
    least = max(min(ENOUGH_STRENGTHS, len(wanted)), 1)
    share = np.minimum(found.sum(axis=1) / least, 1.0)[codes] if len(distinct) else np.zeros(0)
    named = np.array([_joined(wanted, row) for row in found], dtype=object)[codes] if len(distinct) else codes
    told = (texts != "") & bool(wanted)
    spoken = _spoken_of(pairs, len(distinct), [one.what for one in refused], LEAST_UNWANTED)
    unwanted = {
        one.text: np.where(texts == "", np.nan, spoken[codes, column]) for column, one in enumerate(refused)
    }
    return np.where(told, share, np.nan), named, unwanted


def _spoken_of(
    pairs: list[tuple[int, str]], n_texts: int, phrases: Sequence[str], least: float | None = None
) -> NDArray:
    """Return whether any sentence of each text speaks of each phrase, shape (texts, phrases)."""
    out = np.zeros((n_texts, len(phrases)), dtype=bool)
    if not pairs or not phrases:
        return out
    places = np.array([place for place, _ in pairs])
    codes, distinct = pd.factorize(np.array([sentence for _, sentence in pairs], dtype=object))
    spoken = (
        speaks_of(list(distinct), phrases) if least is None else speaks_of(list(distinct), phrases, least)
    )
    np.logical_or.at(out, places, spoken[codes])
    return out


def _joined(names: Sequence[str], chosen: NDArray) -> str:
    return AND.join(name for name, is_one in zip(names, chosen, strict=True) if is_one)


def _read(search: JobSearch) -> list[Constraint]:
    return read_constraints(profile_list(search.profile, "constraints"), search.applications["location"])


def _constraints(
    rows: pd.DataFrame, search: JobSearch, unwanted: dict[str, NDArray]
) -> tuple[NDArray, NDArray]:
    """Return met / checked, and the names of what is broken."""
    constraints = [one for one in _read(search) if one.kind != "yours"]
    if not constraints or not len(rows):
        return np.full(len(rows), np.nan), np.full(len(rows), "", dtype=object)
    broken = np.column_stack(
        [unwanted[one.text] if one.kind == "without" else one.broken(rows) for one in constraints]
    )
    checked = (~np.isnan(broken)).sum(axis=1)
    with np.errstate(invalid="ignore"):
        met = np.where(checked > 0, 1 - np.nansum(broken, axis=1) / np.maximum(checked, 1), np.nan)
    patterns, codes = np.unique(broken == 1, axis=0, return_inverse=True)
    words = [_joined([one.text for one in constraints], pattern) for pattern in patterns]
    return met, np.array(words, dtype=object)[codes.ravel()]


def _reasons(parts: pd.DataFrame) -> NDArray:
    """Return the parts in words, put together once per distinct set of them."""
    like = np.select(
        [parts["role"].isna(), parts["role"] >= CLOSE, parts["role"] >= FAR],
        ["", "title like ", "title somewhat like "],
        "title far from ",
    )
    like = np.where(parts["role"].isna(), "", like + parts["nearest"].to_numpy(dtype=object))
    asks = np.select(
        [parts["strengths"].isna(), parts["named"] == ""],
        ["", "posting names none of your strengths"],
        "asks for ",
    )
    asks = asks + np.where(parts["strengths"].isna(), "", parts["named"].to_numpy(dtype=object))
    against = np.where(parts["broken"] == "", "", "against: " + parts["broken"].to_numpy(dtype=object))
    frame = pd.DataFrame({"like": like, "asks": asks, "against": against})
    codes, distinct = pd.factorize(pd.MultiIndex.from_frame(frame))
    words = [" · ".join(part for part in row if part) or "nothing to go by" for row in distinct]
    return np.array(words, dtype=object)[codes] if len(words) else np.array([], dtype=object)
