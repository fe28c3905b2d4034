"""Values over several lines, as YAML writes them, folded into the line of their key."""

from __future__ import annotations

import re

__all__ = ["folded", "opened_by_name"]

_KEY = re.compile(r"^(\s*)(-\s+)?([^\W\d][^:]{0,30}):(?:\s+(.*))?$")
_BLOCK = re.compile(r"^[|>][-+]?$")


def folded(lines: list[str]) -> list[str]:
    """Return lines with the values that go on below them in the line of their key, and empty lines there.

    A value goes on in lines set in deeper than its key, where the key opens a text or a list, or where a
    line has no key of its own.

    Examples
    --------
    >>> folded(["- company: Acorn", "  notes: |", "    said: maybe", "    later", "  status: open"])
    ['- company: Acorn', '  notes: said: maybe later', '', '', '  status: open']
    """
    out = list(lines)
    place, depth, opens = -1, 0, False
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        found = _KEY.match(line)
        indent = len(line) - len(line.lstrip())
        if place >= 0 and indent > depth and (opens or not found):
            out[place], out[number] = f"{out[place]} {line.strip()}", ""
            continue
        place = number if found else -1
        if found:
            depth = len(found[1]) + len(found[2] or "")
            value = (found[4] or "").strip()
            opens = bool(_BLOCK.match(value)) or (not value and depth > 0)
            out[number] = line[: line.rindex(value)].rstrip() if _BLOCK.match(value) else line
    return out


def opened_by_name(lines: list[str]) -> set[int]:
    """Return the numbers of lines that are a key and nothing else, with keys set in below: ``Acorn:``.

    Examples
    --------
    >>> opened_by_name(["Acorn:", "  role: Fitter", "Beech:", "  role: Smith", "done:"])
    {1, 3}
    """
    found = set()
    for number, line in enumerate(lines[:-1], start=1):
        key, below = _KEY.match(line), _KEY.match(lines[number])
        if key and below and not (key[1] or key[2] or (key[4] or "").strip()) and below[1]:
            found.add(number)
    return found
