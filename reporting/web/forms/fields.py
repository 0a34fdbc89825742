"""One form field per kind of answer: convert user input to document values, or raise a sentence.

The limits of a field (1 to 12 o'clock, 0 to 300 mm) are not repeated here: the document checks them, and
`reporting.web.forms.document_form` assigns its messages to the fields.
"""

from __future__ import annotations

import datetime
import math
from functools import cache
from typing import Any, Final, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _

from reporting.ductography.document import (
    Arrow,
    ChildSpec,
    LeafSpec,
    ListSpec,
    Node,
    format_answer,
    is_blank,
)

from . import datetimes, numbers, widgets
from .layout import FILLED_IN, HIDDEN, LEFT_OUT, READ_ONLY
from .widgets import NOT_RECORDED

ControlValue = str | list[str]  # value that one control shows and sends; a list for checkboxes

GROUP = "not_recorded"  # name of the checkboxes at the end of a group
ASSUMED = "assumed"  # name of the hidden marks of answers that a template filled in, until they are confirmed


class Unrecorded:
    """Cleaned value of a field marked as not recorded."""


UNRECORDED: Final = Unrecorded()


class LeafField(forms.Field):
    """A field of the document. ``clean`` returns a JSON value, None if blank, or UNRECORDED."""

    says_not_recorded = False  # True if the control itself offers "not recorded"

    def __init__(self, spec: LeafSpec, widget: forms.Widget, *, disabled: bool = False):
        self.spec = spec
        super().__init__(required=False, widget=widget, disabled=disabled)

    def shown_value(self, value: Any) -> ControlValue:
        """Return the control's value for the document's ``value``; inverse of `clean`."""
        return "" if is_blank(value) else str(value)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        return self.parse(text) if text else None

    def parse(self, text: str) -> Any:
        return text


class ChoiceField(LeafField):
    says_not_recorded = True

    def shown_value(self, value: Any) -> ControlValue:
        return "" if value is None else value.value

    def parse(self, text: str) -> Any:
        return UNRECORDED if text == NOT_RECORDED else text


class ChoicesField(LeafField):
    says_not_recorded = True

    def shown_value(self, value: Any) -> ControlValue:
        return [term.value for term in value]

    def to_python(self, value: Any) -> Any:
        chosen = list(value or ())
        if NOT_RECORDED not in chosen:
            return chosen
        if len(chosen) > 1:
            raise ValidationError(_("“not recorded” cannot be combined with another answer"))
        return UNRECORDED


class IntegerField(LeafField):
    def parse(self, text: str) -> int:
        return numbers.parse_integer(text)


class NumberField(LeafField):
    def shown_value(self, value: Any) -> ControlValue:
        return "" if value is None else numbers.format_number(value, formats.get_format("DECIMAL_SEPARATOR"))

    def parse(self, text: str) -> float:
        value = numbers.parse_decimal(text, formats.get_format("DECIMAL_SEPARATOR"))
        if not math.isfinite(value):
            raise ValidationError(_("“%(text)s” is too large"), params={"text": text[:20] + "…"})
        return value


class DateField(LeafField):
    def shown_value(self, value: datetime.date | None) -> ControlValue:
        return "" if value is None else value.isoformat()


class LocalDateTimeField(LeafField):
    def shown_value(self, value: datetime.datetime | None) -> ControlValue:
        return "" if value is None else datetimes.format_datetime(value)

    def parse(self, text: str) -> str:
        return datetimes.parse_datetime(text).isoformat()


class TextField(LeafField):
    """Surrounding white space is kept in the form; the document strips it."""

    def to_python(self, value: Any) -> str | None:
        text = str(value or "")
        return text if text.strip() else None


class FindingField(TextField):
    """The path of a finding, chosen from those on the page."""


class ReadOnlyField(LeafField):
    """An answer set elsewhere: its initial value is shown, and submitted data are ignored."""

    def shown_value(self, value: Any) -> str:
        return format_answer(self.spec, value)


class NotRecordedField(forms.Field):
    """Names of leaves marked as not recorded whose own control cannot express that."""

    def __init__(self, leaves: tuple[LeafSpec, ...]):
        self.leaves = leaves
        super().__init__(required=False, widget=widgets.LeafCheckboxes())

    def to_python(self, value: Any) -> list[str]:
        return list(value or ())


class SharedFields(dict[str, forms.Field]):
    """Stateless fields that forms share instead of copying: 400 copies take 20 ms."""

    def __deepcopy__(self, memo: Any) -> Self:
        return self


@cache
def fields_of(node_class: type[Node]) -> SharedFields:
    """Return the fields of a group's leaves by name, in order, and the fields that mark leaves as not recorded."""
    fields = SharedFields()
    hidden = HIDDEN.get(node_class, ())
    for spec in node_class.leaf_specs():
        field_class, widget = _KINDS[spec.kind]
        if spec.name in READ_ONLY.get(node_class, ()):
            fields[spec.name] = ReadOnlyField(spec, widgets.ReadOnlyText(), disabled=True)
        elif spec.name in hidden:
            fields[spec.name] = TextField(spec, widgets.HiddenText(spec))
        elif spec.name in FILLED_IN.get(node_class, ()):
            fields[spec.name] = field_class(spec, widgets.GeneratedText(spec))
        elif node_class is Arrow and spec.name == "finding":
            fields[spec.name] = FindingField(spec, widgets.PageSelect(spec))
        else:
            fields[spec.name] = field_class(spec, widget(spec))
    silent = tuple(
        field.spec
        for field in fields.values()
        if isinstance(field, LeafField) and not field.says_not_recorded
    )
    if not all(isinstance(field, ReadOnlyField) for field in fields.values()) and silent:
        fields[GROUP] = NotRecordedField(silent)
    return fields


@cache
def groups_of(node_class: type[Node]) -> tuple[ChildSpec | ListSpec, ...]:
    """Return the groups and lists below a group that the form contains, in order."""
    left_out = LEFT_OUT.get(node_class, ())
    return tuple(
        spec for spec in node_class.specs() if not isinstance(spec, LeafSpec) and spec.name not in left_out
    )


_KINDS: dict[str, tuple[type[LeafField], type[widgets.Control]]] = {
    "choice": (ChoiceField, widgets.TermSelect),
    "choices": (ChoicesField, widgets.TermCheckboxes),
    "integer": (IntegerField, widgets.Number),
    "number": (NumberField, widgets.Number),
    "date": (DateField, widgets.Date),
    "partial_date": (TextField, widgets.PartialDate),
    "datetime": (LocalDateTimeField, widgets.LocalDateTime),
    "line": (TextField, widgets.TextLine),
    "text": (TextField, widgets.LongText),
}
