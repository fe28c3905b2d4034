"""Feedback themes beside other methods, in one run: quality, cold seconds, peak memory, learning, scale.

    python benchmarks/themes/compare.py                       invented points, then scale
    python benchmarks/themes/compare.py more.jsonl …          also these labelled texts (see data.labelled)
    python benchmarks/themes/compare.py --no-scale

Each method runs in a process of its own: seconds and memory hold its imports and the embedding of the texts.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import data
import methods

SEEDS = {12: 4, 30: 4, 100: 3, 300: 2, 1000: 1}
DRAWS, CORRECTIONS = 10, (10, 40, 100)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(name: str, tasks: list[tuple[list[str], list[str]]]) -> tuple[list[float], float, float]:
    """Return the score of every task, the seconds of the first (cold), and the peak memory in MB."""
    scores, cold = [], 0.0
    for number, (texts, truth) in enumerate(tasks):
        start = time.perf_counter()
        try:
            scores.append(data.score(truth, methods.METHODS[name](texts)))
        except (ValueError, TypeError) as problem:
            print(f"  {name} fails at n = {len(texts)}: {problem}")
            scores.append(0.0)
        cold = cold if number else time.perf_counter() - start
    return scores, cold, peak_mb()


def table(title: str, tasks: list[tuple[list[str], list[str]]]) -> None:
    print(f"\n{title}\n{'method':<22}{'S':>7}{'cold s':>9}{'peak MB':>9}")
    for name in methods.METHODS:
        if reason := methods.why_not(name):
            print(f"{name:<22}  {reason}")
            continue
        with get_context("spawn").Pool(1) as pool:
            scores, cold, memory = pool.apply(timed, (name, tasks))
        print(f"{name:<22}{np.mean(scores):7.3f}{cold:9.1f}{memory:9.0f}", flush=True)


def tasks_of(texts: list[str], labels: list[str]) -> list[tuple[list[str], list[str]]]:
    picks = [data.subsample(labels, n, seed) for n in SEEDS if n <= len(texts) for seed in range(SEEDS[n])]
    return [([texts[i] for i in rows], [labels[i] for i in rows]) for rows in picks]


def learning(title: str, texts: list[str], labels: list[str]) -> None:
    """Print how much better the rest is sorted after some texts were put right by hand.

    A correction names the theme of ours that holds most of the true theme's texts, as a user would.
    """
    from jobsearch_analytics.themes import ThemeModel

    base = ThemeModel().fit(texts)
    ids = [base.themes_["theme"][row] if row >= 0 else None for row in base.labels_]
    right = {}
    for label in set(labels):
        held = [i for i, truth in zip(ids, labels, strict=True) if truth == label and i is not None]
        right[label] = max(sorted(set(held)), key=held.count) if held else label
    print(f"\n{title}: gain in S on the rest after corrections")
    for count in [c for c in CORRECTIONS if c <= len(texts) // 2]:
        gains = []
        for draw in range(DRAWS):
            picked = np.random.default_rng(draw).permutation(len(texts))
            told, rest = set(picked[:count].tolist()), sorted(picked[count:].tolist())
            y = [right[label] if i in told else None for i, label in enumerate(labels)]
            after = ThemeModel().fit(texts, y).labels_[rest]
            truth = [labels[i] for i in rest]
            gains.append(data.score(truth, after) - data.score(truth, base.labels_[rest]))
        half = 1.96 * np.std(gains, ddof=1) / np.sqrt(DRAWS)
        print(f"{count:>5} corrections  {np.mean(gains):+.3f}  ± {half:.3f}  ({DRAWS} draws)", flush=True)


def scale(n: int) -> tuple[float, int, float]:
    """Return seconds, groups found and peak memory for n synthetic vectors of 40 planted groups."""
    from threadpoolctl import threadpool_limits

    from jobsearch_analytics.themes.cluster import group, unit

    rng = np.random.default_rng(0)
    centres = unit(rng.normal(size=(40, 384)).astype(np.float32))
    vectors = centres[rng.integers(0, 40, n)]
    vectors += 0.06 * rng.normal(size=(n, 384)).astype(np.float32)
    vectors = unit(vectors)
    keys = rng.integers(0, 2**63, n).astype(np.uint64)
    start = time.perf_counter()
    with threadpool_limits(limits=1):
        found = group(vectors, keys)
    return time.perf_counter() - start, int(found.labels.max()) + 1, peak_mb()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labelled", nargs="*", type=Path)
    parser.add_argument("--no-scale", action="store_true")
    args = parser.parse_args()
    table("Invented points", [data.invented()])
    learning("Invented points", *data.invented())
    for path in args.labelled:
        for name, (texts, labels) in data.labelled(path).items():
            table(f"{name}, n = 12 to 1000", tasks_of(texts, labels))
            if len(texts) <= 1000:
                table(f"{name}, all {len(texts)}", [(texts, labels)])
                learning(name, texts, labels)
    if not args.no_scale:
        print(f"\nScale, vectors given, one thread\n{'n':>8}{'seconds':>9}{'groups':>8}{'peak MB':>9}")
        for n in (1_000, 10_000, 100_000):
            with get_context("spawn").Pool(1) as pool:
                seconds, groups, memory = pool.apply(scale, (n,))
            print(f"{n:>8}{seconds:9.1f}{groups:8}{memory:9.0f}", flush=True)


if __name__ == "__main__":
    main()
