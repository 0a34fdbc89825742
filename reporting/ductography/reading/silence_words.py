"""Words by which a clause, or the rest of it, claims nothing of today's finding."""

from __future__ import annotations

import re

from .word_patterns import Phrases, any_of

# The whole sentence is a condition, or a statement in general.
_CONDITIONS = """
    if, presence of, unless, in case of, in the event, whether, until, provided, otherwise, depending,
    does not exclude, verbarg, do not exclude, cannot be evaluated, can be evaluated, one series, another series,
    falls, wenn, sofern,
    andernfalls, ansonsten bei, ggf, gegebenenfalls, bei fehlendem, bei nachweis, bei sichtbarer, je nach,
    in einer serie, schließt, schließen
"""
_CONDITION_FIRST = (
    r"\s*(?:should\s+(?:the|a|an|any|there|this|it|ultrasound|mri)|ob|soll|sollte|sollten)(?!\w)"
)
_NO_CONDITION = r"\s+(?:possible|needed|necessary|required|möglich|nötig|erforderlich)"
# The clause speaks of another time, is in doubt, or names a possibility.
_PAST = """
    previous, previously, earlier, prior, former, formerly, history of, status post, years ago, months ago, weeks ago,
    years earlier, known, outside, mother, sister, früher, frühere, früheren, früherer, ehemals, zustand nach,
    voroperiert*, vorbekannt*, bekannt, bekannte, bekannter, bekannten, bekanntes, voruntersuchung*, zuvor,
    voraufnahme*, vorbefund*, damals, seinerzeit
"""
_DOUBT = """
    cannot be excluded, could not be excluded, cannot exclude, not excluded, cannot be ruled out, not ruled out,
    cannot rule out, could not be assessed, could not be evaluated, not assessable, cannot be assessed, not evaluable,
    not confirmed, artefact*, artifact*, possible, possibly, questionable, equivocal, when,
    nicht auszuschließen, nicht ausschließbar, nicht ausgeschlossen, nicht beurteilbar, nicht beurteilt, fraglich*,
    möglich, möglicherweise, möglicher, mögliche, möglichen, eventuell, evtl, denkbar, nicht bestätigt, artefakt*,
    instead of, anstelle, statt
"""
# What follows is a purpose, a comparison, a likeness or a guess.
_ONWARDS = """
    to exclude, to rule out, to look for, to assess for, to evaluate for, to search for, to determine, to confirm,
    in order to, for exclusion of, exclusion of, excluding, compared with, compared to, in comparison with,
    in comparison to, than, versus, vs, unlike, as opposed to, may, might, could, would, can, suspicious for,
    suspected, suspicion of, concerning for, consistent with, compatible with, suggestive of, suggests, suggesting,
    likely, probable, probably, differential, resembling, as in, upstream of, beyond, change in, change of,
    change from, increase in, decrease in, increase of, due to, because of, caused by, resolved, cleared, disappeared,
    zum ausschluss, zur abklärung, zum nachweis, um zu, im vergleich, verglichen, gegenüber, als, verdacht auf,
    verdächtig auf, v. a, v.a, dd, differentialdiagnos*, differenzialdiagnos*, vereinbar mit, passend zu, wie bei,
    am ehesten, wahrscheinlich, vermutlich, könnte, könnten, kann, können, spricht für, jenseits, änderung, zunahme,
    abnahme, unterschied, vermutet*, verdächtig*
"""
_NOW = "now, today, currently, at present, jetzt, heute, aktuell, derzeit, nunmehr"
_OTHER_METHODS = """
    mammogram*, mammography, ultrasound, sonogram, sonography, sonographically, us, mri, mr, cem, tomosynthesis, ct,
    palpation, palpable, inspection, cytology, histology, pathology report, mammographisch, mammographie, mammografie,
    sonographisch, sonographie, sonografie, ultraschall, mrt, tomosynthese, tastbar*, zytologie, histologie,
    histologisch, mammographic, sonographic, palpatorisch
"""
_OTHER_THINGS = """
    cyst, cysts, fibroadenoma*, lipoma*, scar, calcification*, microcalcification*, lymph node, lymph nodes, implant*,
    needle, cannula, catheter, wire, clip, marker, orifice, pore, ostium, opening, trigger*, skin, nipple retraction,
    compression, zyste, zysten, fibroadenom*, lipom*, narbe, verkalkung*, mikroverkalkung*, mikrokalk*, lymphknoten,
    implantat*, nadel, kanüle, katheter, draht, clip, mündung, porus, ausführungsgang, triggerpunkt, triggerzone,
    haut, mass, masses, herd, herdbefund, knoten, raumforderung, raumforderungen, asymmetry, asymmetrie, nodule
"""
_ABBREVIATIONS = (
    r"(?<!\bca\.)(?<!\bvs\.)(?<!\bbzw\.)(?<!\bggf\.)(?<!\bapprox\.)(?<!\bmax\.)(?<!\bevtl\.)(?<!\bbds\.)"
)
_TURNS = """
    but, while, whereas, although, however, yet, though, aber, während, sondern, jedoch, dagegen, hingegen,
    wohingegen, obwohl
"""

SENTENCE_END = re.compile(rf"(?<=[.!?])(?<!\b[^\W\d]\.){_ABBREVIATIONS}\s+(?!auflage|edition)|[;\n]+")
BOUNDARY = re.compile(
    rf",(?!\d)|\s+{any_of(_TURNS)}\s+|\s[–—-]\s|\s\((?=\s*{any_of('previously, formerly, früher')})"
)
TURN = Phrases(_TURNS)
CONDITION = Phrases(_CONDITIONS)
NO_CONDITION = re.compile(_NO_CONDITION)
CONDITION_FIRST = re.compile(_CONDITION_FIRST)
PAST = Phrases(_PAST)
PAST_DATE = re.compile(
    r"(?<!\w)(?:s/p(?!\w)|(?:in|since|from|seit|von|im\sjahr)\s+(?:19|20)\d\d(?!\d)|z\.?\s?n\."
    r"|vor\s+(?:\w+\s+)?(?:jahr|monat|woche)|unchanged\s+(?:since|from|compared))"
)
DOUBT = Phrases(_DOUBT)
ONWARDS = Phrases(_ONWARDS)
NOW = Phrases(_NOW)
OTHER_METHOD = Phrases(_OTHER_METHODS)
BY_METHOD = re.compile(r"(?:on|by|in|at|im|in der|auf|with)\s+(?:\w+\s+)?$")
OTHER_THING = Phrases(_OTHER_THINGS)
# By the clock on the wall, not by that on the breast.
BY_THE_HOUR = Phrases(
    "monday, tuesday, wednesday, thursday, friday, appointment, telephone*, called, phoned, informed, scheduled, "
    "tomorrow, yesterday, montag, dienstag, mittwoch, donnerstag, freitag, termin, telefon*, uhrzeit, "
    "angerufen, informiert, morgen, gestern, a.m, p.m"
)
