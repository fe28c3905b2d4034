"""The text engine: it knows texts and themes, nothing of searches."""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "model": ["ThemeModel"],
        "points": ["read_points"],
        "taxonomy": ["SeedTheme", "read_taxonomy"],
    },
)
