"""The branches of the document tree and what each says about its own fields.

Every form, table, comparison and schema is made from these descriptions, so that a field is declared once.
"""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Self, Union, get_args, get_origin

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic.fields import FieldInfo

from ..vocabulary.terms import Term
from .text import _line, _partial_date, _text, refusal
from .units import CountedUnit

Label = str | Promise
Unit = Label | CountedUnit


@dataclass(frozen=True, slots=True)
class Description:
    """What a field is called and measured in; pydantic calls it when it writes the JSON Schema."""

    label: Label
    unit: Unit = ""
    help: Label = ""
    item_label: Label = ""

    def __call__(self, schema: dict[str, Any]) -> None:
        schema["title"] = str(self.label)
        if self.help:
            schema["description"] = str(self.help)
        if self.unit:
            schema["unit"] = str(self.unit)


@dataclass(frozen=True, slots=True)
class LeafSpec:
    """A single answer.

    ``kind`` is one of choice, choices, integer, number, date, partial_date, datetime, line and text.
    """

    name: str
    kind: str
    label: Label
    unit: Unit
    help: Label
    vocabulary: type[Term] | None
    default: Any

    @property
    def multiple(self) -> bool:
        return self.kind == "choices"

    @property
    def long_text(self) -> bool:
        return self.kind == "text"


@dataclass(frozen=True, slots=True)
class ChildSpec:
    """A group of fields that occurs once."""

    name: str
    label: Label
    help: Label
    node_class: type[Node]


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A group of fields that occurs any number of times."""

    name: str
    label: Label
    item_label: Label
    help: Label
    node_class: type[Node]


Spec = LeafSpec | ChildSpec | ListSpec


def leaf(label: Label, *, unit: Unit = "", help: Label = "", default: Any = None, **limits: Any) -> Any:
    """Declare a single answer, blank unless ``default`` is given; ``limits`` are pydantic limits (``ge``)."""
    return Field(default=default, json_schema_extra=Description(label, unit, help), **limits)


def group(label: Label, node_class: type[Node], *, help: Label = "") -> Any:
    """Declare a group that occurs once."""
    return Field(default_factory=node_class, json_schema_extra=Description(label, help=help))


def items(label: Label, item_label: Label, *, help: Label = "") -> Any:
    """Declare a group that may occur several times."""
    return Field(default=(), json_schema_extra=Description(label, help=help, item_label=item_label))


def _in_order(values: tuple[Term, ...]) -> tuple[Term, ...]:
    """Each term once, in the order of its list; an exclusive one alone."""
    chosen = set(values)
    if len(chosen) > 1:
        for member in chosen:
            if member.exclusive:
                raise refusal(_("“{label}” cannot be combined with another answer"), label=str(member.label))
    return tuple(member for member in type(next(iter(chosen))) if member in chosen) if chosen else ()


InOrder = AfterValidator(_in_order)


class Node(BaseModel):
    """A group of fields; every one may be blank, and a blank is not the same as *not recorded*."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    not_recorded: tuple[str, ...] = Field(
        default=(),
        description="fields of this group which the source explicitly does not state; they stay blank",
    )
    assumed: tuple[str, ...] = Field(
        default=(),
        description="fields of this group that a template answered and nobody has confirmed yet; a draft only",
    )

    @field_validator("not_recorded", "assumed")
    @classmethod
    def _known_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        allowed = [spec.name for spec in cls.leaf_specs()]
        for name in names:
            if name not in allowed:
                raise refusal(
                    _("“{name}” is not a field of this group; allowed: {allowed}"),
                    name=name,
                    allowed=", ".join(allowed),
                )
        return tuple(name for name in allowed if name in names)

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        for name in self.not_recorded:
            if not is_blank(getattr(self, name)):
                raise refusal(
                    _("“{name}” has a value and is marked “not recorded”; keep one"),
                    name=name,
                )
        for name in self.assumed:
            if is_blank(getattr(self, name)):
                raise refusal(_("“{name}” is blank; there is nothing to confirm"), name=name)
        return self

    @classmethod
    def specs(cls) -> tuple[Spec, ...]:
        """The fields in the order of the form."""
        return _specs(cls)

    @classmethod
    def leaf_specs(cls) -> tuple[LeafSpec, ...]:
        return _leaf_specs(cls)

    def is_recorded(self, name: str) -> bool:
        """Whether ``name`` has an answer: a value, or an explicit *not recorded*."""
        return name in self.not_recorded or not is_blank(getattr(self, name))

    def is_empty(self) -> bool:
        """Whether nothing at all was entered here or below."""
        return self == type(self)()

    def children(self) -> Iterator[tuple[str, Node]]:
        """Direct child groups with their path step, ``name`` or ``name[0]``."""
        for spec in self.specs():
            if isinstance(spec, ChildSpec):
                yield spec.name, getattr(self, spec.name)
            elif isinstance(spec, ListSpec):
                for index, item in enumerate(getattr(self, spec.name)):
                    yield f"{spec.name}[{index}]", item


def is_blank(value: Any) -> bool:
    """Whether a leaf holds nothing; 0 is an answer."""
    return value is None or value == () or value == ""


# Fields that speak about the document and hold no answer.
_ABOUT = frozenset({"not_recorded", "assumed", "schema_version"})


@cache
def _leaf_specs(node_class: type[Node]) -> tuple[LeafSpec, ...]:
    return tuple(spec for spec in node_class.specs() if isinstance(spec, LeafSpec))


@cache
def _specs(cls: type[Node]) -> tuple[Spec, ...]:
    return tuple(_spec(name, field) for name, field in cls.model_fields.items() if name not in _ABOUT)


def _spec(name: str, field: FieldInfo) -> Spec:
    described = field.json_schema_extra
    if not isinstance(described, Description):
        raise TypeError(f"{name} is declared without leaf(), group() or items()")
    kind = _without_none(field.annotation)
    if _is_node(kind):
        return ChildSpec(name, described.label, described.help, kind)
    if get_origin(kind) is tuple and _is_node(get_args(kind)[0]):
        return ListSpec(name, described.label, described.item_label, described.help, get_args(kind)[0])
    vocabulary = _vocabulary(kind)
    return LeafSpec(
        name, _kind(kind, field), described.label, described.unit, described.help, vocabulary, field.default
    )


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
    return annotation


def _is_node(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Node)


def _vocabulary(kind: Any) -> type[Term] | None:
    member = get_args(kind)[0] if get_origin(kind) is tuple else kind
    return member if isinstance(member, type) and issubclass(member, Term) else None


def _kind(kind: Any, field: FieldInfo) -> str:
    if _vocabulary(kind):
        return "choices" if get_origin(kind) is tuple else "choice"
    plain = {int: "integer", float: "number", datetime.date: "date", datetime.datetime: "datetime"}
    base, *extra = get_args(kind) if get_origin(kind) is Annotated else (kind,)
    if base in plain:
        return plain[base]
    metadata = [*field.metadata, *extra]
    checks = {getattr(item, "func", None) for item in metadata}
    for check, name in ((_partial_date, "partial_date"), (_line, "line"), (_text, "text")):
        if check in checks:
            return name
    raise TypeError(f"no kind of field is known for {kind!r}")
