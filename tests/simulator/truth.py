"""What is true of a simulated job search: rates, waiting times, ways to end, themes.

A `Truth` is everything an analysis would like to know and never sees. `draw_truth` draws one from the
prior that coverage studies average over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CAUSES", "ENDS", "FAMILIES", "Truth", "Wait", "draw_truth"]

#: What can come first after sending; silence is what is left when none of them ever comes.
CAUSES = ("positive", "rejected", "closed", "withdrawn")

#: How a process can stop at a stage. ``silent``: nothing more is ever heard.
ENDS = ("rejected", "closed", "withdrawn", "accepted", "declined", "silent")


@dataclass(frozen=True)
class Wait:
    """A lognormal waiting time.

    Attributes
    ----------
    median_days : float
        Half of the waits are shorter.
    sigma : float
        Standard deviation of the logarithm.
    """

    median_days: float
    sigma: float

    def within(self, days: np.ndarray | float) -> np.ndarray:
        """Return the share of waits that are over after so many days."""
        from scipy.special import ndtr

        days = np.asarray(days, dtype=float)
        with np.errstate(divide="ignore"):
            return ndtr((np.log(days) - np.log(self.median_days)) / self.sigma)


@dataclass(frozen=True, kw_only=True)
class Truth:
    """Everything that is true of a search.

    Attributes
    ----------
    channels, role_families : tuple of str
        The segments; ``channel_shares`` and ``family_shares`` say how the applications split, independently.
    positive_rate : mapping of (channel, role family) to float
        P(a positive reply ever comes).
    next_stage : mapping of stage to float
        For ``screen`` to ``final``: P(getting at least one stage further | got that far).
    skipped : mapping of stage to float
        P(the stage was never held | got further). Such a stage has no event, and reaching is not touched.
    ends : mapping of stage to a mapping of end to float
        Where a process stops at this stage, how it does. Each adds up to 1.
    waits : mapping of str to Wait
        ``screen`` … ``offer``: from the stage before. ``rejected``, ``closed``, ``withdrawn``: from sending.
        ``late_rejected`` … ``late_declined``: from the last stage reached.
    themes : mapping of (theme, sign) to float
        P(an employer who held a meeting at which it can come up mentions it). Sign: ``gap``, ``strength``.
    voiced_at : mapping of theme to tuple of stage
        The stages at which a theme can come up; any stage for a theme that is not here.
    gives_up_days : int or None
        After so many days without any reply the seeker may write ``no_response`` …
    gives_up_share : float
        … and does so for this share. Replies can still come later.
    """

    channels: tuple[str, ...]
    channel_shares: tuple[float, ...]
    role_families: tuple[str, ...]
    family_shares: tuple[float, ...]
    positive_rate: Mapping[tuple[str, str], float]
    next_stage: Mapping[str, float]
    skipped: Mapping[str, float]
    ends: Mapping[str, Mapping[str, float]]
    waits: Mapping[str, Wait]
    themes: Mapping[tuple[str, str], float]
    voiced_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gives_up_days: int | None = None
    gives_up_share: float = 0.0

    def rates(self) -> np.ndarray:
        """Return the positive rates as a table of channels by role families."""
        return np.array([[self.positive_rate[c, f] for f in self.role_families] for c in self.channels])

    def channel_rate(self, channel: str) -> float:
        """Return P(a positive reply ever comes) through one channel, over its mix of role families."""
        return float(self.rates()[self.channels.index(channel)] @ np.array(self.family_shares))

    def overall_rate(self) -> float:
        """Return P(a positive reply ever comes) over the whole mix."""
        return float(np.array(self.channel_shares) @ self.rates() @ np.array(self.family_shares))

    def reach(self, stage: str) -> float:
        """Return P(an application ever gets at least this far)."""
        share = 1.0
        for before, after in pairwise(FUNNEL_STAGES):
            if before == stage:
                break
            share *= self.overall_rate() if after == "screen" else self.next_stage[before]
        return share

    def incidence(self, cause: str, days: np.ndarray | float, *, channel: str | None = None) -> np.ndarray:
        """Return the true cumulative incidence: P(this cause came first, within so many whole days).

        Parameters
        ----------
        cause : str
            One of `CAUSES`.
        days : array or float
            Whole days since sending.
        channel : str, optional
            One channel; None for the whole mix.
        """
        positive = self.overall_rate() if channel is None else self.channel_rate(channel)
        if cause == "positive":
            return positive * self.waits["screen"].within(days)
        return (1 - positive) * self.ends["applied"][cause] * self.waits[cause].within(days)


CHANNELS = ("referral", "recruiter", "networking_event", "company_site", "job_board")
FAMILIES = ("data_engineering", "analytics", "backend")


def draw_truth(random_state: int = 0) -> Truth:
    """Draw a truth from the prior that coverage is averaged over.

    The prior: overall positive rate m ~ Beta(2, 10) (mean 0.17); spread of the channels k ~ lognormal
    (median 25, sigma 0.6), each channel's rate ~ Beta(m k, (1 - m) k); each role family shifts the log-odds
    by Normal(0, 0.3). P(next stage): Beta(6, 4) after screen, Beta(7, 4) after assessment, Beta(4, 5) after
    interview, Beta(4, 4) after final. Silence ~ Beta(6, 4) of those without a positive reply. Medians of the
    waits: lognormal around 10 days (reply), 16 (rejection), 25 (closed), 30 (withdrawn), 9 (each later step)
    with sigma 0.3; their own sigma ~ Uniform(0.5, 1.0). Themes: six gaps ~ Beta(2, 6), two strengths
    ~ Beta(2, 5). Channel shares ~ Dirichlet(3, …), role-family shares ~ Dirichlet(4, …).

    Parameters
    ----------
    random_state : int
        The same number gives the same truth.
    """
    rng = np.random.default_rng(random_state)
    cells = _cell_rates(rng)
    names = ("screen", "assessment", "interview", "final")
    odds = ((6, 4), (7, 4), (4, 5), (4, 4))
    silence = rng.beta(6, 4)
    return Truth(
        channels=CHANNELS,
        channel_shares=tuple(rng.dirichlet(np.full(len(CHANNELS), 3.0)).tolist()),
        role_families=FAMILIES,
        family_shares=tuple(rng.dirichlet(np.full(len(FAMILIES), 4.0)).tolist()),
        positive_rate=MappingProxyType(cells),
        next_stage=MappingProxyType(
            {name: float(rng.beta(*ab)) for name, ab in zip(names, odds, strict=True)}
        ),
        skipped=MappingProxyType({"assessment": float(rng.beta(4, 4))}),
        ends=MappingProxyType(_draw_ends(silence)),
        waits=MappingProxyType(_draw_waits(rng)),
        themes=MappingProxyType(_draw_themes(rng)),
    )


def _cell_rates(rng: np.random.Generator) -> dict[tuple[str, str], float]:
    mean = np.clip(rng.beta(2, 10), 0.01, 0.6)
    spread = 25 * np.exp(0.6 * rng.standard_normal())
    by_channel = np.clip(rng.beta(mean * spread, (1 - mean) * spread, len(CHANNELS)), 1e-4, 0.95)
    shifts = 0.3 * rng.standard_normal(len(FAMILIES))
    logits = np.log(by_channel / (1 - by_channel))[:, None] + shifts
    rates = 1 / (1 + np.exp(-logits))
    return {(c, f): float(rates[i, j]) for i, c in enumerate(CHANNELS) for j, f in enumerate(FAMILIES)}


def _draw_ends(silence: float) -> dict[str, Mapping[str, float]]:
    told = 1 - silence
    late = {"rejected": 0.62, "closed": 0.08, "withdrawn": 0.10, "silent": 0.20}
    first = {"rejected": 0.85 * told, "closed": 0.10 * told, "withdrawn": 0.05 * told, "silent": silence}
    offer = {"accepted": 0.5, "declined": 0.5}
    stages = {"applied": first, **dict.fromkeys(("screen", "assessment", "interview", "final"), late)}
    return {stage: MappingProxyType(ends) for stage, ends in {**stages, "offer": offer}.items()}


def _draw_waits(rng: np.random.Generator) -> dict[str, Wait]:
    medians = {"screen": 10, "rejected": 16, "closed": 25, "withdrawn": 30}
    later = ("assessment", "interview", "final", "offer")
    late = ("late_rejected", "late_closed", "late_withdrawn", "late_accepted", "late_declined")
    medians |= dict.fromkeys((*later, *late), 9)
    return {
        name: Wait(float(days * np.exp(0.3 * rng.standard_normal())), float(rng.uniform(0.5, 1.0)))
        for name, days in medians.items()
    }


def _draw_themes(rng: np.random.Generator) -> dict[tuple[str, str], float]:
    gaps = (
        "system_design",
        "domain_knowledge",
        "concise_answers",
        "quantified_impact",
        "salary",
        "seniority",
    )
    rates = {(theme, "gap"): float(rng.beta(2, 6)) for theme in gaps}
    return rates | {(theme, "strength"): float(rng.beta(2, 5)) for theme in ("coding", "culture_motivation")}
