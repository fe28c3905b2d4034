"""The charts of targeting, fit to the profile and experiments hold the numbers of their answers."""

from __future__ import annotations

import pytest

from jobsearch_analytics.analysis.fit_to_profile import fit_to_profile
from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.charts.experiments import experiment_rows
from jobsearch_analytics.charts.fit_to_profile import fit_rows
from jobsearch_analytics.charts.targeting import targeting_rows
from jobsearch_analytics.planning.experiments import experiments, save_experiment
from jobsearch_analytics.planning.targeting import targeting
from tests.analysis.searches import make_search


@pytest.fixture(scope="module")
def answers(sample, tmp_path_factory):
    import dataclasses

    search = dataclasses.replace(sample, workspace=tmp_path_factory.mktemp("jobsearch"))
    for place in range(4):
        since = f"2026-0{place + 2}-10"
        save_experiment(search, name=f"Change {place}", because="a hunch", change="something", since=since)
    empty = make_search([])
    return {
        "targeting": targeting(search),
        "fit": fit_to_profile(search),
        "experiments": experiments(search),
        "empty targeting": targeting(empty),
        "empty fit": fit_to_profile(empty),
        "empty experiments": experiments(empty),
    }


NAMES = ("targeting", "fit", "experiments", "empty targeting", "empty fit", "empty experiments")


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_is_small_and_says_the_finding_and_the_next_step(answers, name):
    answer = answers[name]
    figure = draw(answer)
    assert figure.layout.title.text.replace("<br>", " ") == f"<b>{answer.headline}</b>"
    assert figure.layout.title.subtitle.text
    (closing,) = [note for note in figure.layout.annotations if note.name == "closing sentence"]
    assert closing.text.replace("<br>", " ") == answer.advice
    assert len(figure.layout.meta["alt"]) > 40
    assert len(figure.to_json()) < 5_000


def test_the_bars_add_up_to_the_plan_and_the_marks_are_the_rates(answers):
    answer = answers["targeting"]
    *bars, mark, labels = draw(answer).data
    rows = targeting_rows(answer)
    assert sum(int(bar.x.sum()) for bar in bars) == answer.table["planned"].sum() == 10
    assert list(mark.x) == rows["rate"].to_list()
    assert list(mark.x + mark.error_x.array) == pytest.approx(rows["high"].to_list())
    assert labels.text == tuple(rows["label"])


def test_the_bands_are_the_numbers_of_the_answer(answers):
    answer = answers["fit"]
    mark, labels = draw(answer).data
    assert list(mark.x) == answer.bands["rate"].to_list()
    assert labels.text == tuple(fit_rows(answer)["label"])


def test_each_experiment_runs_from_its_first_day_to_its_review(answers):
    answer = answers["experiments"]
    *lines, reviews, _ = draw(answer).data
    rows = experiment_rows(answer)
    assert [line.x[0] for line in lines] == [f"{day:%Y-%m-%d}" for day in rows["since"]]
    assert list(reviews.x) == [f"{day:%Y-%m-%d}" for day in rows["review_on"]]
