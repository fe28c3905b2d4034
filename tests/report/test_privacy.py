from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from jobsearch_analytics.errors import BadArgumentError, LeakError, UnknownChoiceError
from jobsearch_analytics.report.build import preview, write_report
from jobsearch_analytics.report.leaks import find_leaks, known_names
from jobsearch_analytics.report.privacy import TICKS, shared_view, sharing
from jobsearch_analytics.report.spelling import matches
from tests.charts.answers import FIRMS, invented_search, invented_themes

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

TODAY = "2026-07-01"

#: Ways in which the firm Brightwäter Robotics GmbH and the person Ilse Vandermolen may be written.
PLANTS = (
    *("Brightwäter Robotics GmbH", "brightwater robotics", "BRIGHTWÄTER", "Brightwäter's", "Brightwäter’s"),
    *("brightwater-robotics", "brightwaterrobotics.com", "@brightwater_robotics", "Brightwäter\nRobotics"),
    *("Brіghtwäter", "Bright\u200bwäter", "Bright\u00adwäter", "ＢＲＩＧＨＴＷÄＴＥＲ", "Brightwa\u0308ter"),
    *("Ilse Vandermolen", "ilse", "VANDERMOLEN", "Vandermolen’s", "ilse.vandermolen@post.example"),
    *("ilse@brightwater.example", "https://people.example/ilse-v", "58250", "58,250 EUR", "58.250", "58 250"),
    *("Kestrel and Kestrel & Finch", "kestrel-finch", "Ostrava Loom", "ostravaloom", "Il\u202ese"),
)  # fmt: skip
SENTENCES = (
    "{}",
    "I met {} in spring.",
    "({})",
    "“{}”",
    "Before {}: after",
    "a/{}/b",
    "x&amp;{}",
    "<b>{}</b>",
)


def profile(text: str) -> dict[str, str]:
    return {"goal": text, "value_proposition": "I make figures that people trust"}


def refused(search: JobSearch, folder: Path, **options: Any) -> LeakError:
    path = folder / "page.html"
    with pytest.raises(LeakError) as error:
        write_report(search, path, today=TODAY, **options)
    assert not list(folder.iterdir())
    return error.value


def text_of(path: Path) -> str:
    return html.unescape(path.read_text("utf-8"))


def test_by_default_no_name_of_the_search_leaves(tmp_path: Path) -> None:
    search = invented_search()
    page = text_of(write_report(search, tmp_path / "page.html", today=TODAY, themes=invented_themes()))
    for column in ("company", "title", "location", "url", "note"):
        assert not [value for value in search.applications[column] if value in page], column
    for word in ("Brightw", "Kestrel", "Pellmere", "Vandermolen", "Brzezny", "58250", "Quarrendon"):
        assert word not in page


@pytest.mark.parametrize("plant", PLANTS[::5])
def test_a_name_in_the_goal_stops_the_page(plant: str, tmp_path: Path) -> None:
    refused(invented_search(8, profile=profile(f"A role near {plant}, please")), tmp_path)


def test_planted_names_are_found_however_they_are_written() -> None:
    names = known_names(invented_search())
    planted = [sentence.format(plant) for plant in PLANTS for sentence in SENTENCES]
    assert len(planted) >= 200
    for text in planted:
        page = f"<p>{html.escape(text)}</p>".encode()
        assert find_leaks(page, b"<p></p>", names), text
        assert matches(text, names), text


@pytest.mark.parametrize("kind", ["quote", "theme", "headline", "question"])
def test_names_in_themes_are_replaced_and_in_questions_refused(kind: str, tmp_path: Path) -> None:
    words = "Pellmere said so, and so did Ilse"
    search = invented_search(8)
    if kind == "question":
        refused(search, tmp_path, questions=[words])
        return
    themes = invented_themes(**{kind: [words, "b", "c"]} if kind != "headline" else {})
    if kind == "headline":
        object.__setattr__(themes, "headline", words)
    page = write_report(
        search, tmp_path / "page.html", today=TODAY, share=["quotes", "themes"], themes=themes
    )
    assert "Pellmere" not in text_of(page)
    assert "Company A1 said so, and so did Person A1" in text_of(page)


def test_theme_names_of_the_users_own_stay_unless_ticked(tmp_path: Path) -> None:
    themes = invented_themes(theme=["Communication", "Debrief with Esther", "Motivation and interest"])
    object.__setattr__(themes, "headline", "Debrief with Esther leads.")
    page = text_of(write_report(invented_search(8), tmp_path / "a.html", today=TODAY, themes=themes))
    assert "Esther" not in page
    assert "Another theme (1) leads." in page
    ticked = write_report(
        invented_search(8), tmp_path / "b.html", today=TODAY, themes=themes, share=["themes"]
    )
    assert "Debrief with Esther leads." in text_of(ticked)


def test_the_error_says_what_and_where(tmp_path: Path) -> None:
    error = refused(invented_search(8, profile=profile("To work at Pellmere")), tmp_path)
    assert str(error) == (
        "No page was written: 1 withheld name(s) would have left with it.\n"
        "  a firm: …Looking for To work at Pellmere Brings I make figures th…\n"
        "Take them out of the text they stand in, or write the page for yourself: "
        'write_report(search, path, audience="self").'
    )


ORDINARY = (
    *(
        "Meta",
        "Gap",
        "Box",
        "Target",
        "Color",
        "Will",
        "May",
        "Mark",
        "Stage",
        "Open",
        "Known",
        "Screen",
        "Time",
    ),
    *("Offer", "Number", "Share", "Best", "Interview", "Page", "Goal"),
)


def test_firms_called_like_ordinary_words_still_get_a_page(tmp_path: Path) -> None:
    search = invented_search(60, firms=ORDINARY)
    calm = invented_search(
        60, firms=ORDINARY, profile=profile("I will target a good open role, and may share more")
    )
    for number, each in enumerate((search, calm)):
        themes = invented_themes(quote=["a", "b", "c"])
        assert write_report(each, tmp_path / f"{number}.html", today=TODAY, themes=themes).exists()


def test_and_each_of_them_is_still_found() -> None:
    names = known_names(invented_search(40, firms=ORDINARY))
    for firm in ORDINARY:
        page, twin = (
            f"<h1>{firm}</h1><p>I was at {firm} once</p>".encode(),
            f"<h1>{firm}</h1><p></p>".encode(),
        )
        assert find_leaks(page, twin, names), firm
        assert not find_leaks(twin, twin, names)


@pytest.mark.parametrize("firm", ["Target", "Will", "Stage"])
def test_and_stops_the_page(firm: str, tmp_path: Path) -> None:
    refused(invented_search(20, firms=ORDINARY, profile=profile(f"I was at {firm} once")), tmp_path)


def test_quotes_leave_only_when_ticked_and_with_names_replaced(tmp_path: Path) -> None:
    search, themes = invented_search(), invented_themes()
    silent = text_of(write_report(search, tmp_path / "a.html", today=TODAY, themes=themes))
    spoken = text_of(write_report(search, tmp_path / "b.html", today=TODAY, themes=themes, share=["quotes"]))
    assert "the design stayed thin" not in silent
    assert "Company A1 said the design stayed thin" in spoken
    assert "Seemed unsure why Company A1" in spoken


def test_pseudonyms_last_and_their_key_stays_in_the_workspace(tmp_path: Path) -> None:
    space = tmp_path / "jobsearch"
    search = invented_search(workspace=space)
    options: dict[str, Any] = {"today": TODAY, "share": ["quotes"]}
    write_report(search, tmp_path / "a.html", themes=invented_themes(), today=TODAY)
    assert not space.exists()
    write_report(search, tmp_path / "b.html", themes=invented_themes(), **options)
    key = (space / "pseudonyms.toml").read_text("utf-8")
    assert key == '[firms]\nPellmere = "Company A1"\n'
    new = invented_themes(quote=["At Tidewick Analytics I shone", "Pellmere agreed", ""])
    page = text_of(write_report(search, tmp_path / "c.html", themes=new, **options))
    assert "At Company A2 I shone" in page
    assert "Company A1 agreed" in page
    again = write_report(search, tmp_path / "d.html", themes=new, **options)
    assert again.read_bytes() == (tmp_path / "c.html").read_bytes()


def test_ways_of_finding_roles_are_plain_common_and_without_names(tmp_path: Path) -> None:
    search = invented_search()
    ways = pd.Series(["job_board", "my aunt", "via Pellmere", "referral"] * 20)
    ways.iloc[0] = "rare way"
    search.applications["channel"] = ways
    default = shared_view(search, sharing("coach", (), 3))
    assert set(default.sent["channel"]) == {"job_board", "referral", "other"}
    ticked = shared_view(search, sharing("coach", ["channels"], 3))
    assert set(ticked.sent["channel"]) == {"job_board", "my aunt", "referral", "other"}


def test_what_is_withheld_is_not_even_in_the_shared_view() -> None:
    search = invented_search()
    view = shared_view(search, sharing("coach", (), 3))
    frames = (view.applications, view.events, view.contacts, view.touches)
    held = " ".join(str(frame.to_csv()) for frame in frames)
    for firm in (*FIRMS, "Vandermolen", "Quarrendon", "58250"):
        assert firm not in held
    assert len(view.sent) == len(search.sent)


def test_the_page_for_oneself_names_everything(tmp_path: Path) -> None:
    search = invented_search(profile=profile("To work at Pellmere"))
    page = text_of(
        write_report(search, tmp_path / "a.html", today=TODAY, themes=invented_themes(), audience="self")
    )
    assert "To work at Pellmere" in page
    assert "Pellmere said the design stayed thin" in page
    assert "Withheld" not in page


def test_preview_lists_what_leaves_and_what_each_tick_adds() -> None:
    rows = preview(invented_search()).set_index("item")
    assert set(rows.loc[rows["tick"] != "", "tick"]) == set(TICKS)
    assert not rows.loc[["names of firms", "names of people", "pay", "constraints"], "leaves"].any()
    assert rows.loc["names of firms", "amount"] == len(FIRMS)
    assert preview(invented_search(), share=["quotes"]).set_index("item").loc["quotes", "leaves"]


def test_unknown_choices_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownChoiceError) as error:
        write_report(invented_search(8), tmp_path / "a.html", share=["quote"])
    assert str(error.value) == (
        "share='quote' is not something that can be ticked.\n"
        "  Known: quotes, themes, channels, profile, dates.\n"
        "  Did you mean 'quotes'?"
    )
    with pytest.raises(UnknownChoiceError, match="audience='boss' is not an audience"):
        write_report(invented_search(8), tmp_path / "a.html", audience="boss")
    with pytest.raises(BadArgumentError, match="k=0 cannot be used"):
        preview(invented_search(8), k=0)
