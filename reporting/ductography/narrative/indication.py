"""Sentences on the indication: patient, discharge and history."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Identity, Indication, ReportDocument
from ..document.formatting import format_partial_date
from ..document.units import MONTHS
from ..phrases import discharge, history
from ..phrases.grammar import (
    capitalise,
    format_phrase,
    format_plural,
    free_text_sentences,
    inline_text,
    join_with_and,
    not_recorded_sentence,
    predicate_sentence,
)
from ..phrases.places import SIDE_NOT_RECORDED
from ..phrases.quantities import duration_text
from ..phrases.translation_cache import translated
from ..vocabulary import Answer, Comorbidity, HormoneOrDrug, QualitativeResult, Sex
from .discharge import blood_test_predicate, colour_list, cytology_sentences
from .phrase_lookup import phrases_for, sentences_for
from .places import place_phrase
from .studies import procedures


def indication(report: ReportDocument) -> Iterator[str]:
    """Yield the sentences of the indication in the order of the form."""
    answers = report.indication
    yield from _patient(report.identity, answers)
    yield from _onset(answers)
    yield from predicate_sentence(history.THE_DISCHARGE, _discharge(answers))
    for name, what in history.NOT_RECORDED.items():
        if name in answers.not_recorded:
            yield not_recorded_sentence(what)
    yield from sentences_for(answers, ("bloody", "bloody_other_side"), history.SENTENCES)
    yield from cytology_sentences(answers.cytology_results)
    yield from _breast(answers)
    if answers.had_surgery is Answer.YES and not answers.surgery:
        yield translated(history.HAD_SURGERY)
    yield from sentences_for(answers, ("had_surgery",), history.SENTENCES)
    yield from procedures(answers.surgery, earlier=True)
    implants = ("implants", "implant_integrity", "implant_rupture_sides", "pathogenic_variant")
    yield from sentences_for(answers, implants, history.SENTENCES)
    yield from _drugs_and_diseases(answers)
    yield from _hormonal(answers)
    yield from (translated(history.FAMILY_HISTORY[item]) for item in answers.family_history)
    yield from free_text_sentences(answers.family_history_text)
    yield from (translated(history.PURPOSE[purpose]) for purpose in answers.purposes)
    yield from free_text_sentences(answers.text)


def _patient(identity: Identity, answers: Indication) -> Iterator[str]:
    age = age_years(identity)
    infant = identity.age_months if age is None or age < 2 else None
    patient = capitalise(
        _patient_phrase(identity.sex, age)
        if infant is None
        else format_phrase(history.INFANT, age=MONTHS.after(str(infant), infant))
    )
    if answers.discharge is Answer.NO:
        yield format_phrase(history.NO_DISCHARGE, patient=patient)
    elif answers.discharge or answers.discharge_sides:
        side = (
            SIDE_NOT_RECORDED if "discharge_sides" in answers.not_recorded else answers.discharge_sides or ""
        )
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


def _onset(answers: Indication) -> Iterator[str]:
    if answers.since:
        yield format_phrase(history.SINCE, date=format_partial_date(answers.since))
    if answers.duration is not None and answers.duration_unit:
        lasting = duration_text(
            answers.duration, answers.duration_unit, answers.duration_to, answers.duration_precision
        )
        yield format_phrase(history.DURATION, duration=lasting)
    if answers.duration_in_words and (words := inline_text(answers.duration_in_words)):
        yield format_phrase(history.DURATION_IN_WORDS, duration=words)
    if answers.presented:
        wording = history.PRESENTED_ON if answers.presented.count("-") == 2 else history.PRESENTED
        yield format_phrase(wording, date=format_partial_date(answers.presented))


def _discharge(answers: Indication) -> Iterator[str]:
    if words := colour_list(answers.colours):
        yield format_phrase(discharge.DESCRIBED_AS, colours=words)
    if answers.thickness:
        yield translated(discharge.THICKNESS[answers.thickness])
    if answers.spontaneity:
        yield translated(discharge.SPONTANEITY[answers.spontaneity])
    if answers.persistence:
        yield translated(discharge.PERSISTENCE[answers.persistence])
    if answers.discharging_ducts:
        yield translated(discharge.DUCT_COUNT[answers.discharging_ducts])
    if answers.stains_clothing in discharge.STAINS:
        yield translated(discharge.STAINS[answers.stains_clothing])
    yield blood_test_predicate(answers)


def _breast(answers: Indication) -> Iterator[str]:
    if answers.palpable_mass is Answer.YES:
        yield format_phrase(history.PALPABLE_MASS, place=place_phrase(answers.palpable_mass_location, ""))
    yield from sentences_for(answers, ("palpable_mass",), history.SENTENCES)
    yield from phrases_for(answers.nipple_skin_changes, history.NO_CHANGE)
    if changes := phrases_for(answers.nipple_skin_changes, history.SKIN_CHANGE):
        yield format_phrase(history.SKIN_CHANGES, changes=join_with_and(changes))
    yield from sentences_for(answers, ("nipple_retraction", "pain"), history.SENTENCES)


def _drugs_and_diseases(answers: Indication) -> Iterator[str]:
    if HormoneOrDrug.NONE in answers.hormones_and_drugs:
        yield translated(history.NO_DRUGS)
    if HormoneOrDrug.NO_HORMONES in answers.hormones_and_drugs:
        yield translated(history.NO_HORMONES)
    if drugs := phrases_for(answers.hormones_and_drugs, history.DRUG):
        yield format_phrase(history.DRUGS, drugs=join_with_and(drugs))
    if answers.drug_names and (names := inline_text(answers.drug_names)):
        yield format_phrase(history.DRUG_NAMES, names=names)
    if Comorbidity.NONE in answers.comorbidities:
        yield translated(history.NO_DISEASE)
    if diseases := phrases_for(answers.comorbidities, history.DISEASE):
        yield format_phrase(history.DISEASES, diseases=join_with_and(diseases))


def _hormonal(answers: Indication) -> Iterator[str]:
    yield from sentences_for(answers, ("pregnancy", "pregnancy_test"), history.SENTENCES)
    if answers.pregnancy_test in (QualitativeResult.NEGATIVE, QualitativeResult.POSITIVE):
        yield from sentences_for(answers, ("pregnancy_test_method",), history.SENTENCES)
    yield from sentences_for(answers, ("lactation", "menopausal_status"), history.SENTENCES)
    if answers.births is not None:
        yield (
            format_plural(history.BIRTHS, answers.births)
            if answers.births
            else translated(history.NULLIPAROUS)
        )
    if answers.cycle_day is not None:
        yield format_phrase(history.CYCLE_DAY, day=answers.cycle_day)
    yield from sentences_for(answers, ("prolactin", "thyroid_function"), history.SENTENCES)
