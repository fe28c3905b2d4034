"""Feedback themes beside what others would use, in one run: quality, cold seconds, peak memory, install size.

    python benchmarks/themes/peers.py                                     on own texts, with what is installed
    python benchmarks/themes/peers.py FOLDER --python PEERS/bin/python    with all labelled .jsonl there

`--python` names the interpreter of a virtual environment that holds bertopic, umap-learn and hdbscan; it
needs neither this package nor torch, as every peer is given the same sentence vectors as ours. A peer that is
not there is said to be missing and left out. Each method runs in a process of its own for each size of task.

Score S: mean of AMI, ARI and B-cubed F1, a text in no theme being a theme of its own; the number of themes
is never given. Cold seconds: processor time of a fresh process from its start to the labels of 300 texts,
imports included, vectors given, with the bytecode (and compiled functions) of an earlier run; first seconds:
the same where nothing was compiled before. Ours once more with the themes' names (BERTopic names its topics
while it fits), and from the texts alone. Peak memory: of the same process. Writes PEERS.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import data
import numpy as np
import peer_worker

from jobsearch_analytics.themes.embed import SentenceModel

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent

SIZES = (12, 30, 100, 300, 1000)
SEEDS = {12: 4, 30: 4, 100: 3, 300: 2, 1000: 1}
SMALL = (0, 1, 2, 3, 8)
OURS = ("ours, unguided", "ours, guided")
TIMEOUT_SECONDS = 7_200
#: Of so many fresh processes the quickest counts: other work may run beside them.
COLD_RUNS = 3


@dataclass
class Line:
    """What one method did: scores by set and size, and its costs at n = 300."""

    scores: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    cold: float = 0.0
    first: float = 0.0
    peak: float = 0.0
    raised: list[int] = field(default_factory=list)
    missing: str = ""


#: Bytecode of earlier runs, where it is shared; some environments keep none of their own.
BYTECODE = tempfile.TemporaryDirectory()


def run(method: str, python: str, tasks: list[dict], *, compiled: bool = True) -> dict:
    """Return the worker's report for one method on some tasks, in a process of its own.

    Without `compiled` it finds nothing that an earlier run compiled, as on the day it was installed.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "tasks.json", Path(folder) / "out.json"
        for number, task in enumerate(tasks):
            np.save(Path(folder) / f"{number}.npy", task["vectors"])
        given.write_text(json.dumps([task["texts"] for task in tasks]))
        command = [python, str(HERE / "peer_worker.py"), method, str(given), str(out)]
        env["PYTHONPYCACHEPREFIX"] = BYTECODE.name if compiled else folder
        if not compiled:
            env["NUMBA_CACHE_DIR"] = folder
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False, env=env
        )
        if not out.exists():
            return {"error": (done.stderr.strip().splitlines() or ["no report"])[-1]}
        return json.loads(out.read_text())


def tasks_of(sets: dict[str, tuple[list[str], list[str]]], encode: Callable) -> list[dict]:
    """Return tasks of several sizes from every set, some themes much larger than others."""
    tasks = []
    for name, (texts, labels) in sets.items():
        picks = [
            (n, data.subsample(labels, n, seed)) for n in SIZES if n <= len(texts) for seed in range(SEEDS[n])
        ]
        for n, rows in picks:
            chosen = [texts[i] for i in rows]
            truth = [labels[i] for i in rows]
            tasks.append({"set": name, "n": n, "texts": chosen, "truth": truth, "vectors": encode(chosen)})
    return tasks


def compare(method: str, python: str, tasks: list[dict]) -> Line:
    line, report = Line(), run(method, python, tasks)
    if "error" in report:
        return Line(missing=report["error"])
    for problem in dict.fromkeys(report["problems"]):
        print(f"  {method} raised {problem}", flush=True)
    for task, labels in zip(tasks, report["labels"], strict=True):
        score = data.score(task["truth"], labels) if labels else 0.0
        line.scores.setdefault(task["set"], {}).setdefault(task["n"], []).append(score)
    alone = [run(method, python, [_cold_task(tasks)]) for _ in range(COLD_RUNS)]
    line.cold, line.peak = min(a["cold"] for a in alone), max(a["peak_mb"] for a in alone)
    line.first = run(method, python, [_cold_task(tasks)], compiled=False)["cold"]
    few = [{"texts": tasks[-1]["texts"][:n], "vectors": tasks[-1]["vectors"][:n]} for n in SMALL]
    found = run(method, python, few).get("labels", [None] * len(SMALL))
    line.raised = [n for n, labels in zip(SMALL, found, strict=True) if labels is None]
    return line


def _cold_task(tasks: list[dict]) -> dict:
    """Return a task of 300 texts, or of the nearest size there is."""
    return min(tasks, key=lambda task: abs(task["n"] - 300))


def simulated() -> tuple[list[str], list[str]]:
    """Return the phrases of the simulator with their themes: written for the sample, apart from the seeds."""
    raw = tomllib.loads((HERE.parents[1] / "tests" / "simulator" / "phrases.toml").read_text("utf-8"))
    rows = [
        (text, theme)
        for theme, signs in raw.items()
        for lines in signs.values()
        if isinstance(lines, dict)
        for text in lines.get("en", [])
    ]
    return [text for text, _ in rows], [theme for _, theme in rows]


def mean(scores: dict[int, list[float]]) -> float:
    return float(np.mean([np.mean(values) for values in scores.values()]))


def paired(line: Line, other: Line, name: str) -> str:
    """Return the mean difference in S over the tasks of a set, and the half width of its 95 % interval."""
    ours, theirs = (
        [s for n in scores for s in scores[n]] for scores in (line.scores[name], other.scores[name])
    )
    gaps = np.subtract(ours, theirs)
    return f"{gaps.mean():+.3f} ± {1.96 * gaps.std(ddof=1) / np.sqrt(len(gaps)):.3f}"


def gains(lines: dict[str, Line], names: list[str]) -> list[str]:
    """Return a table of what ours gain over each other method, set by set."""
    rows = ["", "Ours less the others, paired over the tasks of a set, with 95 % intervals:", ""]
    rows += [f"| ours | less | {' | '.join(names)} |", "|" + "---|" * (len(names) + 2)]
    for method in OURS:
        for other, line in lines.items():
            if other not in OURS and line.scores:
                cells = [paired(lines[method], line, name) for name in names]
                rows.append(f"| {method.removeprefix('ours, ')} | {other} | {' | '.join(cells)} |")
    return rows


def written(lines: dict[str, Line], sizes_mb: dict[str, str], named: float, encoding: float) -> str:
    names = list(next(line for line in lines.values() if line.scores).scores)
    head = ["method", *names, "mean S", "cold s", "first s", "peak MB", "install MB", "raises at n ="]
    rows = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for method, line in lines.items():
        if line.missing:
            rows.append(f"| {method} | not run: {line.missing} |" + " |" * (len(head) - 2))
            continue
        means = [mean(line.scores[name]) for name in names]
        cells = [
            method,
            *(f"{value:.3f}" for value in means),
            f"**{np.mean(means):.3f}**",
            f"{line.cold:.1f}",
            f"{line.first:.1f}",
            f"{line.peak:.0f}",
            sizes_mb.get(method, "–"),
            ", ".join(map(str, line.raised)) or "never",
        ]
        rows.append(f"| {' | '.join(cells)} |")
    by_size = [
        "",
        "S by number of texts, mean over the sets:",
        "",
        f"| method | {' | '.join(map(str, SIZES))} |",
    ]
    by_size.append("|" + "---|" * (len(SIZES) + 1))
    for method, line in lines.items():
        if line.scores:
            values = [[np.mean(s[n]) for s in line.scores.values() if n in s] for n in SIZES]
            by_size.append(f"| {method} | {' | '.join(f'{np.mean(v):.3f}' if v else '–' for v in values)} |")
    intro = (__doc__ or "").split("Score S")[1].replace("Writes PEERS.md.", "").strip()
    return "\n".join(
        [
            "# Feedback themes beside others", "", f"Score S{intro}", "",
            "How: `python benchmarks/themes/peers.py`, tasks of 12 to 1,000 texts, one thread.", "",
            *rows, "", f"Ours, unguided, with the themes' names: {named:.1f} s cold; from the texts alone, "
            f"with names, model and encoding included: {encoding:.1f} s.",
            *by_size, *gains(lines, names), "",
        ]
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, help="folders with labelled .jsonl files")
    parser.add_argument("--python", default=sys.executable, help="interpreter that has the peers")
    parser.add_argument("--out", type=Path, default=HERE / "PEERS.md")
    args = parser.parse_args()

    sets = {"invented": data.invented(), "simulated": simulated()}
    for folder in args.folders:
        for path in sorted(folder.rglob("*.jsonl")):
            sets |= data.labelled(path)
    tasks = tasks_of(sets, SentenceModel(threads=1).encode)
    lines, sizes = {}, {}
    for method in peer_worker.METHODS:
        python = sys.executable if method in peer_worker.HERE_ENOUGH else args.python
        lines[method] = compare(method, python, tasks)
        print(
            method,
            lines[method].missing or np.mean([mean(s) for s in lines[method].scores.values()]),
            flush=True,
        )
        command = [python, str(HERE / "peer_worker.py"), "size", method]
        sizes[method] = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    named, encoding = (
        min(run(method, sys.executable, [_cold_task(tasks)])["cold"] for _ in range(COLD_RUNS))
        for method in ("ours, named", "ours, from texts")
    )
    args.out.write_text(written(lines, sizes, named, encoding), encoding="utf-8")
    print(args.out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
