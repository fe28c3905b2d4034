"""Rates of cells that share a channel, a role or another column: partial pooling along every column."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "MEAN",
    "MEAN_SPREAD",
    "N_DRAWS",
    "SPREADS",
    "SPREAD_SCALE",
    "CellCounts",
    "count_cells",
    "draw_rates",
]

#: Before any reply is seen: the log-odds of a usual rate (12 percent), and how far off it may be.
MEAN, MEAN_SPREAD = -2.0, 1.2

#: How far the levels of a column differ, on the log-odds: half-normal on this grid. What a cell has of its
#: own, beside what its columns say, is less.
SPREADS, SPREAD_SCALE = np.array([0.05, 0.2, 0.4, 0.7, 1.1, 1.6]), 1.0
CELL_SPREADS, CELL_SCALE = np.array([0.05, 0.25, 0.5]), 0.3

#: The grid grows with every column: more than three are more than a log can tell anyway.
MOST_COLUMNS = 3

#: Shares of the wait that has been watched are counted in so many steps.
STEPS = 20

N_DRAWS = 4000
MOST_ROUNDS, LONGEST_STEP, SETTLED = 60, 2.0, 1e-8


class CellCounts(NamedTuple):
    """What was counted of each cell.

    Attributes
    ----------
    hits : ndarray of float, shape (cells,)
        Applications with a positive reply.
    misses : ndarray of float, shape (cells, steps + 1)
        Applications without one, by how much of the wait has been watched.
    seen : ndarray of float, shape (steps + 1,)
        That share, in [0, 1]: P(the reply would have come by now | it ever comes).
    """

    hits: NDArray
    misses: NDArray
    seen: NDArray


class _Fits(NamedTuple):
    """The normal approximation at every node of the grid of spreads."""

    mode: NDArray
    curvature: NDArray
    precision: NDArray
    height: NDArray
    weight: NDArray


def count_cells(cell: ArrayLike, hit: ArrayLike, seen: ArrayLike, n_cells: int) -> CellCounts:
    """Return applications counted by cell, those without a reply by how much of the wait has been watched.

    Parameters
    ----------
    cell : array-like of int, shape (applications,)
        The cell of each.
    hit : array-like of bool, shape (applications,)
        Whether a positive reply came.
    seen : array-like of float, shape (applications,)
        P(the reply would have come by now | it ever comes), in [0, 1].

    Examples
    --------
    >>> counts = count_cells([0, 0, 1], [True, False, False], [1.0, 0.5, 1.0], 2)
    >>> counts.hits.tolist(), counts.misses.sum(axis=1).tolist()
    ([1.0, 0.0], [1.0, 1.0])
    """
    place, came = np.asarray(cell, dtype=np.int64), np.asarray(hit, dtype=bool)
    step = np.rint(np.clip(np.asarray(seen, dtype=float), 0, 1) * STEPS).astype(np.int64)
    flat = np.bincount(place[~came] * (STEPS + 1) + step[~came], minlength=n_cells * (STEPS + 1))
    hits = np.bincount(place[came], minlength=n_cells).astype(float)
    return CellCounts(hits, flat.reshape(n_cells, STEPS + 1).astype(float), np.arange(STEPS + 1) / STEPS)


def draw_rates(
    levels: ArrayLike, counts: CellCounts, *, n_draws: int = N_DRAWS, random_state: int = 0
) -> NDArray:
    """Return draws from the posterior of every cell's rate, shape (draws, cells).

    The log-odds of a cell are a mean, plus an effect for its level of each column, plus one of its own where
    there are several columns; the effects are normal, and how far they spread is integrated out over a grid,
    with a Laplace approximation at each node (Rue, Martino and Chopin, 2009), whose draws are weighted by the
    exact posterior and drawn again. An application without a reply counts by how much of the wait has been
    watched: with rate p and watched share g, it had probability 1 - p g. Nothing that is still open is taken
    for a no.

    Parameters
    ----------
    levels : array-like of int, shape (cells, columns)
        Which level of each column a cell has, from 0.
    counts : CellCounts
        From `count_cells`; cells without any application get what the others suggest.
    n_draws, random_state : int
        How many draws, and their seed.

    Examples
    --------
    >>> counts = count_cells([0] * 40 + [1] * 40, [True] * 20 + [False] * 60, [1.0] * 80, 2)
    >>> draw_rates([[0], [1]], counts).mean(axis=0).round(1).tolist()
    [0.5, 0.0]
    """
    design, groups = _design(np.asarray(levels, dtype=np.int64))
    fits = _fit(design, groups, counts)
    rng = np.random.default_rng(random_state)
    node = np.searchsorted(np.cumsum(fits.weight)[:-1], (np.arange(n_draws) + 0.5) / n_draws)
    noise = rng.standard_normal((n_draws, design.shape[1]))
    effects = np.empty_like(noise)
    for at in np.unique(node):
        root = np.linalg.cholesky(fits.curvature[at])
        rows = node == at
        effects[rows] = fits.mode[at] + np.linalg.solve(root.T, noise[rows].T).T
    odds = effects @ design.T
    height = _height(effects, odds, fits.precision[node], groups, counts)
    log = height - fits.height[node] + 0.5 * (noise**2).sum(axis=1)
    again = np.cumsum(np.exp(log - log.max()))
    kept = np.searchsorted(again[:-1] / again[-1], (np.arange(n_draws) + 0.5) / n_draws)
    return rng.permutation(1 / (1 + np.exp(-odds[kept])))


def _height(
    effects: NDArray, odds: NDArray, precision: NDArray, groups: NDArray, counts: CellCounts
) -> NDArray:
    """Return the log of likelihood times prior, without the constant of the spreads."""
    away = effects - np.where(groups < 0, MEAN, 0.0)
    return _likelihood(odds, counts)[0] - 0.5 * (precision * away**2).sum(axis=1)


def _design(places: NDArray) -> tuple[NDArray, NDArray]:
    """Return the 0/1 matrix from effects to cells, and which spread each effect has (-1 for the mean)."""
    n_cells, n_columns = places.shape
    parts, groups = [np.ones((n_cells, 1))], [np.array([-1])]
    for column in range(n_columns):
        size = int(places[:, column].max(initial=-1)) + 1
        parts.append(np.eye(size)[places[:, column]])
        groups.append(np.full(size, column))
    if n_columns > 1:
        parts.append(np.eye(n_cells))
        groups.append(np.full(n_cells, n_columns))
    return np.hstack(parts), np.concatenate(groups)


def _grid(n_columns: int) -> tuple[NDArray, NDArray]:
    """Return the grid of spreads, one column each and one for the cells' own, and its log prior."""
    fine = SPREADS if n_columns < MOST_COLUMNS else SPREADS[::2]
    grids = [fine] * n_columns + [CELL_SPREADS] * (n_columns > 1)
    scales = [SPREAD_SCALE] * n_columns + [CELL_SCALE] * (n_columns > 1)
    logs = [
        np.log(np.gradient(grid)) - (grid / scale) ** 2 / 2 for grid, scale in zip(grids, scales, strict=True)
    ]
    return np.array(list(product(*grids))), np.array(list(product(*logs))).sum(axis=1)


def _fit(design: NDArray, groups: NDArray, counts: CellCounts) -> _Fits:
    """Return mode, curvature and posterior weight at each node of the grid of spreads."""
    nodes, log = _grid(max(int(groups.max()), 1))
    # The mean's own spread stands last, where its group, -1, finds it.
    precision = np.column_stack([nodes, np.full(len(nodes), MEAN_SPREAD)])[:, groups] ** -2.0
    centre = np.where(groups < 0, MEAN, 0.0)
    mode, diagonal = np.tile(centre, (len(nodes), 1)), np.arange(len(centre))
    for _ in range(MOST_ROUNDS):
        _, slope, bend = _likelihood(mode @ design.T, counts)
        curvature = np.einsum("gc,ci,cj->gij", bend, design, design, optimize=True)
        curvature[:, diagonal, diagonal] += precision
        gradient = slope @ design - precision * (mode - centre)
        step = np.linalg.solve(curvature, gradient[..., None])[..., 0]
        mode = mode + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        if np.abs(step).max() < SETTLED:
            break
    height = _height(mode, mode @ design.T, precision, groups, counts)
    log = log + height + 0.5 * np.log(precision).sum(axis=1) - 0.5 * np.linalg.slogdet(curvature)[1]
    weight = np.exp(log - log.max())
    return _Fits(mode, curvature, precision, height, weight / weight.sum())


def _likelihood(odds: NDArray, counts: CellCounts) -> tuple[NDArray, NDArray, NDArray]:
    """Return log-likelihood by node, and its slope and (never negative) bend by node and cell."""
    rate = 1 / (1 + np.exp(-odds))
    unseen = 1 - counts.seen
    left = unseen * np.exp(odds)[..., None]
    late = left / (1 + left)
    n = counts.hits + counts.misses.sum(axis=1)
    value = counts.hits * odds - n * np.logaddexp(0, odds) + (counts.misses * np.log1p(left)).sum(axis=-1)
    slope = counts.hits - n * rate + (counts.misses * late).sum(axis=-1)
    bend = n * rate * (1 - rate) - (counts.misses * late * (1 - late)).sum(axis=-1)
    return value.sum(axis=-1), slope, np.maximum(bend, 1e-9)
