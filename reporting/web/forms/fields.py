"""One form field per kind of answer: what a person types becomes what the document takes, or a sentence.

The limits of a field (1 to 12 o'clock, 0 to 300 mm) are not repeated here: the document checks them, and
`reporting.forms.tree` puts its sentences beside the right field.
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

from reporting.ductography.document import Arrow, LeafSpec, Node, format_answer, is_blank

from . import datetimes, numbers, widgets
from .layout import FILLED_IN, HIDDEN, READ_ONLY
from .widgets import NOT_RECORDED

Shown = str | list[str]  # what one control shows and sends; a list for checkboxes

GROUP = "not_recorded"  # the checkboxes at the end of a group
ASSUMED = "assumed"  # hidden marks beside answers that a template gave, until they are confirmed


class Unrecorded:
    """The cleaned value of a field that was said to be not recorded."""


UNRECORDED: Final = Unrecorded()


class LeafField(forms.Field):
    """A field of the document. ``clean`` gives a JSON value, None for a blank, or UNRECORDED."""

    says_not_recorded = False  # whether the control itself offers "not recorded"

    def __init__(self, spec: LeafSpec, widget: forms.Widget, *, disabled: bool = False):
        self.spec = spec
        super().__init__(required=False, widget=widget, disabled=disabled)

    def typed(self, value: Any) -> Shown:
        """What the control shows for the document's ``value``; `clean` is its inverse."""
        return "" if is_blank(value) else str(value)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        return self.parse(text) if text else None

    def parse(self, text: str) -> Any:
        return text


class ChoiceField(LeafField):
    says_not_recorded = True

    def typed(self, value: Any) -> Shown:
        return "" if value is None else value.value

    def parse(self, text: str) -> Any:
        return UNRECORDED if text == NOT_RECORDED else text


class ChoicesField(LeafField):
    says_not_recorded = True

    def typed(self, value: Any) -> Shown:
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
        return numbers.integer(text)


class NumberField(LeafField):
    def typed(self, value: Any) -> Shown:
        return "" if value is None else numbers.written(value, formats.get_format("DECIMAL_SEPARATOR"))

    def parse(self, text: str) -> float:
        value = numbers.decimal(text, formats.get_format("DECIMAL_SEPARATOR"))
        if not math.isfinite(value):
            raise ValidationError(_("“%(text)s” is too large"), params={"text": text[:20] + "…"})
        return value


class DateField(LeafField):
    def typed(self, value: datetime.date | None) -> Shown:
        return "" if value is None else value.isoformat()


class MomentField(LeafField):
    def typed(self, value: datetime.datetime | None) -> Shown:
        return "" if value is None else datetimes.written(value)

    def parse(self, text: str) -> str:
        return datetimes.moment(text).isoformat()


class TextField(LeafField):
    """White space at either end is kept while it is typed; the document takes it off."""

    def to_python(self, value: Any) -> str | None:
        text = str(value or "")
        return text if text.strip() else None


class FindingField(TextField):
    """The path of a finding, chosen among those of the page."""


class ReadOnlyField(LeafField):
    """An answer that is owned elsewhere: its initial value is shown, and nothing sent is looked at."""

    def typed(self, value: Any) -> str:
        return format_answer(self.spec, value)


class NotRecordedField(forms.Field):
    """Names of leaves that the source does not state and whose own control cannot say so."""

    def __init__(self, leaves: tuple[LeafSpec, ...]):
        self.leaves = leaves
        super().__init__(required=False, widget=widgets.Names())

    def to_python(self, value: Any) -> list[str]:
        return list(value or ())


class SharedFields(dict[str, forms.Field]):
    """Fields that keep nothing of a request, so that no form needs copies of them: 400 copies cost 20 ms."""

    def __deepcopy__(self, memo: Any) -> Self:
        return self


@cache
def fields_of(node_class: type[Node]) -> SharedFields:
    """The fields of a group's leaves by name, in order, and those that mark leaves as not recorded."""
    fields = SharedFields()
    hidden = HIDDEN.get(node_class, ())
    for spec in node_class.leaf_specs():
        field_class, widget = _KINDS[spec.kind]
        if spec.name in READ_ONLY.get(node_class, ()):
            fields[spec.name] = ReadOnlyField(spec, widgets.Shown(), disabled=True)
        elif spec.name in hidden:
            fields[spec.name] = TextField(spec, widgets.Hidden(spec))
        elif spec.name in FILLED_IN.get(node_class, ()):
            fields[spec.name] = field_class(spec, widgets.FilledIn(spec))
        elif node_class is Arrow and spec.name == "finding":
            fields[spec.name] = FindingField(spec, widgets.Offered(spec))
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


_KINDS: dict[str, tuple[type[LeafField], type[widgets.Control]]] = {
    "choice": (ChoiceField, widgets.Terms),
    "choices": (ChoicesField, widgets.Chips),
    "integer": (IntegerField, widgets.Number),
    "number": (NumberField, widgets.Number),
    "date": (DateField, widgets.Date),
    "partial_date": (TextField, widgets.PartialDate),
    "datetime": (MomentField, widgets.Moment),
    "line": (TextField, widgets.Line),
    "text": (TextField, widgets.LongText),
}
