"""Take the README's pictures of the real thing: ``uv run python -m tests.browser.screenshots``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from PIL import Image
from playwright.sync_api import sync_playwright

import jobsearch_analytics as jsa
from tests.browser.lab import ARGUMENTS, CHROMIUM, Lab, open_notebook, run_all, running_lab, wait_figure

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).parents[2] / "notebooks" / "images"

#: As many colours as a chart and its words need; the file is a third as large.
COLOURS = 64
MOST_BYTES = 150_000

EXPLORER = """import jobsearch_analytics as jsa

search = jsa.load_sample()
jsa.explore(search, today=search.as_of)"""
CHART = """import jobsearch_analytics as jsa

search = jsa.load_sample()
jsa.draw(jsa.feedback_themes(search))"""


def main() -> None:
    """Take all pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder, home = Path(temporary) / "my_search", Path(temporary) / "home"
        folder.mkdir()
        home.mkdir()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with running_lab(folder, home) as lab:
            _take_notebook(lab, browser, "explore_my_search", EXPLORER)
            _take_notebook(lab, browser, "feedback_themes", CHART)
        _take_page(browser, Path(temporary))
        browser.close()


def _take_notebook(lab: Lab, browser: Browser, name: str, code: str) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab.folder / f"{name}.ipynb")
    page = lab.visit(browser, width=1180, height=980)
    open_notebook(page, name)
    page.keyboard.press("Control+b")
    run_all(page)
    wait_figure(page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    _save(page.screenshot(), name)
    page.context.close()


def _take_page(browser: Browser, folder: Path) -> None:
    search = jsa.load_sample()
    page = browser.new_page(viewport={"width": 1000, "height": 980})
    page.goto(jsa.write_report(search, folder / "page.html", today=search.as_of).as_uri())
    _save(page.screenshot(), "for_my_coach")


def _save(png: bytes, name: str) -> None:
    path = IMAGES / f"{name}.png"
    path.write_bytes(png)
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise RuntimeError(f"{path} has {size:,} bytes, more than {MOST_BYTES:,}")
    print(f"{path} {size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
