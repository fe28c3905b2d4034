"""The text engine: it knows texts and themes, nothing of searches."""
