"""Export every group of the document as a FHIR Observation with answers as components and subgroups as members.

A finding is an Observation whose value is its presence; a category is one of the overall assessment. New fields of
the document are exported without a change here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, pgettext

from reporting.ductography.document import (
    BreastConclusion,
    BreastFinding,
    BreastLocation,
    ChildSpec,
    Duct,
    DuctFinding,
    Identity,
    LeafSpec,
    ListSpec,
    Node,
    ReportDocument,
    SafetyItem,
)
from reporting.ductography.document.formatting import measured, not_recorded, unit_after
from reporting.ductography.document.node import is_blank
from reporting.ductography.phrases.section_titles import duct_title
from reporting.ductography.vocabulary import Side, Sides
from reporting.ductography.vocabulary.terms import Term

from .coding import Concept, coding, concept, quantity, term_concept

Resource = dict[str, Any]
Add = Callable[[str, Resource], dict[str, str]]
# Exported as Patient, Practitioner, Organization, ServiceRequest, or as the date of every Observation.
MAPPED_IDENTITY_FIELDS = frozenset(spec.name for spec in Identity.leaf_specs()) - {"age_years"}


def observations(document: ReportDocument, common: Resource, add: Add) -> Iterator[dict[str, str]]:
    """Add an Observation for each group of the document and yield their references.

    ``add`` takes a path and a resource and returns a reference; ``common`` are the fields of every Observation.
    """
    for spec in document.specs():
        if not isinstance(spec, LeafSpec):
            yield from _group_observations(document, spec, "", None, common, add)


def _group_observations(
    parent: Node, spec: ChildSpec | ListSpec, path: str, side: Side | None, common: Resource, add: Add
) -> Iterator[dict[str, str]]:
    here = f"{path}.{spec.name}" if path else spec.name
    value = getattr(parent, spec.name)
    if isinstance(spec, ChildSpec):
        made = _observation(value, here, str(spec.label), side, common, add)
        yield from [made] if made else []
        return
    for index, node in enumerate(value):
        title = pgettext("numbered item", "{item} {number}").format(item=spec.item_label, number=index + 1)
        if isinstance(node, Duct):
            title = duct_title(index, node)
        made = _observation(node, f"{here}[{index}]", title, side, common, add)
        yield from [made] if made else []


def _observation(
    node: Node, path: str, title: str, side: Side | None, common: Resource, add: Add
) -> dict[str, str] | None:
    own = getattr(node, "side", None)
    side = own or side
    what, covered = _code_and_value(node, title)
    components = list(_components(node, {*covered, "side"} if own else covered))
    members = [
        reference
        for spec in node.specs()
        if not isinstance(spec, LeafSpec) and not _is_flat(spec)
        for reference in _group_observations(node, spec, path, side, common, add)
    ]
    if not components and not members and "valueCodeableConcept" not in what:
        return None
    resource: Resource = {"resourceType": "Observation", **common, **what}
    if isinstance(side, Side | Sides):
        resource["bodySite"] = term_concept(side)
    if members:
        resource["hasMember"] = members
    if components:
        resource["component"] = components
    return add(path, resource)


def _code_and_value(node: Node, title: str) -> tuple[Resource, set[str]]:
    """Return code and value of the Observation of ``node``, and the fields that they cover."""
    if isinstance(node, DuctFinding | BreastFinding) and node.kind:
        details = [getattr(node, name, None) for name in ("multiplicity", "cut_off_form", "cavity_kind")]
        code = term_concept(node.kind)
        for detail in details:
            if detail and (narrower := coding(node.kind, detail)):
                code = {"coding": [narrower], "text": str(node.kind.label)}
        if node.presence is None:
            return {"code": code}, {"kind"}
        return {"code": code, "valueCodeableConcept": term_concept(node.presence)}, {"kind", "presence"}
    if isinstance(node, Identity):
        return {"code": {"text": title}}, set(MAPPED_IDENTITY_FIELDS)
    if isinstance(node, BreastConclusion) and node.birads:
        return {
            "code": concept(title, "BreastConclusion"),
            "valueCodeableConcept": term_concept(node.birads),
        }, {"birads"}
    return {
        "code": concept(title, "ReportDocument.ducts" if isinstance(node, Duct) else type(node).__name__)
    }, set()


def _is_flat(spec: ChildSpec | ListSpec) -> bool:
    """Return True if a group is exported as components of its parent group."""
    return isinstance(spec, ChildSpec) and spec.node_class in (BreastLocation, SafetyItem)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field exported as a component: its group, specification, name in `codes.csv`, and code."""

    group: str
    spec: LeafSpec
    name: str
    code: Concept


@lru_cache(maxsize=512)
def _fields(_language: str | None, node_class: type[Node]) -> tuple[_Field, ...]:
    found = []
    for spec in node_class.specs():
        if isinstance(spec, LeafSpec):
            name = f"{node_class.__name__}.{spec.name}"
            found.append(_Field("", spec, name, concept(str(spec.label), name)))
        elif _is_flat(spec):
            for leaf in spec.node_class.leaf_specs():
                name = f"{spec.node_class.__name__}.{leaf.name}"
                code = concept(f"{spec.label}: {leaf.label}", name)
                if leaf.name == "status":  # the question is that of the group
                    code = concept(str(spec.label), f"{node_class.__name__}.{spec.name}")
                found.append(_Field(spec.name, leaf, name, code))
    return tuple(found)


def _components(node: Node, covered: set[str]) -> Iterator[Resource]:
    for field in _fields(get_language(), type(node)):
        of, spec = getattr(node, field.group) if field.group else node, field.spec
        if spec.name in of.not_recorded:
            yield {"code": field.code, "dataAbsentReason": {"text": not_recorded()}}
            continue
        value = getattr(of, spec.name)
        if not is_blank(value) and (field.group or spec.name not in covered):
            for one in value if spec.multiple else (value,):
                yield {"code": field.code, **_value(one, spec, field.name)}


def _value(value: Any, spec: LeafSpec, name: str) -> Resource:
    if isinstance(value, Term):
        return {"valueCodeableConcept": term_concept(value, name)}
    if isinstance(value, int) and not isinstance(value, bool):
        if coded := coding(f"{name}={value}"):
            return {"valueCodeableConcept": {"coding": [coded], "text": measured(value, spec)}}
        if not spec.unit:
            return {"valueInteger": value}
    if isinstance(value, int | float):
        return {"valueQuantity": quantity(value, name, unit_after(value, spec))}
    if isinstance(value, datetime.date):  # a datetime is one too
        return {"valueDateTime": value.isoformat()}
    return {"valueDateTime" if spec.kind == "partial_date" else "valueString": value}
