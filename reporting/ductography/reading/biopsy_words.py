"""Words by which a biopsy or an excision is advised, and those by which it is not."""

from __future__ import annotations

import re

from .word_patterns import Phrases

_BIOPSY = """
    biopsy, biopsies, excision, excised, microdochectomy, microdochotomy, microductectomy, duct excision, biopsie,
    biopsien, stanzbiopsie*, vakuumbiopsie*, feinnadelbiopsie*, exzision*, exstirpation, mikrodochektomie*,
    gangexzision*, milchgangexstirpation, core biopsy, biopsied, biopsiert, exzidiert
"""
# Before the word: a result, a date, a decision that is left open.
_NOT_ADVISED_BEFORE = """
    no, not, without, never, neither, nor, instead of, rather than, before, after, post, following, at, since,
    decision, decide, decline, declines, declined, refuse, refused, refuses, option, alternative, discuss,
    discussed, avoid, kein, keine, keinen, nicht, ohne, weder, noch, statt, anstelle, nach, vor, entscheidung,
    abgelehnt, verzicht auf, seit, über eine
"""
_NOT_ADVISED_AFTER = """
    proven, confirmed, gesichert*, not, unnecessary, is an option, option, is an alternative, showed, shows, yielded,
    revealed, proved, was, were, had, result, results, clip, marker, site, scar, cavity, track, declined, refused,
    deferred, nicht, ergab, ergaben, zeigte, erfolgte, wurde, wurden, ergebnis*, höhle, abgelehnt, ist eine option,
    eine möglichkeit, eine option, entbehrlich
"""

BIOPSY = Phrases(_BIOPSY)
NOT_ADVISED_BEFORE = Phrases(_NOT_ADVISED_BEFORE)
NOT_ADVISED_AFTER = Phrases(_NOT_ADVISED_AFTER)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
