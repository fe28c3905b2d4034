"""The day of each stage, how exactly it is known, and whether the log said it outright."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.stages import FUNNEL_STAGES
from tests.analysis.searches import AS_OF, days_ago, make_search


def journey(row=None, events=(), **marks):
    """The journey of one application; ``marks`` replace columns of its events."""
    search = make_search(
        [{"applied_on": days_ago(50), **(row or {})}], [("a0", name, day) for name, day in events]
    )
    marked = search.events.assign(**{name: pd.Series(values) for name, values in marks.items()})
    return build_journeys(dataclasses.replace(search, events=marked)).iloc[0]


def test_each_stage_has_its_first_day_to_the_day_as_the_log_says_it():
    row = journey(
        {"stage": "interview"},
        [("screen", days_ago(40)), ("interview", days_ago(20)), ("interview", days_ago(30))],
    )
    assert (row["screen_on"], row["interview_on"]) == (
        AS_OF - pd.Timedelta(days=40),
        AS_OF - pd.Timedelta(days=30),
    )
    assert (row["screen_precision"], row["interview_precision"], row["applied_precision"]) == ("day",) * 3
    assert not row[["applied_inferred", "screen_inferred", "interview_inferred", "offer_inferred"]].any()


@pytest.mark.parametrize(
    ("first", "latest", "precision"),
    [
        ("2026-05-01", "2026-05-31", "month"),
        ("2026-01-01", "2026-12-31", "year"),
        ("2026-05-04", "2026-05-08", "range"),
        ("2026-05-04", "2026-05-04", "day"),
    ],
)
def test_a_stretch_of_days_is_named_by_its_kind(first, latest, precision):
    row = journey({"stage": "screen"}, [("screen", first)], latest_on=[pd.Timestamp(latest)])
    assert (row["screen_on"], row["screen_precision"]) == (pd.Timestamp(first), precision)


def test_a_month_of_sending_stays_a_month():
    assert journey({"applied_on": "2026-04-01", "applied_precision": "month"})["applied_precision"] == "month"


def test_what_a_note_or_a_later_stage_alone_tells_is_inferred():
    row = journey({"stage": "interview"}, [("interview", days_ago(30))], inferred=[True])
    assert (row["interview_inferred"], row["screen_inferred"], row["applied_inferred"]) == (True, True, False)
    assert pd.isna(row["screen_on"])
    assert pd.isna(row["screen_precision"])


def test_of_two_entries_on_a_day_the_one_said_outright_counts():
    row = journey(
        {"stage": "screen"}, [("screen", days_ago(30)), ("screen", days_ago(30))], inferred=[True, False]
    )
    assert not row["screen_inferred"]


def test_a_stage_without_a_day_is_reached_all_the_same():
    row = journey({"stage": "screen", "applied_on": None}, [("screen", None)])
    assert pd.isna(row["screen_on"])
    assert pd.isna(row["screen_precision"])
    assert not row["screen_inferred"]
    assert row["applied_inferred"]


def test_the_day_of_sending_can_be_told_by_an_event():
    row = journey({"applied_on": None, "applied_precision": None}, [("applied", days_ago(9))])
    assert (row["applied_on"], row["applied_precision"]) == (AS_OF - pd.Timedelta(days=9), "day")
    assert (row["age_days"], row["silent_days"]) == (9, 9)


def test_scheduled_stages_are_not_reached_yet():
    row = journey({}, [("interview", days_ago(-3))], scheduled=[True])
    assert pd.isna(row["interview_on"])
    assert not row["interview_inferred"]


def test_an_empty_search_has_all_columns():
    journeys = build_journeys(make_search([]))
    assert journeys.empty
    for stage in FUNNEL_STAGES:
        assert {f"{stage}_on", f"{stage}_precision", f"{stage}_inferred"} <= set(journeys.columns)


@given(
    st.lists(
        st.tuples(st.sampled_from(["a0", "a1", "a2"]), st.sampled_from(FUNNEL_STAGES), st.integers(0, 49)),
        max_size=12,
    )
)
@settings(max_examples=30)
def test_the_days_equal_a_loop_over_the_events(told):
    search = make_search(
        [{"applied_on": days_ago(50)}] * 3, [(name, stage, days_ago(age)) for name, stage, age in told]
    )
    journeys = build_journeys(search).set_index("application_id")
    for name in ("a0", "a1", "a2"):
        for stage in FUNNEL_STAGES[1:]:
            ages = [age for who, what, age in told if (who, what) == (name, stage)]
            on = journeys.loc[name, f"{stage}_on"]
            assert (on is pd.NaT) if not ages else on == AS_OF - pd.Timedelta(days=max(ages))
