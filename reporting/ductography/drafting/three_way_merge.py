"""Three-way merge of concurrent changes to a document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..document import ReportDocument

ANSWER_FLAGS = ("not_recorded", "assumed")  # lists of field names in each group


@dataclass(frozen=True, slots=True)
class MergeResult:
    """``document`` contains both changes, mine at each path in ``conflicts`` (such as ``ducts[0].side``)."""

    document: ReportDocument
    conflicts: tuple[str, ...]


def merge(base: ReportDocument, theirs: ReportDocument, mine: ReportDocument) -> MergeResult:
    """Merge the changes of ``theirs`` and ``mine`` against ``base``, field by field.

    Lists of groups are merged item by item if their lengths are equal. Any other list counts as one field. If both
    changed a field differently, mine is kept and the path is a conflict. “Not recorded” is an answer of the field.
    """
    conflicts: list[str] = []
    tree = _merge(_tree(base), _tree(theirs), _tree(mine), "", conflicts)
    return MergeResult(ReportDocument.from_json(json.dumps(_plain(tree))), tuple(conflicts))


@dataclass(frozen=True, slots=True)
class _Leaf:
    """An answer with its flags (not recorded, assumed), which are merged as one value."""

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
    if isinstance(mine, dict):  # a group in all three
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
