"""How long a tracker of 100,000 rows takes to load, as a multiple of pandas reading the same file.

Run: ``uv run python benchmarks/loading.py``. The bounds: 6 times the time of ``read_csv`` and
``to_datetime``, 4 times the memory of the frame.
"""

from __future__ import annotations

import random
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


def write_tracker(path: Path, n_rows: int = N_ROWS) -> None:
    """Write a tracker of invented firms with 40 distinct statuses."""
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
        f"{draw.choice(('', 'nice team', 'far away', 'long process'))}"
        for _ in range(n_rows)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_with_pandas(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path)
    frame["Date Applied"] = pd.to_datetime(frame["Date Applied"])
    return frame


def best_time(ask: Callable[[Path], object], path: Path) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        ask(path)
        times.append(time.perf_counter() - start)
    return min(times)


def peak_bytes(ask: Callable[[Path], object], path: Path) -> int:
    tracemalloc.start()
    ask(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tracker.csv")
        write_tracker(path)
        frame_bytes = int(read_with_pandas(path).memory_usage(deep=True).sum())
        jsa.load(path)
        time_ratio = best_time(jsa.load, path) / best_time(read_with_pandas, path)
        memory_ratio = peak_bytes(jsa.load, path) / frame_bytes
    print(f"loading {N_ROWS:,} rows: {time_ratio:.2f} times read_csv and to_datetime (bound {MOST_TIME:g})")
    print(f"peak memory: {memory_ratio:.2f} times the frame (bound {MOST_MEMORY:g})")
    return int(time_ratio > MOST_TIME or memory_ratio > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
