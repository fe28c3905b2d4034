"""How soon a figure follows a control: from the change to the new figure, on the sample, never seen before.

    uv run python benchmarks/explorers.py

Bound: 100 ms for each control, the rest that a control must come to included. Each time is the median over
values that were not looked at before; ``again`` is a value that was.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import TYPE_CHECKING, Any

import jobsearch_analytics as jsa
from jobsearch_analytics.widgets.controls import Choice, Control, Day, Names, Number
from jobsearch_analytics.widgets.questions import QUESTIONS

if TYPE_CHECKING:
    from jobsearch_analytics.widgets.explore import Explorer

BOUND_MS = 100
MOST_VALUES = 5


def values(control: Control) -> list[Any]:
    """Return values of a control that differ from its first one."""
    if isinstance(control, Choice):
        return [value for _, value in control.options if value != control.value][:MOST_VALUES]
    if isinstance(control, Number):
        step = max((control.high - control.low) // (MOST_VALUES + 1), 1)
        return [value for value in range(control.low, control.high, step) if value != control.value][
            :MOST_VALUES
        ]
    if isinstance(control, Day):
        month = {"start": "02", "end": "05", "today": "07"}[control.name]
        return [f"2026-{month}-{day:02d}" for day in (3, 8, 13, 18, 23)]
    if isinstance(control, Names):
        return [{name: f"My own {name.lower()}"} for name in control.names[:MOST_VALUES]]
    raise TypeError(control)


async def milliseconds(box: Explorer, **change: Any) -> float:
    """Return how long it takes from the browser's change to the new figure and its words."""
    done = asyncio.Event()
    box._reading.observe(lambda _: done.set(), "words")
    start = time.perf_counter()
    box._panel.state = box._panel.state | change
    await asyncio.wait_for(done.wait(), 30)
    taken = 1000 * (time.perf_counter() - start)
    box._reading.unobserve_all()
    return taken


async def measure(box: Explorer, name: str) -> list[tuple[str, str, float, float]]:
    box.set(question=name)
    rows = []
    for control in box._viewer.controls(name):
        first, new, again = box.state[control.name], [], []
        for value in values(control):
            new.append(await milliseconds(box, **{control.name: value}))
            again.append(await milliseconds(box, **{control.name: first}))
        if new:
            rows.append((name, control.name, statistics.median(new), statistics.median(again)))
    return rows


async def main() -> None:
    search = jsa.load_sample()
    box = jsa.explore(search, today=search.as_of)
    print(f"{'question':16} {'control':20} {'ms':>6} {'ratio to 100 ms':>16} {'again, ms':>10}")
    worst = 0.0
    for name in QUESTIONS:
        for question, control, new, again in await measure(box, name):
            worst = max(worst, new)
            print(f"{question:16} {control:20} {new:6.0f} {new / BOUND_MS:16.2f} {again:10.0f}")
    print(f"worst: {worst:.0f} ms, {worst / BOUND_MS:.2f} of the bound")


if __name__ == "__main__":
    asyncio.run(main())
