"""Sentences as they stand in reports, each with the sides of which it claims something.

Written by hand, before and apart from the module under test. ``{s}`` is the side of which something is claimed,
``{o}`` the other one, of which nothing is claimed; every pattern is used for both sides and in several spellings.
"""

from collections.abc import Iterator
from typing import NamedTuple

from reporting.ductography.vocabulary import Side


class Sentence(NamedTuple):
    """A sentence, the sides of which it claims something, and those it merely names."""

    text: str
    claimed: frozenset[Side]
    named: frozenset[Side]


# Words for (left, right), by the form that the sentence calls for.
ENGLISH = [("left", "right"), ("LEFT", "RIGHT"), ("Left", "Right")]
SHORT = [("L", "R"), ("Lt", "Rt"), ("lt.", "rt."), ("l", "r")]
LETTER = [("L", "R")]
GERMAN = {
    "links": ("links", "rechts"),
    "linke": ("linke", "rechte"),
    "linken": ("linken", "rechten"),
    "linker": ("linker", "rechter"),
    "linksseitige": ("linksseitige", "rechtsseitige"),
    "li": ("li.", "re."),
}

ENGLISH_SENTENCES = """
Filling defect in the {s} breast, 3 cm from the nipple.
The {s} duct was cannulated with a 30 G needle.
{s} ductogram: abrupt cut-off of the duct.
Ectatic duct at 3 o’clock in the {s} breast.
Bloody discharge from the {s} nipple.
{s}-sided spontaneous discharge for six months.
The discharging duct on the {s} was filled with 0.4 mL of contrast.
Irregular filling defect, {s} upper outer quadrant.
Wall irregularity in a {s} subareolar duct.
Patient with serous discharge on the {s} side.
Surgical consultation is recommended for the {s} breast.
After cannulation of the {s} duct contrast was injected.
{s} breast: single intraductal filling defect.
Impression: papilloma suspected, {s}.
Normal {s} ductogram.
No filling defect in the {s} duct.
The {s} duct system is normal.
No extravasation in the {s} breast.
Targeted ultrasound of the {s} retroareolar region is advised.
Lesion at 9 o’clock, {s}.
Microdochectomy {s} recommended.
The orifice lies centrally on the {s} nipple.
The {s} breast was compressed gently.
The MLO view of the {s} breast shows the filled duct.
{s} CC and ML magnification views.
Contrast left the duct on the {s} at once.
The needle was left in place and the {s} breast was imaged.
No complication; {s} duct filled completely.
No complications, {s} duct filled completely.
Compared with the {o}, the {s} duct is wide.
The {s} duct is wider than the {o} one.
In contrast to the {o} side, the {s} duct is obstructed.
{o} breast unremarkable, {s} breast with filling defect.
No discharge on the {o}, bloody discharge on the {s}.
While the {o} nipple is dry, the {s} one discharges.
Unlike the {o}, the {s} breast shows a dilated duct.
The {s} breast, not the {o}, was examined.
Discharge on the {s} only, none on the {o}.
Previous {o} lumpectomy; now {s} discharge.
Filling defects in both ducts of the {s} breast.
Two filling defects are seen on the {s}; the larger measures 6 mm.
{s} nipple retraction.
Mass palpable in the {s} breast at 2 o’clock.
The {s} breast was examined on request of the surgeon.
Abrupt cut-off, {s} breast, 2 cm deep to the skin.
Core biopsy of the {s} breast within two weeks.
The lesion lies in the {s} lower inner quadrant.
Discharge ({s}) is serous.
Duct ectasia {s}.
Ectasia on the {s} without filling defect.
Bloody discharge on the {s} and no mass.
The {s} duct is dilated to 4 mm, the {o} breast is unremarkable.
A right-angled needle was used for the {s} duct.
No discharge on the {o}.
The {o} breast is unremarkable.
The {o} nipple does not discharge.
{o} breast: no abnormality.
{o} mastectomy in 2015.
Status post lumpectomy {o}.
History of {o} breast cancer.
The previous {o} ductogram was normal.
An earlier ductogram of the {o} breast showed ectasia.
The {o} breast was not examined.
The {o} duct was not cannulated.
No mass, skin change or retraction on the {o}.
Neither discharge nor mass on the {o}.
The patient denies discharge on the {o}.
{o} breast without discharge.
The {o} nipple is dry.
The mammogram of the {o} breast is negative.
{o} implant removed ten years ago.
Unaffected {o} breast.
The {o} side is free of symptoms.
Discharge from the {o} nipple ceased in 2020.
{o} breast for comparison.
For comparison, the {o} breast was inspected.
No surgery on the {o}.
Her mother had cancer of the {o} breast.
The patient lay on her {o} side.
The {o} arm was raised for the view.
Venous access in the {o} arm.
Discharge is not seen on the {o}.
Ultrasound shows no dilated duct on the {o}.
Ductography of the {s} breast was performed without difficulty.
Under magnification a single pore at the centre of the {s} nipple discharged.
The {s} retroareolar ducts are dilated up to 5 mm.
Abnormal {s} galactogram with a meniscus-shaped cut-off.
There is a lobulated filling defect in the main duct, {s} breast, 25 mm from the nipple.
Suspicious finding on the {s}; core biopsy advised.
In the {s} upper inner quadrant a mass adjacent to the duct is seen.
Compared to the {o} side the {s} nipple is retracted.
The patient noticed staining of her bra on the {s}.
The study of the {s} was limited by reflux.
Only the {s} side was injected.
The {s} side discharges, the {o} side does not.
Serous fluid from one pore on the {s}, nothing from the {o}.
{s} breast, 4 o'clock: papilloma likely.
Correlation with ultrasound of the {s} breast is recommended.
MRI of the {s} breast could be added.
The wire was placed in the {s} breast under ductographic guidance.
The cannula slipped out and was left out; the {s} duct was then cannulated again.
Contrast was left in the {s} duct for the second view.
Ductogram of the {s} breast is unremarkable.
No intraductal filling defect is identified on the {s}.
Findings are confined to the {s} breast.
{s} breast ductogram, 2 views.
Extravasation on the {s} after 0.2 mL.
Reflux from the {s} nipple was noted.
She reports bloody spotting from the {s} breast since March 2026.
The {s}-sided lesion should be localised and excised.
The {o} mammogram is normal; the {s} duct shows irregular walls.
The {o} nipple was inspected and is dry.
No skin changes of the {o} breast.
The {o} breast shows no abnormality on ultrasound.
Discharge was expressed only from the other breast, not from the {o}.
There is no discharge from the {o} nipple today.
{o}: no discharge, no mass.
She had a {o} lumpectomy five years ago.
A biopsy of the {o} breast in 2019 was benign.
Prior studies of the {o} breast are available.
{o} axilla without enlarged nodes.
The contralateral {o} breast is inconspicuous.
Findings are less marked than on the {o}.
An attempt on the {o} was not made.
The {o} side was asymptomatic.
"""

# The other meanings of the two words.
NO_SIDE_SENTENCES = """
The cannula was left in place.
The catheter was left in situ for the second view.
Nothing was left in the duct.
A right-angled needle was used.
The patient left the department without complaints.
Contrast left the duct quickly.
The views were taken at right angles.
The orifice was left untreated.
Images were taken right after the injection.
No pain was left after the examination.
The right orifice was identified at once.
The residue left behind is contrast.
Everything was all right.
The marker left at biopsy is seen.
She is right-handed.
She is left-handed.
Contrast was left to drain.
The needle, left in place, was imaged too.
The right size of cannula was chosen.
The cannula has been left open.
The patient was left alone for a minute.
A drop was left on the nipple.
0.4 mL of contrast; 1 L of saline was not needed.
Die Füllung gelang recht gut.
Die Nadel ist rechtwinklig gebogen.
Die Patientin wurde rechtzeitig aufgeklärt.
Der rechte Arm wurde angehoben.
Die Kanüle wurde belassen.
The patient has left for home.
The contrast that was left in the duct was expressed.
No contrast was left.
The duct makes a right angle behind the nipple.
The blood test was done right before the cannulation.
The technologist left the room.
We left the cannula in the duct.
There is little fluid left.
The nipple was left to dry.
The right amount of contrast is 0.2 to 0.5 mL.
Right-handed operator.
A plaster was left over the nipple.
Die Patientin hat ein Recht auf Einsicht.
Der Gang verläuft rechtwinklig.
"""

SHORT_SENTENCES = """
{s} breast: filling defect at 4 o’clock.
Filling defect in the {s} breast.
Discharge from {s} nipple.
{s} duct dilated.
{s} side bloody discharge.
{s} nipple: bloody discharge.
Cannulation of the {s} duct succeeded.
"""

LETTER_SENTENCES = """
({s}) duct filled with 0.5 mL.
Filling defect {s} 9 o’clock.
{s}9H duct dilated.
Lesion in the {s}UOQ.
Cut-off in {s}LIQ.
{s}CC and {s}ML views obtained.
{s} MLO view shows the defect.
{s}-sided bloody discharge.
Filling defect on the {s}.
Discharge ({s}) since May.
Abnormal duct {s}12H.
{s}CC view: cut-off.
Papilloma ({s}).
"""

GERMAN_SENTENCES = """
Füllungsdefekt in der {s:linken} Brust, 3 cm von der Mamille.
Galaktographie {s:links}: Gangabbruch.
{s:linksseitige} blutige Sekretion seit drei Monaten.
Der Gang {s:links} wurde mit 0,4 ml Kontrastmittel gefüllt.
Die {s:linke} Mamille sezerniert spontan.
Sekretion aus der {s:linken} Mamille.
Ektatischer Gang {s:links} bei 3 Uhr.
Mamma {s:links}: Füllungsdefekt.
{s:li} Mamma: Füllungsdefekt bei 4 Uhr.
Mamma {s:li} mit Gangabbruch.
Sekretion {s:li}
Nach Sondierung des {s:linken} Gangs wurde Kontrastmittel injiziert.
Unauffällige Galaktographie {s:links}.
Kein Füllungsdefekt im {s:linken} Milchgang.
Im Vergleich zu {o:links} ist der {s:linke} Gang erweitert.
Der {s:linke} Gang ist weiter als der {o:linke}.
{o:links} kein Sekret, {s:links} blutige Sekretion.
{o:linke} Brust unauffällig, {s:linke} Brust mit Füllungsdefekt.
Füllungsdefekt {s:links} oben außen.
Läsion im {s:linken} oberen äußeren Quadranten.
OAQ {s:links}: Füllungsdefekt.
Empfohlen wird die Mikrodochektomie {s:links}.
Während die {o:linke} Mamille trocken ist, sezerniert die {s:linke}.
Zustand nach Lumpektomie {o:links}, jetzt Sekretion {s:links}.
Die {s:linke} Brust wurde untersucht, nicht die {o:linke}.
{s:linker} Gang bis 4 mm erweitert.
Gangektasie {s:links} ohne Füllungsdefekt.
Keine Komplikation, der {s:linke} Gang füllt sich vollständig.
Gezielter Ultraschall der {s:linken} Brust empfohlen.
Füllungsdefekt {s:links} 9 Uhr.
{o:links} kein Sekret.
Kein Sekret {o:links}.
{o:linke} Brust unauffällig.
{o:links} o. B.
Zustand nach Mastektomie {o:links}.
Z. n. Lumpektomie {o:links} 2015.
Die {o:linke} Brust wurde nicht untersucht.
Keine Sekretion aus der {o:linken} Mamille.
{o:linke} Mamille trocken.
Frühere Galaktographie {o:links} ohne Befund.
Zum Vergleich die {o:linke} Brust.
Die Mutter hatte ein Karzinom der {o:linken} Brust.
Weder Knoten noch Sekret {o:links}.
Der {o:linke} Gang wurde nicht sondiert.
Keine Rötung, Schwellung oder Sekretion {o:links}.
{o:linke} Brust ohne Befund.
Sekret nur {s:links}, nicht {o:links}.
Die Galaktographie der {s:linken} Brust gelang ohne Probleme.
Einzelner gelappter Füllungsdefekt im Hauptgang der {s:linken} Mamma.
Pathologische Sekretion {s:links} seit vier Wochen.
{s:links} retroareolär erweiterte Gänge.
Die {s:linke} Seite wurde mit Kontrastmittel gefüllt.
Befund {s:links} suspekt, Stanzbiopsie empfohlen.
In der {s:linken} Brust kein Füllungsdefekt.
Es findet sich {s:links} ein Gangabbruch 2 cm hinter der Mamille.
Gegenüber {o:links} ist der Gang {s:links} deutlich weiter.
Auf der {s:linken} Seite entleert sich blutiges Sekret.
{s:linke} Mamille eingezogen.
Stumpfe Kanüle in den {s:linken} Gang eingeführt.
Kontrastmittelaustritt {s:links} nach 0,2 ml.
Mammographie {o:links} unauffällig.
Die {o:linke} Mamille sezerniert nicht.
{o:links} keine Auffälligkeit.
Vor fünf Jahren Operation der {o:linken} Brust.
Sonographie der {o:linken} Brust ohne Befund.
Aus der {o:linken} Mamille entleert sich kein Sekret.
Bekanntes Fibroadenom {o:links}, früher gesichert.
"""


class _German:
    """Fills ``{s:linken}`` with the side's word in that form."""

    def __init__(self, index: int):
        self.index = index

    def __format__(self, form: str) -> str:
        return GERMAN[form][self.index]


def sentences() -> Iterator[Sentence]:
    """The whole corpus."""
    for patterns, spellings in (
        (ENGLISH_SENTENCES, ENGLISH),
        (SHORT_SENTENCES, SHORT),
        (LETTER_SENTENCES, LETTER),
    ):
        for pattern in _lines(patterns):
            for left, right in spellings:
                yield _sentence(pattern, Side.LEFT, left, right)
                yield _sentence(pattern, Side.RIGHT, right, left)
    for pattern in _lines(GERMAN_SENTENCES):
        yield _sentence(pattern, Side.LEFT, _German(0), _German(1))
        yield _sentence(pattern, Side.RIGHT, _German(1), _German(0))
    for text in _lines(NO_SIDE_SENTENCES):
        yield Sentence(text, frozenset(), frozenset(Side))


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def _sentence(pattern: str, side: Side, own: object, other: object) -> Sentence:
    text = pattern.format(s=own, o=other)
    claimed = {side} if "{s" in pattern else set()
    named = set(Side) - {side} if "{o" in pattern else set()
    return Sentence(text[:1].upper() + text[1:], frozenset(claimed), frozenset(named))
