"""Reading what a coach sent back: fields out of a text file or a mail, however it was quoted on the way."""

from __future__ import annotations

import email
import email.policy
import html
import re
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import SourceError, SourceMissingError
from jobsearch_analytics.report.answer_file import END
from jobsearch_analytics.report.letters import clean

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_fields"]

#: A reply is a page or two of text; anything larger is something else.
MOST_BYTES = 1_000_000

#: A field at the start of a line, also after the marks that mail programs put around it.
FIELD = re.compile(
    r"^[\s*_#•|-]*(?P<name>Report|Check|Question|Answer|Suggestion|For|By)\s*(?P<number>\d{0,2})\s*"
    r"(?:\([^)\n]*\))?[\s*_]*[:：][\s*_]*(?P<rest>.*)$",
    re.IGNORECASE,
)
#: The same with a dash for the colon, as a hasty hand types it: not where a sentence may begin so.
DASHED = re.compile(
    r"^[\s*_#•|-]*(?P<name>Answer|Suggestion)\s*(?P<number>\d{1,2})\s*[-–—](?=\s)(?P<rest>.*)$", re.IGNORECASE
)
NUMBERED = ("question", "answer", "suggestion", "for", "by")

QUOTING = re.compile(r"^(?:[ \t]*[>|])+ ?")
HEADERS = re.compile(rb"^(?:[\w-]+: [^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*){2,}\r?\n")

#: Of these a line or two is meant: what follows an empty line is the rest of somebody's mail.
SHORT = ("report", "check", "for", "by")
DASHES = re.compile("[‐-―−]")

WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|div|p)\b", re.IGNORECASE)

#: The form ends here: after its last line, or where a mail's signature begins.
ENDS = (END, "--")

REMEDY = "Ask for the answer file once more, or fill it in yourself from what was said."
EXPECTED = "the answer file that was written beside the page, filled in"


def read_fields(path: Path) -> dict[str, str]:
    """Return the fields of an answer file or of a reply mail.

    Parameters
    ----------
    path : Path
        A text file, or a mail saved as ``.eml``.

    Returns
    -------
    dict of str to str
        ``report``, ``check``, ``question 1``, ``answer 1``, ``suggestion 1``, ``for 1``, ``by 1`` …, each
        with its text. Of a field that stands there twice, as in a quoted mail, the filled-in one is taken.

    Raises
    ------
    SourceMissingError, SourceError
        If there is no file, it is not plain text, or it holds no report's id.
    """
    if not path.is_file():
        raise SourceMissingError(path)
    text = _text(path)
    fields = _fields(_without_tags(text) if WEB_PAGE.match(text) else text)
    for name in ("report", "check"):
        if not fields.get(name):
            what = f"has no line “{name.capitalize()}: …”, so nobody can tell which page it answers"
            raise SourceError(path, what, EXPECTED, REMEDY)
    return fields


def _text(path: Path) -> str:
    data = path.read_bytes()
    if len(data) > MOST_BYTES or (b"\x00" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(
            path, "is not plain text", EXPECTED, "Copy its text into a file that ends in .txt and try again."
        )
    if HEADERS.match(data):
        return _mail(data)
    for encoding in ("utf-16", "utf-8-sig") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace")


def _mail(data: bytes) -> str:
    """Return the text of a mail, its transfer encoding undone."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    text = str(body.get_content())
    return _without_tags(text) if body.get_content_subtype() == "html" else text


def _without_tags(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(?:br|/p|/div)[^>]*>", "\n", text)))


def _fields(text: str) -> dict[str, str]:
    """Return the fields of the first form in a text; what stands around it is somebody's mail."""
    taken: dict[str, str] = {}
    name, lines = "", []
    for line in clean(text).replace("\xa0", " ").splitlines():
        plain = QUOTING.sub("", line).rstrip()
        field = FIELD.match(plain) or DASHED.match(plain)
        if field and (found := _name(field)):
            _keep(taken, name, lines)
            name, lines = found, [field["rest"]]
        elif plain.strip(" *_") in ENDS and "report" in (*taken, name):
            break
        else:
            lines.append(plain)
    _keep(taken, name, lines)
    return taken


def _name(field: re.Match[str]) -> str:
    """Return the field's name with its number; empty if a sentence only begins like one."""
    name, number = field["name"].lower(), field["number"].lstrip("0")
    if name in NUMBERED:
        return f"{name} {number}" if number else ""
    return "" if number else name


def _keep(taken: dict[str, str], name: str, lines: list[str]) -> None:
    """Keep a field's text: the first that says something."""
    text = "\n".join(lines).strip().strip("_").strip()
    if name.partition(" ")[0] in SHORT:
        text = text.partition("\n\n")[0]
    if name in ("report", "check"):
        # Phones write capitals, and mail programs long dashes, where none were.
        text = DASHES.sub("-", text).lower()
    if name and not taken.get(name):
        taken[name] = text
