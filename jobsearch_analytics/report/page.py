"""The page itself: sections and facts put into the template, as bytes."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.report.days import day_in_full
from jobsearch_analytics.report.letters import clean
from jobsearch_analytics.report.sections import sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from jobsearch_analytics.report.sections.section import Material, Section
    from jobsearch_analytics.search import JobSearch

__all__ = ["VALID_DAYS", "css_hash", "page_template", "render_page", "style_sheet"]

#: A page says when it should be thrown away.
VALID_DAYS = 30


def render_page(material: Material, facts: pd.DataFrame) -> bytes:
    """Return the page: the same material always gives the same bytes.

    Parameters
    ----------
    material : Material
        What the sections are made from.
    facts : DataFrame
        What leaves and what stays, from `manifest`; what the log holds nothing of is not said to be shared.
    """
    view, css, made_on = material.numbers.view, style_sheet(), material.report.made_on
    made = sections(material)
    html = page_template().render(
        css=css,
        css_hash=css_hash(css),
        is_self=material.report.audience == "self",
        period=_period(view, exact=material.exact),
        made_on=made_on,
        valid_until=made_on + pd.Timedelta(days=VALID_DAYS),
        as_of=view.as_of,
        report=material.report,
        knowledge=material.numbers.knowledge,
        n_sent=len(view.sent),
        has_totals=len(view.flows) + len(view.counts) > 0,
        shared=facts[facts["leaves"] & (facts["amount"] > 0)].to_dict("records"),
        withheld=facts[~facts["leaves"]].to_dict("records"),
        short=_in_short(made),
        sections=made,
        answers_name=material.answers_name,
    )
    return html.encode("utf-8")


def _in_short(made: Sequence[Section]) -> list[tuple[str, str]]:
    """Return what matters most, for the first screen: where it stalls, what employers say, what is next."""
    by_key = {section.key: section for section in made}
    told = []
    if "stalls" in by_key:
        told.append(("To work on", by_key["stalls"].finding))
    if "feedback" in by_key:
        told.append(("Employers say", by_key["feedback"].finding))
    if "alive" in by_key:
        told.append(("Coming up", by_key["alive"].advice.removeprefix("Planned next: ")))
    return [(label, text) for label, text in told if text]


def style_sheet() -> str:
    """Return the page's one style sheet."""
    return files("jobsearch_analytics.report").joinpath("page.css").read_text(encoding="utf-8")


def css_hash(css: str) -> str:
    """Return the sum by which the page's policy knows its style sheet."""
    return base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()


@cache
def page_template() -> Template:
    """Return the page's template, read once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("jobsearch_analytics.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = day_in_full
    return environment.get_template("page.html.j2")


def _period(view: JobSearch, *, exact: bool) -> str:
    """Return when the applications were sent: months, or days where ticked."""
    days = view.sent["applied_on"].dropna()
    if days.empty:
        return ""
    first, last = days.min(), days.max()
    words = list(dict.fromkeys(day_in_full(day) if exact else f"{day:%B %Y}" for day in (first, last)))
    return " to ".join(words)


def _inert(value: object) -> object:
    """Take marks out of a text that could hide or reorder it; markup made here passes as it is."""
    return clean(value) if type(value) is str else value
