"""The truth planted in ``data_samples/spring_search`` and the season it is played in."""

from __future__ import annotations

from types import MappingProxyType

from tests.simulator.simulate import Simulated, simulate
from tests.simulator.truth import Truth, Wait

__all__ = ["AS_OF", "SEED", "TITLES", "TRUTH", "season"]

AS_OF = "2026-06-28"
START = "2026-02-02"
APPLICATIONS = 205
WEEKS = 21
SEED = 470

#: Referrals do much better than the rest, recruiters and events are truly equal, so are site and board.
RATES = {
    "referral": 0.42,
    "recruiter": 0.24,
    "networking_event": 0.24,
    "company_site": 0.10,
    "job_board": 0.10,
}
SHARES = (0.15, 0.16, 0.08, 0.28, 0.33)

#: Data engineering and analytics are truly equal; backend gets half of it.
FAMILIES = {"data_engineering": (0.60, 1.0), "analytics": (0.27, 1.0), "backend": (0.13, 0.5)}

#: The titles of each role family.
TITLES = {
    "data_engineering": (
        "Data Engineer",
        "Senior Data Engineer",
        "Data Platform Engineer",
        "Lead Data Engineer",
        "Data Engineer (m/f/d)",
        "Senior Data Engineer, Streaming",
        "Data Warehouse Engineer",
    ),
    "analytics": (
        "Data Analyst",
        "Senior Data Analyst",
        "BI Analyst",
        "Product Analyst",
        "Reporting Analyst",
    ),
    "backend": ("Backend Engineer", "Senior Backend Engineer", "Backend Developer (Python)"),
}

#: The meetings at which one talks, and those at which somebody looks at technical work.
_TALKS = ("screen", "interview", "final")
_TECHNICAL = ("assessment", "interview", "final")

_LATE = {"rejected": 0.62, "closed": 0.06, "withdrawn": 0.12, "silent": 0.20}

TRUTH = Truth(
    channels=tuple(RATES),
    channel_shares=SHARES,
    role_families=tuple(FAMILIES),
    family_shares=tuple(share for share, _ in FAMILIES.values()),
    positive_rate=MappingProxyType(
        {
            (channel, family): rate * factor
            for channel, rate in RATES.items()
            for family, (_, factor) in FAMILIES.items()
        }
    ),
    next_stage=MappingProxyType({"screen": 0.66, "assessment": 0.75, "interview": 0.45, "final": 0.50}),
    skipped=MappingProxyType({"assessment": 0.55}),
    ends=MappingProxyType(
        {
            "applied": {"rejected": 0.27, "closed": 0.04, "withdrawn": 0.02, "silent": 0.67},
            **dict.fromkeys(("screen", "assessment", "interview", "final"), _LATE),
            "offer": {"declined": 1.0},
        }
    ),
    waits=MappingProxyType(
        {
            "screen": Wait(9, 0.7),
            "assessment": Wait(6, 0.5),
            "interview": Wait(8, 0.5),
            "final": Wait(8, 0.5),
            "offer": Wait(6, 0.5),
            "rejected": Wait(14, 0.8),
            "closed": Wait(24, 0.6),
            "withdrawn": Wait(20, 0.6),
            "late_rejected": Wait(7, 0.6),
            "late_closed": Wait(12, 0.6),
            "late_withdrawn": Wait(6, 0.5),
            "late_declined": Wait(7, 0.4),
        }
    ),
    themes=MappingProxyType(
        {
            ("system_design", "gap"): 0.40,
            ("system_design", "strength"): 0.06,
            ("domain_knowledge", "gap"): 0.25,
            ("domain_knowledge", "strength"): 0.08,
            ("concise_answers", "gap"): 0.32,
            ("concise_answers", "strength"): 0.05,
            ("quantified_impact", "gap"): 0.24,
            ("quantified_impact", "strength"): 0.05,
            ("language_level", "gap"): 0.12,
            ("language_level", "strength"): 0.06,
            ("seniority", "gap"): 0.22,
            ("seniority", "strength"): 0.07,
            ("salary", "gap"): 0.12,
            ("salary", "strength"): 0.03,
            ("culture_motivation", "gap"): 0.10,
            ("culture_motivation", "strength"): 0.36,
            ("coding", "gap"): 0.08,
            ("coding", "strength"): 0.34,
        }
    ),
    voiced_at=MappingProxyType(
        {
            "system_design": _TECHNICAL,
            "coding": _TECHNICAL,
            "salary": ("screen", "final", "offer"),
            "culture_motivation": (*_TALKS, "offer"),
            **dict.fromkeys(("domain_knowledge", "concise_answers", "quantified_impact"), _TALKS),
            **dict.fromkeys(("language_level", "seniority"), _TALKS),
        }
    ),
    gives_up_days=60,
    gives_up_share=0.35,
)


def season(random_state: int = SEED) -> Simulated:
    """Return the season as simulated, before firms and people get their names."""
    return simulate(
        TRUTH,
        APPLICATIONS,
        start=START,
        weekly_applications=APPLICATIONS / WEEKS,
        as_of=AS_OF,
        notice_days=9,
        office_days=True,
        random_state=random_state,
    )
