from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from sklearn.metrics import adjusted_rand_score

from jobsearch_analytics.themes import graph
from jobsearch_analytics.themes.graph import louvain, neighbours, similarity_graph


def planted(n: int, groups: int, noise: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(groups, 32))
    label = rng.integers(0, groups, n)
    vectors = centres[label] / np.linalg.norm(centres[label], axis=1, keepdims=True)
    vectors = vectors + noise * rng.normal(size=(n, 32))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), label


def test_neighbours_are_those_of_brute_force():
    vectors, _ = planted(300, 5, 0.3)
    indices, found = neighbours(vectors, 7)
    every = vectors @ vectors.T
    np.fill_diagonal(every, -2)
    np.testing.assert_allclose(np.sort(found, axis=1), np.sort(every, axis=1)[:, -7:], atol=1e-6)
    np.testing.assert_allclose(np.take_along_axis(every, indices, axis=1), found, atol=1e-6)


def test_searching_cells_finds_nearly_all_true_neighbours(monkeypatch):
    vectors, _ = planted(3000, 20, 0.25)
    exact, _ = neighbours(vectors, 10)
    monkeypatch.setattr(graph, "EXACT_UP_TO", 100)
    found, _ = neighbours(vectors, 10)
    shared = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(exact.tolist(), found.tolist(), strict=True)])
    assert shared > 0.8


def modularity(weights: csr_array, label: np.ndarray) -> float:
    full = weights.toarray()
    degree = full.sum(1)
    expected = np.outer(degree, degree) / degree.sum()
    return float(((full - expected) * (label[:, None] == label[None, :])).sum() / degree.sum())


def test_louvain_is_at_least_as_modular_as_the_planted_groups():
    vectors, label = planted(200, 6, 0.5)
    weights = similarity_graph(*neighbours(vectors, 8))
    assert modularity(weights, louvain(weights)) >= modularity(weights, label) > 0.2


def test_louvain_finds_planted_groups_and_repeats_itself():
    vectors, label = planted(400, 6, 0.15)
    weights = similarity_graph(*neighbours(vectors, 10))
    found = louvain(weights)
    assert adjusted_rand_score(label, found) > 0.95
    np.testing.assert_array_equal(found, louvain(weights))


def test_held_nodes_stay_together_apart_from_others_and_keep_their_number():
    vectors, _ = planted(300, 4, 0.2)
    held = np.full(300, -1)
    held[:6] = [0, 0, 0, 1, 1, 1]
    found = louvain(similarity_graph(*neighbours(vectors, 10)), held=held)
    assert found[:6].tolist() == [0, 0, 0, 1, 1, 1]
    assert found.max() >= 2
    assert len(np.unique(found)) == found.max() + 1


def test_a_graph_without_edges_leaves_every_node_alone():
    assert louvain(csr_array((4, 4))).tolist() == [0, 1, 2, 3]


def test_a_higher_resolution_gives_no_fewer_groups():
    vectors, _ = planted(400, 12, 0.4)
    weights = similarity_graph(*neighbours(vectors, 10))
    assert louvain(weights, resolution=3).max() >= louvain(weights, resolution=0.5).max()
