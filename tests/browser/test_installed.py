"""The installed package, far from any checkout: a user's own log in the notebooks of `jobsearch lab`.

Only where JOBSEARCH_INSTALLED names the interpreter of an environment that holds it; ``.ci/run`` builds the
wheel, installs it and runs this.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jobsearch_analytics.files import shared_folder
from tests.browser.lab import BOX, complaints, open_notebook, run_all, running_lab, wait_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PYTHON = os.environ.get("JOBSEARCH_INSTALLED", "")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not PYTHON, reason="JOBSEARCH_INSTALLED names no environment with the package in it"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

LOG = shared_folder("data_samples") / "messy_tracker.xlsx"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebooks as the command copies them, beside a log, in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("my job search")
    shutil.copy(LOG, folder)
    command = [
        str(Path(PYTHON).with_name("jobsearch")),
        "lab",
        LOG.name,
        "--no-open",
        "--folder",
        "note books",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "note books"


@pytest.fixture(scope="module")
def page(copied: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """JupyterLab of that environment, started somewhere else."""
    home, elsewhere = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("some where else")
    with running_lab(copied, home, python=PYTHON, started_in=elsewhere) as lab:
        opened = lab.visit(browser)
        yield opened
        opened.context.close()


def test_what_runs_is_the_installed_package(copied: Path) -> None:
    where = "import jobsearch_analytics as jsa; print(jsa.__file__)"
    told = subprocess.run([PYTHON, "-c", where], cwd=copied, check=True, capture_output=True, text=True)
    assert Path(told.stdout).is_relative_to(Path(PYTHON).parents[1])


def test_a_copied_notebook_runs_on_the_users_log_and_its_explorer_moves(page: Page, shots: Path) -> None:
    open_notebook(page, "02_funnel")
    assert LOG.name in page.locator(".jp-CodeCell").nth(1).inner_text()
    run_all(page)
    assert complaints(page) == []
    wait_figure(page)
    before = page.locator(".jsa-finding").inner_text()
    page.locator(BOX).get_by_label("Channel", exact=True).select_option(index=1)
    page.wait_for_function("b => document.querySelector('.jsa-finding').textContent !== b", arg=before)
    assert complaints(page) == []
    page.screenshot(path=shots / "installed.png")
