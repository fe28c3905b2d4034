"""The page opened as a coach opens it: in a real browser, with the network cut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jobsearch_analytics.report.build import write_report
from tests.charts.answers import FIRMS, invented_search, invented_themes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="the system has no /usr/bin/chromium"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

#: Texts that would do something if a page let them.
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "\"><iframe src='javascript:alert(1)'></iframe>",
    "' onmouseover='alert(1)' x='",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</svg><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<a href='javascript:alert(1)'>go</a>",
    "{{ 7 * 7 }}{% for x in y %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "url(//evil.example/x.png) @import '//evil.example'",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202egpj.exe\u202c \u2066hidden\u2069",
    "\x00\x08\x1b[31mred",
    "]]><script>alert(1)</script>",
    "$\\frac{1}{0}$ $x^",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "page.html"
    return write_report(
        invented_search(), path, today="2026-07-01", themes=invented_themes(), share=["quotes", "profile"]
    )


def visit(browser: Browser, path: Path, width: int, scheme: Any = "light") -> tuple[Page, list[str]]:
    """Open the page without a network; return it and everything it tried or complained of."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True, reduced_motion="reduce"
    )
    page, noise = context.new_page(), []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("dialog", lambda dialog: noise.append(dialog.message) or dialog.dismiss())
    page.on("request", lambda request: noise.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page, noise


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_fits_asks_for_nothing_and_complains_of_nothing(
    browser: Browser, report: Path, width: int, scheme: str
) -> None:
    page, noise = visit(browser, report, width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("h1").count() == 1
    assert page.locator("main figure svg").count() == 4
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
        "rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 24, 29)"
    )
    assert noise == []


def test_pictures_keep_readable_text_on_a_phone(browser: Browser, report: Path) -> None:
    page, _ = visit(browser, report, 360)
    sizes = page.evaluate(
        "[...document.querySelectorAll('svg text')].map(t => parseFloat(getComputedStyle(t).fontSize)"
        " * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width)"
    )
    assert min(sizes) > 9
    outside = page.evaluate(
        "[...document.querySelectorAll('svg text')].filter(t => t.getBoundingClientRect().right > 360).length"
    )
    assert outside == 0


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_a_few_pages(browser: Browser, report: Path, paper: str) -> None:
    page, noise = visit(browser, report, 1280)
    pdf = page.pdf(format=paper)
    assert pdf.startswith(b"%PDF")
    assert 2 <= pdf.count(b"/Type /Page\n") <= 5
    assert noise == []


@pytest.mark.parametrize("audience", ["coach", "self"])
def test_nothing_from_the_log_runs(browser: Browser, tmp_path: Path, audience: str) -> None:
    everything = " ".join(HOSTILE)
    search = invented_search(
        40,
        # On a coach's page a firm's name is refused wherever it stands; here the other texts are looked at.
        firms=FIRMS if audience == "coach" else HOSTILE,
        profile={"goal": everything, "value_proposition": everything, "strengths": list(HOSTILE)},
    )
    search.applications["channel"] = [HOSTILE[i % 4] for i in range(40)]
    themes = invented_themes(theme=list(HOSTILE[:3]), quote=list(HOSTILE[3:6]))
    object.__setattr__(themes, "headline", everything)
    path = write_report(
        search,
        tmp_path / "page.html",
        today="2026-07-01",
        themes=themes,
        share=["quotes", "profile", "channels", "themes"],
        audience=audience,
    )
    page, noise = visit(browser, path, 800)
    page.mouse.move(400, 300)
    assert noise == []
    assert page.locator("script, iframe, img, link, base, object, embed").count() == 0
    assert page.locator("h1").is_visible()
    assert "{{ 7 * 7 }}" in page.inner_text("main")
    assert not set("\u202e\u2066\x08\x1b") & set(page.content())
