from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from tests.strangers.reading import FIELDS, read
from tests.strangers.score import LOGS

if TYPE_CHECKING:
    from pathlib import Path

Grid = list[list[str]]

#: Plain tables in UTF-8 with commas, of many kinds: what they say must not hang on the form they come in.
PLAIN = (
    "01_us_student",
    "07_pivot_weeks",
    "24_chinese",
    "38_spare_columns",
    "41_checkboxes",
    "46_mixed_dates",
    "64_us_day_over_12",
    "91_github_tracker",
)


def grid_of(name: str) -> Grid:
    path = next(p for p in (LOGS / name).iterdir() if p.suffix == ".csv")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]


def separated(rows: Grid, sep: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=sep, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def as_tabs(rows: Grid, path: Path) -> Path:
    path.with_suffix(".tsv").write_bytes(separated(rows, "\t"))
    return path.with_suffix(".tsv")


def as_utf16(rows: Grid, path: Path) -> Path:
    path.with_suffix(".txt").write_bytes(separated(rows, "\t").decode().encode("utf-16"))
    return path.with_suffix(".txt")


def with_a_title(rows: Grid, path: Path) -> Path:
    blank = [""] * (len(rows[0]) - 1)
    path.with_suffix(".csv").write_bytes(separated([["My job search", *blank], ["", *blank], *rows], ","))
    return path.with_suffix(".csv")


def with_spare_columns(rows: Grid, path: Path) -> Path:
    path.with_suffix(".csv").write_bytes(separated([["", *row, "", ""] for row in rows], ";"))
    return path.with_suffix(".csv")


def in_capitals(rows: Grid, path: Path) -> Path:
    path.with_suffix(".csv").write_bytes(separated([[cell.upper() for cell in rows[0]], *rows[1:]], ","))
    return path.with_suffix(".csv")


def as_markdown(rows: Grid, path: Path) -> Path:
    head, *body = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    rule = "|" + "---|" * len(rows[0])
    path.with_suffix(".md").write_text("\n".join(["# Jobs", "", head, rule, *body, ""]), encoding="utf-8")
    return path.with_suffix(".md")


def as_json(rows: Grid, path: Path) -> Path:
    names = [name or f"column {number}" for number, name in enumerate(rows[0])]
    records = [dict(zip(names, row, strict=True)) for row in rows[1:]]
    path.with_suffix(".json").write_text(json.dumps({"items": records}), encoding="utf-8")
    return path.with_suffix(".json")


def as_workbook(rows: Grid, path: Path) -> Path:
    book = Workbook()
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            book.worksheets[0].cell(number, column).value = text or None
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


DISGUISES = (
    as_tabs,
    as_utf16,
    with_a_title,
    with_spare_columns,
    in_capitals,
    as_markdown,
    as_json,
    as_workbook,
)


def said(path: Path) -> list[tuple[object, ...]]:
    return sorted((tuple(r[name] for name in ("kind", *FIELDS)) for r in read(path).records), key=str)


@pytest.mark.parametrize("name", PLAIN)
def test_a_log_says_the_same_in_any_form(name: str, tmp_path: Path) -> None:
    rows = grid_of(name)
    (tmp_path / "log.csv").write_bytes(separated(rows, ","))
    as_kept = said(tmp_path / "log.csv")
    assert as_kept
    for disguise in DISGUISES:
        assert said(disguise(rows, tmp_path / disguise.__name__)) == as_kept, disguise.__name__
