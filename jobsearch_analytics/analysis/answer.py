"""What every answer is: a tidy table, one sentence, a next step, and what to beware of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.shown import HTML_STYLE, html_table

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "GROUP_COLUMNS",
    "HTML_STYLE",
    "Answer",
    "chance_percent",
    "group_labels",
    "percent",
    "share_words",
    "span",
    "spoken",
]

#: What was fixed before anything came back, so that groups can be compared: columns of the applications, and
#: role family and seniority as their titles tell.
GROUP_COLUMNS = (
    *("channel", "role_family", "seniority", "location", "remote", "materials"),
    *("company", "title", "currency", "source_file"),
)


@dataclass(frozen=True, kw_only=True, repr=False)
class Answer:
    """Base of every answer: frozen, complete when made, and silent about drawing.

    Attributes
    ----------
    table : DataFrame
        One row per thing asked about; the columns are fixed by the class.
    headline : str
        One sentence with number, denominator and interval.
    advice : str
        One sentence that says what to do, or that nothing can be known yet.
    notes : tuple of str
        Caveats found in this very data, the gravest first.
    as_of : Timestamp
        The day the answer speaks for.
    level : float
        Coverage of every interval in it, in (0, 1).
    """

    table: pd.DataFrame
    headline: str
    advice: str
    notes: tuple[str, ...] = ()
    as_of: pd.Timestamp
    level: float = 0.95

    #: Columns that hold shares in [0, 1]; shown as percent.
    SHARES: ClassVar[tuple[str, ...]] = ()
    #: Columns shown when an answer is printed; ``table`` holds the rest.
    SHOWN: ClassVar[tuple[str, ...]] = ()
    #: Rows shown when an answer is printed.
    MOST_ROWS: ClassVar[int] = 25

    @property
    def verdict(self) -> pd.Series:
        """Return what can be said of each row: ``known``, ``leaning`` or ``not yet``.

        A plain count of what the log holds is a fact: an answer made of counts is known throughout.
        """
        if "verdict" in self.table:
            return self.table["verdict"]
        return pd.Series("known", index=self.table.index, dtype="str")

    def shown(self) -> pd.DataFrame:
        """Return the table as people read it: the main columns as text, shares as percent.

        Columns that say nothing are left out: those without a value, and the group where there is only one.
        """
        return self._texts(self.table)

    def _texts(self, table: pd.DataFrame) -> pd.DataFrame:
        names = [name for name in self.SHOWN or table.columns if name in table]
        out = {
            name: [_cell(value, share=name in self.SHARES) for value in table[name].tolist()]
            for name in names
        }
        empty = [name for name in names if len(table) and set(out[name]) == {"–"}]
        single = ["group"] if set(out.get("group", "–")) == {"all"} else []
        shown = {name.replace("_", " "): out[name] for name in names if name not in (*empty, *single)}
        return pd.DataFrame(shown, index=table.index, dtype="str")

    def short(self) -> tuple[pd.DataFrame, str]:
        """Return the first rows as people read them, and a line that counts the rest, if there are any."""
        rows = self.shown()
        more = len(rows) - self.MOST_ROWS
        return rows.head(self.MOST_ROWS), f"… and {more:,} more rows in .table" if more > 0 else ""

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain Python values, ready for JSON."""
        records = json.loads(self.table.to_json(orient="records", date_format="iso"))
        return {
            "question": type(self).__name__,
            "as_of": f"{self.as_of:%Y-%m-%d}",
            "level": self.level,
            "headline": self.headline,
            "advice": self.advice,
            "notes": list(self.notes),
            "table": records,
        }

    def __repr__(self) -> str:
        rows, more = self.short()
        table = rows.to_string(index=False) if len(rows) else "(no rows)"
        lines = [self.headline, "", table, *([more] if more else []), "", self.advice]
        lines += [f"· {note}" for note in self.notes]
        return "\n".join([*lines, self.footer()])

    def footer(self) -> str:
        """Return the days and the level the answer speaks for, as its last line."""
        return f"As of {self.as_of:%Y-%m-%d}; intervals hold {percent(self.level)}."

    def _repr_html_(self) -> str:
        rows, more = self.short()
        table = html_table(rows) + (f"<p>{more}</p>" if more else "") if len(rows) else ""
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        return (
            f'<div style="{HTML_STYLE}"><p><strong>{escape(self.headline)}</strong></p>{table}'
            f"<p>{escape(self.advice)}</p>{f'<ul>{notes}</ul>' if notes else ''}"
            f"<p><small>{self.footer()}</small></p></div>"
        )


def spoken(name: str) -> str:
    """Return the name of a column or a group as it is said.

    Examples
    --------
    >>> spoken("job_board")
    'job board'
    """
    return name.replace("_", " ")


#: Shares from the first on are not told as 100%, those below the second not as 0%, unless they are.
NEARLY_ALL, NEARLY_NONE = 0.995, 0.0005
#: So near to certain no chance is told.
SURELY = 1e-4


def percent(share: float) -> str:
    """Return a share as percent for people: one decimal below ten percent, none above.

    100% is said of all alone, and 0% of none.

    Examples
    --------
    >>> percent(1.0), percent(0.997), percent(0.0002)
    ('100%', 'over 99%', 'under 0.1%')
    >>> percent(0.0714), percent(0.25), percent(-1e-12), percent(float("nan"))
    ('7.1%', '25%', '0%', '–')
    """
    if share != share:
        return "–"
    # Rounding first: a rest of arithmetic a hair below zero must not read as "-0%".
    share = round(share, 9) + 0.0
    if NEARLY_ALL <= share < 1:
        return "over 99%"
    if 0 < share < NEARLY_NONE:
        return "under 0.1%"
    digits = 1 if 0 < 100 * share < 9.95 and round(1000 * share) % 10 else 0
    return f"{100 * share:.{digits}f}%"


def chance_percent(chance: float) -> str:
    """Return a chance as percent for people: nothing in a search is quite certain, either way.

    Examples
    --------
    >>> chance_percent(1.0), chance_percent(0.4), chance_percent(0.0)
    ('over 99%', '40%', 'under 0.1%')
    """
    return percent(max(min(chance, 1 - SURELY), SURELY))


def span(low: float, high: float) -> str:
    """Return an interval of shares for people.

    Examples
    --------
    >>> span(0.03, 0.12)
    '3–12%'
    """
    return f"{percent(low).removesuffix('%')}–{percent(high)}"


def share_words(hits: int, trials: int, low: float, high: float, level: float) -> str:
    """Return number, denominator, share and interval as one phrase.

    An interval that a prior has drawn away from the bare share stands beside the count alone.

    Examples
    --------
    >>> share_words(3, 40, 0.026, 0.199, 0.95), share_words(0, 1, 0.006, 0.602, 0.95)
    ('3 of 40 (7.5%, 95% interval 2.6–20%)', '0 of 1 (95% interval 0.6–60%)')
    """
    if trials == 0:
        return "0 of 0"
    share = f"{percent(hits / trials)}, " if low <= hits / trials <= high else ""
    return f"{hits:,} of {trials:,} ({share}{percent(level)} interval {span(low, high)})"


def group_labels(frame: pd.DataFrame, by: str | None, known: Sequence[str]) -> pd.Series:
    """Return the group of each row: the column's value, ``unknown`` where empty, ``all`` without a column.

    Raises
    ------
    UnknownChoiceError
        If there is no such column; the near miss is shown.
    """
    if by is None:
        return pd.Series("all", index=frame.index, dtype="str")
    if by not in known:
        raise UnknownChoiceError("by", by, known, "a column to compare groups by")
    return frame[by].astype("str").where(frame[by].notna(), "unknown")


def _cell(value: object, *, share: bool) -> str:
    if isinstance(value, str):
        return value
    if share:
        return percent(float(value))  # ty: ignore[invalid-argument-type]
    if isinstance(value, float):
        return "–" if value != value else f"{value:g}"
    return "–" if pd.isna(value) else str(value)  # ty: ignore[no-matching-overload]
