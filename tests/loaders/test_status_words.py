"""What people and programs write as a status, and what it is read as."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.loaders.language.settling import settle_unclear
from jobsearch_analytics.loaders.language.statuses import read_status

if TYPE_CHECKING:
    from pathlib import Path

#: What a status tells, by the words of it.
TOLD = {
    ("rejected",): "Not Referred|Passed on me|Not hired|Disqualified"
    "|Went with internal candidate|Dead|Olumsuz|Reddedildi",
    (
        "withdrawn",
    ): "Not a fit (me)|Closed (me)|Declined the onsite|Declined flyout after other offer|Stepped out"
    "|Withdrew (accepted elsewhere)|Pulled my app after they said yes"
    "|Geri çektim|Retiré mi candidatura|지원 철회",
    ("closed",): "Role paused|Search cancelled|Not hiring|İptal edildi|Oferta caducada|Hiring frozen",
    ("no_response",): "Never heard a thing|Nothing for a month|Cevap yok|無回音|Funkstille|連絡来ない",
    ("offer", "accepted"): "Won|Offer - accepted|TJO accepted|İşe başladım|承諾済み|입사 예정",
    ("offer",): "Verbal|Tentatively selected|Offer in hand|Teklif aldım|Mündliche Zusage",
    ("screen",): "Screener with HR done|Talked to recruiter|Telefon görüşmesi|Primera llamada con RRHH",
    ("assessment",): "Design task|Writing exercise|Examen psicométrico|Teknik test|Take-home challenge",
    ("interview",): "Campus visit|Interview loop|Mülakat yapıldı|Passage devant le jury|Live coding",
    ("final",): "Finalist|Reference checks|Son görüşme|Terna final",
    ("saved",): "Never sent it|Havent applied yet|Başvurulacak|Will ich noch hinschicken",
    ("applied",): "Eligible|Qualified|Başvuruldu|CV leído",
}


@pytest.mark.parametrize(
    ("text", "events"), [(text, events) for events, texts in TOLD.items() for text in texts.split("|")]
)
def test_a_status_is_read_as_what_it_says(text: str, events: tuple[str, ...]) -> None:
    assert tuple(dict.fromkeys(mark.event for mark in read_status(text).marks)) == events


@pytest.mark.parametrize(
    "text",
    [
        "Got it but said no to the rate",
        "I got the job, then said no",
        "offer已拒",
        "Offer declined by candidate",
        "Teklifi reddettim",
    ],
)
def test_an_offer_refused_is_an_offer(text: str) -> None:
    assert [mark.event for mark in read_status(text).marks] == ["offer", "declined"]


@pytest.mark.parametrize(("word", "opposite"), [("successful", "unsuccessful"), ("eligible", "ineligible")])
def test_a_word_is_no_misspelling_of_its_opposite(word: str, opposite: str) -> None:
    assert "rejected" in read_status(opposite).meanings
    assert "rejected" not in read_status(word).meanings


def test_dropped_is_the_employers_no_where_the_log_has_no_other_word_for_it() -> None:
    texts = ["Descartado", "CV enviado", "Entrevista"]
    readings = {text: read_status(text) for text in texts}
    assert settle_unclear(readings, dict.fromkeys(texts, 1.0)) == {"Descartado": "rejected"}
    readings["Rechazado"] = read_status("Rechazado")
    assert settle_unclear(readings, dict.fromkeys(texts, 1.0)) == {"Descartado": "skipped"}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("offer received, refused", ["offer", "turned_down"]),
        ("Offer 40k - said no", ["offer", "turned_down"]),
        ("Offer rescinded", ["offer", "rejected"]),
        ("Angebot erhalten, abgelehnt", ["offer", "turned_down"]),
    ],
)
def test_a_no_after_an_offer_is_the_seekers(text: str, events: list[str]) -> None:
    assert [mark.event for mark in read_status(text).marks] == events


def _outcomes(tmp_path: Path, heading: str, *cells: str) -> list[str]:
    rows = "".join(
        f"Firm {number},Analyst,2026-03-0{number},{cell}\n" for number, cell in enumerate(cells, 1)
    )
    (tmp_path / "log.csv").write_text(f"Company,Role,Applied,{heading}\n{rows}")
    return jsa.load(tmp_path / "log.csv").applications["outcome"].tolist()


def test_turned_down_is_the_employers_no_unless_the_log_has_another_word_for_that(tmp_path: Path) -> None:
    assert _outcomes(tmp_path, "Status", "Applied", "Turned down") == ["open", "rejected"]
    assert _outcomes(tmp_path, "Status", "Rejected", "Turned down") == ["rejected", "withdrawn"]
    assert _outcomes(tmp_path, "Status", "Applied", "Offer - turned down") == ["open", "declined"]


def test_no_is_an_answer_where_the_column_tells_answers(tmp_path: Path) -> None:
    assert _outcomes(tmp_path, "Response?", "yes", "no", "") == ["open", "open", "open"]
    assert _outcomes(tmp_path, "Reply", "no", "No reply", "Interview") == ["rejected", "no_response", "open"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Ghosted after the screen (10/28)", ["no_response", "screen"]),
        ("1st rd w/ the team, waiting", ["interview"]),
        ("Not shortlisted for interview", ["rejected"]),
        ("intvw done, went w/ someone else", ["interview", "rejected"]),
    ],
)
def test_short_forms_and_small_words_are_understood(text: str, events: list[str]) -> None:
    assert [mark.event for mark in read_status(text).marks] == events


def test_a_cross_among_circles_is_a_stage_failed(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        "会社名,職種,応募日,一次面接,最終面接\n甲社,営業,2026-03-02,○,×\n乙社,営業,2026-03-03,○,\n丙社,営業,2026-03-04,×,\n"
    )
    read = jsa.load(tmp_path / "log.csv").applications.set_index("company")
    assert read["stage"].to_dict() == {"甲社": "final", "乙社": "interview", "丙社": "interview"}
    assert read["outcome"].to_dict() == {"甲社": "rejected", "乙社": "open", "丙社": "rejected"}
