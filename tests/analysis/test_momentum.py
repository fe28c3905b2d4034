from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.stats import beta

from jobsearch_analytics.analysis.estimate.runs import chance_of_run, chance_somewhere
from jobsearch_analytics.analysis.momentum import momentum
from jobsearch_analytics.errors import BadArgumentError
from tests.analysis.searches import days_ago, make_search
from tests.simulator import draw_truth, simulate


def longest(run):
    return max((len(part) for part in "".join(map(str, run)).split("1")), default=0)


@pytest.mark.parametrize(("length", "n"), [(1, 4), (2, 7), (3, 9), (5, 5)])
def test_runs_equal_an_enumeration_of_all_sequences(length, n):
    hits, trials = 2, 9

    def given_rate(rate):
        return sum(
            rate ** sum(run) * (1 - rate) ** (n - sum(run))
            for run in product((0, 1), repeat=n)
            if longest(run) >= length
        )

    posterior = beta(hits + 0.5, trials - hits + 0.5)
    expected = quad(lambda rate: given_rate(rate) * posterior.pdf(rate), 0, 1)[0]
    assert chance_somewhere(length, n, hits, trials) == pytest.approx(expected, abs=2e-3)


def test_the_next_run_equals_the_integral_over_the_rate():
    posterior = beta(8.5, 92.5)
    expected = quad(lambda rate: (1 - rate) ** 14 * posterior.pdf(rate), 0, 1)[0]
    assert chance_of_run(14, 8, 100) == pytest.approx(expected, rel=1e-8)
    assert chance_of_run(14, 8000, 100_000) == pytest.approx(0.92**14, abs=2e-3)


def test_runs_have_sane_edges():
    assert chance_somewhere(5, 4, 1, 9) == 0.0
    assert chance_somewhere(0, 4, 1, 9) == 1.0
    chances = [chance_somewhere(length, 60, 5, 60) for length in range(1, 40)]
    assert np.all(np.diff(chances) <= 1e-12)
    assert all(chance_of_run(length, 5, 60) <= chance_somewhere(length, 60, 5, 60) for length in range(1, 40))


def test_weeks_add_up_to_what_was_done():
    simulated = simulate(draw_truth(1), 100, follow_up_days=30, random_state=1)
    table = momentum(simulated.search()).table
    assert table["applications"].sum() == 100
    talks = simulated.events["event"].isin(["screen", "assessment", "interview", "final"])
    assert table["conversations"].sum() == talks.sum()
    assert (table["week_of"].dt.day_of_week == 0).all()
    assert (table["week_of"].diff().dropna() == pd.Timedelta(days=7)).all()


def test_touches_are_counted_by_their_purpose():
    purposes = ["feedback_request", "referral_ask", "check_in", "thank_you", "meeting", "share"]
    touches = pd.DataFrame(
        {
            "touch_id": purposes,
            "on": pd.Timestamp("2026-06-24"),
            "direction": ["out", "out", "out", "in", "both", "broadcast"],
            "purpose": purposes,
        }
    )
    table = momentum(make_search([{"applied_on": "2026-06-23"}], touches=touches)).table
    row = table[table["week_of"] == "2026-06-22"]
    counts = row[["applications", "conversations", "asks", "follow_ups"]]
    assert counts.to_numpy().tolist() == [[1, 1, 2, 1]]


def test_a_run_of_silences_is_put_into_its_odds():
    rows = [{"applied_on": days_ago(120 - place)} for place in range(20)]
    rows[5] |= {"stage": "screen"}
    answer = momentum(make_search(rows, [("a5", "screen", days_ago(110))]))
    assert answer.silences == 14
    assert answer.rate == 0.05
    assert answer.headline == "In the last 4 weeks: 0 applications, 0 conversations, 0 asks, 0 follow-ups."
    assert answer.advice == (
        "14 silences in a row happen 45% of the time at your rate, and somewhere among 20 applications 56% "
        "of the time: by themselves they are no reason to change anything."
    )
    assert answer.runs.loc[answer.runs["now"], "length"].tolist() == [14]


def test_young_applications_are_no_silences():
    rows = [{"applied_on": days_ago(day)} for day in range(12)]
    answer = momentum(make_search(rows))
    assert (answer.silences, answer.rate != answer.rate) == (0, True)
    assert answer.advice == (
        "Plan the coming week in numbers you can keep: applications, conversations, asks, follow-ups."
    )


def test_the_plan_of_the_week_is_counted_down():
    profile = {"weekly_plan": {"applications": 5, "asks": 2}}
    rows = [{"applied_on": "2026-06-29"}, {"applied_on": "2026-06-30"}]
    assert (
        momentum(make_search(rows, profile=profile)).advice
        == "Left of this week's plan: 3 applications, 2 asks."
    )
    done = {"weekly_plan": {"applications": 2}}
    assert momentum(make_search(rows, profile=done)).advice == "This week's plan is done. Rest."


def test_gaps_and_new_year_are_said_without_blame():
    rows = [{"applied_on": "2025-12-01"}, {"applied_on": "2026-01-12"}]
    answer = momentum(make_search(rows, as_of=pd.Timestamp("2026-01-18")))
    assert answer.notes == (
        "Weeks without an entry: 5. They are rest or were not logged; nothing is counted against you.",
        "Weeks around New Year: 2. Few employers answer then; wait before reading anything into the silence.",
    )
    assert answer.table.loc[answer.table["year_end"], "week_of"].dt.strftime("%m-%d").tolist() == [
        "12-22",
        "12-29",
    ]


@pytest.mark.parametrize("rows", [[], [{}], [{"applied_on": "2026-05-01", "applied_precision": "month"}]])
def test_nothing_dated_to_the_day_is_an_answer(rows):
    answer = momentum(make_search(rows))
    assert answer.table.empty
    assert answer.headline == "Nothing in this log is dated to the day, so no week can be told from another."
    assert (len(answer.notes) == 1) == bool(rows)
    assert repr(answer)


def test_a_level_in_percent_is_refused():
    with pytest.raises(BadArgumentError):
        momentum(make_search([]), level=95)
