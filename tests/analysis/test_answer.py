"""What all answers share: they are frozen, complete, readable as text, HTML and JSON, and change nothing."""

import dataclasses
import json

import pandas as pd
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.analysis.answer import Answer

QUESTIONS = {
    "funnel": lambda search: jsa.funnel(search, by="channel"),
    "flows": jsa.flows,
    "knowledge_rate": jsa.knowledge_rate,
    "waiting_times": jsa.waiting_times,
    "comparison": lambda search: jsa.comparison(search, by="channel"),
    "forecast": jsa.forecast,
    "momentum": jsa.momentum,
    "benchmarks": jsa.benchmarks,
    "pipeline": lambda search: jsa.pipeline(search, today="2026-06-29"),
    "feedback_themes": jsa.feedback_themes,
    "fit_to_profile": jsa.fit_to_profile,
    "targeting": jsa.targeting,
    "experiments": jsa.experiments,
    "theme_groups": lambda search: jsa.theme_groups(jsa.feedback_themes(search), by="stage"),
    "theme_trend": lambda search: jsa.theme_trend(jsa.feedback_themes(search)),
    "theme_map": lambda search: jsa.theme_map(jsa.feedback_themes(search)),
}


@pytest.fixture(scope="module", params=QUESTIONS)
def asked(request, sample) -> tuple[Answer, dict[str, pd.DataFrame], jsa.JobSearch]:
    before = {
        name: getattr(sample, name).copy() for name in ("applications", "events", "feedback", "touches")
    }
    return QUESTIONS[request.param](sample), before, sample


def test_asking_changes_nothing_in_the_search(asked):
    _, before, search = asked
    for name, table in before.items():
        pd.testing.assert_frame_equal(getattr(search, name), table)


def test_an_answer_is_one_sentence_a_next_step_and_the_day_it_speaks_for(asked):
    answer, _, search = asked
    assert answer.headline.endswith(".")
    assert answer.advice.rstrip(")").endswith((".", "?"))
    assert answer.as_of == search.as_of
    # Published base rates speak for no day of this search.
    assert isinstance(answer, jsa.Benchmarks) or f"{answer.as_of:%Y-%m-%d}" in repr(answer)


def test_an_answer_cannot_be_changed(asked):
    answer, _, _ = asked
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.headline = "better"


def test_every_row_has_a_verdict(asked):
    answer, _, _ = asked
    assert len(answer.verdict) == len(answer.table)
    assert set(answer.verdict) <= {"known", "leaning", "not yet", "directional"}


def test_shares_are_shares(asked):
    answer, _, _ = asked
    signed = [name for name in answer.SHARES if answer.table[name].min() < 0]
    shares = answer.table[[name for name in answer.SHARES if name in answer.table and name not in signed]]
    assert ((shares >= 0) & (shares <= 1) | shares.isna()).all().all()


def test_text_html_and_json_say_the_same(asked):
    answer, _, _ = asked
    as_json = json.loads(json.dumps(answer.to_dict()))
    assert as_json["headline"] == answer.headline
    assert len(as_json["table"]) == len(answer.table)
    assert answer.headline in repr(answer)
    assert answer._repr_html_().count("<div") == 1


def test_a_long_table_is_cut_and_the_rest_counted(sample):
    answer = jsa.funnel(sample, by="company")
    assert f"… and {len(answer.table) - answer.MOST_ROWS:,} more rows in .table" in repr(answer)
