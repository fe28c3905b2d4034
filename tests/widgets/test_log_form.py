from __future__ import annotations

import pytest

import jobsearch_analytics as jsa

TRACKER = "Company,Role,Date Applied,Status\nQuillmark,Analyst,2026-03-02,Rejected after interview\n"


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "tracker.csv"
    path.write_text(TRACKER)
    return jsa.log_form(jsa.load(path), today="2026-04-01")


def test_the_form_logs_what_it_holds(form, tmp_path):
    form.kind.value = "ask"
    form.fields["application"].value = "Quillmark, Analyst"
    form.keep.click()
    assert '<div role="status">Logged: feedback request about Quillmark on 2026-04-01' in form.status.value
    assert len(jsa.load(tmp_path / "tracker.csv").touches) == 1
    form.back.click()
    assert "Taken back: feedback request" in form.status.value
    assert jsa.load(tmp_path / "tracker.csv").touches.empty


def test_a_field_left_empty_is_a_letter_and_the_rest_stays(form):
    form.kind.value = "event"
    form.fields["application"].value = "Quillmark"
    form.keep.click()
    assert '<div role="alert">event is missing.' in form.status.value
    assert form.values == {"application": "Quillmark"}


def test_what_was_just_logged_is_offered(form):
    form.kind.value = "contact"
    form.fields["name"].value = "Imke <Voss>"
    form.keep.click()
    assert "<Voss>" not in form.status.value
    form.kind.value = "touch"
    assert form.fields["contact"].options == ("Imke <Voss>",)


def test_every_control_has_a_label(form):
    for kind in [value for _, value in form.kind.options]:
        form.kind.value = kind
        assert all(field.description for field in form.fields.values())
