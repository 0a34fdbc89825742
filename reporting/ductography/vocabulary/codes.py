"""Codes of the report's terms: SNOMED CT, DICOM, RadLex, NCI Thesaurus and LOINC.

They are the rows of `codes.csv`; SOURCES.md lists where they were read. A term without a row has no published code
that could be verified; no code is invented.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .terms import Term

CODES_CSV = Path(__file__).with_name("codes.csv")


@dataclass(frozen=True, slots=True)
class Code:
    """A published code.

    ``term`` is what it codes: a term (``Side.left``), a group or field of the document
    (``Filling.calibre_mm``), a field with a certain value (``BreastLocation.clock_position=9``), or several
    of these joined by ``+`` where only their combination has a code. ``status`` is *verified* when code and
    display were read in a copy of the standard, *secondary* when on another site, else *unverified*.
    """

    term: str
    system: str
    code: str
    display: str
    status: str
    source: str


@cache
def all_codes() -> tuple[Code, ...]:
    """Return every row of `codes.csv`."""
    with CODES_CSV.open(encoding="utf-8", newline="") as file:
        return read_codes(file)


def read_codes(lines: Iterable[str]) -> tuple[Code, ...]:
    """Parse the rows of a table in the format of `codes.csv`."""
    return tuple(Code(**row) for row in csv.DictReader(lines))


def term_name(term: Term | str) -> str:
    """Return the name of a term in `codes.csv`: ``Side.left`` for ``Side.LEFT``."""
    return f"{type(term).__name__}.{term.value}" if isinstance(term, Term) else term


def code_for(
    *terms: Term | str, unverified: bool = False, codes: Iterable[Code] | None = None
) -> Code | None:
    """Return the code of a term, or of a combination such as an abrupt cut-off; None if there is none.

    Unverified codes are included on request only; ``codes`` replaces `codes.csv`.
    """
    wanted = {term_name(term) for term in terms}
    for code in all_codes() if codes is None else codes:
        if set(code.term.split("+")) == wanted and (unverified or code.status != "unverified"):
            return code
    return None
