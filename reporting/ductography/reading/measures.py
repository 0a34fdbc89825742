"""Numbers in words: hours of the clock face, distances from the nipple, sizes and categories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .claims import Scheme
from .side_vocabulary import LEFT_MARK, RIGHT_MARK
from .silence_words import BY_THE_HOUR
from .word_patterns import Phrases, any_of

_MM_PER_CM = 10.0
_HOURS_IN_WORDS = {
    word: hour
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    )
    for hour, word in enumerate(words.split(), start=1)
}
_SIDE_MARKS = (LEFT_MARK, RIGHT_MARK)
_SIDE = f"[{LEFT_MARK}{RIGHT_MARK}]"
_HOUR = rf"(?:1[0-2]|0?[1-9]|{'|'.join(_HOURS_IN_WORDS)})"
_TO = r"\s?(?:-|–|to|and|bis|und|/)\s?"
_OF_CLOCK = r"\s?-?(?:o\s?'?\s?clock|uhr)(?!\w)"
CLOCK = re.compile(
    rf"(?<![\w.,:])(?P<first>{_HOUR})(?::(?P<first_minutes>[0-5]\d))?"
    rf"(?:{_OF_CLOCK})?(?:{_TO}(?P<last>{_HOUR})(?::(?P<last_minutes>[0-5]\d))?)?"
    rf"(?P<suffix>{_OF_CLOCK}|\s?h(?!\w))?(?![\w:])(?!\s?(?:mm|cm|%|[ap]\.?m\b))"
)
_TELLS_HOURS = re.compile(r"clock|uhr|:[03]0|\dh")
_FACE = any_of(
    "position, breast, duct, defect, filling defect, cut off, ectasia, lesion, brust, mamma, gang, füllungsdefekt, "
    "milchgang, gangabbruch, läsion, quadrant"
)
_ON_THE_FACE = re.compile(f"{_FACE}|{_SIDE}")
_BY_TIME = re.compile(r"(?:um|by|until|gegen|ab)\s+$")

_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_UNIT = r"(?:mm|cm|millimet(?:er|re)s?|centimet(?:er|re)s?|millimetern?|zentimetern?)(?!\w)"
_LENGTH_TO = r"\s?(?:-|–|to|bis)\s?"
LENGTH = re.compile(
    rf"(?<![\w.,])(?P<first>{_NUMBER})(?:\s?{_UNIT})?"
    rf"(?P<more>(?:\s?[x×*]\s?{_NUMBER}(?:\s?{_UNIT})?){{1,2}})?"
    rf"(?:{_LENGTH_TO}(?P<last>{_NUMBER}))?[\s-]?(?P<unit>{_UNIT})"
)
_TELLS_LENGTHS = re.compile(r"\d[\s-]?[mcz]")
_EACH = re.compile(_NUMBER)
_NIPPLE = rf"(?:(?:the|der|die)\s+)?(?:{_SIDE}+\s+)?(?:nipple|nac|mamille|brustwarze)(?!\w)"
_FROM_NIPPLE = re.compile(
    rf"\s*-?\s*(?:(?:deep|away|upstream|back|distance|distal|proximal|tief|entfernt|weit|abstand)\s+)?"
    rf"(?:fn(?!\w)|(?:from|behind|to|von|hinter|vom|zur|ab|retro)\s+{_NIPPLE}|retromamillär|mamillenabstand)"
)
_NIPPLE_BEFORE = re.compile(
    rf"(?:distance\s+(?:from|to)\s+{_NIPPLE}|nipple\s+distance|mamillenabstand|(?<!\w)ma(?!\w)|abstand\s+(?:zur|von\s+der|von)\s+"
    rf"(?:mamille|brustwarze))\W*(?:(?:of|is|von|beträgt|about|approximately|ca|etwa)\W*)*$"
)
_ELSEWHERE_AFTER = re.compile(
    r"\s*(?:\w+\s+){0,3}(?:from|to|of|unter|von|über|under|below|above|beneath|off|apart|vom|zur|medial|lateral)\s+"
    r"(?:the\s+|der\s+|die\s+|dem\s+)?(?:\w+\s+)?(?:skin|chest|pectoral|muscle|areola|margin|nipple|haut|thoraxwand|"
    r"brustwand|pektoral\w*|mamille|areola|hautoberfläche|mamillenbasis|apart|clip|marker)(?!\w)"
    r"|\s*(?:deep|tief|margin|needle|cannula|slice\w*|apart|intervals?|abstand|schicht\w*|kanüle|nadel|field|depth)(?!\w)"
)
_ELSEWHERE_BEFORE = re.compile(
    any_of(
        "margin, depth, slice, slices, interval, intervals, needle, cannula, rand, sicherheitsabstand, tiefe, "
        "schichten, schichtdicke, kanüle, nadel"
    )
    + r"\W+(?:(?:of|von|about|is|beträgt|etwa|ca)\W+)*$"
)
_FINDING = any_of(
    "filling defect, filling defects, defect, defects, lesion, lesions, cut off, papilloma, ectasia, stenosis, "
    "füllungsdefekt, füllungsdefekte, defekt, läsion, läsionen, gangabbruch, papillom, ektasie, stenose, "
    "erweitert, erweiterter, dilatiert, dilatierter, ektatisch, ektatischer, "
    "große, großer, großes, großen, messender, messende, lange, langer, langen, breite, breiter"
)
_SIZE_AFTER = re.compile(
    rf"\s*-?\s*(?:\w+[\s-]+){{0,3}}?{_FINDING}|\s*(?:in\s+)?(?:\w+\s+)?(?:size|diameter|length|long|large|wide|groß|"
    r"lang|breit|durchmesser|länge|messend|greatest dimension|maximum)(?!\w)"
)
_SIZE_BEFORE = re.compile(
    any_of(
        "measures, measuring, measured, measure, size, sized, diameter, length, of, long, wide, misst, messen, "
        "größe, durchmesser, länge, von, mit, with, extends over, extending over, over, reicht über"
    )
    + r"\W*(?:(?:of|is|about|up\s+to|approximately|maximal|max|von|ca|etwa|rund|bis|beträgt|zu)\W*)*$"
    r"|(?:dilated|dilatation|ectasia|ectatic|erweitert|dilatiert|ektasie|ektatisch)\W+"
    r"(?:(?:to|up|about|auf|bis|max|maximal|zu|of|von)\W*)*$"
)
_ALONE = re.compile(r"\W*$")

_GRADE = r"(?P<{0}>[0-6]|i{{1,3}}|iv|vi?)(?:[\s-]?(?P<{0}_letter>[abc])(?![\w']))?"
CATEGORY = re.compile(
    r"(?<!\w)(?P<scheme>bi-?\s?rads|gics|acr|category|categories|kategorie|kategorien)(?:[®™]|\s?\(r\))?"
    r"(?:[\s:=-]*(?:bi-?rads|assessment|category|kategorie|grade|grad|klasse|score|stadium|is|of|gemäß|acr|gics)"
    rf"(?!\w)|[\s:=-]*{_SIDE}+)*[\s:=–-]*"
    + _GRADE.format("first")
    + r"(?:\s?(?:/|-|–|to|or|bis|oder)\s?"
    + _GRADE.format("last")
    + r")?(?![\w])(?!\s?(?:mm|cm|%|\.\d|,\d|th\b|\.\s?(?:auflage|edition)))"
)
SCHEME = Phrases("bi rads, birads, gics, acr, category, categories, kategorie, kategorien, bi rads kategorie")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_DENSITY = re.compile(
    any_of("density, dichte, composition, parenchyma*, drüsenkörper*, dense, dicht, dichter")
)


class Span(NamedTuple):
    """Two ends of a range, equal where one number is told; positions in the text."""

    start: int
    end: int
    least: float
    most: float


def hours(text: str, start: int, end: int) -> Iterator[Span]:
    """Places on the clock face between two positions of a marked text."""
    for found in CLOCK.finditer(text, start, end) if _TELLS_HOURS.search(text, start, end) else ():
        minutes = found["first_minutes"]
        by_word = "clock" in found.group() or "uhr" in found.group()
        after_side = (
            found.start() and text[max(0, found.start() - 2) : found.start()].rstrip()[-1:] in _SIDE_MARKS
        )
        if not by_word:
            if found["suffix"] and not after_side:
                continue
            if not found["suffix"] and (
                minutes not in ("00", "30") or not _ON_THE_FACE.search(text, start, end)
            ):
                continue
        if _BY_TIME.search(text, start, found.start()) or BY_THE_HOUR.search(text, start, end):
            continue
        first = _hour(found["first"], minutes)
        last = _hour(found["last"], found["last_minutes"]) if found["last"] else first
        yield Span(found.start(), found.end(), first, last)


def _hour(word: str, minutes: str | None) -> float:
    hour = _HOURS_IN_WORDS.get(word) or int(word)
    return hour + int(minutes or 0) / 60


class Length(NamedTuple):
    """A length in millimetres, and of what it is one: "distance" from the nipple, or "size"."""

    span: Span
    of: str


def lengths(text: str, start: int, end: int, after_finding: bool) -> Iterator[Length]:
    """Lengths between two positions of a marked text; ``after_finding``: a bare one is the finding's size."""
    for found in LENGTH.finditer(text, start, end) if _TELLS_LENGTHS.search(text, start, end) else ():
        factor = _MM_PER_CM if found["unit"][0] in "cz" else 1.0
        first = _millimetres(found["first"], factor)
        last = _millimetres(found["last"], factor) if found["last"] else first
        for more in _EACH.findall(found["more"] or ""):
            first, last = max(first, number := _millimetres(more, factor)), max(last, number)
        span = Span(found.start(), found.end(), min(first, last), max(first, last))
        of = _measured(text, start, end, found, after_finding)
        if of:
            yield Length(span, of)


def _measured(text: str, start: int, end: int, found: re.Match[str], after_finding: bool) -> str:
    if _FROM_NIPPLE.match(text, found.end(), end) or _NIPPLE_BEFORE.search(text, start, found.start()):
        return "distance"
    if _ELSEWHERE_AFTER.match(text, found.end(), end) or _ELSEWHERE_BEFORE.search(text, start, found.start()):
        return ""
    if (
        found["more"]
        or _SIZE_AFTER.match(text, found.end(), end)
        or _SIZE_BEFORE.search(text, start, found.start())
    ):
        return "size"
    alone = _ALONE.match(text, found.end(), end) and not text[start : found.start()].strip(" (,:")
    return "size" if alone and after_finding else ""


def _millimetres(number: str, factor: float) -> float:
    return float(number.replace(",", ".")) * factor


class Category(NamedTuple):
    start: int
    end: int
    scheme: Scheme
    grades: tuple[str, ...]


def categories(text: str, start: int, end: int) -> Iterator[Category]:
    """Categories named between two positions of a marked text; breast density is none."""
    done = start
    for scheme in SCHEME.finditer(text, start, end):
        found = CATEGORY.match(text, scheme.start(), end) if scheme.start() >= done else None
        if found is None or _DENSITY.search(text, start, end):
            continue
        done = found.end()
        word = found["scheme"]
        named = Scheme.BIRADS if word[0] in "ba" else Scheme.EITHER
        if "gics" in found.group():
            named = Scheme.GICS
        grades = [_grade(found[name], found[f"{name}_letter"]) for name in ("first", "last") if found[name]]
        yield Category(found.start(), found.end(), named, tuple(grades))


def _grade(number: str, letter: str | None) -> str:
    return _ROMAN.get(number, number) + (letter or "").upper()
