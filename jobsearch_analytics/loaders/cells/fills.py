"""The fill colours of the cells of an XLSX workbook, read from its XML; nothing where no cell has one."""

from __future__ import annotations

import colorsys
import io
import re
import zipfile

__all__ = ["Fills", "colour_name", "fills_of"]

#: Per sheet: (row, column), counted from 0 → colour as ``RRGGBB``.
Fills = dict[str, dict[tuple[int, int], str]]

MAX_BYTES = 20_000_000
MAX_CELLS = 200_000
_CELL = re.compile(rb"<c\s([^<>]*)>")
_PLACE, _STYLE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"'), re.compile(rb'\bs="(\d{1,5})"')
_FILL = re.compile(rb"<fill\b[^<>]*>(.{0,600}?)</fill>|<fill\s*/>", re.DOTALL)
_COLOUR = re.compile(rb"<fgColor\b([^<>]*)>")
_RGB, _THEME = re.compile(rb'rgb="(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})"'), re.compile(rb'theme="(\d)"')
_XF = re.compile(rb"<xf\b([^<>]*)>")
_FILL_ID = re.compile(rb'fillId="(\d{1,4})"')
_SHEET = re.compile(r"<sheet\b([^<>]*)>")
_NAME, _ID = re.compile(r'\bname="([^"]*)"'), re.compile(r'\br:id="([^"]*)"')
_RELATED, _PATH = re.compile(r'\bId="([^"]*)"'), re.compile(r'\bTarget="([^"]*)"')
_TARGET = re.compile(r"<Relationship\b([^<>]*)>")
#: The colours that a theme of the office programs gives by number.
_THEME_COLOURS = (
    *("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4"),
    *("ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47"),
)


def fills_of(data: bytes) -> Fills:
    """Return the filled cells of each sheet of a workbook; empty where it has none or is too large."""
    if data[:2] != b"PK":
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        if not {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        styles = _coloured_styles(_part(package, "xl/styles.xml"))
        if not styles:
            return {}
        sheets = _sheets(package)
        return {name: _cells(_part(package, part), styles) for name, part in sheets.items() if part in names}


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    return package.read(name) if package.getinfo(name).file_size <= MAX_BYTES else b""


def _coloured_styles(xml: bytes) -> dict[bytes, str]:
    """Return the colour of each cell style that fills its cells with one."""
    fills = [_colour(found[1] or b"") for found in _FILL.finditer(_between(xml, b"<fills", b"</fills>"))]
    formats = _XF.findall(_between(xml, b"<cellXfs", b"</cellXfs>"))
    found = {}
    for number, attributes in enumerate(formats):
        fill = _FILL_ID.search(attributes)
        place = int(fill[1]) if fill else 0
        if place < len(fills) and fills[place]:
            found[str(number).encode()] = fills[place]
    return found


def _between(xml: bytes, start: bytes, end: bytes) -> bytes:
    return xml.partition(start)[2].partition(end)[0]


def _colour(fill: bytes) -> str:
    """Return the colour of a fill; an empty text for none, white and black."""
    colour = _COLOUR.search(fill)
    if b'"gray125"' in fill or colour is None:
        return ""
    rgb, theme = _RGB.search(colour[1]), _THEME.search(colour[1])
    text = rgb[1].decode().upper() if rgb else _THEME_COLOURS[int(theme[1])] if theme else ""
    return "" if text in ("FFFFFF", "000000") else text


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the package that holds each sheet."""
    from html import unescape

    book = _part(package, "xl/workbook.xml").decode("utf-8", "replace")
    related = _part(package, "xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for attributes in _TARGET.findall(related):
        number, target = (
            re.search(r'\bId="([^"]*)"', attributes),
            re.search(r'\bTarget="([^"]*)"', attributes),
        )
        if number and target:
            path = target[1].lstrip("/")
            targets[number[1]] = path if path.startswith("xl/") else f"xl/{path}"
    found = {}
    for attributes in _SHEET.findall(book):
        name, number = _NAME.search(attributes), _ID.search(attributes)
        if name and number and number[1] in targets:
            found[unescape(name[1])] = targets[number[1]]
    return found


def _cells(xml: bytes, styles: dict[bytes, str]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for attributes in _CELL.findall(xml):
        style, place = _STYLE.search(attributes), _PLACE.search(attributes)
        if style and place and style[1] in styles:
            found[int(place[2]) - 1, _column(place[1])] = styles[style[1]]
            if len(found) > MAX_CELLS:
                return {}
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


_HUES = (
    *((0.045, "red"), (0.12, "orange"), (0.19, "yellow")),
    *((0.47, "green"), (0.7, "blue"), (0.86, "purple"), (0.95, "pink")),
)


def colour_name(rgb: str) -> str:
    """Return the everyday name of a colour.

    Examples
    --------
    >>> [colour_name(rgb) for rgb in ("FFC7CE", "C6EFCE", "FFEB9C", "BFBFBF", "BDD7EE", "F4B084")]
    ['red', 'green', 'yellow', 'grey', 'blue', 'orange']
    """
    red, green, blue = (int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, lightness, _ = colorsys.rgb_to_hls(red, green, blue)
    if max(red, green, blue) - min(red, green, blue) < 0.06:
        return "grey" if lightness < 0.97 else "white"
    return next((name for end, name in _HUES if hue <= end), "red")
