"""Each way of writing what must not leave is found; ordinary words beside it are not."""

from __future__ import annotations

import html

import pandas as pd
import pytest

from jobsearch_analytics.report.known import known_names
from jobsearch_analytics.report.leaks import find_leaks
from tests.analysis.searches import days_ago, make_search

FIRMS = (
    *("Northgate Labs GmbH", "SAP SE", "H&M", "1&1 Telecom", "Müller & Söhne KG", "Großmann", "N26"),
    *("Bank of Ireland", "Procter & Gamble", "O'Reilly Media", "Target"),
)
PEOPLE = {
    "Ilse Vandermolen": "ilse.v@brixtonworks.io",
    "Anna-Lena Größer": "a.groesser@web.de",
    "Will Brown": None,
}
JOBS = (
    "https://boards.greenhouse.io/northgatelabs/jobs/4512345",
    "https://careers.quellhaus-ag.de/job/REQ-88321?ref=2026",
    "https://www.linkedin.com/jobs/view/data-analyst",
)
PAY = (85000.0, 62500.0, 45.0)
PLACES = ("Hauptstraße 12, 10115 Berlin", "Quarrendon", "221B Baker Street")


def names() -> list:
    rows = [
        {
            "company": firm,
            "applied_on": days_ago(60),
            "url": JOBS[number % 3],
            "salary_min": PAY[number % 3],
            "location": PLACES[number % 3],
        }
        for number, firm in enumerate(FIRMS)
    ]
    people = pd.DataFrame(
        {
            "contact_id": [f"c{number}" for number in range(len(PEOPLE))],
            "name": list(PEOPLE),
            "email": list(PEOPLE.values()),
        }
    )
    # The second link belongs to one firm only: its host is that firm's own.
    for row in rows:
        row["company"] = "Northgate Labs GmbH" if row["url"] == JOBS[1] else row["company"]
    rows += [{"company": firm, "applied_on": days_ago(60)} for firm in FIRMS]
    return known_names(make_search(rows, contacts=people))


KNOWN = names()


def kinds(text: str) -> set[str]:
    page = f"<section ><h2>Goal</h2><p>{html.escape(text)}</p></section>"
    return {kind for kind, _ in find_leaks(page.encode(), b"<section ><h2>Goal</h2></section>", KNOWN)}


@pytest.mark.parametrize(
    "text",
    [
        *("North<b>gate</b> Labs", "North<wbr>gate", "North</span><span>gate", "North&shy;gate"),
        *("Nor&#8203;thgate", "N . . o . . r . . t . . h . . g . . a . . t . . e", "Nⲟrthgate", "ᑎorthgate"),
        *("N𐓪rthgate", "Nσrthgate", "talked to S.A.P.", "S A P said no", "H and M", "h&m", "H + M"),
        *("1&1", "1 & 1", "1und1", "1 and 1", "Grossmann", "GROSSMANN", "Großmanns", "n26", "N26"),
        *("from BoI", "at B.o.I.", "Procter and Gamble", "OReilly", "Mueller und Soehne", "at target"),
        "see xn--mllershne-57a4d.example",
    ],
)
def test_a_firm_is_found(text: str) -> None:
    assert "a firm" in kinds(text)


def test_that_host_is_what_a_browser_calls_it() -> None:
    assert "müllersöhne".encode("idna") == b"xn--mllershne-57a4d"


@pytest.mark.parametrize(
    "text", ["IlseV", "ilse v", "AnnaLena", "anna lena", "Lena Groesser", "Größer", "thanks to Will"]
)
def test_a_person_is_found(text: str) -> None:
    assert "a person" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "85k",
            "85 k",
            "85K",
            "85T€",
            "85 T€",
            "85tsd",
            "85 Tsd.",
            "85 Tausend",
            "85,0 k",
            "85.0k",
            "85 grand",
        ),
        *("62,5k", "62.5 k", "62’500", "45/h", "45 €/h", "€45", "45€", "$45/hr", "£ 45.00", "45,00 €"),
    ],
)
def test_pay_is_found(text: str) -> None:
    assert kinds(text) == {"pay"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jobs/4512345", "a link"),
        ("No. 4512345", "a link"),
        ("REQ 88321", "a link"),
        ("quellhaus-ag.de", "a link"),
        ("Quellhaus AG", "a link"),
        ("boards.greenhouse.io/northgatelabs/jobs/4512345", "a link"),
        ("brixtonworks.io", "a mail address"),
        ("Brixtonworks", "a mail address"),
        ("ilse.v (at) brixtonworks dot io", "a mail address"),
        ("Hauptstr. 12", "an address"),
        ("Hauptstrasse", "an address"),
        ("10115 Berlin", "an address"),
        ("near Baker Street", "an address"),
    ],
)
def test_a_place_in_the_net_or_in_a_town_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "I will target 11 firms in Berlin, 45 days each, and 1 or 2 more",
        "Found through LinkedIn, greenhouse.io and web.de",
        "A brown box, will do: hand me the best, and more",
        "In 2026 a bank, a media house or a street-level team; 85 people, 62 of 500",
    ],
)
def test_ordinary_words_are_not(text: str) -> None:
    assert kinds(text) == set()
