"""The files written, opened by another library than the one that wrote them."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar.parser import Contentlines

import jobsearch_analytics as jsa
from jobsearch_analytics.errors import BadArgumentError
from tests.analysis.searches import days_ago, make_search
from tests.planning.searches import TODAY, no_after, people, search_of

NASTY = (
    "Søren, der Große; \\n Ende",
    '=HYPERLINK("http://x.example")',
    "Ilse\nBEGIN:VEVENT\nVandermolen",
    "Ilse\r\nATTENDEE:mailto:x@y.example",
    "名前" * 60,
    "\x00\x07Ada\x1b Byron\u2028",
    "+49 30 1234",
)


def answer_for(*names, met=100):
    contacts = people(
        *[{"name": name, "company": None, "relation": "mentor", "met_on": days_ago(met)} for name in names]
    )
    return jsa.keep_in_touch(make_search([], contacts=contacts), today=TODAY)


def events(path):
    return vobject.readOne(path.read_bytes().decode("utf-8")).vevent_list


def one_line(text):
    return " ".join(re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def test_another_library_reads_the_days(tmp_path):
    answer = jsa.keep_in_touch(jsa.load_sample(), today="2026-06-28")
    path = jsa.write_calendar(answer, tmp_path / "touch.ics")
    read = [(entry.summary.value, entry.dtstart.value, entry.dtend.value) for entry in events(path)]
    assert read == [
        (row["summary"], row["on"].date(), (row["on"] + pd.Timedelta(days=1)).date())
        for row in answer.dates.to_dict("records")
    ]
    assert len(read) >= 5


@pytest.mark.parametrize("name", NASTY)
def test_any_name_is_one_entry_and_stays_text(tmp_path, name):
    path = jsa.write_calendar(answer_for(name), tmp_path / "touch.ics")
    (entry,) = events(path)
    assert entry.summary.value == f"Write to {one_line(name)}"
    data = path.read_bytes()
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data.split(b"\r\n").count(b"BEGIN:VEVENT") == 1
    assert not re.search(rb"(?<!\r)\n", data)


def test_an_entry_is_private_leaves_the_day_free_and_hides_the_name_in_its_id(tmp_path):
    (entry,) = events(jsa.write_calendar(answer_for("Ilse Vandermolen"), tmp_path / "touch.ics"))
    assert (entry.getChildValue("class"), entry.transp.value) == ("PRIVATE", "TRANSPARENT")
    assert re.fullmatch(r"[0-9a-f-]{36}@jobsearch-analytics", entry.uid.value)


def test_equal_answers_give_equal_bytes_and_ids_last(tmp_path):
    one = jsa.write_calendar(answer_for("Ilse"), tmp_path / "one.ics").read_bytes()
    assert jsa.write_calendar(answer_for("Ilse"), tmp_path / "two.ics").read_bytes() == one
    (before,), (after,) = (
        events(jsa.write_calendar(answer_for("Ilse", met=met), tmp_path / "x.ics")) for met in (100, 40)
    )
    assert before.uid.value == after.uid.value
    assert before.dtstart.value != after.dtstart.value


def test_several_answers_go_into_one_calendar(tmp_path):
    asks = jsa.feedback_requests(search_of(no_after("interview", 4)), today=TODAY)
    path = jsa.write_calendar([asks, answer_for("Ilse")], tmp_path / "both.ics")
    summaries = [entry.summary.value for entry in events(path)]
    assert summaries == ["Last good day to ask for feedback: Quillmark", "Write to Ilse"]
    assert events(path)[0].dtstart.value == date(2026, 7, 6)


def test_a_calendar_without_a_day_is_not_written(tmp_path):
    with pytest.raises(BadArgumentError) as caught:
        jsa.write_calendar(jsa.keep_in_touch(make_search([]), today=TODAY), tmp_path / "none.ics")
    assert str(caught.value) == (
        "answers='KeepInTouch' cannot be used.\n  Expected: an answer with at least one day to write into a "
        "calendar, for example keep_in_touch(search, within_days=60)."
    )
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_half_written(tmp_path):
    target = tmp_path / "touch.ics"
    target.mkdir()
    with pytest.raises(OSError, match=r"touch\.ics"):
        jsa.write_calendar(answer_for("Ilse"), target)
    assert [path.name for path in tmp_path.iterdir()] == ["touch.ics"]


def cards(path):
    return list(vobject.readComponents(path.read_bytes().decode("utf-8")))


def lines(path):
    """Return the lines of the cards by another library than the one that wrote them."""
    return [line.parts() for line in Contentlines.from_ical(path.read_bytes().decode("utf-8")) if line]


def test_each_contact_is_a_card(tmp_path):
    search = jsa.load_sample()
    path = jsa.write_contacts(search, tmp_path / "people.vcf")
    assert [card.fn.value for card in cards(path)] == search.contacts["name"].tolist()
    mails = [card.email.value for card in cards(path) if hasattr(card, "email")]
    assert mails == search.contacts["email"].dropna().tolist()
    names = [value for name, _, value in lines(path) if name == "FN"]
    assert names == search.contacts["name"].tolist()


@pytest.mark.parametrize("name", NASTY)
def test_any_name_is_one_card(tmp_path, name):
    contacts = people(
        {"name": name, "company": name, "role": name, "email": name, "url": "https://x.example/a"}
    )
    path = jsa.write_contacts(make_search([], contacts=contacts), tmp_path / "people.vcf")
    (card,) = cards(path)
    assert card.fn.value == one_line(name)
    assert card.org.value == [one_line(name)]
    assert card.title.value == one_line(name)
    assert {part for part, _, _ in lines(path)} <= {
        *("BEGIN", "VERSION", "UID", "FN", "N", "ORG", "TITLE", "EMAIL", "URL", "CATEGORIES", "NOTE", "END"),
    }
    assert max(len(line) for line in path.read_bytes().split(b"\r\n")) <= 75


def test_the_parts_of_a_card(tmp_path):
    contacts = people({"met_on": "2026-05-14", "role": "Head of Data", "email": "ilse@quillmark.example"})
    (card,) = cards(jsa.write_contacts(make_search([], contacts=contacts), tmp_path / "people.vcf"))
    assert (card.n.value.given, card.n.value.family) == ("Ilse", "Vandermolen")
    assert (card.title.value, card.note.value) == ("Head of Data", "Met on 2026-05-14.")
    assert card.categories.value == ["job search", "interviewer"]


def test_without_contacts_no_card_is_written(tmp_path):
    with pytest.raises(BadArgumentError) as caught:
        jsa.write_contacts(make_search([]), tmp_path / "none.vcf")
    assert str(caught.value) == (
        "search='no contacts' cannot be used.\n  Expected: a search with a table of contacts, for example "
        'load(["tracker.xlsx", "contacts.csv"]).'
    )
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=40)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
        lambda text: one_line(text)
    )
)
def test_what_is_written_is_read_again(name):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = jsa.write_calendar(answer_for(name), Path(folder) / "touch.ics")
        (entry,) = events(path)
        assert entry.summary.value == f"Write to {one_line(name)}"
