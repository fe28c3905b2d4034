"""Whether a row was sent: what a column that asks says, what a program could not send, what a note adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def _read(tmp_path: Path, text: str) -> pd.DataFrame:
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    return jsa.load(tmp_path / "log.csv").applications.set_index("company")


def test_a_column_that_asks_tells_which_rows_were_sent(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "Company,Role,Applied?,Date\nAcorn,Analyst,yes,2026-03-02\nBirch,Analyst,no,\nCedar,Analyst,,\nDogwood,Analyst,y,\n",
    )
    assert read["kind"].to_dict() == {
        "Acorn": "application",
        "Birch": "lead",
        "Cedar": "lead",
        "Dogwood": "application",
    }


def test_false_in_a_programs_log_is_what_it_could_not_send(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "timestamp,title,company,result\n"
        "2026-03-02 10:00:01,Analyst,Acorn,True\n"
        "2026-03-02 10:04:11,Analyst,Birch,False\n",
    )
    assert read["kind"].to_dict() == {"Acorn": "application", "Birch": "lead"}
    assert read["outcome"].tolist() == ["open", "open"]


def test_what_failed_without_a_day_of_sending_was_not_sent(tmp_path: Path) -> None:
    rows = "".join(f"Firm {n},Analyst,2026-03-0{n},applied\n" for n in range(1, 5))
    read = _read(tmp_path, f"company,title,date_applied,status\n{rows}Birch,Analyst,,failed\n")
    assert (read.loc["Birch", "kind"], read.loc["Birch", "outcome"]) == ("lead", "open")


def test_a_failed_interview_is_no_failure_to_send(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "company,title,date_applied,status\nBirch,Analyst,2026-03-02,failed\nAcorn,Analyst,,applied\n",
    )
    assert (read.loc["Birch", "kind"], read.loc["Birch", "outcome"]) == ("application", "rejected")


def test_a_note_names_the_day_of_sending_better_than_a_day_of_entry(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "Date,Company,Role,Status,Notes\n"
        "2026-03-02,Acorn,Analyst,Applied,Sent 2026-03-05 by mail\n"
        "2026-03-03,Birch,Analyst,Applied,will be sent 2026-03-09\n",
    )
    assert read["applied_on"].dt.strftime("%m-%d").to_dict() == {"Acorn": "03-05", "Birch": "03-03"}


def test_a_no_noted_beside_an_offer_is_the_seekers(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "Company,Role,Applied,Status,Notes\nAcorn,Analyst,2026-03-02,Offer,rejected\nBirch,Analyst,2026-03-03,Applied,rejected\n",
    )
    assert read["outcome"].to_dict() == {"Acorn": "declined", "Birch": "rejected"}


def test_what_was_never_sent_is_not_rejected_by_a_note(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "Company,Role,Status,Notes\nAcorn,Analyst,To apply,rejected\nBirch,Analyst,Applied,rejected\n",
    )
    assert read["outcome"].to_dict() == {"Acorn": "open", "Birch": "rejected"}


def test_mails_about_no_application_are_set_aside_by_their_kind(tmp_path: Path) -> None:
    (tmp_path / "mail.csv").write_text(
        "Subject,Company,Date,Status\n"
        "Thanks for applying,Acorn,2026-03-02,Applied\n"
        "Twelve jobs for you,Jobs Weekly,2026-03-03,Newsletter\n"
        "News of your application,Birch,2026-03-04,Rejected\n"
    )
    search = jsa.load(tmp_path / "mail.csv")
    assert search.applications["company"].tolist() == ["Acorn", "Birch"]
    assert set(search.problems["source_row"]) == {3}
    assert search.problems["reason"].str.contains("not relevant").any()


def test_a_column_of_telephone_numbers_is_no_stage(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "Company,Role,Applied,Phone\n"
        "Acorn,Analyst,2026-03-02,555 0142 77\n"
        "Birch,Analyst,2026-03-03,555 0177 12\n",
    )
    assert read["stage"].tolist() == ["applied", "applied"]


def test_the_steps_inside_a_job_are_no_jobs(tmp_path: Path) -> None:
    (tmp_path / "log.json").write_text(
        '[{"company": "Acorn", "jobTitle": "Analyst", "appliedAt": "2026-03-02", "status": "applied",'
        ' "timeline": [{"on": "2026-03-02", "what": "applied"},'
        ' {"on": "2026-03-09", "what": "phone screen"}]},'
        ' {"company": "Birch", "jobTitle": "Analyst", "appliedAt": "2026-03-03", "status": "rejected"}]'
    )
    read = jsa.load(tmp_path / "log.json").applications
    assert read[["company", "stage"]].to_numpy().tolist() == [["Acorn", "screen"], ["Birch", "applied"]]
