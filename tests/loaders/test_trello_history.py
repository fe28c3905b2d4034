"""Cards of a Trello board: the day of sending and what happened, in the description and in the actions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

LISTS = [{"id": "a", "name": "Applied"}, {"id": "b", "name": "Interview"}, {"id": "c", "name": "Rejected"}]


def card(name: str, at: str, text: str, **more: object) -> dict:
    return {"id": name, "name": name, "idList": at, "desc": text, **more}


def action(kind: str, day: str, **data: object) -> dict:
    return {"type": kind, "date": f"{day}T08:00:00Z", "data": {"card": {"id": "Quillmoor - Glazier"}, **data}}


def loaded(tmp_path: Path, cards: list[dict], **more: object) -> jsa.JobSearch:
    path = tmp_path / "board.json"
    path.write_text(json.dumps({"name": "Jobs", "lists": LISTS, "cards": cards, **more}), encoding="utf-8")
    return jsa.load(path)


def test_the_description_tells_the_day_of_sending_and_the_steps(tmp_path: Path) -> None:
    cards = [
        card("Quillmoor - Glazier", "a", "Applied: 12 Sept 2025\nvia website"),
        card("Rowanby - Fitter", "b", "applied 9/13/2025\n2025-09-20 phone screen"),
        card(
            "Sallow - Roofer",
            "c",
            "Applied on: 2025-09-14\nrejected 9/30",
            due="2025-09-11",
            dueComplete=True,
        ),
    ]
    search = loaded(tmp_path, cards)
    rows = search.applications.assign(applied_on=search.applications["applied_on"].dt.strftime("%Y-%m-%d"))
    assert rows[["company", "title", "applied_on", "stage", "outcome"]].to_numpy().tolist() == [
        ["Quillmoor", "Glazier", "2025-09-12", "applied", "open"],
        ["Rowanby", "Fitter", "2025-09-13", "interview", "open"],
        ["Sallow", "Roofer", "2025-09-11", "applied", "rejected"],
    ]
    screens = search.events[search.events["event"] == "screen"]
    assert screens["occurred_on"].dt.strftime("%Y-%m-%d").tolist() == ["2025-09-20"]


def test_moves_and_comments_are_the_history_of_a_card(tmp_path: Path) -> None:
    actions = [
        action("updateCard", "2025-09-30", listAfter={"name": "Rejected"}),
        action("commentCard", "2025-09-25", text="final round"),
        action("commentCard", "2025-09-26", text="nice view"),
        action("updateCard", "2025-09-20", listBefore={"name": "Applied"}, listAfter={"name": "Interview"}),
        action("createCard", "2025-09-12", list={"name": "Applied"}),
        *({"type": "updateCard", "data": {"card": None}}, "nonsense", {"type": "commentCard", "data": []}),
    ]
    search = loaded(tmp_path, [card("Quillmoor - Glazier", "c", "", closed=True)], actions=actions)
    days = search.events["occurred_on"].dt.strftime("%Y-%m-%d")
    assert dict(zip(search.events["event"], days, strict=True)) == {
        "applied": "2025-09-12",
        "interview": "2025-09-20",
        "final": "2025-09-25",
        "rejected": "2025-09-30",
    }


def test_an_advertisement_in_the_description_is_no_history(tmp_path: Path) -> None:
    advertisement = "You will interview users.\nWe offer a final salary pension.\n" + "We make windows. " * 40
    rows = loaded(tmp_path, [card("Quillmoor - Glazier", "a", advertisement)]).applications
    assert rows[["stage", "outcome"]].to_numpy().tolist() == [["applied", "open"]]
