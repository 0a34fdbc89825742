"""Codes as published: expectations are typed from the standards' lists, not from codes.csv."""

import pytest

from reporting.ductography import document, vocabulary
from reporting.ductography.document import LeafSpec
from reporting.ductography.vocabulary import (
    CavityKind,
    ContrastAgent,
    CutOffForm,
    DischargeColour,
    DuctFindingKind,
    Multiplicity,
    Outcome,
    Projection,
    Side,
    Sides,
)
from reporting.ductography.vocabulary.codes import all_codes, code_for, read_codes
from reporting.ductography.vocabulary.terms import Term

# DICOM PS3.16: CID 6057, 6042, 6067, 6018, 12, 4014, 4015, 6030, 6028, 6052, 6096, 6062.
PUBLISHED = [
    ("DuctFindingKind.filling_defect", "DCM", "111425"),
    ("DuctFindingKind.filling_defect+Multiplicity.multiple", "DCM", "111426"),
    ("DuctFindingKind.cut_off+CutOffForm.abrupt", "DCM", "111427"),
    ("DuctFindingKind.extravasation", "DCM", "111428"),
    ("DuctFindingKind.stenosis", "DCM", "111429"),
    ("DuctFindingKind.cavity_filling+CavityKind.cyst", "DCM", "111430"),
    ("DuctFindingKind.normal_duct", "DCM", "111287"),
    ("DuctFindingKind.ectasia", "SCT", "22049009"),
    ("ReportDocument", "SCT", "18102001"),
    ("Outcome.succeeded", "DCM", "111222"),
    ("Outcome.partially_succeeded", "DCM", "111223"),
    ("Outcome.failed", "DCM", "111224"),
    ("Outcome.not_attempted", "DCM", "111225"),
    ("Side.left", "SCT", "80248007"),
    ("Side.right", "SCT", "73056007"),
    ("Sides.both", "SCT", "63762007"),
    ("BreastLocation.clock_position=1", "SCT", "129772004"),
    ("BreastLocation.clock_position=2", "SCT", "129773009"),
    ("BreastLocation.clock_position=3", "SCT", "129774003"),
    ("BreastLocation.clock_position=4", "SCT", "129775002"),
    ("BreastLocation.clock_position=5", "SCT", "129776001"),
    ("BreastLocation.clock_position=6", "SCT", "129777005"),
    ("BreastLocation.clock_position=7", "SCT", "129778000"),
    ("BreastLocation.clock_position=8", "SCT", "129779008"),
    ("BreastLocation.clock_position=9", "SCT", "129780006"),
    ("BreastLocation.clock_position=10", "SCT", "129781005"),
    ("BreastLocation.clock_position=11", "SCT", "129782003"),
    ("BreastLocation.clock_position=12", "SCT", "129783008"),
    ("Region.subareolar", "SCT", "129784002"),
    ("Region.central", "SCT", "129786000"),
    ("Region.axillary_tail", "SCT", "129785001"),
    ("Region.axilla", "SCT", "129791004"),
    ("Region.upper_outer", "SCT", "76365002"),
    ("Region.upper_inner", "SCT", "77831004"),
    ("Region.lower_outer", "SCT", "33564002"),
    ("Region.lower_inner", "SCT", "19100000"),
    ("Region.nipple", "SCT", "24142002"),
    ("DepthThird.anterior", "SCT", "255549009"),
    ("DepthThird.middle", "NCIT", "C25569"),
    ("DepthThird.posterior", "SCT", "255551008"),
    ("BreastLocation.distance_from_nipple_mm", "DCM", "121242"),
    ("BreastLocation.depth_from_skin_mm", "DCM", "121243"),
    ("BreastLocation.distance_from_chest_wall_mm", "DCM", "121244"),
    ("Filling.calibre_mm", "SCT", "81827009"),
    ("DuctFinding.length_mm", "SCT", "410668003"),
    ("Projection.cc", "SCT", "399162004"),
    ("Projection.ml", "SCT", "399260004"),
    ("Projection.lm", "SCT", "399352003"),
    ("Projection.mlo", "SCT", "399368009"),
    ("Projection.lmo", "SCT", "399099002"),
    ("Projection.xccl", "SCT", "399192008"),
    ("Projection.xccm", "SCT", "399101009"),
    ("Projection.fb", "SCT", "399196006"),
    ("Projection.sio", "SCT", "399188001"),
    ("Projection.iso", "SCT", "441555000"),
    ("ViewModifier.magnification", "SCT", "399163009"),
    ("ViewModifier.spot_compression", "SCT", "399055006"),
    ("ViewModifier.rolled_medial", "SCT", "399226006"),
    ("ViewModifier.rolled_lateral", "SCT", "399197002"),
    ("ViewModifier.rolled_superior", "SCT", "415670009"),
    ("ViewModifier.rolled_inferior", "SCT", "414493004"),
    ("ViewModifier.tangential", "SCT", "399110001"),
    ("ViewModifier.nipple_in_profile", "SCT", "442581004"),
    ("ViewModifier.anterior_compression", "SCT", "441752004"),
    ("ViewModifier.implant_displaced", "SCT", "399209000"),
    ("DischargeColour.clear", "SCT", "263707001"),
    ("DischargeColour.yellow", "SCT", "371244009"),
    ("DischargeColour.white", "SCT", "371251000"),
    ("DischargeColour.green", "SCT", "371246006"),
    ("DischargeColour.grey", "SCT", "371253002"),
    ("DischargeColour.brown", "SCT", "371254008"),
    ("DischargeColour.black", "SCT", "371252007"),
    ("DischargeColour.light_brown", "DCM", "111450"),
    ("DischargeColour.dark_red", "DCM", "111451"),
    ("DischargeColour.dark_brown", "DCM", "111452"),
    ("DischargeColour.bright_red", "DCM", "111453"),
    ("DischargeColour.blood_tinged", "DCM", "111454"),
    ("ContrastAgent.iohexol", "SCT", "109218004"),
    ("ContrastAgent.iopamidol", "SCT", "109219007"),
    ("ContrastAgent.ioversol", "SCT", "109222009"),
    ("ContrastAgent.iopromide", "SCT", "353903006"),
    ("ContrastAgent.iodixanol", "SCT", "353962003"),
    ("ContrastAgent.ioxilan", "SCT", "409484007"),
    ("ContrastAgent.ioxaglate", "SCT", "412228003"),
    ("ContrastAgent.iothalamate", "SCT", "353912008"),
    ("ContrastAgent.diatrizoate", "SCT", "12335007"),
    ("ContrastAgent.non_ionic_iodinated", "RADLEX", "RID38696"),
    ("Diagnosis.papilloma", "SCT", "711329002"),
    ("Diagnosis.intraductal_papilloma", "SCT", "5244003"),
    ("Diagnosis.large_duct_papilloma", "DCM", "111281"),
    ("Diagnosis.multiple_papillomas", "DCM", "111285"),
    ("Diagnosis.peripheral_papillomas", "DCM", "111299"),
    ("Diagnosis.atypical_ductal_hyperplasia", "SCT", "6660000"),
    ("Diagnosis.usual_ductal_hyperplasia", "SCT", "67617000"),
    ("Diagnosis.fibrocystic_change", "SCT", "27431007"),
    ("Diagnosis.duct_ectasia", "SCT", "22049009"),
    ("Diagnosis.encapsulated_papillary_carcinoma", "DCM", "111315"),
    ("Diagnosis.papillary_carcinoma_in_situ", "SCT", "10376009"),
    ("Diagnosis.invasive_and_in_situ", "DCM", "111316"),
    ("Diagnosis.invasive_ductal_carcinoma", "SCT", "82711006"),
    ("Diagnosis.paget", "SCT", "2985005"),
    ("Diagnosis.abscess", "SCT", "44132006"),
    ("Diagnosis.inflammation", "SCT", "409774005"),
    ("Birads.0", "SCT", "397138000"),
    ("Birads.1", "SCT", "397140005"),
    ("Birads.2", "SCT", "397141009"),
    ("Birads.3", "SCT", "397143007"),
    ("Birads.4", "SCT", "397144001"),
    ("Birads.5", "SCT", "397145000"),
    ("RecommendedAction.surgical_consultation", "DCM", "111410"),
    ("RecommendedAction.core_biopsy", "DCM", "111145"),
    ("RecommendedAction.cytology", "DCM", "111147"),
    ("RecommendedAction.spot_magnification", "DCM", "111136"),
    ("RecommendedAction.compare_with_priors", "DCM", "111138"),
    ("RecommendedAction.repeat_ductography", "SCT", "18102001"),
    ("Pregnancy.pregnant", "SCT", "77386006"),
    ("Pregnancy.not_pregnant", "SCT", "60001007"),
    ("Pregnancy.possible", "SCT", "146799005"),
    ("ComplicationOccurrence.none", "DCM", "111492"),
    ("ComplicationKind.haematoma", "SCT", "213262007"),
    ("ComplicationKind.rash", "SCT", "271807003"),
    ("Dose.average_glandular_dose_mgy", "DCM", "111631"),
    ("Dose.accumulated_glandular_dose_mgy", "DCM", "111637"),
    ("Impression", "LN", "19005-8"),
    ("Recommendation", "LN", "18783-1"),
    ("Indication", "LN", "18785-6"),
]


@pytest.mark.parametrize(("term", "system", "code"), PUBLISHED)
def test_term_has_its_published_code(term: str, system: str, code: str) -> None:
    found = code_for(*term.split("+"))
    assert found and (found.system, found.code, found.status) == (system, code, "verified")


def exists(name: str) -> bool:
    group, _dot, rest = name.partition(".")
    leaf, _equals, value = rest.partition("=")
    if isinstance(words := getattr(vocabulary, group, None), type) and issubclass(words, Term):
        return leaf in {term.value for term in words}
    specs = {spec.name: spec for spec in getattr(document, group).specs()}
    if not value:
        return not leaf or leaf in specs
    spec = specs[leaf]
    assert isinstance(spec, LeafSpec)
    return value.isdecimal() if spec.vocabulary is None else value in {term.value for term in spec.vocabulary}


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.term)
def test_row_names_what_exists(code) -> None:
    assert all(exists(name) for name in code.term.split("+"))
    assert code.system in {"SCT", "DCM", "RADLEX", "NCIT", "LN"}
    assert code.status in {"verified", "secondary", "unverified"}
    assert code.display and code.source


def test_each_term_has_one_row_and_each_code_one_display() -> None:
    codes = all_codes()
    assert len({code.term for code in codes}) == len(codes)
    pairs = {(code.system, code.code, code.display) for code in codes}
    assert len({(system, code) for system, code, _display in pairs}) == len(pairs)
    assert len({(system, display) for system, _code, display in pairs}) == len(pairs)


def verhoeff_holds(digits: str) -> bool:
    """The check digit of SNOMED CT identifiers: Verhoeff's scheme over the dihedral group D5."""

    def product(a: int, b: int) -> int:
        rotation = (a + b) % 5 if a < 5 else (a - b) % 5
        return rotation if (a < 5) == (b < 5) else rotation + 5

    shuffle = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        for _turn in range(place % 8):
            digit = shuffle[digit]
        total = product(total, digit)
    return total == 0


def test_the_check_tells_a_slip_of_the_pen() -> None:
    assert verhoeff_holds("2363")  # 236 with check digit 3, the textbook example
    assert not verhoeff_holds("18102010")  # 18102001 with two digits swapped


@pytest.mark.parametrize("code", sorted({code.code for code in all_codes() if code.system == "SCT"}))
def test_check_digit_of_snomed_code(code: str) -> None:
    assert verhoeff_holds(code)


@pytest.mark.parametrize("code", sorted({code.code for code in all_codes() if code.system == "LN"}))
def test_check_digit_of_loinc_code(code: str) -> None:
    number, check = code.split("-")
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(number))]
    assert (sum(value // 10 + value % 10 for value in doubled) + int(check)) % 10 == 0


def test_a_combination_is_not_its_parts() -> None:
    assert code_for(DuctFindingKind.CUT_OFF) is None
    assert code_for(CutOffForm.ABRUPT, DuctFindingKind.CUT_OFF).code == "111427"
    assert code_for(DuctFindingKind.CUT_OFF, CutOffForm.TAPERING) is None
    assert code_for(DuctFindingKind.FILLING_DEFECT).code == "111425"
    assert code_for(DuctFindingKind.FILLING_DEFECT, Multiplicity.SINGLE) is None
    assert code_for(DuctFindingKind.CAVITY_FILLING, CavityKind.POSTOPERATIVE_SEROMA) is None


def test_what_has_no_published_code_gets_none() -> None:
    for term in (DischargeColour.MILKY, DischargeColour.SEROUS, DuctFindingKind.POOLING, ContrastAgent.OTHER):
        assert code_for(term) is None


def test_terms_and_their_names_find_the_same() -> None:
    assert code_for(Side.LEFT) == code_for("Side.left") != code_for(Sides.RIGHT)
    assert code_for(Outcome.FAILED).display == "Failed"
    assert code_for(Projection.CC).display == "cranio-caudal"


def test_unverified_codes_are_found_only_when_asked_for() -> None:
    codes = read_codes(
        ["term,system,code,display,status,source", "Side.left,SCT,1,a guess,unverified,memory"]
    )
    assert code_for(Side.LEFT, codes=codes) is None
    assert code_for(Side.LEFT, unverified=True, codes=codes) == codes[0]
