"""Labelled texts for the benchmark, and the score."""

from __future__ import annotations

import json
import random
import tomllib
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

#: Themes in a subsample of that many texts.
CLASSES = {12: 3, 30: 5, 100: 8, 300: 12, 1000: 20}


def invented() -> tuple[list[str], list[str]]:
    raw = tomllib.loads((Path(__file__).parent / "invented.toml").read_text("utf-8"))["points"]
    return [text for lines in raw.values() for text in lines], [label for label in raw for _ in raw[label]]


def labelled(path: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Read `{"text", "label"[, "set"]}` or `{"points": [{"text", "theme"}]}` lines from a .jsonl file."""
    sets: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        points = row.get("points", [row])
        texts, labels = sets[row.get("set", path.parent.name)]
        texts += [point["text"] for point in points]
        labels += [point.get("label", point.get("theme")) for point in points]
    return dict(sets)


def subsample(labels: list[str], n: int, seed: int) -> list[int]:
    """Return indices of n texts of a few themes, some themes much larger than others."""
    rng = random.Random(f"{n}-{seed}")
    by = defaultdict(list)
    for i, label in enumerate(labels):
        by[label].append(i)
    names = sorted(name for name, rows in by.items() if len(rows) >= 2)
    rng.shuffle(names)
    names = names[: CLASSES[n]]
    shares = [1 / (i + 1) ** 0.7 for i in range(len(names))]
    picked: list[int] = []
    for name, share in zip(names, shares, strict=True):
        rows = by[name]
        rng.shuffle(rows)
        picked += rows[: max(2, round(n * share / sum(shares)))]
    rng.shuffle(picked)
    return picked[:n]


def score(truth: list[str], found: list[int] | np.ndarray) -> float:
    """Return the mean of AMI, ARI and B-cubed F1; a text in no theme is a theme of its own."""
    own = [
        f"one-off {i}" if label == -1 else str(label) for i, label in enumerate(np.asarray(found).tolist())
    ]
    ami, ari = adjusted_mutual_info_score(truth, own), adjusted_rand_score(truth, own)
    _, t = np.unique(truth, return_inverse=True)
    _, p = np.unique(own, return_inverse=True)
    table = np.zeros((t.max() + 1, p.max() + 1))
    np.add.at(table, (t, p), 1)
    precision = (table**2 / table.sum(0)).sum() / len(t)
    recall = (table**2 / table.sum(1, keepdims=True)).sum() / len(t)
    return float((ami + ari + 2 * precision * recall / (precision + recall)) / 3)
