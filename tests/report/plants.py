"""Names planted in everything that may leave, in every form a name can take."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["EVERYDAY", "FIELDS", "everyday_forms", "forms", "sentences"]

#: Letters of other scripts and widths that look like Latin ones.
CYRILLIC = str.maketrans("aceiopxyABEHKMOPCTX", "асеіорхуАВЕНКМОРСТХ")
GREEK = str.maketrans("oAEIKMNOTX", "οΑΕΙΚΜΝΟΤΧ")
SMALL_CAPITALS = str.maketrans("abcdeghiklmnoprtuvw", "ᴀʙᴄᴅᴇɢʜɪᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡ")


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _mathematical(text: str) -> str:
    return "".join(
        chr(0x1D41A + ord(char) - ord("a")) if "a" <= char <= "z" else char for char in text.lower()
    )


def _circled(text: str) -> str:
    return "".join(
        chr(0x24D0 + ord(char) - ord("a")) if "a" <= char <= "z" else char for char in text.lower()
    )


def forms(name: str) -> Iterator[str]:
    """Yield the ways in which a name of one or more words may be written."""
    words, plain = name.split(), name.replace("ä", "a").replace("&", "and")
    yield from (name, name.lower(), name.upper(), name.title(), name.swapcase(), plain)
    yield from (
        f"{name}'s",
        f"{name}’s",
        f"{words[0]}'s",
        f"{name}’",
        f"({name})",
        f"“{name}”",
        f"#{words[0]}",
    )
    yield from ("-".join(words).lower(), "_".join(words), ".".join(words), "".join(words), "/".join(words))
    yield from (
        f"https://{words[0].lower()}.example/jobs",
        f"jobs@{''.join(words).lower()}.example",
        f"@{words[0]}",
    )
    yield from (
        "\n".join(words),
        "\r\n".join(words),
        "\t".join(words),
        "\u00a0".join(words),
        "  ".join(words),
    )
    half = len(words[0]) // 2
    yield from (f"{words[0][:half]}-\n{words[0][half:]}", " ".join(words[0]), ".".join(words[0]))
    for mark in "\u200b\u200d\u00ad\u2060\ufeff\u202e\u2066\u034f\ufe0f\u180e":
        yield name[:3] + mark + name[3:]
    for table in (CYRILLIC, GREEK, SMALL_CAPITALS):
        yield plain.translate(table)
    yield from (_wide(plain), _mathematical(plain), _circled(plain))
    yield from (html.escape(name), html.escape(html.escape(f"<{name}>")))
    yield "".join(f"&#{ord(char)};" for char in name)
    yield "".join(f"&#x{ord(char):x};" for char in name)
    yield quote(name)
    yield "".join(f"\\u{ord(char):04x}" for char in name)
    yield name[0] + "\u0301" + name[1:]


#: Everyday words that are also what firms and people are called.
EVERYDAY = (
    *("Meta", "Gap", "Box", "Target", "Color", "Will", "May", "Mark", "Rose", "Grace", "Hope", "Chase"),
    *("Square", "Stripe", "Notion", "Slack", "Zoom", "Apple", "Amazon", "Shell", "Oracle", "Visa", "Bill"),
    *("Jack", "Dawn", "Joy", "Faith", "June", "April", "Summer", "Stage", "Open", "Known", "Screen", "Time"),
    *("Offer", "Number", "Share", "Best", "Interview"),
)


def everyday_forms(name: str) -> Iterator[str]:
    """Yield an everyday word where it is meant as a name."""
    low = name.lower()
    yield from (f"I was at {name} once", f"{low} said no", f"see careers.{low}.com")
    yield from (f"{name.upper()} turned me down", f"at {low}’s office")


#: Sentences with a hole.
SENTENCES = ("{}", "I met {} in spring.", "Before {}: after", "x {} y", "…{}…", "a, {} and b", "<b>{}</b>")


def sentences(plant: str) -> list[str]:
    """Return a plant at the beginning, in the middle and at the end of other words."""
    return [sentence.format(plant) for sentence in SENTENCES]


#: Where a text of the user's can stand that leaves with a page.
FIELDS = ("goal", "value_proposition", "strengths", "target_roles", "own_line", "question", "quote", "theme")
