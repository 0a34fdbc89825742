"""Values in PDF syntax, for objects that are written as bytes."""

from __future__ import annotations

import codecs


def text_string(text: str) -> str:
    """Return a text string, literal if it is ASCII, else UTF-16 in hexadecimal digits."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<{(codecs.BOM_UTF16_BE + text.encode('utf-16-be', 'replace')).hex()}>"


def name(text: str) -> str:
    """Return a name; other than regular characters are written as codes: ``/application#2Fjson``."""
    return "/" + "".join(
        chr(byte) if 0x21 <= byte <= 0x7E and chr(byte) not in "#/()<>[]{}%" else f"#{byte:02X}"
        for byte in text.encode()
    )
