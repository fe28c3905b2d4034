"""What a notebook shows of a search, its problems and its answers: in Lab, exported, as text."""

from __future__ import annotations

import pickle
from html.parser import HTMLParser
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbconvert import HTMLExporter

import jobsearch_analytics as jsa
from jobsearch_analytics.tables import problem_frame
from tests.analysis.searches import make_search
from tests.charts.answers import invented_search

SEARCH: Any = invented_search()
PROBLEMS = problem_frame(
    [
        {"source_file": "log.csv", "source_row": 7, "column": "status", "value": "<b>?</b>", "reason": "odd"},
        {"source_file": "log.csv", "source_row": 9, "column": "date", "value": "soon", "reason": "no day"},
    ]
)
READ: Any = make_search([{}], problems=PROBLEMS)
SHOWN: dict[str, Any] = {
    "search": SEARCH,
    "problems": READ.problems,
    "no problems": SEARCH.problems,
    "funnel": jsa.funnel(SEARCH, by="channel"),
    "waits": jsa.waiting_times(SEARCH),
    "momentum": jsa.momentum(SEARCH),
}


class Tags(HTMLParser):
    """What stands in a piece of HTML: tags with their styles, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:  # noqa: ARG002
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", SHOWN)
def test_a_repr_is_whole_small_and_needs_no_style_sheet(name: str) -> None:
    html = SHOWN[name]._repr_html_()
    parsed = Tags(html)
    assert parsed.open == []
    assert not {"style", "script", "link", "img"} & set(parsed.tags)
    assert "var(--jp-ui-font-color1,inherit)" in html
    assert len(html) < 40_000


@pytest.mark.parametrize("name", SHOWN)
def test_a_repr_reads_in_a_terminal(name: str) -> None:
    text = repr(SHOWN[name])
    assert "<" not in text.replace("<b>?</b>", "").replace("<NA>", "")
    assert text.strip()


def test_an_answer_says_the_same_in_html_and_in_text() -> None:
    answer = SHOWN["funnel"]
    shown = Tags(answer._repr_html_()).text
    for words in (answer.headline, answer.advice, *answer.notes, answer.footer()):
        assert words in shown
        assert words in repr(answer)
    assert all(value in shown for value in answer.shown().iloc[0])


def test_problems_are_shown_in_whole_sentences_and_stay_a_frame() -> None:
    problems = READ.problems
    html = problems._repr_html_()
    assert "2 remarks on how the log was read" in html
    assert "&lt;b&gt;?&lt;/b&gt;" in html
    assert "source sheet" not in html
    pd.testing.assert_frame_equal(pd.DataFrame(problems), PROBLEMS)
    for made in (problems.head(1), problems[problems["value"] == "soon"], pd.concat([problems, problems])):
        assert type(made) is pd.DataFrame
    assert len(pickle.loads(pickle.dumps(READ)).problems) == 2
    assert "Every row and value was taken as it stands." in SEARCH.problems._repr_html_()


def test_long_problems_are_counted() -> None:
    many: Any = make_search([{}], problems=pd.concat([PROBLEMS] * 20, ignore_index=True)).problems
    html = many._repr_html_()
    assert html.count("<tr") == many.MOST_ROWS + 1
    assert "… and 20 more rows." in html


def test_an_exported_notebook_shows_them() -> None:
    outputs = [
        nbformat.v4.new_output(
            "execute_result", {"text/html": thing._repr_html_(), "text/plain": repr(thing)}, execution_count=1
        )
        for thing in SHOWN.values()
    ]
    cell = nbformat.v4.new_code_cell("show", outputs=outputs, execution_count=1)
    page, _ = HTMLExporter(embed_images=False).from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    for thing in SHOWN.values():
        assert thing._repr_html_() in page
    assert page.count("<th scope") == sum(thing._repr_html_().count("<th scope") for thing in SHOWN.values())


def test_problems_read_in_a_terminal_without_being_cut() -> None:
    assert repr(READ.problems).splitlines() == [
        "2 remarks on how the log was read",
        "  log.csv, row 7, status '<b>?</b>': odd",
        "  log.csv, row 9, date 'soon': no day",
    ]
    assert repr(SEARCH.problems) == "Every row and value was taken as it stands."
