from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

import pandas as pd
import pytest

from jobsearch_analytics.analysis.flows import flows
from jobsearch_analytics.analysis.funnel import funnel
from jobsearch_analytics.analysis.knowledge_rate import knowledge_rate
from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.charts.feedback_themes import theme_rows
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.planning.experiments import experiments, save_experiment
from jobsearch_analytics.planning.keep_in_touch import keep_in_touch
from jobsearch_analytics.planning.pipeline import pipeline
from jobsearch_analytics.report.build import write_report
from jobsearch_analytics.report.number_tables import flows_table, funnel_table, pipeline_table
from jobsearch_analytics.report.pictures import flows_drawing, funnel_drawing, funnel_picture, themes_drawing
from tests.analysis.searches import days_ago, make_search
from tests.charts.answers import invented_search, invented_themes

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.report.drawing import Drawing
    from jobsearch_analytics.search import JobSearch

TODAY = "2026-07-01"


def written(folder: Path, search: JobSearch | None = None, **options: Any) -> str:
    search = invented_search() if search is None else search
    options = {"today": TODAY, "themes": invented_themes()} | options
    return write_report(search, folder / "page.html", **options).read_text("utf-8")


def bars(drawing: Drawing) -> list[float]:
    return [bar.length for bar in drawing.bars]


@pytest.mark.parametrize("by", [None, "channel"])
def test_picture_and_chart_of_the_funnel_show_the_same_numbers(by: str | None) -> None:
    answer = funnel(invented_search(), by=by)
    bound, bar, *_ = draw(answer).data
    assert bars(funnel_drawing(answer)) == pytest.approx([*bound.x, *bar.x])


def test_picture_and_chart_of_flows_and_themes_show_the_same_numbers() -> None:
    answer, themes = flows(invented_search()), invented_themes()
    assert bars(flows_drawing(answer)) == pytest.approx(answer.table["share"].to_list())
    assert bars(themes_drawing(theme_rows(themes))) == pytest.approx(themes.table["share"].to_list())


def test_tables_beside_the_pictures_hold_their_numbers() -> None:
    search = invented_search()
    answer, paths = funnel(search), flows(search)
    row = answer.table[answer.table["stage"] == "interview"].iloc[0]
    told = funnel_table(answer).set_index("Stage").loc["Interview"]
    assert told["Reached"] == f"{row['reached']} of {row['applications']}"
    counted = flows_table(paths).set_index("Stage")
    applied = paths.table[paths.table["source"] == "applied"]
    assert counted.loc["Applied", "Got there"] == str(applied["count"].sum())
    assert counted.loc["Applied", "Rejected"] == str(applied.set_index("target").loc["rejected", "count"])


def planned_search() -> JobSearch:
    """Return a search with a final planned, an interview missed, a follow-up sent and three first waits."""
    rows = [
        {"company": "Pellmere", "stage": "interview", "applied_on": days_ago(40)},
        {"company": "Tidewick", "stage": "screen", "applied_on": days_ago(30)},
        *({"company": "Ostrava Loom", "applied_on": days_ago(20 + n)} for n in range(3)),
    ]
    touches = pd.DataFrame({"touch_id": ["t0"], "application_id": ["a2"], "direction": ["out"]})
    touches = touches.assign(on=pd.Timestamp(days_ago(1)), contact_id="c1", note="Wrote to Ilse Vandermolen")
    search = make_search(
        rows,
        [("a0", "interview", days_ago(5)), ("a0", "final", days_ago(-3)), ("a1", "interview", days_ago(2))],
        touches=touches,
    )
    search.events["scheduled"] = [False, True, True]
    return search


@pytest.mark.parametrize(
    ("given", "named"), [("page", "page.html"), ("v1.2", "v1.2.html"), ("a.HTM", "a.HTM")]
)
def test_the_file_is_called_as_browsers_know_a_page(tmp_path: Path, given: str, named: str) -> None:
    page = write_report(invented_search(), tmp_path / given, today=TODAY, themes=invented_themes())
    assert page == tmp_path / named
    assert page.is_file()


def test_a_folder_in_place_of_the_file_is_answered_with_a_letter(tmp_path: Path) -> None:
    with pytest.raises(BadArgumentError, match=r"(?s)not of a folder, for example path=.*for_my_coach\.html"):
        write_report(invented_search(), tmp_path, today=TODAY, themes=invented_themes())
    assert not list(tmp_path.iterdir())


def test_open_applications_are_named_by_stage_weekday_and_week(tmp_path: Path) -> None:
    page = written(tmp_path, planned_search(), today="2026-06-30")
    part = next(part for part in page.split("<section ") if part.startswith('id="alive"'))
    assert "Planned next: final on Fri of week 27." in part
    assert re.findall(r'<th scope="row">(\w+)', part) == ["Interview", "Screen"]
    assert "2026-07" not in part
    assert "Pellmere" not in page
    own = written(tmp_path, planned_search(), today="2026-06-30", audience="self")
    assert "Pellmere" in own.split('id="alive"')[1]


def test_the_page_counts_the_same_things_to_do_as_the_notebook(tmp_path: Path) -> None:
    search = planned_search()
    answer = pipeline(search, today="2026-06-30")
    assert answer.headline in written(tmp_path, search, today="2026-06-30")
    assert len(pipeline_table(answer)) == 2


def test_without_open_applications_the_page_says_nothing_of_them(tmp_path: Path) -> None:
    closed = make_search([{"outcome": "rejected", "applied_on": days_ago(9)}])
    assert 'id="alive"' not in written(tmp_path, closed)


def test_every_picture_has_words_a_table_and_a_sentence(tmp_path: Path) -> None:
    page = written(tmp_path)
    parts = [part for part in page.split("<section ")[1:] if "<svg" in part]
    assert len(parts) == 4
    for part in parts:
        assert re.search(r'role="img" aria-labelledby="(\w+)-title \1-alt"', part)
        assert re.search(r"<desc id=.{60}", part)
        assert "The same numbers as a table" in part
        assert 'class="advice"' in part or 'id="channels"' in part


def test_sections_stand_in_the_order_a_coach_reads(tmp_path: Path) -> None:
    found = re.findall(r'<section id="([\w-]+)"', written(tmp_path, own_line="Tired, and going on"))
    assert found == [
        *("goal", "period", "stalls", "alive", "feedback", "own-line", "questions"),
        *("channels", "went", "method"),
    ]


def test_the_page_is_strict_and_small(tmp_path: Path) -> None:
    page = written(tmp_path)
    assert len(page.encode()) < 600_000
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"<script|<img|<link|<iframe|<object| style=| on\w+=|url\((?!#)|@import", page)
    assert set(re.findall(r"https?://[\w./-]+", page)) <= {"http://www.w3.org/2000/svg"}


def test_ids_are_unique_and_each_reference_finds_its_target(tmp_path: Path) -> None:
    page = written(tmp_path)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    pointed = re.findall(r'(?:href="#|url\(#)([\w-]+)', page)
    pointed += " ".join(re.findall(r'aria-labelledby="([^"]+)"', page)).split()
    assert pointed
    assert set(pointed) <= set(ids)


def test_the_same_search_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = written(tmp_path / "one"), written(tmp_path / "two")
    assert one == two
    assert written(tmp_path, today="2026-07-02") != one


def test_a_picture_is_well_formed_and_its_marks_stand_where_the_numbers_say() -> None:
    answer = funnel(invented_search())
    root = Xml.fromstring(funnel_picture(answer, "key", "A <title>\u202e\x00").svg)
    assert root[0].text == "A <title>"
    drawing = funnel_drawing(answer)
    widths = [float(node.attrib["width"]) for node in root.iter() if node.tag.endswith("rect")]
    assert widths == pytest.approx([342 * length / drawing.top for length in bars(drawing)], abs=0.01)
    inside = [
        float(node.attrib["x"]) + float(node.attrib["width"])
        for node in root.iter()
        if "width" in node.attrib
    ]
    assert max(inside) <= 360


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (1.0, [0, 0.25, 0.5, 0.75, 1]),
        (0.76, [0, 0.2, 0.4, 0.6]),
        (0.09, [0, 0.025, 0.05, 0.075]),
        (0.5, [0, 0.2, 0.4]),
    ],
)
def test_ticks_are_round_and_few(top: float, ticks: list[float]) -> None:
    from jobsearch_analytics.report.drawing import _ticks

    assert _ticks(top) == pytest.approx(ticks)


def test_an_empty_search_is_not_presented_as_a_result(tmp_path: Path) -> None:
    page = written(tmp_path, make_search([]), themes=None)
    assert "No application that was sent is in this log, so this page holds no result." in page
    assert "Missing: a row for each application" in page
    assert "<svg" not in page
    assert "of 0" not in page


def test_a_log_of_totals_says_what_it_cannot_say(tmp_path: Path) -> None:
    import pandas as pd

    totals = pd.DataFrame(
        [("applied", "screen", 3.0), ("applied", "rejected", 9.0), ("Zirkel", "screen", 1.0)],
        columns=["source", "target", "count"],
    )
    page = written(tmp_path, make_search([], flows=totals), themes=None)
    assert "The log holds totals only, so no rate on this page has an interval." in page
    assert "Applied · 12" in page
    assert "Zirkel" not in page


def test_own_questions_come_first_and_there_are_three(tmp_path: Path) -> None:
    page = written(tmp_path, questions=["Is my letter too long?"])
    asked = re.findall(r"<li>([^<]+\?)<", page)
    assert asked[0] == "Is my letter too long?"
    assert len(asked) == 3
    assert "“System design” is the gap most employers name (4)." in asked[2]


def test_knowledge_rate_counts_endings_and_fresh_news() -> None:
    rows = [
        {"outcome": "rejected", "applied_on": days_ago(100)},
        {"applied_on": days_ago(45)},
        {"applied_on": days_ago(46)},
        {"outcome": "no_response", "applied_on": days_ago(80)},
        {},
    ]
    answer = knowledge_rate(make_search(rows))
    assert answer.table["applications"].to_list() == [1, 1, 2, 1]
    assert answer.rate == 0.4
    assert answer.headline == "The state of 2 of 5 applications is known (40%)."
    assert knowledge_rate(make_search([])).headline == "No application is in this log yet."


def test_experiments_are_numbered_unless_their_words_are_shared(tmp_path: Path) -> None:
    search = invented_search(60, workspace=tmp_path / "jobsearch")
    save_experiment(search, name="Letter like Pellmere's", change="figures first", since="2026-03-01")
    by_number, in_words = written(tmp_path, search), written(tmp_path, search, share=["experiments"])
    told = by_number.split('id="experiments"')[1].split("</section>")[0]
    assert "Experiment 1" in told
    assert "figures first" not in by_number
    assert re.search("Letter like Company [A-Z][1-9]'s: figures first", html.unescape(in_words))
    row = experiments(search).table.iloc[0]
    assert f"{row['reached']:.0f} of {row['applications']:.0f} since" in told


def test_people_due_are_counted_without_names(tmp_path: Path) -> None:
    search = invented_search(60)
    search.contacts["relation"], search.contacts["met_on"] = "interviewer", pd.Timestamp("2025-01-01")
    page = written(tmp_path, search)
    due = keep_in_touch(search, today=TODAY).table
    told = page.split('id="network"')[1].split("</section>")[0]
    assert f"Interviewer</th><td>{len(due)}<" in told
    assert "Vandermolen" not in page
