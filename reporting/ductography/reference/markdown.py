"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Yield the lines of a table and a blank line."""
    yield row(columns)
    yield row(("---",) * len(columns))
    yield from map(row, rows)
    yield ""


def row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
