"""Kill a writer at a random moment, again and again, and look at what it leaves behind.

Run as ``python -m tests.logbook.killed FOLDER ROUNDS``; prints one line of JSON. A program of its own,
because it forks: a test runner has threads, which do not survive that.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import jobsearch_analytics as jsa
from jobsearch_analytics.workspace import read_csv

TRACKER = "Company,Role,Date Applied,Status\nQuillmark,Analyst,2026-03-02,Rejected after interview\n"


def write_for_ever(search: jsa.JobSearch, acknowledged: int) -> None:
    """Log without end; each entry that `log` returned from is named on the pipe."""
    number = 0
    while True:
        word = f"{os.getpid()}-{number}"
        jsa.log(search, "ask", application="Quillmark", note=word, today="2026-03-09")
        os.write(acknowledged, f"+{word}\n".encode())
        jsa.log(search, "answer", application="Quillmark", answer=f"words of {word}", today="2026-03-10")
        os.write(acknowledged, f"={word}\n".encode())
        number += 1


def kill_once(search: jsa.JobSearch, after_seconds: float) -> list[str]:
    """Return what the writer had acknowledged when it was killed."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        try:
            write_for_ever(search, write_end)
        except Exception as error:  # noqa: BLE001 a child must never run on as its parent
            os.write(write_end, f"!{error!r}\n".encode())
            os._exit(1)
    os.close(write_end)
    time.sleep(after_seconds)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(read_end) as pipe:
        said = pipe.read().splitlines()
    os.waitpid(child, 0)
    return said


def missing(folder: Path, said: list[str]) -> list[str]:
    """Return what was acknowledged and is not there, and what is there by half."""
    search = jsa.load(folder / "tracker.csv")
    asks = search.touches.set_index("note")
    notes = set(search.feedback["text"])
    lost = [word for word in said if word.startswith("+") and word[1:] not in asks.index]
    lost += [word for word in said if word.startswith("=") and f"words of {word[1:]}" not in notes]
    # An answer stands in two tables: in both or in neither.
    answered = set(search.touches["answer"].dropna())
    lost += [f"half: {text}" for text in answered ^ {note for note in notes if note.startswith("words of")}]
    kept = read_csv(folder / "jobsearch", "log")
    in_log = sum(json.loads(rows).get("touches", []) != [] for rows in kept["rows"])
    in_table = len(read_csv(folder / "jobsearch", "touches"))
    return lost + ([f"half: {in_log} entries, {in_table} rows"] if in_log != in_table else [])


def main(folder: Path, rounds: int) -> dict[str, object]:
    """Return how many entries were acknowledged, what was lost of them, and what was left lying about."""
    (folder / "tracker.csv").write_text(TRACKER)
    search = jsa.load(folder / "tracker.csv")
    jsa.log(search, "ask", application="Quillmark", note="first", today="2026-03-09")
    chance, said, troubles = random.Random(0), [], []
    for number in range(rounds):
        said += kill_once(search, chance.uniform(0.0, 0.25))
        if number % 20 == 19:
            troubles += missing(folder, said)
    # The next writer clears away what a killed one left.
    jsa.log(search, "ask", application="Quillmark", today="2026-03-09")
    left = [path.name for path in (folder / "jobsearch").iterdir() if path.name.endswith((".part", ".json"))]
    errors = [word for word in said if word.startswith("!")]
    return {"acknowledged": len(said), "troubles": troubles + errors, "left": left}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
