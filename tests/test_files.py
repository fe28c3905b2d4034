import csv
import io
import os
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobsearch_analytics.files import FORMULA_STARTS, csv_text, write_atomic


def test_a_failed_write_leaves_the_old_file_and_no_half_one(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    write_atomic(path, "old")

    def full_disk(_):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="no space"):
        write_atomic(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_new_file_follows_the_users_umask(tmp_path):
    plain = tmp_path / "plain"
    plain.touch()
    assert write_atomic(tmp_path / "made", "x").stat().st_mode == plain.stat().st_mode


def test_a_replaced_file_keeps_its_mode(tmp_path):
    path = write_atomic(tmp_path / "private", "x")
    path.chmod(0o600)
    assert write_atomic(path, "y").stat().st_mode & 0o777 == 0o600


@given(st.lists(st.text(max_size=8), min_size=1, max_size=5))
def test_no_cell_written_starts_a_formula_and_none_is_lost(cells):
    text = csv_text(pd.DataFrame({"cell": cells, "n": 1}))
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert not any(cell.startswith(FORMULA_STARTS) for cell, _ in rows)
    lines = [re.sub(r"\r\n?", "\n", cell) for cell in cells]
    assert [cell.removeprefix("'") for cell, _ in rows] == [cell.removeprefix("'") for cell in lines]
