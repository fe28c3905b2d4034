"""False and true "recurring": searches of pure chance, and with one theme that truly recurs, really counted.

    python -m benchmarks.themes.chance              1,000 searches a row, into benchmarks/themes/CHANCE.md
    python -m benchmarks.themes.chance --searches 200 --out other.md

Under pure chance every note is one employer's, makes one point, and the point falls into a theme of the
taxonomy at that theme's base rate and with a sign at random. Where a theme truly recurs, each employer makes
a further point of it at the stated rate. All tables come from the code that counts real feedback.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.chance import base_rates
from jobsearch_analytics.analysis.estimate.theme_counts import count_themes
from jobsearch_analytics.themes.taxonomy import read_taxonomy

NOTES = (8, 15, 60)
TRUE_RATES = (0.2, 0.3, 0.4, 0.6)
SIGNS, SIGN_RATES = ("gap", "strength", "neither"), (0.6, 0.3, 0.1)
#: The theme that truly recurs, as a gap.
RECURRING = "communication"


def taxonomy_rates() -> pd.Series:
    themes = read_taxonomy()
    return pd.Series(base_rates([len(theme.seeds) for theme in themes]), [theme.id for theme in themes])


def chance_points(
    n: int, rates: pd.Series, random: np.random.Generator, true_rate: float = 0.0
) -> pd.DataFrame:
    """Return the points of n notes of pure chance, and of one theme named at a true rate."""
    employer = np.arange(n)
    themes = random.choice(rates.index.to_numpy(), n, p=(rates / rates.sum()).to_numpy())
    signs = random.choice(SIGNS, n, p=SIGN_RATES)
    names = employer[random.random(n) < true_rate]
    points = pd.DataFrame(
        {
            "employer": [f"e{i}" for i in [*employer, *names]],
            "theme": [*themes, *[RECURRING] * len(names)],
            "sign": [*signs, *["gap"] * len(names)],
        }
    ).astype("str")
    return points.assign(
        feedback_id=points["employer"],
        theme_id=points["theme"],
        text="said",
        similarity=0.5,
        cohesion=0.3,
        stability=0.9,
        received_on=np.datetime64("NaT", "ns"),
    )


def recurring(n: int, searches: int, true_rate: float = 0.0, random_state: int = 0) -> tuple[float, float]:
    """Return the share of searches with a false "recurring" anywhere, and with the true one found."""
    rates, random = taxonomy_rates(), np.random.default_rng(random_state)
    false = true = 0
    for _ in range(searches):
        table = count_themes(chance_points(n, rates, random, true_rate), rates, 0.95)
        known = table[table["standing"] == "recurring"]
        is_true = (known["theme"] == RECURRING) & (known["sign"] == "gap") & (true_rate > 0)
        false += bool((~is_true).any())
        true += bool(is_true.any())
    return false / searches, true / searches


def written(searches: int) -> str:
    lines = [
        "# Recurring, or luck",
        "",
        f"{searches:,} simulated searches a row, through the real counting code; how: `python -m "
        "benchmarks.themes.chance`. Half width: of the 95 % interval of a share that was drawn so often.",
        "",
        '| notes | true rate of one theme | a false "recurring" anywhere | ± | the true theme is found |',
        "|---|---|---|---|---|",
    ]
    for n in NOTES:
        for rate in (0.0, *TRUE_RATES):
            false, true = recurring(n, searches, rate)
            half = 1.96 * np.sqrt(max(false * (1 - false), 1 / searches) / searches)
            found = f"{true:.1%}" if rate else "–"
            lines.append(f"| {n} | {rate:.0%} | {false:.1%} | {half:.1%} | {found} |")
            print(lines[-1], flush=True)
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--searches", type=int, default=1_000)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("CHANCE.md"))
    args = parser.parse_args()
    args.out.write_text(written(args.searches), encoding="utf-8")


if __name__ == "__main__":
    main()
