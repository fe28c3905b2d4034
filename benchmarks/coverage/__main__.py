"""Writes how often the intervals hold the truth, over simulated searches drawn from the stated prior.

Run from the top of the repository: ``uv run python -m benchmarks.coverage [searches per setting]``. It prints
``benchmarks/coverage/RESULTS.md`` and renews it after every part. The full table (1,000 searches per
setting) takes about a quarter of an hour on one idle core.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from benchmarks.coverage.tables import bias_table, coverage_table, false_known_table, outside_table
from tests.analysis.coverage_study import SETTINGS, false_known, study, summary, young_searches

RESULTS = Path(__file__).with_name("RESULTS.md")

WEEKS = (3, 6, 12, 20)
FALSE_KNOWN_SIZES = (60, 120, 300)
#: Looks are dear: six comparisons a search.
FALSE_KNOWN_SHARE = 0.4

HEAD = """# Do the intervals hold what they promise?

Written by `uv run python -m benchmarks.coverage`: {searches:,} simulated searches per setting, each with a
truth of its own drawn from the prior that `tests/simulator/truth.py` states. Coverage of every 95% interval,
averaged over these truths, ± its Monte-Carlo error. Asked for: 0.93 to 0.98; bounds, at least 0.95. Bold:
outside.
"""


def main(searches: int) -> None:
    parts, text = [], HEAD.format(searches=searches)
    for n, days in SETTINGS:
        rows = summary(study(n, days, range(searches)))
        parts.append(rows.assign(n=n, follow_up_days=days))
        done = pd.concat(parts, ignore_index=True)
        text = HEAD.format(searches=searches) + coverage_table(done) + outside_table(done)
        RESULTS.write_text(text, encoding="utf-8")
        print(f"{n} applications, followed for {days} days: done", flush=True)
    biases = {weeks: young_searches(weeks, range(searches)) for weeks in WEEKS}
    few = range(max(1, round(FALSE_KNOWN_SHARE * searches)))
    fooled = {n: false_known(n, few) for n in FALSE_KNOWN_SIZES}
    text += bias_table(biases) + false_known_table(fooled)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
