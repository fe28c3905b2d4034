"""Short texts for the tests of themes: on an applicant, and on everyday life."""

from __future__ import annotations

NOTES = [
    "your answers went on for far too long",
    "rambling explanations, hard to follow",
    "please keep your answers short and structured",
    "asks for more money than the band allows",
    "salary wish over our limit",
    "they cannot pay what you want",
    "had done no research on our company",
    "had not looked at our website beforehand",
    "we do not sponsor visas",
    "no work permit for this country",
    "the manager praised how you calm upset customers",
    "a colleague everybody would like to work with",
    "the parking lot is round the back",
    "bring the blue folder next time",
]
EXPECTED = ["communication"] * 3 + ["pay"] * 3 + ["preparation"] * 2 + ["place_and_permit"] * 2
KITCHEN = [
    *(
        "chop the onions",
        "slice the carrots",
        "dice the peppers",
        "mince the garlic",
        "cut the celery finely",
    ),
    *("the train is late", "our bus never came", "missed the connecting train", "the tram broke down"),
    *("the bus driver went past us", "rain all day", "a cold wind and hail", "thunder at noon"),
    *("snow on the roof", "sunny with clear skies"),
]
