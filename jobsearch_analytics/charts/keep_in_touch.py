"""The chart of keeping in touch: from the last word to the next, person by person."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import FOOT, row_sketch
from jobsearch_analytics.charts.style import BAND, INK, MUTED, SOLID, finish, label_trace, rule
from jobsearch_analytics.planning.keep_in_touch import KeepInTouch

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Spec

__all__ = ["keep_in_touch_figure", "person_rows"]

#: As many as fit a phone.
MOST_ROWS = 9

#: A pause longer than this runs off the left edge: how long it is stands in the label.
MOST_DAYS_BACK = 200


@figure_of.register(KeepInTouch)
def keep_in_touch_figure(answer: KeepInTouch) -> Spec:
    """Return a line for each person from the last word to the next, today in the middle."""
    rows = person_rows(answer)
    right = max([answer.within_days, *rows["due_in_days"].dropna()]) + 4
    scale = {"range": [_left(rows), right], "title": {"text": "days from today"}, "zeroline": False}
    today = rule(0, line={"color": MUTED, "width": 1, "dash": "dot"})
    return finish(
        row_sketch(_traces(rows), len(rows), scale, shapes=[today] if len(rows) else []),
        answer,
        title=answer.headline,
        subtitle=(
            "Circle: the last word between you, whoever wrote. Diamond: when the next is due. Dotted line: "
            f"today, {answer.today:%A %Y-%m-%d}."
        ),
        alt=_alt(rows),
        foot=FOOT,
    )


def person_rows(answer: KeepInTouch) -> pd.DataFrame:
    """Return whom to write to now and soon, a place and a label each."""
    table = answer.table
    rows = table[table["to_do"] | (table["state"] == "soon")].head(MOST_ROWS).reset_index(drop=True)
    labels = [f"{_name(row)} · {_relation(row)} · {_when(row)}" for row in rows.to_dict("records")]
    return rows.assign(label=labels, place=range(len(rows)))


def _traces(rows: pd.DataFrame) -> list[Spec]:
    if rows.empty:
        return []
    since, due = -rows["silent_days"].to_numpy(), rows["due_in_days"].to_numpy()
    place = rows["place"].to_numpy("int8")
    marks = {"type": "scatter", "mode": "markers", "y": place, "showlegend": False}
    back = {"array": due * 0, "arrayminus": due - since}
    due_marks = {
        "x": due,
        "marker": {"symbol": "diamond", "size": 10, "color": SOLID},
        "error_x": {"type": "data", "symmetric": False, **back, "color": BAND, "thickness": 3, "width": 0},
        "hovertemplate": "due in %{x} days<extra></extra>",
    }
    since_marks = {
        "x": since,
        "marker": {"symbol": "circle-open", "size": 8, "color": INK, "line": {"width": 2}},
        "hovertemplate": "last word %{x} days from today<extra></extra>",
    }
    # Labels begin at the left edge, wherever today stands.
    labels = label_trace(rows, x=[_left(rows)] * len(rows))
    return [{**due_marks, **marks}, {**since_marks, **marks}, labels]


def _left(rows: pd.DataFrame) -> float:
    back = rows["silent_days"].max() if rows["silent_days"].notna().any() else 30.0
    return -min(float(back), MOST_DAYS_BACK) - 6


def _name(row: dict) -> str:
    return shorten(row["name"], 24, placeholder=" …") if isinstance(row["name"], str) else "no name"


def _relation(row: dict) -> str:
    return str(row["relation"]).replace("_", " ")


def _when(row: dict) -> str:
    if row["state"] == "fresh start":
        return "a fresh start"
    return "now" if row["due_in_days"] <= 0 else f"{row['due_on']:%a %-d %b}"


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "List of whom to write to, without rows: nobody is due in this span."
    words = [f"{row['label']}, {row['reason']}" for row in rows.to_dict("records")]
    return (
        f"List of whom to write to, with the days since the last word and until the next. {'; '.join(words)}."
    )
