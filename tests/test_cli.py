"""The command as a person types it: exit codes, letters, and nothing written into the log."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import jobsearch_analytics as jsa
from jobsearch_analytics.cli import main
from jobsearch_analytics.files import shared_folder

LOG = """Company,Role,Date Applied,Status
Quillmark,Analyst,2026-03-02,Rejected
Tarnwood,Analyst,2026-03-09,Applied
"""


@pytest.fixture
def log(tmp_path) -> Path:
    path = tmp_path / "tracker.csv"
    path.write_text(LOG)
    return path


def run(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def digest(folder: Path) -> dict[str, str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("name", [None, *main.commands])
def test_every_command_has_help_with_an_example(name):
    result = run(*([name] if name else []), "--help")
    assert result.exit_code == 0
    assert "Example:\n" in result.output
    assert "  jobsearch " in result.output


def test_report_prints_the_headline_and_the_path(log, tmp_path):
    result = run("report", log, "--today", "2026-04-01")
    page = tmp_path / "jobsearch" / "for_my_coach.html"
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[0] == jsa.funnel(jsa.load(log)).headline
    assert result.output.splitlines()[-1] == f"Wrote {page}"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_no_command_changes_the_log(tmp_path):
    source = shared_folder("data_samples") / "spring_search"
    before = digest(source)
    work = tmp_path / "work"
    for command in (
        ["report", "--today", "2026-07-01"],
        ["check"],
        ["funnel", "--by", "channel"],
        ["themes"],
    ):
        result = run(command[0], source, "--workspace", work, *command[1:])
        assert result.exit_code == 0, result.output
    assert digest(source) == before


@pytest.mark.parametrize("command", ["funnel", "themes"])
def test_json_is_the_answer_of_the_library(command, tmp_path):
    source = shared_folder("data_samples") / "spring_search"
    result = run(command, source, "--json")
    answer = {"funnel": jsa.funnel, "themes": jsa.feedback_themes}[command](jsa.load(source))
    assert json.loads(result.output) == answer.to_dict()


def test_check_shows_reading_and_problems_as_json(log):
    shown = json.loads(run("check", log, "--json").output)
    assert shown["summary"] == repr(jsa.load(log))
    assert {"Company", "Status"} <= {row["column"] for row in shown["reading"]}
    assert shown["problems"] == []


def test_piped_output_is_plain(log):
    done = subprocess.run(
        [sys.executable, "-m", "jobsearch_analytics.cli", "funnel", str(log)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == repr(jsa.funnel(jsa.load(log))) + "\n"
    assert done.stderr == ""


def test_a_missing_log_is_a_letter_and_exit_2(log):
    result = run("funnel", log.with_name("traker.csv"))
    assert result.exit_code == 2
    assert result.stderr == (
        f"SourceMissingError: {log.with_name('traker.csv')} does not exist.\n"
        "  Expected: a file or folder that holds your log.\n"
        f"  Did you mean {str(log)!r}?\n"
    )


def test_no_log_at_all_says_what_to_type():
    result = run("funnel")
    assert result.exit_code == 2
    assert "Name your log, for example: my_tracker.xlsx. Or try --sample." in result.stderr


def test_strict_exits_with_1_when_rows_were_set_aside(log):
    assert run("check", log, "--strict").exit_code == 0
    log.write_text(LOG + ",,,see the other sheet\n")
    assert run("check", log).exit_code == 0
    assert run("check", log, "--strict").exit_code == 1
    assert run("funnel", log, "--strict").exit_code == 1


def test_a_page_that_cannot_be_written_is_a_letter(log, tmp_path):
    (tmp_path / "file").touch()
    result = run("report", log, "--out", tmp_path / "file" / "page.html")
    assert result.exit_code == 2
    assert "Traceback" not in result.output + result.stderr
    assert str(tmp_path / "file") in result.stderr


def test_a_wrong_column_shows_the_near_miss(log):
    result = run("funnel", log, "--by", "chanel")
    assert result.exit_code == 2
    assert "Did you mean 'channel'?" in result.stderr


def test_convert_writes_a_folder_that_loads_again(log, tmp_path):
    result = run("convert", log, tmp_path / "standard")
    assert result.exit_code == 0, result.output
    again = jsa.load(tmp_path / "standard")
    assert repr(again).split(" · as of")[0] == repr(jsa.load(log)).split(" · as of")[0]


def test_lab_copies_the_notebooks_without_opening(log, tmp_path):
    result = run("lab", log, "--folder", tmp_path / "mine", "--no-open")
    assert result.exit_code == 0
    assert (tmp_path / "mine" / "01_first_look.ipynb").is_file()


def test_what_was_understood_can_be_corrected_in_a_small_file(log, tmp_path):
    log.write_text(LOG + "Fernquay,Analyst,2026-03-11,banana\n")
    result = run("check", log, "--suggest")
    reading = tmp_path / "jobsearch" / "reading.toml"
    assert result.exit_code == 0
    assert str(reading) in result.stderr
    assert reading.is_file()
    assert log.read_text().startswith(LOG)
