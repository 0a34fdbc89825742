"""What stands in the controls of the whole page, by their names: from a document, or as a browser sent it.

This is the form's only state. Groups are added and removed here, so that a row is moved with everything
typed into it, whether it makes sense or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from reporting.ductography.document import ChildSpec, LeafSpec, Node, ReportDocument

from .fields import ASSUMED, GROUP, LeafField, NotRecordedField, ReadOnlyField, fields_of
from .layout import HIDDEN
from .names import DIGITS_MAX, SEPARATOR, TOTAL, joined, label_of, node_class_at
from .widgets import NOT_RECORDED

Typed = dict[str, str | list[str]]

COMPLETE = "complete"  # the last control of the page: when it arrived, all did
ROWS_MAX = 500  # rows in one list


class Unusable(ValueError):
    """What arrived is not a whole page of this form; nothing may be saved from it."""

    def __init__(self, sentence: str):
        self.sentence = sentence
        super().__init__(sentence)


def from_document(document: ReportDocument) -> Typed:
    return dict(_answers(document, ""))


def _answers(node: Node, prefix: str) -> Iterator[tuple[str, str | list[str]]]:
    yield joined(prefix, ASSUMED), list(node.assumed)
    for name, field in fields_of(type(node)).items():
        here = joined(prefix, name)
        if isinstance(field, NotRecordedField):
            yield here, [spec.name for spec in field.leaves if spec.name in node.not_recorded]
        elif isinstance(field, LeafField) and not isinstance(field, ReadOnlyField):
            if field.says_not_recorded and name in node.not_recorded:
                yield here, [NOT_RECORDED] if field.spec.multiple else NOT_RECORDED
            else:
                yield here, field.typed(getattr(node, name))
    for spec in node.specs():
        if isinstance(spec, LeafSpec):
            continue
        here, below = joined(prefix, spec.name), getattr(node, spec.name)
        if isinstance(spec, ChildSpec):
            yield from _answers(below, here)
            continue
        yield joined(here, TOTAL), str(len(below))
        for index, item in enumerate(below):
            yield from _answers(item, joined(here, index))


@cache
def untouched(node_class: type[Node]) -> Typed:
    """What the controls of an empty group hold, by the names of its leaves."""
    return {name: value for name, value in _answers(node_class(), "") if SEPARATOR not in name}


def from_post(data: QueryDict) -> Typed:
    """Everything the page has a control for; names it does not have are ignored.

    Raises:
        Unusable: the end of the page, a control or the number of rows of a list did not arrive, or that
            number is none or too large.
    """
    if data.get(COMPLETE) != "1":
        raise Unusable(_("The form was received incomplete."))
    return dict(_sent(data, ReportDocument, ""))


def _sent(data: QueryDict, node_class: type[Node], prefix: str) -> Iterator[tuple[str, str | list[str]]]:
    yield joined(prefix, ASSUMED), data.getlist(joined(prefix, ASSUMED))
    for name, field in fields_of(node_class).items():
        here = joined(prefix, name)
        if name == GROUP or (isinstance(field, LeafField) and field.spec.multiple):
            yield here, data.getlist(here)
        elif not isinstance(field, ReadOnlyField):
            yield here, _required(data, here)
    for spec in node_class.specs():
        if isinstance(spec, LeafSpec):
            continue
        here = joined(prefix, spec.name)
        if isinstance(spec, ChildSpec):
            yield from _sent(data, spec.node_class, here)
            continue
        rows = _rows(_required(data, joined(here, TOTAL)), here)
        yield joined(here, TOTAL), str(rows)
        for index in range(rows):
            yield from _sent(data, spec.node_class, joined(here, index))


def _required(data: QueryDict, name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise Unusable(_("The form is incomplete: {field} is missing.").format(field=label_of(name)))
    return value


def _rows(text: str, name: str) -> int:
    if not _is_index(text, ROWS_MAX + 1):
        raise Unusable(
            _("{list}: “{text}” is not a valid number of rows. Use 0–{most}.").format(
                list=label_of(name), text=text[:20], most=ROWS_MAX
            )
        )
    return int(text)


def pairs(typed: Typed) -> list[tuple[str, str]]:
    """The names and values that a browser sends for these controls, without the token of the page."""
    sent: list[tuple[str, str]] = []
    for name, value in typed.items():
        sent.extend((name, item) for item in ([value] if isinstance(value, str) else value))
    return [*sent, (COMPLETE, "1")]


def add(typed: Typed, list_name: str) -> str:
    """Append an empty row to a list; returns the name of the row.

    Raises:
        Unusable: there is no such list on the page, or it is full.
    """
    total, node_class = _total(typed, list_name), node_class_at(list_name)
    if total >= ROWS_MAX or node_class is None:
        raise Unusable(_("{list}: the limit is {most}.").format(list=label_of(list_name), most=ROWS_MAX))
    row = joined(list_name, total)
    typed.update(_answers(node_class(), row))
    typed[joined(list_name, TOTAL)] = str(total + 1)
    return row


def copy(typed: Typed, row_name: str) -> str:
    """Append a copy of a row to its list; returns the name of the copy."""
    list_name, index = _row(typed, row_name)
    start, row = joined(list_name, index) + SEPARATOR, add(typed, list_name)
    same = {name: value for name, value in typed.items() if name.startswith(start)}
    typed.update({joined(row, name.removeprefix(start)): value for name, value in same.items()})
    return row


def remove(typed: Typed, row_name: str) -> str:
    """Take a row out of its list; the rows after it move up with all that was typed into them.

    Returns what was in it, as `restore` takes it.
    """
    list_name, index = _row(typed, row_name)
    start = row_name + SEPARATOR
    taken = {name: typed.pop(name) for name in list(typed) if name.startswith(start)}
    _move(typed, list_name, index + 1, by=-1)
    typed[joined(list_name, TOTAL)] = str(_total(typed, list_name) - 1)
    return f"{row_name}?{urlencode(pairs(taken))}"


def restore(typed: Typed, removed: str) -> str:
    """Put a row back where it was; returns its name.

    Raises:
        Unusable: ``removed`` is nothing that `remove` gave, or the list is full or gone.
    """
    row_name, _mark, sent = removed.partition("?")
    list_name, _dash, index = row_name.rpartition(SEPARATOR)
    total, node_class = _total(typed, list_name), node_class_at(list_name)
    if node_class is None or not _is_index(index, total + 1) or total >= ROWS_MAX:
        raise Unusable(_("Unknown row “{name}”.").format(name=row_name[:80]))
    row = dict(_sent(QueryDict(sent), node_class, row_name))
    _move(typed, list_name, int(index), by=1)
    typed.update(row)
    typed[joined(list_name, TOTAL)] = str(total + 1)
    return row_name


def take(typed: Typed, name: str, other: Typed) -> None:
    """Put the answers of ``other`` in place of those of the leaf or list ``name``.

    Raises:
        Unusable: neither has such a leaf or list.
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
        raise Unusable(_("Unknown field “{name}”.").format(name=name[:80]))
    for each in list(filter(belongs, typed)):
        del typed[each]
    typed.update(answers)


def _move(typed: Typed, list_name: str, first: int, by: int) -> None:
    """Rename the rows of a list from number ``first`` on."""
    start, moved = list_name + SEPARATOR, Typed()
    for name in [name for name in typed if name.startswith(start)]:
        number, _dash, rest = name.removeprefix(start).partition(SEPARATOR)
        if number.isdigit() and int(number) >= first:
            moved[joined(list_name, int(number) + by, rest)] = typed.pop(name)
    typed.update(moved)


def _total(typed: Typed, list_name: str) -> int:
    total = typed.get(joined(list_name, TOTAL))
    if not isinstance(total, str):
        raise Unusable(_("Unknown list “{name}”.").format(name=list_name[:80]))
    return int(total)


def _row(typed: Typed, row_name: str) -> tuple[str, int]:
    list_name, _dash, index = row_name.rpartition(SEPARATOR)
    total = _total(typed, list_name)
    if not _is_index(index, total):
        raise Unusable(_("Unknown row “{name}”.").format(name=row_name[:80]))
    return list_name, int(index)


def _is_index(text: str, total: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX and int(text) < total
