from __future__ import annotations

from typing import TYPE_CHECKING

import jobsearch_analytics as jsa
from jobsearch_analytics.loaders.suggest import reading_suggestions, write_reading

if TYPE_CHECKING:
    from pathlib import Path


def test_a_corrected_suggestion_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text("Company,Role,Status\nAcorn,Chef,Zorb\nBirch,Cook,Applied\nCedar,Cook,Rejected\n")
    search = jsa.load(path)
    assert reading_suggestions(search) == {"columns": {}, "status_words": {"Zorb": "applied"}}
    file = write_reading(search)
    assert file == tmp_path / "jobsearch" / "reading.toml"
    file.write_text(file.read_text().replace("applied", "withdrawn"))
    assert jsa.load(path).applications["outcome"].tolist() == ["withdrawn", "open", "rejected"]
