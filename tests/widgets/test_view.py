"""From a state to an answer, a figure and a line of code: pure, and tested without any widget."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.features.remembered import Memory, recall, remembering
from jobsearch_analytics.widgets.controls import check_state, first_state
from jobsearch_analytics.widgets.look import move, plain_lead, without_words
from jobsearch_analytics.widgets.questions import QUESTIONS, question
from jobsearch_analytics.widgets.view import Viewer, view
from tests.analysis.searches import make_search
from tests.charts.answers import invented_search

NOTES = pd.DataFrame(
    {
        "feedback_id": ["f0", "f1", "f2"],
        "company": ["Pellmere", "Tidewick Analytics", "Ostrava Loom"],
        "text": [
            "The system design round stayed on the surface.",
            "Your communication was clear and calm.",
            "System design lacked depth.",
        ],
    }
)
SEARCH = invented_search(feedback=NOTES)
VIEWER = Viewer(SEARCH)
TODAY = "2026-07-01"

#: A state of each question that differs from the first one in every control that matters.
MOVED = {
    "funnel": {"channel": "referral", "by": "company", "within_days": 30, "closing_days": 20, "level": 0.8},
    "flows": {"channel": "job_board"},
    "waiting_times": {"until": "decision", "by": "channel", "start": "2026-03-01", "end": "2026-05-15"},
    "silence": {"stage": "screen", "days": 40, "role_family": "data science and analytics"},
    "closing_day": {"stage": "interview", "cost": 10, "channel": "referral"},
    "comparison": {"by": "channel", "stage": "interview", "within_days": 30, "start": "2026-03-01"},
    "forecast": {"weekly_applications": 20, "weeks": 6, "level": 0.9},
    "feedback_themes": {},
    "momentum": {"channel": "recruiter"},
    "pipeline": {"today": TODAY, "channel": "referral", "level": 0.8},
}


def state_of(name, **changes):
    controls = VIEWER.controls(name)
    known = {control.name for control in controls}
    today = {"today": TODAY} if "today" in known else {}
    return first_state(controls) | today | check_state(controls, changes)


def moved(name):
    changes = dict(MOVED[name])
    if name == "feedback_themes":
        merging: Any = VIEWER.controls(name)[0]
        first, second, *_ = merging.names
        changes["names"] = {first: "Both", second: "Both"}
    return state_of(name, **changes)


def run(code, search):
    """Run the lines as a reader would type them, and return what the last one gives."""
    *lines, last = code.split("\n")
    names = {"jsa": jsa, "search": search}
    exec("\n".join(lines), names)
    return eval(last, names)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("where", ["first", "moved"])
def test_the_line_of_code_gives_the_answer_that_is_shown(name: str, where: str) -> None:
    state = state_of(name) if where == "first" else moved(name)
    shown = VIEWER.view(name, state)
    typed = run(shown.code, SEARCH)
    if name in ("silence", "closing_day"):
        rows = typed.table[typed.table["stage"] == state["stage"]].reset_index(drop=True)
    else:
        rows = typed.table
        assert typed.headline == shown.answer.headline
    pd.testing.assert_frame_equal(rows, shown.answer.table)


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_remembered_is_what_is_asked_anew(name: str) -> None:
    state = moved(name)
    VIEWER.view(name, state_of(name))
    remembered, anew = VIEWER.view(name, state), view(SEARCH, name, state)
    assert VIEWER.view(name, state) is remembered
    pd.testing.assert_frame_equal(remembered.answer.table, anew.answer.table)
    assert go.Figure(remembered.figure) == go.Figure(anew.figure)


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"feedback_themes"}))
def test_a_search_without_anything_can_be_explored(name: str) -> None:
    shown = Viewer(make_search([])).view(name, first_state(Viewer(make_search([])).controls(name)))
    assert shown.answer.headline


def test_every_control_has_a_label_and_holds_what_it_offers() -> None:
    for name in QUESTIONS:
        controls = VIEWER.controls(name)
        assert len({control.name for control in controls}) == len(controls)
        for control in controls:
            assert control.label
            assert control.check(control.value) == control.value
            assert control.to_dict()["kind"] in ("Choice", "Number", "Day", "Names")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            {"chanel": "x"},
            "control='chanel' is not a control of this explorer.\n  Known: channel, role_family",
        ),
        ({"channel": "x"}, "channel='x' is not a choice of this explorer.\n  Known: "),
    ],
)
def test_what_is_not_on_offer_is_named(changes: dict, text: str) -> None:
    with pytest.raises(UnknownChoiceError) as error:
        check_state(VIEWER.controls("funnel"), changes)
    assert str(error.value).startswith(text)


@pytest.mark.parametrize(("value", "shown"), [(5, "5"), (True, "True"), (60.5, "60.5"), ("60", "'60'")])
def test_a_number_out_of_range_is_refused(value: object, shown: str) -> None:
    with pytest.raises(BadArgumentError) as error:
        check_state(VIEWER.controls("funnel"), {"closing_days": value})
    assert str(error.value) == (
        f"closing_days={shown} cannot be used.\n"
        "  Expected: a whole number from 7 to 120, for example closing_days=45."
    )


def test_themes_that_are_not_there_cannot_be_renamed() -> None:
    with pytest.raises(UnknownChoiceError, match="names='Nothing of the kind' is not a theme"):
        check_state(VIEWER.controls("feedback_themes"), {"names": {"Nothing of the kind": "x"}})


def test_two_themes_given_one_name_are_one() -> None:
    shown = VIEWER.view("feedback_themes", moved("feedback_themes")).answer
    assert "Both" in set(shown.table["theme"])
    before = VIEWER.view("feedback_themes", state_of("feedback_themes")).answer
    assert shown.table["theme"].nunique() == before.table["theme"].nunique() - 1


def test_an_unknown_question_names_those_there_are() -> None:
    with pytest.raises(UnknownChoiceError) as error:
        question("funel")
    assert str(error.value) == (
        "question='funel' is not a question that can be explored.\n"
        f"  Known: {', '.join(QUESTIONS)}.\n  Did you mean 'funnel'?"
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_figure_without_its_words_keeps_its_marks(name: str) -> None:
    answer = VIEWER.view(name, state_of(name)).answer
    whole = draw(answer)
    part, lead = without_words(whole.to_plotly_json()), plain_lead(whole.to_plotly_json())
    assert go.Figure(data=part["data"]) == go.Figure(data=whole.data)
    assert "title" not in part["layout"]
    assert answer.advice not in str(part["layout"])
    inner = whole.layout.height - whole.layout.margin.t - whole.layout.margin.b
    margin = part["layout"]["margin"]
    assert part["layout"]["height"] - margin["t"] - margin["b"] == inner
    assert margin["t"] >= 8
    assert "<br>" not in lead


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"flows", "feedback_themes"}))
def test_a_moved_figure_is_the_figure_made_anew(name: str) -> None:
    one, other = VIEWER.view(name, state_of(name)).figure, VIEWER.view(name, moved(name)).figure
    widget = go.FigureWidget(one)
    for before, after in ((one, other), (other, one)):
        if not move(widget, before, after):
            assert [trace["type"] for trace in before["data"]] != [trace["type"] for trace in after["data"]]
            continue
        got = widget.to_plotly_json()
        for trace, told in zip(got["data"], after["data"], strict=True):
            assert trace.keys() - {"uid"} == told.keys()
            assert [trace[key] for key in told] == list(told.values())
        assert got["layout"].keys() == after["layout"].keys()
        assert got["layout"]["height"] == after["layout"]["height"]


def test_nothing_is_remembered_unless_asked() -> None:
    assert recall(SEARCH, "a", lambda: 1) + recall(SEARCH, "a", lambda: 2) == 3
    with remembering(memory := Memory(most=1)):
        assert recall(SEARCH, "a", lambda: 1) + recall(SEARCH, "a", lambda: 2) == 2
        recall(SEARCH, "b", lambda: 1)
        assert recall(SEARCH, "a", lambda: 3) == 3
    assert memory.most == 1


def test_what_a_user_writes_to_a_search_is_seen_by_the_next_question() -> None:
    search = invented_search(12)
    before = jsa.funnel(search).table["reached"].tolist()
    viewer = Viewer(search)
    search.applications.loc[:, "stage"] = "offer"
    assert set(jsa.funnel(search).table["reached"]) == {12}
    assert (
        viewer.view("funnel", first_state(viewer.controls("funnel"))).answer.table["reached"].tolist()
        == before
    )
