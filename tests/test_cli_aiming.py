"""``jobsearch target`` and ``jobsearch experiment`` as a person types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import jobsearch_analytics as jsa
from jobsearch_analytics.cli import main

LOG = """Company,Role,Date Applied,Status,Source
Quillmark,Analyst,2026-03-02,Rejected,Referral
Tarnwood,Analyst,2026-03-09,Applied,Job board
"""


@pytest.fixture
def log(tmp_path) -> Path:
    path = tmp_path / "tracker.csv"
    path.write_text(LOG)
    return path


def run(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_target_is_the_answer_of_the_library(log):
    options = ["--by", "channel", "--applications", 6, "--explore", 0.5, "--json"]
    answer = jsa.targeting(jsa.load(log), by=("channel",), applications=6, explore=0.5)
    assert json.loads(run("target", log, *options).output) == answer.to_dict()
    assert run("target", log).output == f"{jsa.targeting(jsa.load(log))!r}\n"


def test_a_wrong_column_is_a_letter(log):
    result = run("target", log, "--by", "chanel")
    assert result.exit_code == 2
    assert "Did you mean 'channel'?" in result.output


def test_an_experiment_is_added_listed_and_ended(log, tmp_path):
    assert run("experiment", log).output.startswith("No experiment is written down yet.")
    assert not (tmp_path / "jobsearch").exists()
    words = ["--because", "impact", "--change", "CV v3", "--since", "2026-03-05", "--review", "2026-06-01"]
    added = run("experiment", log, "--add", "New CV", *words, "--where", "channel=Referral")
    assert added.exit_code == 0, added.output
    assert added.output.splitlines()[0] == f"Wrote {tmp_path / 'jobsearch' / 'experiments.toml'}"
    (row,) = json.loads(run("experiment", log, "--json").output)["table"]
    assert (row["name"], row["where"], row["status"]) == ("New CV", "channel = Referral", "running")
    assert run("experiment", log, "--abandon", "New CV").exit_code == 0
    (row,) = json.loads(run("experiment", log, "--json").output)["table"]
    assert row["status"] == "abandoned"


def test_who_has_seen_a_result_has_looked(log, tmp_path):
    words = ["--change", "CV v3", "--since", "2026-03-05", "--review", "2026-06-01"]
    run("experiment", log, "--add", "New CV", *words)
    run("experiment", log, "--as-of", "2026-06-02")
    assert 'looks = [\n    "2026-06-02",\n]' in (tmp_path / "jobsearch" / "experiments.toml").read_text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--change", "CV v3"], "Name the experiment these belong to: --add NAME."),
        (
            ["--add", "x", "--where", "channel"],
            "Write --where as COLUMN=VALUE, for example --where channel=referral.",
        ),
    ],
)
def test_a_slip_is_said(log, options, message):
    result = run("experiment", log, *options)
    assert result.exit_code == 2
    assert message in result.output


def test_what_is_missing_is_a_letter(log):
    result = run("experiment", log, "--add", "New CV")
    assert result.exit_code == 2
    assert "change is missing." in result.output


def test_an_experiment_that_is_not_there_cannot_end(log):
    run("experiment", log, "--add", "New CV", "--change", "CV v3", "--since", "2026-03-05")
    result = run("experiment", log, "--end", "New VC")
    assert result.exit_code == 2
    assert result.stderr == (
        "UnknownChoiceError: --end 'New VC' is not an experiment written down so far.\n"
        "  Known: New CV.\n  Did you mean 'New CV'?\n"
    )


def test_a_letter_names_the_option_as_it_is_typed(log):
    words = ["--change", "CV v3", "--since", "2026-03-05", "--review", "2026-03-06"]
    result = run("experiment", log, "--add", "New CV", *words)
    assert result.stderr == (
        "BadArgumentError: --review '2026-03-06' cannot be used.\n"
        "  Expected: a day on which the first answers can be counted, from 2026-04-19 on, "
        'for example --review "2026-05-17".\n'
    )
