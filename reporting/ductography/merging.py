"""Two people changed the same document: what each did alone is taken, what both did differently is named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .document import DocumentError, ReportDocument


@dataclass(frozen=True, slots=True)
class Merged:
    """``document`` holds both changes, mine at each of the ``conflicts``: paths like ``ducts[0].side``."""

    document: ReportDocument
    conflicts: tuple[str, ...]


def merge(base: ReportDocument, theirs: ReportDocument, mine: ReportDocument) -> Merged:
    """Three-way merge on the leaves.

    Lists of groups are merged item by item as long as nobody added or removed one; otherwise, and for lists
    of terms, a list counts as one leaf. Where both changed a leaf differently, mine stands and the path is
    named. Changes that contradict each other within one group leave mine whole and name all that differs.
    """
    conflicts: list[str] = []
    tree = _merge(_tree(base), _tree(theirs), _tree(mine), "", conflicts)
    try:
        return Merged(ReportDocument.from_json(json.dumps(tree)), tuple(conflicts))
    except DocumentError:
        return Merged(mine, tuple(_differing(_tree(theirs), _tree(mine))))


def _tree(document: ReportDocument) -> Any:
    return json.loads(document.canonical_json())


def _merge(base: Any, theirs: Any, mine: Any, path: str, conflicts: list[str]) -> Any:
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict) and isinstance(base, dict):
        return {
            key: _unconfirmed(base[key], theirs[key], mine[key])
            if key == "assumed"
            else _merge(
                base.get(key), theirs.get(key), mine[key], f"{path}.{key}" if path else key, conflicts
            )
            for key in mine
        }
    if _same_groups(base, theirs, mine):
        triples = zip(base, theirs, mine, strict=True)
        return [_merge(*items, f"{path}[{index}]", conflicts) for index, items in enumerate(triples)]
    conflicts.append(path)
    return mine


def _unconfirmed(base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    """What one of two has confirmed is confirmed; what one of them newly assumed still has to be."""
    return sorted({name for name in {*theirs, *mine} if name in theirs and name in mine or name not in base})


def _same_groups(*lists: Any) -> bool:
    if not all(isinstance(found, list) for found in lists):
        return False
    lengths = {len(found) for found in lists}
    return len(lengths) == 1 and all(isinstance(item, dict) for found in lists for item in found)


def _differing(theirs: Any, mine: Any, path: str = "") -> list[str]:
    if theirs == mine:
        return []
    if isinstance(theirs, dict) and isinstance(mine, dict):
        return [
            found
            for key in mine
            for found in _differing(theirs.get(key), mine[key], f"{path}.{key}" if path else key)
        ]
    if _same_groups(theirs, mine):
        pairs = enumerate(zip(theirs, mine, strict=True))
        return [found for index, pair in pairs for found in _differing(*pair, f"{path}[{index}]")]
    return [path]
