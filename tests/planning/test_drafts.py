from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jobsearch_analytics as jsa
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError, WorkspaceError
from jobsearch_analytics.planning.drafts.templates import language_file, languages, situations, tones
from tests.analysis.searches import make_search
from tests.planning.searches import TODAY, no_after, people, search_of

ROW = {"name": "Ilse Vandermolen", "company": "Quillmark", "title": "Data Analyst", "stage": "interview"}
SITUATIONS = (
    *("feedback_request", "thank_you", "check_in", "fresh_start", "share"),
    *("referral_ask", "update", "networking_group"),
)
EVERY = [
    (language, situation, tone)
    for language in languages()
    for situation in situations(language_file(language))
    for tone in tones(language_file(language), situation)
]

#: What a person may put into a slot.
WORDS = st.lists(
    st.sampled_from(
        ["tariffs", "your notes", "night shifts", "the whiteboard", "über Größe", "café", "3 weeks", "walk"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


def test_every_language_has_every_situation_in_three_tones():
    assert set(EVERY) == {
        (language, situation, tone)
        for language in ("de", "en", "es", "fr")
        for situation in SITUATIONS
        for tone in ("warm", "brief", "formal")
    }


@pytest.mark.parametrize(("language", "situation", "tone"), EVERY)
def test_a_language_names_every_slot_it_uses(language, situation, tone):
    note = jsa.draft(situation, tone=tone, language=language)
    assert set(note.open_slots) <= set(language_file(language)["slots"])
    assert note.open_slots
    assert "{" not in note.text


@settings(max_examples=60)
@given(
    choice=st.sampled_from(EVERY),
    stage=st.sampled_from(["screen", "interview", "final", "offer"]),
    data=st.data(),
)
def test_every_shipped_message_passes_the_checker_once_filled(choice, stage, data):
    language, situation, tone = choice
    note = jsa.draft({**ROW, "stage": stage}, situation=situation, tone=tone, language=language)
    note = note.fill(**{slot: data.draw(WORDS) for slot in note.open_slots})
    assert note.open_slots == ()
    assert note.check().table.to_dict("records") == []
    assert jsa.check_draft(note.text).table.empty


def test_what_the_log_knows_is_filled_and_the_rest_stays_visible():
    note = jsa.draft(ROW, situation="feedback_request")
    assert note.subject == "Thank you, and one question about the Data Analyst role"
    assert note.text.startswith("Hi Ilse,\n\nthank you for letting me know")
    assert "I enjoyed the interview about the Data Analyst role" in note.text
    assert "[memory: one thing you remember from the talk]" in note.text
    assert note.open_slots == ("memory", "me")


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("screen", "one thing in my background"),
        ("interview", "which one topic or answer"),
        ("final", "the last choice"),
    ],
)
def test_the_question_fits_the_stage(stage, words):
    assert words in jsa.draft({**ROW, "stage": stage}, situation="feedback_request").text


def gaps(*rows):
    return pd.DataFrame(rows, columns=["theme", "sign", "employers"])


class Themes:
    """Stands where `feedback_themes` answers: only its table is read."""

    def __init__(self, *rows):
        self.table = gaps(*rows)


def test_a_gap_that_keeps_coming_up_is_asked_about():
    themes = Themes(("Coding", "strength", 9), ("CV and letter", "gap", 3), ("System design", "gap", 4))
    text = jsa.draft(ROW, situation="feedback_request", themes=themes).text
    assert "I am working on system design at the moment: was that a point here" in text
    once = Themes(("System design", "gap", 1))
    assert "which one topic" in jsa.draft(ROW, situation="feedback_request", themes=once).text


@pytest.mark.parametrize(
    ("way", "words"), [("in", "for telling me so openly"), ("out", "for your time in the interview")]
)
def test_who_answered_is_thanked_for_the_answer(way, words):
    row = {**ROW, "last_way": way, "last_purpose": "feedback_request"}
    assert words in jsa.draft(row, situation="thank_you").text


def test_abbreviations_keep_their_capitals():
    themes = Themes(("CV and letter", "gap", 3))
    assert "working on CV and letter" in jsa.draft(ROW, situation="feedback_request", themes=themes).text


@pytest.mark.parametrize(
    ("row", "greeting"),
    [
        ({"name": "Dr. Ilse Vandermolen"}, "Hi Dr. Ilse Vandermolen,"),
        ({"name": "Vandermolen, Ilse"}, "Hi Vandermolen, Ilse,"),
        ({"name": "Ilse"}, "Hi Ilse,"),
        ({"name": None, "whom": "whoever wrote to you"}, "Hi [first_name: whoever wrote to you],"),
        ({"name": float("nan")}, "Hi [first_name: whom you write to],"),
        ({"name": "{title} [x: y]"}, "Hi {title},"),
    ],
)
def test_names_are_taken_as_they_are(row, greeting):
    assert jsa.draft({**ROW, **row}, situation="thank_you").text.splitlines()[0] == greeting


def test_what_titles_carry_by_law_is_left_out():
    row = {**ROW, "title": "Data Engineer (m/f/d)"}
    assert jsa.draft(row, situation="feedback_request").subject.endswith("about the Data Engineer role")


def test_the_first_request_of_an_answer_is_drafted():
    requests = jsa.feedback_requests(search_of(no_after("interview", 4), contacts=people({})), today=TODAY)
    note = jsa.draft(requests, tone="formal")
    assert (note.situation, note.tone) == ("feedback_request", "formal")
    assert note.text.startswith("Dear Ilse Vandermolen,")
    assert note.why == requests.table["why_now"].iloc[0]
    assert jsa.draft(requests.table.iloc[0], tone="formal") == note


def test_the_reason_to_write_becomes_the_hint():
    contacts = people({"relation": "recruiter", "company": None, "met_on": "2026-03-01"})
    answer = jsa.keep_in_touch(make_search([], contacts=contacts), today=TODAY)
    assert "[reason: say in one line what you look for now" in jsa.draft(answer).text


def test_an_answer_with_nobody_to_write_to_leaves_all_slots_open():
    assert jsa.draft(jsa.feedback_requests(make_search([]), today=TODAY)) == jsa.draft("feedback_request")
    assert jsa.draft(jsa.keep_in_touch(make_search([]), today=TODAY)) == jsa.draft("check_in")


def test_what_names_nobody_to_write_to_is_refused():
    with pytest.raises(BadArgumentError) as caught:
        jsa.draft(jsa.funnel(make_search([])))
    assert str(caught.value) == (
        "what='Funnel' cannot be used.\n  Expected: a situation, feedback_requests, keep_in_touch, or a row "
        'of their tables, for example draft("thank_you").'
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"situation": "thank_yu"}, "situation='thank_yu' is not a situation with a message."),
        ({"tone": "angry"}, "tone='angry' is not a tone of 'thank_you'.\n  Known: warm, brief, formal."),
        ({"language": "nl"}, "language='nl' is not a language with templates.\n  Known: de, en, es, fr."),
        (
            {"language": "../en"},
            "language='../en' is not a language with templates.\n  Known: de, en, es, fr.",
        ),
        ({"fill": {"memmory": "x"}}, "slot='memmory' is not an open slot of this draft."),
    ],
)
def test_what_there_is_not_is_named(options, message):
    with pytest.raises(UnknownChoiceError) as caught:
        asked: dict[str, Any] = {"situation": "thank_you", **options}
        jsa.draft(ROW, **asked)
    assert str(caught.value).startswith(message)


@pytest.fixture
def own(tmp_path):
    (tmp_path / "drafts").mkdir()
    return tmp_path, dataclasses.replace(make_search([]), workspace=tmp_path)


def test_the_users_templates_come_first_and_the_rest_stays(own):
    folder, search = own
    (folder / "drafts" / "en.toml").write_text(
        '[thank_you]\nwarm = "Hello {name}, {my_word}!"\nkind = "Hey {name}!"\n'
    )
    assert (
        jsa.draft(ROW, situation="thank_you", search=search).text
        == "Hello Ilse Vandermolen, [my_word: my word]!"
    )
    assert jsa.draft(ROW, situation="thank_you", tone="kind", search=search).text == "Hey Ilse Vandermolen!"
    assert jsa.draft(ROW, situation="check_in", search=search) == jsa.draft(ROW, situation="check_in")


def test_another_language_is_one_file(own):
    folder, search = own
    (folder / "drafts" / "nl.toml").write_text(
        '[thank_you]\nsubject = "Bedankt"\nwarm = "Beste {name}, bedankt!"\n'
    )
    note = jsa.draft(ROW, situation="thank_you", language="nl", search=search)
    assert (note.subject, note.text) == ("Bedankt", "Beste Ilse Vandermolen, bedankt!")
    assert note.check().table.empty


def test_a_template_file_that_is_no_toml_is_named(own):
    folder, search = own
    (folder / "drafts" / "en.toml").write_text("[thank_you\n")
    with pytest.raises(WorkspaceError, match="is not valid TOML"):
        jsa.draft(ROW, situation="thank_you", search=search)


GOOD = (
    "Hi Ilse, thank you for your time and for the walk through your tariffs. If you have a minute: which "
    "one topic would you have liked to hear more about? Either way, I hope our paths cross again. Robin",
    "Dear Mr Brzezny, I was glad to meet the team. I have since read the article on claims you named, and "
    "it helped me to see why testing comes first. No need to reply. Kind regards, Robin",
    "Hallo Herr Brzezny, vielen Dank für die offenen Worte zur Entscheidung. Ich nehme den Hinweis zu den "
    "Beispielen gern mit und hoffe, dass sich unsere Wege wieder kreuzen. Viele Grüße, Robin",
    "Hi all, thanks for the evening on streaming. I am looking for a data team in Hamburg: does anybody "
    "come to mind? See https://post.example/a?b=1&c=2 for what I do. Glad to help in return. Robin",
    "Bonjour Madame Brzezny, merci pour votre temps et pour ce court échange sur les tarifs. Si vous avez "
    "une minute : quel sujet aurais-je pu développer davantage ? C'est sans urgence. Robin",
    "Hola, Bo: gracias por avisarme y por contarme cómo trabaja el equipo. Si tienes un minuto, ¿qué "
    "respuesta convendría desarrollar más? Si no puede ser, lo entiendo. Un saludo, Robin",
    "Hi Bo, I pay close attention to tests, as you advised, and I must say it works. You do not owe me a "
    "reply. Robin",
)
BAD = {
    "I disagree with your decision, and I do not understand why I was not chosen.": {"argues"},
    "With all due respect, that is not true. Please reconsider.": {"argues"},
    "Please, please give me another chance. I am desperate.": {"begs"},
    "You must tell me the reason by Friday. I expect an answer immediately.": {"demands"},
    "It was unfair, and your colleague wasted my time. I am disappointed.": {"blames"},
    "Was it my salary? I would also take 60 k.": {"speaks of pay"},
    "My lawyer says this is discrimination. I will post it on Glassdoor.": {"threatens"},
    "Which answer was it? And who was chosen? When do you hire again?": {"more than one question"},
    "Thank you, [name: whom you write to].": {"open slot"},
    "Thank you for " + "the long and friendly talk about all of it " * 20: {"too long"},
    "Ich verstehe das nicht, das ist eine falsche Entscheidung.": {"argues"},
    "Bitte, bitte geben Sie mir noch eine Chance, ich bin verzweifelt.": {"begs"},
    "Ich erwarte umgehend eine Antwort, Sie müssen mir das sagen.": {"demands"},
    "Das war unfair und unprofessionell, ich bin enttäuscht.": {"blames"},
    "Lag es an meinem Gehaltswunsch?": {"speaks of pay"},
    "Mein Anwalt prüft das, denn es ist Diskriminierung.": {"threatens"},
    "Je ne comprends pas pourquoi, c'est une mauvaise décision.": {"argues"},
    "Je vous en supplie, donnez-moi une deuxième chance.": {"begs"},
    "Vous devez me répondre immédiatement.": {"demands"},
    "C'était injuste, et vous m'avez fait perdre mon temps.": {"blames"},
    "Était-ce à cause du salaire ?": {"speaks of pay"},
    "Mon avocat va porter plainte.": {"threatens"},
    "No estoy de acuerdo, es una decisión equivocada.": {"argues"},
    "Te lo ruego, dame otra oportunidad.": {"begs"},
    "Exijo una respuesta de inmediato.": {"demands"},
    "Fue injusto y me hizo perder el tiempo.": {"blames"},
    "¿Fue por el sueldo?": {"speaks of pay"},
    "Mi abogado estudia una denuncia.": {"threatens"},
    "We will meet in court.": {"threatens"},
}


@pytest.mark.parametrize("text", GOOD)
def test_a_kind_message_is_left_alone(text):
    assert jsa.check_draft(text).table.to_dict("records") == []


@pytest.mark.parametrize("text", BAD)
def test_what_would_close_a_door_is_named(text):
    found = jsa.check_draft(text).table
    assert set(found["what"]) == BAD[text]
    for row in found.to_dict("records"):
        assert row["what"] == "too long" or row["where"] in text
        assert row["suggestion"]


def test_curly_apostrophes_are_read_too():
    assert jsa.check_draft("I don’t understand why.", language="en").table["where"].tolist() == [
        "I don’t understand why"
    ]


def test_the_answer_says_how_much_and_nothing_is_sent():
    answer = jsa.check_draft("Thank you. You must answer!")
    assert answer.headline == "1 thing to mend in these 5 words."
    assert repr(answer).endswith("5 words. Nothing was sent: that is yours to do.")
    assert "as_of" not in answer.to_dict()
    assert jsa.check_draft("").headline == "There is nothing to check: the message holds no words."


def test_a_draft_is_plain_text_and_html_is_escaped():
    note = jsa.draft({**ROW, "name": "<b>Ilse</b>"}, situation="thank_you")
    assert "&lt;b&gt;" in note._repr_html_()
    assert repr(note).startswith("Subject: Thank you\n\nHi <b>Ilse</b>,")
    assert note.to_dict()["open_slots"] == list(note.open_slots)


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_the_checker_takes_any_text(text):
    for row in jsa.check_draft(text).table.to_dict("records"):
        assert row["where"] in text or row["what"] == "too long"
