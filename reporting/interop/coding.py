"""FHIR codings: the text of a term, and its published code from `vocabulary/codes.csv` if there is one."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.utils.translation import get_language

from reporting.ductography.vocabulary.codes import Code, all_codes, term_name
from reporting.ductography.vocabulary.terms import Term

# URIs of the code systems as listed by HL7 Terminology (THO).
SYSTEMS = {
    "SCT": "http://snomed.info/sct",
    "DCM": "http://dicom.nema.org/resources/ontology/DCM",
    "LN": "http://loinc.org",
    "RADLEX": "http://www.radlex.org",
    "NCIT": "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
}
UCUM = "http://unitsofmeasure.org"
# UCUM codes by the unit suffix of field names.
UNITS = {"mm": "mm", "ml": "mL", "mgy": "mGy", "months": "mo", "years": "a"}

Concept = dict[str, Any]


@cache
def _codes() -> dict[frozenset[str], Code]:
    known: dict[frozenset[str], Code] = {}
    for code in all_codes():
        if code.status != "unverified":
            known.setdefault(frozenset(code.term.split("+")), code)
    return known


def coding(*terms: Term | str) -> dict[str, str] | None:
    """Return the code of a term or a combination of terms; None if no published code is known."""
    code = _codes().get(frozenset(map(term_name, terms)))
    return {"system": SYSTEMS[code.system], "code": code.code, "display": code.display} if code else None


def concept(text: str, *terms: Term | str) -> Concept:
    """Return a CodeableConcept with ``text``, and the code of ``terms`` if there is one."""
    found = coding(*terms) if terms else None
    return {"coding": [found], "text": text} if found else {"text": text}


def term_concept(term: Term, field: str = "") -> Concept:
    """Return a term in the active language with its code, or else with the code of ``field`` for this value."""
    return _term_concept(get_language(), term, field)


# typed, because equal values of different lists are equal strings.
@lru_cache(maxsize=4096, typed=True)
def _term_concept(_language: str | None, term: Term, field: str) -> Concept:
    found = concept(str(term.label), term)
    return found if "coding" in found or not field else concept(str(term.label), f"{field}={term.value}")


def quantity(value: float, name: str, unit: str) -> dict[str, Any]:
    """Return a Quantity of the field ``name``; its UCUM code is derived from the suffix of the name."""
    code = UNITS.get(name.rpartition("_")[2])
    made: dict[str, Any] = {"value": value}
    if unit:
        made["unit"] = unit
    return {**made, "system": UCUM, "code": code} if code else made
