"""Matplotlib, imported without leaving anything in the user's home."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import cache
from pathlib import Path

__all__ = ["import_quietly"]

SETTING = "MPLCONFIGDIR"


@cache
def import_quietly() -> tempfile.TemporaryDirectory[str] | None:
    """Import matplotlib; its list of fonts goes to a folder that is gone when Python ends.

    Matplotlib makes two folders in the home of whoever imports it first. Somebody who has them uses
    matplotlib anyway: then, or if the setting or the module is there already, nothing is changed.

    Returns
    -------
    TemporaryDirectory or None
        Kept by the cache until Python ends; None where matplotlib's own folders serve.
    """
    if (
        "matplotlib" in sys.modules
        or SETTING in os.environ
        or any(place.is_dir() for place in _own_folders())
    ):
        return None
    folder = tempfile.TemporaryDirectory(prefix="jobsearch-fonts-")
    os.environ[SETTING] = folder.name
    try:
        # Both places are looked up once, while these modules are imported.
        import matplotlib.font_manager  # noqa: F401
    finally:
        del os.environ[SETTING]
    return folder


def _own_folders() -> tuple[Path, Path]:
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return config / "matplotlib", Path.home() / ".matplotlib"
