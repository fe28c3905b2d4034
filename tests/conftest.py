from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

import jobsearch_analytics as jsa
from tests.simulator import Simulated, Truth, draw_truth, simulate

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobsearch_analytics import JobSearch


# A busy machine is slow, not wrong: no property test fails by the clock.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def sample() -> JobSearch:
    """The search of ``data_samples/spring_search``."""
    return jsa.load_sample()


@pytest.fixture(scope="session")
def simulated() -> Callable[..., Simulated]:
    """Make a simulated search: ``simulated(60, follow_up_days=30, random_state=1)``, its truth drawn too."""

    def make(n: int = 200, *, truth: Truth | None = None, random_state: int = 0, **options: Any) -> Simulated:
        return simulate(truth or draw_truth(random_state), n, random_state=random_state, **options)

    return make
