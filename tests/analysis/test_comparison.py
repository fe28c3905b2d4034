from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from jobsearch_analytics.analysis.comparison import comparison
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from tests.analysis.searches import days_ago, make_search
from tests.simulator import draw_truth, simulate


def group(n, hits, **columns):
    """Rows of a group: the first ``hits`` of ``n`` were asked to a screen ten days after sending."""
    age = columns.pop("age", 100)
    rows = [{"applied_on": days_ago(age), **columns} for _ in range(n)]
    return [{**row, "stage": "screen"} if place < hits else row for place, row in enumerate(rows)], age - 10


def searched(*groups, touches=None):
    """A search of groups; half of the replies come a day later, so that no day looks like a catch-up."""
    rows, events = [], []
    for members, day in groups:
        for place, row in enumerate(members):
            name = f"a{len(rows)}"
            rows.append(row)
            if row.get("stage") == "screen":
                events.append((name, "screen", days_ago(day - place % 3)))
    return make_search(rows, events)


@pytest.fixture
def clear():
    return searched(group(30, 15, channel="referral"), group(60, 3, channel="job board"))


def test_a_clear_difference_is_known_in_words_and_numbers(clear):
    answer = comparison(clear, by="channel")
    row = answer.table.iloc[0]
    assert len(answer.table) == 1
    assert (row["group"], row["applications"], row["reached"]) == ("job board", 60, 3)
    assert row["crude"] == pytest.approx(3 / 60 - 15 / 30)
    assert row["adjusted"] == row["crude"]
    assert (row["verdict"], row["more_needed"]) == ("known", 0)
    assert answer.headline == (
        "By channel, job board differs from the rest: 3 of 60 (5%) against 15 of 30 (50%); "
        "like with like -45 points, 95% interval -62 to -26 points."
    )
    assert answer.advice == "Do less of it: job board; keep a few of them to go on learning."


def test_many_looks_ask_for_more(clear):
    close = searched(group(30, 8, channel="referral"), group(60, 4, channel="job board"))
    once, often = comparison(close, by="channel", looks=1), comparison(close, by="channel", looks=20)
    assert once.verdict.tolist() == ["known"]
    assert often.verdict.tolist() == ["leaning"]
    p = (answer.table["p_corrected"].iloc[0] for answer in (once, often))
    assert next(p) * 20 == pytest.approx(next(p))


def test_too_little_says_how_many_more():
    answer = comparison(
        searched(group(12, 2, channel="referral"), group(10, 1, channel="job board")), by="channel", looks=1
    )
    row = answer.table.iloc[0]
    assert row["verdict"] == "not yet"
    so_far = 2 / (1 / 12 + 1 / 10)
    needed = np.ceil(NormalIndPower().solve_power(proportion_effectsize(0.2, 0.1), alpha=0.05, power=0.8))
    assert row["more_needed"] == np.ceil(needed - so_far)
    assert answer.advice == (
        f"About {row['more_needed']:.0f} more applications on each side would show a doubling "
        "(80% of the time, looked at once): keep using all of them until then."
    )


def test_a_doubling_beyond_any_search_is_said():
    answer = comparison(searched(group(40, 1, channel="a"), group(40, 1, channel="b")), by="channel")
    assert answer.advice == (
        "Even a doubling would take more applications than one search holds: do not wait for proof here, "
        "and choose by other reasons."
    )


def test_simpsons_reversal_is_warned_of():
    groups = [
        group(20, 5, channel="referral", location="town"),
        group(80, 8, channel="referral", location="city"),
        group(80, 16, channel="board", location="town"),
        group(20, 1, channel="board", location="city"),
    ]
    answer = comparison(searched(*groups), by="channel", over=["location"])
    row = answer.table.iloc[0]
    assert row["group"] == "board"
    assert row["crude"] == pytest.approx(17 / 100 - 13 / 100)
    assert row["adjusted"] == pytest.approx(-0.05)
    assert row["reverses"]
    assert answer.notes[0] == (
        "Turned around like with like, since the mix of applications made it: board (+4 points on the face "
        "of it, -5 points like with like)."
    )


def test_like_is_compared_with_like_over_what_the_titles_tell():
    groups = [
        group(20, 5, channel="referral", title="Junior Analyst"),
        group(80, 8, channel="referral", title="Senior Analyst"),
        group(80, 16, channel="board", title="Junior Analyst"),
        group(20, 1, channel="board", title="Senior Analyst"),
    ]
    row = comparison(searched(*groups), by="channel").table.iloc[0]
    assert row["adjusted"] == pytest.approx(-0.05)
    assert row["reverses"]


def test_strata_without_overlap_are_said_not_extrapolated():
    groups = [
        group(30, 3, channel="a", age=100),
        group(10, 5, channel="b", age=100),
        group(40, 20, channel="b", age=170),
    ]
    answer = comparison(searched(*groups), by="channel")
    row = answer.table.iloc[0]
    assert row["overlap"] == 0.5
    assert row["adjusted"] == pytest.approx(5 / 10 - 3 / 30)
    assert answer.notes == (
        "Like could be compared with like for only a part, and of the rest nothing is said: b 50%.",
    )


def test_young_applications_are_left_out_and_counted():
    answer = comparison(
        searched(group(20, 4, channel="a"), group(20, 4, channel="b"), group(10, 5, channel="b", age=20)),
        by="channel",
    )
    assert answer.table.iloc[0][["applications", "others"]].tolist() == [20, 20]
    assert answer.notes == ("Left out, since not followed for 45 days yet, or undated: 10 of 50.",)


def test_an_immature_window_after_a_change_is_refused():
    answer = comparison(searched(group(20, 4), group(10, 5, age=20)), since=days_ago(30))
    assert answer.table.empty
    assert answer.headline == (
        "Nothing to compare before and after 2026-05-31: there are not yet two groups that were followed "
        "long enough."
    )
    assert "Not one application was followed long enough in: after." in answer.notes


def test_luck_after_a_dry_spell_is_named():
    groups = [group(10, 2, age=150), group(10, 0, age=120), group(20, 6, age=80)]
    answer = comparison(searched(*groups), since=days_ago(100))
    assert answer.notes[-1] == (
        "The change came after 18 applications in a row without success, which at your rate happens 15% of "
        "the time by chance alone: better luck would have returned by itself."
    )


def test_follow_ups_are_compared_from_a_landmark_on():
    """Follow-ups do nothing here, but answered applications were never followed up: naively they look bad."""
    simulated = simulate(draw_truth(3), 2000, weekly_applications=100, follow_up_days=120, random_state=0)
    search, hidden = simulated.search(), simulated.hidden
    answered = hidden["first_wait_days"] <= 10
    rng = np.random.default_rng(0)
    chosen = simulated.applications[~answered & (rng.random(2000) < 0.5)]
    touches = pd.DataFrame(
        {
            "touch_id": chosen["application_id"],
            "application_id": chosen["application_id"],
            "on": chosen["applied_on"] + pd.Timedelta(days=10),
            "direction": "out",
            "purpose": "check_in",
        }
    )
    answer = comparison(dataclasses.replace(search, touches=touches), by="followed_up", over=[])
    row = answer.table.iloc[0]
    naive = hidden["first_cause"].eq("positive")
    followed = hidden["application_id"].isin(chosen["application_id"])
    assert naive[followed].mean() - naive[~followed].mean() < -0.1
    assert abs(row["crude"]) < 0.05
    assert row["verdict"] != "known"
    assert any(note.startswith("Answered within 10 days, before any follow-up") for note in answer.notes)


def test_equal_segments_are_hardly_ever_known_over_six_looks():
    """Six looks at one search whose channels are truly alike: at most one search in twenty is fooled."""
    rng = np.random.default_rng(0)
    fooled = 0
    for _ in range(25):
        n = 240
        rows = pd.DataFrame(
            {
                "application_id": [f"a{place}" for place in range(n)],
                "applied_on": pd.to_datetime([days_ago(340 - place) for place in range(n)]),
                "channel": rng.choice(["a", "b", "c"], n),
                "kind": "application",
                "stage": np.where(rng.random(n) < 0.12, "screen", "applied"),
                "outcome": "open",
            }
        )
        search = make_search([]).__class__(applications=rows, as_of=pd.Timestamp("2026-06-30"))
        looks = [
            comparison(search.between("2025-01-01", days_ago(300 - 40 * look)), by="channel")
            for look in range(6)
        ]
        fooled += any((look.verdict == "known").any() for look in looks)
    assert fooled <= 3


@pytest.mark.parametrize("rows", [[], [{}], [{"channel": "a", "applied_on": days_ago(100)}]])
def test_too_little_to_compare_is_an_answer(rows):
    answer = comparison(make_search(rows), by="channel")
    assert answer.table.empty
    assert answer.headline == (
        "Nothing to compare by channel: there are not yet two groups that were followed long enough."
    )
    assert answer.advice == (
        "Nothing can be known yet: go on logging the day of each application and of each answer."
    )


def test_wrong_arguments_are_answered_in_full():
    search = make_search([])
    with pytest.raises(BadArgumentError) as caught:
        comparison(search)
    assert str(caught.value) == (
        'by is missing.\n  Expected: either by or since, one of them, for example by="channel".'
    )
    with pytest.raises(UnknownChoiceError) as caught:
        comparison(search, by="channel", over=["stage"])
    assert str(caught.value).startswith(
        "over='stage' is not something fixed before sending.\n  Known: month, "
    )
    with pytest.raises(BadArgumentError) as caught:
        comparison(search, by="channel", looks=0)
    assert str(caught.value) == (
        "looks=0 cannot be used.\n  Expected: how often you look in all, at least 1, for example looks=6."
    )
    with pytest.raises(UnknownChoiceError):
        comparison(search, by="chanel")


def test_an_empty_search_has_nothing_followed_up():
    assert comparison(make_search([]), by="followed_up").table.empty


def test_answers_without_a_day_make_old_applications_no_worse():
    """Half the age of an answer is no wait: the older half must not look slower than the younger."""
    rows = [
        {"applied_on": days_ago(age), "stage": "screen" if age % 4 == 0 else "applied", "outcome": "rejected"}
        for age in range(60, 260)
    ]
    row = comparison(make_search(rows), since=days_ago(159), over=[]).table.iloc[0]
    assert (row["rate"], row["others_rate"]) == (0.25, 0.25)


@pytest.mark.parametrize(
    ("hits", "advice"),
    [
        (18, "Since then it goes better: keep what you changed."),
        (0, "Since then it goes worse: look at what changed before you go on."),
    ],
)
def test_what_is_known_of_a_change_is_told_as_of_a_change(hits, advice):
    rows = [{"applied_on": days_ago(160), "stage": "screen" if i < 9 else "applied"} for i in range(25)]
    rows += [{"applied_on": days_ago(80), "stage": "screen" if i < hits else "applied"} for i in range(25)]
    if hits:
        rows = [{**row, "stage": "applied"} if i < 9 else row for i, row in enumerate(rows)]
    answer = comparison(make_search(rows), since=days_ago(100), over=[], looks=1)
    assert answer.verdict.tolist() == ["known"]
    assert answer.headline.startswith("Before and after 2026-03-22, ")
    assert answer.advice == advice
