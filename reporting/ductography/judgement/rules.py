"""How a rule on a report is declared and asked.

A rule looks at every group of one kind: every duct, every finding, or the report itself. Where its condition
holds, fields are required or forbidden, or the group itself is called into question. Rules are pure, know no
other rule, and name their source, so that the tables made of them read like a checklist.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..document import ChildSpec, ListSpec, Node, ReportDocument
from ..document.node import Label
from ..vocabulary.terms import Term


class Severity(Term):
    """What a remark does to the signature."""

    PROHIBIT = "prohibit", _("must be corrected before signing")
    ALERT = "alert", _("correct, or acknowledge with a reason")
    NOTE = "note", _("note")


@dataclass(frozen=True, slots=True)
class Place:
    """A group within its report: where it stands, what encloses it, and the day on which it is looked at."""

    report: ReportDocument
    node: Any
    path: str
    parents: tuple[Any, ...]
    today: datetime.date | None

    def field(self, name: str) -> str:
        """Path of a field of this group; ``name`` may go deeper, as ``contrast.volume_ml``."""
        return f"{self.path}.{name}" if self.path and name else self.path or name

    def parent(self, node_class: type[Node]) -> Any:
        """The nearest enclosing group of a kind."""
        return next(node for node in reversed(self.parents) if isinstance(node, node_class))


Condition = Callable[[Place], bool]
Search = Callable[[Place], Iterable[tuple[str, str]]]


def always(place: Place) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """Where ``when`` holds: ``required`` fields need an answer, ``forbidden`` ones must be blank.

    With neither, the condition itself is what is wrong, and the remark points to ``at``; or ``find`` names the
    paths that are wrong, each with the words to quote. ``says`` may use ``{number}``, the position of the group
    in its list, and ``{duct}``, the number of the duct that it belongs to.
    """

    id: str
    on: type[Node]
    severity: Severity
    says: Label
    why: Label
    source: str
    when: Condition = always
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    at: str = ""
    find: Search | None = None

    def ask(self, place: Place) -> Iterator[Remark]:
        if self.when(place):
            yield from self.remarks(place)

    def remarks(self, place: Place) -> Iterator[Remark]:
        """What the rule says of a place at which its condition holds."""
        for name in self.required:
            if not is_answered(place.node, name):
                yield self._remark(place, place.field(name))
        for name in self.forbidden:
            if is_answered(place.node, name):
                yield self._remark(place, place.field(name))
        if self.find is not None:
            for path, words in self.find(place):
                yield self._remark(place, path, words)
        elif not self.required and not self.forbidden:
            yield self._remark(place, place.field(self.at))

    def message(self, path: str) -> str:
        """What the rule says of the field at ``path``."""
        numbers = {name: int(index) + 1 for name, index in _NUMBERED.findall(path)}
        number = list(numbers.values())[-1] if numbers else 0
        return str(self.says).format(number=number, duct=numbers.get("ducts", 0))

    def _remark(self, place: Place, path: str, words: str = "") -> Remark:
        message = f"{self.message(path)} “{words}”" if words else self.message(path)
        if breast := _named_breast(place.report, path):
            message = f"{breast}: {message}"
        return Remark(self.id, self.severity, path, message, str(self.why), self.source)


def _named_breast(report: ReportDocument, path: str) -> str:
    """“Left breast” for a path in one of several conclusions, "" for any other."""
    found = re.match(r"breasts\[(\d+)\]", path)
    if found is None or len(report.breasts) < 2:
        return ""
    side = report.breasts[int(found[1])].side
    if side is None:
        return gettext("Assessment {number}").format(number=int(found[1]) + 1)
    title = gettext("{side} breast").format(side=side.label)
    return title[:1].upper() + title[1:]


_NUMBERED = re.compile(r"(\w+)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found: where, what, why it matters, and which rule says so on which source."""

    rule_id: str
    severity: Severity
    path: str
    message: str
    why: str
    source: str


def ask(
    rules: Iterable[Rule], report: ReportDocument, today: datetime.date | None = None
) -> Iterator[Remark]:
    """Every remark of ``rules`` on ``report``, in the order of the rules and then of the document.

    ``today`` is the day of signing at the site; without it no date is called late.
    """
    rules = tuple(rules)
    places = groups(report, frozenset(rule.on for rule in rules), today)
    for rule in rules:
        when = rule.when
        for place in places.get(rule.on, ()):
            # Most conditions do not hold; for those no generator is made.
            if when(place):
                yield from rule.remarks(place)


def groups(
    report: ReportDocument, kinds: frozenset[type[Node]], today: datetime.date | None = None
) -> dict[type[Node], list[Place]]:
    """Every group of the report that is of one of ``kinds``, by its kind and in the order of the document."""
    found: dict[type[Node], list[Place]] = {}

    def collect(node: Node, path: str, parents: tuple[Node, ...]) -> None:
        kind = type(node)
        if kind in kinds:
            found.setdefault(kind, []).append(Place(report, node, path, parents, today))
        below = (*parents, node)
        for name, is_list in branches_to(kinds, kind):
            value = getattr(node, name)
            here = f"{path}.{name}" if path else name
            if is_list:
                for index, item in enumerate(value):
                    collect(item, f"{here}[{index}]", below)
            else:
                collect(value, here, below)

    collect(report, "", ())
    return found


@cache
def branches_to(kinds: frozenset[type[Node]], node_class: type[Node]) -> tuple[tuple[str, bool], ...]:
    """The fields of a group below which one of ``kinds`` may stand; each with whether it is a list."""
    return tuple(
        (spec.name, isinstance(spec, ListSpec))
        for spec in node_class.specs()
        if isinstance(spec, ChildSpec | ListSpec)
        and (spec.node_class in kinds or branches_to(kinds, spec.node_class))
    )


def is_answered(node: Any, name: str) -> bool:
    """Whether a field below ``node`` has an answer; a list has one when it holds an item."""
    *steps, last = name.split(".")
    for step in steps:
        node = getattr(node, step)
    return bool(node.is_recorded(last))
