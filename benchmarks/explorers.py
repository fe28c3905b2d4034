"""How soon a figure follows a control: from the change to the new figure, on the sample, never seen before.

    uv run python benchmarks/explorers.py

Bound: 100 ms for each control, the rest that a control must come to included. Each time is the median over
values that were not looked at before; ``again`` is a value that was. ``busy`` is the rest and the processor's
time: what an idle machine takes, however many others use this one.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

import jobsearch_analytics as jsa
from jobsearch_analytics.widgets.controls import Choice, Control, Day, Names, Number
from jobsearch_analytics.widgets.explore import REST_SECONDS
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


async def milliseconds(box: Explorer, **change: Any) -> tuple[float, float]:
    """Return how long it takes from a change to the new figure and its words: by the clock, busy."""
    done = asyncio.Event()
    box._reading.observe(lambda _: done.set(), "words")
    start, busy = time.perf_counter(), time.process_time()
    box._panel.state = box._panel.state | change
    await asyncio.wait_for(done.wait(), 30)
    taken = time.perf_counter() - start, REST_SECONDS + time.process_time() - busy
    box._reading.unobserve_all()
    return 1000 * taken[0], 1000 * taken[1]


async def measure(box: Explorer, name: str) -> None:
    """Print a line for each control of a question."""
    box.set(question=name)
    for control in box._viewer.controls(name):
        first, new, again = box.state[control.name], [], []
        for value in values(control):
            new.append(await milliseconds(box, **{control.name: value}))
            again.append(await milliseconds(box, **{control.name: first}))
        if not new:
            continue
        clock, busy = (statistics.median(taken) for taken in zip(*new, strict=True))
        back = statistics.median(busy for _, busy in again)
        print(f"{name:16} {control.name:20} {clock:9.0f} {busy:8.0f} {busy / BOUND_MS:16.2f} {back:10.0f}")


async def main() -> None:
    search = jsa.load_sample()
    box = jsa.explore(search, today=search.as_of)
    names = f"{'question':16} {'control':20} {'clock, ms':>9} {'busy, ms':>8}"
    print(f"{names} {'ratio to 100 ms':>16} {'again, ms':>10}")
    for name in QUESTIONS if len(sys.argv) == 1 else sys.argv[1:]:
        await measure(box, name)


if __name__ == "__main__":
    asyncio.run(main())
