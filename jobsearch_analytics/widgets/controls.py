"""The controls of an explorer as plain data: their names, what they may hold, what they hold first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.clock import as_day
from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Choice", "Control", "Day", "Names", "Number", "check_state", "first_state", "level_control"]

#: The levels on offer.
LEVELS = (0.8, 0.9, 0.95, 0.99)


@dataclass(frozen=True)
class Control:
    """A control: its name in the state, its label, and what it holds first.

    Attributes
    ----------
    name : str
        The key in the state.
    label : str
        What a person reads, or hears.
    value : object
        What it holds first.
    """

    name: str
    label: str
    value: Any = None

    def check(self, value: Any) -> Any:
        """Return the value as the state holds it, or say what it may be."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return what the browser needs to build it."""
        return {"kind": type(self).__name__, "name": self.name, "label": self.label}


@dataclass(frozen=True)
class Choice(Control):
    """One of several values, each with its label."""

    options: tuple[tuple[str, Any], ...] = ()

    def check(self, value: Any) -> Any:
        """Return the value, or name those there are."""
        known = [known for _, known in self.options]
        if value not in known:
            words = [str(word) for word in known if word is not None]
            raise UnknownChoiceError(self.name, value, words, "a choice of this explorer")
        return value

    def to_dict(self) -> dict[str, Any]:
        """Return what the browser needs to build it."""
        return super().to_dict() | {"options": [list(option) for option in self.options]}


@dataclass(frozen=True)
class Number(Control):
    """A whole number on a slider, with its unit."""

    low: int = 0
    high: int = 100
    unit: str = ""

    def check(self, value: Any) -> int:
        """Return the number, or say between which ends it lies."""
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            expected = f"a whole number from {self.low} to {self.high}"
            raise BadArgumentError(self.name, value, expected, f"{self.name}={self.value}")
        return value

    def to_dict(self) -> dict[str, Any]:
        """Return what the browser needs to build it."""
        return super().to_dict() | {"low": self.low, "high": self.high, "unit": self.unit}


@dataclass(frozen=True)
class Day(Control):
    """A day as text, such as ``2026-06-30``; None for no limit."""

    low: str = ""
    high: str = ""

    def check(self, value: Any) -> str | None:
        """Return the day, or say how a day is written."""
        return None if value in (None, "") else f"{as_day(value, self.name):%Y-%m-%d}"

    def to_dict(self) -> dict[str, Any]:
        """Return what the browser needs to build it."""
        return super().to_dict() | {"low": self.low, "high": self.high}


@dataclass(frozen=True)
class Names(Control):
    """New names for what has names: present name to new one; two given one name become one."""

    names: tuple[str, ...] = ()

    def check(self, value: Any) -> dict[str, str]:
        """Return the new names without those that change nothing, or name what can be renamed."""
        given = {old: str(new).strip() for old, new in dict(value or {}).items()}
        for old in given:
            if old not in self.names:
                raise UnknownChoiceError(self.name, old, self.names, "a theme of this feedback")
        return {old: new for old, new in given.items() if new and new != old}

    def to_dict(self) -> dict[str, Any]:
        """Return what the browser needs to build it."""
        return super().to_dict() | {"names": list(self.names)}


def level_control() -> Choice:
    """Return the control of how much the intervals hold."""
    options = tuple((f"{100 * check_level(level):.0f} %", level) for level in LEVELS)
    return Choice("level", "Intervals hold", 0.95, options)


def first_state(controls: Sequence[Control]) -> dict[str, Any]:
    """Return what the controls hold first, by name."""
    return {control.name: control.value for control in controls}


def check_state(controls: Sequence[Control], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes as the state holds them.

    Raises
    ------
    UnknownChoiceError
        If there is no such control, or it does not offer the value.
    BadArgumentError
        If a number or a day is none.
    """
    by_name = {control.name: control for control in controls}
    for name in changes:
        if name not in by_name:
            raise UnknownChoiceError("control", name, list(by_name), "a control of this explorer")
    return {name: by_name[name].check(value) for name, value in changes.items()}
