"""What you changed, why, and whether it helped: kept until there is enough to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.experiment_words import (
    experiments_advice,
    experiments_headline,
    result_words,
)
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.analysis.estimate.trial import RESULT_COLUMNS, Trial, judge, looks_spent, narrowed
from jobsearch_analytics.clock import as_day
from jobsearch_analytics.planning.experiments.saved import read_experiments, save_experiment, save_look
from jobsearch_analytics.tables import DAY

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["Experiments", "experiments", "save_experiment", "save_look"]

SAID = ["name", "because", "change", "since", "review_on", "status", "by", "where"]
COLUMNS = [*SAID, *RESULT_COLUMNS, "looks", "result"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Experiments(Answer):
    """The changes you try, each with what is known of it.

    Attributes
    ----------
    table : DataFrame
        One row per experiment, those alive first:

        - ``name``, ``because`` (the theme or hunch), ``change`` str; ``since``, ``review_on`` Timestamp;
          ``status`` str: ``running``, ``to review`` (the day has come), ``ended`` or ``abandoned``; ``by``,
          ``where`` str, what is compared and among which applications;
        - ``group`` str; ``applications``, ``reached`` int, sent since the change and followed for the whole
          horizon; ``rate`` float; ``others``, ``others_reached``, ``others_rate``, the same of what they are
          compared with; ``waiting`` int, sent since but too young to count;
        - ``difference`` float in [-1, 1], like with like, with its interval ``low``, ``high``; ``p_value``
          float; ``p_corrected``, corrected for this and every later look; nan before the review day;
        - ``verdict`` str: ``known``, ``leaning`` or ``not yet``, by the rule of `comparison`, and always
          ``not yet`` before the review day; ``more_needed`` float, further applications to send until a
          doubling would be seen; ``looks`` int, the number of this look; ``result`` str, all in words.
    search : JobSearch
        What it was judged from; `save_look` remembers in its workspace that you looked.
    """

    search: JobSearch

    SHOWN: ClassVar[tuple[str, ...]] = ("name", "change", "since", "review_on", "status", "result")

    def shown(self) -> pd.DataFrame:
        """Return the table as people read it, days without the hour."""
        text = super().shown()
        days = {name: self.table[name.replace(" ", "_")] for name in ("since", "review on") if name in text}
        return text.assign(**{name: values.dt.strftime("%Y-%m-%d") for name, values in days.items()})


def experiments(search: JobSearch, *, level: float = 0.95) -> Experiments:
    """Return your experiments and what is known of each, never from a window that is not mature.

    Nothing is tested before the review day. From then on, what was sent since the change is held against what
    was sent before (or groups against each other), like with like, among applications followed for the whole
    horizon alone. The first look is corrected twofold, the second sixfold, the k-th k (k + 1)-fold, so that
    all looks together err as seldom as one; looks remembered by `save_look` count, and one every 28 days.

    Parameters
    ----------
    search : JobSearch
        Experiments are read from ``experiments.toml`` in its workspace.
    level : float
        Coverage of the intervals, in (0, 1); 1 - ``level`` is the risk of one false "known" per experiment.

    Returns
    -------
    Experiments
        Valid also where none is written down.

    Raises
    ------
    WorkspaceError
        If the file holds an experiment without a name or a day.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> jsa.experiments(jsa.load_sample()).headline
    'No experiment is written down yet.'
    """
    check_level(level)
    judged = [_judged(search, entry, level) for entry in read_experiments(search)]
    rows = [row for row, _ in judged]
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"since": DAY, "review_on": DAY, "name": "str"})
    table = table.astype({"status": "str", "verdict": "str"})
    alive = table["status"].isin(["running", "to review"])
    table = table.assign(alive=~alive).sort_values(["alive", "since"], kind="stable", ignore_index=True)
    notes = [f"{row['name']}: {note}" for row, found in judged for note in found]
    return Experiments(
        table=table[COLUMNS],
        headline=experiments_headline(table),
        advice=experiments_advice(table),
        notes=tuple(notes),
        as_of=search.as_of,
        level=level,
        search=search,
    )


def _judged(search: JobSearch, entry: dict[str, Any], level: float) -> tuple[dict[str, Any], list[str]]:
    since, review_on = as_day(entry["since"], "since"), as_day(str(entry["review_on"]), "review_on")
    ended = as_day(str(entry["ended_on"]), "ended_on") if entry.get("ended_on") else None
    reviewed = search.as_of >= review_on and not entry.get("abandoned")
    trial = Trial(since, ended or search.as_of, entry.get("by"), entry["stage"], entry["within_days"])
    # Once the last answers to an ended experiment can be counted, nothing new is looked at.
    settled = min(search.as_of, trial.until + pd.Timedelta(days=trial.within_days))
    looks = looks_spent(entry.get("looks", []), settled, review_on) if reviewed else 1
    where = entry.get("where", {})
    part = narrowed(search, where)
    row, notes = judge(part, trial, looks=looks, level=level, reviewed=reviewed)
    status = "abandoned" if entry.get("abandoned") else "ended" if ended is not None else ""
    row |= {
        **{name: entry[name] for name in ("name", "because", "change")},
        "since": since,
        "review_on": review_on,
        "status": status or ("to review" if reviewed else "running"),
        "by": entry.get("by") or "before and after",
        "where": ", ".join(f"{name} = {value}" for name, value in where.items()),
        "looks": looks,
    }
    found = len(part.sent) > 0 or not where
    return {**row, "result": result_words({**row, "found": found})}, notes if reviewed else []
