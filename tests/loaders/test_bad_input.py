"""Bad and hostile input: one clear error within bounds, or a problem row; never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path


def refuse(path: Path) -> str:
    with pytest.raises(jsa.JobSearchError) as caught:
        jsa.load(path)
    return str(caught.value).replace(str(path), "PATH")


def test_missing_file_names_the_near_miss(tmp_path: Path) -> None:
    (tmp_path / "tracker.csv").write_text("Company,Status\nAcorn,Applied\n")
    with pytest.raises(jsa.JobSearchError) as caught:
        jsa.load(tmp_path / "traker.csv")
    assert str(caught.value) == (
        f"{tmp_path}/traker.csv does not exist.\n"
        "  Expected: a file or folder that holds your log.\n"
        f"  Did you mean '{tmp_path}/tracker.csv'?"
    )


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf", b"\x00\x00\x00"])
def test_empty_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tracker.csv"
    path.write_bytes(content)
    assert refuse(path) == (
        "PATH is empty.\n  Expected: a table with headings and rows.\n"
        "  Save the table again and check that it is there."
    )


def test_folder_with_nothing_known_in_it(tmp_path: Path) -> None:
    (tmp_path / "photo.heic").write_bytes(b"x")
    assert refuse(tmp_path) == (
        "PATH is a folder with no log in it.\n"
        "  Expected: a file that ends in .csv, .tsv, .txt, .xlsx, .xlsm, .xls, .ods, .json, "
        ".jsonl, .md or .zip.\n"
        "  Name the file itself, or the folder it lies in."
    )


def test_binary_renamed_to_csv(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_bytes(bytes(range(1, 32)) * 400)
    assert refuse(path) == (
        "PATH is not a text file: it holds binary data under a text file's name.\n"
        "  Expected: a table saved as text, or a workbook under its own ending.\n"
        "  Open it in the program that made it and save it as CSV or XLSX."
    )


def test_pdf_renamed_to_csv(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 100)
    assert refuse(path).splitlines()[0] == "PATH is a PDF, whatever its name says."


def test_table_without_anything_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "recipes.csv"
    path.write_text("Ingredient,Grams,Oven\nFlour,500,200\nButter,250,200\n")
    assert refuse(path) == (
        "PATH holds nothing like an employer, a role or a status (its first row: Ingredient, Grams, Oven).\n"
        "  Expected: columns such as Company, Role, Date applied, Status, in any of eleven languages.\n"
        '  Name the columns: jsa.load(source, columns={"heading of your table": "company"}).'
    )


def test_headings_only_are_an_empty_search_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text("Company,Role,Date Applied,Status\n")
    search = jsa.load(path)
    assert len(search.applications) == 0
    assert search.problems["reason"].tolist() == ["holds headings and no rows yet"]


def test_future_application_keeps_its_row(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "Company,Role,Date Applied,Status\nAcorn,Chef,2026-05-02,Applied\nBirch,Chef,2026-03-02,Applied\n"
    )
    search = jsa.load(path, as_of="2026-04-01")
    assert search.applications["applied_on"].isna().tolist() == [True, False]
    row = search.problems.iloc[0]
    assert (row["source_row"], row["value"]) == (2, "2026-05-02")
    assert row["reason"] == "lies after 2026-04-01; the row is kept without this day"


def test_future_interview_is_planned(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text("Company,Role,Date Applied,Interview Date\nAcorn,Chef,2026-03-02,2026-04-20\n")
    search = jsa.load(path, as_of="2026-04-01")
    events = search.events.set_index("event")
    assert events.loc["interview", "scheduled"]
    assert not events.loc["applied", "scheduled"]
    assert len(search.problems) == 0


def test_answer_before_the_application_is_kept_and_named(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "Company,Role,Date Applied,Status,Response Date\nAcorn,Chef,2026-03-02,Rejected,2026-02-20\n"
    )
    search = jsa.load(path, as_of="2026-04-01")
    assert search.problems["reason"].tolist() == [
        "rejected lies before the application of 2026-03-02; kept as it stands"
    ]
    assert search.applications["outcome"].tolist() == ["rejected"]


def test_unknown_arguments_are_explained(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text("Company,Status\nAcorn,Parked\n")
    with pytest.raises(jsa.JobSearchError, match="status_words='gone' is not a meaning of a status"):
        jsa.load(path, status_words={"Parked": "gone"})
    with pytest.raises(jsa.JobSearchError, match="dates='dmy' is not an order of day and month"):
        jsa.load(path, dates="dmy")
    assert jsa.load(path, status_words={"Parked": "withdrawn"}).applications["outcome"].tolist() == [
        "withdrawn"
    ]


def test_strict_raises_with_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text("Company,Role,Status\nAcorn,Chef,Applied\nTotal,1,\n")
    with pytest.raises(jsa.JobSearchError) as caught:
        jsa.load(path, strict=True)
    assert str(caught.value) == (
        "1 of 2 rows in tracker.csv cannot be read.\n"
        "  row 3: 'Total, 1': sums up other rows; set aside\n"
        "Correct the rows, or load them with strict=False to see what was read."
    )


def test_formulas_leave_escaped_and_come_back_plain(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text('Company,Role,Status,Notes\n"=cmd()",Chef,Applied,"-good food"\n')
    search = jsa.load(path)
    assert search.applications["company"].tolist() == ["=cmd()"]
    folder = search.save(tmp_path / "out")
    assert "'=cmd()" in (folder / "applications.csv").read_text()
    again = jsa.load(folder)
    assert again.applications[["company", "note"]].iloc[0].tolist() == ["=cmd()", "-good food"]


def one_bad_row(tmp_path: Path, day: str, status: str) -> jsa.JobSearch:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "Company,Role,Date Applied,Status\nAcorn,Chef,2026-03-02,Rejected\nBirch,Chef,2026-03-09,Applied\n"
        f"Cedar,Chef,{day},{status}\n"
    )
    return jsa.load(path, as_of="2026-04-01")


def test_a_day_that_does_not_exist_is_told_and_the_row_kept(tmp_path: Path) -> None:
    search = one_bad_row(tmp_path, "31/31/2026", "Applied")
    assert len(search.sent) == 3
    told = search.problems[["source_row", "column", "value", "reason"]].to_numpy().tolist()
    assert told == [[4, "Date Applied", "31/31/2026", "is not a day there is; kept to the year"]]


def test_a_status_that_is_not_understood_is_told_and_the_row_kept(tmp_path: Path) -> None:
    search = one_bad_row(tmp_path, "2026-03-11", "banana")
    assert search.sent["outcome"].tolist() == ["rejected", "open", "open"]
    told = search.problems[["source_row", "column", "value", "reason"]].to_numpy().tolist()
    reason = 'is no status that we know; name its meaning: jsa.load(..., status_words={"…": "rejected"})'
    assert told == [[4, "Status", "banana", reason]]


def test_words_the_user_names_are_understood(tmp_path: Path) -> None:
    one_bad_row(tmp_path, "2026-03-11", "banana")
    search = jsa.load(tmp_path / "tracker.csv", status_words={"banana": "interview"})
    assert search.sent["stage"].tolist()[2] == "interview"
    assert search.problems.empty


def test_labels_with_numbers_are_totals_only_if_they_speak_of_a_search(tmp_path: Path) -> None:
    path = tmp_path / "weights.csv"
    path.write_text("color,weight\nred,3\nblue,4\n")
    assert refuse(path).startswith("PATH holds nothing like an employer, a role or a status")
    path.write_text("stage,number\napplied,40\ninterview,4\noffer,1\n")
    assert jsa.load(path).counts["count"].tolist() == [40.0, 4.0, 1.0]
