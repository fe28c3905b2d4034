"""The page as a PDF, printed by the browser that the system has; nothing is downloaded for it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import SourceError, SourceMissingError, UnknownChoiceError
from jobsearch_analytics.files import write_atomic
from jobsearch_analytics.report.page import css_hash, style_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PAPERS", "find_browser", "write_pdf"]

PAPERS = ("A4", "Letter")

#: Browsers that print without a window, as they are called on Linux; then where macOS and Windows keep them.
COMMANDS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge", "brave-browser"),
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)

#: Nothing is asked of any network, and nothing is kept.
OFFLINE = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-default-apps",
    ),
    *("--proxy-server=127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-crash-reporter"),
    *("--no-pdf-header-footer", "--disable-dev-shm-usage"),
)

TIMEOUT_SECONDS = 120

#: The browser writes the time of printing into the file; the page says when it was made.
MADE_AT = re.compile(rb"/(CreationDate|ModDate) ?\(D:\d{14}[^)]*\)")
#: It also names itself, its version and the system: a coach need not know, and two computers write the same.
MADE_BY = re.compile(rb"(/(?:Creator|Producer) ?\()((?:\\.|[^\\)])*)(?=\))")


def write_pdf(page: str | Path, *, paper: str = "A4") -> Path:
    """Write a page as a PDF beside it and return its path.

    Parameters
    ----------
    page : str or Path
        What `write_report` returned.
    paper : str
        ``"A4"`` or ``"Letter"``.

    Returns
    -------
    Path
        The same name, ending in ``.pdf``.

    Raises
    ------
    SourceMissingError
        If there is no such page.
    SourceError
        If the system has no browser that prints, or it did not; the page stays as it is.
    UnknownChoiceError
        If the paper is not known.
    """
    page = Path(page)
    if paper not in PAPERS:
        raise UnknownChoiceError("paper", paper, PAPERS, "a size of paper")
    if not page.is_file():
        raise SourceMissingError(page)
    browser = find_browser()
    if browser is None:
        raise SourceError(
            page,
            "is written, but not as a PDF: no Chromium, Chrome or Edge is on this computer",
            "one of these browsers",
            "Open the page in the browser you have and choose Print, then Save as PDF.",
        )
    with tempfile.TemporaryDirectory(prefix="jobsearch-pdf-") as folder:
        sized, made = Path(folder, page.name), Path(folder, "page.pdf")
        sized.write_text(_for_paper(page.read_text("utf-8"), paper), "utf-8")
        _print(browser, sized, made, Path(folder, "profile"))
        if not made.is_file():
            raise SourceError(
                page,
                f"is written, but {Path(browser).name} did not print it",
                "a PDF beside the page",
                "Open the page in a browser and choose Print, then Save as PDF.",
            )
        printed = MADE_BY.sub(_unnamed, MADE_AT.sub(_blank, made.read_bytes()))
        return write_atomic(page.with_suffix(".pdf"), printed)


def find_browser(commands: Sequence[str] = COMMANDS, places: Sequence[str] = PLACES) -> str | None:
    """Return a browser of this computer that can print without a window; None if there is none."""
    found = (shutil.which(command) for command in commands)
    kept = (place for place in places if Path(place).is_file())
    return next((path for path in (*found, *kept) if path), None)


def _for_paper(html: str, paper: str) -> str:
    """Return the page for one size of paper: its style sheet says so, and its policy knows that one."""
    css = style_sheet()
    sized = css.replace("@page { ", f"@page {{ size: {paper}; ")
    return html.replace(css, sized).replace(css_hash(css), css_hash(sized))


def _print(browser: str, page: Path, made: Path, profile: Path) -> None:
    # A browser run by the system's administrator refuses its sandbox; the page itself holds no program.
    root = ["--no-sandbox"] if sys.platform == "linux" and _is_root() else []
    command = [
        browser,
        *OFFLINE,
        *root,
        f"--user-data-dir={profile}",
        f"--print-to-pdf={made}",
        page.as_uri(),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        made.unlink(missing_ok=True)


def _is_root() -> bool:
    import os

    return os.geteuid() == 0


def _blank(stamp: re.Match[bytes]) -> bytes:
    """Return the stamp with a day that says nothing, as long as it was: a PDF counts its bytes."""
    return re.sub(rb"\d", b"0", stamp[0]).replace(b"D:00000000", b"D:20000101", 1)


def _unnamed(maker: re.Match[bytes]) -> bytes:
    """Return the entry with as many spaces as the name had letters."""
    return maker[1] + b" " * len(maker[2])
