"""Names planted everywhere, through whole pages: each is replaced or withheld, or there is no file."""

from __future__ import annotations

import dataclasses
import html
import itertools
import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from jobsearch_analytics import workspace
from jobsearch_analytics.errors import LeakError
from jobsearch_analytics.report.answer_file import answer_text
from jobsearch_analytics.report.build import leaks_of, write_report
from jobsearch_analytics.report.counted import count_for
from jobsearch_analytics.report.known import known_names
from jobsearch_analytics.report.leaks import find_leaks
from jobsearch_analytics.report.letters import squash
from jobsearch_analytics.report.manifest import manifest
from jobsearch_analytics.report.page import render_page
from jobsearch_analytics.report.prepare import prepare
from jobsearch_analytics.report.privacy import TICKS, sharing
from jobsearch_analytics.tables import TABLES
from tests.charts.answers import invented_search, invented_themes
from tests.report.plants import EVERYDAY, FIELDS, everyday_forms, forms, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

DAY = pd.Timestamp("2026-07-01")
EVERYTHING = sharing("coach", [tick for tick in TICKS if tick != "channels"], 3)

#: What is planted: a firm, a person, and parts that stand for them.
NAMES = ("Brightwäter Robotics", "Ilse Vandermolen")
OTHERS = (
    *(
        "Kestrel & Finch",
        "kestrel-finch",
        "Ostrava Loom",
        "ostravaloom",
        "teampellmere",
        "Pellmeres",
        "Brzezny",
    ),
    *(
        "ilse@brightwater.example",
        "ilse at brightwater dot example",
        "https://people.example/ilse-v",
        "Brightwaeter",
    ),
    *(
        "58250",
        "58,250 EUR",
        "58.250",
        "58 250",
        "58.25k",
        "€58,250",
        "58’250",
        "spoke with IV",
        "IV said no",
    ),
    *("at K&F", "via T.B."),
)

#: No page may hold these, whatever stands between their letters.
SQUASHED = ("brightwater", "vandermolen", "kestrel", "pellmere", "58250", "ilse")


class Planter:
    """Pages that differ from one another only by a planted text, made from one base."""

    def __init__(self, search: JobSearch) -> None:
        self.search = search
        self.themes = invented_themes()
        self.facts = manifest(search, EVERYTHING)
        self.counted = count_for(search, EVERYTHING, DAY, 0.95)

    def leaving(self, field: str, text: str) -> str | None:
        """Return the words that would leave with the text in a field; None if no file would be written."""
        profile, themes = dict(self.search.profile), self.themes
        options: dict[str, Any] = {}
        if field in ("strengths", "target_roles"):
            profile[field] = ["figures", text]
        elif field in ("goal", "value_proposition"):
            profile[field] = text
        elif field == "theme":
            themes = invented_themes(theme=[text, "System design", "Motivation and interest"])
        elif field == "quote":
            themes = invented_themes(quote=[text, "", ""])
            rows = pd.DataFrame({"quote": [" ".join(text.split())], "approved_on": "2026-06-30"})
            rows.to_csv(workspace.require(self.search) / "quotes.csv", index=False)
        else:
            options = {"questions": [text]} if field == "question" else {"own_line": text}
        planted = dataclasses.replace(self.search, profile=profile)
        ready = prepare(planted, EVERYTHING, self.counted, themes=themes, **options)
        page = render_page(ready.material, self.facts)
        answers = answer_text(ready.material.report, ready.material.questions)
        found = leaks_of(ready, page, self.facts, "page.html")
        return None if found else html.unescape((page + answers).decode())


def plain_text(page: str) -> str:
    return re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)


@pytest.fixture(scope="module")
def planter(tmp_path_factory: pytest.TempPathFactory) -> Planter:
    folder = tmp_path_factory.mktemp("jobsearch")
    return Planter(invented_search(12, workspace=folder))


def plants() -> list[tuple[str, str]]:
    """Return every planted text with the field it stands in: fields and sentences take turns."""
    texts = [*itertools.chain.from_iterable(forms(name) for name in NAMES), *OTHERS]
    turns, fields = itertools.cycle(range(7)), itertools.cycle(FIELDS)
    spread = [(next(fields), sentences(text)[next(turns)]) for text in texts for _ in range(2)]
    return spread + [(field, text) for field in FIELDS for text in (*NAMES, *OTHERS[:7])]


def test_at_least_300_plants_pass_through_whole_pages(planter: Planter) -> None:
    planted = plants()
    assert len(set(planted)) >= 300
    passed = []
    for field, text in planted:
        page = planter.leaving(field, text)
        letters = squash(plain_text(page)) if page else ""
        if any(part in letters for part in SQUASHED) or (page and text in page):
            passed.append((field, text))
    assert passed == []


def test_without_a_plant_each_field_gets_its_page(planter: Planter) -> None:
    for field in FIELDS:
        text = "A calm team that ships, and I will target what is open"
        page = planter.leaving(field, text)
        assert page is not None, field
        assert text in page or field == "theme", field


def everyday_search(folder: Path) -> JobSearch:
    """Return a search among 40 firms and as many people who are called like everyday words."""
    people = pd.DataFrame({"name": [*EVERYDAY[5:12], "Rose Marsh", "Mark Chase", "Will Grace"]})
    people["contact_id"] = [f"c{number}" for number in range(len(people))]
    return invented_search(
        40,
        firms=EVERYDAY,
        contacts=people,
        workspace=folder,
        profile={
            "goal": "I will target a good open role, best in May 2026, and may share more in time",
            "value_proposition": "I box up numbers, mark the gap and hope for color: no notion is too square",
        },
    )


@pytest.fixture(scope="module")
def everyday(tmp_path_factory: pytest.TempPathFactory) -> Planter:
    return Planter(everyday_search(tmp_path_factory.mktemp("jobsearch")))


def test_firms_and_people_called_like_everyday_words_get_a_page(tmp_path: Path) -> None:
    search = everyday_search(tmp_path / "jobsearch")
    assert len(EVERYDAY) == 40
    page = write_report(
        search, tmp_path / "page.html", today=DAY, themes=invented_themes(quote=["a", "b", "c"])
    )
    assert "mark the gap" in page.read_text("utf-8")


def test_and_each_plant_of_them_is_still_caught(everyday: Planter) -> None:
    passed, planted = [], 0
    for place, name in enumerate(EVERYDAY):
        for turn, text in enumerate(everyday_forms(name)):
            field = ("goal", "own_line", "question", "quote")[(place + turn) % 4]
            page = everyday.leaving(field, text)
            planted += 1
            if page is not None and text in " ".join(plain_text(page).split()):
                passed.append((field, text))
    assert planted >= 200
    assert passed == []


def test_people_with_two_everyday_names_are_caught_by_each(everyday: Planter) -> None:
    for text in ("Rose Marsh wrote", "Marsh wrote", "Ask Grace", "thanks to Chase"):
        assert everyday.leaving("goal", text) is None, text


def test_no_field_of_any_table_leaves_even_with_everything_ticked(tmp_path: Path) -> None:
    """Every text column of every table holds its own mark, and so does what stands around the tables."""
    search = invented_search(12, workspace=tmp_path / "jobsearch")
    marks = []
    for table, columns in TABLES.items():
        frame = getattr(search, table)
        if frame.empty:
            filler = {"application_id": "a1", "contact_id": "c1", "on": DAY, "occurred_on": DAY, "count": 3.0}
            filler |= {"event": "screen", "direction": "out", "latest_on": DAY, "received_on": DAY}
            frame = pd.concat(
                [frame, pd.DataFrame([filler])[[n for n in filler if n in frame]]], ignore_index=True
            )
        for column in columns:
            if column.dtype == "str" and not column.choices and not column.name.endswith("_id"):
                mark = f"Zq{table}{column.name}x".replace("_", "")
                marks.append(mark)
                frame[column.name] = mark
        object.__setattr__(search, table, frame)
    search.applications["company"] = [f"Zqfirm{number}" for number in range(12)]
    search.profile["constraints"] = ["Zqconstraint"]
    written = dataclasses.replace(search, sources=("Zqsource.csv",))
    page = write_report(
        written, tmp_path / "page.html", today=DAY, themes=invented_themes(), share=[*EVERYTHING.ticks]
    )
    text = page.read_text("utf-8") + (tmp_path / "page_answers.txt").read_text("utf-8")
    allowed = {"Zqapplicationstitlex", "Zqapplicationslocationx"}
    assert len(marks) > 25
    assert [mark for mark in marks if mark in text and mark not in allowed] == []
    assert not re.search("Zq(firm|constraint|source)", text)


def test_words_outside_a_vocabulary_stay_with_the_rest(tmp_path: Path) -> None:
    search = invented_search(12, workspace=tmp_path / "jobsearch")
    search.applications["channel"] = "Zqchannel"
    search.applications.loc[:, "applied_precision"] = "Zqprecision"
    page = write_report(search, tmp_path / "page.html", today=DAY, themes=invented_themes())
    assert "Zq" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("for_pellmere.html", {}),
        ("page.html", {"questions": ["What of Pellmere?"]}),
        ("page.html", {"own_line": "Tired of Ilse"}),
        ("page.html", {"questions": ["Is 58.250 too much?"]}),
    ],
)
def test_a_leak_writes_no_file_at_all(name: str, options: dict[str, Any], tmp_path: Path) -> None:
    search = invented_search(8, workspace=tmp_path / "jobsearch")
    with pytest.raises(LeakError):
        write_report(search, tmp_path / name, today=DAY, themes=invented_themes(), **options)
    assert list(tmp_path.iterdir()) == []


def test_a_part_of_a_note_is_recognised(planter: Planter) -> None:
    note = "Spoke with somebody about the second floor and the old mill by the river, twice"
    search = dataclasses.replace(planter.search)
    search.applications.loc[0, "note"] = note
    texts = [note]
    names = known_names(search)
    page = b"<p>He said the second floor and the old mill by the river were cold</p>"
    assert [kind for kind, _ in find_leaks(page, b"", names, texts)] == ["withheld text"]
    assert find_leaks(b"<p>the second floor and the old house</p>", b"", names, texts) == []
