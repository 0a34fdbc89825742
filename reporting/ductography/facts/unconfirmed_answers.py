"""Answers that a template gave and nobody has confirmed yet: where they stand, and how they are settled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from ..document import ChildSpec, LeafSpec, ListSpec, Node, ReportDocument, is_blank

NodeType = TypeVar("NodeType", bound=Node)


def assumed_answers(report: ReportDocument) -> list[tuple[str, LeafSpec]]:
    """Path and description of every answer that still has to be confirmed, in the order of the document."""
    return list(_assumed(report, ""))


def _assumed(node: Node, path: str) -> Iterator[tuple[str, LeafSpec]]:
    for spec in node.leaf_specs() if node.assumed else ():
        if spec.name in node.assumed:
            yield f"{path}.{spec.name}", spec
    for step, below in node.children():
        yield from _assumed(below, f"{path}.{step}" if path else step)


def all_assumed(node: NodeType) -> NodeType:
    """A copy in which every answer, here and below, has to be confirmed."""
    changes: dict[str, object] = {}
    for spec in node.specs():
        value = getattr(node, spec.name)
        if isinstance(spec, ListSpec):
            changes[spec.name] = tuple(map(all_assumed, value))
        elif isinstance(spec, ChildSpec):
            changes[spec.name] = all_assumed(value)
    answered = tuple(spec.name for spec in node.leaf_specs() if not is_blank(getattr(node, spec.name)))
    return node.model_copy(update={**changes, "assumed": answered})
