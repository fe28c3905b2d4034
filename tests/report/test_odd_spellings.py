"""Names as nobody would think to write them, and words that only look like names."""

from __future__ import annotations

import base64

import pandas as pd
import pytest

from jobsearch_analytics.report.known_pay import in_words
from tests.charts.answers import invented_search
from tests.report.test_leaks import Planter

FIRMS = (
    *("Brightwäter Robotics", "Volkswagen", "PricewaterhouseCoopers", "Deutsche Bank", "Kestrel & Finch"),
    *("Ostrava Loom", "Hewlett Packard", "Alphabet Inc", "Tarnwood Data GmbH", "Müller Maschinenbau"),
    *("Johnson & Johnson", "Quillmark"),
)
PEOPLE = pd.DataFrame(
    {
        "contact_id": ["c0", "c1", "c2", "c3"],
        "name": ["Ilse Vandermolen", "Elizabeth Anne Marlowe", "William O'Hara", "Dr. Jürgen Groß-Thal"],
        "email": ["ilse.v@brightwater.example", "liz.marlowe@quillmark.example", None, "jgt@mm.example"],
        "url": [
            "https://people.example/in/ilse-vandermolen-4a1b",
            "https://people.example/in/emarlowe",
            None,
            None,
        ],
    }
)

CAUGHT = {
    "letters for a firm": (
        "I liked working with VW",
        "interview at VW",
        "at PwC they said",
        "Joined PwC talks",
        "with HP",
    ),
    "letters that mean more": ("an offer from DB", "interview at DB"),
    "signs of an exchange": ("shares of GOOGL", "talked to G.O.O.G."),
    "a further word": ("Loom said no", "spoke to Finch", "at Robotics they wrote", "Deutsche wrote"),
    "two firms in one": ("K and F said", "interview at K und F", "J&J interview", "K&F"),
    "digits for letters": ("Qu1llm4rk", "Br1ghtw4ter", "V4nd3rm0l3n", "Qu1llmark5"),
    "packed": (
        base64.b64encode(b"Quillmark").decode(),
        base64.urlsafe_b64encode(b"Ilse Vandermolen?").decode(),
        "5175696c6c6d61726b",
        "%51uillmark",
        "%2551uillmark",
        "Ilse+Vandermolen",
    ),
    "short names": ("Liz told me", "Bill said no to me", "Lizzie", "Will wrote"),
    "parts of names": ("Anne Marlowe wrote", "Elizabeth Anne", "Gross-Thal", "Groß said", "OHara", "O Hara"),
    "mail in words": (
        "ilse dot v at brightwater dot example",
        "ilse.v [at] brightwater [dot] example",
        "liz.marlowe(at)quillmark(punkt)example",
    ),
    "ends of links": ("in/ilse-vandermolen-4a1b", "emarlowe on LinkedIn", "ref 4471923"),
    "hidden marks": (
        "Quill\u200bmark",
        "Quill\u00admark",
        "Van\u2060dermolen",
        "Quill&shy;mark",
        "Quill&#109;ark",
    ),
    "split": (
        "Quill</td><td>mark",
        "Quill<br>mark",
        "Quill<!-- x -->mark",
        "Quill-\nmark",
        "Q·u·i·l·l·m·a·r·k",
    ),
    "pay": (
        *(
            "fifty-eight thousand",
            "Fifty eight grand",
            "achtundfünfzigtausend",
            "asked for 58k",
            "58 K",
            "58'000",
        ),
        *("€58.000", "58,000.00", "58.000,- Euro", "58000€", "58\u202f000", "58 TEUR", "61.5k", "61,5k"),
        *("５８０００", "٥٨٠٠٠", "one hundred and twenty thousand"),
    ),
    "streets": ("in the Torstrasse", "Torstr. 140", "350 Mission St", "Mission St.", "in 10119", "CA 94105"),
    "words on names": ("the Quillmarks", "Quillmarkian", "#quillmarklife", "quillMarkTeam", "Quillmark-Team"),
    "pictures of letters": ("🆀🆄🅸🅻🅻🅼🅰🆁🅺", "Q̶u̶i̶l̶l̶m̶a̶r̶k̶"),
}

HARMLESS = (
    *("I am good at robotics and data", "R&D and Q&A, M&A", "We will robotics", "a street with a bank"),
    *(
        "A bank that is open to change",
        "Data work in May 2026",
        "58 people in a team of 120",
        "I will mark the gap",
    ),
    *("Loom and weave, a finch in a tree", "B2B, 3D, web3, k8s, i18n and H2O at scale in the 4th year"),
    *(
        "An ABCDEFGHIJKL code and 0123456789abcdef",
        "Thanks to what I was told will help",
        "Berlin or San Francisco, CA",
    ),
    *("HR work, SQL on a DB", "From IT to AI with a PhD", "fifty-eight people, a thousand ideas"),
)


@pytest.fixture(scope="module")
def planter(tmp_path_factory: pytest.TempPathFactory) -> Planter:
    search = invented_search(12, firms=FIRMS, contacts=PEOPLE, workspace=tmp_path_factory.mktemp("jobsearch"))
    search.applications.loc[:2, "salary_min"] = [58_000.0, 61_500.0, 120_000.0]
    search.applications.loc[:1, "location"] = [
        "Torstraße 140, 10119 Berlin",
        "350 Mission Street, San Francisco, CA 94105",
    ]
    search.applications.loc[0, "url"] = "https://jobs.example/careers/job-4471923"
    return Planter(search)


@pytest.mark.parametrize("kind", CAUGHT)
def test_no_odd_spelling_passes(kind: str, planter: Planter) -> None:
    assert [text for text in CAUGHT[kind] if planter.leaving("goal", text) is not None] == []


def test_what_only_looks_like_a_name_stops_no_page(planter: Planter) -> None:
    assert [text for text in HARMLESS if planter.leaving("goal", text) is None] == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, ["one", "eins"]),
        (17, ["seventeen", "siebzehn"]),
        (30, ["thirty", "dreißig"]),
        (21, ["twenty one", "einundzwanzig"]),
        (101, ["one hundred and one", "one hundred one", "einhunderteins"]),
        (200, ["two hundred", "zweihundert"]),
        (999, ["nine hundred and ninety nine", "nine hundred ninety nine", "neunhundertneunundneunzig"]),
        (1000, []),
    ],
)
def test_a_number_in_words(number: int, words: list[str]) -> None:
    assert in_words(number) == words
