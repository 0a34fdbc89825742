"""Colours, faces and measures of the report in one place. The one accent colour prints well in grey."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from .blocks import RULE_COLOUR, PanelStyle
from .fonts import BOLD, MONO, REGULAR
from .text import Face

INK = (0.08, 0.08, 0.09)
MUTED = (0.36, 0.37, 0.39)
ACCENT = (0.05, 0.27, 0.38)
PALE = (0.945, 0.957, 0.962)
WHITE = (1.0, 1.0, 1.0)
BLACK = (0.0, 0.0, 0.0)

PAGE = A4
MARGIN_X = 17 * mm
MARGIN_TOP = 11 * mm
MARGIN_BOTTOM = 17 * mm
WIDTH = PAGE[0] - 2 * MARGIN_X

# Faces of rows: those that stand in one row share their line distance.
VALUE = Face(REGULAR, 8.7, 11.8, INK)
LABEL = Face(REGULAR, 8.3, 11.8, MUTED)
STRONG = Face(BOLD, 8.7, 11.8, INK)
COLUMN_HEAD = Face(BOLD, 8.3, 11.8, MUTED)
SECTION = Face(BOLD, 8.7, 11.8, ACCENT)
FINGERPRINT = Face(MONO, 7.0, 11.8, INK)

# The evidence below the result is looked up, not read: smaller, so that an ordinary study needs one page.
ANSWER = Face(REGULAR, 7.8, 10.0, INK)
ANSWER_LABEL = Face(REGULAR, 7.4, 10.0, MUTED)
ANSWER_STRONG = Face(BOLD, 7.8, 10.0, INK)
SECTION_TITLE = Face(BOLD, 7.8, 10.0, ACCENT)

SMALL = Face(REGULAR, 7.6, 9.8, MUTED)
SMALL_STRONG = Face(BOLD, 7.8, 9.8, INK)
TINY = Face(REGULAR, 6.4, 8.2, MUTED)

FACILITY = Face(BOLD, 11.0, 12.0, INK)
CONTACT = Face(REGULAR, 7.8, 12.0, MUTED)
TITLE = Face(BOLD, 13.5, 17.0, ACCENT)
SUBTITLE = Face(REGULAR, 9.4, 17.0, MUTED)
NAME = Face(BOLD, 11.5, 16.0, INK)
NAME_LABEL = Face(REGULAR, 8.3, 16.0, MUTED)

PANEL_TITLE = Face(BOLD, 8.4, 12.0, ACCENT)
SIDE = Face(BOLD, 13.0, 18.0, INK)
RESULT = Face(REGULAR, 10.2, 14.0, INK)
RESULT_STRONG = Face(BOLD, 10.2, 14.0, INK)
RESULT_LABEL = Face(REGULAR, 8.8, 14.0, MUTED)

LEGEND = Face(REGULAR, 8.0, 10.4, INK)
LEGEND_STRONG = Face(BOLD, 8.0, 10.4, INK)

BAND = Face(BOLD, 9.0, 15.0, WHITE)
BAND_PLAIN = Face(BOLD, 8.4, 14.0, INK)

RESULT_PANEL = PanelStyle(WIDTH, fill=PALE, bar=ACCENT)
ACTION_PANEL = PanelStyle(WIDTH, bar=ACCENT, frame=ACCENT)
NOTICE_PANEL = PanelStyle(WIDTH, bar=INK, frame=INK)
PLAIN_PANEL = PanelStyle(WIDTH, frame=RULE_COLOUR, left=7.0)
