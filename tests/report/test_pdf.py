from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from jobsearch_analytics.errors import SourceError, SourceMissingError, UnknownChoiceError
from jobsearch_analytics.report import pdf

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_browser_there_is_a_letter_and_the_page_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>here</p>")
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    with pytest.raises(SourceError) as error:
        pdf.write_pdf(page)
    assert str(error.value) == (
        f"{page} is written, but not as a PDF: no Chromium, Chrome or Edge is on this computer.\n"
        "  Expected: one of these browsers.\n"
        "  Open the page in the browser you have and choose Print, then Save as PDF."
    )
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_browser_that_prints_nothing_is_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>here</p>")
    monkeypatch.setattr(pdf, "find_browser", lambda: "/bin/true")
    with pytest.raises(SourceError, match="is written, but true did not print it"):
        pdf.write_pdf(page)


def test_a_missing_page_and_an_unknown_paper_are_letters(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError):
        pdf.write_pdf(tmp_path / "page.html")
    with pytest.raises(UnknownChoiceError, match="paper='A3' is not a size of paper"):
        pdf.write_pdf(tmp_path / "page.html", paper="A3")


def test_the_browser_is_looked_for_under_its_names(tmp_path: Path) -> None:
    assert pdf.find_browser([], []) is None
    (tmp_path / "chrome").touch()
    assert pdf.find_browser(["no-such-browser"], [str(tmp_path / "chrome")]) == str(tmp_path / "chrome")


def test_the_file_names_neither_its_maker_nor_the_system(tmp_path: Path) -> None:
    if pdf.find_browser() is None:
        pytest.skip("no browser that prints is on this computer")
    page = tmp_path / "page.html"
    page.write_text("<title>A page</title><p>here</p>")
    made = pdf.write_pdf(page).read_bytes()
    assert b"/Creator" in made
    assert not re.search(rb"Chrom|Mozilla|Linux|Windows|Mac OS|Skia|Edg", made)
    assert made.rstrip().endswith(b"%%EOF")
    # The places of a PDF's parts are counted in bytes: the table of them must still be where the end says.
    table = int(made.rstrip().split()[-2])
    assert made[table : table + 4] == b"xref"
