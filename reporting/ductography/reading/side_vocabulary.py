"""Words from which `laterality` reads a side, in English and German.

The lists are written as `word_patterns` reads them.
"""

from __future__ import annotations

import re

from .word_patterns import any_of as _any

# What a side is said of.
_BODY = """
    breast, breasts, nipple, duct, ducts, side, sided, areola, axilla, subareolar, retroareolar, discharge,
    ductogram, galactogram, upper, lower, mamma, mamille, brust, gang, milchgang, seite, retroareolär,
    subareolär, oben, unten, außen, innen
"""

# “Left” and “right” that are no side of the breast. The verb, after these words or before those:
_WHAT_IS_LEFT = """
    was, were, is, are, be, been, being, has, have, had, then, nothing, some, any, little, much, fluid, residue,
    pain, she, he, they, we, who, that, which, patient, technologist, catheter, cannula, needle, wire, marker,
    clip, contrast, agent
"""
_LEFT_WHERE = """
    in place, in situ, in position, open, behind, over, untreated, unchanged, alone, there, out, empty,
    to drain, to heal, to dry, at biopsy, at surgery, for home, the room, the department, the clinic,
    the hospital, the duct
"""
# At once, and straight:
_RIGHT_AWAY = "away, after, before, now, behind, into, through, across, from the start"
_ANGLES = "angle*, handed"
# Correct, after “the”:
_RIGHT_ONES = """
    orifice, opening, pore, patient, size, place, position, time, moment, amount, choice, spot
"""
# Of another organ:
_ORGANS = """
    hand, arm, arms, forearm, shoulder, leg, hip, knee, foot, lung, kidney, ovary, eye, ear, lateral decubitus,
    lobe, schulter, bein, seitenlage, schilddrüse*

"""

# A direction within the breast or the picture: after these words, or before those.
_TURNING = """
    turn, turns, turning, run, runs, running, bend, bends, bending, course, courses, coursing, curve, curves,
    curving, deviate, deviates, deviated, point, points, pointing, displaced, shifted
"""
_POINTS_OF_REFERENCE = """
    nipple, areola, midline, image, picture, film, defect, lesion, clip, marker, mamille, brustwarze, mittellinie,
    bild*, defekt*, läsion
"""
_PICTURE = (
    "hand, most, border of the image, side of the image, half of the image, bildrand, bildseite, bildhälfte"
)

# Where another subject begins, and where the same one goes on.
_TURNS = """
    but, while, whereas, although, however, yet, though, aber, während, sondern, jedoch, dagegen, hingegen,
    wohingegen, obwohl
"""
_NEW_SUBJECTS = "the, there, a, an, in, on, now, der, die, das, ein, eine, es, jetzt"
_LISTED = "or, nor, oder, noch"
_INTRODUCTIONS = "for comparison, previously, earlier, formerly, before, years ago, früher, zum vergleich"
_AFTERTHOUGHTS = """
    and no, and without, with no, without, und kein, und keine, und keinen, und ohne, ohne
"""

# Directly before a side: that side is only what this one is measured by.
_COMPARED = """
    compared with, compared to, in comparison with, in comparison to, in contrast with, in contrast to,
    as opposed to, unlike, than, rather than, instead of, versus, vs, contralateral, opposite, other,
    im vergleich zu, im vergleich zur, im vergleich mit, verglichen mit, gegenüber, im gegensatz zu,
    im gegensatz zur, anders als, als, statt, gegenseite, andere*
"""
_NOT = "not, nicht"
_BETWEEN = """
    the, that, those, on, in, of, at, from, to, side, seen, finding, findings, duct, breast, der, die, das, dem,
    den, des, zur, zum, zu, auf, an, von, bei, seite
"""
# Anywhere in the phrase: another time, another person, or a mere comparison.
_ELSEWHERE = """
    previous, previously, earlier, former, formerly, history of, status post, postoperative*, years ago,
    months ago, weeks ago, years earlier, after mastectomy, after lumpectomy, after surgery, after excision,
    removed, was excised, were excised, was operated, ceased, stopped, for comparison, mother, sister, aunt,
    grandmother, daughter, früher*, ehemal*, zustand nach, voroperiert*, vorbekannt*, im jahr, zum vergleich,
    mutter, schwester, tante, großmutter, tochter
"""
# Something else in the breast, which contrast in a duct has not shown.
_OTHER_FINDINGS = """
    cyst, cysts, fibroadenoma*, lipoma*, scar, scars, scarring, zyste, zysten, fibroadenom*, lipom*, narbe, narben,
    mastectom*, mastektomie*, ablatio
"""
_ADVISED = "recommended, advised, empfohlen, empfehle*"
_DENIALS = """
    no, not, nor, none, neither, nothing, never, without, deny, denies, denied, absent, cannot, kein, keine,
    keinen, keinem, keiner, keines, nicht, ohne, weder, nie, verneint
"""
_QUIET = """
    unremarkable, inconspicuous, normal, negative, benign, free of, unaffected, uninvolved, asymptomatic,
    symptom-free, healthy, dry, unauffällig*, trocken*, reizlos*, blande*, beschwerdefrei*, negativ*, normale*,
    ohne befund, o. b, o.b
"""
_DONE = """
    examined, cannulated, injected, filled, performed, done, made, studied, imaged, attempted, untersucht,
    sondiert, gefüllt, injiziert, dargestellt, durchgeführt
"""
# What only contrast in the duct shows or denies.
_SHOWN_BY_CONTRAST = """
    filling defect, filling defects, cut-off, cutoff, extravasation, ectasia, stenosis, obstruction,
    wall irregularit*, opacif*, branching, contrast, duct system, ductal system, ductal tree, ductogram,
    ductography, galactogram, galactography, füllungsdefekt*, aussparung*, gangabbr*, abbruch, kontrastmittel*,
    paravasat*, ektasie*, galaktogra*, duktogra*, gangsystem*
"""
_DUCTS = "duct, ducts, milchgang*, milchgänge*, gang, gänge"
_OTHER_METHODS = "mammogra*, tomosynthes*, ultrasound, sonogra*, us, mri, mr, mrt, palpation, on inspection"
_ARTICLES = "the, a, on, in, at, of, from, der, die, das, dem, den, auf, an"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# A mention is replaced by one of these while a sentence is taken apart, so that dots of abbreviations are gone.
LEFT_MARK, RIGHT_MARK = "\ue000", "\ue001"
MARK = _compiled(f"[{LEFT_MARK}{RIGHT_MARK}]")

# “Left” and “right” that are no side: read on from the word, or back from it.
NO_SIDE_AHEAD = _compiled(
    "|".join(
        (
            rf"left\s+{_any(_LEFT_WHERE)}",
            rf"(?<!\bthe\s)right\s+{_any(_RIGHT_AWAY)}",
            rf"(?:left|right)[\s-]{_any(_ANGLES)}",
            rf"(?<=\bthe\s)right\s+{_any(_RIGHT_ONES)}",
            rf"(?:left|right|linke[nmrs]?|rechte[nmrs]?)\s{_any(_ORGANS)}",
            r"(?:left|right)\s+(?:half|edge|part|margin)\s+of\s+the\b",
            r"(?<=\ball\s)right\b",
            rf"(?:left|right)\s+of\s+(?:the\s+)?{_any(_POINTS_OF_REFERENCE)}",
            rf"(?:links|rechts)\s+(?:von\s+)?(?:der|des|dem|vom)\s+{_any(_POINTS_OF_REFERENCE)}",
            rf"(?:left|right|linke[nmrs]?|rechte[nmrs]?)[\s-]+{_any(_PICTURE)}",
        )
    )
)
LEFT_AS_VERB = _compiled(rf"{_any(_WHAT_IS_LEFT)}\s+$")
TURNING = _compiled(rf"{_any(_TURNING)}\s+(?:\w+\s+)?to\s+the\s+$")
TOWARDS = _compiled(r"(?<!\w)nach\s+$")
NAMES_A_SIDE = _compiled(rf"\s+{_any(_BODY)}|-")  # “was left-sided”
LYING = _compiled(r"\b(?:lay|lying|turned|rolled|positioned)\s+(?:on|onto|to)\s+(?:her|his|the)\s+$")

# How a side is written: in full, as “Lt.”, and as “L” or “li.” where what follows or precedes leaves no doubt.
_CLOCK = r"(?:1[0-2]|[1-9])(?:\s?(?:h\b|o[’']?\s?clock|uhr\b)|:[03]0\b)"
_VIEW = r"(?-i:CC|MLO|LMO|XCCL|XCCM|ML|LM)\b"
_QUADRANT = r"(?-i:[UL][OI]Q)\b"
_LINE_START = r"(?:(?<![\s\S])|(?<=\n)|(?<=[.;,]\s))"
_NO_SUBJECT_LINE = r"(?!\s*(?:your|our|the|\d))"  # “re: your letter”


def _side(english: str, german: str, letter: str, short: str, german_short: str) -> str:
    body = _any(_BODY)
    return "|".join(
        (
            rf"\b{english}\b",
            rf"\b{german}(?:s(?:seitig\w*|lateral\w*)?|e[nmrs]?)\b",
            rf"\b{short}\b\.?",
            rf"\((?:{letter}|{german_short}\.?)\)",
            rf"\b{letter}(?:\.?(?=[\s-]+{body})|(?=[\s-]?{_VIEW})|(?=\s?{_QUADRANT})|(?=\s?{_CLOCK}))",
            rf"{_LINE_START}(?-i:{letter})(?=:\s|,\s)",
            rf"(?<=:[03]0\s)(?-i:{letter})\b",
            rf"{_LINE_START}{german_short}(?:\.(?=\s*[^\W\d])|:(?=\s){_NO_SUBJECT_LINE})",
            rf"(?<=\bon\sthe\s)(?-i:{letter})\b",
            rf"\b{german_short}\b\.?(?=\s*{body}|\s*{_CLOCK})",
            rf"(?<=[a-zäöüß)]\s)(?-i:{german_short})\b(?:\.|(?=\s*(?:$|[,;)]|:{_NO_SUBJECT_LINE})))",
        )
    )


MENTION = _compiled(
    rf"(?<!\w)(?=[lr(])(?:(?P<left>{_side('left', 'link', 'L', 'lt', 'li')})"
    rf"|(?P<right>{_side('right', 'recht', 'R', 'rt', 're')}))"
)
# Quick and generous: whether a text is worth looking at.
ANY_SIDE = _compiled(r"left|right|link|recht|\b[lr]t?\b|\b(?:li|re)\b|\b[lr](?=\d|[ulcmx])")

TURN = _compiled(rf",?\s+{_any(_TURNS)}\s+")
AND = _compiled(r"\s+(?:and|und)\s+")
NEW_SUBJECT = _compiled(_any(_NEW_SUBJECTS))
LISTED = _compiled(_any(_LISTED))
AFTERTHOUGHT = _compiled(rf"\s+(?={_any(_AFTERTHOUGHTS)})(?!ohne\s+befund)")
INTRODUCTION = _compiled(rf"\s*(?:{_any(_INTRODUCTIONS)}|in\s+(?:19|20)\d\d)\s*")

_GAP = rf"[^\w{LEFT_MARK}{RIGHT_MARK}]+"
MEASURED_BY = _compiled(rf"{_any(_COMPARED)}{_GAP}(?:{_any(_BETWEEN)}{_GAP}){{0,5}}$")
COMPARED_WITH = _compiled(rf"{_any(f'{_COMPARED},{_NOT}')}{_GAP}(?:{_any(_BETWEEN)}{_GAP}){{0,5}}$")
ELSEWHERE = _compiled(
    _any(_ELSEWHERE)
    + r"|\bprior\b(?!\s+to)|\bs/p\b|\bin\s+(?:19|20)\d\d\b|\bz\.?\s?n\.|\bvor\s+(?:\w+\s+)?(?:jahr|monat|woche)"
)
DENIAL = _compiled(_any(_DENIALS) + r"|n[’']t\b")
QUIET = _compiled(_any(_QUIET))
OTHER_FINDING = _compiled(_any(_OTHER_FINDINGS))
ADVISED = _compiled(_any(_ADVISED))
NOT_DONE = _compiled(rf"\b(?:not|never|nicht|nie)\s+(?:\w+\s+)?{_any(_DONE)}")
DUCTOGRAM = _compiled(_any(_SHOWN_BY_CONTRAST))
DUCTOGRAM_OR_DUCT = _compiled(_any(f"{_SHOWN_BY_CONTRAST},{_DUCTS}"))
OTHER_METHOD = _compiled(_any(_OTHER_METHODS))
# “The left breast” and nothing more, after the mention was replaced by its mark.
BARE = _compiled(rf"\W*(?:{_any(_ARTICLES)}\W+)*[{LEFT_MARK}{RIGHT_MARK}](?:\W+(?:one\b|{_any(_BODY)}))*\W*")
