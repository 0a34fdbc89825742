"""Words for the signs of a ductogram, and for their absence, in English and German."""

from __future__ import annotations

import re

from ..vocabulary import DuctFindingKind as Kind
from .word_patterns import Found, Phrases, any_of

SIGNS: dict[Kind, str] = {
    Kind.FILLING_DEFECT: """
        filling defect, filling defects, intraluminal defect, intraluminal defects, intraductal defect, defect,
        defects, füllungsdefekt*, kontrastmittelaussparung*, aussparung, aussparungen, defekt, defekte
    """,
    Kind.CUT_OFF: """
        cut off, cut offs, cutoff, cutoffs, abrupt termination, obstruction, occlusion, gangabbruch, gangabbrüche,
        kontrastmittelabbruch, abbruch, abbrüche, gangverschluss, verschluss, obstruktion
    """,
    Kind.ECTASIA: """
        ectasia, ectatic, dilated, dilatation, dilation, ektasie*, gangektasie*, duktektasie*, ektatisch*, erweitert,
        erweiterte*, erweiterung, gangerweiterung*, dilatiert*, dilatation
    """,
    Kind.STENOSIS: """
        stenosis, stenoses, stenotic, stricture, strictures, narrowing, narrowed, stenose, stenosen, stenosiert*,
        einengung*, eingeengt*, verengt*, verengung*
    """,
    Kind.WALL_IRREGULARITY: """
        wall irregularity, wall irregularities, irregular wall, irregular walls, irregular duct wall,
        irregular ductal wall, irregular duct walls, irregularity of the wall, irregularity of the duct wall,
        mural irregularity, wandunregelmäßigkeit*, wandirregularität*, unregelmäßige wand, unregelmäßige gangwand,
        unregelmäßiger wand, unregelmäßigkeit der wand
    """,
    Kind.WALL_DESTRUCTION: "wall destruction, destruction of the wall, wanddestruktion*, wandzerstörung*",
    Kind.DISTORTION: "duct distortion, ductal distortion, distortion of the duct, gangverziehung*",
    Kind.DISPLACEMENT: "duct displacement, displacement of the duct, displaced duct, gangverlagerung*",
    Kind.RIGIDITY: "duct rigidity, rigidity of the duct, rigid duct, gangstarre, rigide gangwand",
    Kind.COMPRESSION: "extrinsic compression, kompression von außen",
    Kind.EXTRAVASATION: "extravasat*, paravasat*, kontrastmittelaustritt*",
    Kind.POOLING: "pooling, contrast pooling, kontrastmittelsee*",
}
# A finding of any kind: what is denied by “no ductal lesion”.
LESION_WORDS = """
    lesion, lesions, ductal lesion, intraductal lesion, intraductal lesions, intraductal mass, intraductal masses,
    intraductal abnormality, ductal abnormality, abnormality, abnormalities, abnormal finding, abnormal findings,
    pathology, intraductal pathology, läsion, läsionen, gangläsion*, intraduktale raumforderung, auffälligkeit,
    auffälligkeiten, pathologie, pathologischer befund, pathologischen befund
"""
NO_LESION = frozenset(
    {
        *(kind for kind in SIGNS if kind is not Kind.ECTASIA),
        Kind.ADJACENT_CALCIFICATION,
        Kind.ADJACENT_MASS,
    }
)
# What may stand between “no” and what is denied without narrowing the denial.
_FILLERS = """
    evidence, sign, signs, of, a, an, any, the, single, definite, discrete, visible, demonstrable, convincing, clear,
    intraductal, intraluminal, ductal, duct, there, is, are, was, were, no, or, nor, and, hinweis, hinweise, anhalt,
    für, auf, nachweis, eines, einer, von, ein, eine, einen, sicherer, sicheren, sichere, abgrenzbarer, abgrenzbaren,
    abgrenzbare, fassbarer, fassbare, fassbaren, umschriebener, umschriebenen, umschriebene, intraduktaler,
    intraduktale, intraduktalen, sichtbarer, sichtbare, sichtbaren, oder, und, noch, kein, keine, keinen,
    obstruction, abbruch
"""
_DENIALS = """
    no, not, without, neither, nor, absence of, free of, negative for, kein, keine, keinen, keiner, keines, keinem,
    ohne, nicht, weder, noch, frei von
"""
_DENIED_AFTERWARDS = r"""
    \W*(?:(?:is|are|was|were|could|can|be|ist|sind|war|waren|lässt|lassen|sich|konnte|konnten|wurde|wurden)\W+)*
    (?:(?:not|no\ longer|nicht(?:\ mehr)?)\W+(?:be\W+)?(?:\w+ly\W+|sicher\W+)?
        (?:seen|identified|found|present|shown|demonstrated|visible|visuali[sz]ed|detected|evident|apparent|noted
         |reproduc\w+|nachweisbar|nachzuweisen|nachgewiesen|sichtbar|erkennbar|abgrenzbar|abzugrenzen|gefunden
         |nachweisen|erkennen|abgrenzen|darstellen|vorhanden|zu\ sehen|dargestellt|darstellbar)
      |absent|fehlen|fehlt|negative|negativ)(?!\w)
"""
_STATES_ANEW = "but, with, shows, showing, there is, mit, zeigt, aber"


_LESION = "lesion"
SIGN = Phrases({**SIGNS, _LESION: LESION_WORDS})
DENIAL = Phrases(_DENIALS)
DENIED_AFTERWARDS = re.compile(_DENIED_AFTERWARDS, re.VERBOSE)
GONE = Phrases(
    "no longer, not seen, not identified, not present, not visible, absent, nicht mehr, nicht nachweisbar, "
    "nicht sichtbar, nicht erkennbar, nicht abgrenzbar"
)
STATES_ANEW = Phrases(_STATES_ANEW)
_ANY_SIGN = SIGN.pattern
PLAIN_LIST = re.compile(rf"(?:[^\w]*(?:{_ANY_SIGN}|{any_of(_FILLERS)}))*[^\w]*")
LISTED = Phrases("or, nor, oder, noch")
STARTS_WITH_SIGN = re.compile(rf"\W*(?:{any_of('or, nor, and, oder, noch, und')}\W+)?(?:{_ANY_SIGN})")
# “Wall defect of the skin”, “dilatation of the orifice”: no sign of a duct.
NO_SIGN_BEFORE = re.compile(any_of("skin, field, wall, cosmetic, image, haut, architectural") + r"\W+$")
NO_SIGN_AFTER = re.compile(
    r"\W+(?:of\s+)?(?:the\s+)?"
    + any_of("orifice, orifices, pore, ostium, ostiums, der mündung, des ostiums, zu werden")
)


def kind_of(found: Found) -> Kind | None:
    """The sign that `SIGN` found; None for a lesion of any kind."""
    return None if found.tag == _LESION else found.tag


# ----- called normal
_QUIET = """
    normal, normale, normaler, normales, normalen, unremarkable, inconspicuous, negative, unauffällig, unauffällige,
    unauffälliger, unauffälliges, unauffälligen, negativ, negatives, negativer, regelrecht, regelrechte, regelrechter,
    regelrechtes, regelrechten, normalbefund, within normal limits, ohne befund, o. b, o.b,
    ohne pathologischen befund, ohne auffälligkeit, ohne auffälligkeiten, without abnormality
"""
_WHOLE = """
    ductogram, ductograms, ductography, galactogram, galactograms, galactography, study, examination, exam, breast,
    breasts, result, impression, galaktogramm*, galaktographie*, galaktografie*, duktogramm*, duktographie*,
    untersuchung, brust, brüste, mamma, mammae, befund, ergebnis, beurteilung
"""
_DUCT = """
    duct, ducts, duct system, ductal system, ductal tree, ductal anatomy, gang, gangs, gänge, gängen, milchgang*,
    milchgänge*, gangsystem*, milchgangsystem*
"""
# Of something else than what the contrast shows.
_ELSE = """
    mammogra*, ultraso*, sonogra*, mri, mrt, mr, cem, tomosynthes*, palpation, inspection, clinical examination,
    calibre, caliber, branching, width, diameter, skin, nipple, areola, axilla, lymph*, node, nodes, cytolog*, smear,
    prolactin, tsh, blood, test, margin, margins, saline, kaliber, verzweigung, weite, weit, haut, mamille,
    brustwarze, zytolog*, prolaktin, bluttest, lymphknoten, mammograph*, mammograf*, tastbefund, histolog*, cutis,
    discharge, sekret, appearance, density, parenchyma, drüsenkörper, predictive, prädiktiv*, standard, work up
"""
_EXCEPTED = """
    otherwise, apart from, except, besides, other than, aside from, remaining, remainder, rest of, other, sonst,
    ansonsten, im übrigen, übrige, übrigen, bis auf, abgesehen von, außer, andere, anderen, weitere, weiteren, near,
    nearly, almost, before, fast, nahezu, upper, oberen
"""
QUIET = Phrases(_QUIET)
WHOLE = Phrases(_WHOLE)
DUCT = Phrases(_DUCT)
ELSE = Phrases(_ELSE)
EXCEPTED = Phrases(_EXCEPTED)
