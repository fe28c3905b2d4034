"""What stands for a chart where nothing can draw it."""

from __future__ import annotations

import pickle
from typing import Any

import nbformat
from nbclient import NotebookClient

import jobsearch_analytics as jsa
from tests.charts.answers import invented_search


def test_a_chart_says_itself_in_words_and_a_name_from_the_log_stays_text() -> None:
    search = invented_search(30)
    search.applications.loc[:, "channel"] = "<img src=x onerror=alert(1)> & co"
    answer = jsa.funnel(search, by="channel")
    figure: Any = jsa.draw(answer)
    html = "".join(part["text/html"] for part in figure.parts())
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; co" in html
    assert "\n".join(part["text/plain"] for part in figure.parts()) == figure.in_words()
    first, *_, alt, last = figure.in_words().split("\n")
    assert (first, last) == (answer.headline, answer.advice)
    assert alt == figure.layout.meta["alt"]
    assert pickle.loads(pickle.dumps(figure)) == figure


def test_a_notebook_shows_the_words_above_and_below_a_figure_without_them() -> None:
    code = "import jobsearch_analytics as jsa\njsa.draw(jsa.flows(jsa.load_sample()))"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    above, drawn, below = (output["data"] for output in notebook.cells[0].outputs)
    figure: Any = jsa.draw(jsa.flows(jsa.load_sample()))
    spec = drawn["application/vnd.plotly.v1+json"]
    assert "\n".join(part["text/plain"] for part in (above, drawn, below)) == figure.in_words()
    assert drawn["text/html"].count(figure.layout.meta["alt"]) == 1
    assert "title" not in spec["layout"]
    assert len(spec["data"]) == len(figure.data) == 1
    assert spec["layout"]["height"] < figure.layout.height
