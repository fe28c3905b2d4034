"""How light importing is: a ratio to a bare ``import pandas``, both cold, in one run.

    uv run python benchmarks/importing.py

Bound: ``import jobsearch_analytics`` takes at most 1.3 times as long as ``import pandas``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

REPEATS = 7

#: Everything a first call needs beyond the import itself, so that laziness does not flatter the figure.
STATEMENTS = {
    "import pandas": "import pandas",
    "import jobsearch_analytics": "import jobsearch_analytics",
    "… and load, funnel named": "import jobsearch_analytics as jsa; jsa.load; jsa.funnel",
    "jobsearch --help": "from jobsearch_analytics.cli import main; main(['--help'], standalone_mode=False)",
}


def seconds(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    # The statements take turns, so that a busy moment of the machine falls on all of them.
    rounds = [{name: seconds(code) for name, code in STATEMENTS.items()} for _ in range(REPEATS)]
    medians = {name: statistics.median(turn[name] for turn in rounds) for name in STATEMENTS}
    base = medians["import pandas"]
    print(f"{'statement':32} {'seconds':>8} {'ratio to import pandas':>24}")
    for name, value in medians.items():
        print(f"{name:32} {value:8.2f} {value / base:24.2f}")


if __name__ == "__main__":
    main()
