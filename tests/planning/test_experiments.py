from __future__ import annotations

import dataclasses
import tomllib
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.analysis.comparison import comparison
from jobsearch_analytics.analysis.estimate.trial import spending_factor
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError, WorkspaceError
from jobsearch_analytics.planning.experiments import experiments, save_experiment, save_look
from tests.analysis.searches import AS_OF, days_ago, make_search
from tests.simulator import draw_truth, simulate

SINCE = days_ago(120)


def searched(tmp_path, before, after, **columns):
    """So many (sent, replies) before and after the change; sent 200 and 100 days ago."""
    rows, events = [], []
    for (sent, replies), age in ((before, 200), (after, 100)):
        for place in range(sent):
            hit = place < replies
            events += [(f"a{len(rows)}", "screen", days_ago(age - 10 - place % 3))] if hit else []
            row = {"applied_on": days_ago(age), "stage": "screen" if hit else "applied", **columns}
            rows.append(row)
    return make_search(rows, events, workspace=tmp_path / "jobsearch")


def saved(search, **options):
    given: dict[str, Any] = {
        "name": "New CV",
        "because": "impact was asked for",
        "change": "numbers in every line",
        "since": SINCE,
        "review_on": days_ago(20),
    }
    return save_experiment(search, **(given | options))


def only(search):
    answer = experiments(search)
    assert len(answer.table) == 1
    return answer.table.iloc[0], answer


def test_a_change_that_helps_is_known_after_its_review(tmp_path):
    search = searched(tmp_path, (60, 4), (50, 20))
    path = saved(search)
    row, answer = only(search)
    assert path == tmp_path / "jobsearch" / "experiments.toml"
    assert (row["status"], row["verdict"], row["more_needed"]) == ("to review", "known", 0)
    assert row["result"] == "better, 20 of 50 (40%) against 4 of 60 (6.7%), like with like +33 points"
    assert answer.headline == f"1 experiment (1 to review); New CV: {row['result']}."
    assert answer.advice == f"Keep it: numbers in every line ({row['result']})."


def test_the_numbers_are_those_of_a_comparison(tmp_path):
    search = searched(tmp_path, (60, 6), (50, 9))
    saved(search)
    row, _ = only(search)
    mirror = comparison(search, since=SINCE, looks=spending_factor(1)).table.iloc[0]
    assert (mirror["group"], row["group"]) == ("before", "after")
    assert (row["p_value"], row["p_corrected"]) == (mirror["p_value"], mirror["p_corrected"])
    assert row["difference"] == -mirror["adjusted"]
    assert (row["low"], row["high"]) == (-mirror["adjusted_high"], -mirror["adjusted_low"])
    assert (row["reached"], row["others_reached"]) == (mirror["others_reached"], mirror["reached"])


def test_nothing_is_judged_before_the_review_day(tmp_path):
    search = searched(tmp_path, (60, 4), (50, 20))
    saved(search, review_on="2026-08-01")
    row, answer = only(search)
    assert (row["status"], row["verdict"]) == ("running", "not yet")
    assert row[["difference", "low", "high", "p_value", "p_corrected"]].isna().all()
    assert row["result"].startswith("too early: ")
    assert answer.advice.startswith("Keep everything else as it is until 2026-08-01: New CV (too early: ")


def test_an_immature_window_has_no_winner(tmp_path):
    """All went well since, but nothing was followed for the whole horizon."""
    rows = [{"applied_on": days_ago(200)} for _ in range(60)]
    rows += [{"applied_on": days_ago(20), "stage": "screen"} for _ in range(30)]
    events = [(f"a{place}", "screen", days_ago(12)) for place in range(60, 90)]
    search = make_search(rows, events, workspace=tmp_path / "jobsearch")
    saved(search, since=days_ago(30), review_on=days_ago(-15))
    later = dataclasses.replace(search, as_of=AS_OF)
    row, _ = only(later)
    assert (row["applications"], row["waiting"], row["verdict"]) == (0, 30, "not yet")


def test_too_early_says_how_many_more(tmp_path):
    search = searched(tmp_path, (200, 40), (10, 2))
    saved(search)
    row, _ = only(search)
    assert row["verdict"] == "not yet"
    assert row["result"] == f"too early to tell: about {row['more_needed']:.0f} more"
    assert 40 < row["more_needed"] < 120


def test_looks_are_remembered_and_each_costs_more(tmp_path):
    search = searched(tmp_path, (60, 6), (50, 14))
    saved(search)
    first, answer = only(search)
    save_look(answer)
    save_look(answer)
    same, _ = only(search)
    later, _ = only(dataclasses.replace(search, as_of=AS_OF + pd.Timedelta(days=3)))
    assert (first["looks"], same["looks"], later["looks"]) == (1, 1, 2)
    assert first["p_corrected"] == pytest.approx(min(2 * first["p_value"], 1))
    assert later["p_corrected"] == pytest.approx(min(6 * later["p_value"], 1))
    assert tomllib.loads((tmp_path / "jobsearch" / "experiments.toml").read_text())["experiment"][0][
        "looks"
    ] == [f"{AS_OF:%Y-%m-%d}"]


def test_a_month_without_looking_counts_as_a_look(tmp_path):
    search = searched(tmp_path, (60, 6), (50, 14))
    saved(search, review_on=days_ago(60))
    row, _ = only(search)
    assert row["looks"] == 3


def test_the_risks_of_all_looks_add_up_to_one():
    assert sum(1 / spending_factor(look) for look in range(1, 100_000)) == pytest.approx(1, abs=1e-4)


def test_groups_of_the_same_time_are_compared_where_asked(tmp_path):
    search = searched(tmp_path, (40, 4), (60, 18))
    versions = search.applications.assign(materials=["v1", "v2"] * 50)
    search = dataclasses.replace(search, applications=versions)
    saved(search, by="materials")
    row, _ = only(search)
    assert row["applications"] + row["others"] == 60
    assert row["by"] == "materials"


def test_where_narrows_both_sides(tmp_path):
    search = searched(tmp_path, (40, 4), (40, 8))
    mixed = search.applications.assign(channel=["board", "referral"] * 40, title="Data Engineer")
    search = dataclasses.replace(search, applications=mixed)
    saved(search, where={"channel": "board", "role_family": "data science and analytics"})
    row, _ = only(search)
    assert (row["applications"], row["others"]) == (20, 20)
    assert row["where"] == "channel = board, role_family = data science and analytics"


def test_what_ended_or_was_given_up_stays_listed(tmp_path):
    search = searched(tmp_path, (60, 4), (50, 20))
    saved(search)
    saved(search, name="Shorter letter", change="half a page")
    save_experiment(search, name="New CV", ended_on=days_ago(10))
    save_experiment(search, name="Shorter letter", ended_on=days_ago(10), abandoned=True)
    answer = experiments(search)
    assert answer.table.set_index("name")["status"].to_dict() == {
        "New CV": "ended",
        "Shorter letter": "abandoned",
    }
    assert answer.table.set_index("name").loc["New CV", "change"] == "numbers in every line"
    assert answer.table.set_index("name").loc["Shorter letter", "verdict"] == "not yet"
    assert answer.headline.startswith("2 experiments (1 ended, 1 abandoned); New CV: better")
    assert answer.advice == "No experiment is running: begin the next one, with one change at a time."


def test_a_change_after_a_dry_spell_is_warned_of(tmp_path):
    search = searched(tmp_path, (60, 4), (50, 20))
    saved(search)
    _, answer = only(search)
    assert answer.notes[0].startswith(
        "New CV: The change came after 56 applications in a row without success"
    )


def test_without_an_experiment_or_a_workspace_the_answer_is_valid():
    answer = experiments(make_search([]))
    assert answer.headline == "No experiment is written down yet."
    assert "jsa.save_experiment" in answer.advice
    assert repr(answer)
    with pytest.raises(WorkspaceError):
        saved(make_search([]))


def test_an_empty_search_with_an_experiment_is_valid(tmp_path):
    search = make_search([], workspace=tmp_path / "jobsearch")
    saved(search)
    row, answer = only(search)
    assert (row["verdict"], row["applications"]) == ("not yet", 0)
    assert repr(answer)
    assert answer.to_dict()["table"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"change": ""},
            "change='' … what you do differently, when it is written down first, "
            'for example change="CV v3".',
        ),
        ({"since": "soon"}, "since='soon' … a day written as YYYY-MM-DD, for example since=\"2026-06-30\"."),
        ({"within_days": 0}, "within_days=0 … a number of days above 0, for example within_days=45."),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is_written(tmp_path, options, message):
    search = make_search([], workspace=tmp_path / "jobsearch")
    with pytest.raises(BadArgumentError) as error:
        saved(search, **options)
    assert str(error.value) == message.replace("…", "cannot be used.\n  Expected:")
    assert not (tmp_path / "jobsearch" / "experiments.toml").exists()


def test_a_review_before_the_first_answers_cannot_be(tmp_path):
    search = make_search([], workspace=tmp_path / "jobsearch")
    with pytest.raises(BadArgumentError, match="first answers can be counted, from 2026-04-16 on"):
        saved(search, since="2026-03-02", review_on="2026-03-20")
    with pytest.raises(UnknownChoiceError, match="Did you mean 'materials'"):
        saved(search, by="material")


def test_a_file_mended_by_hand_is_read_and_a_broken_one_is_said(tmp_path):
    search = searched(tmp_path, (60, 4), (50, 20))
    folder = tmp_path / "jobsearch"
    folder.mkdir()
    file = folder / "experiments.toml"
    file.write_text(f'[[experiment]]\nname = "By hand"\nchange = "x"\nsince = {SINCE}\n')
    row, _ = only(search)
    assert (row["name"], row["review_on"]) == ("By hand", pd.Timestamp(SINCE) + pd.Timedelta(days=73))
    file.write_text('[[experiment]]\nname = "No day"\n')
    with pytest.raises(WorkspaceError) as error:
        experiments(search)
    assert str(error.value) == (
        f"{file} holds an experiment without a name or the day it began.\n"
        '  Add them: name = "New CV", since = "2026-06-01".'
    )


# Whether looking often is punished, against a truth that does not change.


@pytest.mark.slow
def test_a_change_that_does_nothing_is_hardly_ever_called_one(tmp_path):
    """A share of 0.05 at most over six looks: more than three of thirty would be rare."""
    fooled = [ever_known(tmp_path / str(seed), seed) for seed in range(30)]
    assert np.mean(fooled) <= 0.1


def ever_known(folder, seed):
    truth = draw_truth(seed)
    same = dataclasses.replace(truth, positive_rate=MappingProxyType(dict.fromkeys(truth.positive_rate, 0.2)))
    since, review = pd.Timestamp("2026-05-04"), pd.Timestamp("2026-07-01")
    known = False
    for look in range(6):
        day = review + pd.Timedelta(days=14 * look)
        search = simulate(same, 260, as_of=day, random_state=seed).search()
        search = dataclasses.replace(search, workspace=folder)
        if look == 0:
            save_experiment(search, name="x", change="nothing", since=since, review_on=review)
        answer = experiments(search)
        jsa.save_look(answer)
        known |= answer.table["verdict"].iloc[0] == "known"
    return known


def test_a_column_that_is_not_there_is_refused_before_it_is_written(tmp_path):
    search = searched(tmp_path, (6, 1), (5, 1))
    with pytest.raises(UnknownChoiceError, match="where='chanel' is not a column of the applications"):
        saved(search, where={"chanel": "referral"})
    assert experiments(search).table.empty
    saved(search, where={"role_family": "design"})
    assert only(search)[0]["where"] == "role_family = design"


def test_a_value_that_nothing_has_is_said(tmp_path):
    search = searched(tmp_path, (6, 1), (5, 1))
    saved(search, where={"channel": "referal"})
    assert only(search)[0]["result"] == "nothing in your log has channel = referal so far"
