"""Form of one group of the document, generated from the description of its leaves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reporting.ductography.document import Duct, LeafSpec, ListSpec, Node, is_blank
from reporting.ductography.vocabulary import Side

from .fields import (
    ASSUMED,
    GROUP,
    UNRECORDED,
    FindingField,
    LeafField,
    NotRecordedField,
    ReadOnlyField,
)
from .form_state import blank_values
from .layout import HIDDEN
from .names import SEPARATOR, TOTAL, control_id, joined
from .page_state import EditConflict, EditorPage, TextSuggestion
from .widgets import checkboxes

CELL_LENGTH = 27  # maximum length of a label in a select box of one column
HALF_LENGTH = 60  # maximum total length of labels that fit two columns as chips


@dataclass(frozen=True, slots=True)
class UnconfirmedAnswer:
    """An answer filled in by a template: the name of its hidden mark and of its control."""

    group: str
    control: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Template context of a leaf."""

    spec: LeafSpec
    id: str
    label: str
    control: SafeString
    described_by: str
    errors: list[str]
    needed: str
    edit_conflict: EditConflict | None
    taken: bool
    read_only: bool
    suggestion: TextSuggestion | None
    unconfirmed: UnconfirmedAnswer | None

    @property
    def width(self) -> str:
        """Width in the grid: ``cell``, ``half`` (two columns) or ``wide`` (all)."""
        if self.read_only:
            return "cell"
        if self.spec.long_text:
            return "wide"
        if self.spec.multiple:
            return "half" if sum(_lengths(self.spec)) <= HALF_LENGTH else "wide"
        return "half" if self.spec.kind == "line" or max(_lengths(self.spec)) > CELL_LENGTH else "cell"


class NodeForm(forms.Form):
    """The leaves of one group; ``children`` contains the forms of its subgroups by name.

    It is always bound to the values of the page, whether they came from a document or a browser.
    """

    node_class: ClassVar[type[Node]]
    helper: ClassVar[FormHelper]

    def __init__(self, page: EditorPage, prefix: str, node: Node | None):
        self.page = page
        self.node = node
        self.children: dict[str, NodeForm | list[NodeForm]] = {}
        shown = {
            name: field.shown_value(getattr(node, name))
            for name, field in self.base_fields.items()
            if isinstance(field, ReadOnlyField)
        }
        super().__init__(
            data=page.form_values, prefix=prefix or None, initial=shown, use_required_attribute=False
        )

    # --- What was typed ---------------------------------------------------------------------------

    def clean(self) -> None:
        """A leaf has a value or is not recorded, but not both."""
        for name in self.cleaned_data.get(GROUP, ()):
            if name in self.fields and self._typed(name):
                self.add_error(name, _("This has a value and is marked “not recorded”. Keep one."))

    def answers(self) -> dict[str, Any]:
        """Return the JSON values of the leaves, blank where invalid. Call after validation."""
        values: dict[str, Any] = {}
        missing = [name for name in self.cleaned_data.get(GROUP, ()) if name not in self.errors]
        for name, field in self.fields.items():
            if not isinstance(field, LeafField) or isinstance(field, ReadOnlyField):
                continue
            value = self.cleaned_data.get(name)
            if value is UNRECORDED:
                missing.append(name)
                value = None
            values[name] = [] if value is None and field.spec.multiple else value
        if self.node is not None:
            owned = self.node.model_dump(mode="json", include=set(self.initial))
            values.update(owned)
            missing = [name for name in missing if not self.initial.get(name)]
            if GROUP not in self.fields:
                missing += self.node.not_recorded
        assumed = [name for name in self._typed(ASSUMED) or () if not is_blank(values.get(name, ()))]
        return {**values, "not_recorded": missing, ASSUMED: assumed}

    def has_content(self, *names: str) -> bool:
        """Return True if any of these leaves and groups (default: all) has an answer, an error or a question."""
        blank = blank_values(self.node_class)
        for name in names or (*self.fields, *self.children):
            below = self.children.get(name)
            if below is None:
                here = self.add_prefix(name)
                if self._typed(name) != blank.get(name) or name in self.errors or here in self.page.questions:
                    return True
            elif isinstance(below, list):
                if below or self.add_prefix(name) in self.page.questions:
                    return True
            elif below.has_content():
                return True
        return False

    def _typed(self, name: str) -> Any:
        return self.page.form_values.get(self.add_prefix(name))

    # --- What is drawn ----------------------------------------------------------------------------

    def html(self, context: Context) -> SafeString:
        return SafeString(self.helper.render_layout(self, context))

    def answer(self, name: str) -> Answer:
        """Return the template context of leaf ``name``."""
        field, here = self.fields[name], self.add_prefix(name)
        assert isinstance(field, LeafField)  # noqa: S101 - a layout names leaves
        element_id = control_id(here)
        errors = [str(message) for message in self.errors.get(name, ())]
        parts = (("_error", errors), ("_unit", field.spec.unit), ("_help", field.spec.help))
        described_by = " ".join(element_id + suffix for suffix, present in parts if present)
        attrs: dict[str, Any] = {"id": element_id}
        if isinstance(field, FindingField):
            attrs["choices"] = self.page.findings
        if described_by:
            attrs["aria-describedby"] = described_by
        if errors:
            attrs["aria-invalid"] = "true"
        value = self.initial.get(name) if field.disabled else self._typed(name)
        return Answer(
            field.spec,
            element_id,
            capfirst(str(field.spec.label)),
            field.widget.render(here, value, attrs),
            described_by,
            errors,
            self.page.questions.get(here, ""),
            self.page.edit_conflicts.get(here),
            here in self.page.taken,
            field.disabled,
            self.page.suggestions.get(here),
            UnconfirmedAnswer(self.add_prefix(ASSUMED), here)
            if name in (self._typed(ASSUMED) or ())
            else None,
        )

    def hidden_control(self, name: str) -> SafeString:
        """Return the hidden control of a leaf, with its mark if it is not recorded."""
        here = self.add_prefix(name)
        control = SafeString(
            self.fields[name].widget.render(here, self._typed(name), {"id": control_id(here)})
        )
        if name not in (self._typed(GROUP) or ()):
            return control
        mark = format_html('<input type="hidden" name="{}" value="{}">', self.add_prefix(GROUP), name)
        return control + mark

    def markable(self) -> list[tuple[str, str]]:
        """Return leaves that can be marked as not recorded next to their control, with their labels."""
        group = self.fields.get(GROUP)
        leaves = group.leaves if isinstance(group, NotRecordedField) else ()
        unmarked = {
            *HIDDEN.get(self.node_class, ()),
            *(name for name, shown in self.initial.items() if shown),
        }
        return [(spec.name, capfirst(str(spec.label))) for spec in leaves if spec.name not in unmarked]

    @property
    def marks_id(self) -> str:
        return control_id(self.add_prefix(GROUP))

    def marks(self) -> SafeString:
        return checkboxes(self.add_prefix(GROUP), self.marks_id, self.markable(), self._marked())

    def marked(self) -> int:
        return len(self._marked())

    def _marked(self) -> list[str]:
        return [name for name in self._typed(GROUP) or () if name not in HIDDEN.get(self.node_class, ())]

    def mark_errors(self) -> list[str]:
        return [str(message) for message in self.errors.get(GROUP, ())]

    @property
    def row_number(self) -> str:
        """Position of a row in its list, from 1."""
        return str(int((self.prefix or "0").rpartition(SEPARATOR)[2]) + 1)

    @property
    def breast(self) -> Side | None:
        """Side chosen in this group. Not called ``side``, because templates would find the field instead."""
        return next((side for side in Side if side.value == self._typed("side")), None)

    @property
    def main_term(self) -> str:
        """The term chosen in the row's first control, as its short title."""
        spec = self.node_class.leaf_specs()[0]
        chosen = self._typed(spec.name) or ""
        terms = spec.vocabulary or () if spec.vocabulary is not Side else ()
        values = chosen if isinstance(chosen, list) else [chosen]
        return ", ".join(str(term.label) for term in terms if term.value in values)

    def label_of(self, name: str) -> str:
        return next(capfirst(str(spec.label)) for spec in self.node_class.specs() if spec.name == name)

    def list_context(self, name: str) -> dict[str, Any]:
        """Return the template context of the list ``name``."""
        here, rows = self.add_prefix(name), self.children[name]
        spec = next(spec for spec in self.node_class.specs() if spec.name == name)
        assert isinstance(spec, ListSpec) and isinstance(rows, list)  # noqa: S101 - only lists come here
        first = spec.node_class.specs()[0].name
        return {
            "spec": spec,
            "name": here,
            "label": self.label_of(name),
            "item_label": str(spec.item_label),
            "item_title": capfirst(str(spec.item_label)),
            "are_ducts": spec.node_class is Duct,
            "total_name": joined(here, TOTAL),
            "total": len(rows),
            "next_id": control_id(joined(here, len(rows), first)),
            "removed": self.page.removed if self._removed_from(here) else "",
            "question": self.page.questions.get(here, ""),
            "edit_conflict": self.page.edit_conflicts.get(here),
        }

    def _removed_from(self, list_name: str) -> bool:
        row_name = self.page.removed.partition("?")[0]
        return row_name.rpartition(SEPARATOR)[0] == list_name


@cache
def _lengths(spec: LeafSpec) -> list[int]:
    """Return the label lengths of a value list in the first language requested; used only for the width."""
    return [len(str(term.label)) + 3 for term in spec.vocabulary or ()] or [0]
