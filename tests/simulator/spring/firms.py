"""Invented employers and people. Any likeness to real ones is chance; mail and links end in ``.example``."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["firm_names", "person_names", "slug"]

FRONTS = (
    "Amberl Brindle Cinder Dapple Elder Fennel Gorse Hazel Ibis Juniper Kestrel Larch Marl Nettle Otter Plover "
    "Quill Rowan Sorrel Tarn Umber Velvet Willow Yarrow Zinnia Bracken Curlew Damson Ferrow Harrow"
).split()
BACKS = "wick mere quay holt lode fold spire thorpe garth combe stead fen".split()
COINED = (
    "Velorim Kestando Nuvaresk Ospelia Tirvanto Mondelune Quorvane Belasquo Drimoya Jaruvek Lomendra Fyrantis "
    "Halvoren Purentia Sandrevo Uxmoral Wendralo Ystervane Zorbelin Calibrune Ermondo Gralvista Ikarune Nostrapel"
).split()
SECTORS = (
    "Freight Analytics Energy Assurance Clinics Retail Systems Mobility Foods Software Media Robotics Logistics "
    "Payments Textiles Insurance Telecom Books Water Travel Housing Labs Gardens Optics Grid Learning"
).split()

FIRST = (
    "Amara Tomasz Ingrid Rashid Leonie Mateus Yuki Bram Celeste Dmitri Esther Farid Greta Henrike Ivo Jasmijn Kofi "
    "Lucile Marit Nadim Odile Pavel Quirin Rosalie Sanne Tariq Ulrike Vikram Wiebke Ximena Yannick Zofia Anselm "
    "Birgit Chidi Delphine Emeka Fenna Goran Hyun-ju"
).split()
LAST = (
    "Lindqvarn Obasura Terhoven Malvicek Brouvard Kasimovar Ndelema Fairhollow Grünhoff Tanabeya Sørbrink Valcourtin "
    "Ohanlo Petrakov-Lunde Zwartveld Quistorp-Ney Adeyomi Rasmundt Cavallori Hölderbusch Iyengaran Jankelow Mbakore "
    "Nyströmer Ottenbrink Pallavone Rusticchi Schwarnweber Tolvanari Uribarrena Verhaldt Wojtasek Yildirak Zandhuis "
    "Bellendorf Corvanni Dahlmeyr Eskandero Fromentel Gwynnark"
).split()


def slug(text: str) -> str:
    """Return lower-case words of plain letters joined by hyphens.

    Examples
    --------
    >>> slug("Grünhoff & Söhne")
    'grunhoff-sohne'
    """
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def firm_names(n: int, rng: np.random.Generator) -> list[str]:
    """Return n different employers: compounds, pairs of owners and coined words, each with a trade."""
    compounds = [front + back for front in FRONTS for back in BACKS]
    stems = [compounds[place] for place in rng.permutation(len(compounds))[:n]]
    names = []
    for place, stem in enumerate(stems):
        sector = SECTORS[int(rng.integers(len(SECTORS)))]
        shapes = [
            f"{stem} {sector}",
            f"{stem} {sector}",
            stem,
            f"{stem} GmbH",
            f"{stem} & {FRONTS[place % 30]}",
        ]
        shape = shapes[int(rng.integers(len(shapes)))]
        names.append(
            f"{COINED[place // 8]} {sector}" if place % 8 == 0 and place // 8 < len(COINED) else shape
        )
    return names


def person_names(n: int, rng: np.random.Generator) -> list[str]:
    """Return n different people, no first or last name twice."""
    firsts, lasts = rng.permutation(len(FIRST))[:n], rng.permutation(len(LAST))[:n]
    return [f"{FIRST[first]} {LAST[last]}" for first, last in zip(firsts, lasts, strict=True)]
