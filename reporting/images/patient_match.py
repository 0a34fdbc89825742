"""Compare the patient in an image header with the patient of the examination. Header values are never shown."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass
from itertools import permutations

from django.utils.translation import gettext as _

from reporting.images.formats import Header
from reporting.models import Patient
from reporting.models.normalisation import comparable_name, comparable_number

# Letters that some systems write as digraphs: Müller, MUELLER; Åse, AASE.
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
_SEX = {"F": "female", "M": "male"}
NAME_PARTS = 3  # family, given and middle name; titles come after them


@dataclass(frozen=True, slots=True)
class PatientMatch:
    """Fields of the header that differ from the patient, and whether it identifies the patient with certainty.

    Certain means that the name and either the record number or the date of birth match.
    """

    different: tuple[str, ...]
    certain: bool

    @property
    def sentence(self) -> str:
        """Reason why the image is refused, "" if nothing differs."""
        if not self.different:
            return ""
        words = {
            "name": _("name"),
            "number": _("MRN"),
            "birth_date": _("date of birth"),
            "sex": _("sex"),
        }
        listed = ", ".join(words[name] for name in self.different)
        return _(
            "Patient mismatch: the image header does not match this patient ({listed}). The "
            "image was not attached."
        ).format(listed=listed)


def match_patient(header: Header, patient: Patient) -> PatientMatch:
    """Compare ``header`` with ``patient``; values missing on either side are ignored."""
    answers = {
        "name": _same_name(header.patient_name, patient.name),
        "number": _same_number(header.patient_id, patient.mrn),
        "birth_date": _same_date(header.birth_date, patient.birth_date),
        "sex": _same_sex(header.patient_sex, patient.sex),
    }
    different = tuple(name for name, same in answers.items() if same is False)
    certain = bool(answers["name"]) and bool(answers["number"] or answers["birth_date"])
    return PatientMatch(different, certain and not different)


def _same_name(spellings: tuple[str, ...], name: str) -> bool | None:
    """Return True if any spelling matches, None if none can be compared."""
    wanted = _words(name)
    found: list[bool | None] = []
    for spelling in spellings:
        given = _words(" ".join(spelling.split("^")[:NAME_PARTS]))
        if given and wanted and _script(given) == _script(wanted):
            found.append(_same_words(given, wanted))
    if True in found:
        return True
    return False if False in found else None


def _same_words(given: list[str], wanted: list[str]) -> bool | None:
    """Compare in any order; one side may lack a middle name. One common word alone is inconclusive (None)."""
    fewer, more = sorted((set(given), set(wanted)), key=len)
    if fewer == more or _same_when_joined(given, wanted):
        return True
    if fewer <= more:
        return True if len(fewer) > 1 else None
    return False


def _same_when_joined(given: list[str], wanted: list[str]) -> bool:
    """Return True if the letters are the same when one side writes a double name as one word."""
    if min(len(given), len(wanted)) > NAME_PARTS or len(given) == len(wanted):
        return False
    fewer, more = sorted((given, wanted), key=len)
    together = "".join(more)
    turned = {"".join(more[at:] + more[:at]) for at in range(len(more))} | {together}
    return any("".join(order) in turned for order in permutations(fewer))


def _words(name: str) -> list[str]:
    key = comparable_name(name)
    for two, one in _DIGRAPHS:
        key = key.replace(two, one)
    return key.split()


def _script(words: list[str]) -> str:
    """Return the script of the first letter from its Unicode name: LATIN, CYRILLIC, CJK."""
    letter = next((character for word in words for character in word if character.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""


def _same_number(given: str, wanted: str) -> bool | None:
    found, known = (comparable_number(number).lstrip("0") for number in (given, wanted))
    return found == known if found and known else None


def _same_date(given: datetime.date | None, wanted: datetime.date | None) -> bool | None:
    return given == wanted if given and wanted else None


def _same_sex(given: str, wanted: str) -> bool | None:
    known = wanted if wanted in _SEX.values() else ""
    return _SEX[given] == known if given in _SEX and known else None
