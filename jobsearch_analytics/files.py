"""Writing files so that a reader never meets half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["csv_text", "shared_folder", "write_atomic"]

#: A spreadsheet program runs a cell that starts with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def shared_folder(name: str) -> Path:
    """Return a folder that travels with the package: inside a wheel, else at the top of the checkout.

    Parameters
    ----------
    name : str
        ``"data_samples"`` or ``"notebooks"``.

    Examples
    --------
    >>> (shared_folder("data_samples") / "spring_search").is_dir()
    True
    """
    package = Path(__file__).parent
    inside = package / "share" / name
    return inside if inside.is_dir() else package.parent / name


def write_atomic(path: Path, content: str | bytes) -> Path:
    """Write a whole file or nothing: temporary file, flush, rename.

    Parameters
    ----------
    path : Path
        Where the file shall stand; its folder is made if missing.
    content : str or bytes
        Text is written as UTF-8.

    Returns
    -------
    Path
        The same path.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files that only their owner may read; a new file follows the user's own umask.
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        part.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return path


def csv_text(frame: pd.DataFrame) -> str:
    """Return a frame as CSV text in which no cell runs as a formula in a spreadsheet program.

    Examples
    --------
    >>> import pandas as pd
    >>> print(csv_text(pd.DataFrame({"note": ["=1+1", "fine"]})), end="")
    note
    '=1+1
    fine
    """
    safe = frame.copy()
    for name in safe.columns[[str(kind) in ("str", "object", "string") for kind in safe.dtypes]]:
        # A lone carriage return would end the row for most readers: a line break is a line break.
        cells = safe[name].astype("str").str.replace(r"\r\n?", "\n", regex=True)
        risky = cells.str.startswith(FORMULA_STARTS).fillna(value=False).astype(bool)
        safe[name] = cells.where(~risky, "'" + cells)
    return safe.to_csv(index=False, lineterminator="\n")


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut, where the system can open a folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
