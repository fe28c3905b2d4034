from __future__ import annotations

import dataclasses
import html
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from jobsearch_analytics.analysis.feedback_themes import feedback_themes
from jobsearch_analytics.errors import BadArgumentError, LeakError, UnknownChoiceError
from jobsearch_analytics.report.build import write_report
from jobsearch_analytics.report.known import known_names
from jobsearch_analytics.report.preview import preview
from jobsearch_analytics.report.privacy import TICKS, shared_view, sharing
from jobsearch_analytics.report.quotes import approve_quote, approved_quotes
from jobsearch_analytics.report.roles_shown import roles_shown
from tests.analysis.searches import make_search
from tests.charts.answers import FIRMS, invented_search, invented_themes

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

TODAY = "2026-07-01"


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


def approve(folder: Path, *quotes: str) -> Path:
    """Keep approvals as `approve_quote` does, also of quotes that no note of a small search holds."""
    rows = pd.DataFrame({"quote": quotes, "approved_on": TODAY})
    folder.mkdir(exist_ok=True)
    rows.to_csv(folder / "quotes.csv", index=False)
    return folder


@pytest.mark.parametrize("kind", ["quote", "theme", "headline"])
def test_names_in_themes_are_replaced(kind: str, tmp_path: Path) -> None:
    words = "Pellmere said so, and so did Ilse"
    search = invented_search(8, workspace=approve(tmp_path / "jobsearch", words))
    themes = invented_themes(**{kind: [words, "b", "c"]} if kind != "headline" else {})
    if kind == "headline":
        object.__setattr__(themes, "headline", words)
    page = write_report(
        search, tmp_path / "page.html", today=TODAY, share=["quotes", "themes"], themes=themes
    )
    assert "Pellmere" not in text_of(page)
    assert re.search(r"Company [A-Z]\d said so, and so did Person A1", text_of(page))


def test_names_in_questions_are_refused(tmp_path: Path) -> None:
    error = refused(invented_search(8), tmp_path, questions=["Pellmere said so. Did they?"])
    assert {where.split(":")[0] for _, where in error.hits} == {
        "in “Three questions for you”",
        "in the answer file",
    }


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
        "  a firm, in “Goal and value, in their own words”: "
        "…Looking for To work at Pellmere Brings I make figures th…\n"
        "Take them out of the text they stand in, or write the page for yourself: "
        'write_report(search, path, audience="self").'
    )


def test_quotes_leave_only_when_approved_and_ticked_and_with_names_replaced(tmp_path: Path) -> None:
    themes = invented_themes()
    options: dict[str, Any] = {"today": TODAY}
    search = invented_search(
        workspace=approve(tmp_path / "jobsearch", "Pellmere said the design stayed thin")
    )
    silent = text_of(write_report(search, tmp_path / "a.html", themes=themes, **options))
    spoken = text_of(write_report(search, tmp_path / "b.html", themes=themes, share=["quotes"], **options))
    assert "the design stayed thin" not in silent
    assert re.search(r"Company [A-Z]\d said the design stayed thin", spoken)
    assert "Seemed unsure why" not in spoken
    assert "Explains well" not in spoken


def test_a_quote_is_approved_one_by_one_and_taken_back(tmp_path: Path) -> None:
    notes = pd.DataFrame({"feedback_id": ["f0"], "text": ["You told it well. The end was thin."]})
    search = invented_search(8, feedback=notes, workspace=tmp_path)
    path = approve_quote(search, "The end  was thin", today=TODAY)
    assert path.read_text("utf-8") == "quote,approved_on\nThe end was thin,2026-07-01\n"
    approve_quote(search, "You told it well", today=TODAY)
    assert approved_quotes(search) == ["The end was thin", "You told it well"]
    approve_quote(search, "The end was thin", approved=False, today=TODAY)
    assert approved_quotes(search) == ["You told it well"]
    with pytest.raises(UnknownChoiceError) as error:
        approve_quote(search, "You were brilliant", today=TODAY)
    assert str(error.value) == (
        "quote='You were brilliant' is not a part of any note of this feedback.\n"
        "  Known: You told it well. The end was thin.."
    )


def test_pseudonyms_last_and_their_key_stays_in_the_workspace(tmp_path: Path) -> None:
    space = approve(tmp_path / "jobsearch", "Pellmere agreed")
    search = invented_search(workspace=space)
    themes = invented_themes(quote=["Pellmere agreed", "", ""])
    options: dict[str, Any] = {"today": TODAY, "share": ["quotes"], "themes": themes}
    first = write_report(search, tmp_path / "a.html", **options)
    key = tomllib.loads((space / "pseudonyms.toml").read_text("utf-8"))["firms"]
    assert f"{key['Pellmere']} agreed" in text_of(first)
    assert not [name for name in key if name in text_of(first)]
    more = search.where(company=["Tidewick Analytics", "Pellmere"])
    write_report(more, tmp_path / "b.html", **options)
    again = write_report(search, tmp_path / "a.html", **options)
    assert tomllib.loads((space / "pseudonyms.toml").read_text("utf-8"))["firms"] == key
    assert f"{key['Pellmere']} agreed" in text_of(again)


def test_ways_of_finding_roles_are_plain_common_and_without_names(tmp_path: Path) -> None:
    search = invented_search()
    ways = pd.Series(["job_board", "my aunt", "via Pellmere", "referral"] * 20)
    ways.iloc[0] = "rare way"
    search.applications["channel"] = ways
    default = shared_view(search, sharing("coach", (), 3), {})
    assert set(default.sent["channel"]) == {"job_board", "referral", "other"}
    ticked = shared_view(search, sharing("coach", ["channels"], 3), {})
    assert set(ticked.sent["channel"]) == {"job_board", "my aunt", "referral", "other"}


def test_what_is_withheld_is_not_even_in_the_shared_view() -> None:
    search = invented_search()
    view = shared_view(search, sharing("coach", (), 3), {})
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


def test_preview_lists_what_leaves_and_what_each_tick_adds(tmp_path: Path) -> None:
    search = invented_search(workspace=tmp_path / "jobsearch")
    search.profile["strengths"] = ["calm explaining"]
    rows = preview(search, themes=invented_themes(), today=TODAY).set_index("item")
    assert set(rows.loc[rows["tick"] != "", "tick"]) == set(TICKS)
    assert not rows.loc[["names of firms", "names of people", "pay", "constraints"], "leaves"].any()
    assert rows.loc["names of firms", "amount"] == len(FIRMS)
    added = rows[rows["tick"] != ""].set_index("tick")["words"]
    assert added["profile"] == "Good at: calm explaining"
    page = text_of(write_report(search, tmp_path / "a.html", themes=invented_themes(), today=TODAY))
    told = rows[rows.index.str.startswith("the section")]["words"]
    lines = [line for words in told for line in words.splitlines()]
    assert not [line for line in lines if not all(cell in page for cell in re.split(r" · |: ", line))]
    assert "calm explaining" not in page


def test_preview_writes_nothing(tmp_path: Path) -> None:
    preview(invented_search(8, workspace=tmp_path / "jobsearch"), themes=invented_themes(), today=TODAY)
    assert not list(tmp_path.iterdir())


def test_titles_are_generalised_when_rare(tmp_path: Path) -> None:
    rows = [
        {
            "company": f"Firm{n}",
            "title": title,
            "location": place,
            "stage": "interview",
            "applied_on": "2026-06-01",
        }
        for n, (title, place) in enumerate(
            [("Data Analyst", "Lynbrook")] * 3
            + [
                ("Data Analyst", "Quarrendon"),
                ("Wizard of Ledgers", "Lynbrook"),
                ("Firm0 Analyst", "Lynbrook"),
            ]
        )
    ]
    search = make_search(rows)
    names = known_names(search)
    shown = roles_shown(search, sharing("coach", ["titles"], 3), names)
    assert list(shown.values()) == [
        *[("Data Analyst", "Lynbrook")] * 3,
        ("Data Analyst", "another place"),
        ("another role", "another place"),
        ("another role", "another place"),
    ]
    assert roles_shown(search, sharing("coach", [], 3), names) == {}
    assert roles_shown(search, sharing("coach", ["titles"], 1), names)["a4"] == (
        "Wizard of Ledgers",
        "Lynbrook",
    )


def test_unknown_choices_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownChoiceError) as error:
        write_report(invented_search(8), tmp_path / "a.html", share=["quote"])
    assert str(error.value) == (
        "share='quote' is not something that can be ticked.\n"
        "  Known: quotes, titles, themes, channels, profile, dates, experiments, own_line.\n"
        "  Did you mean 'quotes'?"
    )
    with pytest.raises(UnknownChoiceError, match="audience='boss' is not an audience"):
        write_report(invented_search(8), tmp_path / "a.html", audience="boss")
    with pytest.raises(BadArgumentError, match="k=0 cannot be used"):
        preview(invented_search(8), k=0, today=TODAY)


def test_sentences_written_into_the_themes_by_hand_stay(tmp_path: Path) -> None:
    notes = ["Your answers rambled on", "You were hard to follow", "The answers were too long"]
    search = invented_search(
        12,
        firms=("Target", "Will", "Pellmere"),
        feedback=pd.DataFrame(
            {
                "feedback_id": ["f1", "f2", "f3"],
                "company": ["Target", "Will", "Pellmere"],
                "received_on": pd.Timestamp("2026-06-01"),
                "said_by": "recruiter",
                "text": notes,
            }
        ),
    )
    themes = feedback_themes(search)
    said = "Will of Target told me at Pellmere"
    altered = dataclasses.replace(
        themes,
        headline=said,
        advice=said,
        notes=(said,),
        model_note=said,
        table=pd.concat([themes.table.assign(verdict=said), themes.table.assign(sign=said)]),
    )
    page = write_report(search, tmp_path / "page.html", today=TODAY, themes=altered).read_text("utf-8")
    assert "Communication" in page
    assert not re.search("Will of|Target|Pellmere|told me at Pellmere", page)
