"""Pictures for the page: static SVG, drawn from the same rows as the notebook's charts."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import numpy as np

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.charts.feedback_themes import SIDES, theme_rows, themes_alt
from jobsearch_analytics.charts.flows import end_colour, flows_alt
from jobsearch_analytics.charts.funnel import GROUP_STAGES, best_estimate, funnel_alt, funnel_rows
from jobsearch_analytics.charts.style import BAND, ENDS, GAP, GRID, INK, MUTED, SOLID
from jobsearch_analytics.report.plotting import import_quietly

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.analysis.flows import Flows
    from jobsearch_analytics.analysis.funnel import Funnel

__all__ = [
    "Picture",
    "flows_figure",
    "flows_picture",
    "funnel_figure",
    "funnel_picture",
    "themes_figure",
    "themes_picture",
]

#: In units of the picture's own grid: as wide as a phone, so that text keeps its size there.
WIDTH, ROW, SIDE, FOOT = 360, 44, 6, 24
BAR, LIFT = 0.4, 0.41
TEXT_SIZE, SMALL_SIZE = 12, 11

#: Colours of the charts that follow the page's light or dark scheme: a class each, set in page.css.
PAPER, ON_COLOUR, ON_LIGHT = "#ffffff", "#fffffe", "#111820"
PAINTS = {PAPER: "paper", INK: "ink", MUTED: "muted", GRID: "grid", SOLID: "solid", BAND: "band", GAP: "gap"}

#: A part of a bar narrower than this has no room for its number.
ROOM_FOR_NUMBER = 0.07

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"


@dataclass(frozen=True)
class Picture:
    """An SVG element ready to stand in the page.

    Attributes
    ----------
    svg : str
        With title, description and role; ids begin with the picture's key.
    legend : tuple of (str, str)
        CSS class of the mark and its meaning.
    """

    svg: str
    legend: tuple[tuple[str, str], ...]


def funnel_picture(answer: Funnel, key: str, title: str, stages: tuple[str, ...] = GROUP_STAGES) -> Picture:
    """Return the funnel: bars so far, their intervals, and the open ones' bounds as a lighter band."""
    legend = (
        ("swatch solid", "reached so far"),
        ("swatch band", "at most, if every open one gets there"),
        ("swatch diamond", f"{best_estimate(answer)[1]}, with its {percent(answer.level)} interval"),
    )
    return Picture(_svg(funnel_figure(answer, stages), key, title, funnel_alt(answer, stages)), legend)


def funnel_figure(answer: Funnel, stages: tuple[str, ...] = GROUP_STAGES) -> Figure:
    """Return the funnel as a matplotlib figure, numbers as in the answer's table."""
    rows = funnel_rows(answer, stages)
    bars = rows[rows["reached"].notna()]
    figure, axes = _canvas(rows)
    axes.barh(bars["place"], bars["at_most"], height=BAR, color=BAND)
    axes.barh(bars["place"], bars["share"], height=BAR, color=SOLID)
    kind, _ = best_estimate(answer)
    axes.hlines(bars["place"], bars[f"{kind}low"], bars[f"{kind}high"], color=INK, linewidth=1.4)
    axes.plot(bars[f"{kind}rate"], bars["place"], "D", markersize=6, mec=INK, mew=1.4, color="none")
    axes.set_xlim(0, 1.02 * np.nanmax([bars["at_most"], bars[f"{kind}high"]]))
    return figure


def flows_picture(answer: Flows, key: str, title: str) -> Picture:
    """Return what became of those at each stage: one bar per stage, split by where they went."""
    shown = list(dict.fromkeys(answer.table["target"]))
    legend = [("swatch moved", "went further")] if set(shown) & set(answer.steps) else []
    legend += [(f"swatch {_slug(end)}", end) for end in ENDS if end in shown]
    return Picture(_svg(flows_figure(answer), key, title, flows_alt(answer)), tuple(legend))


def flows_figure(answer: Flows) -> Figure:
    """Return the stage bars as a matplotlib figure; each part is as long as its share of the stage."""
    table = answer.table.assign(
        place=answer.table["source"].map({s: at for at, s in enumerate(answer.steps)})
    )
    totals = table.groupby("source", sort=False)["count"].sum()
    rows = table.drop_duplicates("source").assign(
        label=[f"{source.capitalize()} · {totals[source]:,}" for source in table["source"].unique()]
    )
    figure, axes = _canvas(rows)
    left = table.groupby("source")["share"].cumsum() - table["share"]
    colours = [end_colour(target, answer) for target in table["target"]]
    axes.barh(
        table["place"], table["share"], left=left, height=0.46, color=colours, edgecolor=PAPER, linewidth=1
    )
    for row, start in zip(table.to_dict("records"), left, strict=True):
        if row["share"] >= ROOM_FOR_NUMBER:
            light = row["target"] in answer.steps
            axes.text(
                start + row["share"] / 2,
                row["place"] + 0.01,
                f"{row['count']:,}",
                ha="center",
                va="center",
                fontsize=SMALL_SIZE,
                color=ON_COLOUR if light else ON_LIGHT,
            )
    axes.set_xlim(0, 1)
    return figure


def themes_picture(answer: Answer, key: str, title: str) -> Picture:
    """Return the themes: bars of the share of employers, strengths and gaps in two blocks."""
    legend = (
        ("swatch solid", "strength"),
        ("swatch gap", "gap"),
        ("swatch line", f"{percent(answer.level)} interval"),
    )
    return Picture(_svg(themes_figure(answer), key, title, themes_alt(answer)), legend)


def themes_figure(answer: Answer) -> Figure:
    """Return the themes as a matplotlib figure, numbers as in the answer's table."""
    rows = theme_rows(answer)
    bars = rows[rows["theme"].notna()]
    figure, axes = _canvas(rows)
    axes.barh(bars["place"], bars["share"], height=BAR, color=[SIDES[sign][1] for sign in bars["sign"]])
    axes.hlines(bars["place"], bars["low"], bars["high"], color=INK, linewidth=1.4)
    axes.set_xlim(0, 1.02 * bars["high"].max())
    return figure


def _canvas(rows: pd.DataFrame) -> tuple[Figure, Axes]:
    """Return an empty plot with a label above each row's bar. No global state of pyplot is touched."""
    import_quietly()
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    height = ROW * len(rows) + FOOT
    figure = Figure(figsize=(WIDTH / 72, height / 72))
    figure.patch.set_visible(False)
    axes = figure.add_axes((SIDE / WIDTH, FOOT / height, 1 - 3 * SIDE / WIDTH, 1 - FOOT / height))
    axes.patch.set_visible(False)
    axes.set_ylim(len(rows) - 0.6, -0.7)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=SMALL_SIZE, labelcolor=MUTED)
    axes.set_yticks([])
    axes.set_axisbelow(True)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid(axis="x", color=GRID, linewidth=1)
    for label, place in zip(rows["label"], rows["place"], strict=True):
        axes.text(
            0, place - LIFT, label, ha="left", va="center", fontsize=TEXT_SIZE, color=INK, parse_math=False
        )
    return figure, axes


def _svg(figure: Figure, key: str, title: str, alt: str) -> str:
    """Return the figure as an SVG element: the same figure always gives the same bytes."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    # The two settings are read while the file is written; the context gives them back.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": key, "font.family": "DejaVu Sans"}):
        FigureCanvasSVG(figure).print_svg(buffer, metadata=nothing)
    return _cleaned(Xml.fromstring(buffer.getvalue()), key, title, alt)


def _cleaned(root: Xml.Element, key: str, title: str, alt: str) -> str:
    """Take out what a strict page forbids, and put in what a reader of the page needs."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                parent.remove(child)
    used = set(
        re.findall(r"#([\w-]+)", " ".join(value for node in root.iter() for value in node.attrib.values()))
    )
    for node in root.iter():
        _use_attributes(node)
        _name(node, key, used)
    for name in ("width", "height"):
        root.attrib.pop(name)
    root.attrib |= {"role": "img", "aria-labelledby": f"{key}-title {key}-alt"}
    for place, (tag, text) in enumerate((("title", title), ("desc", alt))):
        words = Xml.Element(f"{{{SVG}}}{tag}", {"id": f"{key}-{'alt' if tag == 'desc' else tag}"})
        words.text = text
        root.insert(place, words)
    Xml.register_namespace("", SVG)
    return re.sub(r"\s*\n\s*", "\n", Xml.tostring(root, encoding="unicode")).strip()


def _use_attributes(node: Xml.Element) -> None:
    """Turn inline style into attributes and classes: a strict page allows no style on an element."""
    classes = []
    for part in filter(None, node.attrib.pop("style", "").split(";")):
        name, _, value = (text.strip() for text in part.partition(":"))
        paint = PAINTS.get(value)
        if name in ("fill", "stroke") and paint:
            classes.append(f"{name}-{paint}")
        elif name == "font":
            name, value = "font-size", value.split("px")[0]
        node.set(name, value)
    if classes:
        node.set("class", " ".join(classes))


def _name(node: Xml.Element, key: str, used: set[str]) -> None:
    """Keep only ids that something points to, and make them this picture's own."""
    name = node.attrib.pop("id", None)
    if name in used:
        node.set("id", f"{key}-{name}")
    target = node.attrib.pop(f"{{{XLINK}}}href", None)
    if target:
        node.set("href", target.replace("#", f"#{key}-"))
    if "clip-path" in node.attrib:
        node.set("clip-path", node.attrib["clip-path"].replace("#", f"#{key}-"))


def _slug(words: str) -> str:
    return words.replace(" ", "-")
