"""The figures on real logs, where the evaluation folder is at hand; its data never enter the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import jobsearch_analytics as jsa

FOLDER = (
    Path(os.environ.get("JOBSEARCH_EVALUATION") or Path(__file__).parents[3] / "shared" / "eval") / "trackers"
)
BESIDE = {"meta.json", "truth.jsonl", "truth_meta.json"}

#: Mean over logs, at least; the funnel's error at most.
LEAST = {
    "accounted": 1.0,
    "kind": 0.97,
    "company": 0.97,
    "title": 0.97,
    "applied_on": 0.96,
    "stage": 0.95,
    "outcome": 0.95,
    "stage+": 0.85,
    "outcome+": 0.85,
}
MOST_FUNNEL_ERROR, LEAST_RIGHT = 0.05, 28


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the evaluation folder with real logs is not at hand")
def test_real_logs_are_read_right(tmp_path: Path) -> None:
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        source = next(file for file in folder.iterdir() if file.name not in BESIDE)
        jsa.load(source).save(tmp_path / folder.name)
    command = [sys.executable, str(FOLDER / "score_trackers.py"), str(tmp_path), "--json"]
    summary = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)[
        "summary"
    ]
    assert {name: summary["macro"][name] for name in LEAST if summary["macro"][name] < LEAST[name]} == {}
    assert summary["macro"]["funnel_error"] <= MOST_FUNNEL_ERROR
    assert summary["files_right"] >= LEAST_RIGHT
