"""No answer judges, blames or alarms: every sentence of ours, on searches that go well or do not."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import Any

import pandas as pd
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.analysis.answer import Answer
from tests.analysis.searches import AS_OF, days_ago, make_search

#: Words that judge the person, shame, scare or drive. Whole words, any case.
UNKIND = (
    *(
        "fail",
        "fails",
        "failed",
        "failing",
        "failure",
        "failures",
        "loser",
        "losing",
        "hopeless",
        "worthless",
    ),
    *(
        "shame",
        "shameful",
        "ashamed",
        "embarrassing",
        "guilty",
        "guilt",
        "pathetic",
        "useless",
        "lazy",
        "idle",
    ),
    *(
        "incompetent",
        "unqualified",
        "inadequate",
        "mediocre",
        "unemployable",
        "bad candidate",
        "weak candidate",
    ),
    *("poor candidate", "your fault", "you should have", "you forgot", "you neglected", "you ignored"),
    *("you never", "you only", "you still have not", "not good enough", "too slow", "too lazy", "try harder"),
    *(
        "streak",
        "streaks",
        "broken streak",
        "missed goal",
        "falling behind",
        "fell behind",
        "behind schedule",
    ),
    *(
        "overdue",
        "deadline missed",
        "warning",
        "danger",
        "alarm",
        "critical",
        "urgent",
        "disaster",
        "disappointing",
    ),
    *("terrible", "awful", "catastrophic", "give up", "no chance", "unfortunately", "stop complaining"),
)
UNKIND_WORDS = re.compile(r"\b(" + "|".join(map(re.escape, UNKIND)) + r")\b", re.IGNORECASE)

#: Columns that repeat the log or another's words: what people wrote there is theirs.
FROM_THE_LOG = (
    *("company", "title", "name", "asked", "quote", "text", "note", "answer", "location", "materials", "url"),
    *(
        "channel",
        "group",
        "contact_id",
        "application_id",
        "touch_id",
        "feedback_id",
        "caveat",
        "source",
        "whom",
    ),
    *("email", "role", "label"),
)

#: What a question needs beside the search, and cannot do without.
NEEDED: dict[str, dict[str, Any]] = {"comparison": {"by": "channel"}, "forecast": {"weekly_applications": 6}}

TODAY = "2026-06-30"


def questions() -> list[str]:
    """Return the public functions that answer a question of a search."""
    found = []
    for name in jsa.__all__:
        function = getattr(jsa, name)
        if not inspect.isfunction(function):
            continue
        signature = inspect.signature(function)
        kind = getattr(jsa, str(signature.return_annotation), None)
        given = next(iter(signature.parameters), "")
        if inspect.isclass(kind) and issubclass(kind, Answer) and given == "search":
            found.append(name)
    return found


@cache
def searches() -> dict[str, Any]:
    stages = ["applied", "screen", "assessment", "interview", "final"]
    rejected = [
        {"application_id": f"a{n}", "company": f"Firm {n}", "stage": stages[n % 5], "outcome": "rejected",
         "applied_on": days_ago(20 + n), "channel": "job_board"}
        for n in range(40)
    ]  # fmt: skip
    noes = [(row["application_id"], "rejected", days_ago(n)) for n, row in enumerate(rejected)]
    talks = [(row["application_id"], row["stage"], days_ago(n + 4)) for n, row in enumerate(rejected)]
    silent = [
        {"applied_on": days_ago(30 + n), "company": f"Firm {n}", "channel": "job_board"} for n in range(60)
    ]
    circle = pd.DataFrame(
        {"contact_id": ["c0", "c1"], "name": ["Ilse", None], "relation": ["coach", "peer"],
         "met_on": pd.to_datetime(pd.Series(["2020-01-01", None]))}
    )  # fmt: skip
    return {
        "empty": make_search([]),
        "bare": make_search([{"company": "Quillmark"}, {"outcome": "rejected"}, {"stage": "interview"}]),
        "all rejected": make_search(rejected, [*noes, *talks]),
        "all silent": make_search(silent, contacts=circle),
        "sample": jsa.load_sample(),
    }


@cache
def ask(question: str, of: str) -> Answer:
    search = searches()[of]
    function = getattr(jsa, question)
    options = dict(NEEDED.get(question, {}))
    if "today" in inspect.signature(function).parameters:
        options["today"] = TODAY if of != "sample" else f"{search.as_of:%Y-%m-%d}"
    return function(search, **options)


def sentences(answer: Answer) -> list[str]:
    """Return every text of an answer that is ours: its sentences, and the words of all its frames."""
    frames = [value for value in vars(answer).values() if isinstance(value, pd.DataFrame)]
    words = [answer.headline, answer.advice, *answer.notes, answer.footer()]
    for frame in frames:
        for name in frame.columns.difference(FROM_THE_LOG):
            words += [name, *(value for value in frame[name].dropna().unique() if isinstance(value, str))]
    return words


def test_every_public_question_is_asked():
    assert {"funnel", "pipeline", "feedback_requests", "keep_in_touch", "waiting_times"} <= set(questions())


@pytest.mark.parametrize("of", ["empty", "bare", "all rejected", "all silent", "sample"])
@pytest.mark.parametrize("question", questions())
def test_no_answer_judges_the_person(question, of):
    said = sentences(ask(question, of))
    assert len(said) > 3
    assert [text for text in said if UNKIND_WORDS.search(text)] == []


@pytest.mark.parametrize("of", ["empty", "bare", "all rejected", "all silent", "sample"])
@pytest.mark.parametrize("question", questions())
def test_no_answer_shouts(question, of):
    said = [ask(question, of).headline, ask(question, of).advice, *ask(question, of).notes]
    assert not [
        text for text in said if "!" in text or re.search(r"\b(?!CSV|TOML|CV|HR|JSON)[A-Z]{5,}\b", text)
    ]


@pytest.mark.parametrize("question", ["feedback_requests", "keep_in_touch", "pipeline"])
def test_no_list_of_the_day_is_a_wall(question):
    for of in searches():
        answer = ask(question, of)
        assert len(answer.short()[0]) <= 7


def test_no_figure_uses_alarm_red():
    for question in ("feedback_requests", "keep_in_touch", "pipeline"):
        colours = re.findall(r"#[0-9a-f]{6}", jsa.draw(ask(question, "all rejected")).to_json())
        for colour in colours:
            red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
            assert not (red > 180 and green < 90 and blue < 90), colour


def test_the_word_list_would_notice():
    for text in ("You failed again.", "Broken streak", "This is your fault."):
        assert UNKIND_WORDS.search(text)
    assert not UNKIND_WORDS.search(f"A rejection is normal, as of {AS_OF:%Y-%m-%d}.")
