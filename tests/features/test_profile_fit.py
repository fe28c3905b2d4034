from __future__ import annotations

import pandas as pd
import pytest

from jobsearch_analytics.features.constraints import read_constraints
from jobsearch_analytics.features.profile_fit import build_profile_fit
from tests.analysis.searches import make_search

PROFILE = {
    "target_roles": ["Data Engineer", "Data Analyst"],
    "strengths": ["SQL and data modelling", "explaining data to people outside the team"],
    "constraints": ["Berlin or remote", "at least 60,000 EUR", "no weekly travel", "kind people"],
}


def fit_of(profile=PROFILE, **row):
    return build_profile_fit(make_search([row], profile=profile)).iloc[0]


def test_the_same_role_is_close_and_another_trade_is_far():
    assert fit_of(title="Data Engineer (m/f/d)")[["role", "band", "nearest"]].tolist() == [
        1.0,
        "close",
        "Data Engineer",
    ]
    assert fit_of(title="Nurse")["band"] == "far"
    assert fit_of(title="BI Analyst")["band"] in ("close", "near")


def test_a_posting_that_asks_for_two_strengths_is_as_good_as_can_be():
    words = "You model our data and write SQL. You explain data to colleagues in sales."
    row = fit_of(title="Data Analyst", posting=words)
    assert row["strengths"] == 1.0
    assert row["named"] == "; ".join(PROFILE["strengths"])
    assert row["reason"] == f"title like Data Analyst · asks for {row['named']}"
    assert fit_of(title="Data Analyst", posting="Bike to work and free fruit.")["strengths"] == 0.0
    assert pd.isna(fit_of(title="Data Analyst")["strengths"])


def test_a_broken_constraint_is_named_and_never_close():
    row = fit_of(title="Data Engineer", location="Lyon", salary_max=50_000.0, currency="EUR")
    assert row["broken"] == "Berlin or remote; at least 60,000 EUR"
    assert (row["constraints"], row["band"]) == (0.0, "near")
    assert (
        fit_of(title="Data Engineer", location="Berlin", salary_min=70_000.0, currency="EUR")["constraints"]
        == 1
    )


def test_what_cannot_be_checked_counts_neither_way():
    row = fit_of(title="Data Engineer", salary_max=50_000.0, currency="CHF")
    assert (row["broken"], row["fit"]) == ("", 1.0)
    assert pd.isna(row["constraints"])


def test_what_is_not_wanted_is_looked_for_in_the_posting():
    row = fit_of(title="Data Engineer", posting="Weekly travel to customers all over Europe.")
    assert row["broken"] == "no weekly travel"


def test_remote_only_is_held_against_the_remote_share():
    profile = {"target_roles": ["Data Engineer"], "constraints": ["remote only"]}
    for remote, broken in (("remote", ""), ("hybrid", "remote only"), ("on_site", "remote only"), (None, "")):
        assert fit_of(profile, title="Data Engineer", remote=remote)["broken"] == broken


@pytest.mark.parametrize("profile", [{}, {"strengths": ["SQL"]}, {"target_roles": []}])
def test_without_a_profile_or_a_title_nothing_is_said(profile):
    row = fit_of(profile, title="Data Engineer")
    assert (row["band"], row["reason"]) == ("unknown", "nothing to go by")
    assert fit_of(title=None)["band"] == "unknown"


def test_no_rows_and_many_rows_keep_their_order():
    assert len(build_profile_fit(make_search([], profile=PROFILE))) == 0
    titles = ["Nurse", "Data Engineer", None, "Data Analyst"] * 3
    fit = build_profile_fit(make_search([{"title": title} for title in titles], profile=PROFILE))
    assert fit["application_id"].tolist() == [f"a{place}" for place in range(12)]
    assert fit["band"].tolist() == ["far", "close", "unknown", "close"] * 3


def test_constraints_are_read_for_what_they_can_be_checked_against():
    texts = [
        "places: Oslo",
        "hybrid or remote",
        "mindestens 55.000 €",
        "75k USD",
        "ohne Schichtdienst",
        "no egos",
    ]
    read = read_constraints(texts, pd.Series(["Berlin", None]))
    assert [one.kind for one in read] == ["place", "remote", "pay", "pay", "without", "without"]
    assert [(one.floor, one.currency) for one in read[2:4]] == [(55_000.0, "EUR"), (75_000.0, "USD")]
