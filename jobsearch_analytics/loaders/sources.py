"""Files and folders that somebody keeps a log in, whatever their form: opened as grids, read and joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.errors import SourceError
from jobsearch_analytics.loaders.cells.any_file import KNOWN_ENDINGS, read_grids
from jobsearch_analytics.loaders.cells.grid import Grid
from jobsearch_analytics.loaders.joining.join import join_parts
from jobsearch_analytics.loaders.joining.summaries import without_summaries
from jobsearch_analytics.loaders.records.sheets import read_grid
from jobsearch_analytics.workspace import FOLDER_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from jobsearch_analytics.loaders.joining.join import Tables
    from jobsearch_analytics.loaders.language.progress import ReadingBar
    from jobsearch_analytics.loaders.options import Options
    from jobsearch_analytics.loaders.records.part import Part

__all__ = ["read_sources"]


def read_sources(paths: Sequence[Path], options: Options, given: pd.DataFrame, bar: ReadingBar) -> Tables:
    """Return the tables of files and folders of any form but the standard one.

    Raises
    ------
    SourceError
        If one cannot be read, or they hold nothing like a log.
    """
    grids = _open_grids(paths, bar)
    parts = [read_grid(grid, options) for grid in grids]
    _check_found(paths, grids, parts)
    parts = without_summaries(grids, parts)
    return join_parts(parts, [(grid.file, grid.sheet) for grid in grids], given)


def _open_grids(paths: Sequence[Path], bar: ReadingBar) -> list[Grid]:
    """Return the grids of files, and of folders of exports."""
    names = [path.name for path in paths]
    files = [
        file
        for path in paths
        for file in _files_of(path, path.name if names.count(path.name) == 1 else str(path))
    ]
    total = sum(file.stat().st_size for file, _ in files) or 1
    grids, opened = [], 0
    for file, name in files:
        grids += read_grids(file, name)
        opened += file.stat().st_size
        bar.open(opened / total)
    bar.expect(sum(len(column.categories) for grid in grids for column in grid.columns))
    return grids


def _files_of(path: Path, name: str) -> list[tuple[Path, str]]:
    """Return the files of a source, each with the name it goes by."""
    if path.is_file():
        return [(path, name)]
    files = []
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).parts
        hidden = any(part.startswith((".", "~$")) or part == FOLDER_NAME for part in inside)
        if file.is_file() and file.suffix.casefold() in KNOWN_ENDINGS and not hidden:
            files.append((file, "/".join(inside)))
    if not files:
        raise SourceError(
            path,
            "is a folder with no log in it",
            f"a file that ends in {', '.join(KNOWN_ENDINGS[:-2])} or {KNOWN_ENDINGS[-2]}",
            "Name the file itself, or the folder it lies in.",
        )
    return files


def _check_found(paths: Sequence[Path], grids: Sequence[Grid], parts: Sequence[Part]) -> None:
    """Say that nothing was found, rather than return a search of nothing."""
    if any(part.log_like for part in parts):
        return
    first = next((grid for grid in map(Grid.without_empty, grids) if grid.n_rows), None)
    shown = first.words(0)[:200] if first is not None else ""
    raise SourceError(
        paths[0],
        f"holds nothing like an employer, a role or a status (its first row: {shown or 'empty'})",
        "columns such as Company, Role, Date applied, Status, in any of eleven languages",
        'Name the columns: jsa.load(source, columns={"heading of your table": "company"}).',
    )
