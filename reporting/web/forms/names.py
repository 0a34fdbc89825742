"""Names of controls: ``ducts-0-findings-1-kind`` on the page is ``ducts[0].findings[1].kind`` in the document."""

from __future__ import annotations

import re

from django.utils.text import capfirst

from reporting.ductography.document import LeafSpec, ListSpec, Node, ReportDocument

SEPARATOR = "-"
TOTAL = "TOTAL"
DIGITS_MAX = 4  # maximum digits of a row number


def joined(prefix: str, *steps: str | int) -> str:
    return SEPARATOR.join([prefix, *map(str, steps)] if prefix else map(str, steps))


def name_of(path: str) -> str:
    """Return the control name of a path: ``ducts[0].side`` as ``ducts-0-side``."""
    return re.sub(r"\[(\d+)\]", r"-\1", path).replace(".", SEPARATOR)


def path_of(name: str) -> str:
    """Return the path of a control name: ``ducts-0-side`` as ``ducts[0].side``."""
    return re.sub(r"-(\d+)(?=-|$)", r"[\1]", name).replace(SEPARATOR, ".")


def control_id(name: str) -> str:
    return f"id_{name}"


def anchor(path: str) -> str:
    """Return the id of the element that a link to ``path`` targets."""
    name = name_of(path)
    return control_id(name) if leaf_at(name) else name


def node_class_at(name: str) -> type[Node] | None:
    """Return the class of the group, list items or item called ``name``."""
    node_class: type[Node] = ReportDocument
    for step in name.split(SEPARATOR) if name else ():
        if step.isdecimal():
            continue
        below = {spec.name: spec for spec in node_class.specs() if not isinstance(spec, LeafSpec)}
        if step not in below:
            return None
        node_class = below[step].node_class
    return node_class


def leaf_at(name: str) -> LeafSpec | None:
    """Return the leaf called ``name``."""
    head, _dash, last = name.rpartition(SEPARATOR)
    node_class = node_class_at(head)
    leaves = node_class.leaf_specs() if node_class else ()
    return next((spec for spec in leaves if spec.name == last), None)


def label_of(name: str) -> str:
    """Return the labels leading to ``name``, such as ``Duct 1 › Contrast › Volume``."""
    node_class: type[Node] = ReportDocument
    labels: list[str] = []
    items: ListSpec | None = None
    for step in name.split(SEPARATOR):
        if step.isdecimal() and items:
            number = (
                int(step) + 1 if len(step) <= DIGITS_MAX else step
            )  # a submitted name may contain anything
            labels[-1] = f"{capfirst(str(items.item_label))} {number}"
            continue
        spec = next((spec for spec in node_class.specs() if spec.name == step), None)
        if spec is None:
            break
        labels.append(capfirst(str(spec.label)))
        items = spec if isinstance(spec, ListSpec) else None
        if not isinstance(spec, LeafSpec):
            node_class = spec.node_class
    return " › ".join(labels)
