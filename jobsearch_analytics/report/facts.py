"""Counts that need more of the search than may be shown: numbers and fixed words, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Experiment", "Facts", "Suggested"]


@dataclass(frozen=True)
class Experiment:
    """One thing that is being tried.

    Attributes
    ----------
    since : Timestamp or None
        Since when.
    verdict : str
        What can be said of it, in the answer's own words.
    finding : str
        The numbers behind it.
    """

    since: object
    verdict: str
    finding: str


@dataclass(frozen=True)
class Suggested:
    """What became of one suggestion.

    Attributes
    ----------
    status : str
        ``open``, ``accepted``, ``changed`` or ``declined``.
    decided_on : Timestamp or None
        When.
    """

    status: str
    decided_on: object


@dataclass(frozen=True)
class Facts:
    """Counts and fixed words for the page.

    Attributes
    ----------
    asked : dict of str to int
        Requests for feedback by what came of them, and how many are worth making now.
    due : dict of str to int
        People to be in touch with within two weeks, by relation.
    experiments : tuple of Experiment
        In the order of `Words.experiments`.
    suggestions : tuple of Suggested
        In the order of `Words.suggestions`.
    """

    asked: dict[str, int]
    due: dict[str, int]
    experiments: tuple[Experiment, ...] = ()
    suggestions: tuple[Suggested, ...] = ()
