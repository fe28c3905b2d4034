"""Lines of a text as somebody keeps a log in them: bullets off, headings told, the day in front set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.markdown_cells import plain_cell
from jobsearch_analytics.loaders.cells.texts_of_cells import link_in
from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.statuses import StatusReading, read_status
from jobsearch_analytics.loaders.language.words import key, read_words, tokens

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.language.date_patterns import DateText

__all__ = [
    "LONGEST_LINE",
    "SEARCHED_CHARACTERS",
    "Line",
    "days_in",
    "in_period",
    "looks_listed",
    "read_lines",
    "status_of",
    "tells",
]

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(\S.*)$")
_BOLD = re.compile(r"^\s*(?:\*\*|__)([^*_]+)(?:\*\*|__)\s*:?\s*$")
_UNDERLINE = re.compile(r"^\s*(={3,}|-{3,})\s*$")
_ITEM = re.compile(r"^(\s*)(?:[-*+•‣◦▪–—]|\d{1,4}[.)]|(?=\[[ xX✓✔-]?\]))\s*(?:\[[ xX✓✔-]?\])?\s+")
_WEEKDAY = r"(?:[^\W\d]{2,10}\.?,?\s+)?"
_DAY = re.compile(
    rf"^[(\[]?({_WEEKDAY}(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日|"
    r"\d{1,2}[-/.]\d{1,2}(?:[-/.](?:\d{4}|\d{2}))?\.?|"
    r"\d{1,2}(?:st|nd|rd|th|\.)? [^\W\d]{3,9}\.?(?:,? \d{4})?|"
    r"[^\W\d]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?))[)\]]?"
    r"(?:\s*[:：]\s*|\s+[-–—|]+\s+|\s+)(?=[^\d\s,;|])(.+)$"
)
#: Words whose marks end are divided from what follows, as by a dash.
_MARK_END = re.compile(r"(~~.+?~~|^\*\*.+?\*\*|^__.+?__)(?=\s+[^\W_])")
_LINK = re.compile(
    r"\[(?:link|ad|job ad|job|posting|url|apply|here)\]\(\S+?\)|<?(?:https?://|www\.)[^\s)>]+>?", re.I
)
_LINKED = re.compile(r"\[([^\]]+)\]\((?:https?://|www\.)[^\s)]+\)")
_WEEKDAYS = (
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun "
    "sunday mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag so sonntag lundi "
    "mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo "
    "segunda terca quarta quinta sexta feira lunedi martedi mercoledi giovedi venerdi sabato domenica "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag poniedzialek wtorek sroda czwartek "
    "piatek sobota niedziela"
)
#: Level of a heading that no sign tells: a day or a status in a line of its own.
PLAIN_LEVEL = 7
LONGEST_HEADING = 60
#: A longer line is a text, which is not looked into.
LONGEST_LINE = 1000
SEARCHED_CHARACTERS = 20_000
LISTED = 0.5


@dataclass(frozen=True)
class Line:
    """One line that is no heading.

    Attributes
    ----------
    number : int
        As an editor shows it.
    text : str
        Without bullet, box, emphasis, link and the day in front.
    day : str
        The day in front, else the one in the heading above.
    dated : bool
        Whether the day stands in the line itself.
    link : str
        The first link in it.
    indent : int
        Blanks before it.
    item : bool
        Whether it begins with a bullet or a number.
    headings : tuple of str
        Those it stands under, the nearest first.
    """

    number: int
    text: str
    day: str = ""
    dated: bool = False
    link: str = ""
    indent: int = 0
    item: bool = False
    headings: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """The status that the heading tells; a day or month may stand between."""
        nearest = next((text for text in self.headings if not _is_period(text)), "")
        return nearest if tells(nearest) else ""


@lru_cache(maxsize=20_000)
def status_of(text: str) -> StatusReading:
    """Return what a text tells as a status; the same words are asked for again and again."""
    return read_status(text)


@lru_cache(maxsize=20_000)
def days_in(text: str) -> list[DateText]:
    """Return the days inside a text, in order; each text is looked into once."""
    return find_date_texts(text)


def tells(text: str) -> bool:
    """Return whether a text tells a status without guessing."""
    return bool(text) and status_of(text).how in ("known", "phrase")


def looks_listed(text: str) -> bool:
    """Return whether most lines of a text begin with a bullet or a day, headings apart."""
    lines = [line.strip() for line in text[:SEARCHED_CHARACTERS].splitlines() if line.strip()]
    plain = [line for line in lines if len(line) <= LONGEST_LINE and not _HEADING.match(line)]
    listed = sum(bool(_ITEM.match(line) or _DAY.match(line)) for line in plain)
    return listed >= max(LISTED * len(plain), 1)


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text that are no headings, each with what stands above it."""
    raw = text.splitlines()
    open_headings: dict[int, str] = {}
    lines = []
    for place, line in enumerate(raw):
        if not line.strip() or _UNDERLINE.match(line):
            continue
        level, title = _heading_of(raw, place)
        if level:
            open_headings = {at: name for at, name in open_headings.items() if at < level}
            open_headings[level] = title
        else:
            lines.append(_line(line, place + 1, tuple(reversed(open_headings.values()))))
    return lines


def _heading_of(raw: list[str], place: int) -> tuple[int, str]:
    """Return level and words of a line that is a heading; level 0 if it is none."""
    line = raw[place]
    if len(line) > LONGEST_LINE:
        return 0, ""
    marked = _HEADING.match(line)
    if marked:
        return len(marked[1]), plain_cell(marked[2].rstrip(" \t#"))
    below = raw[place + 1] if place + 1 < len(raw) else ""
    under = _UNDERLINE.match(below)
    if under and not _ITEM.match(line):
        return (1 if under[1][0] == "=" else 2), line.strip()
    bold = _BOLD.match(line)
    words = bold[1].strip(" :") if bold else line.strip().rstrip(":：")
    alone = bold or (not _ITEM.match(line) and (_is_period(words) or _opens_list(line, below)))
    return (PLAIN_LEVEL, words) if alone and len(words) <= LONGEST_HEADING else (0, "")


def _opens_list(line: str, below: str) -> bool:
    """Return whether a line without a sign is the heading of the list below it."""
    words = line.strip()
    if not below.strip() or any(sign.isdigit() for sign in words):
        return False
    return words.endswith((":", "：")) or status_of(words).how == "known"


def _day_of(text: str) -> re.Match[str] | None:
    """Return the day in front of a line and the rest of it, or None."""
    found = _DAY.match(text)
    return found if found and days_in(found[1]) else None


@cache
def _words_of_days() -> frozenset[str]:
    words = read_words("date_words")
    months = [name for names in words["months"] for name in names]
    return frozenset(key(word) for word in [*months, *words["filler"], *_WEEKDAYS.split()])


@lru_cache(maxsize=5_000)
def _is_period(text: str) -> bool:
    """Return whether a line is a day, a month or a year and nothing else."""
    words = [word for word in tokens(text) if word.isalpha()]
    return bool(days_in(text)) and _words_of_days().issuperset(words)


def _line(raw: str, number: int, headings: tuple[str, ...]) -> Line:
    if len(raw) > LONGEST_LINE:
        return Line(number, raw.strip(), headings=headings)
    link = link_in(raw)
    text = raw.expandtabs(4)
    item = None if _day_of(text.strip()) else _ITEM.match(text)
    words = _LINK.sub(" ", _LINKED.sub(r"\1", text[item.end() :] if item else text))
    words = plain_cell(_MARK_END.sub(r"\1 — ", words.strip()))
    found = _day_of(words)
    above = next((name for name in headings if _is_period(name)), "")
    day = in_period(found[1], headings) if found else above
    indent = len(text) - len(text.lstrip())
    words = found[2] if found else words
    return Line(number, words, day, bool(found), link, indent, bool(item), headings)


def in_period(day: str, headings: tuple[str, ...]) -> str:
    """Return a day with the year of the heading it stands under, and with its month if it can be that one.

    Examples
    --------
    >>> in_period("applied 12/3", ("March 2026",)), in_period("12 May", ("2026",)), in_period("5/3", ())
    ('2026-03-12', '12 May 2026', '5/3')
    """
    date = next(iter(days_in(day)), None)
    above = next((date for name in headings for date in days_in(name) if date.year), None)
    if date is None or above is None or date.year is not None:
        return day
    for month, number in ((date.month, date.day), (date.day, date.month)):
        if month and number and month == above.month and (month == date.month or date.swapped):
            return f"{above.year}-{month:02}-{number:02}"
    sign = next((sign for sign in "/-" if sign in day), "." if day.count(".") == 2 else " ")
    return f"{day.rstrip('.')}{sign}{above.year}"
