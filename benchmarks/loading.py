"""How long a log of 100,000 rows takes to load, as a multiple of pandas reading the same file.

Run: ``uv run python benchmarks/loading.py``. Two logs: a tracker with 40 distinct statuses, and one in which
every row has a note of its own besides. The bounds are for the first: 6 times the time of ``read_csv`` and
``to_datetime`` (best of three, by turns, in this process), 4 times the memory of the frame (fresh process).
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

import jobsearch_analytics as jsa

N_ROWS = 100_000
MOST_TIME, MOST_MEMORY = 6.0, 4.0
RUNS = 3

NOTES = ("", "nice team", "far away", "long process")
CLAUSES = (
    "the team was friendly", "asked about tests", "they will call back", "salary is open", "next week",
    "design and data", "the office is far", "remote two days", "a change of plan", "said it takes time",
)  # fmt: skip

STATUSES = [
    "Applied", "applied", "Applied - waiting", "Rejected", "rejected", "Rejected after phone screen",
    "Ghosted",
    "No response", "Phone Screen", "Phone screen scheduled", "Interview", "2nd Interview",
    "Technical Interview",
    "Onsite", "Final round", "Offer", "Offer declined", "Offer accepted", "Withdrawn", "Withdrew", "To apply",
    "Saved", "Not started", "Take home", "Online assessment", "OA done", "HackerRank", "Closed",
    "Position filled",
    "In progress", "Under review", "Recruiter call", "HR interview", "Rejected after 2nd interview",
    "Auto-rejected",
    "Skipped", "Not selected", "Waiting", "Accepted", "Expired",
]  # fmt: skip


def _own_note(draw: random.Random, number: int) -> str:
    return "; ".join([*draw.choices(CLAUSES, k=draw.randint(1, 6)), f"call {number}"])


def write_tracker(path: Path, n_rows: int = N_ROWS, *, own_notes: bool = False) -> None:
    """Write a tracker of invented firms: 40 distinct statuses, days over three years, few notes or many."""
    draw = random.Random(0)
    firms = [f"Firm {number}" for number in range(5_000)]
    roles = [
        f"{level} {role}"
        for level in ("Junior", "Senior", "Lead", "")
        for role in ("Analyst", "Engineer", "Designer", "Manager")
    ]
    days = pd.date_range("2023-01-01", "2025-12-31").strftime("%Y-%m-%d").tolist()
    lines = ["Company,Role,Date Applied,Status,Source,Location,Notes"]
    lines += [
        f"{draw.choice(firms)},{draw.choice(roles)},{draw.choice(days)},{draw.choice(STATUSES)},"
        f"{draw.choice(('LinkedIn', 'Indeed', 'Referral'))},{draw.choice(('Berlin', 'Remote', 'Lyon'))},"
        f"{_own_note(draw, number) if own_notes else draw.choice(NOTES)}"
        for number in range(n_rows)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_with_pandas(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path)
    frame["Date Applied"] = pd.to_datetime(frame["Date Applied"])
    return frame


def time_ratio(path: Path) -> float:
    """Return how many times longer we take than pandas: best of some runs each, by turns."""
    ours, theirs = [], []
    for ask in (jsa.load, read_with_pandas):
        ask(path)
    for _ in range(RUNS):
        theirs.append(_seconds(read_with_pandas, path))
        ours.append(_seconds(jsa.load, path))
    return min(ours) / min(theirs)


def _seconds(ask: Callable[[Path], object], path: Path) -> float:
    start = time.perf_counter()
    ask(path)
    return time.perf_counter() - start


def memory_ratio(path: Path) -> float:
    """Return the peak of memory while loading, as a multiple of the frame's, in a fresh process."""
    command = [sys.executable, __file__, "--peak", str(path)]
    peak = int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return peak / int(read_with_pandas(path).memory_usage(deep=True).sum())


def peak_bytes(path: Path) -> int:
    tracemalloc.start()
    jsa.load(path)
    return tracemalloc.get_traced_memory()[1]


def main() -> int:
    if sys.argv[1:2] == ["--peak"]:
        print(peak_bytes(Path(sys.argv[2])))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        tracker, notes = Path(folder, "tracker.csv"), Path(folder, "notes.csv")
        write_tracker(tracker)
        write_tracker(notes, own_notes=True)
        took, held = time_ratio(tracker), memory_ratio(tracker)
        print(f"{N_ROWS:,} rows: {took:.2f} times read_csv and to_datetime (bound {MOST_TIME:g})")
        print(f"peak memory: {held:.2f} times the frame (bound {MOST_MEMORY:g})")
        print(f"a note of its own in every row: {time_ratio(notes):.1f} and {memory_ratio(notes):.2f} times")
    return int(took > MOST_TIME or held > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
