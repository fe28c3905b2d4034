"""The page's counts are those of the answers that the notebooks show."""

from __future__ import annotations

import pandas as pd
import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.report.facts_found import WITHIN_DAYS, find_facts, suggestions_since
from jobsearch_analytics.tables import RELATIONS


@pytest.mark.parametrize("day", ["2026-05-02", "2026-07-01", "2027-01-15"])
def test_requests_and_people_are_counted_as_their_own_answers_count_them(day: str) -> None:
    search = jsa.load_sample()
    requests = jsa.feedback_requests(search, today=day)
    people = jsa.keep_in_touch(search, within_days=WITHIN_DAYS, today=day).table
    facts, _ = find_facts(search, pd.Timestamp(day), 0.95, suggestions_since(None, None))
    results = requests.ledger["result"].tolist()
    assert facts.asked == {
        "asked": len(results),
        **{result: results.count(result) for result in ("answered", "declined", "waiting")},
        "worth asking now": len(requests.table),
    }
    assert sum(facts.due.values()) == len(people) > 0
    assert set(facts.due) <= {*RELATIONS, "other"}
    assert all((people["relation"] == name).sum() == n for name, n in facts.due.items() if name != "other")
