"""Values of all controls of the page by name, from a document or from submitted data.

This is the form's only state. Rows are added and removed here, so that a row moves with everything entered into it,
valid or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from reporting.ductography.document import ChildSpec, Node, ReportDocument

from .fields import ASSUMED, GROUP, LeafField, NotRecordedField, ReadOnlyField, fields_of, groups_of
from .layout import HIDDEN
from .names import DIGITS_MAX, SEPARATOR, TOTAL, joined, label_of, node_class_at
from .widgets import NOT_RECORDED

FormValues = dict[str, str | list[str]]

LAST_CONTROL = "complete"  # the last control of the page: if it arrived, the page is complete
ROWS_MAX = 500  # rows in one list


class InvalidFormData(ValueError):
    """The submitted data are not a complete page of this form and must not be saved."""

    def __init__(self, sentence: str):
        self.sentence = sentence
        super().__init__(sentence)


def from_document(document: ReportDocument) -> FormValues:
    return dict(_document_values(document, ""))


def _document_values(node: Node, prefix: str) -> Iterator[tuple[str, str | list[str]]]:
    yield joined(prefix, ASSUMED), list(node.assumed)
    for name, field in fields_of(type(node)).items():
        here = joined(prefix, name)
        if isinstance(field, NotRecordedField):
            yield here, [spec.name for spec in field.leaves if spec.name in node.not_recorded]
        elif isinstance(field, LeafField) and not isinstance(field, ReadOnlyField):
            if field.says_not_recorded and name in node.not_recorded:
                yield here, [NOT_RECORDED] if field.spec.multiple else NOT_RECORDED
            else:
                yield here, field.shown_value(getattr(node, name))
    for spec in groups_of(type(node)):
        here, below = joined(prefix, spec.name), getattr(node, spec.name)
        if isinstance(spec, ChildSpec):
            yield from _document_values(below, here)
            continue
        yield joined(here, TOTAL), str(len(below))
        for index, item in enumerate(below):
            yield from _document_values(item, joined(here, index))


@cache
def blank_values(node_class: type[Node]) -> FormValues:
    """Return the values of the controls of an empty group, by leaf name."""
    return {name: value for name, value in _document_values(node_class(), "") if SEPARATOR not in name}


def from_post(data: QueryDict) -> FormValues:
    """Return the values of all known controls; unknown names are ignored.

    Raises:
        InvalidFormData: the end of the page, a control or the number of rows of a list is missing, or that number is
            invalid or too large.
    """
    if data.get(LAST_CONTROL) != "1":
        raise InvalidFormData(_("The form was received incomplete."))
    return dict(_sent_values(data, ReportDocument, ""))


def _sent_values(
    data: QueryDict, node_class: type[Node], prefix: str
) -> Iterator[tuple[str, str | list[str]]]:
    yield joined(prefix, ASSUMED), data.getlist(joined(prefix, ASSUMED))
    for name, field in fields_of(node_class).items():
        here = joined(prefix, name)
        if name == GROUP or (isinstance(field, LeafField) and field.spec.multiple):
            yield here, data.getlist(here)
        elif not isinstance(field, ReadOnlyField):
            yield here, _required(data, here)
    for spec in groups_of(node_class):
        here = joined(prefix, spec.name)
        if isinstance(spec, ChildSpec):
            yield from _sent_values(data, spec.node_class, here)
            continue
        rows = _rows(_required(data, joined(here, TOTAL)), here)
        yield joined(here, TOTAL), str(rows)
        for index in range(rows):
            yield from _sent_values(data, spec.node_class, joined(here, index))


def _required(data: QueryDict, name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise InvalidFormData(_("The form is incomplete: {field} is missing.").format(field=label_of(name)))
    return value


def _rows(text: str, name: str) -> int:
    if not _is_index(text, ROWS_MAX + 1):
        raise InvalidFormData(
            _("{list}: “{text}” is not a valid number of rows. Use 0–{most}.").format(
                list=label_of(name), text=text[:20], most=ROWS_MAX
            )
        )
    return int(text)


def pairs(values: FormValues) -> list[tuple[str, str]]:
    """Return names and values as a browser sends them, without the token of the page."""
    sent: list[tuple[str, str]] = []
    for name, value in values.items():
        sent.extend((name, item) for item in ([value] if isinstance(value, str) else value))
    return [*sent, (LAST_CONTROL, "1")]


def add(values: FormValues, list_name: str) -> str:
    """Append an empty row to a list; return the name of the row.

    Raises:
        InvalidFormData: the list does not exist or is full.
    """
    total, node_class = _total(values, list_name), node_class_at(list_name)
    if total >= ROWS_MAX or node_class is None:
        raise InvalidFormData(
            _("{list}: the limit is {most}.").format(list=label_of(list_name), most=ROWS_MAX)
        )
    row = joined(list_name, total)
    values.update(_document_values(node_class(), row))
    values[joined(list_name, TOTAL)] = str(total + 1)
    return row


def copy(values: FormValues, row_name: str) -> str:
    """Append a copy of a row to its list; return the name of the copy."""
    list_name, index = _row(values, row_name)
    start, row = joined(list_name, index) + SEPARATOR, add(values, list_name)
    same = {name: value for name, value in values.items() if name.startswith(start)}
    values.update({joined(row, name.removeprefix(start)): value for name, value in same.items()})
    return row


def remove(values: FormValues, row_name: str) -> str:
    """Remove a row from its list and move the following rows up.

    Returns the content of the row in the form that `restore` accepts.
    """
    list_name, index = _row(values, row_name)
    start = row_name + SEPARATOR
    taken = {name: values.pop(name) for name in list(values) if name.startswith(start)}
    _renumber_rows(values, list_name, index + 1, by=-1)
    values[joined(list_name, TOTAL)] = str(_total(values, list_name) - 1)
    return f"{row_name}?{urlencode(pairs(taken))}"


def restore(values: FormValues, removed: str) -> str:
    """Restore a removed row in its place; return its name.

    Raises:
        InvalidFormData: ``removed`` did not come from `remove`, or the list is full or missing.
    """
    row_name, _mark, sent = removed.partition("?")
    list_name, _dash, index = row_name.rpartition(SEPARATOR)
    total, node_class = _total(values, list_name), node_class_at(list_name)
    if node_class is None or not _is_index(index, total + 1) or total >= ROWS_MAX:
        raise InvalidFormData(_("Unknown row “{name}”.").format(name=row_name[:80]))
    row = dict(_sent_values(QueryDict(sent), node_class, row_name))
    _renumber_rows(values, list_name, int(index), by=1)
    values.update(row)
    values[joined(list_name, TOTAL)] = str(total + 1)
    return row_name


def copy_answers(values: FormValues, name: str, other: FormValues) -> None:
    """Replace the answers of the leaf or list ``name`` by those of ``other``.

    Raises:
        InvalidFormData: there is no such leaf or list.
    """
    head, _dash, _last = name.rpartition(SEPARATOR)
    node_class = node_class_at(head)
    unseen = HIDDEN.get(node_class, ()) if node_class else ()

    def belongs(each: str) -> bool:
        return (
            each == name or each.startswith(name + SEPARATOR) or each in {joined(head, one) for one in unseen}
        )

    answers = {each: value for each, value in other.items() if belongs(each)}
    if not answers:
        raise InvalidFormData(_("Unknown field “{name}”.").format(name=name[:80]))
    for each in list(filter(belongs, values)):
        del values[each]
    values.update(answers)


def _renumber_rows(values: FormValues, list_name: str, first: int, by: int) -> None:
    """Renumber the rows of a list from ``first`` on."""
    start, moved = list_name + SEPARATOR, FormValues()
    for name in [name for name in values if name.startswith(start)]:
        number, _dash, rest = name.removeprefix(start).partition(SEPARATOR)
        if number.isdigit() and int(number) >= first:
            moved[joined(list_name, int(number) + by, rest)] = values.pop(name)
    values.update(moved)


def _total(values: FormValues, list_name: str) -> int:
    total = values.get(joined(list_name, TOTAL))
    if not isinstance(total, str):
        raise InvalidFormData(_("Unknown list “{name}”.").format(name=list_name[:80]))
    return int(total)


def _row(values: FormValues, row_name: str) -> tuple[str, int]:
    list_name, _dash, index = row_name.rpartition(SEPARATOR)
    total = _total(values, list_name)
    if not _is_index(index, total):
        raise InvalidFormData(_("Unknown row “{name}”.").format(name=row_name[:80]))
    return list_name, int(index)


def _is_index(text: str, total: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX and int(text) < total
