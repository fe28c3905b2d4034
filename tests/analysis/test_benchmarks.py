from __future__ import annotations

import pytest

from jobsearch_analytics.analysis.benchmarks import KEYS, UNITS, benchmarks
from jobsearch_analytics.errors import WorkspaceError
from tests.analysis.searches import make_search

OWN = """
[[rate]]
quantity = "Invited"
low = 0.1
high = 0.2
unit = "share"
denominator = "applicants of my bootcamp"
place = "here"
year = "2026"
source = "our career office"
caveat = "forty people"
"""


def own(tmp_path, text):
    (tmp_path / "benchmarks.toml").write_text(text, encoding="utf-8")
    return benchmarks(make_search([], workspace=tmp_path))


def test_every_published_rate_says_all_there_is_to_doubt():
    answer = benchmarks(make_search([]))
    assert answer.origin == "published"
    assert len(answer.table) >= 10
    for name in KEYS:
        assert answer.table[name].notna().all(), name
    texts = answer.table[["denominator", "place", "year", "source", "caveat"]]
    assert (texts.map(len) > 1).all(axis=None)
    assert answer.table["unit"].isin(UNITS).all()
    assert (answer.table["low"] <= answer.table["high"]).all()
    shares = answer.table[answer.table["unit"] == "share"]
    assert (shares[["low", "high"]] < 1).all(axis=None)


def test_rates_are_always_directional_also_in_print():
    answer = benchmarks(make_search([]))
    assert set(answer.verdict) == {"directional"}
    assert repr(answer).endswith(
        "Directional: other places, years and kinds of work give other numbers. Never multiply two."
    )
    shown = answer.shown().set_index("quantity")["figure"]
    assert shown["Invited to an interview"] == "3–15%"
    assert shown["Hired, having applied without a referral"] == "0.66%"
    assert shown["From the first interview to the decision"] == "25 days"


def test_the_users_file_replaces_them_whole(tmp_path):
    answer = own(tmp_path, OWN)
    assert answer.table["quantity"].tolist() == ["Invited"]
    assert answer.origin == f"{tmp_path}/benchmarks.toml"
    assert answer.headline.startswith("1 base rate ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[other]\na = 1\n", "holds no [[rate]].\n  Every [[rate]] needs "),
        (OWN.replace('year = "2026"\n', ""), "lacks year in rate 1.\n  Every [[rate]] needs "),
        (
            OWN.replace('"share"', '"percent"'),
            "has the unit 'percent' in rate 1.\n  Units are share, days, count.",
        ),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path, text, expected):
    with pytest.raises(WorkspaceError) as caught:
        own(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path}/benchmarks.toml {expected}")
