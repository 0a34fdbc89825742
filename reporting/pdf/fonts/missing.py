"""Characters that cannot be printed, with their field and a remedy."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import Letterhead, PrintState
from reporting.ductography.layout.report_layout import build_report_layout

from .faces import REGULAR
from .fallback import typeface_for, unprintable

# Pictographs, skin tones, flags and keycaps.
EMOJI = ((0x1F000, 0x1FAFF), (0x2600, 0x27BF), (0x20E3, 0x20E3))
EAST_ASIAN = (
    "CJK ",
    "HIRAGANA ",
    "KATAKANA ",
    "HANGUL ",
    "BOPOMOFO ",
    "IDEOGRAPHIC ",
    "FULLWIDTH ",
    "HALFWIDTH ",
)


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character of the field ``path`` that cannot be printed; ``codepoint`` as ``U+XXXX``."""

    path: str
    character: str
    codepoint: str
    name: str

    def __str__(self) -> str:
        return _("{path}: {codepoint} {name} cannot be printed.").format(
            path=self.path, codepoint=self.codepoint, name=self.name
        )

    @property
    def help(self) -> str:
        """The remedy, as a sentence."""
        category = unicodedata.category(self.character)
        if category in {"Cc", "Cs", "Co", "Cn"}:
            return _("This is not a printable character. Delete it.")
        if any(first <= ord(self.character) <= last for first, last in EMOJI):
            return _("Emoji cannot be printed. Use words instead.")
        if typeface_for(self.character, REGULAR.fontName):
            return _("No font can print this combination. Remove the mark.")
        if self.name.startswith(EAST_ASIAN):
            return _(
                "To print Chinese, Japanese or Korean characters, install the package "
                "fonts-wqy-microhei or name a suitable font in REPORTING_FALLBACK_FONTS."
            )
        return _(
            "No installed font has this character. An administrator can add one in REPORTING_FALLBACK_FONTS."
        )


def describe_missing(glyphs: Sequence[MissingGlyph], most: int) -> str:
    """Return sentences that name the first ``most`` glyphs and their remedies, each remedy once."""
    named = glyphs[:most]
    return " ".join([*map(str, named), *dict.fromkeys(glyph.help for glyph in named)])


def missing_glyphs(
    document: ReportDocument, print_state: PrintState, letterhead: Letterhead
) -> tuple[MissingGlyph, ...]:
    """Return every character of the printed report that no font has, once per field."""
    return tuple(missing_glyphs_in_texts(build_report_layout(document, print_state, letterhead).texts()))


def missing_glyphs_in_texts(texts: Iterable[tuple[str, str]]) -> Iterator[MissingGlyph]:
    """Yield every character that no font has, for pairs of path and text."""
    reported = set()
    for path, text in texts:
        for character in unprintable(text):
            if (path, character) not in reported:
                reported.add((path, character))
                name = unicodedata.name(character, _("unnamed character"))
                yield MissingGlyph(path, character, f"U+{ord(character):04X}", name)
