"""Sentences on the indication: patient, discharge and history."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Identity, Indication, ReportDocument
from ..document.formatting import number
from ..phrases import discharge, history
from ..phrases.grammar import (
    capitalise,
    format_partial_date,
    format_phrase,
    format_plural,
    free_text_sentences,
    inline_text,
    join_with_and,
    not_recorded_sentence,
    plural_count,
    predicate_sentence,
)
from ..phrases.places import SIDE_NOT_RECORDED
from ..phrases.translation_cache import translated
from ..vocabulary import Answer, Comorbidity, HormoneOrDrug, QualitativeResult, Sex
from .discharge import blood_test_predicate, colour_list, cytology_sentences
from .phrase_lookup import phrases_for, sentences_for
from .places import place_phrase
from .studies import procedures


def indication(report: ReportDocument) -> Iterator[str]:
    """Yield the sentences of the indication in the order of the form."""
    asked = report.indication
    yield from _patient(report.identity, asked)
    yield from _onset(asked)
    yield from predicate_sentence(history.THE_DISCHARGE, _discharge(asked))
    for name, what in history.NOT_RECORDED.items():
        if name in asked.not_recorded:
            yield not_recorded_sentence(what)
    yield from sentences_for(asked, ("bloody", "bloody_other_side"), history.SENTENCES)
    yield from cytology_sentences(asked.cytology_results)
    yield from _breast(asked)
    if asked.had_surgery is Answer.YES and not asked.surgery:
        yield translated(history.HAD_SURGERY)
    yield from sentences_for(asked, ("had_surgery",), history.SENTENCES)
    yield from procedures(asked.surgery, earlier=True)
    yield from sentences_for(asked, ("implants", "implant_integrity"), history.SENTENCES)
    yield from _drugs_and_diseases(asked)
    yield from _hormonal(asked)
    yield from (translated(history.FAMILY_HISTORY[item]) for item in asked.family_history)
    yield from free_text_sentences(asked.family_history_text)
    yield from (translated(history.PURPOSE[purpose]) for purpose in asked.purposes)
    yield from free_text_sentences(asked.text)


def _patient(identity: Identity, asked: Indication) -> Iterator[str]:
    age = age_years(identity)
    patient = capitalise(_patient_phrase(identity.sex, age))
    if asked.discharge is Answer.NO:
        yield format_phrase(history.NO_DISCHARGE, patient=patient)
    elif asked.discharge or asked.discharge_sides:
        side = SIDE_NOT_RECORDED if "discharge_sides" in asked.not_recorded else asked.discharge_sides or ""
        yield format_phrase(history.HAS_DISCHARGE[side], patient=patient)
    elif age is not None or identity.sex:
        yield format_phrase(history.EXAMINED, patient=patient)


def _patient_phrase(sex: Sex | None, age: int | None) -> str:
    """Return “a 64-year-old woman”, “an 80-year-old man” or “a patient”."""
    with_age, with_vowel, without = history.PATIENT[sex]
    if age is None:
        return translated(without)
    return format_phrase(with_vowel if age in history.AGES_WITH_VOWEL else with_age, age=age)


def age_years(identity: Identity) -> int | None:
    """Return the age on the day of the examination, as entered or calculated from the date of birth."""
    born, day = identity.birth_date, identity.examination_date
    if identity.age_years is not None or born is None or day is None or day < born:
        return identity.age_years
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _onset(asked: Indication) -> Iterator[str]:
    if asked.since:
        yield format_phrase(history.SINCE, date=format_partial_date(asked.since))
    if asked.duration_months is not None:
        yield format_plural(
            history.DURATION, plural_count(asked.duration_months), number=number(asked.duration_months)
        )
    if asked.presented:
        wording = history.PRESENTED_ON if asked.presented.count("-") == 2 else history.PRESENTED
        yield format_phrase(wording, date=format_partial_date(asked.presented))


def _discharge(asked: Indication) -> Iterator[str]:
    if words := colour_list(asked.colours):
        yield format_phrase(discharge.DESCRIBED_AS, colours=words)
    if asked.thickness:
        yield translated(discharge.THICKNESS[asked.thickness])
    if asked.spontaneity:
        yield translated(discharge.SPONTANEITY[asked.spontaneity])
    if asked.persistence:
        yield translated(discharge.PERSISTENCE[asked.persistence])
    if asked.discharging_ducts:
        yield translated(discharge.DUCT_COUNT[asked.discharging_ducts])
    if asked.stains_clothing in discharge.STAINS:
        yield translated(discharge.STAINS[asked.stains_clothing])
    yield blood_test_predicate(asked)


def _breast(asked: Indication) -> Iterator[str]:
    if asked.palpable_mass is Answer.YES:
        yield format_phrase(history.PALPABLE_MASS, place=place_phrase(asked.palpable_mass_location, ""))
    yield from sentences_for(asked, ("palpable_mass",), history.SENTENCES)
    yield from phrases_for(asked.nipple_skin_changes, history.NO_CHANGE)
    if changes := phrases_for(asked.nipple_skin_changes, history.SKIN_CHANGE):
        yield format_phrase(history.SKIN_CHANGES, changes=join_with_and(changes))
    yield from sentences_for(asked, ("nipple_retraction", "pain"), history.SENTENCES)


def _drugs_and_diseases(asked: Indication) -> Iterator[str]:
    if HormoneOrDrug.NONE in asked.hormones_and_drugs:
        yield translated(history.NO_DRUGS)
    if HormoneOrDrug.NO_HORMONES in asked.hormones_and_drugs:
        yield translated(history.NO_HORMONES)
    if drugs := phrases_for(asked.hormones_and_drugs, history.DRUG):
        yield format_phrase(history.DRUGS, drugs=join_with_and(drugs))
    if asked.drug_names and (names := inline_text(asked.drug_names)):
        yield format_phrase(history.DRUG_NAMES, names=names)
    if Comorbidity.NONE in asked.comorbidities:
        yield translated(history.NO_DISEASE)
    if diseases := phrases_for(asked.comorbidities, history.DISEASE):
        yield format_phrase(history.DISEASES, diseases=join_with_and(diseases))


def _hormonal(asked: Indication) -> Iterator[str]:
    yield from sentences_for(asked, ("pregnancy", "pregnancy_test"), history.SENTENCES)
    if asked.pregnancy_test in (QualitativeResult.NEGATIVE, QualitativeResult.POSITIVE):
        yield from sentences_for(asked, ("pregnancy_test_method",), history.SENTENCES)
    yield from sentences_for(asked, ("lactation", "menopausal_status"), history.SENTENCES)
    if asked.births is not None:
        yield format_plural(history.BIRTHS, asked.births) if asked.births else translated(history.NULLIPAROUS)
    if asked.cycle_day is not None:
        yield format_phrase(history.CYCLE_DAY, day=asked.cycle_day)
    yield from sentences_for(asked, ("prolactin", "thyroid_function"), history.SENTENCES)
