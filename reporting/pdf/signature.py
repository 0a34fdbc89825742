"""The foot of a report: who signed it, a code to check it by, and the field for the signature of the site."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import segno
from django.utils.translation import gettext as _

from reporting.ductography.composition import VERIFICATION, Composition
from reporting.ductography.outline import Entry

from . import style
from .blocks import Cell, Panel, PanelStyle, Row
from .canvas import TaggedCanvas
from .fields import GRID_LABEL, capital, grid_rows, labelled_row
from .syntax import text_string
from .tagging import Element
from .text import lines

FIELD_NAME = "Signature"
QR_SIDE = 62.0  # points; 0.66 mm for each of 33 modules
QR_GAP = 12.0

# Modules of the code, row by row from the top: whether they are dark.
Modules = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class SignaturePanel:
    """The signature's rows, beside them the code that leads to the verification page, all on one page.

    ``form`` is set when the file is to be signed: it gets the empty field that the signature fills, which has no
    place on the page.
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
        """As high as its rows, and as the code needs."""
        needed = self.panel.above + 2 * self.panel.style.padding + (QR_SIDE if self.modules else 0.0)
        return max(self.panel.height, needed)

    @property
    def least(self) -> float:
        return self.height

    def cut(self, height: float, force: bool = False) -> None:
        """Never."""

    def on_top(self) -> Self:
        return replace(self, panel=self.panel.on_top())

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        self._whole().draw_ground(canvas, x, top)

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        self.panel.draw_text(canvas, x, top)
        if self.figure and self.link:
            upper = top - self.panel.above - self.panel.style.padding
            right = x + self.panel.style.width - self.panel.style.left
            box = (right - QR_SIDE, upper - QR_SIDE, right, upper)
            with canvas.figure(self.figure, box):
                _draw(canvas, self.modules, box[0], upper)
            canvas.link(self.link, box, self.address, _("Verification page of this report"))
        if self.form:
            entries = f"/Subtype/Widget/FT/Sig/T{text_string(FIELD_NAME)}/TU{text_string(_said())}/F 132"
            canvas.annotate(self.form, f"{entries}/Rect[0 0 0 0]", field=True)

    def _whole(self) -> Panel:
        """The panel with the height that the code needs."""
        short = self.height - self.panel.height
        last = self.panel.rows[-1]
        return replace(self.panel, rows=(*self.panel.rows[:-1], replace(last, above=last.above + short)))


def signature_block(composition: Composition, root: Element, panel_style: PanelStyle) -> SignaturePanel:
    """Who signed, when, as what; its elements are put under ``root``."""
    verification = composition.verification
    width = panel_style.inner - (QR_SIDE + QR_GAP if verification else 0.0)
    table = root.add("Table")
    said = [entry for entry in composition.signature if entry.path != VERIFICATION]
    rows = list(grid_rows(said, width, table))
    link = None
    for entry in composition.signature:
        if entry.path == VERIFICATION:
            row, link = _linked(entry, width, table)
            rows.append(row)
    if composition.digest:
        face, digest = style.FINGERPRINT, composition.digest
        rows.append(
            labelled_row(
                _("Document SHA-256"), digest, style.LABEL, face, width, table, label_width=GRID_LABEL
            )
        )
    panel = Panel(tuple(rows), panel_style, above=10.0, whole=True)
    return SignaturePanel(
        panel,
        modules=_modules(verification.address) if verification else (),
        figure=root.figure(_("QR code that leads to the verification page of this report"))
        if verification
        else None,
        link=link,
        address=verification.address if verification else "",
        form=root.add("Form", f"/Alt{text_string(_said())}") if composition.certificate else None,
    )


def _said() -> str:
    return _("Digital signature of the site")


def _linked(entry: Entry, width: float, table: Element) -> tuple[Row, Element]:
    """The entry as a row of the table, its text as content of a link."""
    head, value = table.pair()
    link = value.add("Link")
    label, face = style.LABEL, style.VALUE
    cells = (
        Cell.plain(lines(capital(entry.label), label, GRID_LABEL - 4), label, head),
        Cell.plain(lines(entry.text, face, width - GRID_LABEL), face, link, GRID_LABEL),
    )
    return Row(cells, face.leading), link


def _modules(text: str) -> Modules:
    code = segno.make_qr(text, error="l", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def _draw(canvas: TaggedCanvas, modules: Modules, left: float, top: float) -> None:
    """One path for all dark modules, so that no seam shows between them."""
    side = QR_SIDE / len(modules)
    path = canvas.beginPath()
    for y, row in enumerate(modules):
        start = None
        for x, dark in enumerate((*row, False)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                path.rect(left + start * side, top - (y + 1) * side, (x - start) * side, side)
                start = None
    canvas.setFillColorRGB(*style.BLACK)
    canvas.drawPath(path, stroke=0, fill=1)
