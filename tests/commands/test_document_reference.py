"""The reference page of the document names every field and is the one that the program writes."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reporting.ductography.document import leaf_values
from reporting.management.commands import document_reference
from tests.full_document import full_document


def test_the_page_is_current() -> None:
    call_command("document_reference", check=True)


def test_every_path_of_a_document_is_on_the_page() -> None:
    text = document_reference.PAGE.read_text(encoding="utf-8")
    paths = {re.sub(r"\[\d+\]", "[]", leaf.path) for leaf in leaf_values(full_document())}
    assert [path for path in sorted(paths) if f"| `{path}` |" not in text] == []


def test_limits_units_values_and_codes_stand_beside_their_field() -> None:
    lines = document_reference.PAGE.read_text(encoding="utf-8").splitlines()
    volume = next(line for line in lines if line.startswith("| `ducts[].contrast.volume_ml` |"))
    assert "number, 0–50, mL" in volume and "published volumes" in volume
    clock = next(
        line for line in lines if line.startswith("| `ducts[].findings[].location.clock_position` |")
    )
    assert "whole number, 1–12, o’clock" in clock
    assert "| `left` | left | SCT 80248007 |" in lines


def test_a_page_out_of_date_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(document_reference, "PAGE", tmp_path / "reference" / "document.md")
    with pytest.raises(CommandError, match="out of date"):
        call_command("document_reference", check=True)
    call_command("document_reference", write=True)
    call_command("document_reference", check=True)
