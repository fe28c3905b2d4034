"""How long the coach's page takes: a ratio to a bare ``import`` of three libraries, all cold, in one run.

    uv run python benchmarks/report.py

Bound: a fresh Python that imports the package, loads the sample and writes its page, leak test, memory and
answer file included, takes at most 2 times as long as one that only imports pandas, plotly and scikit-learn.

Both are measured in two ways: as right after an installation, when every module is compiled anew, and as
ever after, with the bytecode of an earlier run and every file in the disk's memory. Shown is the quickest of
several runs, as whatever else the computer does can only add to it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

REPEATS = 7

#: What the page and the notebooks stand on, each with the part that does the work.
LIBRARIES = "import pandas, plotly.graph_objects, sklearn.cluster, sklearn.linear_model"

PAGE = """
import jobsearch_analytics as jsa, tempfile
with tempfile.TemporaryDirectory() as folder:
    search = jsa.load_sample(workspace=folder)
    jsa.write_report(search, folder + "/page.html", today="2026-07-01")
"""

Time = tuple[float, float]


def seconds(statement: str, **settings: str) -> Time:
    """Return the seconds on the wall and on the processor that a fresh Python takes for a statement."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", statement],
        check=True,
        stdout=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | settings,
    )
    wall, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, used


def compare(way: str, **settings: str) -> None:
    """Print how long both take in one way, and the ratio: they take turns, so that noise falls on both."""
    turns = [[seconds(code, **settings) for code in (LIBRARIES, PAGE)] for _ in range(REPEATS)]
    quickest = [[min(column) for column in zip(*runs, strict=True)] for runs in zip(*turns, strict=True)]
    print(f"{way:44} {'wall':>8} {'processor':>10}")
    for name, (wall, used) in zip(
        ("import pandas, plotly, sklearn", "the page, from the import on"), quickest, strict=True
    ):
        print(f"  {name:42} {wall:7.2f}s {used:9.2f}s")
    wall, used = (page / base for base, page in zip(*quickest, strict=True))
    print(f"  {'ratio (bound: 2)':42} {wall:8.2f} {used:10.2f}")


def main() -> None:
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as filled:
        compare("every module compiled anew", PYTHONDONTWRITEBYTECODE="1", PYTHONPYCACHEPREFIX=empty)
        for code in (LIBRARIES, PAGE):
            seconds(code, PYTHONPYCACHEPREFIX=filled)
        compare("with bytecode", PYTHONPYCACHEPREFIX=filled)


if __name__ == "__main__":
    main()
