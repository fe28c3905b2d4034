"""A seeded simulator of job searches with known truth, and the generator of the samples.

>>> from tests.simulator import draw_truth, simulate
>>> simulated = simulate(draw_truth(1), 60, follow_up_days=21, random_state=1)
>>> len(simulated.applications)
60
"""

from __future__ import annotations

from tests.simulator.simulate import Simulated, simulate
from tests.simulator.truth import CAUSES, ENDS, Truth, Wait, draw_truth

__all__ = ["CAUSES", "ENDS", "Simulated", "Truth", "Wait", "draw_truth", "simulate"]
