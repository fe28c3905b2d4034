"""What stands for a chart where nothing can draw it."""

from __future__ import annotations

import pickle
from typing import Any

import jobsearch_analytics as jsa
from tests.charts.answers import invented_search


def test_a_chart_says_itself_in_words_and_a_name_from_the_log_stays_text() -> None:
    search = invented_search(30)
    search.applications.loc[:, "channel"] = "<img src=x onerror=alert(1)> & co"
    answer = jsa.funnel(search, by="channel")
    figure: Any = jsa.draw(answer)
    said = figure.in_words()
    assert "<img" not in said["text/html"]
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; co" in said["text/html"]
    first, *_, alt, last = said["text/plain"].split("\n")
    assert (first, last) == (answer.headline, answer.advice)
    assert alt == figure.layout.meta["alt"]
    assert pickle.loads(pickle.dumps(figure)) == figure
