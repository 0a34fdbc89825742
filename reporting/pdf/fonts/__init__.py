"""The fonts that come with the project, and which characters they print.

reportlab prints a character that a font lacks as an empty box, silently. So whatever is printed is asked for
here first: a signature is refused with the character named, and a preview shows its code in its place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from reporting.ductography.composition import compose
from reporting.ductography.document import ReportDocument

from ..stamp import Letterhead, Stamp

FOLDER = Path(__file__).parent
SUBSETS_KEPT = 64  # of about 20 kB, for each font


def _load(name: str) -> TTFont:
    """The font, remembering the subsets it cut lately: most reports need the same few characters."""
    font = TTFont(name, FOLDER / f"{name}.ttf", shapable=False)
    cut = lru_cache(maxsize=SUBSETS_KEPT)(font.face.makeSubset)
    font.face.makeSubset = lambda codes: cut(tuple(codes))  # type: ignore[method-assign, assignment]
    return font


# Registered once, while this module is imported: the import lock keeps a second thread waiting until then.
REGULAR, BOLD, MONO = map(_load, ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansMono"))
for _font in (REGULAR, BOLD, MONO):
    registerFont(_font)

PRINTED = frozenset(REGULAR.face.charToGlyph) & frozenset(BOLD.face.charToGlyph)
# Formatting characters without a shape of their own; text reads the same without them.
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
# Line ends and tabs are set, not drawn.
SPACING = frozenset("\t\n\r\u2028\u2029")
# A missing letter of these directions is one of a script that would need joining and turning round.
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character of the field ``path`` that cannot be printed; ``codepoint`` as ``U+XXXX``."""

    path: str
    character: str
    codepoint: str
    name: str

    def __str__(self) -> str:
        what = _("{path}: {codepoint} {name} cannot be printed.").format(
            path=self.path, codepoint=self.codepoint, name=self.name
        )
        if unicodedata.bidirectional(self.character) in RIGHT_TO_LEFT:
            what += " " + _("Writing from right to left is not printed yet; please give it in Latin letters.")
        return what


def unprintable(text: str) -> Iterator[str]:
    """The characters of ``text`` that no font has, in order, repeated as in the text."""
    if text.isascii() and text.isprintable():
        return
    for character in unicodedata.normalize("NFC", text):
        if ord(character) not in PRINTED and character not in INVISIBLE and character not in SPACING:
            yield character


def missing_glyphs(
    document: ReportDocument, stamp: Stamp, letterhead: Letterhead
) -> tuple[MissingGlyph, ...]:
    """Every character of the printed report that no font has, once for each field it occurs in."""
    return tuple(missing(compose(document, stamp, letterhead).texts()))


def missing(texts: Iterable[tuple[str, str]]) -> Iterator[MissingGlyph]:
    """The same for any pairs of path and text."""
    said = set()
    for path, text in texts:
        for character in unprintable(text):
            if (path, character) not in said:
                said.add((path, character))
                name = unicodedata.name(character, _("character without a name"))
                yield MissingGlyph(path, character, f"U+{ord(character):04X}", name)
