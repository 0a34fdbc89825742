"""What a key of a source stands for: the table of SOURCES.md, with an address where the reference holds one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parents[1] / "SOURCES.md"
# What of a reference is an address: a DOI, a number of PubMed or PubMed Central.
_ADDRESSES = (
    (re.compile(r"doi:(\S+[^\s.,;])"), "https://doi.org/{}"),
    (re.compile(r"\bPubMed (\d+)"), "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    (re.compile(r"\b(PMC\d+)"), "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its key, the reference in words, how much of it was read, and its address or ""."""

    key: str
    reference: str
    read: str
    address: str


def cited(keys: str) -> tuple[Source, ...]:
    """The sources of a citation such as “RPEDIA; ES-GOD”; a key that the table lacks stands for itself."""
    words = [key.strip() for key in re.split("[;,]", keys)]
    return tuple(_sources().get(key, Source(key, key, "", "")) for key in words if key)


def reference(keys: str) -> str:
    """A citation in words, as it is printed for readers who do not know the keys."""
    return "; ".join(source.reference for source in cited(keys))


@cache
def _sources() -> dict[str, Source]:
    text = TABLE.read_text(encoding="utf-8")
    table = text.split("\n## Sources\n")[1].split("\n## ")[0]
    return {source.key: source for line in table.splitlines() for source in _row(line)}


def _row(line: str) -> Iterator[Source]:
    """The sources of a row ``| KEY, KEY | reference | read |``."""
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    if len(cells) != 3 or cells[0] in ("key", "---"):
        return
    for key in cells[0].split(","):
        yield Source(key.strip(), cells[1], cells[2], _address(cells[1]))


def _address(words: str) -> str:
    found = ((pattern.search(words), address) for pattern, address in _ADDRESSES)
    return next((address.format(match[1]) for match, address in found if match), "")
