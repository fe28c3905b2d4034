"""What is drawn of waits, differences, fans, weeks and open applications is what stands in the tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from jobsearch_analytics.analysis.comparison import comparison
from jobsearch_analytics.analysis.forecast import forecast
from jobsearch_analytics.analysis.momentum import ACTIVITIES, momentum
from jobsearch_analytics.analysis.waiting_times import waiting_times
from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.charts.momentum import MOST_WEEKS, SHADES
from jobsearch_analytics.charts.panels import PANEL_PIXELS, Curve, pick_ticks, thin
from jobsearch_analytics.charts.pipeline import pipeline_rows
from jobsearch_analytics.planning.pipeline import pipeline
from tests.analysis.searches import days_ago, make_search
from tests.charts.answers import invented_search

SEARCH = invented_search()
WAITS = waiting_times(SEARCH)


def curves(figure, axis="y"):
    """Return low, high and middle of one panel, by x."""
    low, high, middle = [trace for trace in figure.data if trace.yaxis == axis and trace.mode == "lines"]
    return pd.DataFrame({"low": low.y, "high": high.y, "y": middle.y}, index=middle.x)


def close(drawn, told):
    return list(drawn) == pytest.approx(list(told), abs=1e-6)


def test_each_cause_is_a_panel_with_its_numbers() -> None:
    figure, table = draw(WAITS), WAITS.table
    causes = [cause for cause in table["cause"].unique() if table.loc[table["cause"] == cause, "ended"].max()]
    labels = [note.text for note in figure.layout.annotations if note.name is None]
    assert len(labels) == len(causes) >= 3
    assert labels[0].startswith("Positive reply · ")
    for place, cause in enumerate(causes, 1):
        drawn = curves(figure, "y" if place == 1 else f"y{place}")
        told = table[table["cause"] == cause].set_index("day").loc[drawn.index]
        assert close(drawn["y"], told["incidence"])
        assert close(drawn["low"], told["low"])
        assert close(drawn["high"], told["high"])
        assert drawn.index[-1] == table["day"].max()


def test_numbers_at_risk_stand_once_under_the_causes() -> None:
    (numbers,) = [trace for trace in draw(WAITS).data if trace.mode == "text"]
    first = WAITS.table[WAITS.table["cause"] == "positive"].set_index("day")
    assert list(numbers.text) == [f"{n:,.0f}" for n in first.loc[list(numbers.x), "at_risk"]]


def test_groups_stand_from_the_largest_on_each_with_its_own_numbers() -> None:
    answer = waiting_times(SEARCH, by="channel")
    figure = draw(answer)
    groups = answer.table["group"].unique()
    labels = [note.text.split(" · ")[0] for note in figure.layout.annotations if note.name is None]
    assert labels == [group.replace("_", " ").capitalize() for group in groups]
    assert len([trace for trace in figure.data if trace.mode == "text"]) == len(groups)


def test_a_group_that_nobody_followed_long_enough_is_left_out() -> None:
    rows = [{"applied_on": days_ago(20 + i), "channel": "referral"} for i in range(9)]
    search = make_search([*rows, {"applied_on": days_ago(3), "channel": "recruiter"}])
    answer = waiting_times(search, by="channel")
    assert set(answer.table["group"]) == {"referral"}
    assert (answer.table.dtypes[["incidence", "low", "high"]] == "float64").all()
    figure = draw(answer)
    assert [note.text.split(" · ")[0] for note in figure.layout.annotations if note.name is None] == [
        "Referral"
    ]


def test_no_curve_is_off_by_more_than_a_pixel_where_rows_are_left_out() -> None:
    rows = WAITS.table[WAITS.table["cause"] == "positive"].set_index("day")
    top = rows["high"].max()
    curve = Curve(rows.index.to_numpy(), *(rows[name].to_numpy() for name in ("incidence", "low", "high")))
    kept = thin(curve, top)
    shown = pd.Series(kept.y, index=kept.x).reindex(rows.index).ffill()
    assert len(kept.x) < len(rows)
    assert np.abs(shown - rows["incidence"]).max() <= top / PANEL_PIXELS


def test_the_silence_curve_is_that_of_chance_after() -> None:
    answer = WAITS.chance_after(range(0, 61, 3))
    drawn = curves(draw(answer))
    told = answer.table[answer.table["stage"] == "applied"].set_index("days").loc[drawn.index]
    assert close(drawn["y"], told["chance"])
    assert close(drawn["high"], told["high"])


@pytest.mark.parametrize("name", ["chance", "day"])
def test_points_of_each_stage_are_those_of_the_table(name: str) -> None:
    answer = WAITS.chance_after(21) if name == "chance" else WAITS.closing_day(cost=20)
    mark, labels = draw(answer).data
    assert close(mark.x, answer.table[name])
    assert close(mark.x + mark.error_x.array, answer.table["high"])
    assert close(mark.x - mark.error_x.arrayminus, answer.table["low"])
    assert [text.split(" · ")[0].lower() for text in labels.text] == answer.table["stage"].to_list()


def test_the_forest_shows_both_differences_in_order_of_size() -> None:
    answer = comparison(SEARCH, by="channel")
    alike, plain, labels = draw(answer).data
    for trace, name in ((alike, "adjusted"), (plain, "crude")):
        assert close(trace.x, answer.table[name])
        assert close(trace.x + trace.error_x.array, answer.table[f"{name}_high"])
        assert close(trace.x - trace.error_x.arrayminus, answer.table[f"{name}_low"])
    assert [text.split(" · ")[0].replace(" ", "_") for text in labels.text] == answer.table["group"].to_list()
    assert [shape.x0 for shape in draw(answer).layout.shapes] == [0]


def test_the_fan_is_the_forecast() -> None:
    answer = forecast(SEARCH, weekly_applications=5, weeks=10)
    for axis, goal in (("y", "interview"), ("y2", "offer")):
        drawn = curves(draw(answer), axis)
        told = answer.table[answer.table["goal"] == goal].set_index("week").loc[drawn.index]
        assert close(drawn["y"], told["chance"])
        assert close(drawn["low"], told["low"])


def test_the_calendar_holds_the_counts_and_no_red() -> None:
    answer = momentum(SEARCH)
    cells = draw(answer).data[0]
    assert cells.z.T.tolist() == answer.table[list(ACTIVITIES)].tail(MOST_WEEKS).to_numpy().tolist()
    for colour in SHADES.values():
        red, blue = (int(colour[at : at + 2], 16) for at in (1, 5))
        assert red < blue


def test_the_pipeline_names_at_most_seven_and_shows_their_chances() -> None:
    answer = pipeline(SEARCH, today="2026-07-01", waits=WAITS)
    mark, labels = draw(answer).data
    assert len(labels.text) == len(answer.to_do) <= 7
    assert list(labels.text) == pipeline_rows(answer)["label"].to_list()
    np.testing.assert_allclose(mark.x, answer.to_do["chance"])


def test_with_nothing_for_today_the_next_days_are_shown() -> None:
    search = make_search([{"company": "Pellmere", "applied_on": days_ago(2)}])
    figure = draw(pipeline(search, today="2026-06-30"))
    assert figure.data[1].text == ("Pellmere · applied · wait, Wed 8 Jul",)
    assert figure.layout.title.subtitle.text.startswith("Nothing for today; next")


def test_what_is_only_to_be_let_go_is_not_drawn_as_work() -> None:
    search = make_search([{"company": "Pellmere", "applied_on": days_ago(300)}])
    answer = pipeline(search, today="2026-06-30")
    assert answer.table["next_action"].to_list() == ["close"]
    figure = draw(answer)
    assert figure.data == ()
    assert figure.layout.meta["alt"].endswith("no open application asks for anything.")


@pytest.mark.parametrize(
    ("last", "ticks"), [(3, [0, 1, 2, 3]), (30, [0, 7, 14, 21, 28]), (360, [0, 90, 180, 270, 360])]
)
def test_ticks_are_few_and_round(last: int, ticks: list[int]) -> None:
    assert pick_ticks(pd.Series(range(last + 1))) == ticks
