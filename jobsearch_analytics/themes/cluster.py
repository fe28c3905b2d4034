"""Groups of like texts whose number is not given, and how sure each grouping is.

The method was chosen by measurement on labelled short texts (see `benchmarks/themes`): vectors centred on
their own mean and smoothed, an average-linkage tree, one cut. Resamples say how often a group comes back.
What they hold is decided by each text's own content, so that one more note changes as little as possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.themes.graph import louvain, neighbours, similarity_graph
from jobsearch_analytics.themes.smoothing import smoothed, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["Groups", "centre_of", "centred", "group", "unit"]

#: Resamples, and the share of texts in each.
RUNS, SHARE = 20, 0.8
#: The tree is cut this much below the distance of unrelated texts, and so much lower for ten times the texts.
BELOW, BELOW_PER_TENFOLD = 0.08, 0.05
#: Up to this many texts one tree holds all; beyond, it holds the core of a graph.
CORE = 1_500
GRAPH_NEIGHBOURS = 10
#: Resamples of the large graph, for stability alone.
GRAPH_RUNS = 3
#: Weight, in texts, of the background mean where there is one.
BACKGROUND_WEIGHT = 10


class Groups(NamedTuple):
    """Which group each text is in, and how often its group came back.

    Attributes
    ----------
    labels : ndarray of int64, shape (n,)
        Groups from 0 on; a group of one is possible.
    stability : ndarray of float64, shape (groups,)
        Share of resamples, 0 to 1, in which two of the group's members were together; NaN for one member.
    """

    labels: Labels
    stability: NDArray[np.float64]


def centre_of(vectors: Vectors, background: Vectors | None = None) -> Vectors:
    """Return the mean to subtract: of the texts, drawn to the background's as if that were ten texts more."""
    if background is None or not len(background):
        return vectors.mean(0) if len(vectors) > 1 else np.zeros(vectors.shape[1], np.float32)
    return (vectors.sum(0) + BACKGROUND_WEIGHT * background.mean(0)) / (len(vectors) + BACKGROUND_WEIGHT)


def centred(vectors: Vectors, centre: Vectors) -> Vectors:
    """Return the rows without what all texts share, at length 1.

    After this, unrelated texts have a cosine near 0 whatever the subject, so one cut serves all subjects.
    """
    return unit((vectors - centre).astype(np.float32))


def uniform(keys: NDArray[np.uint64], run: int) -> NDArray[np.float64]:
    """Return a number in [0, 1) per key and run (SplitMix64, Steele et al., 2014)."""
    x = keys + np.uint64((run + 1) * 0x9E3779B97F4A7C15 % 2**64)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (x ^ (x >> np.uint64(31))) / 2.0**64


def group(
    vectors: Vectors, keys: NDArray[np.uint64], *, resolution: float = 1.0, random_state: int = 0
) -> Groups:
    """Return groups of like vectors; their number follows from the data.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Centred rows of length 1, no two the same text.
    keys : ndarray of uint64, shape (n,)
        From `shipped.content_keys`.
    resolution : float
        Above 1 gives more and smaller groups.
    random_state : int
        Chooses the resamples.

    Returns
    -------
    Groups
    """
    if len(vectors) > CORE:
        return _around_core(vectors, keys, resolution, random_state)
    labels = _tree_groups(vectors, resolution)
    return Groups(labels, _stability(labels, _share_together(vectors, keys, resolution, random_state)))


def _share_together(
    vectors: Vectors, keys: NDArray[np.uint64], resolution: float, random_state: int
) -> Vectors:
    """Return for every two texts in how many of the resamples that hold both they are in one group."""
    n = len(vectors)
    together, both = np.zeros((n, n), np.float32), np.zeros((n, n), np.float32)
    for run in range(RUNS):
        held = np.flatnonzero(uniform(keys, run + RUNS * random_state) < SHARE)
        labels = _tree_groups(vectors[held], resolution)
        together[np.ix_(held, held)] += labels[:, None] == labels[None, :]
        both[np.ix_(held, held)] += 1
    return np.divide(together, both, out=np.full_like(together, np.nan), where=both > 0)


def _tree_groups(vectors: Vectors, resolution: float) -> Labels:
    """Return average-linkage groups of the smoothed vectors, cut where unrelated texts begin.

    n centred vectors that have nothing to do with one another have a mean cosine of -1 / (n - 1).
    """
    n = len(vectors)
    if n < 2:
        return np.zeros(n, np.int64)
    below = BELOW + BELOW_PER_TENFOLD * np.log10(n) + 0.1 * np.log2(resolution)
    smooth = smoothed(vectors)
    return _cut_tree(1.0 - smooth @ smooth.T, 1.0 + 1.0 / (n - 1) - below)


def _cut_tree(distance: Vectors, cut: float) -> Labels:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distance = np.clip((distance + distance.T) / 2, 0.0, 2.0)
    np.fill_diagonal(distance, 0.0)
    found = fcluster(linkage(squareform(distance, checks=False), "average"), cut, "distance")
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


def _stability(labels: Labels, share: Vectors) -> NDArray[np.float64]:
    result = np.full(int(labels.max(initial=-1)) + 1, np.nan)
    for theme in range(len(result)):
        members = np.flatnonzero(labels == theme)
        if len(members) > 1:
            pairs = share[np.ix_(members, members)][~np.eye(len(members), dtype=bool)]
            met = pairs[~np.isnan(pairs)]
            result[theme] = met.mean() if len(met) else np.nan
    return result


def _around_core(vectors: Vectors, keys: NDArray[np.uint64], resolution: float, random_state: int) -> Groups:
    """Return Louvain communities of the whole graph, grown around the groups of a core of texts.

    The core is the texts with the smallest keys, so one more text changes at most one of its members.
    """
    core = np.sort(np.argsort(keys, kind="stable")[:CORE])
    found = _tree_groups(vectors[core], resolution)
    held = np.full(len(vectors), -1, np.int64)
    held[core] = np.where(np.bincount(found)[found] >= GRAPH_NEIGHBOURS, found, -1)
    graph = similarity_graph(*neighbours(vectors, GRAPH_NEIGHBOURS, random_state=random_state))
    rank = uniform(keys, -1 - random_state)
    labels = louvain(graph, held=_renumbered(held), resolution=resolution, rank=rank)
    labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    return Groups(labels, _graph_stability(graph, labels, keys, resolution, random_state))


def _renumbered(held: Labels) -> Labels:
    result = np.full(len(held), -1, np.int64)
    result[held >= 0] = np.unique(held[held >= 0], return_inverse=True)[1]
    return result


def _graph_stability(
    graph: object, labels: Labels, keys: NDArray[np.uint64], resolution: float, random_state: int
) -> NDArray[np.float64]:
    """Return per group the share of its pairs that stay together on resampled parts of the graph."""
    shares = []
    for run in range(GRAPH_RUNS):
        kept = np.flatnonzero(uniform(keys, run + RUNS * random_state) < SHARE)
        again = louvain(graph[kept][:, kept], resolution=resolution, random_state=run)  # ty: ignore[not-subscriptable]
        shares.append(_pairs_kept(labels[kept], again, int(labels.max()) + 1))
    return np.nanmean(np.array(shares), axis=0)


def _pairs_kept(labels: Labels, again: Labels, size: int) -> NDArray[np.float64]:
    from scipy.sparse import coo_array

    table = coo_array((np.ones(len(labels)), (labels, again)), shape=(size, int(again.max()) + 1)).tocsr()
    members = np.asarray(table.sum(axis=1)).ravel()
    same = np.asarray((table * table).sum(axis=1)).ravel() - members
    pairs = members * (members - 1)
    return np.divide(same, pairs, out=np.full(size, np.nan), where=pairs > 0)
