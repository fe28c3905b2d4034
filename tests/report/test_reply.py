"""The answer file as it comes back: from any editor, quoted by any mail program, or not ours at all."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from jobsearch_analytics.errors import BadArgumentError, SourceError, SourceMissingError
from jobsearch_analytics.report.build import write_report
from jobsearch_analytics.report.history import read_reports
from jobsearch_analytics.report.reply import decide, read_reply
from jobsearch_analytics.report.suggestions import kept_suggestions
from tests.charts.answers import invented_search, invented_themes

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from jobsearch_analytics.report.history import Report

TODAY, LATER = "2026-07-01", "2026-07-10"
FILLED = {"Answer 1:": "Answer 1: Shorter, and\nslower.", "Suggestion 1:": "Suggestion 1: Rehearse aloud."}
FILLED |= {"For 1 (which part or step):": "For 1: the final", "By 1 (when):": "By 1: next Friday"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    search = invented_search(12, workspace=folder / "jobsearch")
    write_report(
        search,
        folder / "page.html",
        today=TODAY,
        themes=invented_themes(),
        questions=["Is the letter “too long”, or isn't it? Say what to cut first, please."],
    )
    return folder


@pytest.fixture
def room(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def filled(room: Path) -> str:
    text = (room / "page_answers.txt").read_text("utf-8").replace("\r\n", "\n")
    for field, words in FILLED.items():
        text = text.replace(field, words)
    return text


def read(room: Path, text: str | bytes, name: str = "back.txt") -> pd.DataFrame:
    file = room / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_reply(file, room / "jobsearch", today=LATER).table


def state(room: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (room / "jobsearch").iterdir() if path.suffix != ".lock"}


def quoted(text: str) -> str:
    return "Hello,\n\nmy answers below.\n\nOn Wed, 1 July 2026 you wrote:\n" + "\n".join(
        f"> > {line}" for line in text.split("\n")
    )


def inline(text: str) -> str:
    ours = set("\n".join(FILLED.values()).split("\n"))
    lines = [line if line in ours and "Answer" not in line else f"> {line}" for line in text.split("\n")]
    return "\n".join(lines) + "\n-- \nA. Coach\nAnswer 2: of my signature"


def wrapped(text: str) -> str:
    return text.replace("Say what to cut", "Say what\nto cut")


def smart(text: str) -> str:
    return text.replace("isn't", "isn’t").replace("“too long”", '"too long"').replace(": ", ":\u00a0")


def answered_above(text: str, original: str) -> str:
    return text + "\n\n-----Original-----\n" + quoted(original)


MAIL = (
    "From: coach@office.example\r\nTo: me@home.example\r\nSubject: Re: page\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
)


def as_mail(text: str) -> bytes:
    import base64

    return MAIL.encode() + base64.encodebytes(text.encode())


WAYS: dict[str, Any] = {
    "plain": lambda text: text,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "quoted": quoted,
    "inline": inline,
    "wrapped": wrapped,
    "smart": smart,
    "bold": lambda text: text.replace("Suggestion 1:", "*Suggestion 1:*"),
    "capitals": lambda text: text.replace("Suggestion 1:", "SUGGESTION 1 :"),
    "utf-16": lambda text: text.encode("utf-16"),
    "bom": lambda text: text.encode("utf-8-sig"),
    "cp1252": lambda text: text.encode("cp1252", errors="replace"),
    "mail": as_mail,
    "old copy below": lambda text: answered_above(text, text.replace("Rehearse aloud.", "")),
}


@pytest.mark.parametrize("way", WAYS)
def test_answers_are_read_however_they_come_back(room: Path, way: str) -> None:
    table = read(room, WAYS[way](filled(room)))
    assert table["number"].to_list() == [1, 2]
    assert [" ".join(text.split()) for text in table["text"]] == ["Shorter, and slower.", "Rehearse aloud."]
    assert table["about"].to_list()[1] == "the final"
    assert table["by_when"].to_list() == ["", "next Friday"]
    assert table["status"].to_list() == ["open", "open"]


def refused(room: Path, text: str | bytes, *, name: str = "back.txt") -> str:
    before = state(room)
    with pytest.raises(SourceError) as error:
        read(room, text, name)
    assert state(room) == before
    return str(error.value).replace(str(room), "ROOM")


def report_of(room: Path) -> Report:
    return read_reports(room / "jobsearch")[0]


def test_a_foreign_file_is_a_letter_and_changes_nothing(room: Path) -> None:
    text = filled(room).replace(report_of(room).id, "20200101-aaaaaaaa")
    assert refused(room, text) == (
        "ROOM/back.txt answers a report “20200101-aaaaaaaa” that is not in ROOM/jobsearch.\n"
        "  Expected: an answer to a report of this search.\n"
        "  Name the right workspace: jobsearch reply FILE --workspace FOLDER."
    )


def test_a_tampered_file_is_a_letter_and_changes_nothing(room: Path) -> None:
    report = report_of(room)
    ask = "Ask for the answer file once more, or fill it in yourself from what was said."
    assert refused(room, filled(room).replace(report.check, "00000000")) == (
        f"ROOM/back.txt carries the check “00000000”, but the report {report.id} asked under "
        f"“{report.check}”.\n"
        "  Expected: the lines “Report” and “Check” as they were sent.\n"
        f"  {ask}"
    )
    assert refused(room, filled(room).replace("Is the letter", "Is your salary")) == (
        f"ROOM/back.txt has another “Question 1” than the report {report.id} asked.\n"
        f"  Expected: the questions as they were sent.\n  {ask}"
    )
    assert "has another “Answer 7”" in refused(room, filled(room).replace("Suggestion 2:", "Answer 7: more"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Thank you, all good!", "has no line “Report: …”, so nobody can tell which page it answers"),
        ("", "has no line “Report: …”"),
        (b"PK\x03\x04\x00\x00docx", "is not plain text"),
        (b"x" * 1_000_001, "is not plain text"),
        ("Report:\nCheck:\n", "has no line “Report: …”"),
    ],
)
def test_a_broken_file_is_a_letter_and_changes_nothing(room: Path, text: str | bytes, what: str) -> None:
    assert what in refused(room, text)


def test_an_empty_form_and_a_missing_file_are_letters(room: Path) -> None:
    empty = (room / "page_answers.txt").read_bytes()
    assert "holds no answer yet.\n" in refused(room, empty)
    with pytest.raises(SourceMissingError, match=r"nowhere\.txt does not exist"):
        read_reply(room / "nowhere.txt", room / "jobsearch")


def decided(room: Path) -> Any:
    (room / "back.txt").write_text(filled(room), "utf-8")
    reply = read_reply(room / "back.txt", room / "jobsearch", today=LATER)
    return decide(reply, change={1: "Two minutes  at most"}, decline=[2], today=LATER)


def test_decisions_are_kept_and_found_again(room: Path) -> None:
    reply = decided(room)
    assert reply.table["status"].to_list() == ["changed", "declined"]
    again = read_reply(room / "back.txt", room / "jobsearch", today="2026-07-20")
    assert again.table.equals(reply.table)
    assert again.advice == "Everything is decided; the next report says what became of it."
    once_more = decide(again, accept=[2], today="2026-07-21")
    assert once_more.table["status"].to_list() == ["changed", "accepted"]
    kept = kept_suggestions(room / "jobsearch")
    assert kept["status"].to_list() == ["changed", "accepted"]
    assert kept["changed_to"].to_list() == ["Two minutes at most", ""]
    assert kept["decided_on"].dt.strftime("%Y-%m-%d").to_list() == ["2026-07-10", "2026-07-21"]


def test_a_choice_that_cannot_be_is_a_letter(room: Path) -> None:
    (room / "back.txt").write_text(filled(room), "utf-8")
    reply = read_reply(room / "back.txt", room / "jobsearch", today=LATER)
    choices: tuple[dict[str, Any], ...] = ({"accept": [3]}, {"accept": [1], "decline": [1]}, {"accept": [0]})
    for choice in choices:
        with pytest.raises(BadArgumentError, match="a number from 1 to 2, each named once"):
            decide(reply, today=LATER, **choice)
    with pytest.raises(BadArgumentError, match="a number and words"):
        decide(reply, change={1: " "}, today=LATER)
    assert not (room / "jobsearch" / "suggestions.csv").exists()


def test_the_next_report_says_what_became_of_each(room: Path) -> None:
    (room / "back.txt").write_text(filled(room).replace("aloud", "with Pellmere in mind"), "utf-8")
    reply = read_reply(room / "back.txt", room / "jobsearch", today=LATER)
    decide(reply, change={1: "Two minutes at most"}, decline=[2], today=LATER)
    search = invented_search(12, workspace=room / "jobsearch")
    page = write_report(search, room / "next.html", today="2026-08-01", themes=invented_themes())
    told = page.read_text("utf-8").split('id="became"')[1].split("</section>")[0]
    assert "Taken up: 1 of 2 suggestions. Thank you." in told
    assert "taken up in another form</td><td>Two minutes at most</td><td>week 28" in told
    assert "left aside this time" in told
    assert "Pellmere" not in told
    later = write_report(search, room / "third.html", today="2026-09-01", themes=invented_themes())
    assert 'id="became"' not in later.read_text("utf-8")


def test_suggestions_that_look_like_formulas_come_back_as_they_were(room: Path) -> None:
    (room / "back.txt").write_text(filled(room).replace("Rehearse aloud.", "- rehearse\n=SUM(1)"), "utf-8")
    reply = decide(read_reply(room / "back.txt", room / "jobsearch", today=LATER), accept=[2], today=LATER)
    assert "'- rehearse" in (room / "jobsearch" / "suggestions.csv").read_text("utf-8")
    assert read_reply(room / "back.txt", room / "jobsearch").table["status"].to_list() == ["open", "accepted"]
    assert reply.table["text"].iloc[1] == "- rehearse\n=SUM(1)"


def hurried(text: str) -> str:
    """A mail typed on a phone above the quoted form: capitals, dashes, a greeting and a disclaimer."""
    ids = [line for line in text.split("\n") if line.startswith(("Report:", "Check:"))]
    above = ["Hi,", "", *(line.upper().replace("-", "–") for line in ids), "ANSWER 1: Shorter, and slower."]
    above += [
        "suggestion 1 - Rehearse aloud.",
        "For 1: the final",
        "By 1: next Friday",
        "",
        "Best,",
        "A. Coach",
    ]
    above += ["This mail is confidential.", "", "Am 1. Juli schrieb S.:"]
    return "\n".join([*above, *(f"> {line}" for line in text.split("\n"))])


def as_web_page(text: str) -> str:
    return "<html><body><p>" + text.replace("\n", "<br>\n") + "</p></body></html>"


@pytest.mark.parametrize("way", [hurried, as_web_page])
def test_a_hurried_reply_is_read(way: Any, room: Path) -> None:
    rows = read(room, way(filled(room)))
    assert rows["text"].str.split().str.join(" ").tolist() == ["Shorter, and slower.", "Rehearse aloud."]
    assert rows["by_when"].tolist() == ["", "next Friday"]
    assert rows["about"].tolist()[1] == "the final"


def test_a_sentence_that_begins_with_a_number_is_no_field(room: Path) -> None:
    text = filled(room).replace("slower.", "slower.\nBy 2 - 3 weeks from now it shows.")
    assert "By 2 - 3 weeks" in read(room, text)["text"].iloc[0]
