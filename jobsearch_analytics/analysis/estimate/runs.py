"""How likely runs of silence are by chance alone, at a rate that is itself only estimated."""

from __future__ import annotations

import numpy as np

__all__ = ["chance_of_run", "chance_somewhere"]

#: The rate is integrated over this many equally likely values of its posterior.
N_RATES = 200


def chance_of_run(length: int, hits: float, trials: float) -> float:
    """Return P(the next ``length`` applications all stay silent).

    The rate of replies is Beta(hits + 1/2, trials - hits + 1/2), the Jeffreys posterior, integrated out.

    Parameters
    ----------
    length : int
        At least 0.
    hits, trials : float
        Applications with a positive reply, and all that had the time for one.

    Returns
    -------
    float
        In [0, 1].

    Examples
    --------
    >>> print(f"{chance_of_run(14, hits=8, trials=100):.2f}")
    0.32
    """
    from scipy.special import betaln

    a, b = hits + 0.5, trials - hits + 0.5
    return float(np.exp(betaln(a, b + length) - betaln(a, b)))


def chance_somewhere(length: int, n: int, hits: float, trials: float) -> float:
    """Return P(at least one run of ``length`` silences among ``n`` applications in a row).

    Feller's recursion (1968), with the rate integrated out as in `chance_of_run`.

    Examples
    --------
    >>> print(f"{chance_somewhere(14, n=100, hits=8, trials=100):.2f}")
    0.98
    """
    from scipy.special import betaincinv

    if length < 1:
        return 1.0
    if n < length:
        return 0.0
    steps = (np.arange(N_RATES) + 0.5) / N_RATES
    rate = betaincinv(hits + 0.5, trials - hits + 0.5, steps)
    silent = (1 - rate) ** length
    none = [np.ones(N_RATES)] * length + [1 - silent]
    for place in range(length + 1, n + 1):
        none.append(none[place - 1] - rate * silent * none[place - length - 1])
    return float(np.clip(1 - none[n], 0, 1).mean())
