"""Prints how often the intervals hold the truth, over simulated searches drawn from the stated prior.

Run from the top of the repository: ``uv run python -m benchmarks.coverage [searches per setting]``.
Takes about half an hour on two cores for the full table (1,000 searches per setting).
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pandas as pd

from tests.analysis.coverage_study import SETTINGS, false_known, study, summary

CHUNK = 50
FALSE_KNOWN_SIZES = (60, 200)


def main(searches: int) -> None:
    seeds = [range(start, min(start + CHUNK, searches)) for start in range(0, searches, CHUNK)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for n, days in SETTINGS:
            rows = pd.concat(pool.map(partial(study, n, days), seeds), ignore_index=True)
            print(f"\n{n} applications, followed for {days} days after the last one\n")
            print(summary(rows).round(3).to_string(index=False), flush=True)
        print(
            "\nSearches with truly equal channels that are ever called known, over six looks (at most 5%)\n"
        )
        for n in FALSE_KNOWN_SIZES:
            fooled = [hit for part in pool.map(partial(false_known, n), seeds) for hit in part]
            share = sum(fooled) / len(fooled)
            print(
                f"{n} applications: {share:.3f} ± {(share * (1 - share) / len(fooled)) ** 0.5:.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
