"""FHIR codings: the published code from `vocabulary/codes.csv` where there is one, and always the words."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.utils.translation import get_language

from reporting.ductography.vocabulary.codes import Code, all_codes, term_name
from reporting.ductography.vocabulary.terms import Term

# Addresses of the code systems, as HL7 Terminology (THO) lists them.
SYSTEMS = {
    "SCT": "http://snomed.info/sct",
    "DCM": "http://dicom.nema.org/resources/ontology/DCM",
    "LN": "http://loinc.org",
    "RADLEX": "http://www.radlex.org",
    "NCIT": "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
}
UCUM = "http://unitsofmeasure.org"
# UCUM codes by the unit that the name of a field carries.
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
    """The code of a term, or of several together; None when no published one is known."""
    code = _codes().get(frozenset(map(term_name, terms)))
    return {"system": SYSTEMS[code.system], "code": code.code, "display": code.display} if code else None


def concept(text: str, *terms: Term | str) -> Concept:
    """A CodeableConcept: ``text``, and the code of ``terms`` if there is one."""
    found = coding(*terms) if terms else None
    return {"coding": [found], "text": text} if found else {"text": text}


def term_concept(term: Term, field: str = "") -> Concept:
    """A term in the active language with its code, or with that of ``field`` when it has this value."""
    return _term_concept(get_language(), term, field)


# Equal values of different lists are equal strings, so their type counts.
@lru_cache(maxsize=4096, typed=True)
def _term_concept(_language: str | None, term: Term, field: str) -> Concept:
    found = concept(str(term.label), term)
    return found if "coding" in found or not field else concept(str(term.label), f"{field}={term.value}")


def quantity(value: float, name: str, unit: str) -> dict[str, Any]:
    """A Quantity of the field ``name``; its UCUM code follows from what the name ends in."""
    code = UNITS.get(name.rpartition("_")[2])
    made: dict[str, Any] = {"value": value}
    if unit:
        made["unit"] = unit
    return {**made, "system": UCUM, "code": code} if code else made
