"""How well whole notes are read: courtesy, points, their sign, their theme. Prints one line a set.

    python benchmarks/themes/notes.py                  three sets of invented notes
    python benchmarks/themes/notes.py its/notes.jsonl  also these lines: text, points (text, theme, sign)

A note for which no point is found counts as courtesy. A true point is matched by the found one that holds
most of its words. Signs are compared where the true one is praise or criticism, themes over all matched.
"""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))

import data

from jobsearch_analytics.themes.marked import read_marked

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
#: Invented notes that nothing was learned from: those of `unseen.txt`, and four sets by other hands.
UNSEEN = {
    "unseen": "unseen.txt",
    "blind a": "blind_a.txt",
    "blind b": "blind_b.txt",
    "blind c": "blind_c.txt",
    "blind d": "blind_d.txt",
}
#: A found point is no match below this share of the true one's words.
LEAST_MATCH = 0.3


def unseen(name: str = "unseen") -> list[dict]:
    """Return the notes of a marked text file, each with its points."""
    marked = read_marked((HERE / UNSEEN[name]).read_text("utf-8"))
    return [{"text": note.text, "points": [point._asdict() for point in note.points]} for note in marked]


def found_points(notes: list[dict]) -> pd.DataFrame:
    """Return what the package finds in the notes: note, text, sign, theme."""
    from jobsearch_analytics.themes import ThemeModel
    from jobsearch_analytics.themes.points import read_points

    points = read_points(pd.Series([note["text"] for note in notes]))
    points = points[~points["boilerplate"]].reset_index(drop=True)
    return points.assign(theme=ThemeModel().fit(points["text"]).labels_)


def overlap(true: str, found: str) -> float:
    """Return the share of the true point's words in the found one, or their likeness if that is more."""
    words = set(true.lower().split())
    shared = len(words & set(found.lower().split())) / max(len(words), 1)
    return max(shared, difflib.SequenceMatcher(None, true.lower(), found.lower()).ratio())


def matches(notes: list[dict], found: pd.DataFrame) -> Iterator[tuple[dict, dict]]:
    """Yield each true point that was found, with what was found."""
    by_note = {note: rows.to_dict("records") for note, rows in found.groupby("note")}
    for number, note in enumerate(notes):
        for point in note["points"]:
            rows = by_note.get(number, [])
            best = max(rows, key=lambda row: overlap(point["text"], row["text"]), default=None)
            if best and overlap(point["text"], best["text"]) >= LEAST_MATCH:
                yield point, best


def scored(notes: list[dict]) -> dict[str, float]:
    """Return courtesy F1, share of points matched, sign accuracy, S over matched points, and S x matched."""
    found = found_points(notes)
    empty = {i for i, note in enumerate(notes) if not note["points"]}
    called = set(range(len(notes))) - set(found["note"])
    pairs = list(matches(notes, found))
    signed = [(true["sign"], got["sign"]) for true, got in pairs if true["sign"] != "neither"]
    s = data.score([true["theme"] for true, _ in pairs], [got["theme"] for _, got in pairs])
    share = len(pairs) / sum(len(note["points"]) for note in notes)
    return {
        "courtesy F1": 2 * len(empty & called) / max(len(empty) + len(called), 1),
        "matched": share,
        "sign": sum(true == got for true, got in signed) / max(len(signed), 1),
        "S": s,
        "S x matched": s * share,
    }


def main() -> None:
    sets = {name: unseen(name) for name in UNSEEN}
    for path in map(Path, sys.argv[1:]):
        sets[path.parent.name] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for name, notes in sets.items():
        scores = "  ".join(f"{measure} {value:.3f}" for measure, value in scored(notes).items())
        print(f"{name:<12} {len(notes)} notes  {scores}")


if __name__ == "__main__":
    main()
