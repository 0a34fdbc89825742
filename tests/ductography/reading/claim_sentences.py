"""Sentences as they stand in impressions and recommendations, each with what it claims; written by hand.

A claim is written as the side (L, R, LR or nothing), a colon, and what is claimed: ``normal`` of a breast,
``normal duct``, ``no filling_defect``, ``filling_defect``, ``clock 2``, ``clock 2-3``, ``distance 25``, ``size 6``,
``BI-RADS 4A``, ``GICS 2``, ``category 4`` and ``biopsy``. `TRAPS` claim nothing at all.
"""

from typing import NamedTuple


class Sentence(NamedTuple):
    """A text and its claims, in any order."""

    text: str
    claims: tuple[str, ...]


def _parsed(table: str) -> tuple[Sentence, ...]:
    """A line each: the text, and after bars the claims."""
    lines = [line.split(" | ") for line in table.strip().splitlines()]
    return tuple(Sentence(text, tuple(claims)) for text, *claims in lines)


ENGLISH = _parsed("""
Normal ductogram. | :normal
Normal left ductogram. | L:normal
The ductogram of the right breast is normal. | R:normal
Negative galactogram of the left breast. | L:normal
Unremarkable study. | :normal
The left duct is normal. | L:normal duct
The opacified ducts are unremarkable. | :normal duct
Ductography of both breasts is normal. | LR:normal
Left: normal. Right: filling defect. | L:normal | R:filling_defect
Normal on the left, filling defect on the right. | L:normal | R:filling_defect
No filling defect. | :no filling_defect
No filling defect or cut-off. | :no filling_defect | :no cut_off
No cut-off, ectasia or filling defect in the left breast. | L:no cut_off | L:no ectasia | L:no filling_defect
There is no evidence of a filling defect on the right. | R:no filling_defect
Without filling defect. | :no filling_defect
No definite filling defect is identified. | :no filling_defect
A filling defect is not seen in the left duct. | L:no filling_defect duct
A cut-off was not identified. | :no cut_off
Neither filling defect nor cut-off. | :no filling_defect | :no cut_off
Negative for filling defect. | :no filling_defect
No intraductal lesion. | :no lesion
No ductal abnormality on the left. | L:no lesion
The duct is not dilated. | :no ectasia
Filling defect in the left breast. | L:filling_defect
Single lobulated filling defect, right. | R:filling_defect
Ectasia without filling defect. | :ectasia | :no filling_defect
Dilated duct with a filling defect. | :ectasia | :filling_defect
Abrupt cut-off of the left main duct. | L:cut_off
Ductal stenosis in the right breast. | R:stenosis
Narrowing of the duct with wall irregularity. | :stenosis | :wall_irregularity
Irregular walls of the left duct. | L:wall_irregularity
Extravasation at the lesion. | :extravasation
Filling defect at 2 o’clock. | :filling_defect | :clock 2
Filling defect at 2:00. | :filling_defect | :clock 2
Filling defect at 2:30 o’clock. | :filling_defect | :clock 2.5
R 10:00 filling defect. | R:filling_defect | R:clock 10
Filling defect at two o'clock. | :filling_defect | :clock 2
Filling defect between 2 and 3 o’clock. | :filling_defect | :clock 2-3
Filling defect at 11-12 o’clock. | :filling_defect | :clock 11-12
Cut-off in the left 3 o’clock duct. | L:cut_off | L:clock 3
The defect lies at the 9 o’clock position of the right breast. | R:filling_defect | R:clock 9
Filling defect 25 mm from the nipple. | :filling_defect | :distance 25
Filling defect 2.5 cm from the left nipple. | L:filling_defect | L:distance 25
Filling defect, 2.5 cm FN. | :filling_defect | :distance 25
Filling defect 3 cm deep to the nipple. | :filling_defect | :distance 30
Filling defect 20 to 30 mm behind the nipple. | :filling_defect | :distance 20-30
The lesion has a distance from the nipple of 4 cm. | :distance 40
6 mm filling defect. | :filling_defect | :size 6
6-mm filling defect. | :filling_defect | :size 6
Filling defect of 0.6 cm. | :filling_defect | :size 6
Filling defect measuring 6 x 4 mm. | :filling_defect | :size 6
Filling defect (6 × 4 mm). | :filling_defect | :size 6
Filling defect, 6 mm, at 2 o’clock. | :filling_defect | :size 6 | :clock 2
The filling defect measures 5 to 7 mm. | :filling_defect | :size 5-7
The lesion is 8 mm in diameter. | :size 8
The duct is dilated to 5 mm. | :ectasia | :size 5
Cut-off of the left duct. It lies 45 mm from the nipple and measures 12 mm. | L:cut_off | :distance 45 | :size 12
BI-RADS 4A. | :BI-RADS 4A
BIRADS: 4a | :BI-RADS 4A
BI-RADS® category 3. | :BI-RADS 3
BI-RADS assessment category 4. | :BI-RADS 4
Assessment: BI-RADS 2 left, BI-RADS 4 right. | L:BI-RADS 2 | R:BI-RADS 4
ACR 4 | :BI-RADS 4
BI-RADS IV | :BI-RADS 4
Category 2. | :category 2
GICS 4 | :GICS 4
GICS category 5 of the left breast. | L:GICS 5
BI-RADS 4A/4B. | :BI-RADS 4A/4B
Biopsy is recommended. | :biopsy
US-guided core biopsy of the left breast within two weeks. | L:biopsy
Recommend excision. | :biopsy
Microdochectomy is advised. | :biopsy
Biopsy to exclude malignancy. | :biopsy
Filling defect at 8 o'clock suspicious for papilloma; biopsy recommended. | :filling_defect | :clock 8 | :biopsy
Filling defect, compared with 2024 unchanged. | :filling_defect
Filling defect at 2 o’clock but no cut-off. | :filling_defect | :clock 2 | :no cut_off
Right breast: cut-off at 9 o’clock. No filling defect. | R:cut_off | R:clock 9 | R:no filling_defect
Filling defect at 3 o’clock without sonographic correlate. | :filling_defect | :clock 3
Findings are suspicious for malignancy (BI-RADS 4C). | :BI-RADS 4C
The seroma is 88 mm long. | :size 88
Filling defect extending over 3.5 cm. | :filling_defect | :size 35
Previously normal, now filling defect at 4 o’clock. | :filling_defect | :clock 4
""")

GERMAN = _parsed("""
Unauffällige Galaktographie. | :normal
Unauffälliges Galaktogramm links. | L:normal
Die Galaktographie rechts ist unauffällig. | R:normal
Normalbefund. | :normal
Regelrechte Gänge links. | L:normal duct
Der linke Milchgang ist normal. | L:normal duct
Li. unauffällig. | L:normal
Beidseits unauffällige Galaktographie. | LR:normal
li. unauffällig, re. Füllungsdefekt | L:normal | R:filling_defect
Kein Füllungsdefekt. | :no filling_defect
Kein Nachweis eines Füllungsdefekts rechts. | R:no filling_defect
Kein Anhalt für einen Füllungsdefekt. | :no filling_defect
Ohne Füllungsdefekt. | :no filling_defect
Weder Füllungsdefekt noch Gangabbruch. | :no filling_defect | :no cut_off
Kein Füllungsdefekt und kein Gangabbruch links. | L:no filling_defect | L:no cut_off
Kein Gangabbruch, keine Ektasie. | :no cut_off | :no ectasia
Ein Füllungsdefekt ist nicht nachweisbar. | :no filling_defect
Ein Gangabbruch lässt sich nicht nachweisen. | :no cut_off
Der Gang ist nicht erweitert. | :no ectasia
Keine intraduktale Läsion. | :no lesion
Füllungsdefekt links. | L:filling_defect
Gelappter Füllungsdefekt in der rechten Brust. | R:filling_defect
Gangektasie ohne Füllungsdefekt. | :ectasia | :no filling_defect
Erweiterter Milchgang mit Füllungsdefekt. | :ectasia | :filling_defect
Gangabbruch links. | L:cut_off
Stenose des Hauptgangs rechts. | R:stenosis
Wandunregelmäßigkeiten im linken Gang. | L:wall_irregularity
Paravasat am Befund. | :extravasation
Füllungsdefekt bei 2 Uhr. | :filling_defect | :clock 2
Füllungsdefekt bei zwei Uhr. | :filling_defect | :clock 2
Füllungsdefekt zwischen 2 und 3 Uhr. | :filling_defect | :clock 2-3
Re. 10 Uhr Füllungsdefekt. | R:filling_defect | R:clock 10
Füllungsdefekt 9-10 Uhr rechts. | R:filling_defect | R:clock 9-10
Füllungsdefekt 25 mm von der Mamille entfernt. | :filling_defect | :distance 25
Füllungsdefekt 2,5 cm hinter der Mamille. | :filling_defect | :distance 25
Füllungsdefekt, Mamillenabstand 3 cm. | :filling_defect | :distance 30
Füllungsdefekt mit 2,5 cm Abstand zur Mamille. | :filling_defect | :distance 25
6 mm großer Füllungsdefekt. | :filling_defect | :size 6
Füllungsdefekt von 0,6 cm Länge. | :filling_defect | :size 6
Füllungsdefekt, 6 × 4 mm. | :filling_defect | :size 6
Der Füllungsdefekt misst 6 x 4 mm. | :filling_defect | :size 6
Gang auf 5 mm erweitert. | :ectasia | :size 5
Gangabbruch links bei 8 Uhr, 4,5 cm von der Mamille, 12 mm groß. | L:cut_off | L:clock 8 | L:distance 45 | L:size 12
BI-RADS 4a links. | L:BI-RADS 4A
Kategorie 4. | :category 4
BI-RADS-Kategorie 3 | :BI-RADS 3
Beurteilung: BI-RADS 2. | :BI-RADS 2
GICS 3 rechts. | R:GICS 3
Stanzbiopsie empfohlen. | :biopsy
Empfohlen wird die Exzision links. | L:biopsy
Vakuumbiopsie der linken Brust. | L:biopsy
Mikrodochektomie rechts empfohlen. | R:biopsy
Füllungsdefekt bei 8 Uhr, V. a. Papillom. | :filling_defect | :clock 8
Füllungsdefekt bei 3 Uhr, im Vergleich zu 2024 unverändert. | :filling_defect | :clock 3
Links: Gangabbruch bei 3 Uhr. Kein Füllungsdefekt. | L:cut_off | L:clock 3 | L:no filling_defect
V. a. Papillom links 3 Uhr, BI-RADS 4b, Exzision empfohlen. | L:BI-RADS 4B | L:biopsy
Gangektasien bds. ohne intraduktale Füllungsdefekte. | LR:ectasia | LR:no filling_defect
Füllungsdefekt, 12x8 mm, MA 35 mm. | :filling_defect | :size 12 | :distance 35
BI-RADS links 4. | L:BI-RADS 4
Füllungsdefekt links, jedoch kein Gangabbruch. | L:filling_defect | L:no cut_off
""")

TRAPS = """
If ultrasound shows a correlate, core biopsy at 2 o’clock is recommended.
A normal ductogram does not exclude malignancy.
Compared with the filling defect of 12 mm at 8 o’clock in 2024.
Previously a filling defect at 8 o’clock, 45 mm from the nipple.
The previous ductogram was normal.
In 2019 a filling defect was seen at 9 o’clock.
A filling defect cannot be excluded.
Possible filling defect at 5 o’clock.
Ultrasound to exclude a filling defect at 5 o’clock.
The mammogram is normal.
Negative mammogram and ultrasound.
Ultrasound of the left breast is unremarkable.
Normal calibre of the duct.
Duct of normal calibre.
Normal branching.
The nipple is normal.
Cytology was negative.
Negative predictive value 63 %.
Otherwise normal ductogram.
Apart from this the ducts are normal.
The other ducts are normal.
The ductogram is not normal.
Abnormal ductogram.
No irregular filling defect.
No further filling defect.
No change of the filling defect.
No other abnormality.
No filling defect on ultrasound.
Cyst at 10 o’clock, 12 mm, on ultrasound.
Known fibroadenoma at 7 o’clock.
A 14 mm cyst lies 5 cm from the nipple.
The orifice lies at 5 o’clock.
The trigger zone lies at 5 o’clock.
The result was told by telephone at 10:00.
The appointment is on Monday at 9:00.
The patient called at 2 o’clock.
The cannula was inserted to a depth of 10 mm.
The lesion lies 15 mm deep to the skin.
A margin of 5 mm is needed.
Slices of 3 mm.
Filled with 0.4 mL through a 0.3 mm cannula.
ACR density 3.
Breast composition ACR c.
BI-RADS 2013.
BI-RADS 5th edition.
Mammogram BI-RADS 2.
Ultrasound category 3.
Previous BI-RADS 2.
If BI-RADS 4, biopsy.
No biopsy is needed.
Biopsy is not necessary.
Biopsy in 2019 was benign.
Biopsy-proven papilloma.
Status post excision at 9 o’clock.
Biopsy clip in place.
Biopsy declined by the patient.
The filling defect seen in 2023 at 8 o’clock is no longer present.
The normal duct calibre is 2 mm.
Ultrasound at 2 o’clock, 3 cm FN: cyst of 8 mm.
The presence of normal ducts could not be assessed.
Ob normale Milchgänge vorliegen, ist nicht beurteilbar.
Any decision to biopsy rests on clinical assessment.
Microdochectomy is an option.
Follow-up instead of biopsy.
The duct too small to dilate.
After dilatation of the orifice the cannula was inserted.
The spot compression views are adequate.
Extravasation, reflux or an artefact limits the study.
Wenn sonographisch sichtbar, Stanzbiopsie bei 2 Uhr.
Ein normales Galaktogramm schließt ein Karzinom nicht aus.
Im Vergleich zum Füllungsdefekt von 12 mm bei 8 Uhr 2024.
Früher Füllungsdefekt bei 8 Uhr, 4,5 cm von der Mamille.
Die Voruntersuchung war unauffällig.
Z. n. Exzision bei 9 Uhr.
Ein Füllungsdefekt ist nicht auszuschließen.
Möglicher Füllungsdefekt bei 5 Uhr.
Fraglicher Füllungsdefekt links.
Sonographie zum Ausschluss eines Füllungsdefekts bei 5 Uhr.
Mammographie unauffällig.
Sonographisch unauffällige Brust.
Normale Gangweite.
Ansonsten unauffällig.
Im Übrigen unauffällige Gänge.
Keine Zunahme des Füllungsdefekts.
Kein weiterer Füllungsdefekt.
Kein unregelmäßiger Füllungsdefekt.
Zyste bei 10 Uhr, 12 mm.
Bekanntes Fibroadenom bei 7 Uhr.
Die Mündung liegt bei 5 Uhr.
Termin am Montag um 10 Uhr.
Telefonisch um 10:00 Uhr mitgeteilt.
Der Befund liegt 15 mm unter der Haut.
Der zuvor beschriebene Füllungsdefekt bei 8 Uhr ist nicht mehr nachweisbar.
Der Füllungsdefekt bei 8 Uhr ist nicht mehr nachweisbar.
Dichte ACR 3.
BI-RADS 5. Auflage.
Keine Biopsie erforderlich.
Eine Biopsie ist nicht nötig.
Stanzbiopsie 2019 benigne.
Verlaufskontrolle statt Biopsie.
Die Biopsie wurde abgelehnt.
Über eine Biopsie ist klinisch zu entscheiden.
Gegebenenfalls Exzision.
Zytologie negativ.
Bei fehlendem Korrelat Exzision.
""".strip().splitlines()
