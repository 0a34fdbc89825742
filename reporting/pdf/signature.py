"""Signature block: signer, verification code, and the field for the digital signature of the site."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import segno
from django.utils.translation import gettext as _
from reportlab.lib.units import mm

from reporting.ductography.layout.report_layout import VERIFICATION, ReportLayout
from reporting.ductography.layout.report_sections import Entry

from . import style
from .blocks import Panel, PanelStyle
from .canvas import TaggedCanvas
from .fields import Pair, grid_rows
from .syntax import text_string
from .tagging import Element

FIELD_NAME = "Signature"
MODULE = 0.66 * mm  # module size of the code, legible on a poor copy
QUIET_ZONE = 4 * MODULE  # white margin required by readers (ISO/IEC 18004)
ABOVE = 8.0

# Modules of the code, row by row from the top; True is dark.
Modules = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class SignaturePanel:
    """The signature rows next to the QR code of the verification page, kept on one page.

    ``form`` is set if the file is to be signed: it gets the empty, invisible signature field.
    """

    panel: Panel
    modules: Modules = ()
    figure: Element | None = None
    link: Element | None = None
    address: str = ""
    form: Element | None = None
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Height of the rows or of the code, whichever is greater."""
        needed = self.panel.above + 2 * QUIET_ZONE + _code_size(self.modules) if self.modules else 0.0
        return max(self.panel.height, needed)

    @property
    def min_height(self) -> float:
        return self.height

    def split(self, height: float, force: bool = False) -> None:
        """Return None: the block is never split."""

    def at_page_top(self) -> Self:
        return replace(self, panel=self.panel.at_page_top())

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        self._whole().draw_ground(canvas, x, top)

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        self.panel.draw_text(canvas, x, top)
        if self.figure and self.link:
            upper, side = top - self.panel.above - QUIET_ZONE, _code_size(self.modules)
            right = x + self.panel.style.width - QUIET_ZONE
            box = (right - side, upper - side, right, upper)
            with canvas.figure(self.figure, box):
                _draw_code(canvas, self.modules, box[0], upper)
            canvas.link(self.link, box, self.address, _("Verification page for this report"))
        if self.form:
            entries = (
                f"/Subtype/Widget/FT/Sig/T{text_string(FIELD_NAME)}/TU{text_string(_field_label())}/F 132"
            )
            canvas.annotate(self.form, f"{entries}/Rect[0 0 0 0]", field=True)

    def compressed(self, share: float) -> Self:
        return replace(self, panel=self.panel.compressed(share))

    def _whole(self) -> Panel:
        """Return the panel with at least the height of the code."""
        short = self.height - self.panel.height
        last = self.panel.rows[-1]
        return replace(self.panel, rows=(*self.panel.rows[:-1], replace(last, above=last.above + short)))


def signature_block(layout: ReportLayout, root: Element, panel_style: PanelStyle) -> SignaturePanel:
    """Build the signature block and add its elements to ``root``."""
    verification = layout.verification
    modules = _modules(verification.address) if verification else ()
    width = panel_style.inner - (_code_size(modules) + QUIET_ZONE if modules else 0.0)
    table = root.add("Table")
    pairs = [Pair.of(entry, table) for entry in layout.signature]
    link = None
    for at, entry in enumerate(layout.signature):
        if entry.path == VERIFICATION:
            link = pairs[at].value_element.add("Link")
            pairs[at] = replace(pairs[at], value_element=link)
    if layout.digest:
        digest = Entry("stamp.document_digest", _("Document SHA-256"), layout.digest)
        pairs.append(Pair.of(digest, table, style.FINGERPRINT))
    panel = Panel(tuple(grid_rows(pairs, width)), panel_style, above=ABOVE, whole=True)
    return SignaturePanel(
        panel,
        modules=modules,
        figure=root.figure(_("QR code linking to the verification page for this report"))
        if verification
        else None,
        link=link,
        address=verification.address if verification else "",
        form=root.add("Form", f"/Alt{text_string(_field_label())}") if layout.certificate else None,
    )


def _field_label() -> str:
    return _("Site digital signature")


def _code_size(modules: Modules) -> float:
    return len(modules) * MODULE


def _modules(text: str) -> Modules:
    code = segno.make_qr(text, error="l", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def _draw_code(canvas: TaggedCanvas, modules: Modules, left: float, top: float) -> None:
    """Draw all dark modules as one path, without seams between them."""
    path = canvas.beginPath()
    for y, row in enumerate(modules):
        start = None
        for x, dark in enumerate((*row, False)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                path.rect(left + start * MODULE, top - (y + 1) * MODULE, (x - start) * MODULE, MODULE)
                start = None
    canvas.setFillColorRGB(*style.BLACK)
    canvas.drawPath(path, stroke=0, fill=1)
