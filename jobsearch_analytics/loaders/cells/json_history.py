"""Lists inside a record that tell what happened: interviews, stages, a timeline; as steps of a history."""

from __future__ import annotations

import re
from functools import lru_cache

from jobsearch_analytics.loaders.cells.json_firms import meaning_of_key
from jobsearch_analytics.loaders.language.date_texts import looks_like_date
from jobsearch_analytics.loaders.language.statuses import read_status

__all__ = ["HISTORY", "history_of"]

#: The heading of the column that holds the steps.
HISTORY = "history"
_NO_STEP = re.compile(
    r"\b(?:id|url|link|note|notes|comment|feedback|with|by|who|interviewers?|person|name|email)\b"
)
TOLD = 0.5
LONGEST = 80
#: More steps than a history of an application has.
MOST_STEPS = 30


def history_of(label: str, items: list[dict]) -> list[dict[str, str]]:
    """Return a list inside a record as steps with their days; empty if it tells none.

    What a list of interviews names is an interview, whatever it is called there.

    Examples
    --------
    >>> history_of("interviews", [{"type": "phone", "date": "2026-03-02"}, {"type": "the crew"}])
    [{'stage': 'phone', 'date': '2026-03-02'}, {'stage': 'the crew interview', 'date': ''}]
    >>> history_of("contacts", [{"name": "Ana"}])
    []
    """
    meaning = meaning_of_key(label) or ""
    stage = meaning.removeprefix("stage:") if meaning.startswith("stage:") else ""
    steps = [_step(item, stage) for item in items[:MOST_STEPS]]
    told = sum(_how(words) != "" for words, _ in steps)
    needed = 1 if stage or meaning in ("history", "event") else TOLD * len(steps)
    if not told or told < needed:
        return []
    return [{"stage": words, "date": day} for words, day in steps if words]


def _step(item: dict, stage: str) -> tuple[str, str]:
    """Return the words and the day of one step."""
    texts = [(name, str(value).strip()) for name, value in item.items() if isinstance(value, (str, int))]
    days = [value for _, value in texts if looks_like_date(value[:10])]
    words = [value for name, value in texts if value and _is_word(name, value)]
    known = [word for word in words if _how(word)]
    said = (known or words or [""])[0 if stage else -1]
    if stage and stage not in said and _how(said) != "known":
        said = f"{said} {stage}".strip()
    return said, days[0][:10] if days else ""


@lru_cache(maxsize=10_000)
def _how(text: str) -> str:
    """Return how a text tells a step, or an empty text if it tells none."""
    reading = read_status(text)
    return reading.how if reading.marks else ""


def _is_word(name: str, value: str) -> bool:
    plain = len(value) <= LONGEST and not looks_like_date(value) and not value.isdigit()
    return plain and "://" not in value and not _NO_STEP.search(name.casefold().replace("_", " "))
