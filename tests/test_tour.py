"""The whole tour with the network cut, and nothing written outside the folder that was named."""

import os
import socket
import subprocess
import sys

import pytest

import jobsearch_analytics as jsa


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a network call was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def test_the_tour_makes_no_network_call(no_network, tmp_path):
    search = jsa.load_sample(workspace=tmp_path / "jobsearch")
    themes = jsa.feedback_themes(search)
    for answer in (jsa.funnel(search, by="channel"), themes, jsa.flows(search), jsa.waiting_times(search)):
        assert repr(answer)
        assert answer._repr_html_()
        assert jsa.draw(answer).to_json()
    plans = (
        jsa.feedback_requests(search, today="2026-07-01"),
        jsa.keep_in_touch(search, today="2026-07-01"),
        jsa.targeting(search, themes=themes),
        jsa.fit_to_profile(search, themes=themes),
        jsa.experiments(search),
    )
    assert all(repr(plan) for plan in plans)
    assert jsa.log(search, "contact", name="Imke Voss").said == "contact: Imke Voss"
    jsa.save_themes(themes)
    assert jsa.write_report(search, tmp_path / "page.html", today="2026-07-01").is_file()
    assert search.save(tmp_path / "standard").is_dir()


def test_everything_written_stands_where_it_was_named(tmp_path):
    """A fresh interpreter with an empty home: nothing appears there, nor in the working folder."""
    home, here, named = (tmp_path / name for name in ("home", "here", "named"))
    for folder in (home, here, named):
        folder.mkdir()
    code = (
        "import jobsearch_analytics as jsa\n"
        f"search = jsa.load_sample(workspace={str(named / 'jobsearch')!r})\n"
        "themes = jsa.feedback_themes(search)\n"
        "jsa.save_themes(themes)\n"
        f"jsa.write_report(search, {str(named / 'page.html')!r}, today='2026-07-01')\n"
    )
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", code], cwd=here, env=environment, check=True)
    assert list(home.rglob("*")) == []
    assert list(here.rglob("*")) == []
    assert (named / "page.html").is_file()
