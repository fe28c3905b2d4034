"""One JupyterLab, one browser and one page of it for each of these modules; a folder for what they see.

For no longer than the module: while a browser is driven here, no other test can run an event loop.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jobsearch_analytics.notebooks import copy_notebooks
from tests.browser.lab import ARGUMENTS, CHROMIUM, Lab, running_lab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab in a folder with the copied notebooks, far from the repository."""
    folder, home = tmp_path_factory.mktemp("my notebooks"), tmp_path_factory.mktemp("home")
    copy_notebooks(folder)
    with running_lab(folder, home) as running:
        yield running


@pytest.fixture(scope="module")
def page(lab: Lab, browser: Browser) -> Iterator[Page]:
    """JupyterLab on one page; each test opens its own notebook there."""
    opened = lab.visit(browser)
    yield opened
    opened.context.close()


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the screenshots go: JOBSEARCH_SHOTS, or a temporary folder."""
    named = os.environ.get("JOBSEARCH_SHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def axe() -> str:
    import axe_playwright_python

    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
