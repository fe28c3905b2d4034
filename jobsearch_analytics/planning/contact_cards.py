"""Your contacts as cards, for the address book you use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.files import write_atomic

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["write_contacts"]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def write_contacts(search: JobSearch, path: str | Path) -> Path:
    """Write the contacts as cards (vCard 3.0), one for each.

    Written again later, a contact has the same card: an address book that knows lasting ids renews it instead
    of doubling it.

    Parameters
    ----------
    search : JobSearch
        Its ``contacts``.
    path : str or Path
        The file, such as ``"people.vcf"``; whole or not at all.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    BadArgumentError
        If the search has no contacts.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> jsa.write_contacts(jsa.load_sample(), "people.vcf")  # doctest: +SKIP
    PosixPath('people.vcf')
    """
    people = search.contacts.drop_duplicates("contact_id", keep="last")
    if people.empty:
        raise BadArgumentError(
            "search",
            "no contacts",
            "a search with a table of contacts",
            'load(["tracker.xlsx", "contacts.csv"])',
        )
    return write_atomic(Path(path), "".join(_card(row) for row in people.to_dict("records")))


def _card(row: dict) -> str:
    import vobject

    said = {name: _line(value) for name, value in row.items() if isinstance(value, str) and _line(value)}
    name = said.get("name") or said.get("email") or said.get("company") or "no name"
    given, _, family = name.rpartition(" ")
    card = vobject.vCard()
    card.add("uid").value = str(uuid5(NAMESPACE_URL, "jobsearch/contact/" + row["contact_id"]))
    card.add("fn").value = name
    card.add("n").value = vobject.vcard.Name(family=family, given=given)
    for part, value in (("org", "company"), ("title", "role"), ("email", "email"), ("url", "url")):
        if value in said:
            card.add(part).value = [said[value]] if part == "org" else said[value]
    if "relation" in said:
        card.add("categories").value = ["job search", said["relation"].replace("_", " ")]
    if row["met_on"] == row["met_on"]:
        card.add("note").value = f"Met on {row['met_on']:%Y-%m-%d}."
    return card.serialize()


def _line(value: str) -> str:
    """Return a cell as one line without control characters, which no card may hold."""
    return " ".join(_CONTROL.sub(" ", value).split())
