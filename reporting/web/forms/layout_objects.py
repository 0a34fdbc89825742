"""The parts a page is laid out of, as crispy layout objects, and the layout of each kind of group.

A group's own fields stand in the order of the document; what `layout.COMMON` does not name stands below them
under "More", which is open when it holds something.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reporting.ductography.document import KeyImage, LeafSpec, Node, ReportDocument, Spec
from reporting.ductography.layout.arrow_shape import SHAPE_JSON

from .fields import GROUP, fields_of
from .findings import placed
from .layout import COMMON, FOLDED_SECTIONS, HIDDEN, LEFT_OUT, RARE_GROUPS
from .names import joined
from .nodes import NodeForm
from .page_state import EditorPage

SHORT_GROUP = 2  # fields of a group that is drawn as one line


class Piece(LayoutObject):  # type: ignore[misc]
    """A part of a group that stands for the leaves and groups ``names``."""

    template: str

    def __init__(self, *names: str):
        self.names = names
        self.fields: list[Any] = []

    def facts(self, form: NodeForm, context: Any) -> dict[str, Any]:
        return {"form": form}

    def render(self, form: NodeForm, context: Any, template_pack: str = "", **_options: Any) -> SafeString:
        return SafeString(render_to_string(self.template, self.facts(form, context)))


class Answers(Piece):
    """A grid of leaves."""

    template = "editor/answers.html"

    def facts(self, form: NodeForm, context: Any) -> dict[str, Any]:
        return {"answers": [form.answer(name) for name in self.names]}


class Unseen(Piece):
    """Leaves that go with the page and are not shown."""

    def render(self, form: NodeForm, context: Any, template_pack: str = "", **_options: Any) -> SafeString:
        return SafeString("".join(form.unseen(name) for name in self.names))


class PictureOf(Piece):
    """The stored picture of a key image, with its arrows upon it."""

    template = "editor/picture.html"

    def facts(self, form: NodeForm, context: Any) -> dict[str, Any]:
        row = form.prefix or ""
        picture = form.page.pictures.get(str(form.page.typed.get(joined(row, "digest"), "")))
        arrows = picture.drawn(placed(form.page.typed, row)) if picture else ()
        return {"form": form, "picture": picture, "arrows": arrows, "shape": SHAPE_JSON}


class NotRecorded(Piece):
    """The leaves that cannot say *not recorded* themselves, as closed checkboxes."""

    template = "editor/not_recorded.html"

    def render(self, form: NodeForm, context: Any, template_pack: str = "", **_options: Any) -> SafeString:
        return super().render(form, context) if form.markable() else SafeString()


class Groups(Piece):
    """Groups that occur once, one below the other, or a list of groups."""

    template = "editor/groups.html"

    def facts(self, form: NodeForm, context: Any) -> dict[str, Any]:
        return {"parts": [_part(form, name, context) for name in self.names]}


class Sections(Groups):
    template = "editor/sections.html"


class More(Piece):
    template = "editor/more.html"

    def __init__(self, pieces: Iterable[Piece]):
        pieces = list(pieces)
        super().__init__(*(name for piece in pieces for name in piece.names))
        self.fields = pieces

    def facts(self, form: NodeForm, context: Any) -> dict[str, Any]:
        return {
            "open": form.holds(*self.names),
            "inside": self.get_rendered_fields(form, context),
            "form": form,
        }


def _part(form: NodeForm, name: str, context: Any) -> dict[str, Any]:
    """A group or list with what its template shows."""
    below = form.children[name]
    if isinstance(below, list):
        items = [(item, item.html(context)) for item in below]
        return {
            "list": form.list_facts(name),
            "rows": items,
            "folded": name in FOLDED_SECTIONS and not items,
            "attaching": _attaching(form.page) if name == "key_images" else None,
        }
    folded = name in FOLDED_SECTIONS and not below.holds()
    return {
        "group": below,
        "label": form.label_of(name),
        "inside": below.html(context),
        "folded": folded,
        "short": len(below.node_class.specs()) <= SHORT_GROUP,
    }


def _attaching(page: EditorPage) -> dict[str, Any] | None:
    """Where a key image is handed in, and the stored ones that the page does not show."""
    if not page.attach_address:
        return None
    used = page.shown_digests
    return {
        "address": page.attach_address,
        "unused": [picture for digest, picture in page.pictures.items() if digest not in used],
        "most": settings.DICOM_MAX_BYTES,
    }


def helper_for(node_class: type[Node]) -> FormHelper:
    """How the form of a group is drawn."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.render_hidden_fields = helper.render_unmentioned_fields = False
    helper.template = "editor/form.html"
    helper.layout = _layout(node_class)
    return helper


def _layout(node_class: type[Node]) -> Layout:
    if node_class is ReportDocument:
        return Layout(Sections(*(spec.name for spec in node_class.specs())))
    hidden = HIDDEN.get(node_class, ())
    left_out = (*hidden, *LEFT_OUT.get(node_class, ()))
    specs = [spec for spec in node_class.specs() if spec.name not in left_out]
    rare = [spec for spec in specs if _is_rare(node_class, spec)]
    pieces = _pieces(spec for spec in specs if spec not in rare)
    rest = [*_pieces(rare), *([NotRecorded(GROUP)] if GROUP in fields_of(node_class) else [])]
    if node_class is KeyImage:
        pieces.insert(0, PictureOf())
    return Layout(*pieces, *([More(rest)] if rare else rest), *([Unseen(*hidden)] if hidden else []))


def _is_rare(node_class: type[Node], spec: Spec) -> bool:
    if isinstance(spec, LeafSpec):
        return node_class in COMMON and spec.name not in COMMON[node_class]
    return spec.name in RARE_GROUPS.get(node_class, ())


def _pieces(specs: Iterable[Spec]) -> list[Piece]:
    """Neighbouring leaves in one grid, neighbouring groups in one column."""
    pieces: list[Piece] = []
    for spec in specs:
        kind = Answers if isinstance(spec, LeafSpec) else Groups
        if pieces and type(pieces[-1]) is kind:
            pieces[-1] = kind(*pieces[-1].names, spec.name)
        else:
            pieces.append(kind(spec.name))
    return pieces
