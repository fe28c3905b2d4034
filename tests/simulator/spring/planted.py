"""The truth planted in the sample, as the tree that is written to ``spring_search_truth.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.simulator.spring.season import AS_OF, SEED, TITLES, TRUTH
from tests.simulator.spring.touches import ANSWER_RATE

if TYPE_CHECKING:
    from tests.simulator.spring.build import Sample

__all__ = ["planted"]


def planted(sample: Sample) -> dict[str, Any]:
    """Return rates, waits, ends, themes and the theme of each point in the notes."""
    feedback = sample.tables["feedback"]
    mails = feedback.loc[feedback["said_by"] == "rejection_mail", "feedback_id"]
    return {
        "as_of": AS_OF,
        "random_state": SEED,
        "overall_positive_rate": round(TRUTH.overall_rate(), 6),
        "channel_positive_rate": {name: round(TRUTH.channel_rate(name), 6) for name in TRUTH.channels},
        "channel_share": dict(zip(TRUTH.channels, TRUTH.channel_shares, strict=True)),
        "role_family_share": dict(zip(TRUTH.role_families, TRUTH.family_shares, strict=True)),
        "positive_rate": {
            channel: {family: TRUTH.positive_rate[channel, family] for family in TRUTH.role_families}
            for channel in TRUTH.channels
        },
        "role_family_titles": {name: list(titles) for name, titles in TITLES.items()},
        "next_stage": dict(TRUTH.next_stage),
        "stage_not_held": dict(TRUTH.skipped),
        "ends": {stage: dict(ends) for stage, ends in TRUTH.ends.items()},
        "wait_lognormal": {
            name: {"median_days": wait.median_days, "sigma": wait.sigma} for name, wait in TRUTH.waits.items()
        },
        "feedback_request_answer_rate": ANSWER_RATE,
        "theme_rate_per_employer": _theme_rates(),
        "theme_can_come_up_at": {theme: list(stages) for theme, stages in TRUTH.voiced_at.items()},
        "boilerplate": {"feedback_ids": mails.tolist()},
        "feedback_point": sample.points.to_dict("records"),
    }


def _theme_rates() -> dict[str, dict[str, float]]:
    rates: dict[str, dict[str, float]] = {}
    for (theme, sign), rate in TRUTH.themes.items():
        rates.setdefault(theme, {})[sign] = rate
    return rates
