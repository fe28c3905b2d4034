"""Notebooks and explorers in a real JupyterLab, in a real browser: run, worked, looked at."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.files import shared_folder
from jobsearch_analytics.widgets.questions import QUESTIONS
from jobsearch_analytics.widgets.view import Viewer
from tests.browser.lab import (
    BOX,
    CHROMIUM,
    HEIGHT,
    WIDTH,
    complaints,
    open_notebook,
    run_all,
    run_cell,
    switch_theme,
    violations,
    wait_figure,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Page

    from tests.browser.lab import Lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(CHROMIUM).exists() and not os.environ.get("JOBSEARCH_CI"),
        reason=f"there is no {CHROMIUM} here; with JOBSEARCH_CI=1 that is an error",
    ),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

NOTEBOOKS = sorted(path.stem for path in shared_folder("notebooks").glob("*.ipynb"))
MOVE = "print('now', box.set(channel='recruiter').state['channel'])"
#: What the figure of the first explorer draws now, read back from plotly itself.
DRAWN = "() => Array.from(document.querySelector('.jsa-explorer .js-plotly-plot')._fullData?.[1]?.x ?? [])"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_and_complains_of_nothing(page: Page, shots: Path, axe: str, name: str) -> None:
    open_notebook(page, name)
    run_all(page)
    assert complaints(page) == []
    if page.locator(BOX).count():
        wait_figure(page)
        assert violations(page, axe, BOX) == []
    page.screenshot(path=shots / f"{name}.png")


@pytest.fixture(scope="module")
def opened(lab: Lab, page: Page) -> Page:
    """A notebook whose first cell shows an explorer, made anew for each test; the second moves it."""
    code = "import jobsearch_analytics as jsa\nsearch = jsa.load_sample()\n"
    code += "box = jsa.explore(search, today=search.as_of)\nbox"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in (code, MOVE)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab.folder / "explorer.ipynb")
    open_notebook(page, "explorer")
    return page


@pytest.fixture
def explorer(opened: Page) -> Page:
    """An explorer as it is first."""
    opened.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    run_cell(opened, 0)
    wait_figure(opened)
    assert complaints(opened) == []
    return opened


def shares(**changes: Any) -> list[float]:
    """Return what the figure of the funnel must draw: its bars, from the function itself."""
    search = jsa.load_sample()
    channel = changes.pop("channel", None)
    part = search if channel is None else search.where(channel=channel)
    return jsa.funnel(part, **changes).table["share"].tolist()[1:]


def wait_drawn(page: Page, told: list[float]) -> None:
    """Wait until the bars are these numbers."""
    page.wait_for_function(
        f"told => {{ const x = ({DRAWN})(); return x.length === told.length"
        " && x.every((value, i) => Math.abs(value - told[i]) < 1e-6); }",
        arg=told,
        timeout=10_000,
    )


def test_the_mouse_moves_the_figure_without_flicker(explorer: Page, shots: Path) -> None:
    wait_drawn(explorer, shares())
    explorer.evaluate(
        "() => { window.gone = 0; new MutationObserver(all => { for (const one of all)"
        " for (const node of one.removedNodes) if (node.classList?.contains('main-svg')"
        " || node.classList?.contains('js-plotly-plot')) window.gone += 1; })"
        ".observe(document.querySelector('.jsa-explorer'), { childList: true, subtree: true }); }"
    )
    channels = [value for _, value in Viewer(jsa.load_sample()).controls("funnel")[0].to_dict()["options"]]
    place = channels.index("referral")
    explorer.get_by_label("Channel", exact=True).select_option(index=place)
    wait_drawn(explorer, shares(channel="referral"))
    answer = jsa.funnel(jsa.load_sample().where(channel="referral"))
    assert explorer.locator(f"{BOX} [role=status]").inner_text() == answer.headline
    alt = explorer.locator(f"{BOX} .js-plotly-plot").get_attribute("aria-label")
    assert f"of {answer.table['applications'].max()}" in (alt or "")
    slider = explorer.get_by_label("Horizon")
    box = slider.bounding_box()
    assert box is not None
    explorer.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    explorer.mouse.down()
    for step in range(10):
        explorer.mouse.move(box["x"] + box["width"] * (0.3 + 0.03 * step), box["y"] + box["height"] / 2)
    explorer.mouse.up()
    days = int(slider.input_value())
    explorer.wait_for_function(
        "days => document.querySelector('.jsa-lead').textContent.includes(`${days} days`)", arg=days
    )
    assert explorer.evaluate("() => window.gone") == 0
    explorer.locator(BOX).screenshot(path=shots / "explorer_mouse.png")


def test_every_control_is_reached_and_moved_by_keyboard(explorer: Page) -> None:
    cells = explorer.locator(".jp-Cell").count()
    explorer.get_by_label("Channel", exact=True).focus()
    # In command mode "b" would insert a cell and an arrow would leave this one, if Lab took the keys.
    explorer.keyboard.press("b")
    explorer.keyboard.press("Home")
    wait_drawn(explorer, shares(within_days=int(explorer.get_by_label("Horizon").input_value())))
    explorer.keyboard.press("ArrowDown")
    wait_drawn(explorer, shares(channel="job_board"))
    explorer.keyboard.press("ArrowUp")
    assert explorer.locator(".jp-Cell").count() == cells
    seen = []
    for _ in range(16):
        seen.append(explorer.evaluate("() => document.activeElement.labels?.[0]?.textContent ?? ''"))
        explorer.keyboard.press("Tab")
    order = list(dict.fromkeys(label for label in seen if label))
    assert order == [
        *("Channel", "Role family", "Sent from", "Sent until", "Compare by", "Horizon"),
        *("Silence means no after", "Intervals hold"),
    ]
    slider = explorer.get_by_label("Horizon")
    slider.focus()
    before = int(slider.input_value())
    explorer.keyboard.press("ArrowRight")
    assert int(slider.input_value()) == before + 1
    explorer.wait_for_function(
        "days => document.querySelector('.jsa-lead').textContent.includes(`${days} days`)", arg=before + 1
    )
    radio = explorer.get_by_label("How far?")
    radio.focus()
    explorer.keyboard.press("ArrowRight")
    explorer.wait_for_function("() => document.querySelector('.jsa-finding').textContent.startsWith('Of ')")
    explorer.keyboard.press("ArrowLeft")
    wait_drawn(explorer, shares())


def test_code_moves_the_controls_and_reads_them(explorer: Page) -> None:
    run_cell(explorer, 1)
    explorer.get_by_text("now recruiter", exact=True).first.wait_for()
    wait_drawn(explorer, shares(channel="recruiter"))
    assert explorer.get_by_label("Channel", exact=True).locator("option:checked").inner_text() == (
        f"Recruiter ({len(jsa.load_sample().where(channel='recruiter').sent)})"
    )


@pytest.mark.parametrize(
    ("theme", "places"), [("JupyterLab Dark", range(10)), ("JupyterLab Light", (0, 2, 8))]
)
def test_the_questions_are_readable_in_both_themes(
    explorer: Page, shots: Path, axe: str, theme: str, places: Iterable[int]
) -> None:
    word = theme.split()[-1].lower()
    switch_theme(explorer, theme)
    radios = explorer.locator(f"{BOX} .jsa-questions input")
    assert radios.count() == len(QUESTIONS)
    for place in places:
        label = radios.nth(place).evaluate("input => input.labels[0].textContent")
        before = explorer.locator(".jsa-finding").inner_text()
        radios.nth(place).check()
        if place:
            explorer.wait_for_function(
                "b => document.querySelector('.jsa-finding').textContent !== b", arg=before
            )
        assert violations(explorer, axe, BOX) == [], label
        explorer.locator(BOX).screenshot(path=shots / f"{word}_{place}.png")


@pytest.mark.parametrize(("width", "height", "what"), [(640, 500, "zoom_200"), (390, 844, "phone")])
def test_in_a_narrow_window_nothing_is_cut_off(
    explorer: Page, shots: Path, width: int, height: int, what: str
) -> None:
    """At 200 % zoom a window is half as wide; a phone is narrower still."""
    explorer.evaluate("() => jupyterapp.shell.collapseLeft()")
    explorer.set_viewport_size({"width": width, "height": height})
    fits = (
        "box => box.scrollWidth <= box.clientWidth + 1"
        " && box.querySelector('.main-svg').getBoundingClientRect().right"
        " <= box.getBoundingClientRect().right + 1"
    )
    box = explorer.locator(BOX)
    explorer.wait_for_function(f"() => ({fits})(document.querySelector('{BOX}'))", timeout=10_000)
    right = box.evaluate("box => box.getBoundingClientRect().right")
    for field in explorer.locator(f"{BOX} :is(select, input, summary)").all():
        place = field.bounding_box()
        assert place is not None
        assert place["x"] + place["width"] <= right + 1
    box.screenshot(path=shots / f"{what}.png")
