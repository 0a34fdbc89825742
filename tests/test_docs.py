"""What the documentation promises is compared with the program; its commands are run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from reporting.management import demo
from reporting.models import Role, Status

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
PICTURES = ROOT / "docs" / "screenshots"
PICTURE_BYTES_MAX = 150_000


def section(title: str, page: str = README) -> str:
    """The text below a heading, up to the next one of the same level."""
    level, rest = re.split(rf"^(#+) {re.escape(title)}\n", page, maxsplit=1, flags=re.MULTILINE)[1:]
    return re.split(rf"^#{{2,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def first_column(title: str) -> set[str]:
    """What stands as code in the first cells of a section's table."""
    cells = re.findall(r"^\| ([^|]*?) \|", section(title), flags=re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


# --- Nothing is left out, nothing is made up --------------------------------------------------------


def variables() -> set[str]:
    """Environment variables that the program and its scripts read."""
    read = re.compile(r"environment\.\w+\(\s*\"([A-Z0-9_]+)\"")
    found = set(read.findall((ROOT / "reporting" / "settings.py").read_text(encoding="utf-8")))
    for path in (ROOT / "reporting").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(read.findall(text))
        found |= set(re.findall(r"^[A-Z0-9_]+_VARIABLE = \"([A-Z0-9_]+)\"", text, flags=re.MULTILINE))
    for script in ("run", "install"):
        text = (ROOT / "scripts" / script).read_text(encoding="utf-8")
        found |= set(re.findall(r"\$\{([A-Z0-9_]+):-", text))
    return found


def test_every_variable_is_explained_and_every_explained_one_is_read() -> None:
    assert first_column("Configuration") == variables()


def test_every_command_is_named() -> None:
    own = {name for name, app in get_commands().items() if app == "reporting"}
    assert len(own) > 5
    named = set(re.findall(r"[a-z]+(?:_[a-z]+)+|explain|createsuperuser|changepassword", section("Commands")))
    assert own <= named


def test_every_status_is_explained() -> None:
    rows = re.findall(r"^\| (\w+) \| \S", section("A report's life"), flags=re.MULTILINE)
    assert [row for row in rows if row != "status"] == list(Status.values)


def test_every_role_has_its_first_minutes_and_every_demo_account_its_row() -> None:
    for person in demo.DEMO_USERS:
        row = f"| `{person.username}` | `{demo.PASSWORD}` | {person.role.label} |"
        assert row in section("Try it")
    for role in Role:
        accounts = {f"Sign in as `{person.username}`" for person in demo.DEMO_USERS if person.role == role}
        assert any(account in section("The first five minutes") for account in accounts), role


def test_every_label_of_the_first_minutes_stands_on_a_page() -> None:
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "reporting").rglob("*.py")]
    words = "\n".join(path.read_text(encoding="utf-8") for path in sources).lower()
    found = re.findall(r"\*\*(.+?)\*\*", section("The first five minutes"), re.DOTALL)
    labels = {" ".join(label.split()) for label in found}
    assert len(labels) > 15
    made = {"Add view", "Add finding", "Add duct", "Users"}  # put together from “Add {item}”, or Django's own
    assert {label for label in labels - made if label.lower() not in words} == set()


def test_the_example_of_a_configuration_names_nothing_unknown() -> None:
    example = (ROOT / "docs" / "installation" / "environment").read_text(encoding="utf-8")
    assert set(re.findall(r"^([A-Z0-9_]+)=", example, flags=re.MULTILINE)) <= variables()


def test_every_file_of_the_recipe_is_used_by_it() -> None:
    recipe = (ROOT / "docs" / "installation.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs" / "installation").iterdir():
        assert path.name in recipe or f"*{path.suffix}" in recipe, path


def test_the_start_says_what_the_readme_says() -> None:
    assert "Serving on http://127.0.0.1:" in section("Try it")
    command = ROOT / "reporting" / "management" / "commands" / "serve_demo.py"
    assert "Serving on http://127.0.0.1:" in command.read_text(encoding="utf-8")


# --- Links and pictures -----------------------------------------------------------------------------


def links(page: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", target):
            yield target.partition("#")[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_leads_nowhere(page: Path) -> None:
    assert [target for target in links(page) if not (page.parent / target).exists()] == []


def test_pictures_are_shown_small_and_known_to_the_test_that_takes_them() -> None:
    shown = {Path(target).stem for target in links(ROOT / "README.md") if target.endswith(".png")}
    there = {path.stem for path in PICTURES.glob("*.png")}
    recorded = set(json.loads((PICTURES / "shown.json").read_text(encoding="utf-8")))
    assert shown == there == recorded
    assert [path.name for path in PICTURES.glob("*.png") if path.stat().st_size > PICTURE_BYTES_MAX] == []


# --- What is written to be typed, typed -------------------------------------------------------------


def blocks(page: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder that looks like the project's, with the demo in a data directory of its own."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("manage.py", "docs", "fixtures"):
        (folder / name).symlink_to(ROOT / name)
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    environment = {
        "PATH": os.environ["PATH"],
        "REPORTING_DATA_DIR": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "reporting.settings",
    }
    for command in ("migrate", "seed_demo"):
        subprocess.run(
            [python, "manage.py", command], cwd=folder, env=environment, check=True, capture_output=True
        )
    return folder, environment


def test_the_commands_of_the_readme_work(installation: tuple[Path, dict[str, str]]) -> None:
    folder, environment = installation
    found = blocks(README)
    assert found
    for block in found:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert (folder / "patient.pdf").read_bytes().startswith(b"%PDF-")
    assert "properties" in json.loads((folder / "schema.json").read_text(encoding="utf-8"))


def test_the_example_case_can_be_signed_as_it_is(installation: tuple[Path, dict[str, str]]) -> None:
    folder, environment = installation
    case = json.loads((ROOT / "docs" / "example-case.json").read_text(encoding="utf-8"))
    case["identity"]["accession_number"] = "EX-2"
    (folder / "second.json").write_text(json.dumps(case))
    options = ["--referrer", "finn", "--sign-as", "rosa", "--pdf", "signed.pdf"]
    done = subprocess.run(
        [".venv/bin/python", "manage.py", "import_case", "second.json", *options],
        cwd=folder,
        env=environment | {"REPORTING_SIGN_PASSWORD": demo.PASSWORD},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "signed as final" in done.stdout
    assert (folder / "signed.pdf").read_bytes().startswith(b"%PDF-")
