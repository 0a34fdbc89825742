"""Colours, faces and dimensions of all PDFs. The accent colour prints well in grey."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm

from reporting.ductography.layout.print_state import Letterhead
from reporting.site import colours
from reporting.site.colours import PALE, Colour

from .blocks import RULE_COLOUR, PanelStyle
from .fonts import BOLD, MONO, REGULAR
from .text import Face

INK = (0.08, 0.08, 0.09)
MUTED = (0.36, 0.37, 0.39)
WHITE = colours.WHITE
BLACK = (0.0, 0.0, 0.0)

PAGES = {"a4": A4, "letter": LETTER}
MARGIN_X = 15 * mm
MARGIN_TOP = 10 * mm
MARGIN_BOTTOM = 14 * mm

# Faces of rows; those in one row have the same leading.
VALUE = Face(REGULAR, 8.7, 11.8, INK)
LABEL = Face(REGULAR, 8.3, 11.8, MUTED)
STRONG = Face(BOLD, 8.7, 11.8, INK)
COLUMN_HEAD = Face(BOLD, 8.3, 11.8, MUTED)
FINGERPRINT = Face(MONO, 7.0, 11.8, INK)

# The details below the result are for reference: smaller, so that a typical report fits on one page.
ANSWER = Face(REGULAR, 7.7, 9.8, INK)
ANSWER_LABEL = Face(REGULAR, 7.2, 9.8, MUTED)
ANSWER_STRONG = Face(BOLD, 7.7, 9.8, INK)

SMALL = Face(REGULAR, 7.6, 9.8, MUTED)
SMALL_STRONG = Face(BOLD, 7.8, 9.8, INK)
TINY = Face(REGULAR, 6.4, 8.2, MUTED)

FACILITY = Face(BOLD, 11.0, 12.0, INK)
CONTACT = Face(REGULAR, 7.8, 9.8, MUTED)
SUBTITLE = Face(REGULAR, 9.4, 17.0, MUTED)
NAME = Face(BOLD, 11.5, 16.0, INK)
BORN = Face(BOLD, 9.6, 16.0, INK)

SIDE = Face(BOLD, 13.0, 18.0, INK)
RESULT = Face(REGULAR, 10.2, 14.0, INK)
RESULT_STRONG = Face(BOLD, 10.2, 14.0, INK)
RESULT_LABEL = Face(REGULAR, 8.8, 14.0, MUTED)

LEGEND = Face(REGULAR, 7.9, 10.2, INK)
LEGEND_STRONG = Face(BOLD, 7.9, 10.2, INK)

BAND = Face(BOLD, 9.0, 15.0, WHITE)
BAND_PLAIN = Face(BOLD, 8.4, 14.0, INK)


@dataclass(frozen=True)
class PageStyle:
    """Page style of a site: width and height in points, and the colour of headings."""

    page: tuple[float, float] = A4
    accent: Colour = colours.parse_colour(colours.ACCENT)

    @property
    def width(self) -> float:
        """Width between the margins."""
        return self.page[0] - 2 * MARGIN_X

    @property
    def top(self) -> float:
        """Top of the content, above the lower edge of the page."""
        return self.page[1] - MARGIN_TOP

    @property
    def room(self) -> float:
        """Height between the margins."""
        return self.top - MARGIN_BOTTOM

    def heading(self, size: float, leading: float) -> Face:
        """Return a bold face in the accent colour."""
        return Face(BOLD, size, leading, self.accent)

    @cached_property
    def title(self) -> Face:
        return self.heading(13.5, 17.0)

    @cached_property
    def panel_title(self) -> Face:
        return self.heading(8.4, 11.4)

    @cached_property
    def section(self) -> Face:
        return self.heading(8.7, 11.8)

    @cached_property
    def details_title(self) -> Face:
        return self.heading(7.7, 9.8)

    @cached_property
    def result_panel(self) -> PanelStyle:
        return PanelStyle(self.width, fill=PALE, bar=self.accent)

    @cached_property
    def action_panel(self) -> PanelStyle:
        return PanelStyle(self.width, bar=self.accent, frame=self.accent)

    @cached_property
    def notice_panel(self) -> PanelStyle:
        return PanelStyle(self.width, bar=INK, frame=INK)

    @cached_property
    def plain_panel(self) -> PanelStyle:
        return PanelStyle(self.width, frame=RULE_COLOUR, left=7.0)


@lru_cache(maxsize=16)
def page_style_of(letterhead: Letterhead) -> PageStyle:
    """Return the page style of this issuer."""
    return PageStyle(PAGES[letterhead.page_size], colours.parse_colour(letterhead.accent or colours.ACCENT))
