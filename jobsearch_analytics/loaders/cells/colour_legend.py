"""A sheet whose colours tell the status, with a legend: the colours become a column in the legend's words.

Without a legend nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jobsearch_analytics.loaders.cells.fills import colour_name
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.loaders.language.words import key

__all__ = ["with_colours"]

Cells = list[list[str]]
Colours = dict[tuple[int, int], str]

SEARCHED_ROWS = 40
LONGEST_WORDS = 40
MIN_ENTRIES = 2
MOST_COLOURS = 12
#: What stands in place of a row that is the legend's alone, and the column where.
LEGEND, SET_ASIDE = "…", "(a legend of colours)"
COLOUR_WORDS = {
    "red": "red rot rouge rojo vermelho rosso rood czerwony 赤 红 紅 빨강",
    "orange": "orange naranja laranja arancione oranje pomaranczowy 橙",
    "yellow": "yellow gelb jaune amarillo amarelo giallo geel zolty 黄 黃 노랑 gold",
    "green": "green grun gruen vert verde groen zielony 緑 绿 綠 초록",
    "blue": "blue blau bleu azul blu blauw niebieski 青 蓝 藍 파랑",
    "purple": "purple violet lila violett morado roxo viola paars fioletowy 紫",
    "pink": "pink rosa rose roze rozowy",
    "grey": "grey gray grau gris cinza grigio grijs szary 灰",
}
_NAMES = {key(word): name for name, words in COLOUR_WORDS.items() for word in words.split()}
_PAIR = re.compile(
    r"(?:^|[,;|/\n(]|\s[-–—]\s)\s*([^\W\d]{1,12})\s*(?:[=:]|\s[-–—]|means|heißt)\s*([^,;|/\n)=]{2,40})"
)


@dataclass(frozen=True)
class Entry:
    """One colour of a legend: where it stands, where its words stand, and the words."""

    place: tuple[int, int]
    text_place: tuple[int, int]
    colour: str
    words: str


def with_colours(cells: Cells, colours: Colours) -> Cells:
    """Return a sheet with a column of what its colours say; as it is where it has no legend.

    Parameters
    ----------
    cells : list of list of str
        The texts of the sheet, from its first row and column on.
    colours : dict
        (row, column) → colour of the filled cells.
    """
    if not colours or len(set(colours.values())) > MOST_COLOURS:
        return cells
    entries = _legend(cells, colours)
    said = {entry.colour: entry.words for entry in entries} or _named_legend(cells, colours)
    if not said:
        return cells
    aside = {place for entry in entries for place in (entry.place, entry.text_place)}
    told = [_colour_of(row, number, colours, aside) for number, row in enumerate(cells)]
    if not any(colour in said for colour in told):
        return cells
    return _joined(cells, [said.get(colour, "") for colour in told], aside)


def _text(cells: Cells, row: int, column: int) -> str:
    inside = 0 <= row < len(cells) and 0 <= column < len(cells[row])
    return cells[row][column].strip() if inside else ""


def _legend(cells: Cells, colours: Colours) -> list[Entry]:
    """Return the entries of a legend: two or more in a row or a column, each of a colour of its own."""
    entries = [entry for place, colour in colours.items() if (entry := _entry(cells, colours, place, colour))]
    best: list[Entry] = []
    for side in (0, 1):
        lines: dict[int, list[Entry]] = {}
        for entry in sorted(entries, key=lambda entry: entry.place):
            lines.setdefault(entry.place[side], []).append(entry)
        best = max([best, *lines.values()], key=lambda line: _worth(line))
    return best if _worth(best) else []


def _worth(line: list[Entry]) -> int:
    """Return how many entries a legend has; 0 if it is none."""
    if len(line) < MIN_ENTRIES or len({entry.colour for entry in line}) < len(line):
        return 0
    told = sum(read_status(entry.words).how in ("known", "phrase") for entry in line)
    return len(line) if told >= len(line) / 2 else 0


def _entry(cells: Cells, colours: Colours, place: tuple[int, int], colour: str) -> Entry | None:
    """Return a filled cell as an entry: its own words, or those right of it, with nothing else beside."""
    row, column = place
    own = _text(cells, row, column)
    after = column + 1 if own else column + 2
    words = own or _text(cells, row, column + 1)
    beside = [(row, column - 1), (row, after)]
    alone = all(
        colours.get(near) != colour
        for near in [*beside, (row, column + 1)]
        if own or near != (row, column + 1)
    )
    parted = all(
        not _text(cells, *near) or near in colours or _is_title(_text(cells, *near)) for near in beside
    )
    if not words or not alone or not parted or len(words) > LONGEST_WORDS:
        return None
    return Entry(
        place, (row, column if own else column + 1), colour, re.sub(r"^[^=:]{1,12}[=:]\s*", "", words)
    )


def _is_title(text: str) -> bool:
    return (
        not text
        or text.endswith((":", "="))
        or key(text) in ("legend", "key", "legende", "leyenda", "legenda")
    )


def _named_legend(cells: Cells, colours: Colours) -> dict[str, str]:
    """Return the words of a legend that names the colours, "red = rejected / grey = no answer"."""
    used = {colour: colour_name(colour) for colour in set(colours.values())}
    said: dict[str, str] = {}
    for row in [*cells[:SEARCHED_ROWS], *cells[SEARCHED_ROWS:][-SEARCHED_ROWS:]]:
        for cell in row:
            pairs = [(_NAMES.get(key(name), ""), words.strip()) for name, words in _PAIR.findall(cell[:400])]
            said |= {name: words for name, words in pairs if name and read_status(words).marks}
    return {colour: said[name] for colour, name in used.items() if name in said}


def _colour_of(row: list[str], number: int, colours: Colours, aside: set[tuple[int, int]]) -> str:
    """Return the colour of a row: of its first words, else of most of its cells."""
    filled = [column for column, text in enumerate(row) if text.strip() and (number, column) not in aside]
    if not filled:
        return ""
    found = [colours.get((number, column), "") for column in filled]
    most = max(set(found), key=found.count)
    return found[0] or (most if found.count(most) >= len(found) / 2 else "")


def _joined(cells: Cells, told: list[str], aside: set[tuple[int, int]]) -> Cells:
    """Return the cells with the colours' words in a column of their own, and without the legend."""
    width = max(map(len, cells), default=0)
    head = _heading_row(cells)
    rows = []
    for number, row in enumerate(cells):
        kept = ["" if (number, column) in aside else text for column, text in enumerate(row)]
        alone = any(row) and not any(kept)
        rows.append([*kept, *[""] * (width - len(kept)), told[number], SET_ASIDE if alone else ""])
    if head is not None:
        named = {meaning_of_heading(cell) for cell in cells[head]}
        rows[head][width] = "Status" if "status" not in named else "Colour status"
        rows[head][width + 1] = LEGEND
    return rows


def _heading_row(cells: Cells) -> int | None:
    """Return the row with most cells that are known headings, or None."""
    counts = [
        sum(meaning_of_heading(cell) is not None for cell in row if cell) for row in cells[:SEARCHED_ROWS]
    ]
    most = max(counts, default=0)
    return counts.index(most) if most >= MIN_ENTRIES else None
