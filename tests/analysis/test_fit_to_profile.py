from __future__ import annotations

import dataclasses

import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.analysis.comparison import comparison
from jobsearch_analytics.analysis.fit_to_profile import PROFILE_TEMPLATE, fit_to_profile
from jobsearch_analytics.errors import BadArgumentError
from tests.analysis.searches import days_ago, make_search

PROFILE = {"target_roles": ["Data Engineer"], "strengths": ["SQL and data modelling"]}


def searched(groups, **tables):
    """Groups of (title, sent, replies), all sent a hundred days ago."""
    rows, events = [], []
    for title, sent, replies in groups:
        for place in range(sent):
            hit = place < replies
            events += [(f"a{len(rows)}", "screen", days_ago(90 - place % 3))] if hit else []
            rows.append(
                {"title": title, "applied_on": days_ago(100), "stage": "screen" if hit else "applied"}
            )
    return make_search(rows, events, profile=PROFILE, **tables)


def test_aiming_closer_is_known_to_help_where_it_does():
    answer = fit_to_profile(searched([("Data Engineer", 60, 24), ("Nurse", 60, 2)]))
    assert answer.bands["band"].tolist() == ["close", "far"]
    assert answer.bands["verdict"].tolist() == ["known", "known"]
    assert answer.advice == "Aim for more that is close: it is answered more often."


def test_equal_bands_are_not_told_apart():
    answer = fit_to_profile(searched([("Data Engineer", 20, 4), ("Nurse", 20, 3)]))
    assert answer.bands["verdict"].tolist() == ["not yet", "not yet"]
    assert answer.advice.startswith("Whether aiming closer brings more replies cannot be known yet: about ")


def test_the_numbers_are_those_of_a_comparison():
    """The bands are told by the title alone here, so grouping by title asks the same question."""
    search = searched([("Data Engineer", 40, 12), ("Nurse", 30, 3)])
    band = fit_to_profile(search).bands.iloc[0]
    row = comparison(search, by="title", over=["channel"]).table.iloc[0]
    assert (band["crude"], band["p_value"], band["more_needed"]) == (
        row["crude"],
        row["p_value"],
        row["more_needed"],
    )


def test_leads_are_ranked_and_praise_is_evidence(sample):
    answer = fit_to_profile(sample, themes=jsa.feedback_themes(sample))
    assert answer.leads["fit"].is_monotonic_decreasing
    assert set(answer.leads["kind"]) == {"lead"}
    assert answer.table["kind"].tolist()[: len(answer.leads)] == ["lead"] * len(answer.leads)
    assert answer.advice.startswith(f"Of the leads you saved, begin with {answer.leads['company'][0]} (")
    assert answer.evidence["strength"].tolist() == sample.profile["strengths"]
    assert answer.evidence["employers"].sum() > 0
    quotes = answer.evidence.loc[answer.evidence["employers"] > 0, "quote"]
    assert all(any(quote in text for text in sample.feedback["text"]) for quote in quotes)


@pytest.mark.parametrize("profile", [{}, {"goal": "something near the sea"}])
def test_without_a_profile_the_answer_says_what_to_write(sample, profile):
    answer = fit_to_profile(dataclasses.replace(sample, profile=profile))
    assert answer.headline == (
        "No target roles or strengths are written down yet, so nothing can be held against them."
    )
    assert answer.notes == (f"For example, in profile.toml in your workspace:\n{PROFILE_TEMPLATE}",)
    assert len(answer.bands) == 0


def test_the_template_is_a_profile(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("Company,Role,Date Applied,Status\nQuillmark,Data Engineer,2026-03-02,Applied\n")
    (tmp_path / "jobsearch").mkdir()
    (tmp_path / "jobsearch" / "profile.toml").write_text(PROFILE_TEMPLATE)
    answer = fit_to_profile(jsa.load(log))
    assert answer.table["band"].tolist() == ["close"]


@pytest.mark.parametrize("rows", [[], [{}], [{"title": "Data Engineer"}]])
def test_empty_and_bare_searches_are_valid(rows):
    answer = fit_to_profile(make_search(rows, profile=PROFILE))
    assert len(answer.table) == len(rows)
    assert repr(answer)
    assert answer.to_dict()["table"] is not None


def test_a_share_of_looks_cannot_be_used():
    with pytest.raises(BadArgumentError) as error:
        fit_to_profile(make_search([]), looks=0)
    assert str(error.value) == (
        "looks=0 cannot be used.\n  Expected: how often you look in all, at least 1, for example looks=6."
    )
