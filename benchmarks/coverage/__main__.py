"""Writes how often the intervals hold the truth, over simulated searches drawn from the stated prior.

Run from the top of the repository: ``uv run python -m benchmarks.coverage [searches per setting]``. It writes
``benchmarks/coverage/RESULTS.md``, anew after every part. The full table (1,000 searches per setting) takes
about a quarter of an hour on one idle core. Every part is kept in ``build/coverage`` once it is done, so
that a run broken off goes on where it stopped: delete what is kept there to measure it anew.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.coverage.tables import bias_table, coverage_table, false_known_table, outside_table
from tests.analysis.coverage.quantities import PARTS
from tests.analysis.coverage.study import SETTINGS, false_known, study, summary, young_searches

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = Path(__file__).with_name("RESULTS.md")
KEPT = Path("build/coverage")

WEEKS = (3, 6, 12, 20)
FALSE_KNOWN_SIZES = (60, 120, 300)

HEAD = """# Do the intervals hold what they promise?

Written by `uv run python -m benchmarks.coverage` on {day}: {searches:,} simulated searches per setting, each
with a truth of its own drawn from the prior that `tests/simulator/truth.py` states. Coverage of every 95%
interval, averaged over these truths, ± its Monte-Carlo error. Asked for: 0.93 to 0.98; bounds, at least 0.95.
Bold: outside.
"""


def main(searches: int) -> None:
    biases = {
        weeks: _kept(f"young-{weeks}-{searches}", lambda weeks=weeks: young_searches(weeks, range(searches)))
        for weeks in WEEKS
    }
    fooled = {
        n: _kept(
            f"false-known-{n}-{searches}",
            lambda n=n: pd.DataFrame({"hit": false_known(n, range(searches))}),
        )["hit"]
        for n in FALSE_KNOWN_SIZES
    }
    parts = []
    for part, (n, days) in product(PARTS, SETTINGS):
        parts.append(_part(part, n, days, searches))
        _write(parts, biases, fooled, searches)


def _write(
    parts: list[pd.DataFrame], biases: dict[int, pd.DataFrame], fooled: dict[int, pd.Series], searches: int
) -> None:
    done = pd.concat(parts, ignore_index=True)
    text = HEAD.format(searches=searches, day=f"{datetime.now(UTC):%Y-%m-%d}")
    missing = [
        f"{part} of {n:,} followed for {days} days"
        for part, (n, days) in list(product(PARTS, SETTINGS))[len(parts) :]
    ]
    text += coverage_table(done) + outside_table(done) + bias_table(biases) + false_known_table(fooled)
    text += f"\n## Not measured yet\n\n{', '.join(missing)}.\n" if missing else ""
    RESULTS.write_text(text, encoding="utf-8")


def _part(part: str, n: int, days: int, searches: int) -> pd.DataFrame:
    rows = _kept(f"{part}-{n}-{days}-{searches}", lambda: summary(study(n, days, range(searches), [part])))
    return rows.assign(n=n, follow_up_days=days)


def _kept(name: str, measure: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Return what was measured before under this name, or measure and keep it."""
    path = KEPT / f"{name}.csv"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        measure().to_csv(path, index=False)
        print(f"{datetime.now(UTC):%H:%M} {name}", flush=True)
    return pd.read_csv(path)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
