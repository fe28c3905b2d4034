from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from jobsearch_analytics.stages import FUNNEL_STAGES
from jobsearch_analytics.tables import TABLES
from jobsearch_analytics.workspace import FOLDER_NAME
from tests.simulator.messy.workbook import FIRST_ROW, LOG_SHEET
from tests.simulator.phrases import phrases
from tests.simulator.write import write_samples

SAMPLES = Path(__file__).parents[2] / "data_samples"
AS_OF = pd.Timestamp("2026-06-28")
DAYS = {
    "applications": ["applied_on"],
    "events": ["occurred_on", "latest_on"],
    "feedback": ["received_on"],
    "contacts": ["met_on"],
    "touches": ["on", "replied_on"],
}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    folder = SAMPLES / "spring_search"
    return {name: pd.read_csv(folder / f"{name}.csv", parse_dates=days) for name, days in DAYS.items()}


@pytest.fixture(scope="module")
def planted() -> dict[str, Any]:
    return tomllib.loads((SAMPLES / "spring_search_truth.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def messy() -> pd.DataFrame:
    return pd.read_csv(SAMPLES / "messy_tracker_truth.csv", keep_default_na=False)


def test_the_samples_are_written_again_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes((SAMPLES / "README.md").read_bytes())
    written = write_samples(tmp_path)
    # Whoever tried the README's first command has a workspace beside the sample: it is theirs, not a sample.
    kept = {path.relative_to(SAMPLES) for path in SAMPLES.rglob("*") if path.is_file()}
    kept = {path for path in kept if FOLDER_NAME not in path.parts}
    assert {path.relative_to(tmp_path) for path in written} == kept
    for path in written:
        if path.suffix != ".xlsx":
            assert path.read_bytes() == (SAMPLES / path.relative_to(tmp_path)).read_bytes(), path.name


def test_the_workbook_is_written_again_cell_for_cell(tmp_path: Path) -> None:
    write_samples(tmp_path)
    again, kept = (load_workbook(folder / "messy_tracker.xlsx") for folder in (tmp_path, SAMPLES))
    assert again.sheetnames == kept.sheetnames == ["Overview", LOG_SHEET]
    for one, other in zip(again, kept, strict=True):
        assert list(one.iter_rows(values_only=True)) == list(other.iter_rows(values_only=True))
    assert again.properties.modified == kept.properties.modified == pd.Timestamp("2026-06-28 20:00")


def test_the_sample_has_the_size_promised(tables: dict[str, pd.DataFrame]) -> None:
    kinds = tables["applications"]["kind"].value_counts().to_dict()
    assert kinds == {"application": 205, "lead": 6}
    assert len(tables["contacts"]) == 40
    assert 85 <= len(tables["feedback"]) <= 95


def test_ids_are_unique_and_point_to_rows(tables: dict[str, pd.DataFrame]) -> None:
    for table, name in (
        ("applications", "application_id"),
        ("feedback", "feedback_id"),
        ("contacts", "contact_id"),
        ("touches", "touch_id"),
    ):
        assert tables[table][name].is_unique
    known = set(tables["applications"]["application_id"])
    for table in ("events", "feedback", "touches"):
        assert set(tables[table]["application_id"].dropna()) <= known
    people = set(tables["contacts"]["contact_id"])
    assert set(tables["touches"]["contact_id"].dropna()) <= people
    assert set(tables["applications"]["referrer_id"].dropna()) <= people


def test_values_are_among_the_choices(tables: dict[str, pd.DataFrame]) -> None:
    for name, frame in tables.items():
        for column in TABLES[name]:
            if column.required:
                assert frame[column.name].notna().all()
            if column.choices:
                assert set(frame[column.name].dropna()) <= set(column.choices), column.name


def test_the_log_ends_on_its_day_and_looks_ahead(tables: dict[str, pd.DataFrame]) -> None:
    events = tables["events"]
    assert events.loc[~events["scheduled"], "occurred_on"].max() == AS_OF
    assert tables["touches"]["on"].max() == AS_OF
    ahead = events[events["scheduled"]]
    assert len(ahead) >= 4
    assert (ahead["occurred_on"] > AS_OF).all()
    for table, days in DAYS.items():
        for day in days:
            if table != "events":
                assert tables[table][day].dropna().max() <= AS_OF


def test_stage_and_outcome_agree_with_the_events(tables: dict[str, pd.DataFrame]) -> None:
    sent = tables["applications"].query("kind == 'application'").set_index("application_id")
    past = tables["events"].query("not scheduled and application_id in @sent.index")
    stages = past[past["event"].isin(FUNNEL_STAGES)].groupby("application_id")["event"].last()
    assert (stages == sent["stage"].reindex(stages.index)).all()
    assert len(stages) == len(sent)
    last = past.groupby("application_id")["event"].last()
    assert (last.where(~last.isin(FUNNEL_STAGES), "open") == sent["outcome"].reindex(last.index)).all()


def test_the_sample_holds_every_way_to_end_and_an_open_offer(tables: dict[str, pd.DataFrame]) -> None:
    sent = tables["applications"].query("kind == 'application'")
    assert set(sent["outcome"]) == {"open", "rejected", "closed", "withdrawn", "declined", "no_response"}
    assert (sent.query("stage == 'offer'")["outcome"] == "open").sum() == 1
    silent = sent["stage"].eq("applied") & sent["outcome"].isin(["open", "no_response"])
    assert 0.5 < silent.mean() < 0.6


def test_notes_come_after_what_they_speak_of(tables: dict[str, pd.DataFrame]) -> None:
    held = tables["events"].set_index(["application_id", "event"])["occurred_on"]
    notes = tables["feedback"].dropna(subset=["application_id"])
    notes = notes.join(held.rename("held_on"), on=["application_id", "stage"])
    assert (notes["received_on"] >= notes["held_on"]).all()
    mails = notes[notes["said_by"] == "rejection_mail"].join(
        held.xs("rejected", level="event").rename("no_on"), on="application_id"
    )
    assert (mails["received_on"] == mails["no_on"]).all()
    assert 0.2 < len(mails) / len(tables["feedback"]) < 0.3


def test_answers_come_after_the_question_and_people_are_met_first(tables: dict[str, pd.DataFrame]) -> None:
    touches = tables["touches"].merge(
        tables["contacts"][["contact_id", "met_on"]], on="contact_id", how="left"
    )
    answered = touches.dropna(subset=["replied_on"])
    assert (answered["replied_on"] >= answered["on"]).all()
    assert not (touches["on"] < touches["met_on"]).any()
    asked = touches[touches["purpose"] == "feedback_request"]
    assert 0 < asked["replied_on"].notna().sum() < len(asked)


def test_a_promised_answer_stands_in_the_feedback(tables: dict[str, pd.DataFrame]) -> None:
    asked = tables["touches"].query("purpose == 'feedback_request'").dropna(subset=["replied_on"])
    told = asked[~asked["answer"].str.contains("policy")]
    notes = set(zip(tables["feedback"]["application_id"], tables["feedback"]["received_on"], strict=True))
    assert len(told) >= 2
    assert set(zip(told["application_id"], told["replied_on"], strict=True)) <= notes


def test_each_planted_point_is_in_its_note(tables: dict[str, pd.DataFrame], planted: dict[str, Any]) -> None:
    texts = tables["feedback"].set_index("feedback_id")["text"]
    general = tables["feedback"].set_index("feedback_id")["application_id"].isna()
    for point in planted["feedback_point"]:
        text = _neutral(texts[point["feedback_id"]])
        said = [phrases(point["theme"], point["sign"], kind) for kind in ("en", "after_no", "de", "fr")]
        found = any(_neutral(phrase) in text for group in said for phrase in group)
        assert found or general[point["feedback_id"]]
    empty = set(planted["boilerplate"]["feedback_ids"])
    assert empty == set(tables["feedback"].query("said_by == 'rejection_mail'")["feedback_id"])
    assert not empty & {point["feedback_id"] for point in planted["feedback_point"]}


def test_no_note_is_written_twice(tables: dict[str, pd.DataFrame], planted: dict[str, Any]) -> None:
    assert tables["feedback"]["text"].is_unique
    for theme, signs in planted["theme_rate_per_employer"].items():
        wordings = [
            text for sign in signs for kind in ("en", "after_no") for text in phrases(theme, sign, kind)
        ]
        assert len(set(wordings)) == len(wordings) >= 12, theme


def test_addresses_belong_to_nobody(tables: dict[str, pd.DataFrame]) -> None:
    columns = [tables["applications"]["url"], tables["contacts"]["url"], tables["contacts"]["email"]]
    assert pd.concat(columns).dropna().str.contains(r"[.@/][a-z.-]*example(?:/|$)").all()


def test_the_planted_rates_are_different_for_some_and_equal_for_others(planted: dict[str, Any]) -> None:
    rates = planted["channel_positive_rate"]
    assert rates["recruiter"] == rates["networking_event"]
    assert rates["company_site"] == rates["job_board"]
    assert rates["referral"] > 1.5 * rates["recruiter"] > 3 * rates["job_board"]


def test_every_row_of_the_messy_tracker_is_accounted_for(messy: pd.DataFrame) -> None:
    sheet = load_workbook(SAMPLES / "messy_tracker.xlsx")[LOG_SHEET]
    filled = [
        cells[0].row
        for cells in sheet.iter_rows(min_row=FIRST_ROW)
        if any(cell.value is not None for cell in cells)
    ]
    assert filled == messy["source_row"].tolist()
    assert sheet.max_row - FIRST_ROW + 1 > len(filled)
    for row in messy.to_dict("records"):
        assert str(sheet.cell(row["source_row"], 1).value).strip() == row["company"]
        assert (sheet.cell(row["source_row"], 2).value or "") == row["title"]


def test_the_messy_tracker_is_as_messy_as_promised(messy: pd.DataFrame) -> None:
    sheet = load_workbook(SAMPLES / "messy_tracker.xlsx")[LOG_SHEET]
    dates = [sheet.cell(row, 3).value for row in messy["source_row"]]
    texts = [value for value in dates if isinstance(value, str)]
    styles = (r"\d{4}-\d\d-\d\d", r"\d\d\.\d\d\.\d{4}", r"\d+ [A-Z][a-z]{2} \d{4}", r"[A-Z][a-z]+ \d{4}")
    assert all(any(re.fullmatch(style, text) for text in texts) for style in styles)
    assert any(value is not None and not isinstance(value, str) for value in dates)
    assert messy["kind"].value_counts().to_dict() == {"application": 56, "lead": 8, "outreach": 2}
    statuses = [str(sheet.cell(row, 5).value) for row in messy["source_row"]]
    assert any("29 June" in status or "July" in status for status in statuses)
    assert any("declined" in status for status in statuses)
    assert any("ghosted" in status for status in statuses)


def _neutral(text: str) -> str:
    return re.sub(r"\b(he|she)\b", "X", text, flags=re.IGNORECASE)
