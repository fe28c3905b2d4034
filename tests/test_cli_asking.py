"""``jobsearch feedback-requests``, ``keep-in-touch`` and ``draft`` as a person types them."""

import json
import re
from pathlib import Path

import pytest
import vobject
from click.testing import CliRunner

import jobsearch_analytics as jsa
from jobsearch_analytics.cli import main

SAMPLE = ("--sample", "--today", "2026-06-28")
BARE = """Company,Role,Date Applied,Status
Quillmark,Analyst,2026-06-02,Rejected after interview
Tarnwood,Analyst,2026-06-09,Rejected
"""


@pytest.fixture
def bare(tmp_path) -> Path:
    path = tmp_path / "tracker.csv"
    path.write_text(BARE)
    return path


def run(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("command", "ask"), [("feedback-requests", jsa.feedback_requests), ("keep-in-touch", jsa.keep_in_touch)]
)
def test_json_is_the_answer_of_the_library(command, ask):
    result = run(command, *SAMPLE, "--json")
    assert json.loads(result.output) == ask(jsa.load_sample(), today="2026-06-28").to_dict()


def test_files_for_calendar_and_address_book_are_written_where_they_are_named(tmp_path):
    ics, vcf = tmp_path / "touch.ics", tmp_path / "people.vcf"
    result = run("keep-in-touch", *SAMPLE, "--workspace", tmp_path / "w", "--ics", ics, "--vcard", vcf)
    assert result.exit_code == 0, result.output
    assert result.stderr == f"Wrote {ics}\nWrote {vcf}\n"
    assert len(vobject.readOne(ics.read_bytes().decode()).vevent_list) >= 5
    assert len(list(vobject.readComponents(vcf.read_bytes().decode()))) == 40
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.vcf", "touch.ics"]


def test_no_calendar_is_written_without_a_day(bare, tmp_path):
    result = run("keep-in-touch", bare, "--today", "2026-06-28", "--ics", tmp_path / "touch.ics")
    assert result.exit_code == 0
    assert result.stderr == f"Nothing is due: {tmp_path / 'touch.ics'} was not written.\n"
    assert not (tmp_path / "touch.ics").exists()


def test_a_bare_tracker_gets_a_queue_and_a_draft(bare):
    result = run("feedback-requests", bare, "--today", "2026-06-28")
    assert "Quillmark" in result.output
    assert "add who you met (contacts)" in result.output
    note = run("draft", bare, "--today", "2026-06-28", "--tone", "brief")
    assert note.stdout.startswith("Subject: Thank you, and one question about the Analyst role\n")
    assert "Still yours to say: first_name, memory, me." in note.stderr


def test_the_message_stands_alone_on_standard_output():
    result = run("draft", *SAMPLE, "--for", "birgit", "--tone", "formal")
    assert result.stdout.startswith("Subject: Thank you\n\nDear Birgit Cavallori,\n")
    assert result.stderr.startswith("Why: ")


def test_a_draft_goes_to_a_file_that_is_not_there_yet(tmp_path):
    out = tmp_path / "note.txt"
    assert run("draft", *SAMPLE, "--situation", "check_in", "--language", "de", "--out", out).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("Subject: Ein kurzer Gruß\n\nHallo [name: ")
    again = run("draft", *SAMPLE, "--situation", "check_in", "--out", out)
    assert again.exit_code == 2
    assert f"{out} is there already and may hold your words. Name another file." in again.output


def test_a_draft_as_json():
    shown = json.loads(run("draft", *SAMPLE, "--situation", "share", "--json").output)
    assert shown["situation"] == "share"
    assert "post" in shown["open_slots"]


def test_a_name_that_is_not_there_is_answered_with_the_nearest():
    result = run("draft", *SAMPLE, "--for", "Birgit Cavalori")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "UnknownChoiceError: --for 'Birgit Cavalori' is not a firm or a person of your queue or your "
        "contacts.\n  Known: Birgit Cavallori, "
    )
    assert result.stderr.endswith("Did you mean 'Birgit Cavallori'?\n")


def test_a_tone_that_is_not_there_is_named():
    result = run("draft", *SAMPLE, "--situation", "share", "--tone", "angry")
    assert (result.exit_code, "Known: warm, brief, formal." in result.stderr) == (2, True)


def test_a_message_of_ones_own_is_checked(tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("You must answer. Why me? Why not?")
    result = run("draft", "--check", mine)
    assert result.exit_code == 0
    assert result.output.startswith("2 things to mend in these 7 words.")


@pytest.mark.parametrize(
    ("content", "what"), [(b"\xff\xfe\x00", "is no plain text"), (None, "does not exist")]
)
def test_a_file_that_is_no_message_is_a_letter(tmp_path, content, what):
    path = tmp_path / "mine.txt"
    if content is not None:
        path.write_bytes(content)
    result = run("draft", "--check", path)
    assert (result.exit_code, result.stderr) == (
        2,
        f"SourceError: {path} {what}.\n  Expected: a file with your message, in UTF-8.\n"
        "  Save it as a plain text file (.txt) and name that.\n",
    )


def test_a_message_without_words_is_not_praised(tmp_path):
    (tmp_path / "mine.txt").write_text("\n")
    result = run("draft", "--check", tmp_path / "mine.txt")
    assert result.output.startswith("There is nothing to check: the message holds no words.")


def test_a_situation_needs_no_log():
    result = run("draft", "--situation", "referral_ask", "--tone", "brief")
    assert result.exit_code == 0
    assert result.stdout.startswith("Subject: May I ask for an introduction\n\nHi [first_name: ")


def test_what_is_misspelt_is_said_also_where_nobody_is_due(tmp_path):
    path = tmp_path / "tracker.csv"
    path.write_text("Company,Role,Date Applied,Status\nTarnwood,Analyst,2026-06-09,Applied\n")
    result = run("draft", path, "--language", "klingon")
    assert (result.exit_code, "--language 'klingon' is not a language with templates" in result.stderr) == (
        2,
        True,
    )


def test_templates_of_ones_own_are_found(bare, tmp_path):
    folder = tmp_path / "jobsearch" / "drafts"
    folder.mkdir(parents=True)
    (folder / "nl.toml").write_text('[thank_you]\nkind = "Beste {name}, bedankt!"\n')
    result = run("draft", bare, "--situation", "thank_you", "--language", "nl", "--tone", "kind")
    assert result.stdout == "Beste [name: name], bedankt!\n"


def test_a_no_of_months_ago_is_a_second_door_and_no_request(tmp_path):
    path = tmp_path / "tracker.csv"
    path.write_text(
        "Company,Role,Date Applied,Status,Date Rejected\n"
        "Quillmark,Analyst,2026-01-02,Rejected after interview,2026-02-01\n"
    )
    result = run("draft", path, "--today", "2026-06-28", "--for", "quill")
    assert result.stdout.startswith("Subject: A short hello\n")


def test_a_name_is_found_without_its_accents():
    result = run("draft", *SAMPLE, "--for", "Ximena Holderbusch")
    assert result.stdout.splitlines()[2].startswith("Hi Ximena,")


@pytest.mark.parametrize(
    ("command", "name", "words"),
    [
        ("feedback-requests", "ledger", "days to answer"),
        ("feedback-requests", "thanks", "Birgit Cavallori"),
        ("keep-in-touch", "second-doors", "months ago"),
        ("keep-in-touch", "yields", "introductions"),
    ],
)
def test_every_table_an_answer_speaks_of_can_be_seen(command, name, words):
    said = run(command, *SAMPLE).output
    assert not re.search(r"`\.\w+`", said)
    shown = run(command, *SAMPLE, "--show", name)
    assert shown.exit_code == 0
    assert words in shown.output
    records = json.loads(run(command, *SAMPLE, "--show", name, "--json").output)
    assert len(records) == len(shown.output.splitlines()) - 1


def test_nobody_to_write_to_is_fine(tmp_path):
    path = tmp_path / "tracker.csv"
    path.write_text("Company,Role,Date Applied,Status\nTarnwood,Analyst,2026-06-09,Applied\n")
    result = run("draft", path, "--today", "2026-06-28")
    assert result.exit_code == 0
    assert result.output == (
        "Nobody to write to today. For any other message: --situation check_in, or --for NAME.\n"
    )


def test_no_log_is_a_question_of_usage():
    result = run("keep-in-touch")
    assert result.exit_code == 2
    assert "Name your log" in result.output
