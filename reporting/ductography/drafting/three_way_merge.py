"""Two people changed the same document: what each did alone is taken, what both did differently is named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..document import ReportDocument

ANSWER_FLAGS = ("not_recorded", "assumed")  # lists of a group that name leaves of it


@dataclass(frozen=True, slots=True)
class MergeResult:
    """``document`` holds both changes, mine at each of the ``conflicts``: paths like ``ducts[0].side``."""

    document: ReportDocument
    conflicts: tuple[str, ...]


def merge(base: ReportDocument, theirs: ReportDocument, mine: ReportDocument) -> MergeResult:
    """Three-way merge on the leaves.

    Lists of groups are merged item by item as long as nobody added or removed one; otherwise, and for lists
    of terms, a list counts as one leaf. Where both changed a leaf differently, mine stands and the path is
    named. An answer and “not recorded” are two answers of one leaf.
    """
    conflicts: list[str] = []
    tree = _merge(_tree(base), _tree(theirs), _tree(mine), "", conflicts)
    return MergeResult(ReportDocument.from_json(json.dumps(_plain(tree))), tuple(conflicts))


@dataclass(frozen=True, slots=True)
class _Leaf:
    """An answer together with what is said about it (not recorded, assumed): they change as one."""

    value: Any
    about: tuple[bool, ...]


def _tree(document: ReportDocument) -> Any:
    return _with_leaves(json.loads(document.canonical_json()))


def _with_leaves(group: dict[str, Any]) -> dict[str, Any]:
    marks = [group[about] for about in ANSWER_FLAGS]
    return {
        name: _with_leaves(value)
        if isinstance(value, dict)
        else [_with_leaves(item) for item in value]
        if _are_groups(value)
        else _Leaf(value, tuple(name in marked for marked in marks))
        for name, value in group.items()
        if name not in ANSWER_FLAGS
    }


def _plain(tree: Any) -> Any:
    if isinstance(tree, list):
        return [_plain(item) for item in tree]
    if isinstance(tree, _Leaf):
        return tree.value
    marks = {
        about: [name for name, value in tree.items() if isinstance(value, _Leaf) and value.about[number]]
        for number, about in enumerate(ANSWER_FLAGS)
    }
    return {name: _plain(value) for name, value in tree.items()} | marks


def _are_groups(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _merge(base: Any, theirs: Any, mine: Any, path: str, conflicts: list[str]) -> Any:
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, dict):  # then it is a group in all three
        return {
            key: _merge(base[key], theirs[key], mine[key], f"{path}.{key}" if path else key, conflicts)
            for key in mine
        }
    if _same_groups(base, theirs, mine):
        triples = zip(base, theirs, mine, strict=True)
        return [_merge(*items, f"{path}[{index}]", conflicts) for index, items in enumerate(triples)]
    conflicts.append(path)
    return mine


def _same_groups(*lists: Any) -> bool:
    if not all(isinstance(found, list) for found in lists):
        return False
    return len({len(found) for found in lists}) == 1
