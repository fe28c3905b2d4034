"""What a free note tells, and that the quick look for signs misses nothing the patterns would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobsearch_analytics.loaders.language.note_marks import read_note
from jobsearch_analytics.loaders.language.words import read_words

GROUPS = read_words("note_words")["patterns"]
PATTERNS = [(group["event"], tuple(group["signs"]), pattern) for group in GROUPS for pattern in group["any"]]
#: Plain signs, and the letters of the other scripts that the patterns are written in.
LETTERS = "".join(sorted({sign for _, _, pattern in PATTERNS for sign in pattern if ord(sign) > 126}))
PRINTED = st.characters(min_codepoint=32, max_codepoint=126, include_characters=LETTERS)


@pytest.mark.parametrize(("event", "signs", "pattern"), PATTERNS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_text_a_pattern_matches_holds_a_sign(
    event: str, signs: tuple[str, ...], pattern: str, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(re.compile(pattern), alphabet=PRINTED)).casefold()
    if re.search(pattern, text):
        assert any(sign in text for sign in signs), (event, text)


@pytest.mark.parametrize(
    ("note", "events"),
    [
        ("Had a phone screen with Ana. Rejected on 2025-04-02.", ["screen", "rejected"]),
        ("They went with another candidate", ["rejected"]),
        ("Position has been filled", ["closed"]),
        ("I withdrew", ["withdrawn"]),
        ("declined the offer", ["declined"]),
        ("signed the contract", ["accepted"]),
        ("received a verbal offer", ["offer"]),
        ("final round done", ["final"]),
        ("no longer hiring", ["closed"]),
        ("finished the take-home", ["assessment"]),
        ("Prepare for the interview; position may be closed", []),
        ("not rejected yet", []),
        ("nice team, far away", []),
        ("took it!", ["offer", "accepted"]),
        ("they cancelled the position in June", ["closed"]),
        ("declined, the other one pays more", ["turned_away"]),
        ("ghosted", ["no_response"]),
        ("Absage per Mail", ["rejected"]),
        ("never heard back; wrote twice", ["no_response"]),
        ("salary too low, too far", []),
        ("will withdraw if they call", []),
        ("probably rejected", []),
        ("after the take-home, nine hours of it", ["assessment"]),
        ("reapply in spring if rejected", []),
    ],
)
def test_a_note_tells_what_it_says_outright(note: str, events: list[str]) -> None:
    assert [mark.event for mark in read_note(note).marks] == events
