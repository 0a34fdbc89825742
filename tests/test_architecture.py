"""The allowed import directions, as one table; a circle of packages or of modules fails."""

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ROOT = PROJECT / "reporting"

# From the ground up: a package may import from packages on the lines above its own, and from no other.
LAYERS = (
    "site ductography.vocabulary",
    "ductography.document",
    "ductography.facts ductography.phrases",
    "ductography.reading",
    "ductography.decision",
    "ductography.narrative ductography.diagrams",
    "ductography.judgement",
    "ductography.layout",
    "ductography.leaflets ductography.drafting ductography.reference",
    "models interop",
    "pdf policy",
    "custody",
    "images registry delivery history",
    "verification",
    "workflow",
    "web management",
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names.split()}
# Modules that Django or a server loads by name. They put the packages together; no package imports them.
ENTRY_POINTS = {"apps", "asgi", "checks", "settings", "urls", "wsgi"}
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
    return ".".join(parts[:2]) if parts[0] == "ductography" and len(parts) > 1 else parts[0]


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The names of one circle of ``graph``, [] where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_the_root_holds_only_what_is_loaded_by_name() -> None:
    assert {path.stem for path in ROOT.glob("*.py")} - {"__init__"} == ENTRY_POINTS
    # A folder without modules is what an earlier layout left behind, such as compiled files.
    packages = {package_of(name) for name in modules() if name not in ENTRY_POINTS}
    assert packages - {"ductography"} == set(LAYER), "give each package its layer here"


@pytest.mark.parametrize("name", modules())
def test_imports_go_down_the_layers(name: str) -> None:
    here = package_of(name)
    if here in ENTRY_POINTS or here == "ductography":
        return
    wrong = {
        other
        for other in imports_of(name)
        if package_of(other) != here and LAYER.get(package_of(other), len(LAYERS)) >= LAYER[here]
    }
    assert wrong == set(), f"{name} must not import {sorted(wrong)}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circle({name: set(imports_of(name)) for name in modules()}) == []


def test_no_package_imports_itself_by_way_of_others() -> None:
    packages: dict[str, set[str]] = {}
    for name in modules():
        below = {package_of(other) for other in imports_of(name)}
        packages.setdefault(package_of(name), set()).update(below - {package_of(name), "ductography"})
    assert circle(packages) == []


def test_a_circle_is_noticed() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []


@pytest.mark.parametrize("forbidden", ["django.db", "django.conf"])
def test_the_clinical_package_uses_no_database_and_no_setting(forbidden: str) -> None:
    for path in (ROOT / "ductography").rglob("*.py"):
        assert forbidden not in path.read_text(encoding="utf-8"), path
