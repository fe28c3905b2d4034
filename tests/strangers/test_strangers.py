from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.strangers.score import LOGS, Score, macro, score_all
from tests.strangers.workbooks import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(folder.name for folder in LOGS.iterdir() if folder.is_dir())

#: A little below the present figures (benchmarks/loading_strangers.md), so that none falls unseen.
FLOORS = {
    "accounted": 1.0,
    "kind": 0.985,
    "company": 0.995,
    "title": 0.985,
    "applied_on": 0.99,
    "stage": 0.98,
    "outcome": 0.975,
    "stage+": 0.965,
    "outcome+": 0.97,
}
FUNNEL_ERROR = 0.03
LOGS_RIGHT = 220


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {score.name: score for score in score_all()}


@pytest.mark.parametrize("name", NAMES)
def test_every_row_stands_in_a_table_or_among_the_problems(name: str, scores: dict[str, Score]) -> None:
    lost = [error for error in scores[name].errors if error.endswith(": lost")]
    assert not lost
    assert not scores[name].refused
    assert scores[name].rate("accounted") == 1


@pytest.mark.parametrize("metric", FLOORS)
def test_a_field_is_read_at_least_as_well_as_before(metric: str, scores: dict[str, Score]) -> None:
    assert macro(list(scores.values()), metric) >= FLOORS[metric]


def test_the_funnel_is_no_further_off_than_before(scores: dict[str, Score]) -> None:
    assert macro(list(scores.values()), "funnel_error") <= FUNNEL_ERROR


def test_no_fewer_logs_are_read_right(scores: dict[str, Score]) -> None:
    assert sum(score.right for score in scores.values()) >= LOGS_RIGHT


@pytest.mark.parametrize("name", NAMES)
def test_each_truth_speaks_of_rows_its_log_has(name: str) -> None:
    lines = (LOGS / name / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    meta, *truths = [json.loads(line) for line in lines]
    assert (LOGS / name / meta["log"]).is_file()
    rows = [(t.get("sheet"), row) for t in truths for row in t.get("rows", [t["source_row"]])]
    assert rows or meta["rows"]
    assert meta["layout"] != "rows" or len(rows) == len(set(rows)) == meta["data_rows"]


def test_a_workbook_holds_what_its_grid_says(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    grid = next(LOGS.glob("*_merged/*.grid"))
    sheet = load_workbook(write_workbook(grid, tmp_path)).worksheets[0]
    assert sheet["A2"].value == "Ambleside Systems"
    assert sheet["A3"].value is None
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A2:A4", "A5:A6", "A8:A9", "C8:C9"}
