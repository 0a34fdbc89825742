"""Sentences on a side that were misread once, or are easily misread; written by hand, with the right answer.

`CLAIMS` say something of a side; `TRAPS` name a side and say nothing of it, or use a word that only looks like one.
"""

from typing import NamedTuple

from reporting.ductography.vocabulary import Side

LEFT, RIGHT = frozenset({Side.LEFT}), frozenset({Side.RIGHT})
NEITHER: frozenset[Side] = frozenset()
BOTH = LEFT | RIGHT


class Reading(NamedTuple):
    """A sentence and the sides of which it claims something."""

    text: str
    claimed: frozenset[Side]


CLAIMS = (
    Reading("R 10:00 defect", RIGHT),
    Reading("L 2:00 cut-off, 3 cm FN", LEFT),
    Reading("R: filling defect at 10 o’clock", RIGHT),
    Reading("L: ectatic duct", LEFT),
    Reading("Rt 10:00 filling defect", RIGHT),
    Reading("Filling defect, L, 3 cm deep to the nipple.", LEFT),
    Reading("Filling defect at 10:00 R.", RIGHT),
    Reading("Filling defect in R retroareolar region.", RIGHT),
    Reading("L UOQ filling defect.", LEFT),
    Reading("R lower inner quadrant: cut-off.", RIGHT),
    Reading("Left-breast ductogram shows a cut-off.", LEFT),
    Reading("Filling defect to the left of midline in the left breast.", LEFT),
    Reading("Normal on the left, filling defect on the right.", RIGHT),
    Reading("Left: normal. Right: filling defect.", RIGHT),
    Reading("Cyst in the other breast; the right duct shows a defect.", RIGHT),
    Reading("Defect right breast 10 o’clock, medial to the nipple.", RIGHT),
    Reading("Papillary lesion of the lt breast.", LEFT),
    Reading("Filling defects on both sides, left > right.", BOTH),
    Reading("Ductogram LT: negative.", LEFT),
    Reading("RIGHT DUCTOGRAM: CUT-OFF AT 3:00.", RIGHT),
    Reading("li. unauffällig, re. Füllungsdefekt", RIGHT),
    Reading("re. Füllungsdefekt", RIGHT),
    Reading("li. Gangabbruch bei 3 Uhr", LEFT),
    Reading("Füllungsdefekt re.", RIGHT),
    Reading("Re. 10 Uhr Füllungsdefekt.", RIGHT),
    Reading("Li: Ektasie des Hauptgangs.", LEFT),
    Reading("Links: Füllungsdefekt retroareolär.", LEFT),
    Reading("R: Füllungsdefekt bei 10 Uhr", RIGHT),
    Reading("Befund re. suspekt.", RIGHT),
    Reading("Linksseitig Füllungsdefekt.", LEFT),
    Reading("Re. Brust: Abbruch des Gangs.", RIGHT),
    Reading("Füllungsdefekt li retroareolär.", LEFT),
    Reading("Füllungsdefekt li. oben außen.", LEFT),
    Reading("Gangabbruch (re.) nach 2 cm.", RIGHT),
    Reading("Rechtsseitige Galaktographie mit Füllungsdefekt.", RIGHT),
)

TRAPS = (
    Reading("Filling defect 5 mm to the right of the nipple.", NEITHER),
    Reading("The defect lies to the left of the nipple.", NEITHER),
    Reading("A cyst of the right breast is known.", NEITHER),
    Reading("Simple cyst in the right breast on ultrasound.", NEITHER),
    Reading("Known fibroadenoma of the right breast.", NEITHER),
    Reading("Stable fibroadenoma in the right breast, unchanged.", NEITHER),
    Reading("The branch turns right behind the areola.", NEITHER),
    Reading("The branch runs to the left and upwards.", NEITHER),
    Reading("The duct bends to the right after 1 cm.", NEITHER),
    Reading("The marker lies on the right side of the image.", NEITHER),
    Reading("The arrow on the left of the image marks the defect.", NEITHER),
    Reading("Filling defect in the left-hand image.", NEITHER),
    Reading("The right-most branch is normal.", NEITHER),
    Reading("The dose was 0.4 mL R. Smith assisted.", NEITHER),
    Reading("Telephone call with L. Meyer at 10:00.", NEITHER),
    Reading("The report was sent re: 10:00 appointment.", NEITHER),
    Reading("Cysts of both breasts are known, on the right up to 2 cm.", NEITHER),
    Reading("Ultrasound of the right breast showed a cyst.", NEITHER),
    Reading("Scar of the right breast after reduction.", NEITHER),
    Reading("The right lobe of the thyroid is enlarged.", NEITHER),
    Reading("A mastectomy was done on the right.", NEITHER),
    Reading("Zyste der rechten Brust bekannt.", NEITHER),
    Reading("Bekannte Zysten rechts.", NEITHER),
    Reading("Sonographisch einfache Zyste rechts.", NEITHER),
    Reading("Füllungsdefekt 5 mm rechts der Mamille.", NEITHER),
    Reading("Der Defekt liegt links von der Mamille.", NEITHER),
    Reading("Der Gang biegt nach rechts ab.", NEITHER),
    Reading("Der Seitenast zieht nach links oben.", NEITHER),
    Reading("Der Pfeil am linken Bildrand zeigt den Defekt.", NEITHER),
    Reading("Re. 2024 keine Voraufnahmen.", NEITHER),
    Reading("Fibroadenom rechts seit 2019 unverändert.", NEITHER),
    Reading("Narbe rechts nach Reduktion.", NEITHER),
    Reading("Der rechte Schilddrüsenlappen ist vergrößert.", NEITHER),
    Reading("Ablatio rechts.", NEITHER),
)
