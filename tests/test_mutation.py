"""The measure of the tests is itself right: which changes are made."""

from pathlib import Path

from tests.mutation.mutants import mutants

MODULE = '''"""A docstring."""
from django.utils.translation import gettext_lazy as _

LARGE_ML: float = 2.0
COLOURS = {"red", "green"}
SAYS = _("too large")


def is_large(volume_ml: float) -> bool:
    return volume_ml > LARGE_ML
'''


def changed_lines(source: str, tmp_path: Path) -> set[str]:
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    return {
        line.strip()
        for mutant in mutants(path)
        for line in set(mutant.source().splitlines()) - set(source.splitlines())
    }


def test_tables_and_functions_are_changed_and_wording_is_not(tmp_path: Path) -> None:
    assert changed_lines(MODULE, tmp_path) == {
        "LARGE_ML: float = None",
        "LARGE_ML: float = 3.0",
        "COLOURS = None",
        'COLOURS = {"XXredXX", "green"}',
        'COLOURS = {"red", "XXgreenXX"}',
        'COLOURS = {"green",}',
        'COLOURS = {"red",}',
        "SAYS = None",
        "return volume_ml >= LARGE_ML",
    }


def test_a_mutant_knows_the_lines_of_its_function(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(MODULE, encoding="utf-8")
    functions = {mutant.line: mutant.function for mutant in mutants(path)}
    assert functions == {4: None, 5: None, 6: None, 10: (9, 10)}
