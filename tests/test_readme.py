"""The README's words are run: its Python as a script, its commands against the sample."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobsearch_analytics.cli import main
from jobsearch_analytics.files import shared_folder

README = Path(__file__).parent.parent / "README.md"

pytestmark = pytest.mark.skipif(not README.is_file(), reason="the README is only in the checkout")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def commands() -> list[str]:
    lines = [line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line.removeprefix("uv run ") for line in lines if line.startswith("uv run jobsearch")]


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = "\n".join(blocks("python"))
    assert "write_report" in code
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "for_my_coach.html").is_file()


def test_the_two_commands_stand_at_the_top():
    text = README.read_text(encoding="utf-8")
    first, second = blocks("sh")[0].splitlines()
    assert first == "pip install uv && uv run jobsearch report data_samples/spring_search"
    assert second == "pip install uv && uv run pytest"
    assert text.index(first) < 1200


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_readme_runs(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sample = shared_folder("data_samples") / "messy_tracker.xlsx"
    (tmp_path / "my_tracker.xlsx").write_bytes(sample.read_bytes())
    _, *arguments = shlex.split(command)
    extra = ["--no-open"] if arguments[0] == "lab" else []
    result = CliRunner().invoke(main, [*arguments, *extra])
    assert result.exit_code == 0, result.output
