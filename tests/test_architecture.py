"""Imports run in one direction only: a lower room never looks into a higher one."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "reporting"

# From the ground up; modules on one level may use each other.
LEVELS = (
    ("ductography",),
    ("pdf", "interop", "imaging"),
    ("models", "migrations", "triggers"),
    (
        "archive",
        "certification",
        "verification",
        "verification_codes",
        "pades",
        "audit",
        "delivery",
        "document_check",
        "drafts",
        "facets",
        "identity",
        "image_identity",
        "importing",
        "languages",
        "key_images",
        "lifecycle",
        "passwords",
        "permissions",
        "presence",
        "reasons",
        "refusals",
        "registration",
        "releasing",
        "rendering",
        "report_templates",
        "sealing",
        "signals",
        "signing",
        "staging",
        "statistics",
    ),
    ("forms", "schemas"),
    ("views", "presenters", "admin", "api", "management", "templatetags", "lifecycle_page"),
)
# Tools that hold no knowledge of reports and may be used anywhere above the ductography folder.
TOOLS = {"colours", "env", "sqlite", "logs", "version", "storage", "storage_s3"}
SKIN = {"settings", "assets", "urls", "apps", "wsgi", "asgi", "middleware", "accounts", "checks", "health"}
LEVEL = {name: number for number, names in enumerate(LEVELS) for name in names}


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.stem != "__init__")


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Rooms of this project which the module imports, whatever way it writes the import."""
    package = ["reporting", *path.relative_to(ROOT).parts[:-1]]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return {name.split(".")[1] for name in found if name.startswith("reporting.")}


def test_every_room_has_its_level() -> None:
    rooms = {room(path) for path in modules()}
    assert rooms - set(LEVEL) - TOOLS - SKIN == set(), "give the new room its level here"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_downwards(path: Path) -> None:
    here = room(path)
    if here in SKIN:
        return
    above = {name for name in imported_rooms(path) if LEVEL.get(name, -1) > LEVEL.get(here, -1)}
    allowed_skin = set() if here in LEVEL and LEVEL[here] < 5 else {"settings"}
    assert above == set(), f"{here} must not import {sorted(above)}"
    assert (imported_rooms(path) & SKIN) - allowed_skin - {here} <= {"health"}, (
        "the outer skin is not imported"
    )


def test_the_clinical_folder_knows_no_database() -> None:
    for path in (ROOT / "ductography").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "django.db" not in source, path
        assert "django.conf" not in source, path
