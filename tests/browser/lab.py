"""A real JupyterLab for tests: started in a folder of its own, opened in a real browser, run."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

#: JupyterLab asks and tells things of its own on a first visit; none of that belongs into a test.
SETTINGS = {
    "apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True,
    },
    "docmanager-extension/plugin.jupyterlab-settings": {"autosave": False},
    "notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
}  # fmt: skip

#: What no notebook may hold, and where it would stand.
KINDS = ("application/vnd.jupyter.error", "application/vnd.jupyter.stderr")
SAID = '.jp-OutputArea-output[data-mime-type="{}"]'

#: An explorer.
BOX = ".jsa-explorer"

START_SECONDS, CELL_SECONDS = 90, 180

#: A usual window.
WIDTH, HEIGHT = 1280, 1000


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Attributes
    ----------
    url : str
        Where it listens; only on this machine.
    token : str
        What it wants to be shown.
    folder : Path
        Its working directory.
    """

    url: str
    token: str
    folder: Path

    def visit(self, browser: Browser, *, width: int = WIDTH, height: int = HEIGHT) -> Page:
        """Open JupyterLab on a page of its own, without a notebook."""
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(1000 * START_SECONDS)
        page.goto(f"{self.url}/lab?token={self.token}&reset")
        page.wait_for_function("() => window.jupyterapp && document.querySelector('#main')")
        page.evaluate("() => jupyterapp.restored")
        return page


@contextmanager
def running_lab(
    folder: Path, home: Path, *, python: str = sys.executable, started_in: Path | None = None
) -> Generator[Lab]:
    """Start JupyterLab for a folder, with a home of its own, and stop it again.

    Parameters
    ----------
    folder : Path
        What it shows.
    home : Path
        Where it keeps its own.
    python : str
        The interpreter of the environment it runs in; that of the tests by default.
    started_in : Path, optional
        Its working directory; the folder by default.
    """
    port, token = _free_port(), secrets.token_hex(16)
    for name, settings in SETTINGS.items():
        path = home / "settings" / "@jupyterlab" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    own = {
        "HOME": home, "JUPYTER_CONFIG_DIR": home / "config", "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "run", "IPYTHONDIR": home / "ipython",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings", "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    command = [
        *(python, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1", "--allow-root"),
        *(f"--ServerApp.port={port}", f"--IdentityProvider.token={token}", "--ServerApp.port_retries=0"),
        f"--ServerApp.root_dir={folder}",
        *("--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
        # So that a test opens the next notebook on the same page: loading JupyterLab takes most of its time.
        "--LabApp.expose_app_in_browser=True",
    ]
    log = (home / "lab.log").open("w")
    with log, subprocess.Popen(
        command, cwd=started_in or folder, env=os.environ | {name: str(value) for name, value in own.items()},
        stdout=log, stderr=subprocess.STDOUT,
    ) as server:  # fmt: skip
        try:
            lab = Lab(f"http://127.0.0.1:{port}", token, folder)
            _wait_for(f"{lab.url}/api?token={token}", server, home / "lab.log")
            yield lab
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


def open_notebook(page: Page, name: str) -> None:
    """Open a notebook instead of the one that is open, and wait until its kernel is idle."""
    close_all(page)
    page.evaluate(
        "async path => { await jupyterapp.commands.execute('docmanager:open', { path }); }", f"{name}.ipynb"
    )
    page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for()
    wait_idle(page)


def close_all(page: Page) -> None:
    """Stop every kernel and close every notebook; nothing is saved."""
    page.evaluate(
        "async () => { for (const one of [...jupyterapp.shell.widgets('main')]) {"
        " if (one.context) { one.context.model.dirty = false; await one.sessionContext.shutdown(); }"
        " one.dispose(); } }"
    )


def wait_idle(page: Page) -> None:
    """Wait until the kernel is there and has nothing to do: the indicator alone says idle too early."""
    page.wait_for_function(
        "() => !document.querySelector('.jp-Dialog') && [...document.querySelectorAll('#jp-bottom-panel *')]"
        ".some(e => e.children.length === 0 && /\\| Idle$/.test(e.textContent))"
    )


def run_all(page: Page) -> None:
    """Run every cell, and wait until each has its number."""
    page.locator(".jp-NotebookPanel:visible .jp-Cell").first.click()
    page.keyboard.press("Escape")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.jp-CodeCell')].every(cell => "
        "/^\\[\\d+\\]:$/.test(cell.querySelector('.jp-InputPrompt').textContent.trim()))"
        f" || document.querySelector('{SAID.format(KINDS[0])}')",
        timeout=1000 * CELL_SECONDS,
    )
    wait_idle(page)


def run_cell(page: Page, place: int) -> None:
    """Run one code cell to its end."""
    page.evaluate(
        "async place => { jupyterapp.shell.currentWidget.content.activeCellIndex = place;"
        " await jupyterapp.commands.execute('notebook:run-cell'); }",
        place,
    )


def switch_theme(page: Page, theme: str) -> None:
    """Choose a theme."""
    page.evaluate(
        "async theme => { await jupyterapp.commands.execute('apputils:change-theme', { theme }); }", theme
    )
    light = "true" if theme.endswith("Light") else "false"
    page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")


def wait_figure(page: Page) -> None:
    """Wait until the first figure has drawn something: an empty one comes before."""
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')?._fullData?.length > 0")


def complaints(page: Page) -> list[str]:
    """Return the errors and everything on stderr that stands in the notebook."""
    return [text for kind in KINDS for text in page.locator(SAID.format(kind)).all_inner_texts()]


def violations(page: Page, axe: str, selector: str) -> list[dict[str, Any]]:
    """Return what axe-core calls serious or critical within a part of the page."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe)
    found = page.evaluate("selector => axe.run(selector, { resultTypes: ['violations'] })", selector)
    return [
        {
            "rule": one["id"],
            "impact": one["impact"],
            "where": [node["html"] for node in one["nodes"]],
            "of": [
                part["html"] for node in one["nodes"] for why in node["any"] for part in why["relatedNodes"]
            ],
        }
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
