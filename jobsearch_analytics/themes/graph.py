"""Nearest-neighbour graphs of vectors, and their communities (Louvain) with some nodes held in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["louvain", "neighbours", "similarity_graph"]

#: Up to this many vectors all pairs are compared; above, only those in neighbouring cells.
EXACT_UP_TO = 8_000
#: How many cells around its own a vector is compared with.
PROBE = 8
BLOCK = 2_048
MAX_PASSES = 30


def neighbours(vectors: Vectors, k: int, *, random_state: int = 0) -> tuple[Labels, Vectors]:
    """Return the k nearest others of every vector and how similar they are.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    k : int
        Neighbours per row, at most n - 1.
    random_state : int
        Where the cells of the search above 8,000 rows begin.

    Returns
    -------
    indices : ndarray of int64, shape (n, k)
    similarities : ndarray of float32, shape (n, k)
        Cosines in [-1, 1]; a row that found fewer than k has -1 in the rest.
    """
    n = len(vectors)
    k = min(k, n - 1)
    if n <= EXACT_UP_TO:
        everything = np.arange(n)
        jobs = [(everything[start : start + BLOCK], everything) for start in range(0, n, BLOCK)]
    else:
        jobs = _cell_jobs(vectors, random_state)
    indices, found = np.zeros((n, k), np.int64), np.full((n, k), -1.0, np.float32)
    for rows, candidates in jobs:
        _nearest(vectors, rows, candidates, indices, found)
    return indices, found


def _nearest(vectors: Vectors, rows: Labels, candidates: Labels, indices: Labels, found: Vectors) -> None:
    """Write the nearest candidates of the rows into the two result arrays."""
    similar = vectors[rows] @ vectors[candidates].T
    similar[rows[:, None] == candidates[None, :]] = -2.0
    k = min(indices.shape[1], len(candidates) - 1)
    best = np.argpartition(-similar, k - 1, axis=1)[:, :k]
    indices[rows, :k] = candidates[best]
    found[rows, :k] = np.take_along_axis(similar, best, axis=1)


def _cell_jobs(vectors: Vectors, random_state: int) -> list[tuple[Labels, Labels]]:
    """Return (rows, candidates) per cell of an inverted file: sqrt(n) cells, the nearest few searched."""
    rng = np.random.default_rng(random_state)
    n = len(vectors)
    centres = _cell_centres(vectors[rng.choice(n, min(n, 20_000), replace=False)], int(np.sqrt(n)), rng)
    cell = np.concatenate([(vectors[a : a + BLOCK] @ centres.T).argmax(1) for a in range(0, n, BLOCK)])
    members = [np.flatnonzero(cell == c) for c in range(len(centres))]
    near = np.argsort(-(centres @ centres.T), axis=1, kind="stable")[:, :PROBE]
    jobs = []
    for c, rows in enumerate(members):
        candidates = np.concatenate([members[other] for other in near[c]])
        jobs += [(rows[a : a + BLOCK], candidates) for a in range(0, len(rows), BLOCK) if len(candidates) > 1]
    return jobs


def _cell_centres(sample: Vectors, cells: int, rng: np.random.Generator) -> Vectors:
    """Return the centres of a few rounds of spherical k-means."""
    centres = sample[rng.choice(len(sample), cells, replace=False)].copy()
    for _ in range(6):
        cell = (sample @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, cell, sample)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    return centres


def similarity_graph(indices: Labels, similarities: Vectors) -> csr_array:
    """Return the symmetric graph of the nearest neighbours, weighted by their positive similarity."""
    from scipy.sparse import csr_array

    n, k = indices.shape
    weights = np.maximum(similarities, 0.0).astype(np.float64).ravel()
    rows = np.repeat(np.arange(n), k)
    kept = weights > 0
    one_way = csr_array((weights[kept], (rows[kept], indices.ravel()[kept])), shape=(n, n))
    return one_way.maximum(one_way.T).tocsr()


def louvain(
    graph: csr_array,
    *,
    held: Labels | None = None,
    resolution: float = 1.0,
    random_state: int = 0,
    rank: NDArray[np.float64] | None = None,
) -> Labels:
    """Return the community of every node, by modularity (Blondel et al., 2008), some nodes held in place.

    Parameters
    ----------
    graph : csr_array, shape (n, n)
        Symmetric, weights of 0 or more.
    held : ndarray of int64, shape (n,), optional
        Nodes with the same number of 0 or more are one community from the start and are never moved
        out of it; two such communities never merge. -1 for all others.
    resolution : float
        Above 1 gives more and smaller communities.
    random_state : int
        The order in which nodes are visited, where no rank is given.
    rank : ndarray of float64, shape (n,), optional
        Nodes are visited from the lowest to the highest. A rank that belongs to the node itself keeps the
        order of all others when one node is added, and so most communities as they were.

    Returns
    -------
    ndarray of int64, shape (n,)
        Held communities keep their number; others follow after the highest of those.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> two_pairs = csr_array(np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0.0]]))
    >>> louvain(two_pairs)
    array([0, 0, 1, 1])
    """
    rank = np.random.default_rng(random_state).random(graph.shape[0]) if rank is None else rank
    held = np.full(graph.shape[0], -1, np.int64) if held is None else held
    first_free = int(held.max(initial=-1)) + 1
    community, fixed = _start(held)
    graph, rank = _merged(graph, community, len(fixed)), _lowest(rank, community, len(fixed))
    while True:
        moved = _move_nodes(graph, fixed, resolution, rank)
        _, moved = np.unique(moved, return_inverse=True)
        size = int(moved.max(initial=-1)) + 1
        if size == len(fixed):
            break
        community = moved[community]
        now_fixed = np.full(size, -1, np.int64)
        now_fixed[moved[fixed >= 0]] = fixed[fixed >= 0]
        graph, fixed, rank = _merged(graph, moved, size), now_fixed, _lowest(rank, moved, size)
    return _numbered(community, fixed, first_free)


def _start(held: Labels) -> tuple[Labels, Labels]:
    """Return the node each original node is merged into, and for each such node what it is held by."""
    names, group = np.unique(held[held >= 0], return_inverse=True)
    community = np.empty(len(held), np.int64)
    community[held >= 0] = group
    free = np.flatnonzero(held < 0)
    community[free] = len(names) + np.arange(len(free))
    return community, np.concatenate([names, np.full(len(free), -1, np.int64)])


def _merged(graph: csr_array, community: Labels, size: int) -> csr_array:
    from scipy.sparse import csr_array

    member = csr_array(
        (np.ones(len(community)), (np.arange(len(community)), community)), shape=(len(community), size)
    )
    return (member.T @ graph @ member).tocsr()


def _lowest(rank: NDArray[np.float64], community: Labels, size: int) -> NDArray[np.float64]:
    """Return the lowest rank in each community."""
    lowest = np.full(size, np.inf)
    np.minimum.at(lowest, community, rank)
    return lowest


def _move_nodes(graph: csr_array, fixed: Labels, resolution: float, rank: NDArray[np.float64]) -> Labels:
    """Return each node's community after moving nodes one at a time while modularity grows."""
    n = graph.shape[0]
    degree = np.asarray(graph.sum(axis=1)).ravel()
    total = float(degree.sum())
    if total <= 0:
        return np.arange(n)
    scale = resolution / total
    pointer, index, weight = graph.indptr.tolist(), graph.indices.tolist(), graph.data.tolist()
    degrees, inside, own = degree.tolist(), degree.tolist(), list(range(n))
    order = rank.tolist()
    queue = sorted(np.flatnonzero(fixed < 0).tolist(), key=order.__getitem__)
    for _ in range(MAX_PASSES):
        changed = []
        for node in queue:
            begin, end = pointer[node], pointer[node + 1]
            best = _best_community(
                node, index[begin:end], weight[begin:end], own, inside, degrees[node], scale
            )
            if best != own[node]:
                inside[own[node]] -= degrees[node]
                inside[best] += degrees[node]
                own[node] = best
                changed.append(node)
        touched = {other for node in changed for other in index[pointer[node] : pointer[node + 1]]}
        queue = sorted((node for node in touched if fixed[node] < 0), key=order.__getitem__)
        if not queue:
            break
    return np.array(own, np.int64)


def _best_community(
    node: int,
    others: list[int],
    weights: list[float],
    own: list[int],
    inside: list[float],
    degree: float,
    scale: float,
) -> int:
    links: dict[int, float] = {}
    for other, weight in zip(others, weights, strict=True):
        if other != node:
            there = own[other]
            links[there] = links.get(there, 0.0) + weight
    now = own[node]
    best, best_gain = now, links.get(now, 0.0) - scale * degree * (inside[now] - degree)
    for there, link in links.items():
        if there != now:
            gain = link - scale * degree * inside[there]
            if gain > best_gain + 1e-12:
                best, best_gain = there, gain
    return best


def _numbered(community: Labels, fixed: Labels, first_free: int) -> Labels:
    """Return communities numbered: held ones by their own number, the rest in order of first appearance."""
    number = fixed.copy()
    free = [c for c in dict.fromkeys(community.tolist()) if fixed[c] < 0]
    number[free] = first_free + np.arange(len(free))
    return number[community]
