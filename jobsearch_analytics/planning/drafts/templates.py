"""The message templates: the package's TOML file of a language, with the user's own file laid over it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.workspace import read_toml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FOLDER", "language_file", "languages", "message", "situations", "tones"]

#: The folder of the workspace that holds the user's own templates, one file per language.
FOLDER = "drafts"

#: Tables of a language's file that are no situation, and keys of a situation that are no tone.
NO_SITUATION = ("slots", "stages", "occasions", "questions", "check")
NO_TONE = ("use", "subject")


def languages(workspace: Path | None = None) -> list[str]:
    """Return the languages there are templates in, by their codes.

    Examples
    --------
    >>> languages()
    ['de', 'en', 'es', 'fr']
    """
    shipped = [entry.name for entry in files("jobsearch_analytics.planning.drafts").iterdir()]
    own = workspace / FOLDER if workspace is not None else None
    added = [path.name for path in own.glob("*.toml")] if own is not None and own.is_dir() else []
    return sorted({name.removesuffix(".toml") for name in [*shipped, *added] if name.endswith(".toml")})


def language_file(language: str, workspace: Path | None = None) -> dict[str, Any]:
    """Return the templates of a language; what the user wrote comes before what is shipped.

    Raises
    ------
    UnknownChoiceError
        If there is no file for it.
    """
    known = languages(workspace)
    if language not in known:
        raise UnknownChoiceError("language", language, known, "a language with templates")
    shipped = files("jobsearch_analytics.planning.drafts").joinpath(f"{language}.toml")
    content = tomllib.loads(shipped.read_text("utf-8")) if shipped.is_file() else {}
    for name, value in read_toml(workspace, f"{FOLDER}/{language}").items():
        content[name] = {**content.get(name, {}), **value} if isinstance(value, dict) else value
    return content


def situations(content: dict[str, Any]) -> list[str]:
    """Return the situations a language's file has messages for."""
    return [name for name, part in content.items() if isinstance(part, dict) and name not in NO_SITUATION]


def tones(content: dict[str, Any], situation: str) -> list[str]:
    """Return the tones a situation has messages in."""
    return [name for name in content[situation] if name not in NO_TONE]


def message(content: dict[str, Any], situation: str, tone: str) -> tuple[str, str]:
    """Return the subject line and the text of a message, with their slots still in braces.

    Raises
    ------
    UnknownChoiceError
        If there is no such situation, or no such tone of it.
    """
    if situation not in situations(content):
        raise UnknownChoiceError("situation", situation, situations(content), "a situation with a message")
    if tone not in tones(content, situation):
        raise UnknownChoiceError("tone", tone, tones(content, situation), f"a tone of {situation!r}")
    return content[situation].get("subject", ""), content[situation][tone].strip()
