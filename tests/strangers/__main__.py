"""Print how each log of a stranger is read: `python -m tests.strangers [--errors] [--only 16,24]`."""

from __future__ import annotations

import argparse
import sys

from tests.strangers.score import METRICS, Score, macro, score_all


def report(scores: list[Score], *, errors: bool) -> str:
    """Return a line per log, its differences if asked for, and the means over all logs."""
    lines = [f"{'':32}" + " ".join(f"{name[:8]:>8}" for name in METRICS) + "  right"]
    for score in scores:
        rates = " ".join(f"{'-':>8}" if (r := score.rate(m)) is None else f"{r:8.2f}" for m in METRICS)
        lines.append(f"{score.name:32}{rates}  {'yes' if score.right else 'NO'}")
        lines += [f"      {line}" for line in score.errors if errors]
    lines.append(f"{'macro':32}" + " ".join(f"{macro(scores, m):8.3f}" for m in METRICS))
    right, phantoms = sum(s.right for s in scores), sum(s.phantoms for s in scores)
    return "\n".join([*lines, f"{right} of {len(scores)} logs read right, {phantoms} records of no row", ""])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    scores = score_all(tuple(filter(None, options.only.split(","))))
    sys.stdout.write(report(scores, errors=options.errors))
