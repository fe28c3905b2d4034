from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.features.roles import build_roles

if TYPE_CHECKING:
    from pathlib import Path


def search_of(folder: Path, **columns: list[str]) -> jsa.JobSearch:
    path = folder / "tracker.csv"
    frame = pd.DataFrame(
        {"Company": [f"Firm {number}" for number in range(len(next(iter(columns.values()))))]} | columns
    )
    frame.assign(Status="Applied").to_csv(path, index=False)
    return jsa.load(path)


@pytest.mark.parametrize(
    ("title", "family", "seniority"),
    [
        ("Senior Data Analyst", "data science and analytics", "senior"),
        ("SWE Intern", "software engineering", "intern"),
        ("Softwareentwickler (m/w/d)", "software engineering", "unknown"),
        ("Jefe de proyecto", "product and project management", "lead"),
        ("Stage en comptabilité", "finance and accounting", "intern"),
        ("前端工程师实习生", "software engineering", "intern"),
        ("데이터 분석가 신입", "data science and analytics", "junior"),
        ("VP Sales", "sales and customers", "director"),
        ("Machine Learning Engineer", "machine learning and AI", "unknown"),
        ("Zeppelin keeper", "unsorted", "unknown"),
    ],
)
def test_titles_in_several_languages(tmp_path: Path, title: str, family: str, seniority: str) -> None:
    row = build_roles(search_of(tmp_path, Role=[title])).iloc[0]
    assert (row["role_family"], row["seniority"]) == (family, seniority)


def test_channel_is_told_or_read_from_the_link(tmp_path: Path) -> None:
    links = [
        "https://www.linkedin.com/jobs/view/1",
        "https://boards.greenhouse.io/x/jobs/1",
        "https://acorn.example/jobs",
        "",
        "https://de.indeed.com/x",
    ]
    search = search_of(tmp_path, Role=["Chef"] * 5, Source=["Referral", "", "", "", ""], Link=links)
    assert build_roles(search)["channel"].tolist() == [
        "Referral",
        "company site",
        "company site",
        "unknown",
        "Indeed",
    ]


def test_the_workspace_adds_families(tmp_path: Path) -> None:
    (tmp_path / "jobsearch").mkdir()
    (tmp_path / "jobsearch" / "roles.toml").write_text('[family]\nairships = ["zeppelin"]\n')
    assert build_roles(search_of(tmp_path, Role=["Zeppelin keeper"]))["role_family"].tolist() == ["airships"]
