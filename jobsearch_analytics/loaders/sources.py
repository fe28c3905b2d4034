"""What the user named as the log: files and folders, checked and opened as grids."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import BadArgumentError, SourceError, SourceMissingError
from jobsearch_analytics.loaders.cells.any_file import KNOWN_ENDINGS, read_grids
from jobsearch_analytics.loaders.cells.grid import Grid
from jobsearch_analytics.workspace import FOLDER_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.loaders.language.progress import ReadingBar
    from jobsearch_analytics.loaders.records.part import Part

__all__ = ["check_found", "open_grids", "source_paths"]


def source_paths(source: str | Path | Sequence[str | Path]) -> list[Path]:
    """Return the paths of the sources, each once.

    Raises
    ------
    BadArgumentError
        If none is named.
    SourceMissingError
        If there is nothing at one of them.
    """
    listed = [source] if isinstance(source, (str, Path)) else list(source)
    if not listed:
        raise BadArgumentError(
            "source", source, "a file, a folder, or a list of them", 'jsa.load("my_tracker.xlsx")'
        )
    paths = list(dict.fromkeys(Path(path).expanduser() for path in listed))
    for path in paths:
        if not path.exists():
            raise SourceMissingError(path)
    return paths


def open_grids(paths: Sequence[Path], bar: ReadingBar) -> list[Grid]:
    """Return the grids of files, and of folders of exports.

    Raises
    ------
    SourceError
        If a file cannot hold a log, or a folder holds no file that can.
    """
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


def check_found(paths: Sequence[Path], grids: Sequence[Grid], parts: Sequence[Part]) -> None:
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
