"""Symbols of findings on the schematic tree, distinguished by shape instead of colour."""

from __future__ import annotations

import math

from ..document import DuctFinding
from ..vocabulary import DuctFindingKind as Kind
from ..vocabulary import LumenEffect
from .label_placement import position_dot
from .primitives import Circle, Path, Point, Shape, Tone, line


def draw_sign(finding: DuctFinding, at: Point, branch_width: float) -> list[Shape]:
    """Draw the symbol of a finding at ``at`` on a branch ``thick`` mm wide."""
    x, y = at
    half = max(branch_width, 1.2) / 2
    if finding.kind is Kind.FILLING_DEFECT:
        size = half * (1.5 if finding.lumen_effect is LumenEffect.COMPLETE else 1.15)
        return [Circle(at, size, 0.4, Tone.INK, Tone.PAPER)]
    if finding.kind is Kind.CUT_OFF:
        return [line((x, y - half - 0.9), (x, y + half + 0.9), 0.9)]
    if finding.kind is Kind.ECTASIA:
        return [_oval(at, 2.6, half + 0.9, Tone.SOFT)]
    if finding.kind is Kind.STENOSIS:
        return [
            Path(
                ((x - 1.6, y + way * (half + 0.3)), (x, y), (x + 1.6, y + way * (half + 0.3))),
                0.35,
                Tone.INK,
                Tone.PAPER,
            )
            for way in (-1, 1)
        ]
    if finding.kind in (Kind.EXTRAVASATION, Kind.POOLING, Kind.CAVITY_FILLING):
        dashed = finding.kind is Kind.EXTRAVASATION
        return [Circle(at, half + 1.3, 0.4, Tone.INK, Tone.SHADE, dashed)]
    return [position_dot(at)]


def _oval(at: Point, wide: float, high: float, fill: Tone) -> Path:
    turns = [step * math.pi / 12 for step in range(24)]
    points = tuple((at[0] + wide * math.cos(turn), at[1] + high * math.sin(turn)) for turn in turns)
    return Path(points, 0.35, Tone.INK, fill, closed=True)
