"""Writes the samples: ``uv run python -m tests.simulator`` from the top of the repository."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.simulator.write import write_samples

FOLDER = Path(__file__).parents[2] / "data_samples"

if __name__ == "__main__":
    for path in write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER):
        print(path)  # noqa: T201
