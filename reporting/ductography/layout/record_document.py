"""A paper for those who keep the records: tables, pairs and sentences, drawn by the PDF and by the page alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width, and whether figures stand in it, at the right."""

    head: str
    share: float
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` have a text for every column; the first text of a row names it. The shares add up to 1."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RecordSection:
    """A heading, and below it sentences, labels with their values, a table, and sections; each may be empty."""

    title: str
    sentences: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    sections: tuple[RecordSection, ...] = ()

    def texts(self) -> Iterator[str]:
        """Everything that is printed, in reading order."""
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
    """``subtitle`` tells the day or period; ``running`` is repeated on every page: whose record it is.

    ``identity`` tells the file from others of the same title; it is hashed, and not printed.
    """

    title: str
    subtitle: str
    sections: tuple[RecordSection, ...]
    running_title: str = ""
    identity: str = ""

    def texts(self) -> Iterator[str]:
        """Everything that is printed, in reading order."""
        yield from (self.title, self.subtitle)
        for section in self.sections:
            yield from section.texts()


def table_or_none(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table | None:
    """A table, or None where it would have no row: a sentence says more than an empty one."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows)) if rows else None
