"""A bar picture in its own numbers, and the SVG element it becomes: text stays text, no program draws it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.charts.style import BAND, GAP, GRID, INK, MUTED, SOLID
from jobsearch_analytics.report.letters import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PAPER", "Bar", "Drawing"]

#: In units of the picture's own grid: as wide as a phone, so that text keeps its size there.
WIDTH, ROW, SIDE, FOOT = 360, 44, 6, 24
PLOT = WIDTH - 3 * SIDE
TEXT_SIZE, SMALL_SIZE = 12, 11

#: In rows: the space above the first one, below the last, and how far a label stands above its bar.
ABOVE, BELOW, LIFT = 0.7, 0.4, 0.41

#: Colours that follow the page's light or dark scheme are classes, set in page.css.
PAPER = "#ffffff"
PAINTS = {PAPER: "paper", INK: "ink", MUTED: "muted", GRID: "grid", SOLID: "solid", BAND: "band", GAP: "gap"}

#: How far the middle of a letter stands above its foot, in sizes of the text.
HALF_LETTER = 0.35

MOST_TICKS, STEPS = 4, (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Bar:
    """One bar or a part of one, in the picture's own numbers: row, start and length as shares."""

    place: float
    start: float
    length: float
    height: float
    paint: str
    edge: bool = False


@dataclass
class Drawing:
    """Bars, intervals and diamonds over rows, each row under its label.

    Attributes
    ----------
    labels : list of (float, str)
        Row and text.
    top : float
        The share at the right end.
    bars, lines, diamonds, numbers
        What is drawn: bars; (row, low, high); (row, share); (row, share, text, colour).
    """

    labels: list[tuple[float, str]]
    top: float = 1.0
    bars: list[Bar] = field(default_factory=list)
    lines: list[tuple[float, float, float]] = field(default_factory=list)
    diamonds: list[tuple[float, float]] = field(default_factory=list)
    numbers: list[tuple[float, float, str, str]] = field(default_factory=list)

    def add_bars(self, places: Iterable[float], lengths: Iterable[float], height: float, paint: str) -> None:
        """Add bars from zero; one without a number is left out."""
        pairs = zip(places, lengths, strict=True)
        self.bars += [Bar(place, 0.0, length, height, paint) for place, length in pairs if length == length]

    def add_lines(self, places: Iterable[float], lows: Iterable[float], highs: Iterable[float]) -> None:
        """Add intervals; one without numbers is left out."""
        self.lines += [row for row in zip(places, lows, highs, strict=True) if row[1] == row[1]]

    def add_diamonds(self, places: Iterable[float], shares: Iterable[float]) -> None:
        """Add estimates; one without a number is left out."""
        self.diamonds += [row for row in zip(places, shares, strict=True) if row[1] == row[1]]

    def svg(self, key: str, title: str, alt: str) -> str:
        """Return the picture as an SVG element; the same drawing always gives the same text.

        Parameters
        ----------
        key : str
            What its ids begin with.
        title, alt : str
            What it is, and what it shows, number by number.
        """
        height = ROW * len(self.labels) + FOOT
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-labelledby="{key}-title {key}-alt">',
            f'<title id="{key}-title">{_text(title)}</title>',
            f'<desc id="{key}-alt">{_text(alt)}</desc>',
            *(self._tick(share) for share in _ticks(self.top)),
            *(self._bar(bar) for bar in self.bars),
            *(self._line(*line) for line in self.lines),
            *(self._diamond(*diamond) for diamond in self.diamonds),
            *(
                _words(self._x(share), self._y(place), text, _fill(colour), SMALL_SIZE, "middle")
                for place, share, text, colour in self.numbers
            ),
            *(
                _words(SIDE, self._y(place - LIFT), text, _fill(INK), TEXT_SIZE, "start")
                for place, text in self.labels
            ),
            "</svg>",
        ]
        return "\n".join(parts)

    def _x(self, share: float) -> float:
        return SIDE + PLOT * share / self.top

    def _y(self, place: float) -> float:
        rows = len(self.labels)
        return ROW * rows * (place + ABOVE) / (rows - 1 + BELOW + ABOVE)

    def _bar(self, bar: Bar) -> str:
        left, right = self._x(bar.start), self._x(bar.start + bar.length)
        upper, lower = self._y(bar.place - bar.height / 2), self._y(bar.place + bar.height / 2)
        edge = ' class="stroke-paper" stroke-width="1"' if bar.edge else ""
        paint = f' fill="{bar.paint}"{edge}' if edge or bar.paint not in PAINTS else _fill(bar.paint)
        return (
            f'<rect x="{left:.2f}" y="{upper:.2f}" width="{right - left:.2f}" '
            f'height="{lower - upper:.2f}"{paint}/>'
        )

    def _line(self, place: float, low: float, high: float) -> str:
        return (
            f'<path d="M{self._x(low):.2f} {self._y(place):.2f}H{self._x(high):.2f}" class="stroke-ink" '
            'stroke-width="1.4"/>'
        )

    def _diamond(self, place: float, share: float) -> str:
        return (
            f'<path d="M{self._x(share):.2f} {self._y(place) - 4.5:.2f}l4.5 4.5l-4.5 4.5l-4.5 -4.5z" '
            'class="stroke-ink" fill="none" stroke-width="1.4"/>'
        )

    def _tick(self, share: float) -> str:
        x, foot = self._x(share), ROW * len(self.labels)
        line = f'<path d="M{x:.2f} 0V{foot}" class="stroke-grid" stroke-width="1"/>'
        return line + _words(x, foot + 12, percent(share), _fill(MUTED), SMALL_SIZE, "middle")


def _ticks(top: float) -> list[float]:
    """Return round shares from zero to the right end, at most five of them."""
    size = 10 ** math.floor(math.log10(top / MOST_TICKS))
    step = next(size * step for step in STEPS if top / (size * step) <= MOST_TICKS + 1e-9)
    return [round(number * step, 9) for number in range(int(top / step + 1e-9) + 1)]


def _fill(colour: str) -> str:
    return f' class="fill-{PAINTS[colour]}"' if colour in PAINTS else f' fill="{colour}"'


def _words(x: float, y: float, text: str, paint: str, size: int, anchor: str) -> str:
    place = f'x="{x:.2f}" y="{y + HALF_LETTER * size:.2f}" font-size="{size}" text-anchor="{anchor}"'
    return f"<text {place}{paint}>{_text(text)}</text>"


def _text(words: str) -> str:
    return escape(clean(words), quote=False)
