"""Ids last: after sorting, inserting, deleting, a new status or a mended typo, what was logged stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jobsearch_analytics as jsa
from jobsearch_analytics.workspace import append_row, require, save_ids

if TYPE_CHECKING:
    from pathlib import Path

FIRMS = [
    "Acorn Analytics",
    "Birchwood Bank",
    "Cedar & Sons",
    "Dogwood Media",
    "Elmfield Energy",
    "Firtree Foods",
    "Gorse Games",
]
ROWS = [
    {
        "Company": firm,
        "Role": role,
        "Date Applied": f"2026-02-{day:02d}",
        "Status": status,
        "Link": f"https://jobs.example/{day}",
    }
    for day, (firm, role, status) in enumerate(
        [
            (FIRMS[0], "Data Analyst", "Applied"),
            (FIRMS[0], "Data Engineer", "Applied"),
            (FIRMS[1], "Data Analyst", "Rejected"),
            (FIRMS[2], "Product Manager", "Interview"),
            (FIRMS[3], "Editor", "Applied"),
            (FIRMS[4], "Controller", "Applied"),
            (FIRMS[5], "Buyer", "Applied"),
            (FIRMS[6], "Level Designer", "Applied"),
        ],
        start=1,
    )
]


def write(folder: Path, rows: list[dict]) -> Path:
    path = folder / "tracker.csv"
    pd.DataFrame(rows, columns=list(ROWS[0])).to_csv(path, index=False)
    return path


def log_everything(path: Path) -> dict[str, str]:
    """Log an event, a touch and a note for every application; return company and role → id."""
    search = jsa.load(path)
    save_ids(search)
    room = require(search)
    names = search.applications["company"] + " " + search.applications["title"]
    ids = dict(zip(names, search.applications["application_id"], strict=True))
    for number, (name, application) in enumerate(ids.items()):
        append_row(
            room,
            "events",
            {"application_id": application, "event": "screen", "occurred_on": "2026-03-01", "note": name},
        )
        append_row(
            room,
            "touches",
            {
                "touch_id": f"t{number}",
                "application_id": application,
                "on": "2026-03-02",
                "direction": "out",
                "note": name,
            },
        )
        append_row(
            room, "feedback", {"feedback_id": f"f{number}", "application_id": application, "text": name}
        )
        append_row(
            room,
            "applications",
            {
                "application_id": application,
                "kind": "application",
                "stage": "screen",
                "outcome": "open",
                "materials": name,
            },
        )
    return ids


def found_or_named(search: jsa.JobSearch, names: dict[str, str]) -> None:
    """Check that all that was logged for an application stands with it, or all of it in the problems."""
    known = set(search.applications["application_id"])
    for name, application in names.items():
        problems = search.problems[search.problems["value"] == application]
        for table in ("events", "touches", "feedback"):
            frame = getattr(search, table)
            column = "text" if table == "feedback" else "note"
            rows = frame[(frame["application_id"] == application) & (frame[column] == name)]
            assert len(rows) == (1 if application in known else 0)
        assert len(problems) == (0 if application in known else 4)


def mended(rows: list[dict], place: int, **changes: str) -> list[dict]:
    return [row | changes if number == place else row for number, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        (ROWS[::-1], 0),
        (
            [
                {
                    "Company": "New Firm",
                    "Role": "Baker",
                    "Date Applied": "2026-01-01",
                    "Status": "Applied",
                    "Link": "",
                },
                *ROWS,
            ],
            0,
        ),
        (ROWS[:3] + ROWS[4:], 1),
        (mended(ROWS, 4, Status="Rejected after interview"), 0),
        (mended(ROWS, 3, Company="Ceder & Sons"), 0),
        (mended(ROWS, 3, Role="Produkt Manager"), 0),
        (mended(ROWS, 5, **{"Date Applied": "2026-02-26"}), 0),
        (mended(ROWS, 5, **{"Date Applied": ""}), 0),
        (mended(ROWS, 4, Company="DOGWOOD  media"), 0),
    ],
    ids=[
        "sorted",
        "inserted",
        "deleted",
        "status",
        "typo in company",
        "typo in role",
        "date",
        "no date",
        "spelling",
    ],
)
def test_what_was_logged_finds_its_row(tmp_path: Path, rows: list[dict], lost: int) -> None:
    ids = log_everything(write(tmp_path, ROWS))
    search = jsa.load(write(tmp_path, rows))
    found_or_named(search, ids)
    assert (
        sum(application not in set(search.applications["application_id"]) for application in ids.values())
        == lost
    )


def test_a_row_that_is_gone_is_named_with_company_and_title(tmp_path: Path) -> None:
    ids = log_everything(write(tmp_path, ROWS))
    search = jsa.load(write(tmp_path, ROWS[1:]))
    lost = search.problems[search.problems["value"] == ids["Acorn Analytics Data Analyst"]]
    assert lost["reason"].unique().tolist() == [
        "no row of the log is this application any more (Acorn Analytics, Data Analyst, 2026-02-01); "
        "set aside until it is back"
    ]
    assert sorted(lost["source_file"]) == [
        "jobsearch/applications.csv",
        "jobsearch/events.csv",
        "jobsearch/feedback.csv",
        "jobsearch/touches.csv",
    ]
    back = jsa.load(write(tmp_path, ROWS))
    found_or_named(back, ids)
    assert len(back.problems) == 0


def test_twins_are_told_apart_by_their_link(tmp_path: Path) -> None:
    twin = {"Company": "Acorn", "Role": "Analyst", "Date Applied": "2026-02-01", "Status": "Applied"}
    rows = [twin | {"Link": f"https://jobs.example/{number}"} for number in (7, 8)]
    first = jsa.load(write(tmp_path, rows))
    save_ids(first)
    by_link = first.applications.set_index("url")["application_id"].to_dict()
    only_second = jsa.load(write(tmp_path, rows[1:]))
    assert only_second.applications["application_id"].tolist() == [by_link["https://jobs.example/8"]]


def test_equal_twins_keep_their_number_and_differ(tmp_path: Path) -> None:
    row = {
        "Company": "Acorn",
        "Role": "Analyst",
        "Date Applied": "2026-02-01",
        "Status": "Applied",
        "Link": "",
    }
    ids = jsa.load(write(tmp_path, [row, row, row])).applications["application_id"]
    assert ids.nunique() == 3
    assert jsa.load(write(tmp_path, [row, row])).applications["application_id"].tolist() == ids[:2].tolist()


def test_loading_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    jsa.load(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["tracker.csv"]


def test_a_logged_rejection_ends_the_application(tmp_path: Path) -> None:
    search = jsa.load(write(tmp_path, ROWS))
    save_ids(search)
    application = search.applications["application_id"].iloc[4]
    append_row(
        require(search),
        "events",
        {"application_id": application, "event": "final", "occurred_on": "2026-03-01"},
    )
    append_row(
        require(search),
        "events",
        {"application_id": application, "event": "rejected", "occurred_on": "2026-03-09"},
    )
    row = jsa.load(tmp_path / "tracker.csv").applications.set_index("application_id").loc[application]
    assert (row["stage"], row["outcome"]) == ("final", "rejected")


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["shuffle", "delete", "insert", "status", "company", "role", "date"]),
        st.integers(0, 7),
    ),
    max_size=4,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_any_few_edits_lose_nothing_silently(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    ids = log_everything(write(folder, ROWS))
    rows = [dict(row) for row in ROWS]
    for edit, place in edits:
        place %= max(len(rows), 1)
        if edit == "shuffle":
            rows = rows[place:] + rows[:place]
        elif edit == "delete" and len(rows) > 1:
            rows.pop(place)
        elif edit == "insert":
            rows.insert(
                place,
                {
                    "Company": f"New {place}",
                    "Role": "Baker",
                    "Date Applied": "2026-01-05",
                    "Status": "Applied",
                    "Link": "",
                },
            )
        elif edit == "status":
            rows[place]["Status"] = "Ghosted"
        elif edit == "company":
            rows[place]["Company"] += "x"
        elif edit == "role":
            rows[place]["Role"] = "x" + rows[place]["Role"]
        elif edit == "date":
            rows[place]["Date Applied"] = "2026-02-27"
    found_or_named(jsa.load(write(folder, rows)), ids)
