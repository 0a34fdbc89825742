"""Unicode Bidirectional Algorithm: visual order of left-to-right and right-to-left text in a line.

Rules are named as in Unicode Standard Annex #9, revision 46. Python libraries return only the reordered text. The
levels of its characters are needed to shape a run in its direction, to break a paragraph into lines before it is
reordered, and to keep the typed text with the drawn text. Brackets are mirrored by the shaper (L4).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

MAX_DEPTH = 125
MAX_PAIRS = 63  # open brackets; beyond this a run has no pairing (BD16)

STRONG = {"L": 0, "R": 1, "AL": 1}
ISOLATES = frozenset({"LRI", "RLI", "FSI"})
EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
REMOVED = EMBEDDINGS | {"PDF", "BN"}  # X9
NEUTRAL = ISOLATES | {"B", "S", "WS", "ON", "PDI"}
BIDIRECTIONAL = EMBEDDINGS | ISOLATES | {"R", "AL", "AN"}  # without any of these the text is left-to-right
SPACE = ISOLATES | REMOVED | {"WS", "PDI"}  # takes the paragraph's level at the end of a line (L1)

# BidiBrackets.txt of Unicode 15: each opening bracket before its closing one.
PAIRS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329"
    "\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6"
    "\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a\u298b"
    "\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc"
    "\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008"
    "\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59"
    "\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}  # canonically equivalent
CLOSING_OF = {CANONICAL.get(a, a): CANONICAL.get(b, b) for a, b in zip(PAIRS[::2], PAIRS[1::2], strict=True)}
CLOSINGS = frozenset(CLOSING_OF.values())


def base_level(text: str) -> int:
    """Return the level of a paragraph by its first strong letter outside isolates (P2, P3): 1 if right-to-left."""
    return _first_strong([_kind(character) for character in text], 0)


def levels(text: str, base: int | None = None) -> tuple[int, ...]:
    """Return the level of each character of a paragraph without line feeds; odd levels are right-to-left.

    ``base`` is the level of the paragraph, by default that of its first strong letter.
    """
    given = [_kind(character) for character in text]
    if base is None:
        base = _first_strong(given, 0)
    if base == 0 and BIDIRECTIONAL.isdisjoint(given):
        return (0,) * len(text)
    kinds, explicit = _explicit(given, base)
    found = [*explicit]
    kept = [place for place, kind in enumerate(given) if kind not in REMOVED]
    for sequence in _isolating_runs(kept, given, explicit):
        types = _resolved(sequence, text, given, kinds, explicit, base)
        for place, kind in zip(sequence, types, strict=True):
            found[place] += (kind != "R") if found[place] % 2 else {"L": 0, "R": 1}.get(kind, 2)  # I1, I2
    before = base
    for place, kind in enumerate(given):
        if kind in REMOVED:
            found[place] = before
        before = found[place]
    return tuple(found)


def visual_runs(text: str, found: Sequence[int], base: int) -> list[tuple[int, int, int]]:
    """Return the runs of one level in the line ``text`` from left to right, as start, end, level (L1, L2).

    ``found`` are the levels of its characters in the paragraph, ``base`` is the level of the paragraph.
    """
    in_line = list(found)
    trailing = True
    for place in range(len(text) - 1, -1, -1):
        kind = _kind(text[place])
        trailing = kind in ("S", "B") or (trailing and kind in SPACE)
        if trailing:
            in_line[place] = base
    runs = []
    start = 0
    for level, group in groupby(in_line):
        end = start + len(list(group))
        runs.append((start, end, level))
        start = end
    for level in range(max(in_line, default=0), 0, -1):
        runs = _reversed_from(runs, level)
    return runs


def _kind(character: str) -> str:
    return unicodedata.bidirectional(character) or "L"


def _reversed_from(runs: list[tuple[int, int, int]], level: int) -> list[tuple[int, int, int]]:
    ordered: list[tuple[int, int, int]] = []
    for high, group in groupby(runs, lambda run: run[2] >= level):
        found = [*group]
        ordered += reversed(found) if high else found
    return ordered


def _first_strong(kinds: Sequence[str], start: int) -> int:
    """Apply P2 and P3 from ``start`` to the end of the text or of the isolate."""
    depth = 0
    for kind in kinds[start:]:
        if kind in ISOLATES:
            depth += 1
        elif kind == "PDI":
            if depth == 0 and start:
                break
            depth = max(depth - 1, 0)
        elif depth == 0 and kind in STRONG:
            return STRONG[kind]
    return 0


def _explicit(given: Sequence[str], base: int) -> tuple[list[str], list[int]]:
    """Apply X1 to X8: return kinds after overrides, and levels by embeddings and isolates."""
    kinds, found = list(given), [base] * len(given)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]  # level, override, isolate
    lost_isolates = lost_embeddings = open_isolates = 0
    for place, kind in enumerate(given):
        level, override, _isolate = stack[-1]
        if kind in EMBEDDINGS or kind in ISOLATES:
            isolate = kind in ISOLATES
            if isolate:
                found[place] = level
                kinds[place] = override or kind
            right = kind[0] == "R" or (kind == "FSI" and _first_strong(given, place + 1) == 1)
            deeper = (level + 1) | 1 if right else (level + 2) & ~1
            if deeper <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                stack.append((deeper, kind[0] if kind[2] == "O" else "", isolate))
                open_isolates += isolate
            elif isolate:
                lost_isolates += 1
            elif not lost_isolates:
                lost_embeddings += 1
        elif kind == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif open_isolates:
                lost_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                open_isolates -= 1
            found[place], override, _isolate = stack[-1]
            kinds[place] = override or kind
        elif kind == "PDF":
            if not lost_isolates:
                if lost_embeddings:
                    lost_embeddings -= 1
                elif not stack[-1][2] and len(stack) > 1:
                    stack.pop()
        elif kind == "B":
            found[place] = base
        elif kind != "BN":
            found[place] = level
            kinds[place] = override or kind
    return kinds, found


def _isolating_runs(kept: Sequence[int], given: Sequence[str], found: Sequence[int]) -> list[list[int]]:
    """Apply X10: return the indexes of each isolating run sequence, joined across isolates (BD13)."""
    sequences: list[list[int]] = []
    waiting: list[list[int]] = []  # sequences that end with an isolate initiator
    for _level, group in groupby(kept, lambda place: found[place]):
        run = list(group)
        if given[run[0]] == "PDI" and waiting:
            sequence = waiting.pop()
            sequence += run
        else:
            sequence = run
            sequences.append(sequence)
        if given[run[-1]] in ISOLATES:
            waiting.append(sequence)
    return sequences


def _resolved(
    places: Sequence[int],
    text: str,
    given: Sequence[str],
    kinds: Sequence[str],
    explicit: Sequence[int],
    base: int,
) -> list[str]:
    """Apply W1 to W7 and N0 to N2 to an isolating run sequence: return L, R, EN or AN for each index."""
    level = explicit[places[0]]
    opened = _edge(level, _neighbour(places[0], -1, given, explicit, base))
    ends_open = given[places[-1]] in ISOLATES
    closed = _edge(level, base if ends_open else _neighbour(places[-1], 1, given, explicit, base))
    types = [kinds[place] for place in places]
    _weak(types, opened)
    _brackets(types, [text[place] for place in places], [given[place] for place in places], opened, level)
    _neutrals(types, opened, closed, level)
    return types


def _neighbour(place: int, step: int, given: Sequence[str], explicit: Sequence[int], base: int) -> int:
    """Return the level of the next character that is not removed, in the direction of ``step``."""
    place += step
    while 0 <= place < len(given):
        if given[place] not in REMOVED:
            return explicit[place]
        place += step
    return base


def _edge(level: int, other: int) -> str:
    return "R" if max(level, other) % 2 else "L"


def _weak(types: list[str], opened: str) -> None:
    before, strong = opened, opened
    for index, kind in enumerate(types):
        if kind == "NSM":  # W1
            kind = types[index] = "ON" if before in ISOLATES or before == "PDI" else before
        if kind in STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":  # W2
            types[index] = "AN"
        before = types[index]
    types[:] = ["R" if kind == "AL" else kind for kind in types]  # W3
    for index in range(1, len(types) - 1):  # W4
        around = types[index - 1]
        if around == types[index + 1] and (
            (types[index] in ("ES", "CS") and around == "EN") or (types[index] == "CS" and around == "AN")
        ):
            types[index] = around
    start = 0
    for is_number, group in groupby([*types], lambda kind: kind in ("EN", "ET")):  # W5
        run = list(group)
        if is_number and "EN" in run:
            types[start : start + len(run)] = ["EN"] * len(run)
        start += len(run)
    strong = opened
    for index, kind in enumerate(types):
        if kind in ("ES", "ET", "CS"):  # W6
            types[index] = "ON"
        elif kind in STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            types[index] = "L"


def _brackets(
    types: list[str], characters: Sequence[str], given: Sequence[str], opened: str, level: int
) -> None:
    """Apply N0: a pair of brackets takes the direction of its content, or of the text before it."""
    towards = "R" if level % 2 else "L"
    for first, last in sorted(_pairs(types, characters)):
        inside = {_direction(kind) for kind in types[first + 1 : last]}
        if towards in inside:
            direction = towards
        elif inside & {"L", "R"}:
            before = (_direction(types[place]) for place in range(first - 1, -1, -1))
            direction = next(filter(None, before), opened)
        else:
            continue
        for place in (first, last):
            types[place] = direction
            for mark in range(place + 1, len(types)):
                if given[mark] != "NSM":
                    break
                types[mark] = direction


def _pairs(types: Sequence[str], characters: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the bracket pairs (BD16)."""
    waiting: list[tuple[str, int]] = []
    found = []
    for index, (kind, written) in enumerate(zip(types, characters, strict=True)):
        if kind != "ON":
            continue
        character = CANONICAL.get(written, written)
        if character in CLOSING_OF:
            if len(waiting) == MAX_PAIRS:
                return
            waiting.append((CLOSING_OF[character], index))
        elif character in CLOSINGS:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == character:
                    found.append((waiting[depth][1], index))
                    del waiting[depth:]
                    break
    yield from found


def _direction(kind: str) -> str:
    """Return the direction of ``kind`` for neutrals, "" for none; numbers count as right-to-left."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")


def _neutrals(types: list[str], opened: str, closed: str, level: int) -> None:
    start = 0
    for neutral, group in groupby([*types], lambda kind: kind in NEUTRAL):
        end = start + len(list(group))
        if neutral:
            before = _direction(types[start - 1]) if start else opened
            after = _direction(types[end]) if end < len(types) else closed
            direction = before if before == after else "R" if level % 2 else "L"  # N1, N2
            types[start:end] = [direction] * (end - start)
        start = end
