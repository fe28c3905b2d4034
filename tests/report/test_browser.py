"""The page opened as a coach opens it: in a real browser, with the network cut."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pandas as pd
import pytest
from pypdf import PdfReader

from jobsearch_analytics.report.build import write_report
from jobsearch_analytics.report.letters import INVISIBLE
from jobsearch_analytics.report.pdf import write_pdf
from tests.charts.answers import FIRMS, invented_search, invented_themes
from tests.report.injections import INJECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from jobsearch_analytics.search import JobSearch

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(axe_playwright_python.__path__[0]) / "axe.min.js"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="the system has no /usr/bin/chromium"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

#: Seven texts that hold all injections: no table of the page is longer than seven rows.
CHUNKS = tuple(" ".join(INJECTIONS[start::7]) for start in range(7))
EVERYTHING = " ".join(INJECTIONS)


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
    assert 2 <= pdf.count(b"/Type /Page\n") <= 7
    assert noise == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_picture_is_printed_with_its_heading_its_sentence_and_its_caption(
    browser: Browser, report: Path, paper: str
) -> None:
    """Wherever on the paper a section happens to begin: what stands before it is made longer step by step."""
    page, _ = visit(browser, report, 1280)
    blocks = page.evaluate(
        "[...document.querySelectorAll('figure')].map(figure => [...figure.parentElement.querySelectorAll("
        "'h2, .finding, figcaption, .legend li, svg text')].map(part => part.textContent))"
    )
    assert len(blocks) == 4
    for millimetres in range(0, 240, 30):
        page.evaluate("size => document.querySelector('h1').style.paddingTop = `${size}mm`", millimetres)
        pages = _printed(page.pdf(format=paper))
        for block in blocks:
            words = [_letters(text) for text in block]
            assert any(all(word in printed for word in words) for printed in pages), (millimetres, block[0])


def _printed(pdf: bytes) -> list[str]:
    """Return the letters of every page."""
    return [_letters(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def _letters(text: str) -> str:
    """Return a text without its spaces, and with two letters where it was set with a ligature."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def hostile_search(audience: str, folder: Path) -> JobSearch:
    """Return a search in which every text is made of injections."""
    folder.mkdir()
    pd.DataFrame({"quote": CHUNKS[3:6], "approved_on": "2026-06-30"}).to_csv(
        folder / "quotes.csv", index=False
    )
    profile = dict.fromkeys(("goal", "value_proposition", "own_line"), EVERYTHING)
    search = invented_search(
        70,
        # On a coach's page a firm's name is refused wherever it stands; here the other texts are looked at.
        firms=FIRMS if audience == "coach" else CHUNKS,
        profile=profile | {name: list(INJECTIONS) for name in ("strengths", "target_roles", "constraints")},
        workspace=folder,
        sources=INJECTIONS,
    )
    rows = search.applications
    rows["stage"], rows["outcome"] = "interview", "open"
    for name in ("title", "location", "channel", "materials", "note", "url"):
        rows[name] = [CHUNKS[number % 7] for number in range(len(rows))]
    rows["channel"] = [CHUNKS[number % 2] for number in range(len(rows))]
    if audience == "coach":
        # What a note, a link or a constraint holds is withheld wherever else it stands.
        rows["note"], rows["url"], search.profile["constraints"] = None, None, []
    return search


@pytest.mark.parametrize("audience", ["coach", "self"])
def test_nothing_from_the_log_runs(browser: Browser, tmp_path: Path, audience: str) -> None:
    assert len(INJECTIONS) >= 200
    themes = invented_themes(theme=list(CHUNKS[:3]), quote=list(CHUNKS[3:6]))
    object.__setattr__(themes, "headline", EVERYTHING)
    object.__setattr__(themes, "advice", EVERYTHING)
    object.__setattr__(themes, "notes", INJECTIONS)
    path = write_report(
        hostile_search(audience, tmp_path / "jobsearch"),
        tmp_path / "page.html",
        today="2026-07-01",
        themes=themes,
        share=["quotes", "titles", "profile", "channels", "themes", "own_line"],
        questions=[EVERYTHING, EVERYTHING, EVERYTHING],
        own_line=EVERYTHING,
        audience=audience,
        k=1,
    )
    page, noise = visit(browser, path, 800)
    for place in ((400, 300), (200, 700)):
        page.mouse.click(*place)
    page.keyboard.press("Tab")
    page.emulate_media(media="print")
    assert noise == []
    for tag in ("script", "iframe", "img", "link", "base", "object", "embed", "form", "input", "a", "video"):
        assert page.locator(tag).count() == 0, tag
    assert page.locator("meta").count() == 5
    assert page.locator("h1").is_visible()
    seen = page.inner_text("main")
    for text in (
        "{{ 7 * 7 }}",
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "url(//evil.example/x.png)",
    ):
        assert text in seen
    assert not [mark for mark in page.content() if INVISIBLE.match(mark) or mark in "\x00\x08\x1b\u2028"]
    if audience == "coach":
        answers = (tmp_path / "page_answers.txt").read_text("utf-8")
        assert [line for line in answers.splitlines() if line.startswith("Report:")] == [
            answers.splitlines()[2]
        ]


@pytest.mark.parametrize("width", [360, 1280])
def test_nobody_is_shut_out(browser: Browser, report: Path, width: int) -> None:
    """The rules of WCAG 2.2 AA that a program can check (axe-core)."""
    for scheme in ("light", "dark"):
        page, _ = visit(browser, report, width, scheme)
        page.evaluate(AXE.read_text("utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
        assert len(found["passes"]) > 15


def test_a_mail_preview_without_styles_still_says_what_matters(
    browser: Browser, report: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.html"
    html = report.read_text("utf-8")
    bare.write_text(html[: html.index("<style>")] + html[html.index("</style>") + 8 :], "utf-8")
    page, noise = visit(browser, bare, 360)
    assert noise == []
    words = page.inner_text("body")
    order = ["Shared:", "Made on", "Looking for", "Where it stalls", "What is alive now", "Your answer"]
    assert [words.index(word) for word in order] == sorted(words.index(word) for word in order)
    wide = page.evaluate("[...document.querySelectorAll('svg')].map(e => e.getBoundingClientRect().width)")
    assert max(wide) < 700


@pytest.mark.parametrize(("paper", "points"), [("A4", "594.95996 841.91998"), ("Letter", "612 792")])
def test_a_pdf_is_printed_beside_the_page(report: Path, tmp_path: Path, paper: str, points: str) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(report.read_bytes())
    made = write_pdf(page, paper=paper)
    pdf = made.read_bytes()
    assert made == tmp_path / "page.pdf"
    assert f"/MediaBox [0 0 {points}]".encode() in pdf
    assert b"D:20000101" in pdf
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["page.html", "page.pdf"]
    assert page.read_bytes() == report.read_bytes()
