"""Notebooks are thin, stored without outputs, and run from top to bottom with nothing on stderr."""

import ast
import shutil
from html import escape
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from jobsearch_analytics.errors import SourceMissingError
from jobsearch_analytics.files import shared_folder
from jobsearch_analytics.notebooks import LOAD_LINE, SAMPLE_TODAY, copy_notebooks

NOTEBOOKS = sorted(shared_folder("notebooks").glob("*.ipynb"))
IDS = [path.stem for path in NOTEBOOKS]

PLOTLY = "application/vnd.plotly.v1+json"

MOST_CELLS, MOST_LINES = 25, 6
NOT_IN_A_NOTEBOOK = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda)


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(notebook: nbformat.NotebookNode) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def code_lines(path: Path) -> list[str]:
    return [line for cell in code_cells(read(path)) for line in cell.source.splitlines()]


def test_there_are_notebooks():
    assert set(IDS) >= {
        *("01_first_look", "02_funnel", "03_waiting_times", "04_feedback_themes"),
        *("05_comparison_and_forecast", "08_coach_report"),
    }


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_is_thin_and_holds_no_output(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert len(notebook.cells) <= MOST_CELLS
    assert notebook.cells[0].source.startswith("# ")
    for cell in code_cells(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None
        assert len(cell.source.splitlines()) <= MOST_LINES
        assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, NOT_IN_A_NOTEBOOK)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_exactly_one_line_names_the_log(path):
    assert sum(LOAD_LINE in line for line in code_lines(path)) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_runs_with_nothing_on_stderr(path, tmp_path):
    shutil.copy(path, tmp_path)
    notebook = read(path)
    client = NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}, kernel_name="python3",
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    )  # fmt: skip
    client.execute()
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    charts = [output.data for output in outputs if PLOTLY in output.get("data", {})]
    page, _ = HTMLExporter().from_notebook_node(notebook)
    for chart in charts:
        # A page or a preview that cannot draw says the picture in words.
        assert chart["text/html"] in page
        assert escape(chart[PLOTLY]["layout"]["meta"]["alt"], quote=False) in chart["text/html"]


def test_copies_point_at_the_users_log_and_overwrite_nothing(tmp_path):
    log = tmp_path / 'my "own" log.csv'
    log.write_text("company,status\nQuillmark,applied\n")
    mine = tmp_path / "mine"
    copied, kept = copy_notebooks(mine, log)
    assert len(copied) == len(NOTEBOOKS)
    assert kept == []
    for path in copied:
        assert [line for line in code_lines(path) if line.startswith(f"search = jsa.load({str(log)!r})")]
    assert not [line for line in code_lines(copied[0]) if SAMPLE_TODAY in line]
    copied[0].write_text("mine now")
    copied_again, kept_again = copy_notebooks(mine, log)
    assert (copied_again, len(kept_again)) == ([], len(NOTEBOOKS))
    assert copied[0].read_text() == "mine now"


def test_a_log_that_is_not_there_copies_nothing(tmp_path):
    with pytest.raises(SourceMissingError):
        copy_notebooks(tmp_path / "mine", tmp_path / "nowhere.csv")
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_runs_on_a_small_log_of_ones_own(path, tmp_path, monkeypatch):
    """Three applications, nobody said anything, no contacts: every line still has something to say."""
    log = tmp_path / "Bewerbungen 'neu' ü.csv"
    log.write_text(
        "company,title,applied on,status\n"
        "Quillmark,Data Analyst,2026-03-02,rejected\n"
        "Pellmere,Data Analyst,2026-03-09,interview\n"
        "Tidewick,BI Analyst,2026-04-01,applied\n",
        encoding="utf-8",
    )
    copied, _ = copy_notebooks(tmp_path / "mine", log)
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "__main__"}
    for line in code_cells(read(next(copy for copy in copied if copy.name == path.name))):
        exec(line.source, names)
