"""Files that would fill the memory or cannot be opened: one letter that says so, within bounds."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook, PasswordError

import jobsearch_analytics as jsa
from tests.loaders.packed import (
    cell,
    compound_file,
    encrypted_zip,
    lying_zip,
    ods_row,
    write_ods,
    write_xlsx,
)

if TYPE_CHECKING:
    from pathlib import Path

TEN_MILLION = 10_000_000
PADDING = b"<row/>" * (TEN_MILLION // 100)

TOO_LARGE = (
    "PATH would unpack to {} MB.\n"
    "  Expected: a log of at most 300 MB, packed no more than 200 to one.\n"
    "  Delete the empty rows below the table (or take the log out of the package) and save it again."
)
TOO_MANY_ROWS = (
    "PATH holds {} rows in one sheet.\n"
    "  Expected: at most 1,000,000 rows.\n"
    "  Delete the empty rows below the table and save it again."
)
STREWN = (
    "PATH has {} cells strewn over {} places.\n"
    "  Expected: cells that lie together; at most 4,000,000 places, or 20 a cell.\n"
    "  Delete what stands far below or beside the table and save it again."
)
LONG_CELL = (
    "PATH holds one cell of 50,000,000 characters.\n"
    "  Expected: cells of at most 1,000,000 characters.\n"
    "  Look for a quotation mark that is never closed, or cut that cell, and try again."
)
LOCKED = (
    "PATH is a workbook with a password.\n"
    "  Expected: a workbook that opens without one.\n"
    "  Open it, save a copy without the password, and load the copy."
)
TOO_DEEP = (
    "PATH is nested too deeply to be a log.\n"
    "  Expected: a list of records such as [{...}, {...}].\n"
    "  Export the log again as a list, or as CSV."
)
BROKEN = "PATH is a broken package.\n  Expected: a whole XLSX or ZIP file.\n  Save or download it again."


def refuse(path: Path) -> str:
    with pytest.raises(jsa.JobSearchError) as caught:
        jsa.load(path)
    return str(caught.value).replace(str(path), "PATH")


def test_ten_million_padded_rows_packed_small(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "tracker.xlsx", [PADDING] * 100)
    assert path.stat().st_size < 1_000_000
    assert refuse(path) == TOO_LARGE.format(60)


def test_ten_million_padded_rows_not_packed(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "tracker.xlsx", [PADDING] * 100, packed=zipfile.ZIP_STORED)
    assert refuse(path) == TOO_MANY_ROWS.format("10,000,002")


def test_a_few_padded_rows_are_no_trouble(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "tracker.xlsx", [b"<row/>" * 50_000])
    assert jsa.load(path).applications["company"].tolist() == ["Acorn"]


def test_a_sheet_that_only_claims_ten_million_rows(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "tracker.xlsx", before=b'<dimension ref="A1:XFD10000000"/>')
    assert jsa.load(path).applications["company"].tolist() == ["Acorn"]


def test_a_stray_cell_in_row_ten_million(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "tracker.xlsx", [b"<row>" + cell("A10000000", "x") + b"</row>"])
    assert refuse(path) == TOO_MANY_ROWS.format("10,000,000")


def test_a_stray_cell_in_the_last_row_and_column(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "tracker.xlsx", [b"<row>" + cell("XFD999999", "x") + b"</row>"])
    assert refuse(path) == STREWN.format("7", "16,383,983,616")


def test_a_stray_cell_not_so_far_below_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "tracker.xlsx", [b"<row>" + cell("A20000", "Birch") + b"</row>"])
    search = jsa.load(path)
    assert search.applications["source_row"].tolist() == [2, 20_000]


@pytest.mark.parametrize(("rows", "columns"), [(TEN_MILLION, 1), (1, TEN_MILLION), (5_000, 5_000)])
def test_a_filled_row_or_cell_of_opendocument_repeated_beyond_reason(
    tmp_path: Path, rows: int, columns: int
) -> None:
    log = ods_row("Company", "Role", "Status") + ods_row("Acorn", "Chef", "Applied")
    path = write_ods(tmp_path / "tracker.ods", log + ods_row("x", rows=rows, columns=columns))
    assert refuse(path).startswith("PATH has 7 cells strewn over ")


def test_empty_rows_of_opendocument_may_be_repeated(tmp_path: Path) -> None:
    log = ods_row("Company", "Role", "Status") + ods_row("Acorn", "Chef", "Applied")
    padding = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    path = write_ods(tmp_path / "tracker.ods", log + padding)
    assert jsa.load(path).applications["company"].tolist() == ["Acorn"]


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_the_parser_is_never_given_what_would_fill_the_memory(tmp_path: Path) -> None:
    paths = [
        write_xlsx(tmp_path / "corner.xlsx", [b"<row>" + cell("XFD1048576", "x") + b"</row>"]),
        write_xlsx(tmp_path / "far.xlsx", [b"<row>" + cell("A10000000", "x") + b"</row>"]),
        write_ods(tmp_path / "repeated.ods", ods_row("Company", "Status") + ods_row("x", rows=TEN_MILLION)),
    ]
    program = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "import jobsearch_analytics as jsa\n"
        "for path in sys.argv[1:]:\n"
        "    try: jsa.load(path)\n"
        "    except jsa.JobSearchError as error: print(type(error).__name__)\n"
        # The peak of this very program: the one that `resource` gives begins with its parent's.
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())\n"
        "print(int(peak[1]) // 1024 < 400)\n"
    )
    command = [sys.executable, "-c", program, *map(str, paths)]
    ran = subprocess.run(command, capture_output=True, check=True, text=True, timeout=120)
    assert ran.stdout.split() == ["SourceError"] * 3 + ["True"]


def test_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.csv", b"0" * 60_000_000)
    assert refuse(path) == TOO_LARGE.format(60)


def test_zip_bomb_inside_a_package(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("tracker.xlsx", inner.getvalue())
    assert refuse(path) == TOO_LARGE.format(60).replace("PATH", "PATH/tracker.xlsx")


def test_zip_that_lies_about_what_it_unpacks_to(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(lying_zip("a.csv", b"0" * 60_000_000))
    assert refuse(path) == BROKEN


def test_damaged_package(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "tracker.xlsx")
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(data)
    assert refuse(path) == BROKEN


def test_workbook_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    package = {"EncryptionInfo": b"\4\0\4\0\x40\0\0\0<encryption/>", "EncryptedPackage": b"\x2a" * 5000}
    path.write_bytes(compound_file(package))
    with pytest.raises(PasswordError):  # another reader takes it for the same
        CalamineWorkbook.from_path(path)
    assert refuse(path) == LOCKED


def test_old_workbook_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xls"
    start = b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 12
    password = b"\x2f\x00\x36\x00" + b"\1" * 54
    path.write_bytes(compound_file({"Workbook": start + password + b"\x0a\0\0\0"}))
    assert refuse(path) == LOCKED


def test_zip_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "LinkedIn.zip"
    path.write_bytes(encrypted_zip("tracker.csv", b"Company,Status\nAcorn,Applied\n", b"open sesame"))
    with zipfile.ZipFile(path) as package:
        assert package.read("tracker.csv", pwd=b"open sesame").startswith(b"Company")
    assert refuse(path) == (
        "PATH is a package with a password.\n"
        "  Expected: a package that opens without one.\n"
        "  Unpack it with its password, and load the folder or the file that holds your log."
    )


def test_one_cell_of_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text('Company,Status\nAcorn,"' + "x" * 50_000_000 + '"\n')
    assert refuse(path) == LONG_CELL


def test_one_cell_of_fifty_megabytes_in_a_workbook(tmp_path: Path) -> None:
    row = b"<row>" + cell("A3", "x" * 50_000_000) + b"</row>"
    path = write_xlsx(tmp_path / "tracker.xlsx", [row], packed=zipfile.ZIP_STORED)
    assert refuse(path) == LONG_CELL


def test_one_text_of_fifty_megabytes_in_json(tmp_path: Path) -> None:
    path = tmp_path / "tracker.json"
    path.write_text(json.dumps([{"company": "x" * 50_000_000, "status": "applied"}]))
    assert refuse(path) == LONG_CELL


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tracker.csv", "Company,Status" + "," * 4_998 + "\nAcorn,Applied\n"),
        ("tracker.md", "|a|b|\n|-|-|\n" + "|x" * 5_000 + "|\n"),
        ("tracker.json", json.dumps([{f"k{number}": 1 for number in range(5_000)}])),
    ],
)
def test_thousands_of_columns(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    assert refuse(path) == (
        "PATH has 5,000 columns.\n"
        "  Expected: a table of at most 2,000 columns.\n"
        "  Delete the columns beside the table and save it again."
    )


def test_more_cells_than_a_life_holds_applications(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_bytes(b"Company,Status\n" + (b"," * 1_000 + b"\n") * 51_000)
    assert refuse(path) == (
        "PATH holds 51,000,001 cells.\n"
        "  Expected: at most 50,000,000 cells.\n"
        "  Delete the empty rows and columns around the table and save it again."
    )


def test_nul_bytes_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_bytes(b"Company,Role,Status\nAco\x00rn,Chef,Applied\n")
    assert jsa.load(path).applications["company"].tolist() == ["Acorn"]


@pytest.mark.parametrize("nest", ["[{}]", '{{"a":{}}}'])
def test_deeply_nested_json(tmp_path: Path, nest: str) -> None:
    left, right = nest.format("|").split("|")
    path = tmp_path / "log.json"
    path.write_text(left * 200_000 + "1" + right * 200_000)
    assert refuse(path) == TOO_DEEP


def test_json_without_records(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text(json.dumps({"version": 3}))
    assert refuse(path) == (
        "PATH is JSON without a list of records.\n"
        '  Expected: a list such as [{"company": ..., "status": ...}, ...].\n'
        "  Export the log again as a list, or as CSV."
    )


@pytest.mark.parametrize("formula", ["", "HYPERLINK("])
def test_xml_entities_are_not_expanded(tmp_path: Path, formula: str) -> None:
    twice = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 40))
    start = f'<!DOCTYPE x [<!ENTITY a0 "laugh">{twice}]>'.encode()
    row = b"<row>" + cell("A3", "&a39;") + cell("B3", formula) + b"</row>"
    path = write_xlsx(tmp_path / "tracker.xlsx", [row], start=start)
    assert refuse(path) == (
        "PATH cannot be opened as a workbook (at 0..0: unrecognized entity `&a39;`).\n"
        "  Expected: a workbook saved by a spreadsheet program.\n"
        "  Open it there and save it again as XLSX or CSV."
    )
