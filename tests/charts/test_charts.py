from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobsearch_analytics.analysis.comparison import comparison
from jobsearch_analytics.analysis.feedback_themes import feedback_themes
from jobsearch_analytics.analysis.flows import flows
from jobsearch_analytics.analysis.forecast import forecast
from jobsearch_analytics.analysis.funnel import funnel
from jobsearch_analytics.analysis.momentum import momentum
from jobsearch_analytics.analysis.waiting_times import waiting_times
from jobsearch_analytics.charts.draw import draw, drawable, figure_of
from jobsearch_analytics.charts.feedback_themes import feedback_themes_figure, theme_rows
from jobsearch_analytics.charts.figure import Chart, plain
from jobsearch_analytics.charts.funnel import best_estimate, funnel_rows
from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.planning.pipeline import pipeline
from jobsearch_analytics.stages import OUTCOMES, STAGES
from tests.analysis.searches import make_search
from tests.charts.answers import invented_search, invented_themes

NOTHING = make_search([])
TODAY = "2026-07-01"

#: Curves need more than bars, one point for each day on which something is to be seen.
MOST_BYTES = dict.fromkeys(("waits", "waits by channel", "decision", "silence"), 12_000)


def figures():
    search = invented_search()
    themes = invented_themes()
    return {
        "funnel": (funnel(search), draw(funnel(search))),
        "funnel by channel": (funnel(search, by="channel"), draw(funnel(search, by="channel"))),
        "flows": (flows(search), draw(flows(search))),
        "themes": (themes, Chart(**feedback_themes_figure(themes))),
        **{name: (answer, draw(answer)) for name, answer in estimates(search).items()},
        **{f"empty {name}": (answer, draw(answer)) for name, answer in estimates(NOTHING).items()},
        "empty funnel": (funnel(NOTHING), draw(funnel(NOTHING))),
        "empty flows": (flows(NOTHING), draw(flows(NOTHING))),
        "empty themes": (none := invented_themes_without_rows(), Chart(**feedback_themes_figure(none))),
    }


def estimates(search):
    waits = waiting_times(search)
    return {
        "waits": waits,
        "waits by channel": waiting_times(search, by="channel"),
        "decision": waiting_times(search, until="decision"),
        "silence": waits.chance_after(range(0, 91, 7)),
        "silence of one day": waits.chance_after(21),
        "closing days": waits.closing_day(cost=30),
        "comparison": comparison(search, by="channel"),
        "forecast": forecast(search, weekly_applications=6),
        "momentum": momentum(search),
        "pipeline": pipeline(search, today=TODAY, waits=waits),
    }


def invented_themes_without_rows():
    themes = invented_themes()
    object.__setattr__(themes, "table", themes.table.head(0))
    return themes


FIGURES = figures()


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_says_the_finding_the_next_step_and_its_alt_text(name: str) -> None:
    answer, figure = FIGURES[name]
    assert figure.layout.title.text.replace("<br>", " ") == f"<b>{answer.headline}</b>"
    assert figure.layout.title.subtitle.text
    (closing,) = [note for note in figure.layout.annotations if note.name == "closing sentence"]
    assert closing.text.replace("<br>", " ") == answer.advice
    assert len(figure.layout.meta["alt"]) > 40


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_small(name: str) -> None:
    assert len(FIGURES[name][1].to_json()) < MOST_BYTES.get(name.removeprefix("empty "), 5_000)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_as_plain_data_is_the_figure_that_is_drawn(name: str) -> None:
    answer, figure = FIGURES[name]
    spec = feedback_themes_figure(answer) if name.endswith("themes") else figure_of(answer)
    packed = plain(spec)
    assert json.loads(json.dumps(packed)) == packed
    assert go.Figure(packed) == figure == go.Figure(**spec)


@pytest.mark.parametrize("by", [None, "channel"])
def test_funnel_bars_are_the_numbers_of_the_table(by: str | None) -> None:
    answer = funnel(invented_search(), by=by)
    bound, bar, mark, _ = draw(answer).data
    kind, _ = best_estimate(answer)
    rows = funnel_rows(answer).dropna(subset="reached")
    key = ["group", "stage"]
    table = answer.table.set_index(key).loc[list(rows[key].itertuples(index=False, name=None))]
    assert list(bar.x) == table["share"].to_list()
    assert list(bound.x) == table["at_most"].to_list()
    assert list(mark.x) == table[f"{kind}rate"].to_list()
    assert list(mark.x + mark.error_x.array) == pytest.approx(table[f"{kind}high"].to_list())
    assert list(mark.x - mark.error_x.arrayminus) == pytest.approx(table[f"{kind}low"].to_list())
    assert len(rows) == (4 if by is None else 12)


def test_the_best_estimate_follows_what_the_log_supports() -> None:
    dated, undated = invented_search(), make_search([{"stage": "screen"}, {"outcome": "rejected"}])
    assert best_estimate(funnel(undated)) == ("settled_", "if over 45 silent days mean no")
    assert best_estimate(funnel(dated, within_days=30)) == ("within_", "within 30 days of sending")
    assert best_estimate(funnel(dated, by="channel", within_days=30)) == (
        "pooled_",
        "within 30 days, drawn towards the other groups",
    )


def test_flow_ribbons_are_the_numbers_of_the_table() -> None:
    answer = flows(invented_search())
    (sankey,) = draw(answer).data
    names = [name.lower() for name in sankey.node.customdata]
    drawn = [
        (names[s], names[t], n)
        for s, t, n in zip(sankey.link.source, sankey.link.target, sankey.link.value, strict=True)
    ]
    assert drawn == list(answer.table[["source", "target", "count"]].itertuples(index=False, name=None))


def test_theme_bars_are_the_numbers_of_the_table() -> None:
    answer = invented_themes()
    strengths, gaps, labels = Chart(**feedback_themes_figure(answer)).data
    assert (strengths.name, gaps.name) == ("Strengths", "Gaps")
    assert [*strengths.x, *gaps.x] == answer.table["share"].to_list()
    assert list(gaps.x + gaps.error_x.array) == pytest.approx(answer.table["high"].to_list()[1:])
    assert labels.text == tuple(theme_rows(answer)["label"])
    assert labels.text[1] == "Communication · 5 employers"


def test_themes_found_in_feedback_can_be_drawn() -> None:
    import pandas as pd

    notes = ["The system design round stayed on the surface.", "Your communication was clear and calm."]
    said = pd.DataFrame({"feedback_id": ["f0", "f1"], "company": ["Pellmere", "Tidewick"], "text": notes})
    answer = feedback_themes(make_search([{}], feedback=said))
    assert draw(answer).layout.title.text.replace("<br>", " ") == f"<b>{answer.headline}</b>"


def test_a_name_from_the_log_is_no_markup() -> None:
    answer = funnel(make_search([{"channel": "<b>x</b>"}, {"channel": "plain"}]), by="channel")
    label = draw(answer).data[-1].text[1]
    assert label == "&lt;b>x&lt;/b> · 0 of 1"


def test_the_template_changes_nothing_global() -> None:
    import plotly.io as pio

    before = pio.templates.default
    figure = draw(funnel(invented_search()))
    assert pio.templates.default == before
    assert figure.layout.template.layout.paper_bgcolor == "white"


def test_what_has_no_chart_is_named() -> None:
    with pytest.raises(UnknownChoiceError) as error:
        draw(invented_search())
    assert str(error.value) == (
        "answer='JobSearch' is not something that can be drawn.\n  Known: " + ", ".join(drawable()) + "."
    )
    assert {"FeedbackThemes", "Flows", "Funnel"} <= set(drawable())


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from(STAGES), st.sampled_from(OUTCOMES)), max_size=40),
)
def test_as_many_enter_each_stage_as_leave_it(journeys: list[tuple[str, str]]) -> None:
    search = make_search([{"stage": stage, "outcome": outcome} for stage, outcome in journeys])
    answer = flows(search)
    table, steps = answer.table, answer.steps
    into, out = table.groupby("target")["count"].sum(), table.groupby("source")["count"].sum()
    assert out.get("applied", 0) == len(journeys)
    assert all(into[step] == out[step] for step in steps[1:])
    assert table.loc[~table["target"].isin(steps), "count"].sum() == len(journeys)
    assert not table.duplicated(["source", "target"]).any()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(STAGES), st.sampled_from(OUTCOMES)), min_size=1, max_size=40))
def test_flows_and_funnel_report_the_same_numbers(journeys: list[tuple[str, str]]) -> None:
    search = make_search([{"stage": stage, "outcome": outcome} for stage, outcome in journeys])
    got_there = flows(search).table.groupby("target")["count"].sum()
    reached = funnel(search).table.set_index("stage")["reached"]
    shared = [stage for stage in reached.index[1:] if stage in got_there.index]
    assert [got_there[stage] for stage in shared] == [reached[stage] for stage in shared]


def test_a_log_of_totals_is_taken_at_its_word() -> None:
    import pandas as pd

    totals = pd.DataFrame({"source": ["sent", "sent"], "target": ["no answer", "call"], "count": [9.0, 3.0]})
    answer = flows(make_search([], flows=totals))
    assert answer.table["count"].to_list() == [9, 3]
    assert answer.headline == "The log holds 2 totals, no single applications."
    assert "sent to no answer 9" in draw(answer).layout.meta["alt"]
