"""The whole text of messages is under test: a letter with a word missing is a worse letter."""

import pandas as pd
import pytest

from jobsearch_analytics import errors
from jobsearch_analytics.clock import as_day, today
from jobsearch_analytics.tables import problem_frame


def test_a_missing_file_names_the_nearest_file(tmp_path):
    (tmp_path / "tracker.xlsx").touch()
    message = str(errors.SourceMissingError(tmp_path / "traker.xlsx"))
    assert message == (
        f"{tmp_path / 'traker.xlsx'} does not exist.\n"
        "  Expected: a file or folder that holds your log.\n"
        f"  Did you mean {str(tmp_path / 'tracker.xlsx')!r}?"
    )


def test_a_missing_file_in_a_missing_folder_asks_for_the_spelling(tmp_path):
    message = str(errors.SourceMissingError(tmp_path / "nowhere" / "log.csv"))
    assert message.endswith("  Check the spelling of the path.")


def test_a_missing_file_is_also_a_file_not_found_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        raise errors.SourceMissingError(tmp_path / "log.csv")


def test_bad_rows_are_told_all_at_once_with_place_value_and_remedy():
    problems = problem_frame(
        [
            {"source_file": "a.csv", "source_row": 41, "column": "applied_on", "value": "31/02/2026",
             "reason": "is not a date; write dates as YYYY-MM-DD"},
            {"source_file": "a.csv", "source_sheet": "Log", "source_row": 77, "column": "status",
             "value": "phone sceen", "reason": "is not a stage; did you mean 'screen'?"},
            {"source_file": "a.csv", "source_row": 90, "reason": "has no company"},
        ]
    )  # fmt: skip
    error = errors.BadRowsError(problems, 214, "Correct the file.")
    assert str(error) == (
        "3 of 214 rows in a.csv cannot be read.\n"
        "  row 41, applied_on: '31/02/2026': is not a date; write dates as YYYY-MM-DD\n"
        "  sheet Log, row 77, status: 'phone sceen': is not a stage; did you mean 'screen'?\n"
        "  row 90: has no company\n"
        "Correct the file."
    )
    pd.testing.assert_frame_equal(error.problems, problems)


def test_a_long_list_of_problems_is_cut_and_the_rest_counted():
    problems = problem_frame(
        [{"source_file": "a.csv", "source_row": row, "reason": "no"} for row in range(1, 16)]
    )
    lines = errors.problem_lines(problems).splitlines()
    assert len(lines) == errors.SHOWN_PROBLEMS + 1
    assert lines[-1] == "  … and 5 more"


def test_an_unknown_choice_without_a_near_miss_lists_what_is_known():
    message = str(errors.UnknownChoiceError("by", "xyz", ["channel", "location"], "a column"))
    assert message == "by='xyz' is not a column.\n  Known: channel, location."


def test_a_leak_says_what_kind_and_where_and_what_to_do():
    message = str(errors.LeakError([("a company", "in “Goal”: …met with [hidden] on…")]))
    assert message == (
        "No page was written: 1 withheld name(s) would have left with it.\n"
        "  a company, in “Goal”: …met with [hidden] on…\n"
        "Take them out of the text they stand in, or write the page for yourself: "
        'write_report(search, path, audience="self").'
    )


@pytest.mark.parametrize("given", ["yesterday-ish", "", "2026-13-45"])
def test_a_day_that_is_none_says_how_to_write_one(given):
    with pytest.raises(errors.BadArgumentError) as caught:
        today(given)
    assert str(caught.value) == (
        f"today={given!r} cannot be used.\n"
        '  Expected: a day written as YYYY-MM-DD, for example today="2026-06-30".'
    )


def test_a_time_of_day_and_a_zone_are_cut_from_a_day():
    assert as_day("2026-06-30T23:59:00+02:00", "as_of") == pd.Timestamp("2026-06-30")


def test_every_error_on_purpose_is_one_kind():
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.JobSearchError)
