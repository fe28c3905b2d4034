"""The charts of themes by group, over time and as a map show the numbers of their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jobsearch_analytics.analysis.feedback_themes import feedback_themes
from jobsearch_analytics.analysis.theme_groups import theme_groups
from jobsearch_analytics.analysis.theme_map import theme_map
from jobsearch_analytics.analysis.theme_trend import theme_trend
from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.charts.theme_groups import MOST_GROUPS, group_chart_rows
from jobsearch_analytics.charts.theme_map import MARKS, NONE, OTHER_MARKS, REST, map_themes
from jobsearch_analytics.charts.theme_trend import trend_chart_rows
from tests.charts.test_style import CLEAR, VISION, seen

if TYPE_CHECKING:
    import pandas as pd


@pytest.fixture(scope="module")
def themes(sample):
    return feedback_themes(sample)


@pytest.fixture(scope="module")
def answers(themes):
    return {
        "groups": theme_groups(themes, by="stage"),
        "trend": theme_trend(themes),
        "quarters": theme_trend(themes, periods=4),
        "map": theme_map(themes),
    }


@pytest.mark.parametrize("name", ["groups", "trend", "quarters", "map"])
def test_each_figure_says_the_finding_the_next_step_and_its_alt_text(answers, name: str) -> None:
    answer, figure = answers[name], draw(answers[name])
    assert figure.layout.title.text.replace("<br>", " ") == f"<b>{answer.headline}</b>"
    (closing,) = [note for note in figure.layout.annotations if note.name == "closing sentence"]
    assert closing.text.replace("<br>", " ") == answer.advice
    assert len(figure.layout.meta["alt"]) > 40
    # A map holds every quote; charts of rows are small.
    assert len(figure.to_json()) < (400 * len(answer.table) if name == "map" else 5_000)


def test_group_marks_are_the_numbers_of_the_table(answers) -> None:
    answer = answers["groups"]
    rows = group_chart_rows(answer)
    *marks, labels = draw(answer).data
    named = rows[rows["theme"].notna()]
    assert sorted(x for mark in marks for x in mark.x) == sorted(named["share"])
    assert len(labels.text) == len(rows)
    assert rows["theme"].isna().sum() <= MOST_GROUPS
    keys = ["group", "theme", "sign", "employers"]
    drawn, known = (set(frame[keys].itertuples(index=False, name=None)) for frame in (named, answer.table))
    assert drawn <= known


@pytest.mark.parametrize("name", ["trend", "quarters"])
def test_trend_marks_are_the_first_and_the_last_period(answers, name: str) -> None:
    answer = answers[name]
    first, last, labels = draw(answer).data
    rows = trend_chart_rows(answer)
    assert list(first.x) == rows[rows["period"] == 1]["share"].to_list()
    assert list(last.x) == rows[rows["period"] == answer.periods]["share"].to_list()
    assert list(last.x + last.error_x.array) == pytest.approx(
        rows[rows["period"] == answer.periods]["high"].to_list()
    )
    assert len(labels.text) == rows["place"].nunique()
    assert first.marker.symbol != last.marker.symbol


def test_the_map_has_a_mark_for_every_point_with_its_quote(answers) -> None:
    answer, figure = answers["map"], draw(answers["map"])
    assert sum(len(trace.x) for trace in figure.data) == len(answer.table)
    first = answer.table.iloc[0]
    words = figure.data[0].text[0].replace("<br>", " ")
    assert first["theme"] in words
    assert str(first["text"])[:20] in words
    assert {trace.marker.symbol for trace in figure.data} == {
        symbol for _, symbol in [*MARKS, *OTHER_MARKS.values()]
    }


def test_small_themes_and_loose_points_are_drawn_together(answers) -> None:
    shown = map_themes(answers["map"])
    assert (shown == NONE).sum() == answers["map"].table["theme"].isna().sum()
    assert (shown == REST).any()
    assert shown.nunique() == len(MARKS) + 2


def test_themes_of_the_map_differ_in_shape_and_in_colour_for_all_eyes() -> None:
    symbols = [symbol for _, symbol in [*MARKS, *OTHER_MARKS.values()]]
    assert len(set(symbols)) == len(symbols)
    colours = [colour for colour, _ in MARKS]
    for vision in VISION:
        places = [seen(colour, vision) for colour in colours]
        gaps = [sum((a - b) ** 2) ** 0.5 for i, a in enumerate(places) for b in places[:i]]
        assert min(gaps) > CLEAR, vision


def test_a_quote_from_the_log_is_no_markup(themes) -> None:
    points = themes.points.head(1).assign(text="<b>loud</b>", company="<i>Firm</i>")
    quiet = theme_map(_With(points, themes))
    text = draw(quiet).data[0].text[0]
    assert "<b>" not in text
    assert "&lt;b>loud&lt;/b>" in text


class _With:
    """Feedback themes with other points."""

    def __init__(self, points: pd.DataFrame, themes) -> None:
        self.points, self.as_of, self.level = points, themes.as_of, themes.level
