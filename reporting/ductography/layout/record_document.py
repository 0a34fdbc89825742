"""Documents for administrators, made of tables, pairs and sentences, shared by PDF and web pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: heading, share of the width, and whether it is numeric and therefore right-aligned."""

    head: str
    share: float
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows have a text for every column; the first one names the row. Column shares add up to 1."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RecordSection:
    """A heading with sentences, label and value pairs, a table, notes and subsections; each may be empty."""

    title: str
    sentences: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    sections: tuple[RecordSection, ...] = ()

    def texts(self) -> Iterator[str]:
        """Yield every printed text in reading order."""
        yield from (self.title, *self.sentences)
        for label, value in self.pairs:
            yield from (label, value)
        if self.table:
            yield from (column.head for column in self.table.columns)
            for row in self.table.rows:
                yield from row
        yield from self.notes
        for section in self.sections:
            yield from section.texts()


@dataclass(frozen=True, slots=True)
class RecordDocument:
    """A titled document; ``subtitle`` is its day or period, ``running_title`` is repeated on every page.

    ``identity`` distinguishes the file from others of the same title; it is hashed and not printed.
    """

    title: str
    subtitle: str
    sections: tuple[RecordSection, ...]
    running_title: str = ""
    identity: str = ""

    def texts(self) -> Iterator[str]:
        """Yield every printed text in reading order."""
        yield from (self.title, self.subtitle)
        for section in self.sections:
            yield from section.texts()


def table_or_none(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table | None:
    """Return a table, or None if it would have no rows."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows)) if rows else None
