import pandas as pd
import pytest

from jobsearch_analytics.errors import UnknownChoiceError, WorkspaceError
from jobsearch_analytics.search import JobSearch
from jobsearch_analytics.tables import TABLES, problem_frame
from jobsearch_analytics.workspace import require


@pytest.fixture
def small():
    applications = pd.DataFrame(
        {
            "application_id": ["a", "b", "c"],
            "company": ["Quillmark", "Tarnwood", None],
            "channel": ["referral", "job_board", "job_board"],
            "kind": ["application", "application", "lead"],
            "stage": ["interview", "applied", "saved"],
            "outcome": ["rejected", "open", "open"],
            "applied_on": pd.Series(["2026-03-02", "2026-04-01", None], dtype="datetime64[us]"),
            "source_file": "log.csv",
            "source_row": [2, 3, 4],
        }
    )
    feedback = pd.DataFrame({"feedback_id": ["f1", "f2"], "application_id": ["a", None], "text": ["x", "y"]})
    problems = problem_frame(
        [
            {"source_file": "log.csv", "source_row": 3, "reason": "a date was mended"},
            {"source_file": "log.csv", "source_row": 9, "reason": "has no company and no title"},
        ]
    )
    return JobSearch(
        applications=applications, feedback=feedback, problems=problems, as_of=pd.Timestamp("2026-05-01")
    )


def test_a_search_says_what_it_holds_and_what_was_set_aside(small):
    assert repr(small) == (
        "JobSearch: 2 applications, 1 lead, 2 feedback notes · 1 row set aside: see search.problems"
        " · as of 2026-05-01"
    )


def test_a_mended_row_is_not_counted_as_set_aside(small):
    assert small.rows_set_aside == 1


def test_every_table_has_its_columns_even_when_nothing_was_given(small):
    for name, columns in TABLES.items():
        assert list(getattr(small, name).columns) == [column.name for column in columns]


def test_where_narrows_the_tables_that_hang_on_applications(small):
    narrowed = small.where(channel="referral")
    assert narrowed.applications["application_id"].tolist() == ["a"]
    assert narrowed.feedback["feedback_id"].tolist() == ["f1"]
    assert small.where(channel=["referral", "job_board"]).applications.shape == small.applications.shape


def test_where_takes_a_mask_by_application_id(small):
    mask = pd.Series({"b": True, "a": False})
    assert small.where(mask).applications["application_id"].tolist() == ["b"]


def test_where_answers_a_slip_with_the_near_miss(small):
    with pytest.raises(UnknownChoiceError, match="Did you mean 'channel'"):
        small.where(chanel="referral")


def test_between_holds_both_days_and_leaves_undated_out(small):
    assert small.between("2026-03-02", "2026-04-01").applications["application_id"].tolist() == ["a", "b"]
    assert small.between("2026-03-03", "2026-03-31").applications.empty


def test_a_search_from_frames_has_nowhere_to_save_and_says_so(small):
    with pytest.raises(WorkspaceError) as caught:
        require(small)
    assert str(caught.value) == (
        'This search has no workspace to save to.\n  Name a folder: jsa.load(source, workspace="my_edits").'
    )


def test_html_of_a_search_is_escaped(small):
    marked = JobSearch(
        applications=small.applications, as_of=small.as_of, sources=("<script>alert(1)</script>.csv",)
    )
    assert "<script>" not in marked._repr_html_()
