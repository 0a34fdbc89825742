"""Write the objects of a reportlab document as a PDF 1.7 file with object streams.

reportlab writes every object uncompressed, with twenty bytes in the cross-reference table. A structure tree has
hundreds of small objects, which take an eighth of the space and time in a compressed stream. Each stream also gets
the line end before ``endstream`` that PDF/A requires (ISO 19005-3, 6.1.7.1) and reportlab omits.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfbase.pdfdoc import format as formatted

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
STREAM_END = b"endstream\n"
# Widths, in bytes, of the fields of the cross-reference stream: kind, offset or stream, generation or index.
WIDTHS = (1, 4, 2)
PER_STREAM = 0xFFFF


class Raw(PDFObject):
    """An object given in PDF syntax, or as a function called on writing."""

    def __init__(self, body: bytes | Callable[[], bytes]) -> None:
        self.body = body

    def format(self, document: object) -> bytes:
        return self.body if isinstance(self.body, bytes) else self.body()


def write(document: Any, more: Mapping[int, bytes]) -> bytes:
    """Return ``document``, a reportlab PDFDocument, as a file with ``more`` objects by already assigned numbers."""
    parts = [HEADER]
    offset = len(HEADER)
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
    small: list[tuple[int, bytes]] = []

    def add(number: int, body: bytes) -> None:
        nonlocal offset
        content = body[: -len(STREAM_END)]
        # After content that ends in CR, a single LF would be part of the same line end.
        line_end = b"\r\n" if content.endswith(b"\r") else b"\n"
        whole = b"%d 0 obj\n%s%sendstream\nendobj\n" % (number, content, line_end)
        entries[number] = (1, offset, 0)
        parts.append(whole)
        offset += len(whole)

    root, info = (document.Reference(given).format(document) for given in (document.Catalog, document.info))
    number = 0
    while number < document.objectcounter:  # grows, because written objects may add new ones
        number += 1
        if number in more:
            small.append((number, more[number]))
            continue
        body = formatted(document.idToObject[document.numberToId[number]], document, toplevel=1)
        if body.endswith(STREAM_END):
            add(number, body)
        else:
            small.append((number, body))
    for start in range(0, len(small), PER_STREAM):
        number += 1
        packed = small[start : start + PER_STREAM]
        add(number, _object_stream(packed))
        entries |= {of: (2, number, place) for place, (of, _) in enumerate(packed)}
    number += 1
    entries[number] = (1, offset, 0)
    add(number, _cross_references(entries, root, info, document.ID()))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % entries[number][1])
    return b"".join(parts)


def stream(dictionary: bytes, content: bytes) -> bytes:
    """Return a compressed stream as reportlab would write it; ``dictionary`` are the entries of its dictionary."""
    packed = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%sendstream\n" % (dictionary, len(packed), packed)


def _object_stream(objects: list[tuple[int, bytes]]) -> bytes:
    places, offset = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    index = b" ".join(places) + b"\n"
    content = index + b"\n".join(body for _, body in objects)
    return stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index)), content)


def _cross_references(
    entries: Mapping[int, tuple[int, int, int]], root: bytes, info: bytes, identifier: bytes
) -> bytes:
    table = b"".join(
        value.to_bytes(width, "big")
        for number in range(len(entries))
        for value, width in zip(entries[number], WIDTHS, strict=True)
    )
    identifier = re.sub(rb"%.*", b"", identifier).strip()
    head = b"/Type/XRef/Size %d/W[%d %d %d]/Root %s/Info %s/ID%s"
    return stream(head % (len(entries), *WIDTHS, root, info, identifier), table)
