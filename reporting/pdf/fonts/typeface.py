"""A TrueType font with HarfBuzz: its characters, shaping, and subsetting."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]

SHAPED_KEPT = 4096  # words, for each font
SUBSETS_KEPT = 32
NON_JOINER = "\u200c"
OUTLINES = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp"})
EMBEDDING_FORBIDDEN = 0x0002  # in OS/2 fsType: restricted licence


def _split_text(typed: str, count: int) -> list[str]:
    """Split ``typed`` into ``count`` parts; the first takes the excess characters, missing ones are ""."""
    first = max(len(typed) - count + 1, 1)
    parts = [typed[:first], *typed[first:]]
    return [*parts, *[""] * (count - len(parts))]


class UnusableFont(ValueError):
    """The font file cannot be used for printing; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph in visual order; ``x`` and ``y`` are offsets, all lengths in thousandths of the font size.

    ``text`` is what it represents, "" if other glyphs represent it. In right-to-left text each glyph represents one
    character, because PDF readers reverse such text by character, including that of ligatures. The other characters
    of a ligature have a blank glyph without width.
    """

    number: int
    text: str
    advance: float
    x: float
    y: float


class Typeface:
    """A TrueType font, read once and shared by threads; HarfBuzz does not modify it."""

    def __init__(self, path: Path, index: int = 0) -> None:
        try:
            self._face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        except (hb.HarfBuzzError, OSError) as error:
            raise UnusableFont(f"{path} cannot be read") from error
        tables = self._face.table_tags
        if not OUTLINES.issubset(tables):
            raise UnusableFont(f"{path} is not a font with TrueType outlines")
        if "OS/2" in tables and self._unsigned("OS/2", 8) & 0x000F == EMBEDDING_FORBIDDEN:
            raise UnusableFont(f"the licence of {path} forbids embedding")
        self._font = hb.Font(self._face)
        self._dropped = [int.from_bytes(tag.encode(), "big") for tag in tables if tag not in OUTLINES]
        self._per_unit = 1000 / self._face.upem
        blank = self._font.get_nominal_glyph(ord(NON_JOINER)) or 0
        self._blank = 0 if self._font.get_glyph_h_advance(blank) or self._has_outline(blank) else blank
        self.name = "".join(filter(str.isalnum, self._face.get_name(6) or path.stem))
        self.shaped = lru_cache(maxsize=SHAPED_KEPT)(self._shape)
        self.subset = lru_cache(maxsize=SUBSETS_KEPT)(self._subset)

    def space(self, advance: float) -> Glyph:
        """Return a space of width ``advance``."""
        return Glyph(self._font.get_nominal_glyph(ord(" ")) or 0, " ", advance, 0.0, 0.0)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character with a glyph in the font."""
        return frozenset(map(chr, self._face.unicodes))

    def advance(self, glyph: int) -> int:
        """Return the advance width of a glyph, in thousandths of the font size."""
        return int(round(self._font.get_glyph_h_advance(glyph) * self._per_unit))

    def outline(self, glyph: int, pen: object) -> None:
        """Draw the glyph, in font units, with a fontTools pen."""
        self._font.draw_glyph_with_pen(glyph, pen)

    @cached_property
    def units(self) -> int:
        """Font units per em."""
        return int(self._face.upem)

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """Bounding box of all glyphs (left, bottom, right, top), in thousandths of the font size."""
        corners = struct.unpack_from(">4h", self._face.reference_table("head").data, 36)
        left, bottom, right, top = (round(value * self._per_unit) for value in corners)
        return left, bottom, right, top

    @cached_property
    def metrics(self) -> dict[str, int]:
        """Ascent, Descent and CapHeight as a PDF names them, in thousandths of the font size."""
        extents = self._font.get_font_extents("ltr")
        height = self._font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        named = {"Ascent": extents.ascender, "Descent": extents.descender, "CapHeight": height}
        return {name: round(value * self._per_unit) for name, value in named.items()}

    def _has_outline(self, glyph: int) -> bool:
        extents = self._font.get_glyph_extents(glyph)
        return bool(extents and (extents.width or extents.height))

    def _unsigned(self, table: str, offset: int) -> int:
        return int.from_bytes(self._face.reference_table(table).data[offset : offset + 2], "big")

    def _shape(self, text: str, right_to_left: bool) -> tuple[Glyph, ...]:
        """Return the glyphs of ``text``, of one script and direction, from left to right."""
        buffer = hb.Buffer()
        # A mark keeps its own text, so that copied text equals the typed text.
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        if self._blank:
            buffer.invisible_glyph = self._blank
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        hb.shape(self._font, buffer)
        scale = self._per_unit
        drawn = [
            (
                info.cluster,
                info.codepoint,
                place.x_advance * scale,
                place.x_offset * scale,
                place.y_offset * scale,
            )
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        starts = sorted({start for start, *_place in drawn})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        glyphs: list[Glyph] = []
        for start, group in groupby(drawn, lambda glyph: glyph[0]):
            places = [place for _start, *place in group]
            typed = text[start : ends[start]]
            if right_to_left and self._blank:
                places += [[self._blank, 0.0, 0.0, 0.0]] * (len(typed) - len(places))
            texts = _split_text(typed, len(places))
            glyphs += [
                Glyph(number, part, *place)
                for (number, *place), part in zip(
                    places, reversed(texts) if right_to_left else texts, strict=True
                )
            ]
        return tuple(glyphs)

    def _subset(self, glyphs: tuple[int, ...]) -> tuple[bytes, dict[int, int]]:
        """Return a subset font of these glyphs without hinting, and the new number of each glyph."""
        wanted = hb.SubsetInput()
        wanted.flags = (
            hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        wanted.glyph_set.update(glyphs)
        wanted.drop_table_tag_set.update(self._dropped)
        plan = hb.SubsetPlan(self._face, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)
