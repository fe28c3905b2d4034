"""What employers said, what is being tried because of it, and who is due for a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.charts.feedback_themes import theme_rows, themes_subtitle
from jobsearch_analytics.report.days import day_in_full
from jobsearch_analytics.report.number_tables import themes_table
from jobsearch_analytics.report.pictures import themes_picture
from jobsearch_analytics.report.sections.section import Section

if TYPE_CHECKING:
    from jobsearch_analytics.report.sections.section import Material

__all__ = ["experiments", "feedback", "network"]


def feedback(material: Material) -> Section | None:
    """Return who was asked and answered, then strengths and gaps by distinct employers."""
    answer, asked = material.words.themes, _asked(material.facts.asked)
    title = "What the feedback keeps saying"
    if answer is None:
        return Section("feedback", "Feedback", finding=asked) if asked else None
    rows = theme_rows(answer)
    rows = rows[rows["theme"].notna()]
    quotes = [(row["theme"], row["quote"]) for row in rows.to_dict("records") if row["quote"]]
    key = ("feedback", *rows["theme"])
    return Section(
        "feedback",
        title,
        finding=answer.headline,
        subtitle=f"{asked} {themes_subtitle(answer)}".strip() if len(rows) else asked,
        draw=(lambda: material.numbers.once(key, lambda: themes_picture(answer, "feedback", title)))
        if len(rows)
        else None,
        table=themes_table(rows) if len(rows) else None,
        advice=answer.advice,
        quotes=tuple(quotes),
        notes=answer.notes,
    )


def _asked(counts: dict[str, int]) -> str:
    """Say how often feedback was asked for, and what came of it."""
    if not any(counts.values()):
        return ""
    asked, answered = counts.get("asked", 0), counts.get("answered", 0)
    came = [f"{answered:,} answered"]
    came += [f"{counts[name]:,} {name}" for name in ("declined", "waiting") if counts.get(name)]
    times = "once" if asked == 1 else f"{asked:,} times"
    told = (
        f"Asked for feedback {times}: {', '.join(came)}" if asked else "No request for feedback is logged yet"
    )
    worth = counts.get("worth asking now", 0)
    more = f"; {worth:,} more {'is' if worth == 1 else 'are'} worth asking now" if worth else ""
    return f"{told}{more}."


def experiments(material: Material) -> Section | None:
    """Return what is being tried, since when, and what can be said of it."""
    tried, words = material.facts.experiments, material.words.experiments
    if not tried:
        return None
    named = words or tuple(f"Experiment {number}" for number in range(1, len(tried) + 1))
    return Section(
        "experiments",
        "Experiments",
        finding=f"{len(tried):,} {'thing is' if len(tried) == 1 else 'things are'} being tried and measured.",
        table=pd.DataFrame(
            {
                "Experiment": named,
                "Since": [_since(each.since, exact=material.exact) for each in tried],
                "Verdict": [each.verdict for each in tried],
                "So far": [each.finding for each in tried],
            }
        ),
        advice="One change at a time: each needs its number of applications before it can be judged.",
    )


def _since(day: object, *, exact: bool) -> str:
    if not isinstance(day, pd.Timestamp) or pd.isna(day):
        return "–"
    return day_in_full(day) if exact else f"week {day.isocalendar().week}"


def network(material: Material) -> Section | None:
    """Return how many people are due for a word, by relation; no names."""
    due = {relation: count for relation, count in material.facts.due.items() if count}
    if not due:
        return None
    total = sum(due.values())
    return Section(
        "network",
        "Keeping in touch",
        finding=f"{total:,} {'person is' if total == 1 else 'people are'} due for a word within two weeks.",
        table=pd.DataFrame(
            {
                "Relation": [r.replace("_", " ").capitalize() for r in due],
                "Due": [f"{n:,}" for n in due.values()],
            }
        ),
        advice="A few lines each are enough: something they care about, and no request.",
    )
