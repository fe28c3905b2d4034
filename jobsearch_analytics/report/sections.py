"""The sections of the page in the order a coach reads them: one function each, which may say nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.analysis.flows import flows
from jobsearch_analytics.analysis.funnel import funnel
from jobsearch_analytics.charts.feedback_themes import theme_rows, themes_subtitle
from jobsearch_analytics.charts.funnel import funnel_subtitle
from jobsearch_analytics.planning.pipeline import pipeline
from jobsearch_analytics.report.number_tables import (
    flows_table,
    funnel_table,
    pipeline_table,
    themes_table,
    weekday_and_week,
)
from jobsearch_analytics.report.pictures import flows_picture, funnel_picture, themes_picture

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.analysis.knowledge_rate import KnowledgeRate
    from jobsearch_analytics.planning.pipeline import Pipeline
    from jobsearch_analytics.report.pictures import Picture
    from jobsearch_analytics.search import JobSearch

__all__ = ["SECTIONS", "Material", "Section", "sections"]

#: How many questions a coach can think about in one reading.
QUESTIONS = 3

#: So many planned dates are named in a sentence; the table holds more.
NEXT_DATES = 3

#: The stage by which ways of finding a role are compared.
COMPARED = ("interview",)


METHOD = {
    "So far and at most": (
        "Open applications are not failures. “So far” counts them as not there yet, “at most” as if every "
        "one got there; the truth lies between."
    ),
    "Diamond and line": (
        "The estimate that the log supports best, and where the true rate plausibly lies ({level} interval). "
        "With days in the log: the share that gets there within a stated time of sending, open applications "
        "counted as open (Aalen and Johansen, 1978). Without: the share if silence of more than {days} days "
        "means no, an assumption. Small groups are drawn towards the others, as the top of a list of raw "
        "rates is mostly luck."
    ),
    "Known, leaning, not yet": (
        "Known: the bounds or the interval span at most 20 points. Leaning: they do only if long silence "
        "means no. Not yet: the table says about how many more applications are needed."
    ),
    "Themes": (
        "Counted by different employers, not by mentions; the stock phrases of rejection mails are left out."
    ),
    "Tone": "A rejection is normal, and none of these numbers is a verdict about a person.",
}


@dataclass(frozen=True)
class Material:
    """What the sections are made from: only what may be shown.

    Attributes
    ----------
    view : JobSearch
        The search as it may be shown.
    knowledge : KnowledgeRate
        Of how many applications the state is known.
    themes : Answer or None
        As they may be shown; None where the log holds no feedback.
    own_questions : tuple of str
        The user's questions for the coach.
    level : float
        Coverage of the intervals.
    today : Timestamp
        The day the page is made on.
    """

    view: JobSearch
    knowledge: KnowledgeRate
    themes: Answer | None
    own_questions: tuple[str, ...]
    level: float
    today: pd.Timestamp


@dataclass(frozen=True)
class Section:
    """One section of the page.

    Attributes
    ----------
    key : str
        Its id in the page.
    title : str
        Its heading.
    finding : str
        The sentence it begins with.
    subtitle : str
        What the picture's numbers are shares of.
    picture : Picture or None
        The drawing.
    table : DataFrame or None
        The picture's numbers as text; the first column names the row.
    advice : str
        The sentence it ends with.
    quotes : tuple of (str, str)
        Theme and quote.
    points : tuple of (str, str)
        Term and text, or an empty term.
    notes : tuple of str
        Caveats.
    form : bool
        Whether lines to write on follow.
    """

    key: str
    title: str
    finding: str = ""
    subtitle: str = ""
    picture: Picture | None = None
    table: pd.DataFrame | None = None
    advice: str = ""
    quotes: tuple[tuple[str, str], ...] = ()
    points: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    form: bool = field(default=False)


def sections(material: Material) -> list[Section]:
    """Return the sections that have something to say, in the page's order."""
    made = (make(material) for make in SECTIONS)
    return [section for section in made if section is not None]


def goal(material: Material) -> Section | None:
    """Return the goal and the value proposition in the user's own words."""
    profile = material.view.profile
    words = {
        "Looking for": profile.get("goal", ""),
        "Brings": profile.get("value_proposition", ""),
        "Good at": ", ".join(profile.get("strengths", ())),
        "Roles aimed at": ", ".join(profile.get("target_roles", ())),
    }
    points = tuple((term, text) for term, text in words.items() if text)
    return Section("goal", "Goal and value, in their own words", points=points) if points else None


def stalls(material: Material) -> Section | None:
    """Return how far applications get and where they stall."""
    answer = funnel(material.view, level=material.level)
    if answer.table.empty:
        return None
    title = "Where it stalls"
    return Section(
        "stalls",
        title,
        finding=answer.headline,
        subtitle=funnel_subtitle(answer),
        picture=funnel_picture(answer, "stalls", title),
        table=funnel_table(answer),
        advice=answer.advice,
        notes=answer.notes,
    )


def channels(material: Material) -> Section | None:
    """Return the interview rate of each way of finding a role."""
    answer = funnel(material.view, by="channel", level=material.level)
    if answer.table["group"].nunique() < 2:
        return None
    title = "By the way a role was found"
    return Section(
        "channels",
        title,
        finding=answer.advice,
        subtitle=funnel_subtitle(answer, COMPARED),
        picture=funnel_picture(answer, "channels", title, COMPARED),
        table=funnel_table(answer, COMPARED),
        notes=tuple(note for note in answer.notes if "group" in note),
    )


def went(material: Material) -> Section | None:
    """Return what became of the applications at each stage."""
    answer = flows(material.view)
    if answer.table.empty:
        return None
    title = "What became of them"
    return Section(
        "went",
        title,
        finding=answer.headline,
        subtitle="Each bar is everything that got to a stage or further, split by where it went from there.",
        picture=flows_picture(answer, "went", title),
        table=flows_table(answer),
        advice=answer.advice,
        notes=answer.notes,
    )


def alive(material: Material) -> Section | None:
    """Return what is open beyond the first wait: stage, silence, the chance that remains, the next date."""
    answer = pipeline(material.view, today=material.today, level=material.level)
    if answer.table.empty:
        return None
    table = pipeline_table(answer)
    return Section(
        "alive",
        "What is alive now",
        finding=answer.headline,
        subtitle=(
            "With a date or past the first reply. Gets further: the chance that the next stage is still "
            f"reached after the silence so far ({percent(answer.level)} interval)."
        ),
        table=table if len(table) else None,
        advice=_next_dates(answer),
        notes=answer.notes,
    )


def _next_dates(answer: Pipeline) -> str:
    """Return what is planned next as weekday and week, never as a day that could be looked up."""
    planned = answer.table[answer.table["next_on"] >= answer.today].sort_values("next_on", kind="stable")
    if planned.empty:
        return "No date is planned at present."
    words = [
        f"{event} on {weekday_and_week(on)}"
        for event, on in zip(planned["next_event"], planned["next_on"], strict=True)
    ]
    return f"Planned next: {', '.join(list(dict.fromkeys(words))[:NEXT_DATES])}."


def feedback(material: Material) -> Section | None:
    """Return strengths and gaps by distinct employers."""
    answer = material.themes
    if answer is None:
        return None
    title = "What the feedback keeps saying"
    rows = theme_rows(answer)
    rows = rows[rows["theme"].notna()]
    quotes = [(row["theme"], row["quote"]) for row in rows.to_dict("records") if row["quote"]]
    return Section(
        "feedback",
        title,
        finding=answer.headline,
        subtitle=themes_subtitle(answer) if len(rows) else "",
        picture=themes_picture(answer, "feedback", title) if len(rows) else None,
        table=themes_table(rows) if len(rows) else None,
        advice=answer.advice,
        quotes=tuple(quotes),
        notes=answer.notes,
    )


def questions(material: Material) -> Section:
    """Return three questions: the user's own first, then those that the numbers raise."""
    asked = [*material.own_questions, *_raised(material)][:QUESTIONS]
    return Section(
        "questions",
        "Three questions for you" if len(asked) == QUESTIONS else "Questions for you",
        points=tuple(("", question) for question in asked),
        form=True,
    )


def _raised(material: Material) -> list[str]:
    raised = []
    table = funnel(material.view, level=material.level).table
    if len(table):
        ended = (table["entered"] - table["reached"] - table["open"]).to_numpy()
        at = max(int(ended.argmax()), 1)
        raised.append(
            f"Most endings lie between {table['stage'].iloc[at - 1]} and {table['stage'].iloc[at]}. "
            "What would you change there first?"
        )
    if material.themes is not None:
        gaps = material.themes.table[material.themes.table["sign"] == "gap"]
        raised += [
            f"“{theme}” is the gap most employers name. How would you work on it?"
            for theme in gaps["theme"][:1]
        ]
    return [
        *raised,
        "Do the goal and the value above come through? What is missing?",
        "Who should hear about this search next?",
        "What would you stop doing?",
    ]


def method(material: Material) -> Section:
    """Return how the numbers were made, and what they cannot say."""
    level, days = percent(material.level), material.knowledge.closing_days
    return Section(
        "method",
        "How to read the numbers",
        points=tuple((term, text.format(level=level, days=days)) for term, text in METHOD.items()),
    )


#: The page's order. A further section is one more function here.
SECTIONS = (goal, stalls, channels, went, alive, feedback, questions, method)
