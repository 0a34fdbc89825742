"""What has been published on the signs that were entered: always with the number of cases and the source.

``evidence.csv`` holds one published association a row. They describe the patients of a study; none is a prediction
for this patient, none assigns a category, and what is merely inferred or unverified is not in the table.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..document import ReportDocument
from ..document.formatting import number
from ..document.node import Label
from .published_signs import LABELS, Sign, published_signs

TABLE = Path(__file__).with_name("evidence.csv")
CAUTION = _("Published series describe their own patients and do not predict the outcome for this patient.")


# What a row says of its sign, by its kind.
SENTENCES: dict[str, Label] = {
    "share": _("{count} of {n} with this finding had {group} ({percent} %)."),
    "frequency": _("Seen in {percent} % of {n} {group}."),
    "direction": _("Seen more often in {group} than in {than} (n = {n})."),
    "no_difference": _("Seen in {percent} % of {n} {group}; no significant difference from {than}."),
    "described": _("Described in a series of {n} {group}."),
    "npv": _("Negative predictive value for {group}: {percent} % (n = {n})."),
}
# What a study counted, worded so that it fits into the sentences.
GROUPS: dict[str, Label] = {
    "cancer": _("cancer"),
    "papilloma": _("papilloma"),
    "papilloma_or_proliferation": _("papilloma or papillomatous proliferation"),
    "carcinoma_or_papilloma": _("carcinoma or papilloma"),
    "atypia": _("atypia"),
    "aetiology": _("the cause of the discharge"),
    "cancer_or_high_risk": _("cancer or a high-risk lesion"),
    "cancer_papilloma_or_atypia": _("cancer, papilloma or atypia"),
    "benign_lesions": _("benign lesions"),
    "malignant_lesions": _("malignant lesions"),
    "cancers": _("cancers"),
    "papillomas": _("papillomas"),
    "solitary_papillomas": _("solitary papillomas"),
}


class EvidenceError(ValueError):
    """The table is not fit for use; the message names the row and what is wrong."""


@dataclass(frozen=True, slots=True)
class Association:
    """One row of the table: counts are of patients or ducts, as the study took them; ``percent`` is 0 to 100."""

    id: str
    sign: Sign
    kind: str
    group: str
    than: str
    count: int | None
    n: int
    percent: float | None
    study: str
    source: str

    def statement(self) -> str:
        """The row as a sentence in the current language."""
        return str(SENTENCES[self.kind]).format(
            group=GROUPS[self.group],
            than=GROUPS.get(self.than),
            count=self.count,
            n=self.n,
            percent=None if self.percent is None else number(self.percent),
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """A published association with a sign of this report, and the path of the place that shows it."""

    path: str
    sign: str
    statement: str
    n: int
    study: str
    source: str

    def __str__(self) -> str:
        return _now("{sign}: {statement} {study}").format(
            sign=self.sign[:1].upper() + self.sign[1:], statement=self.statement, study=self.study
        )


def evidence(report: ReportDocument) -> tuple[Evidence, ...]:
    """What is published on the signs of ``report``, in the order of the table."""
    shown = published_signs(report)
    return tuple(
        Evidence(shown[row.sign], str(LABELS[row.sign]), row.statement(), row.n, row.study, row.source)
        for row in associations()
        if row.sign in shown
    )


@cache
def associations() -> tuple[Association, ...]:
    """The rows of the table.

    Raises:
        EvidenceError: an unknown word, a number that is missing, or an identifier used twice.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        return read(csv.DictReader(file))


def read(rows: Iterable[Mapping[str, str]]) -> tuple[Association, ...]:
    """Associations from rows of text; every word and number is checked.

    Raises:
        EvidenceError: what is wrong, and in which row.
    """
    found: dict[str, Association] = {}
    for row in rows:
        try:
            association = _association(row)
        except (KeyError, ValueError) as error:
            raise EvidenceError(f"{row.get('id')}: {error}") from None
        if fault := _fault(association):
            raise EvidenceError(f"{association.id}: {fault}")
        if association.id in found:
            raise EvidenceError(f"{association.id}: this identifier is used twice")
        found[association.id] = association
    return tuple(found.values())


def _association(row: Mapping[str, str]) -> Association:
    return Association(
        id=row["id"],
        sign=Sign(row["sign"]),
        kind=row["kind"],
        group=row["group"],
        than=row["than"],
        count=int(row["count"]) if row["count"] else None,
        n=int(row["n"]),
        percent=float(row["percent"]) if row["percent"] else None,
        study=row["study"],
        source=row["source"],
    )


def _fault(row: Association) -> str:
    if not (row.id and row.study and row.source):
        return "identifier, study and source are needed"
    if row.kind not in SENTENCES or row.group not in GROUPS or row.than not in {"", *GROUPS}:
        return "unknown kind or group"
    if row.n < 1 or (row.count is not None and not 0 <= row.count <= row.n):
        return "the count must lie between 0 and n"
    if row.percent is not None and not 0 <= row.percent <= 100:
        return "the percentage must lie between 0 and 100"
    if row.count is not None and row.percent is not None and abs(100 * row.count / row.n - row.percent) > 0.5:
        return "count and percentage disagree"
    needed = re.findall(r"{(\w+)}", str(SENTENCES[row.kind]))
    missing = [name for name in needed if getattr(row, name) in (None, "")]
    return f"{', '.join(missing)} missing" if missing else ""
