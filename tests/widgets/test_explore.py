"""The explorer: it only wires controls to what is shown; here without a browser."""

from __future__ import annotations

import asyncio
import base64
from html import escape

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

import jobsearch_analytics as jsa
from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.widgets.explore import REST_SECONDS
from jobsearch_analytics.widgets.parts import STANDS_STILL
from tests.charts.answers import invented_search

SEARCH = invented_search()


def touch(box, **changes):
    """Change controls as the browser does."""
    box._panel.state = box._panel.state | changes


def test_the_state_is_read_and_set_from_code() -> None:
    box = jsa.explore(SEARCH, "funnel", level=0.9)
    assert box.state["question"] == "funnel"
    assert box.state["level"] == 0.9
    assert box.set(channel="referral", by="company") is box
    assert box.state["channel"] == "referral"
    told = jsa.funnel(SEARCH.where(channel="referral"), by="company", level=0.9, within_days=60)
    assert box.answer.headline == told.headline
    assert repr(box) == f"Explorer of funnel: {told.headline}"


def test_the_figure_is_moved_not_made_anew() -> None:
    box = jsa.explore(SEARCH, "funnel")
    figure = box.figure
    box.set(channel="referral")
    assert box.figure is figure
    shares = jsa.funnel(SEARCH.where(channel="referral"), within_days=60).table["share"].tolist()[1:]
    assert np.frombuffer(base64.b64decode(figure.data[1].x["bdata"])).tolist() == shares


def test_a_touched_control_moves_answer_words_and_figure() -> None:
    box = jsa.explore(SEARCH, "funnel")
    touch(box, channel="referral")
    answer = jsa.funnel(SEARCH.where(channel="referral"), within_days=60)
    pd.testing.assert_frame_equal(box.answer.table, answer.table)
    assert box._heading.words["headline"] == answer.headline
    assert box._reading.words["code"] == box.code
    assert box._heading.words["alt"].startswith("Bar chart")


def test_the_last_of_many_changes_wins() -> None:
    shown = []

    async def drag():
        box = jsa.explore(SEARCH, "funnel")
        box._heading.observe(lambda change: shown.append(change.new["headline"]), "words")
        for days in range(20, 40):
            touch(box, closing_days=days)
        await asyncio.sleep(REST_SECONDS * 4)
        return box

    box = asyncio.run(drag())
    assert box.answer.closing_days == 39
    assert len(shown) <= 1


def test_a_question_brings_its_own_controls_and_keeps_what_was_set() -> None:
    box = jsa.explore(SEARCH, today="2026-07-01")
    touch(box, channel="referral")
    touch(box, question="pipeline")
    assert box.state["channel"] == "referral"
    assert box.state["today"] == "2026-07-01"
    assert type(box.answer).__name__ == "Pipeline"
    touch(box, question="forecast")
    assert set(box.state) == {"question", "weekly_applications", "weeks", "level"}
    touch(box, question="comparison")
    assert box.state["by"] == "channel"


def test_what_cannot_be_is_said_in_the_explorer() -> None:
    box = jsa.explore(SEARCH, "funnel")
    before = box.answer
    touch(box, start="soon")
    assert box._heading.words["problem"].startswith("start='soon' cannot be used.")
    assert box.answer is before
    touch(box, start="2026-03-01")
    assert box._heading.words["problem"] == ""


def test_one_question_cannot_become_another() -> None:
    with pytest.raises(UnknownChoiceError) as error:
        jsa.explore(SEARCH, "funnel").set(question="flows")
    assert str(error.value) == ("question='flows' is not the question of this explorer.\n  Known: funnel.")


def test_a_name_from_the_log_stays_text() -> None:
    search = invented_search(8)
    search.applications.loc[:, "channel"] = "<img src=x onerror=alert(1)>"
    box = jsa.explore(search, "funnel")
    assert box._panel.controls[0]["options"][1][1] == "<img src=x onerror=alert(1)>"
    assert box.set(channel="<img src=x onerror=alert(1)>", by=None).answer.table["applications"].max() == 8


def test_the_table_twin_holds_what_the_answer_shows() -> None:
    box = jsa.explore(SEARCH, "funnel")
    rows, _ = box.answer.short()
    words = box._reading.words
    assert words["columns"] == list(rows.columns)
    assert words["rows"] == rows.to_numpy(dtype=object).tolist()


def test_what_stands_for_an_explorer_in_an_exported_page_moves_along() -> None:
    code = [
        "import jobsearch_analytics as jsa\nbox = jsa.explore(jsa.load_sample(), 'funnel')\nbox",
        "box.set(channel='referral').answer.headline",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in code])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    widget, still = (output["data"] for output in notebook.cells[0].outputs)
    told = jsa.funnel(jsa.load_sample().where(channel="referral"), within_days=60)
    assert "application/vnd.jupyter.widget-view+json" in widget
    assert still["text/plain"].splitlines()[0] == told.headline
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert escape(told.headline, quote=False) in page
    assert STANDS_STILL in page
