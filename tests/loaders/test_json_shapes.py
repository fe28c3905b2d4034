"""JSON in the shapes that people and their programs keep a search in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

SENT = {"date": "2026-03-02", "status": "applied"}
WHAT = ["company", "title", "stage", "outcome", "source_row"]


def loaded(tmp_path: Path, content: Any) -> jsa.JobSearch:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return jsa.load(path)


def rows_of(search: jsa.JobSearch) -> list[list[object]]:
    return search.applications[WHAT].fillna("").to_numpy().tolist()


def test_a_list_of_jobs_under_each_firm(tmp_path: Path) -> None:
    glazier = {"role": "Glazier", "applied": "2026-03-02", "result": "rejected"}
    fitters = [{"role": "Fitter", "applied": "2026-03-04"}, {"role": "Joiner", "applied": "2026-03-05"}]
    search = loaded(tmp_path, {"Quillmoor": [glazier], "Rowanby & Sons": fitters})
    assert rows_of(search) == [
        ["Quillmoor", "Glazier", "applied", "rejected", 1],
        ["Rowanby & Sons", "Fitter", "applied", "open", 2],
        ["Rowanby & Sons", "Joiner", "applied", "open", 2],
    ]


@pytest.mark.parametrize(
    "content",
    [
        {
            "Quillmoor": {"role": "Glazier", "status": "rejected"},
            "Rowanby": {"role": "", "status": "interview"},
        },
        {"Quillmoor": "Rejected", "Rowanby": "Interview"},
        {
            "companies": {
                "Quillmoor": {"status": "rejected"},
                "Rowanby": {"status": "interview", "applied": ""},
            }
        },
        {
            "Quillmoor": [
                {"date": "2026-03-02", "status": "applied"},
                {"date": "2026-03-09", "status": "rejected"},
            ],
            "Rowanby": [
                {"date": "2026-03-03", "status": "applied"},
                {"date": "2026-03-10", "status": "interview"},
            ],
        },
    ],
    ids=["record", "word", "inside", "steps"],
)
def test_firms_as_keys_of_an_object(tmp_path: Path, content: dict) -> None:
    rows = loaded(tmp_path, content).applications
    assert rows[["company", "stage", "outcome"]].to_numpy().tolist() == [
        ["Quillmoor", "applied", "rejected"],
        ["Rowanby", "interview", "open"],
    ]


def test_keys_that_are_ids_or_name_lists_are_no_firms(tmp_path: Path) -> None:
    job = {"company": "Quillmoor", "title": "Glazier", "status": "applied"}
    by_id = loaded(tmp_path, {"j1": job, "j2": {**job, "company": "Rowanby"}})
    assert by_id.applications["company"].tolist() == ["Quillmoor", "Rowanby"]
    bare = {"title": "Glazier", "date applied": "2026-03-02"}
    lists = loaded(
        tmp_path,
        {"applied": [{"company": "Quillmoor", **bare}], "rejected": [{"company": "Rowanby", **bare}]},
    )
    assert lists.applications[["company", "outcome"]].to_numpy().tolist() == [
        ["Quillmoor", "open"],
        ["Rowanby", "rejected"],
    ]


JOBS = [
    {"id": 7, "company": "Quillmoor", "role": "Glazier", "columnId": "c2"},
    {"id": 8, "company": "Rowanby", "role": "Fitter", "columnId": "c1"},
]
COLUMNS = [{"id": "c1", "title": "Interviewing"}, {"id": "c2", "title": "Turned me down"}]
BARE = [{name: value for name, value in job.items() if name != "columnId"} for job in JOBS]


@pytest.mark.parametrize(
    "content",
    [
        {"columns": COLUMNS, "jobs": JOBS},
        {"board": {"lanes": COLUMNS, "cards": {str(job["id"]): {**job, "id": job["id"]} for job in JOBS}}},
        {"columns": {"c1": {"title": "Interviews", "jobIds": [8]},
                     "c2": {"title": "Rejected", "jobIds": [7]}},
         "jobs": BARE},
        {"stages": [{"id": 1, "name": "Interviewing"}, {"id": 2, "name": "Rejected"}],
         "jobs": [{**BARE[0], "stageId": 2}, {**BARE[1], "stageId": 1}]},
        {"columns": [{"title": "Rejected", "cards": BARE[:1]}, {"title": "Interviews", "cards": BARE[1:]}]},
        {"companies": [{"id": "x", "name": "Quillmoor"}, {"id": "y", "name": "Rowanby"}],
         "jobs": [{"role": "Glazier", "status": "Rejected", "companyId": "x"},
                  {"role": "Fitter", "status": "Interviewing", "companyId": "y"}]},
    ],
    ids=["columnId", "lanes", "jobIds", "stageId", "nested", "companyId"],
)  # fmt: skip
def test_the_columns_of_a_board_are_statuses_and_no_records(tmp_path: Path, content: dict) -> None:
    rows = loaded(tmp_path, content).applications.sort_values("company")
    assert rows[["company", "title", "stage", "outcome"]].to_numpy().tolist() == [
        ["Quillmoor", "Glazier", "applied", "rejected"],
        ["Rowanby", "Fitter", "interview", "open"],
    ]


@pytest.mark.parametrize("label", ["interviews", "timeline", "stages", "activities"])
def test_lists_inside_a_record_are_its_history(tmp_path: Path, label: str) -> None:
    steps = [
        {"type": "phone screen", "date": "2026-03-09", "with": "Ana"},
        {"type": "final round", "date": "2026-03-20"},
    ]
    records = [
        {
            "company": "Quillmoor",
            "title": "Glazier",
            "applied": "2026-03-02",
            "status": "rejected",
            label: steps,
        },
        {"company": "Rowanby", "title": "Fitter", "status": "applied", label: []},
    ]
    search = loaded(tmp_path, records)
    assert rows_of(search) == [
        ["Quillmoor", "Glazier", "final", "rejected", 1],
        ["Rowanby", "Fitter", "applied", "open", 2],
    ]
    days = search.events.set_index("event")["occurred_on"].dt.strftime("%Y-%m-%d")
    assert (days["screen"], days["final"]) == ("2026-03-09", "2026-03-20")


def test_a_list_of_interviews_names_the_kind_of_interview(tmp_path: Path) -> None:
    kinds = {"recruiter": "screen", "technical": "interview", "onsite": "final", "phone": "screen"}
    records = [
        {"company": kind, "title": "Fitter", "applied": "2026-03-03", "status": "interviewing",
         "interviews": [{"round": kind, "date": "2026-03-10"}]}
        for kind in kinds
    ]  # fmt: skip
    events = loaded(tmp_path, records).events.merge(
        loaded(tmp_path, records).applications[["application_id", "company"]], on="application_id"
    )
    dated = events[events["occurred_on"] == "2026-03-10"]
    assert dict(zip(dated["company"], dated["event"], strict=True)) == kinds


def test_other_lists_inside_a_record_are_kept_as_they_are(tmp_path: Path) -> None:
    records = [
        {"company": "Quillmoor", "title": "Glazier", "status": "applied", "people": [{"name": "Ana Offer"}]},
        {"company": "Rowanby", "title": "Fitter", "status": "applied", "people": [{"name": "Ben"}]},
    ]
    assert loaded(tmp_path, records).applications["stage"].tolist() == ["applied", "applied"]
