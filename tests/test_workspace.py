import multiprocessing

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


def test_toml_comes_back_as_it_was(tmp_path):
    content = {"rename": {"System design": "Design depth"}, "move": [{"feedback_id": "f1", "theme": "Pay"}]}
    workspace.update_toml(tmp_path, "themes", content)
    assert workspace.read_toml(tmp_path, "themes") == content
