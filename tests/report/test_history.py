"""What a report remembers, and what the next one says of it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from jobsearch_analytics.analysis.momentum import momentum
from jobsearch_analytics.report.build import write_report
from jobsearch_analytics.report.history import Report, last_before, read_reports
from jobsearch_analytics.report.numbers import count_all, mature_part
from jobsearch_analytics.report.sections.period import change_rows, done_and_planned
from tests.analysis.searches import days_ago, make_search
from tests.charts.answers import invented_search, invented_themes

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = {
    "sent": 100,
    "open": 40,
    "mature": 80,
    "screen": 8,
    "interview": 4,
    "offer": 0,
    "asked": 3,
    "answered": 1,
}

SCREEN = "Reached a screen within 45 days"


def report(day: str, audience: str = "coach", numbers: dict[str, int] | None = None) -> Report:
    stamp = pd.Timestamp(day)
    return Report(stamp, stamp, audience, 0.95, ("Why?",), NUMBERS | (numbers or {}))


def written(folder: Path, **options: Any) -> str:
    search = invented_search(60, workspace=folder / "jobsearch")
    search.profile["weekly_plan"] = {"applications": 3, "asks": 1}
    given: dict[str, Any] = {"today": "2026-07-01", "themes": invented_themes()} | options
    return write_report(search, folder / "page.html", **given).read_text("utf-8")


def test_writing_twice_on_a_day_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path)
    kept = (tmp_path / "jobsearch" / "reports.toml").read_bytes()
    assert written(tmp_path) == first
    assert (tmp_path / "jobsearch" / "reports.toml").read_bytes() == kept
    assert 'id="changes"' not in first
    later = written(tmp_path, today="2026-07-20")
    assert written(tmp_path, today="2026-07-20") == later
    assert "Change since the last report" in later


def test_what_is_remembered_can_be_read_by_people(tmp_path: Path) -> None:
    written(tmp_path)
    kept = tomllib.loads((tmp_path / "jobsearch" / "reports.toml").read_text("utf-8"))["report"][0]
    assert kept["numbers"]["sent"] == 60
    assert len(kept["questions"]) == 3
    assert (kept["audience"], str(kept["made_on"])) == ("coach", "2026-07-01")
    assert read_reports(tmp_path / "jobsearch")[0].id == kept["id"]


def test_only_reports_before_the_day_for_the_same_reader_count() -> None:
    reports = [report("2026-05-01"), report("2026-06-01", "self"), report("2026-07-01")]
    assert last_before(reports, "coach", pd.Timestamp("2026-07-01")) == reports[0]
    assert last_before(reports, "self", pd.Timestamp("2026-05-01")) is None


def change(now: dict[str, int], then: dict[str, int] | None = None) -> dict[str, str]:
    last, this = report("2026-05-01", numbers=then), report("2026-07-01", numbers=now)
    rows = change_rows(last, this, 0.95)
    return dict(zip(rows["What"], rows["Change"], strict=True))


def test_a_change_that_chance_explains_is_marked_so() -> None:
    rows = change({"sent": 130, "mature": 110, "screen": 12})
    assert rows["Applications sent"] == "+30, a count"
    assert rows[SCREEN].startswith("could be chance: 4 of 30 since, +3 points (−")
    assert rows["Reached an interview within 45 days"].startswith("could be chance: 0 of 30 since")


def test_a_change_beyond_chance_is_marked_so_with_its_interval() -> None:
    rows = change({"mature": 110, "screen": 28})
    assert re.fullmatch(
        r"more than chance: 20 of 30 since, \+57 points \(\+\d+ to \+\d+\)",
        rows[SCREEN],
    )


def test_without_newly_settled_applications_nothing_is_compared() -> None:
    assert change({})[SCREEN] == "nothing new to compare"
    assert change({"mature": 70})[SCREEN] == "nothing new to compare"


def test_equal_searches_are_seldom_called_changed() -> None:
    import numpy as np

    rng = np.random.default_rng(0)
    old, new = rng.binomial(80, 0.15, 400), rng.binomial(40, 0.15, 400)
    marks = [
        change({"mature": 120, "screen": int(a + b)}, {"screen": int(a)})[SCREEN]
        for a, b in zip(old, new, strict=True)
    ]
    assert sum(mark.startswith("more") for mark in marks) / len(marks) < 0.05


def test_the_mature_part_leaves_out_the_young_whatever_became_of_them() -> None:
    rows = [
        {"applied_on": days_ago(60), "outcome": "rejected"},
        {"applied_on": days_ago(50), "stage": "interview"},
        {"applied_on": days_ago(10), "stage": "interview"},
        {"applied_on": days_ago(5), "outcome": "rejected"},
    ]
    search = make_search(rows, [("a1", "interview", days_ago(1))])
    old, young = mature_part(search)
    assert (old.sent["application_id"].to_list(), young) == (["a0", "a1"], 2)
    counted = count_all(search)
    assert (counted["sent"], counted["mature"], counted["interview"]) == (4, 2, 0)
    assert mature_part(make_search([{}, {}]))[1] == -1


def test_done_is_what_the_notebook_counts_and_planned_is_the_plan(tmp_path: Path) -> None:
    search = invented_search(60)
    weeks = momentum(search).table.tail(4)
    table = done_and_planned(weeks, {"applications": 3, "asks": 1}).set_index("What")
    assert table.loc["Applications", "Done"] == str(weeks["applications"].sum())
    assert table.loc["Applications", "Planned"] == "12"
    assert table.loc["Follow-ups", "Planned"] == "–"
    page = written(tmp_path)
    assert "This period: done and planned" in page
    for word in ("behind", "fail", "missed", "only "):
        assert word not in page.split('id="period"')[1].split("</section>")[0]


@pytest.mark.parametrize("audience", ["coach", "self"])
def test_a_broken_memory_is_a_letter(tmp_path: Path, audience: str) -> None:
    from jobsearch_analytics.errors import WorkspaceError

    (tmp_path / "jobsearch").mkdir()
    (tmp_path / "jobsearch" / "reports.toml").write_text("[[report]]\nid = 'x'\n")
    with pytest.raises(WorkspaceError, match="holds a report that cannot be read"):
        written(tmp_path, audience=audience)
