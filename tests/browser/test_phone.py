"""Every chart on a phone: at 360 pixels its words stand inside, are large enough, and keep off each other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa
from tests.browser.lab import CHROMIUM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(CHROMIUM).exists() and not os.environ.get("JOBSEARCH_CI"),
        reason=f"there is no {CHROMIUM} here; with JOBSEARCH_CI=1 that is an error",
    ),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

NAMES = (
    *("funnel", "funnel by channel", "flows", "waits", "waits by channel", "silence", "closing day"),
    *("comparison", "forecast", "momentum", "pipeline", "themes", "themes by stage", "themes over time"),
    *("theme map", "targeting", "fit to profile", "feedback requests", "keep in touch", "experiments"),
)

#: So many equal looks in a row, a tenth of a second apart, are rest.
STILL = 5

#: Words of a figure: where they end, how large they are, and which lie on one another.
LOOK = """() => {
  const texts = [...document.querySelectorAll('.main-svg text')].filter(t => t.textContent.trim());
  const size = text => parseFloat(getComputedStyle(text).fontSize);
  const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect(), size(text)]);
  const upon = [];
  boxes.forEach(([a, p], i) => boxes.slice(i + 1).forEach(([b, q]) => {
    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (wide > 2 && high > 4) upon.push([a, b]);
  }));
  for (const bar of document.querySelectorAll('.node-rect')) {
    const q = bar.getBoundingClientRect();
    for (const [a, p] of boxes) {
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (wide > 2 && high > 4) upon.push([a, 'a bar']);
    }
  }
  return {
    outside: boxes.filter(([, p]) => p.right > 361 || p.left < -1).map(([a]) => a),
    smallest: Math.min(...boxes.map(([, , high]) => high)),
    upon,
  };
}"""


@pytest.fixture(scope="module")
def figures() -> dict[str, str]:
    search = jsa.load_sample()
    waits, themes, today = jsa.waiting_times(search), jsa.feedback_themes(search), search.as_of
    answers = (
        *(jsa.funnel(search), jsa.funnel(search, by="channel"), jsa.flows(search), waits),
        *(jsa.waiting_times(search, by="channel"), waits.chance_after(range(91)), waits.closing_day()),
        *(jsa.comparison(search, by="channel"), jsa.forecast(search), jsa.momentum(search)),
        *(jsa.pipeline(search, waits=waits, today=today), themes, jsa.theme_groups(themes, by="stage")),
        *(jsa.theme_trend(themes), jsa.theme_map(themes), jsa.targeting(search, themes=themes)),
        *(jsa.fit_to_profile(search, themes=themes), jsa.feedback_requests(search, today=today)),
        *(jsa.keep_in_touch(search, today=today), jsa.experiments(search)),
    )
    return {name: jsa.draw(answer).to_json() for name, answer in zip(NAMES, answers, strict=True)}


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    from plotly.offline import get_plotlyjs

    page = browser.new_context(viewport={"width": 360, "height": 800}, device_scale_factor=2).new_page()
    page.set_content("<body style='margin:0'><div id=figure></div></body>")
    page.add_script_tag(content=get_plotlyjs())
    yield page
    page.context.close()


def _at_rest(phone: Page) -> dict:
    """Return what is seen once nothing moves: a flow glides to its place, on a busy machine late."""
    looks = [phone.evaluate(LOOK)]
    while len(looks) < 40 and (len(looks) < STILL or any(look != looks[-1] for look in looks[-STILL:])):
        phone.wait_for_timeout(100)
        looks.append(phone.evaluate(LOOK))
    return looks[-1]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_readable_on_a_phone(phone: Page, figures: dict[str, str], shots: Path, name: str) -> None:
    phone.evaluate(
        "async json => { const f = JSON.parse(json); await Plotly.newPlot('figure', f.data, f.layout,"
        " { displayModeBar: false, responsive: true }); }",
        figures[name],
    )
    seen = _at_rest(phone)
    phone.screenshot(path=shots / f"phone_{name.replace(' ', '_')}.png", full_page=True)
    assert seen["outside"] == []
    assert seen["smallest"] >= 11
    assert seen["upon"] == []
