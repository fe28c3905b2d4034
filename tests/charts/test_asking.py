"""The charts of asking and of keeping in touch: their marks are the numbers of the tables."""

from __future__ import annotations

import pytest

from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.charts.feedback_requests import rate_rows
from jobsearch_analytics.charts.keep_in_touch import person_rows
from jobsearch_analytics.loaders.samples import load_sample
from jobsearch_analytics.planning.feedback_requests import feedback_requests
from jobsearch_analytics.planning.keep_in_touch import keep_in_touch
from tests.analysis.searches import days_ago, make_search
from tests.planning.searches import people

TODAY = "2026-06-28"
MOST_BYTES = 6_000


@pytest.fixture(scope="module")
def sample():
    return load_sample()


@pytest.mark.parametrize("ask", [feedback_requests, keep_in_touch])
@pytest.mark.parametrize("empty", [False, True])
def test_each_figure_says_the_finding_and_the_next_step(sample, ask, empty):
    answer = ask(make_search([]) if empty else sample, today=TODAY)
    figure = draw(answer)
    assert figure.layout.title.text.replace("<br>", " ") == f"<b>{answer.headline}</b>"
    (closing,) = [note for note in figure.layout.annotations if note.name == "closing sentence"]
    assert closing.text.replace("<br>", " ") == answer.advice
    assert len(figure.layout.meta["alt"]) > 40
    assert len(figure.to_json()) < MOST_BYTES


def test_the_shares_are_those_of_the_rates(sample):
    answer = feedback_requests(sample, today=TODAY)
    rows = rate_rows(answer)
    mark, labels = draw(answer).data
    assert list(mark.x) == rows["share"].tolist()
    assert list(mark.x + mark.error_x.array) == pytest.approx(rows["high"].tolist())
    assert list(mark.x - mark.error_x.arrayminus) == pytest.approx(rows["low"].tolist())
    assert (rows["trials"] > 0).all()
    assert labels.text[1] == "An answer came · 5 of 12"


def test_each_person_reaches_from_the_last_word_to_the_next(sample):
    answer = keep_in_touch(sample, today=TODAY)
    rows = person_rows(answer)
    due, last, labels = draw(answer).data
    assert list(due.x) == rows["due_in_days"].tolist()
    assert list(last.x) == (-rows["silent_days"]).tolist()
    assert list(due.x - due.error_x.arrayminus) == list(last.x)
    assert set(rows["contact_id"]) <= set(answer.table["contact_id"])
    assert labels.text[0] == "Sanne Jankelow · referrer · now"


def test_a_name_is_no_markup_and_an_unknown_day_draws_no_mark():
    contacts = people(
        {"name": "<b>Ilse</b>", "company": None}, {"name": None, "company": None, "met_on": days_ago(95)}
    )
    figure = draw(keep_in_touch(make_search([], contacts=contacts), today=TODAY))
    assert figure.data[-1].text == (
        "no name · interviewer · now",
        "&lt;b>Ilse&lt;/b> · interviewer · a fresh start",
    )
