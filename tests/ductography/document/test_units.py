"""Every number with a unit is printed with the singular or plural, the decimal mark and the space of its language."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from reporting.ductography.document import LeafSpec, Node, ReportDocument, format_answer
from reporting.ductography.document.formatting import unit_after

# By the name of the unit: numbers as printed in English and in German.
PRINTED: dict[str, list[tuple[float, str, str]]] = {
    "months": [
        (0, "0 months", "0 Monate"),
        (0.5, "0.5 months", "0,5 Monate"),
        (1, "1 month", "1 Monat"),
        (1.5, "1.5 months", "1,5 Monate"),
        (2, "2 months", "2 Monate"),
        (1200, "1200 months", "1200 Monate"),
    ],
    "years": [(1, "1 year", "1 Jahr"), (0.5, "0.5 years", "0,5 Jahre"), (60, "60 years", "60 Jahre")],
    "o’clock": [(1, "1 o’clock", "1 Uhr"), (12, "12 o’clock", "12 Uhr")],
    "mm": [(1, "1 mm", "1 mm"), (4.5, "4.5 mm", "4,5 mm")],
    "mL": [(0.6, "0.6 mL", "0,6 mL"), (2, "2 mL", "2 mL")],
    "mg I/mL": [(300, "300 mg I/mL", "300 mg I/mL")],
    "mGy": [(1.25, "1.25 mGy", "1,25 mGy")],
    "G": [(30, "30 G", "30 G")],
    "°": [(0, "0°", "0°"), (90, "90°", "90°")],
}


def measures(node_class: type[Node] = ReportDocument) -> Iterator[LeafSpec]:
    for spec in node_class.specs():
        if not isinstance(spec, LeafSpec):
            yield from measures(spec.node_class)
        elif spec.unit:
            yield spec


def test_every_unit_of_the_document_is_known_here() -> None:
    assert {str(spec.unit) for spec in measures()} == set(PRINTED)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_number_agrees_with_its_unit(language: str) -> None:
    for spec in measures():
        for value, english, german in PRINTED[str(spec.unit)]:
            if spec.kind == "integer" and value != int(value):
                continue
            number = int(value) if spec.kind == "integer" else float(value)
            with translation.override(language):
                assert format_answer(spec, number) == {"en": english, "de": german}[language], spec.name


def test_the_unit_alone_agrees_too() -> None:
    spec = next(spec for spec in measures() if spec.name == "follow_up_months")
    assert [unit_after(value, spec) for value in (0.5, 1.0, 2.0)] == ["months", "month", "months"]
    with translation.override("de"):
        assert [unit_after(value, spec) for value in (0.5, 1.0, 2.0)] == ["Monate", "Monat", "Monate"]
