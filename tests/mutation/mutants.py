"""Every small change of a module: the operators of mutmut, and one element of a list of values left out.

mutmut itself changes functions only, and no decorated ones. The clinical knowledge stands in tables at the top of
modules just as much, so its operators are applied here to the whole module. Left alone are annotations, decorators,
docstrings, imports, and the wording of sentences: another word in a sentence is no other decision.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators, operator_string

GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}


@dataclass(frozen=True)
class Mutant:
    """``module`` with ``node`` replaced by ``changed``; ``function`` holds the lines of the outermost function."""

    path: Path
    index: int
    line: int
    function: tuple[int, int] | None
    module: cst.Module
    node: cst.CSTNode
    changed: cst.CSTNode

    def source(self) -> str:
        return self.module.deep_replace(self.node, self.changed).code

    def difference(self) -> str:
        """The lines that differ, on one line."""
        lines = difflib.unified_diff(
            self.module.code.split("\n"), self.source().split("\n"), n=0, lineterm=""
        )
        changed = [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]
        return " ".join(f"{line[0]} {line[1:].strip()}" for line in changed)


def mutants(path: Path) -> list[Mutant]:
    """The mutants of one module, in the order of its text."""
    wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")), unsafe_skip_copy=True)
    finder = _Finder(dict(wrapper.resolve(PositionProvider)))
    wrapper.module.visit(finder)
    return [
        Mutant(path, index, line, function, wrapper.module, node, changed)
        for index, (line, function, node, changed) in enumerate(finder.found)
    ]


class _Finder(cst.CSTVisitor):
    def __init__(self, positions: dict[cst.CSTNode, CodeRange]) -> None:
        self.positions = positions
        self.functions: list[tuple[int, int]] = []
        self.line = 1
        self.found: list[tuple[int, tuple[int, int] | None, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if position := self.positions.get(node):
            self.line = position.start.line
        if isinstance(node, cst.FunctionDef) and position:
            first = min([self.line, *(self.positions[item].start.line for item in node.decorators)])
            self.functions.append((first, position.end.line))
        if _is_left_alone(node):
            return False
        function = self.functions[0] if self.functions else None
        self.found += [(self.line, function, node, changed) for changed in _changes(node)]
        return True

    def on_leave(self, node: cst.CSTNode) -> None:
        if isinstance(node, cst.FunctionDef):
            self.functions.pop()


def _is_left_alone(node: cst.CSTNode) -> bool:
    match node:
        case cst.Annotation() | cst.Decorator() | cst.Import() | cst.ImportFrom() | cst.AssignTarget():
            return True
        case cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString()):
            return True  # a docstring
        case cst.Call(func=cst.Name(value=name)):
            return name in GETTEXT
        case cst.Assign(value=cst.Subscript(value=cst.Name(value=name))):
            return name[0].isupper()  # the name of a type
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value="__all__"))]):
            return True
    return False


def _changes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            # Of a text one change is enough; its upper and lower case would ask the same once more.
            yield from islice(operator(node), 1 if operator is operator_string else None)
    if isinstance(node, cst.Set | cst.List | cst.Tuple | cst.Dict) and len(node.elements) > 1:
        elements = [element.with_changes(comma=cst.Comma()) for element in node.elements]
        for index in range(len(elements)):
            yield node.with_changes(elements=elements[:index] + elements[index + 1 :])
