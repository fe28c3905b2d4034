"""Renew what is kept of the examples: ``python -m jobsearch_analytics.themes.shipped_phrases``."""

from __future__ import annotations

from jobsearch_analytics.texts.sentence_model import MODEL_SHA256, encoded
from jobsearch_analytics.texts.shipped import write_shipped
from jobsearch_analytics.themes.reading import known_phrases, signed_examples
from jobsearch_analytics.themes.word_weights import write_words

if __name__ == "__main__":
    phrases = known_phrases()
    write_shipped(phrases, encoded(phrases, threads=1), MODEL_SHA256, "phrases")
    write_words(*signed_examples())
