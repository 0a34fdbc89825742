"""Parse colours of the settings and check their contrast on paper."""

from __future__ import annotations

import re

Colour = tuple[float, float, float]

CONTRAST_MIN = 4.5  # of text, by WCAG 2.2, success criterion 1.4.3
WHITE: Colour = (1.0, 1.0, 1.0)
PALE: Colour = (0.945, 0.957, 0.962)  # background of the result box
ACCENT = "#0d4561"


def parse_colour(text: str) -> Colour:
    """Return red, green and blue, 0 to 1, of “#rrggbb”. Raises ValueError for anything else."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise ValueError(f"{text!r} is no colour like {ACCENT}")
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, 1 to 21, as defined by WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def has_sufficient_contrast(colour: Colour) -> bool:
    """Return True if text of this colour is readable on white and on the background of the result box."""
    return min(contrast(colour, ground) for ground in (WHITE, PALE)) >= CONTRAST_MIN


def _luminance(colour: Colour) -> float:
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
