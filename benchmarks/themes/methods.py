"""The methods compared, each from texts to labels. Imports stand inside: a cold start is part of it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def ours_guided(texts: list[str]) -> np.ndarray:
    from jobsearch_analytics.themes import ThemeModel

    return ThemeModel().fit(texts).labels_


def ours_unguided(texts: list[str]) -> np.ndarray:
    from jobsearch_analytics.themes import ThemeModel

    return ThemeModel(taxonomy=None).fit(texts).labels_


def kmeans_silhouette(texts: list[str]) -> np.ndarray:
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    from jobsearch_analytics.themes.embed import SentenceModel

    vectors = SentenceModel().encode(texts)
    ks = range(2, min(31, len(texts) - 1))
    tried = [KMeans(k, n_init=5, random_state=0).fit_predict(vectors) for k in ks]
    return max(tried, key=lambda labels: silhouette_score(vectors, labels))


def nmf(texts: list[str]) -> np.ndarray:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    k = max(2, round(np.sqrt(len(texts) / 2)))
    counts = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    return NMF(k, init="nndsvda", max_iter=1000, random_state=0).fit_transform(counts).argmax(1)


def hdbscan(texts: list[str]) -> np.ndarray:
    from sklearn.cluster import HDBSCAN

    from jobsearch_analytics.themes.embed import SentenceModel

    return HDBSCAN(min_cluster_size=max(2, len(texts) // 50), copy=True).fit_predict(
        SentenceModel().encode(texts)
    )


def bertopic(texts: list[str]) -> np.ndarray:
    from bertopic import BERTopic  # ty: ignore[import-not-found]

    from jobsearch_analytics.themes.embed import SentenceModel

    return np.array(BERTopic().fit_transform(texts, SentenceModel().encode(texts))[0])


METHODS: dict[str, Callable[[list[str]], np.ndarray]] = {
    "ours, guided": ours_guided,
    "ours, unguided": ours_unguided,
    "KMeans + silhouette": kmeans_silhouette,
    "NMF, TF-IDF": nmf,
    "HDBSCAN": hdbscan,
    "BERTopic": bertopic,
}


def why_not(method: str) -> str:
    """Return why a method cannot run here; empty if it can."""
    missing = method == "BERTopic" and find_spec("bertopic") is None
    return "not installed (optional: install bertopic apart, it brings torch)" if missing else ""
