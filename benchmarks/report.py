"""How long the coach's page takes: a ratio to a bare ``import`` of three libraries, all cold, in one run.

    uv run python benchmarks/report.py

Bound: a fresh Python that imports the package, loads the sample and writes its page, leak test, memory and
answer file included, takes at most 2 times as long as one that only imports pandas, plotly and scikit-learn.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

REPEATS = 5

#: What the page and the notebooks stand on, each with the part that does the work.
LIBRARIES = "import pandas, plotly.graph_objects, sklearn.cluster, sklearn.linear_model"

PAGE = """
import jobsearch_analytics as jsa
search = jsa.load_sample(workspace={folder!r})
jsa.write_report(search, {folder!r} + "/page.html", today="2026-07-01")
"""


def seconds(statement: str) -> tuple[float, float]:
    """Return the seconds on the wall and on the processor that a fresh Python takes for a statement."""
    before, start = os.times(), time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, used


def main() -> None:
    libraries, pages = [], []
    # The two take turns, so that a busy moment of the machine falls on both.
    for _ in range(REPEATS):
        libraries.append(seconds(LIBRARIES))
        with tempfile.TemporaryDirectory() as folder:
            pages.append(seconds(PAGE.format(folder=folder)))
    print(f"{'':44} {'wall':>8} {'processor':>10}")
    medians = []
    for name, turns in (
        ("import pandas, plotly, sklearn", libraries),
        ("the page, from the import on", pages),
    ):
        wall, used = (statistics.median(column) for column in zip(*turns, strict=True))
        medians.append((wall, used))
        print(f"{name:44} {wall:7.2f}s {used:9.2f}s")
    (base_wall, base_used), (wall, used) = medians
    print(f"{'ratio (bound: 2)':44} {wall / base_wall:8.2f} {used / base_used:10.2f}")


if __name__ == "__main__":
    main()
