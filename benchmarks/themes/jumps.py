"""How many points move to another theme when one note is added: the share of the others, median over samples.

    python benchmarks/themes/jumps.py                  texts invented for the package
    python benchmarks/themes/jumps.py its/notes.jsonl  also these labelled texts (see data.labelled)

Themes of the two fits are paired so that most points keep theirs; what is left over has moved. A text that
was a one-off and still is has not moved. Sizes are those of real logs, and those where the method changes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, str(Path(__file__).parent))

import data
import notes
import peers

SIZES = (8, 11, 20, 40, 60, 100, 300)
SAMPLES = 15


def moved(before: np.ndarray, after: np.ndarray) -> float:
    """Return the share of texts that are in another theme than before."""
    _, old = np.unique(before, return_inverse=True)
    _, new = np.unique(after, return_inverse=True)
    table = np.zeros((old.max() + 1, new.max() + 1))
    kept = ((before >= 0) & (after >= 0)) | ((before < 0) & (after < 0))
    np.add.at(table, (old[kept], new[kept]), 1)
    rows, columns = linear_sum_assignment(table, maximize=True)
    return 1 - table[rows, columns].sum() / len(before)


def jumps(texts: list[str], n: int, taxonomy: str | None) -> list[float]:
    from jobsearch_analytics.themes import ThemeModel

    shares = []
    for sample in range(SAMPLES):
        some = [texts[i] for i in np.random.default_rng(sample).permutation(len(texts))[: n + 1]]
        before = ThemeModel(taxonomy).fit(some[:-1]).labels_
        shares.append(moved(before, ThemeModel(taxonomy).fit(some).labels_[:-1]))
    return shares


def texts_of(sets: dict[str, tuple[list[str], list[str]]]) -> dict[str, list[str]]:
    return {name: list(dict.fromkeys(texts)) for name, (texts, _) in sets.items()}


def main() -> None:
    unseen = [point["text"] for note in notes.unseen() for point in note["points"]]
    sets = {"unseen": unseen, **texts_of({"simulated": peers.simulated()})}
    for path in map(Path, sys.argv[1:]):
        sets |= texts_of(data.labelled(path))
    print(f"{'texts':<12}{'themes':<10}" + "".join(f"{n:>16}" for n in SIZES) + "   median (90th percentile)")
    for name, texts in sets.items():
        for taxonomy in ("default", None):
            cells = [jumps(texts, n, taxonomy) for n in SIZES if n < len(texts)]
            line = "".join(f"{np.median(c):9.1%} ({np.quantile(c, 0.9):3.0%})" for c in cells)
            print(f"{name:<12}{taxonomy or 'none':<10}{line}", flush=True)


if __name__ == "__main__":
    main()
