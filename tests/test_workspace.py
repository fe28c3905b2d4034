import multiprocessing
import sys
from pathlib import Path

import pytest

from jobsearch_analytics import workspace
from jobsearch_analytics.errors import WorkspaceError


def _log_touches(folder, writer, count):
    for number in range(count):
        workspace.append_row(folder, "touches", {"touch_id": f"{writer}-{number}", "note": "=1+1"})


def test_two_writers_at_once_lose_nothing(tmp_path):
    writers = [
        multiprocessing.get_context("spawn").Process(target=_log_touches, args=(tmp_path, name, 15))
        for name in "ab"
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    kept = workspace.read_csv(tmp_path, "touches")
    assert sorted(kept["touch_id"]) == sorted(f"{name}-{number}" for name in "ab" for number in range(15))


def test_reading_makes_no_folder(tmp_path):
    folder = tmp_path / "jobsearch"
    assert workspace.read_csv(folder, "touches").empty
    assert workspace.read_toml(folder, "themes") == {}
    assert not folder.exists()


def test_a_broken_file_names_the_line(tmp_path):
    (tmp_path / "themes.toml").write_text("[rename]\nbroken\n")
    with pytest.raises(WorkspaceError, match=r"themes\.toml is not valid TOML: .*line 2"):
        workspace.read_toml(tmp_path, "themes")


def test_a_file_in_the_way_is_a_letter(tmp_path):
    (tmp_path / "jobsearch").write_text("not a folder")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        workspace.update_toml(tmp_path / "jobsearch", "themes", {})


def test_a_file_in_the_way_is_no_workspace_to_read_either(tmp_path):
    (tmp_path / "jobsearch").write_text("not a folder")
    assert workspace.read_toml(tmp_path / "jobsearch", "themes") == {}
    assert workspace.read_csv(tmp_path / "jobsearch", "touches").empty


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is where nobody can make a folder")
def test_a_folder_that_nobody_can_make_is_a_letter():
    with pytest.raises(WorkspaceError, match="cannot be written"):
        workspace.update_toml(Path("/proc/jobsearch"), "themes", {})


def test_columns_added_by_hand_are_kept(tmp_path):
    workspace.append_row(tmp_path, "contacts", {"contact_id": "c1", "name": "Imke Voss"})
    file = tmp_path / "contacts.csv"
    heading, row = file.read_text().splitlines()
    file.write_text(f"{heading},birthday\n{row},3 May\n")
    workspace.append_row(tmp_path, "contacts", {"contact_id": "c2", "name": "Lars Voss"})
    kept = workspace.read_csv(tmp_path, "contacts")
    assert kept["birthday"].fillna("").tolist() == ["3 May", ""]
    assert kept.columns[-1] == "birthday"


def test_toml_comes_back_as_it_was(tmp_path):
    content = {"rename": {"System design": "Design depth"}, "move": [{"feedback_id": "f1", "theme": "Pay"}]}
    workspace.update_toml(tmp_path, "themes", content)
    assert workspace.read_toml(tmp_path, "themes") == content
