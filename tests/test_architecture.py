"""The allowed import directions, as one table; a circle of packages or of modules fails."""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reporting.management.commands import architecture_diagram
from reporting.management.package_diagram import (
    ENTRY_POINTS,
    imports_of,
    modules,
    package_imports,
    package_of,
    without_implied,
)

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
    "verification accounts",
    "workflow",
    "web management",
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names.split()}


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
    assert circle(package_imports()) == []


def test_a_circle_is_noticed() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []


@pytest.mark.parametrize("forbidden", ["django.db", "django.conf"])
def test_the_clinical_package_uses_no_database_and_no_setting(forbidden: str) -> None:
    for path in (ROOT / "ductography").rglob("*.py"):
        assert forbidden not in path.read_text(encoding="utf-8"), path


# --- The page on it -----------------------------------------------------------------------------------


PAGE = PROJECT / "docs" / "architecture.md"


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its own heading."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_picture_is_current() -> None:
    call_command("architecture_diagram", check=True)


def test_a_picture_that_differs_is_noticed_and_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "architecture.md"
    monkeypatch.setattr(architecture_diagram, "PAGE", page)
    page.write_text("before\n\n```mermaid\nold\n```\n\nafter\n")
    with pytest.raises(CommandError, match="out of date; run architecture_diagram --write"):
        call_command("architecture_diagram", check=True)
    call_command("architecture_diagram", write=True)
    call_command("architecture_diagram", check=True)
    written = page.read_text()
    assert written.startswith("before\n\n```mermaid\nflowchart TB\n") and written.endswith("```\n\nafter\n")
    page.write_text("no picture")
    with pytest.raises(CommandError, match="exactly one"):
        call_command("architecture_diagram", check=True)


def test_the_picture_leaves_out_only_what_follows_from_it() -> None:
    assert without_implied({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": {"b"}, "b": {"c"}, "c": set()}
    shown = without_implied(package_imports())

    def reached(package: str) -> set[str]:
        return shown[package] | {further for other in shown[package] for further in reached(other)}

    for package, others in package_imports().items():
        assert others <= reached(package), package


def test_every_package_has_its_line() -> None:
    listed = [name for first, _holds in rows("Packages") for name in code(first)]
    expected = {f"reporting/{name.replace('.', '/')}/" for name in {*LAYER, "ductography"}}
    assert len(listed) == len(set(listed))
    assert set(listed) == expected


@pytest.mark.parametrize(
    "heading", ["Packages", "One field, from form to PDF", "Where to put something new", "Twenty questions"]
)
def test_every_named_path_exists(heading: str) -> None:
    named = [
        name for row in rows(heading) for cell in row for name in code(cell) if "/" in name or ".md" in name
    ]
    assert len(named) >= len(rows(heading))
    assert [name for name in named if not (PROJECT / name).exists()] == []


def test_the_path_of_a_field_names_what_is_in_its_files() -> None:
    for _step, file, name in rows("One field, from form to PDF"):
        (path,) = code(file)
        for found in code(name):
            assert re.search(rf"\b{re.escape(found)}\b", (PROJECT / path).read_text(encoding="utf-8")), (
                path,
                found,
            )


def test_twenty_questions_are_answered_by_one_file_each() -> None:
    questions = rows("Twenty questions")
    assert len(questions) == 20
    for question, answer in questions:
        path, *names = code(answer)
        assert question.startswith("… ") and question.endswith("?")
        assert (PROJECT / path).is_file()
        assert all(name in (PROJECT / path).read_text(encoding="utf-8") for name in names), (path, names)


def test_paths_in_the_guide_for_contributors_exist() -> None:
    guide = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:reporting|templates|tests|scripts|docs|fixtures)/[^`\s]*)", guide)
    assert len(named) > 15
    assert [name for name in named if not (PROJECT / name).exists()] == []
