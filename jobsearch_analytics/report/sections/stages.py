"""Where applications stall, what is alive, and the numbers behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.charts.funnel import funnel_subtitle
from jobsearch_analytics.report.days import day_words
from jobsearch_analytics.report.number_tables import flows_table, funnel_table, pipeline_table
from jobsearch_analytics.report.numbers import MATURE_DAYS
from jobsearch_analytics.report.pictures import flows_picture, funnel_picture
from jobsearch_analytics.report.sections.section import Section

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.report.sections.section import Material

__all__ = ["alive", "channels", "stalls", "went"]

#: So many planned dates are named in a sentence; the table holds more.
NEXT_DATES = 3

#: The stage by which ways of finding a role are compared.
COMPARED = ("interview",)


def stalls(material: Material) -> Section | None:
    """Return how far applications get and where they stall, of those old enough for an answer."""
    numbers = material.numbers
    answer = numbers.stalls
    title = "Where it stalls"
    if answer.table.empty:
        if numbers.n_young <= 0:
            return None
        all_of_them = "the one application was" if numbers.n_young == 1 else f"all {numbers.n_young:,} were"
        young = (
            f"Not knowable yet: {all_of_them} sent within {MATURE_DAYS} days of the log's last entry, "
            "and most answers take longer."
        )
        return Section("stalls", title, finding=young, advice="Keep logging each answer with its day.")
    return Section(
        "stalls",
        title,
        finding=answer.advice,
        subtitle=f"{_who(numbers.n_young)} {answer.headline} {_these(funnel_subtitle(answer))}",
        draw=lambda: numbers.once(("stalls",), lambda: funnel_picture(answer, "stalls", title)),
        table=numbers.once(("stalls table",), lambda: funnel_table(answer)),
        advice=_unknown(answer.table),
        notes=answer.notes,
    )


def _who(n_young: int) -> str:
    """Say which applications are counted."""
    if n_young < 0:
        return "Of all applications, as the log has no days."
    young = f"; {n_young:,} younger ones are left out, whatever became of them" if n_young else ""
    return f"Only applications sent {MATURE_DAYS} days ago or earlier{young}."


def _these(subtitle: str) -> str:
    """Say in a chart's subtitle that only the old enough are meant."""
    return subtitle.replace("all applications sent, that", "these applications that").replace(
        "all applications sent", "these applications"
    )


def _unknown(table: pd.DataFrame) -> str:
    """Say which step cannot be known yet, and how many more applications would tell."""
    rows = table[(table["stage"] != "applied") & (table["verdict"] != "known")]
    if rows.empty:
        return "The log is long enough: each of these rates is known to within 20 points."
    parts = [
        f"{stage} (about {more:,} more)" if more else stage
        for stage, more in zip(rows["stage"], rows["more_needed"], strict=True)
    ]
    return f"Not knowable yet: the rate of {', '.join(parts)}. Until then, work on the step itself."


def channels(material: Material) -> Section | None:
    """Return the interview rate of each way of finding a role."""
    numbers = material.numbers
    answer = numbers.channels
    if answer.table["group"].nunique() < 2:
        return None
    title = "By the way a role was found"
    return Section(
        "channels",
        title,
        finding=answer.advice,
        subtitle=f"{_who(numbers.n_young)} {_these(funnel_subtitle(answer, COMPARED))}",
        draw=lambda: numbers.once(("channels",), lambda: funnel_picture(answer, "channels", title, COMPARED)),
        table=numbers.once(("channels table",), lambda: funnel_table(answer, COMPARED)),
        notes=tuple(note for note in answer.notes if "group" in note),
    )


def went(material: Material) -> Section | None:
    """Return what became of the applications at each stage."""
    answer, title = material.numbers.went, "What became of them"
    if answer.table.empty:
        return None
    return Section(
        "went",
        title,
        finding=answer.headline,
        subtitle="Each bar is everything that got to a stage or further, split by where it went from there.",
        draw=lambda: material.numbers.once(("went",), lambda: flows_picture(answer, "went", title)),
        table=material.numbers.once(("went table",), lambda: flows_table(answer)),
        advice=answer.advice,
        notes=answer.notes,
    )


def alive(material: Material) -> Section | None:
    """Return what is open beyond the first wait: stage, silence, the chance that remains, the next date."""
    answer = material.numbers.alive
    if answer.table.empty:
        return None
    table = pipeline_table(answer, material.words.roles, exact=material.exact)
    return Section(
        "alive",
        "What is alive now",
        finding=answer.headline,
        subtitle=(
            "With a date or past the first reply. Gets further: the chance that the next stage is still "
            f"reached after the silence so far ({percent(answer.level)} interval)."
        ),
        table=table if len(table) else None,
        advice=_next_dates(material),
        notes=(*_silent(material), *answer.notes),
    )


def _silent(material: Material) -> list[str]:
    """Say that silence is counted as open here: elsewhere the page counts it apart."""
    silent = int((material.numbers.view.sent["outcome"] == "no_response").sum())
    counted = "1 that has" if silent == 1 else f"{silent:,} that have"
    return [f"Open counts {counted} had no response: silence is not a no."] if silent else []


def _next_dates(material: Material) -> str:
    """Return what is planned next: unless days are shared, as weekday and week, which cannot be looked up."""
    answer = material.numbers.alive
    planned = answer.table[answer.table["next_on"] >= answer.today].sort_values("next_on", kind="stable")
    if planned.empty:
        return "No date is planned at present."
    words = [
        f"{event} on {day_words(on, exact=material.exact)}"
        for event, on in zip(planned["next_event"], planned["next_on"], strict=True)
    ]
    return f"Planned next: {', '.join(list(dict.fromkeys(words))[:NEXT_DATES])}."
