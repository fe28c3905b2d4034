"""How well the logs of strangers are read: each record compared with its truth.

    uv run python -m tests.strangers [--errors] [--only 16,24]

``stage+`` and ``outcome+`` are the accuracies over the records that got past `applied` or have an outcome
other than `open`: a reader that answers applied and open to everything is right elsewhere.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from jobsearch_analytics.stages import STAGES
from tests.strangers.reading import FIELDS, Reading, Record, plain, read

__all__ = ["METRICS", "Score", "macro", "score_all", "score_log"]

LOGS = Path(__file__).parent / "logs"
METRICS = ("accounted", "kind", *FIELDS, "stage+", "outcome+", "funnel_error")
RIGHT = 0.95

#: What a record that is not yet past `applied`, or still open, says of a field: the easy answers.
EASY = {"stage": ("saved", "applied"), "outcome": ("open",)}
WEIGHTS = {"company": 3.0, "title": 2.0, "applied_on": 2.0, "stage": 0.5, "outcome": 0.5}


@dataclass
class Score:
    """What one log scored: hits and cases by metric, and each difference in words."""

    name: str
    hits: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    phantoms: int = 0
    refused: bool = False
    records: int = 0
    errors: list[str] = field(default_factory=list)

    def count(self, metric: str, hit: bool) -> None:
        self.cases[metric] += 1
        self.hits[metric] += hit

    def rate(self, metric: str) -> float | None:
        return self.hits[metric] / self.cases[metric] if self.cases[metric] else None

    @property
    def right(self) -> bool:
        needed = [self.rate(m) for m in ("kind", *FIELDS, "precision", "recall", "totals")]
        whole = self.rate("accounted") == 1 and all(r is None or r >= RIGHT for r in needed)
        return whole and self.phantoms <= 0.05 * self.records


def _allowed(truth: Record, name: str) -> set[str | None]:
    return {plain(v) for v in [truth[name], *truth.get("accept", {}).get(name, [])]}


def _says(truth: Record, record: Record, name: str) -> bool:
    return plain(record[name]) in _allowed(truth, name)


def _rows(truth: Record) -> list[int]:
    return truth.get("rows", [truth["source_row"]])


def _likeness(layout: str, truth: Record, record: Record) -> float:
    """Return how well a record fits a truth; 0 if neither its row nor, in wide logs, its company does."""
    sheets = {plain(truth.get("sheet")), plain(record["source_sheet"])} - {None}
    here = layout in ("rows", "grouped") and record["source_row"] in _rows(truth) and len(sheets) < 2
    fields = () if truth["kind"] == "other" else FIELDS
    like = sum(WEIGHTS[name] for name in fields if _says(truth, record, name))
    named = layout != "rows" and like >= WEIGHTS["company"]
    return like + 10 * here if here or named else 0.0


def align(layout: str, truths: list[Record], records: list[Record]) -> dict[int, int]:
    """Match each true record to at most one that was read, the likeliest pairs first."""
    pairs = [(_likeness(layout, t, r), -i, -j) for i, t in enumerate(truths) for j, r in enumerate(records)]
    found: dict[int, int] = {}
    for like, i, j in sorted(pairs, reverse=True):
        if like and -i not in found and -j not in found.values():
            found[-i] = -j
    return found


def score_log(folder: Path) -> Score:
    """Score one log of the corpus."""
    lines = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    meta, *truths = [json.loads(line) for line in lines]
    score = Score(folder.name, records=len(truths))
    reading = read(folder / meta["log"])
    score.refused = reading.refused
    found = align(meta["layout"], truths, reading.records)
    _score_totals(score, meta, reading)
    for i, truth in enumerate(truths):
        record = reading.records[found[i]] if i in found else None
        _score_rows(score, meta["layout"], truth, record, reading)
        _score_kind(score, truth, record, reading)
        _score_fields(score, truth, record)
    _score_applications(score, truths, reading.records, found)
    return score


def _stands(rows: set[tuple[str, int]], truth: Record, row: int) -> bool:
    """Whether a row stands among the rows; a log of one sheet may be told with or without its name."""
    sheet = plain(truth.get("sheet")) or ""
    return any(number == row and (name == sheet or not name or not sheet) for name, number in rows)


def _score_totals(score: Score, meta: Record, reading: Reading) -> None:
    for row in meta.get("rows", []):
        score.count("accounted", _stands(reading.rows, meta, row))
    for total in meta.get("counts", meta.get("flows", [])):
        score.count("totals", tuple(map(str, total)) in reading.totals)


def _score_rows(score: Score, layout: str, truth: Record, record: Record | None, reading: Reading) -> None:
    """Score that no row is lost; in wide and transposed logs a record is a cell or a column, not a row."""
    for row in _rows(truth):
        if layout == "rows":
            ok = _stands(reading.rows, truth, row)
        else:
            ok = record is not None or _stands(reading.set_aside, truth, row)
        score.count("accounted", ok)
        if not ok:
            score.errors.append(f"row {row}: lost")


def _score_kind(score: Score, truth: Record, record: Record | None, reading: Reading) -> None:
    if "kind" in truth["ambiguous_fields"]:
        return
    elsewhere = "other" if _stands(reading.rows, truth, truth["source_row"]) else None
    kind = record["kind"] if record else elsewhere
    score.count("kind", kind == truth["kind"])
    if kind != truth["kind"]:
        score.errors.append(
            f"row {truth['source_row']} {truth.get('company')}: kind {kind}, not {truth['kind']}"
        )


def _score_fields(score: Score, truth: Record, record: Record | None) -> None:
    for name in FIELDS if truth["kind"] != "other" else ():
        if name in truth["ambiguous_fields"]:
            continue
        hit = record is not None and _says(truth, record, name)
        score.count(name, hit)
        if name in EASY and truth[name] not in EASY[name]:
            score.count(f"{name}+", hit)
        if not hit:
            got = record[name] if record else "no record"
            score.errors.append(
                f"row {truth['source_row']} {truth['company']}: {name} {got}, not {truth[name]}"
            )


def _score_applications(
    score: Score, truths: list[Record], records: list[Record], found: dict[int, int]
) -> None:
    """Score precision and recall of applications, records of no row, and the funnel they add up to."""
    back = {j: i for i, j in found.items()}
    unsure = {i for i, truth in enumerate(truths) if "kind" in truth["ambiguous_fields"]}
    true = {i for i, truth in enumerate(truths) if truth["kind"] == "application"} - unsure
    sent = {j for j, record in enumerate(records) if record["kind"] == "application"}
    taken = {i: records[found[i]] for i in true if found.get(i) in sent}
    wrong = [records[j] for j in sorted(sent) if back.get(j) not in true | unsure]
    for i in true:
        score.count("recall", i in taken)
    for right in [True] * len(taken) + [False] * len(wrong):
        score.count("precision", right)
    score.phantoms = len(records) - len(found)
    for j in sorted(set(range(len(records))) - set(back)):
        score.errors.append(f"row {records[j]['source_row']}: {records[j]['company']} is no record here")
    if true or wrong:
        score.cases["funnel_error"] = max(len(true), 1)
        score.hits["funnel_error"] = min(
            _worst([truths[i] for i in true], [taken.get(i) for i in true], wrong), len(true) or 1
        )


def _worst(truths: list[Record], taken: list[Record | None], wrong: list[Record]) -> int:
    """Return the largest difference between true and read counts of a stage reached or an outcome."""
    worst = 0
    for name in EASY:
        pairs = [(t, r) for t, r in zip(truths, taken, strict=True) if name not in t["ambiguous_fields"]]
        want = _reached([r[name] if r and _says(t, r, name) else t[name] for t, r in pairs])
        got = _reached([r[name] for r in [*(r for _, r in pairs), *wrong] if r])
        worst = max([worst, *(abs(want[k] - got[k]) for k in want | got)])
    return worst


def _reached(values: list[str]) -> Counter[str]:
    passed = [STAGES[1 : STAGES.index(v) + 1] if v in STAGES else [v] for v in values]
    return Counter(step for steps in passed for step in steps)


def score_all(only: tuple[str, ...] = ()) -> list[Score]:
    """Score every log, or those whose number is named."""
    folders = sorted(folder for folder in LOGS.iterdir() if folder.is_dir())
    return [score_log(f) for f in folders if not only or f.name.split("_")[0] in only]


def macro(scores: list[Score], metric: str) -> float:
    """Return the mean over the logs in which a metric is defined."""
    rates = [rate for rate in (score.rate(metric) for score in scores) if rate is not None]
    return sum(rates) / len(rates)
