"""Importing is light and changes nothing: looked at in fresh interpreters."""

import subprocess
import sys

import pytest

import jobsearch_analytics as jsa

SLOW = (
    "sklearn",
    "scipy.stats",
    "statsmodels",
    "plotly",
    "ipywidgets",
    "onnxruntime",
    "openpyxl",
)


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split("\n"))


def test_importing_the_package_imports_no_slow_library():
    loaded = modules_after("import jobsearch_analytics")
    assert loaded.isdisjoint({*SLOW, "pandas", "numpy"})


def test_naming_the_loader_and_the_funnel_imports_no_slow_library():
    loaded = modules_after(
        "import jobsearch_analytics as jsa; jsa.load; jsa.funnel; jsa.feedback_themes; jsa.flows"
    )
    assert loaded.isdisjoint(SLOW)


def test_help_does_not_import_pandas():
    loaded = modules_after(
        "from jobsearch_analytics.cli import main; main(['--help'], standalone_mode=False)"
    )
    assert "pandas" not in loaded
    assert "numpy" not in loaded


@pytest.mark.parametrize("name", jsa.__all__)
def test_every_public_name_has_a_docstring(name):
    assert getattr(jsa, name).__doc__


def test_no_global_template_is_set_by_drawing():
    code = (
        "import plotly.io as pio; before = pio.templates.default\n"
        "import jobsearch_analytics as jsa; jsa.draw(jsa.funnel(jsa.load_sample()))\n"
        "assert pio.templates.default == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
