"""Which package imports which, read from the source, and the picture of it in docs/architecture.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLINICAL = "ductography"
# Modules that Django or a server loads by name. They put the packages together; no package imports them.
ENTRY_POINTS = frozenset({"apps", "asgi", "checks", "settings", "urls", "wsgi"})
# Django writes and reads migrations itself; they name models' modules.
LEFT_OUT = "migrations"


@cache
def modules() -> dict[str, Path]:
    """Every module of the project by its dotted name without ``reporting.``."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name and parts[0] != LEFT_OUT:
            found[name] = path
    return found


@cache
def imports_of(name: str) -> frozenset[str]:
    """Modules of the project that ``name`` imports, in whatever way the import is written."""
    path = modules()[name]
    package = ["reporting", *path.relative_to(ROOT).parts[:-1]]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("reporting.") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{module}.{alias.name}".removeprefix("reporting.")
                found.add(full if full in modules() else module.removeprefix("reporting."))
    return frozenset(found & modules().keys()) - {name}


def package_of(name: str) -> str:
    """``workflow.signing`` belongs to ``workflow``, ``ductography.layout.x`` to ``ductography.layout``."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == CLINICAL and len(parts) > 1 else parts[0]


def package_imports() -> dict[str, set[str]]:
    """For each package the other packages that its modules import; without entry points."""
    found: dict[str, set[str]] = {}
    for name in modules():
        package = package_of(name)
        if package in ENTRY_POINTS or package == CLINICAL:
            continue
        below = {package_of(other) for other in imports_of(name)} - {package, CLINICAL}
        found.setdefault(package, set()).update(below)
    return dict(sorted(found.items()))


def without_implied(imports: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """``imports`` without those that already follow from others; there must be no circle."""

    @cache
    def below(package: str) -> frozenset[str]:
        direct = imports.get(package, set())
        return frozenset(direct).union(*map(below, direct))

    return {
        package: {
            other for other in direct if not any(other in below(between) for between in direct - {other})
        }
        for package, direct in imports.items()
    }


def diagram() -> str:
    """The packages and their import directions as a Mermaid flow chart."""
    return "\n".join(["flowchart TB", *_lines(package_imports())]) + "\n"


def _lines(imports: Mapping[str, set[str]]) -> Iterator[str]:
    clinical = [package for package in imports if package.startswith(f"{CLINICAL}.")]
    yield from (f"    {package}" for package in imports if package not in clinical)
    yield f"    subgraph {CLINICAL}"
    yield from (f"        {_node(package)}" for package in clinical)
    yield "    end"
    for package, others in without_implied(imports).items():
        yield from (f"    {_node(package)} --> {_node(other)}" for other in sorted(others))


def _node(package: str) -> str:
    return package.removeprefix(f"{CLINICAL}.")
