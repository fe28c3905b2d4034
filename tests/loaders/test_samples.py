"""The samples are read as the truth beside them says."""

import pandas as pd

import jobsearch_analytics as jsa
from jobsearch_analytics.files import shared_folder

#: A row written as "wrote to head of design" has no stage of its own in the vocabulary.
UNSCORED_KINDS = ["outreach"]


def test_the_messy_tracker_is_read_as_it_is_meant(tmp_path):
    truth = pd.read_csv(
        shared_folder("data_samples") / "messy_tracker_truth.csv", dtype={"applied_on": "str"}
    )
    search = jsa.load_sample("messy_tracker", workspace=tmp_path)
    read = search.applications.merge(truth, on=["source_sheet", "source_row"], suffixes=("", "_true"))
    assert len(read) == len(truth) == len(search.applications)
    assert (read["kind"] == read["kind_true"]).all()
    assert (read["company"].str.strip() == read["company_true"].str.strip()).all()
    scored = read[~read["kind"].isin(UNSCORED_KINDS)]
    for name, floor in (("stage", 0.95), ("outcome", 0.95)):
        assert (scored[name] == scored[f"{name}_true"]).mean() >= floor, name
    dated = scored[scored["applied_on_true"].notna()]
    same = dated["applied_on"].dt.strftime("%Y-%m-%d") == dated["applied_on_true"]
    assert same.mean() >= 0.95


def test_the_standard_sample_is_read_whole(tmp_path):
    folder = shared_folder("data_samples") / "spring_search"
    search = jsa.load_sample(workspace=tmp_path)
    for name in ("applications", "events", "feedback", "contacts", "touches"):
        assert len(getattr(search, name)) == len(pd.read_csv(folder / f"{name}.csv")), name
    assert search.problems.empty
    assert search.profile["target_roles"]
    assert search.as_of == pd.Timestamp("2026-06-28")
