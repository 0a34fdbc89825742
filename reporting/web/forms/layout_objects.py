"""Layout objects (crispy-forms) of the editor page, and the layout of each kind of group.

Fields are in the order of the document; those not in `layout.COMMON` are below them under "More", which is open if it
has content.
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
from .findings import placed_arrows
from .layout import COMMON, FOLDED_SECTIONS, HIDDEN, LEFT_OUT, RARE_GROUPS
from .names import joined
from .nodes import NodeForm
from .page_state import EditorPage

SHORT_GROUP = 2  # a group with at most so many fields is rendered as one line


class LayoutPart(LayoutObject):  # type: ignore[misc]
    """A part of a group's layout that renders the leaves and groups ``names``."""

    template: str

    def __init__(self, *names: str):
        self.names = names
        self.fields: list[Any] = []

    def template_context(self, form: NodeForm, context: Any) -> dict[str, Any]:
        return {"form": form}

    def render(self, form: NodeForm, context: Any, template_pack: str = "", **_options: Any) -> SafeString:
        return SafeString(render_to_string(self.template, self.template_context(form, context)))


class Answers(LayoutPart):
    """A grid of leaves."""

    template = "editor/answers.html"

    def template_context(self, form: NodeForm, context: Any) -> dict[str, Any]:
        return {"answers": [form.answer(name) for name in self.names]}


class HiddenAnswers(LayoutPart):
    """Leaves that are submitted with the page but not shown."""

    def render(self, form: NodeForm, context: Any, template_pack: str = "", **_options: Any) -> SafeString:
        return SafeString("".join(form.hidden_control(name) for name in self.names))


class KeyImagePicture(LayoutPart):
    """The stored picture of a key image with its arrows."""

    template = "editor/picture.html"

    def template_context(self, form: NodeForm, context: Any) -> dict[str, Any]:
        row = form.prefix or ""
        picture = form.page.pictures.get(str(form.page.form_values.get(joined(row, "digest"), "")))
        arrows = picture.drawn_arrows(placed_arrows(form.page.form_values, row)) if picture else ()
        return {"form": form, "picture": picture, "arrows": arrows, "shape": SHAPE_JSON}


class NotRecorded(LayoutPart):
    """Folded checkboxes for leaves whose control cannot express "not recorded"."""

    template = "editor/not_recorded.html"

    def render(self, form: NodeForm, context: Any, template_pack: str = "", **_options: Any) -> SafeString:
        return super().render(form, context) if form.markable() else SafeString()


class Groups(LayoutPart):
    """Single groups one below the other, or a list of groups."""

    template = "editor/groups.html"

    def template_context(self, form: NodeForm, context: Any) -> dict[str, Any]:
        return {"parts": [_part_context(form, name, context) for name in self.names]}


class Sections(Groups):
    template = "editor/sections.html"


class MoreAnswers(LayoutPart):
    template = "editor/more.html"

    def __init__(self, pieces: Iterable[LayoutPart]):
        pieces = list(pieces)
        super().__init__(*(name for piece in pieces for name in piece.names))
        self.fields = pieces

    def template_context(self, form: NodeForm, context: Any) -> dict[str, Any]:
        return {
            "open": form.has_content(*self.names),
            "inside": self.get_rendered_fields(form, context),
            "form": form,
        }


def _part_context(form: NodeForm, name: str, context: Any) -> dict[str, Any]:
    """Return the template context of a group or list."""
    below = form.children[name]
    if isinstance(below, list):
        items = [(item, item.html(context)) for item in below]
        return {
            "list": form.list_context(name),
            "rows": items,
            "folded": name in FOLDED_SECTIONS and not items,
            "attaching": _attach_context(form.page) if name == "key_images" else None,
        }
    folded = name in FOLDED_SECTIONS and not below.has_content()
    return {
        "group": below,
        "label": form.label_of(name),
        "inside": below.html(context),
        "folded": folded,
        "short": len(below.node_class.specs()) <= SHORT_GROUP,
    }


def _attach_context(page: EditorPage) -> dict[str, Any] | None:
    """Return the upload URL of key images and the stored ones not on the page."""
    if not page.attach_address:
        return None
    used = page.shown_digests
    return {
        "address": page.attach_address,
        "unused": [picture for digest, picture in page.pictures.items() if digest not in used],
        "most": settings.DICOM_MAX_BYTES,
    }


def helper_for(node_class: type[Node]) -> FormHelper:
    """Return the crispy-forms helper that renders a group."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.render_hidden_fields = helper.render_unmentioned_fields = False
    helper.template = "editor/form.html"
    helper.layout = _layout(node_class)
    return helper


def _layout(node_class: type[Node]) -> Layout:
    if node_class is ReportDocument:
        left_out = LEFT_OUT[ReportDocument]
        return Layout(Sections(*(spec.name for spec in node_class.specs() if spec.name not in left_out)))
    hidden = HIDDEN.get(node_class, ())
    left_out = (*hidden, *LEFT_OUT.get(node_class, ()))
    specs = [spec for spec in node_class.specs() if spec.name not in left_out]
    rare = [spec for spec in specs if _is_rare(node_class, spec)]
    pieces = _layout_parts(spec for spec in specs if spec not in rare)
    rest = [*_layout_parts(rare), *([NotRecorded(GROUP)] if GROUP in fields_of(node_class) else [])]
    if node_class is KeyImage:
        pieces.insert(0, KeyImagePicture())
    return Layout(
        *pieces, *([MoreAnswers(rest)] if rare else rest), *([HiddenAnswers(*hidden)] if hidden else [])
    )


def _is_rare(node_class: type[Node], spec: Spec) -> bool:
    if isinstance(spec, LeafSpec):
        return node_class in COMMON and spec.name not in COMMON[node_class]
    return spec.name in RARE_GROUPS.get(node_class, ())


def _layout_parts(specs: Iterable[Spec]) -> list[LayoutPart]:
    """Combine neighbouring leaves into one grid, and neighbouring groups into one column."""
    pieces: list[LayoutPart] = []
    for spec in specs:
        kind = Answers if isinstance(spec, LeafSpec) else Groups
        if pieces and type(pieces[-1]) is kind:
            pieces[-1] = kind(*pieces[-1].names, spec.name)
        else:
            pieces.append(kind(spec.name))
    return pieces
