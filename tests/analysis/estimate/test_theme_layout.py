import numpy as np

from jobsearch_analytics.analysis.estimate.theme_layout import lay_out


def heaps(seed=0, size=12):
    random = np.random.default_rng(seed)
    middles = 4 * np.eye(3, 30)
    group = np.repeat(np.arange(3), size)
    return middles[group] + random.normal(size=(3 * size, 30)), group


def test_groups_that_differ_lie_apart():
    vectors, group = heaps()
    places = lay_out(vectors, group)
    middles = np.array([places[group == g].mean(axis=0) for g in range(3)])
    spread = max(np.linalg.norm(places[group == g] - middles[g], axis=1).mean() for g in range(3))
    gaps = [np.linalg.norm(middles[a] - middles[b]) for a, b in ((0, 1), (0, 2), (1, 2))]
    assert min(gaps) > 2 * spread


def test_equal_input_gives_equal_places_in_any_order_of_the_rows():
    vectors, group = heaps()
    order = np.random.default_rng(1).permutation(len(vectors))
    places, again = lay_out(vectors, group), lay_out(vectors[order], group[order])
    np.testing.assert_allclose(places[order], again, atol=1e-9)


def test_one_point_far_outside_does_not_press_the_others_into_a_heap():
    vectors, group = heaps()
    far = np.vstack([vectors, np.full(30, 200.0)])
    places = lay_out(far, np.append(group, -1))
    assert np.abs(places).max() <= 1
    assert np.ptp(places[:-1], axis=0).min() > 0.5


def test_few_points_have_a_place_as_well():
    assert lay_out(np.zeros((0, 5)), []).shape == (0, 2)
    assert lay_out(np.ones((1, 5)), [0]).tolist() == [[0, 0]]
    assert lay_out([[1.0], [2.0], [3.0]], [0, 1, 2]).shape == (3, 2)
    assert np.isfinite(lay_out(np.ones((4, 5)), [0, 0, 1, -1])).all()
