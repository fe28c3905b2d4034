from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from jobsearch_analytics.tables import PLACE, PROFILE_KEYS, TABLES, column_names
from tests.simulator.dictionary import dictionary, with_dictionary

SAMPLES = Path(__file__).parents[1] / "data_samples"
README = SAMPLES / "README.md"


def test_the_dictionary_in_the_readme_is_that_of_the_tables() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_dictionary(text) == text, "run: uv run python -m tests.simulator"


def test_the_dictionary_names_every_column_with_its_meaning_and_choices() -> None:
    sections = dictionary().split("### ")
    by_name = {section.split("\n", 1)[0]: section for section in sections}
    place = {column.name for column in PLACE}
    for table, columns in TABLES.items():
        for column in columns:
            where = by_name["every table, once loaded" if column.name in place else table]
            row = next(line for line in where.splitlines() if line.startswith(f"| {column.name} |"))
            assert column.meaning in row
            assert all(choice in row for choice in column.choices)
            assert ("| yes |" in row) == column.required
    assert all(f"| {key} | {meaning} |" in by_name["profile.toml"] for key, meaning in PROFILE_KEYS.items())


@pytest.mark.parametrize("table", ["applications", "events", "feedback", "contacts", "touches"])
def test_the_sample_has_the_columns_of_the_tables(table: str) -> None:
    head = pd.read_csv(SAMPLES / "spring_search" / f"{table}.csv", nrows=0)
    assert [*head.columns, *(column.name for column in PLACE)] == column_names(table)


def test_the_true_rates_told_in_the_readme_are_those_planted() -> None:
    rates = tomllib.loads((SAMPLES / "spring_search_truth.toml").read_text(encoding="utf-8"))[
        "channel_positive_rate"
    ]
    told = [float(number) for number in re.findall(r"\((0\.\d\d)\)", README.read_text(encoding="utf-8"))]
    assert told == [round(rates[channel], 2) for channel in ("referral", "recruiter", "job_board")]
