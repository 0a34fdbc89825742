"""Why the examination was asked for: the patient, the discharge, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Identity, Indication, ReportDocument
from ..document.formatting import number, partial_date, plural
from ..phrases import discharge, history
from ..phrases.grammar import (
    capital,
    counted,
    inline,
    listed,
    not_recorded,
    own_words,
    predicate,
    say,
)
from ..phrases.places import UNRECORDED
from ..phrases.translation_cache import spoken
from ..vocabulary import Answer, Comorbidity, HormoneOrDrug, QualitativeResult, Sex
from .discharge import blood_test, colours, cytology
from .phrase_lookup import stated, worded
from .places import place
from .studies import procedures


def indication(report: ReportDocument) -> Iterator[str]:
    """Sentences of the indication, in the order of the form."""
    asked = report.indication
    yield from _patient(report.identity, asked)
    yield from _course(asked)
    yield from predicate(history.THE_DISCHARGE, _discharge(asked))
    for name, what in history.UNSTATED.items():
        if name in asked.not_recorded:
            yield not_recorded(what)
    yield from stated(asked, ("bloody", "bloody_other_side"), history.STATED)
    yield from cytology(asked.cytology_results)
    yield from _breast(asked)
    if asked.had_surgery is Answer.YES and not asked.surgery:
        yield spoken(history.HAD_SURGERY)
    yield from stated(asked, ("had_surgery",), history.STATED)
    yield from procedures(asked.surgery, earlier=True)
    yield from stated(asked, ("implants", "implant_integrity"), history.STATED)
    yield from _drugs_and_diseases(asked)
    yield from _hormonal(asked)
    yield from (spoken(history.FAMILY_HISTORY[item]) for item in asked.family_history)
    yield from own_words(asked.family_history_text)
    yield from (spoken(history.PURPOSE[purpose]) for purpose in asked.purposes)
    yield from own_words(asked.text)


def _patient(identity: Identity, asked: Indication) -> Iterator[str]:
    age = age_years(identity)
    patient = capital(_somebody(identity.sex, age))
    if asked.discharge is Answer.NO:
        yield say(history.NO_DISCHARGE, patient=patient)
    elif asked.discharge or asked.discharge_sides:
        side = UNRECORDED if "discharge_sides" in asked.not_recorded else asked.discharge_sides or ""
        yield say(history.HAS_DISCHARGE[side], patient=patient)
    elif age is not None or identity.sex:
        yield say(history.EXAMINED, patient=patient)


def _somebody(sex: Sex | None, age: int | None) -> str:
    """“a 64-year-old woman”, “an 80-year-old man”, “a patient”."""
    with_age, with_vowel, without = history.PATIENT[sex]
    if age is None:
        return spoken(without)
    return say(with_vowel if age in history.AGES_WITH_VOWEL else with_age, age=age)


def age_years(identity: Identity) -> int | None:
    """Age on the day of the examination: as entered, or counted from the date of birth."""
    born, day = identity.birth_date, identity.examination_date
    if identity.age_years is not None or born is None or day is None or day < born:
        return identity.age_years
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _course(asked: Indication) -> Iterator[str]:
    if asked.since:
        yield say(history.SINCE, date=partial_date(asked.since))
    if asked.duration_months is not None:
        yield counted(history.DURATION, plural(asked.duration_months), number=number(asked.duration_months))
    if asked.presented:
        wording = history.PRESENTED_ON if asked.presented.count("-") == 2 else history.PRESENTED
        yield say(wording, date=partial_date(asked.presented))


def _discharge(asked: Indication) -> Iterator[str]:
    if words := colours(asked.colours):
        yield say(discharge.DESCRIBED_AS, colours=words)
    if asked.thickness:
        yield spoken(discharge.THICKNESS[asked.thickness])
    if asked.spontaneity:
        yield spoken(discharge.SPONTANEITY[asked.spontaneity])
    if asked.persistence:
        yield spoken(discharge.PERSISTENCE[asked.persistence])
    if asked.discharging_ducts:
        yield spoken(discharge.DUCT_COUNT[asked.discharging_ducts])
    if asked.stains_clothing in discharge.STAINS:
        yield spoken(discharge.STAINS[asked.stains_clothing])
    yield blood_test(asked)


def _breast(asked: Indication) -> Iterator[str]:
    if asked.palpable_mass is Answer.YES:
        yield say(history.PALPABLE_MASS, place=place(asked.palpable_mass_location, ""))
    yield from stated(asked, ("palpable_mass",), history.STATED)
    yield from worded(asked.nipple_skin_changes, history.NO_CHANGE)
    if changes := worded(asked.nipple_skin_changes, history.SKIN_CHANGE):
        yield say(history.SKIN_CHANGES, changes=listed(changes))
    yield from stated(asked, ("nipple_retraction", "pain"), history.STATED)


def _drugs_and_diseases(asked: Indication) -> Iterator[str]:
    if HormoneOrDrug.NONE in asked.hormones_and_drugs:
        yield spoken(history.NO_DRUGS)
    if HormoneOrDrug.NO_HORMONES in asked.hormones_and_drugs:
        yield spoken(history.NO_HORMONES)
    if drugs := worded(asked.hormones_and_drugs, history.DRUG):
        yield say(history.DRUGS, drugs=listed(drugs))
    if asked.drug_names and (names := inline(asked.drug_names)):
        yield say(history.DRUG_NAMES, names=names)
    if Comorbidity.NONE in asked.comorbidities:
        yield spoken(history.NO_DISEASE)
    if diseases := worded(asked.comorbidities, history.DISEASE):
        yield say(history.DISEASES, diseases=listed(diseases))


def _hormonal(asked: Indication) -> Iterator[str]:
    yield from stated(asked, ("pregnancy", "pregnancy_test"), history.STATED)
    if asked.pregnancy_test in (QualitativeResult.NEGATIVE, QualitativeResult.POSITIVE):
        yield from stated(asked, ("pregnancy_test_method",), history.STATED)
    yield from stated(asked, ("lactation", "menopausal_status"), history.STATED)
    if asked.births is not None:
        yield counted(history.BIRTHS, asked.births) if asked.births else spoken(history.NULLIPAROUS)
    if asked.cycle_day is not None:
        yield say(history.CYCLE_DAY, day=asked.cycle_day)
    yield from stated(asked, ("prolactin", "thyroid_function"), history.STATED)
