from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jobsearch_analytics as jsa
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError, WorkspaceError
from jobsearch_analytics.logbook.kinds import KINDS, checked
from jobsearch_analytics.workspace import read_csv

if TYPE_CHECKING:
    from pathlib import Path

TRACKER = """Company,Role,Date Applied,Status
Quillmark,Analyst,2026-03-02,Rejected after interview
Tarnwood,Analyst,2026-03-09,Applied
Tarnwood,Engineer,2026-03-10,Applied
Birch Row,Clerk,,Saved
"""
TODAY = "2026-04-01"


@pytest.fixture
def tracker(tmp_path) -> Path:
    path = tmp_path / "tracker.csv"
    path.write_text(TRACKER)
    return path


def log(tracker: Path, kind: str, **values):
    return jsa.log(jsa.load(tracker), kind, today=TODAY, **values)


def test_an_application_is_there_after_loading_again(tracker):
    log(tracker, "application", company="Acorn", title="Analyst", channel="referral", effort_minutes=40)
    search = jsa.load(tracker)
    row = search.sent.set_index("company").loc["Acorn"]
    assert (row["stage"], row["outcome"], row["channel"], row["effort_minutes"]) == (
        "applied",
        "open",
        "referral",
        40.0,
    )
    assert row["applied_on"] == pd.Timestamp(TODAY)
    assert search.problems.empty
    assert tracker.read_text() == TRACKER


def test_the_same_application_in_the_tracker_later_is_one(tracker):
    log(tracker, "application", company="Acorn", title="Analyst", channel="referral")
    tracker.write_text(TRACKER + "Acorn,Analyst,2026-04-01,Interview\n")
    acorn = jsa.load(tracker).sent.query("company == 'Acorn'")
    assert acorn[["stage", "channel"]].to_dict("records") == [{"stage": "interview", "channel": "referral"}]


def test_events_carry_an_application_further_and_planned_ones_do_not(tracker):
    log(tracker, "event", application="Tarnwood, Analyst", event="screen", on="2026-03-20")
    log(tracker, "event", application="Tarnwood, Analyst", event="interview", on="2026-04-10")
    search = jsa.load(tracker)
    row = search.sent.query("company == 'Tarnwood' and title == 'Analyst'").iloc[0]
    events = search.events[search.events["application_id"] == row["application_id"]]
    assert row["stage"] == "screen"
    assert events.loc[events["scheduled"], "event"].tolist() == ["interview"]


def test_a_saved_posting_becomes_an_application_when_it_is_sent(tracker):
    log(tracker, "event", application="Birch Row", event="applied", on="2026-03-30")
    row = jsa.load(tracker).sent.set_index("company").loc["Birch Row"]
    assert (row["stage"], row["applied_on"]) == ("applied", pd.Timestamp("2026-03-30"))


def test_an_answer_stands_on_the_ask_and_in_the_feedback(tracker):
    log(tracker, "contact", name="Imke Voss", relation="recruiter", company="Quillmark")
    log(tracker, "ask", application="Quillmark", contact="imke voss", on="2026-03-25")
    log(tracker, "answer", contact="Imke Voss", answer="Strong cases, little SQL", said_by="recruiter")
    search = jsa.load(tracker)
    touch, note = search.touches.iloc[0], search.feedback.iloc[0]
    assert len(search.touches) == len(search.feedback) == 1
    assert (touch["purpose"], touch["replied_on"]) == ("feedback_request", pd.Timestamp(TODAY))
    assert (note["text"], note["company"], note["stage"], note["said_by"]) == (
        "Strong cases, little SQL",
        "Quillmark",
        "interview",
        "recruiter",
    )


def test_what_was_logged_stays_whatever_is_logged_after_it(tracker):
    log(tracker, "application", company="Acorn", title="Analyst")
    log(tracker, "event", application="Acorn", event="screen")
    for name in ("Imke Voss", "Lars Voss"):
        log(tracker, "contact", name=name)
    search = jsa.load(tracker)
    assert search.problems.empty
    assert search.sent.set_index("company").loc["Acorn", "stage"] == "screen"


def test_a_logged_application_whose_id_was_kept_earlier_is_read(tracker):
    log(tracker, "application", company="Acorn", title="Analyst")
    row = jsa.load(tracker).sent.set_index("company").loc["Acorn"]
    ids = tracker.parent / "jobsearch" / "ids.csv"
    ids.write_text(ids.read_text() + f"applications,{row['application_id']},Acorn,Analyst,{TODAY},\n")
    search = jsa.load(tracker)
    assert search.problems.empty
    assert "Acorn" in set(search.sent["company"])


@pytest.mark.parametrize(
    ("words", "employer"),
    [("birch", "Birch Row"), ("Quillmark, Analyst", "Quillmark"), ("QUILLMARK", "Quillmark")],
)
def test_the_first_words_of_an_employer_are_enough(tracker, words, employer):
    entry = log(tracker, "event", application=words, event="closed")
    assert entry.said == f"closed at {employer}, on {TODAY}"


def test_half_a_word_is_no_name(tracker):
    with pytest.raises(UnknownChoiceError, match="Known: Birch Row, Clerk\\.") as caught:
        log(tracker, "event", application="Birc", event="closed")
    assert caught.value.given == "Birc"


@pytest.mark.parametrize("event", ["rejected", "applied", "offer", "no_response"])
def test_an_answer_cannot_be_planned(tracker, event):
    with pytest.raises(BadArgumentError, match="a day that is not still to come"):
        log(tracker, "event", application="Quillmark", event=event, on="2026-04-09")


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        (
            "ask",
            {"application": "Quillmark", "note": "once more"},
            f"You asked there on {TODAY} already; one ask is enough, so let the next step be theirs.",
        ),
        (
            "event",
            {"application": "Quillmark", "event": "interview", "on": "2025-03-09"},
            "That is before the application was sent, on 2026-03-02: take it back if the day is mistyped.",
        ),
        (
            "contact",
            {"name": "Imke Voss"},
            f"The same was logged on {TODAY} already: take this one back if it is that.",
        ),
        ("application", {"company": "Quillmark", "title": "Engineer"}, ""),
    ],
)
def test_what_may_be_a_slip_is_said_and_written_all_the_same(tracker, kind, values, words):
    log(tracker, "ask", application="Quillmark")
    log(tracker, "contact", name="Imke Voss")
    entry = log(tracker, kind, **values)
    assert entry.look_again == words
    assert words in entry.words
    assert len(read_csv(tracker.parent / "jobsearch", "log")) == 3


def test_two_messages_on_one_day_are_two(tracker):
    for _ in range(2):
        log(tracker, "touch", purpose="share", direction="broadcast")
    assert jsa.load(tracker).touches["touch_id"].nunique() == 2


@pytest.mark.parametrize(
    ("kind", "values", "error", "message"),
    [
        (
            "aplication",
            {"company": "Acorn"},
            UnknownChoiceError,
            "kind='aplication' is not a kind of entry.\n"
            "  Known: application, lead, event, touch, contact, feedback, ask, answer.\n"
            "  Did you mean 'application'?",
        ),
        (
            "application",
            {"title": "Analyst"},
            BadArgumentError,
            "company is missing.\n"
            "  Expected: what an entry of kind 'application' needs, for example company=\"Acorn\".",
        ),
        (
            "lead",
            {"company": "Acorn", "colour": "red"},
            UnknownChoiceError,
            "field='colour' is not part of an entry of kind 'lead'.\n"
            "  Known: company, title, channel, location, remote, salary_min, salary_max, currency, "
            "url, note.",
        ),
        (
            "event",
            {"application": "Tarnwood", "event": "screen"},
            UnknownChoiceError,
            "application='Tarnwood' is not one application alone: name the role, or its id.\n"
            "  Known: Tarnwood, Analyst; Tarnwood, Engineer.\n"
            "  Did you mean 'Tarnwood, Analyst'?",
        ),
        (
            "application",
            {"company": "Acorn", "on": "2026-04-02"},
            BadArgumentError,
            "on='2026-04-02' cannot be used.\n"
            '  Expected: a day that is not still to come, for example on="2026-04-01".',
        ),
        (
            "application",
            {"company": "Acorn", "effort_minutes": "ten"},
            BadArgumentError,
            "effort_minutes='ten' cannot be used.\n"
            "  Expected: a number (minutes), for example effort_minutes=40.",
        ),
        (
            "answer",
            {"application": "Quillmark", "answer": "No"},
            BadArgumentError,
            "kind='answer' cannot be used.\n"
            "  Expected: a message to Quillmark in the log that waits for one, "
            'for example an entry of kind "ask" first, or "feedback" with company="Quillmark".',
        ),
        (
            "touch",
            {"purpose": "check_in"},
            BadArgumentError,
            "contact is missing.\n"
            "  Expected: whom it was with (a post to many has no contact), "
            'for example contact="Fenna Gruber".',
        ),
    ],
)
def test_bad_input_is_a_letter_and_nothing_is_written(tracker, kind, values, error, message):
    with pytest.raises(error) as caught:
        log(tracker, kind, **values)
    assert str(caught.value) == message
    assert not (tracker.parent / "jobsearch" / "log.csv").exists()


def test_undo_takes_back_one_entry_after_the_other(tracker):
    folder = tracker.parent / "jobsearch"
    log(tracker, "contact", name="Imke Voss")
    log(tracker, "ask", application="Quillmark", contact="Imke Voss")
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv") if path.name != "log.csv"}
    log(tracker, "answer", application="Quillmark", answer="=1+1\nwith a second line")
    search = jsa.load(tracker)
    assert repr(jsa.undo_log(search, today=TODAY)).startswith("Taken back: answer to the feedback request")
    assert {name: (folder / name).read_bytes() for name in before} == before
    jsa.undo_log(search, today=TODAY)
    jsa.undo_log(search, today=TODAY)
    again = jsa.load(tracker)
    assert again.touches.empty
    assert again.contacts.empty
    with pytest.raises(WorkspaceError, match="holds no entry to take back"):
        jsa.undo_log(search, today=TODAY)


def test_a_column_of_ones_own_outlives_logging_and_undoing(tracker):
    log(tracker, "contact", name="Imke Voss")
    file = tracker.parent / "jobsearch" / "contacts.csv"
    heading, row = file.read_text().splitlines()
    file.write_text(f"{heading},birthday\n{row},3 May\n")
    log(tracker, "contact", name="Lars Voss")
    assert jsa.load(tracker).contacts["name"].tolist() == ["Imke Voss", "Lars Voss"]
    jsa.undo_log(jsa.load(tracker), today=TODAY)
    assert read_csv(file.parent, "contacts")["birthday"].tolist() == ["3 May"]


def test_undo_leaves_a_row_alone_that_was_changed_by_hand(tracker):
    log(tracker, "contact", name="Imke Voss")
    file = tracker.parent / "jobsearch" / "contacts.csv"
    file.write_text(file.read_text().replace("Imke Voss", "Imke Voß"))
    kept = file.read_bytes()
    with pytest.raises(WorkspaceError) as caught:
        jsa.undo_log(jsa.load(tracker))
    assert str(caught.value) == (
        f"{file} was changed by hand since the last entry.\n  Take the row out of the file yourself."
    )
    assert file.read_bytes() == kept


@settings(max_examples=25)
@given(words=st.text(min_size=1, max_size=40))
def test_any_text_comes_back_as_it_was_or_is_missing(words, tmp_path_factory):
    path = tmp_path_factory.mktemp("log") / "tracker.csv"
    path.write_text(TRACKER)
    wanted = checked("contact", {"name": "x", "role": words}).get("role")
    log(path, "contact", name="Imke Voss", role=words)
    kept = jsa.load(path).contacts.iloc[0]["role"]
    assert kept == wanted if wanted else pd.isna(kept)
    jsa.undo_log(jsa.load(path))
    assert jsa.load(path).contacts.empty


def test_every_kind_says_what_its_columns_take():
    for kind in KINDS.values():
        looked_up = {"application", "contact", "referrer"}
        assert all(kind.column(name) for name in {*kind.needs, *kind.takes} - looked_up)


def _log_asks(path, word, count):
    for number in range(count):
        jsa.log(jsa.load(path), "ask", application="Quillmark", note=f"{word}-{number}", today=TODAY)


def test_two_writers_at_once_lose_nothing(tracker):
    code = (
        "import sys; from pathlib import Path; from tests.logbook.test_log import _log_asks;"
        "_log_asks(Path(sys.argv[1]), sys.argv[2], 6)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tracker), word]) for word in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(jsa.load(tracker).touches) == 12
    assert len(read_csv(tracker.parent / "jobsearch", "log")) == 12


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")
def test_killing_the_writer_200_times_loses_nothing_acknowledged(tmp_path):
    command = [sys.executable, "-m", "tests.logbook.killed", str(tmp_path), "200"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    assert result["acknowledged"] > 100
    assert result["troubles"] == []
    assert result["left"] == []
