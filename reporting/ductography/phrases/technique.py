"""Phrases for the examination of one duct: orifice, cannulation, contrast and images."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from ..vocabulary import (
    Answer,
    CannulaAfter,
    CannulaShape,
    CannulationAid,
    CannulaType,
    ContrastAgent,
    Dilator,
    Dye,
    Endpoint,
    Extravasation,
    ExtravasationCause,
    PatientPosition,
    Projection,
    UltrasoundCheck,
    VascularFilling,
    ViewModifier,
    ViewPhase,
    ViewTechnique,
)
from ..vocabulary.terms import Term
from .translation_cache import Phrase

THE_ORIFICE = _("the orifice")
ORIFICES = ngettext_lazy(
    "{count} discharging orifice was seen {on_nipple}.",
    "{count} discharging orifices were seen {on_nipple}.",
    "count",
)
NO_ORIFICE = _("No discharging orifice was seen {on_nipple}.")
ATTEMPTS = ngettext_lazy("{count} cannulation attempt.", "{count} cannulation attempts.", "count")
NO_ATTEMPT = _("Cannulation was not attempted.")
THE_CANNULA = _("the cannula")
CANNULA_TYPE: dict[CannulaType, Phrase] = {
    CannulaType.BLUNT_NEEDLE: _("was a blunt needle"),
    CannulaType.SIALOGRAPHY_NEEDLE: _("was a blunt sialography needle"),
    CannulaType.LYMPHOGRAPHY_NEEDLE: _("was a lymphography needle"),
    CannulaType.JABCZENSKI: _("was a Jabczenski needle"),
    CannulaType.PLASTIC_CATHETER: _("was a plastic catheter"),
    CannulaType.OTHER: _("was of another type"),
}
CANNULA_SHAPE: dict[CannulaShape, Phrase] = {
    CannulaShape.STRAIGHT: _("was straight"),
    CannulaShape.ANGLED: _("was angled"),
}
GAUGE = _("was {gauge} gauge")
DEPTH = _("was advanced {length} into the duct")
NOT_ADVANCED = _("could not be advanced")
NO_DILATOR = _("No dilator was used.")
DILATED_WITH = _("The orifice was dilated with {dilators}.")
DILATOR: dict[Dilator, Phrase] = {
    Dilator.GRADED_DILATOR: _("graded dilators"),
    Dilator.METAL_PROBE: _("a metal probe"),
    Dilator.OTHER: _("another dilator"),
}
NO_AID = _("No cannulation aids were used.")
AIDED_BY = _("Cannulation aids: {aids}.")
AID: dict[CannulationAid, Phrase] = {
    CannulationAid.BRIGHT_LIGHT: _("bright light"),
    CannulationAid.LOUPE: _("a magnifying loupe"),
    CannulationAid.WARM_COMPRESS: _("a warm compress"),
    CannulationAid.TOPICAL_ANAESTHETIC: _("topical anaesthesia"),
    CannulationAid.ULTRASOUND: _("ultrasound guidance"),
    CannulationAid.ASPIRATION: _("aspiration to confirm the position in the duct"),
    CannulationAid.CONTRAST_DROP: _("a drop of contrast as a magnifier"),
}
POSITION: dict[PatientPosition, Phrase] = {
    PatientPosition.SUPINE: _("The patient was supine."),
    PatientPosition.SITTING: _("The patient was seated."),
}

VOLUME_OF_AGENT = _("{volume} mL of {agent} was injected.")
VOLUME = _("{volume} mL of contrast was injected.")
AGENT_INJECTED = _("The contrast agent was {agent}.")
WITH_CONCENTRATION = _("{agent} ({concentration} mg I/mL)")
CONCENTRATION = _("The iodine concentration was {concentration} mg I/mL.")
NO_AGENT_NO_VOLUME = _("The contrast agent and its volume are not recorded.")
NOT_RECORDED: dict[str, Phrase] = {
    "agent": _("the contrast agent"),
    "volume_ml": _("the volume of contrast"),
}
AGENT: dict[ContrastAgent, Phrase] = {
    ContrastAgent.IOHEXOL: pgettext_lazy("contrast agent", "iohexol"),
    ContrastAgent.IOPAMIDOL: pgettext_lazy("contrast agent", "iopamidol"),
    ContrastAgent.IOVERSOL: pgettext_lazy("contrast agent", "ioversol"),
    ContrastAgent.IOPROMIDE: pgettext_lazy("contrast agent", "iopromide"),
    ContrastAgent.IODIXANOL: pgettext_lazy("contrast agent", "iodixanol"),
    ContrastAgent.IOXILAN: pgettext_lazy("contrast agent", "ioxilan"),
    ContrastAgent.IOXAGLATE: pgettext_lazy("contrast agent", "ioxaglate"),
    ContrastAgent.IOTHALAMATE: pgettext_lazy("contrast agent", "iothalamate"),
    ContrastAgent.DIATRIZOATE: pgettext_lazy("contrast agent", "diatrizoate"),
    ContrastAgent.NON_IONIC_IODINATED: pgettext_lazy(
        "contrast agent", "a non-ionic iodinated contrast agent"
    ),
    ContrastAgent.WATER_SOLUBLE_IODINATED: pgettext_lazy(
        "contrast agent", "a water-soluble iodinated contrast agent"
    ),
    ContrastAgent.IODINATED_WITH_GADOLINIUM: pgettext_lazy(
        "contrast agent", "an iodinated contrast agent with gadolinium"
    ),
    ContrastAgent.OTHER: pgettext_lazy("contrast agent", "another contrast agent"),
}
ENDED_AT = _("The injection was stopped at {endpoints}.")
ENDPOINT: dict[Endpoint, Phrase] = {
    Endpoint.FULLNESS: _("a sensation of fullness"),
    Endpoint.RESISTANCE: pgettext_lazy("end of the injection", "increasing resistance"),
    Endpoint.REFLUX: _("reflux at the orifice"),
    Endpoint.PAIN: pgettext_lazy("end of the injection", "pain"),
    Endpoint.PLANNED_VOLUME: _("the planned volume"),
    Endpoint.EXTRAVASATION: pgettext_lazy("end of the injection", "extravasation"),
}
VASCULAR: dict[VascularFilling, Phrase] = {
    VascularFilling.NONE: _("No lymphatic or venous opacification."),
    VascularFilling.LYMPHATIC: _("Lymphatic opacification was seen."),
    VascularFilling.VENOUS: _("Venous opacification was seen."),
}
CONTRAST_SENTENCES: dict[str, Mapping[Term, Phrase]] = {
    "dye": {
        Dye.NONE: _("No dye was added."),
        Dye.METHYLENE_BLUE: _("Methylene blue was added."),
        Dye.OTHER: _("Another dye was added."),
    },
    "ultrasound_check": {
        UltrasoundCheck.NOT_DONE: _("Duct filling was not confirmed by ultrasound."),
        UltrasoundCheck.INTRADUCTAL: _("Ultrasound showed contrast in the duct."),
        UltrasoundCheck.OUTSIDE: _("Ultrasound showed contrast outside the duct."),
    },
    "reflux": {
        Answer.YES: _("Reflux occurred at the orifice."),
        Answer.NO: _("No reflux at the orifice."),
    },
    "extravasation": {
        Extravasation.NONE: _("No extravasation."),
        Extravasation.PERIDUCTAL: _("Periductal extravasation occurred."),
        Extravasation.PARENCHYMAL: _("Parenchymal extravasation occurred."),
    },
    "extravasation_cause": {
        ExtravasationCause.TECHNICAL: _("The extravasation was technical (perforation or overpressure)."),
        ExtravasationCause.LESIONAL: _("Extravasation occurred at a lesion."),
        ExtravasationCause.UNCERTAIN: _("The cause of extravasation is uncertain."),
    },
}
CANNULA_AFTER: dict[CannulaAfter, Phrase] = {
    CannulaAfter.LEFT_IN: _("The cannula was left in place for imaging."),
    CannulaAfter.REMOVED: _("The cannula was removed before imaging."),
    CannulaAfter.REMOVED_SEALED: _("The cannula was removed before imaging and the orifice was sealed."),
}

IMAGES: dict[ViewPhase | None, Phrase] = {
    ViewPhase.BEFORE_CONTRAST: _("Pre-contrast images: {views}."),
    ViewPhase.EARLY_FILLING: _("Early-filling images: {views}."),
    ViewPhase.FILLED: _("Post-injection images: {views}."),
    ViewPhase.AFTER_EVACUATION: _("Post-evacuation images: {views}."),
    None: _("Images: {views}."),
}
VIEWS_NOT_RECORDED = _("The projections of the images are not recorded.")
PROJECTION: dict[Projection, Phrase] = {
    Projection.CC: pgettext_lazy("image", "craniocaudal (CC)"),
    Projection.ML: pgettext_lazy("image", "mediolateral (ML)"),
    Projection.LM: pgettext_lazy("image", "lateromedial (LM)"),
    Projection.MLO: pgettext_lazy("image", "mediolateral oblique (MLO)"),
    Projection.LMO: pgettext_lazy("image", "lateromedial oblique (LMO)"),
    Projection.XCCL: pgettext_lazy("image", "craniocaudal exaggerated laterally (XCCL)"),
    Projection.XCCM: pgettext_lazy("image", "craniocaudal exaggerated medially (XCCM)"),
    Projection.FB: pgettext_lazy("image", "caudocranial (FB)"),
    Projection.SIO: pgettext_lazy("image", "superolateral to inferomedial oblique (SIO)"),
    Projection.ISO: pgettext_lazy("image", "inferomedial to superolateral oblique (ISO)"),
}
VIEW = _("{projection} {modifiers}")
MODIFIER: dict[ViewModifier, Phrase] = {
    ViewModifier.MAGNIFICATION: _("with magnification"),
    ViewModifier.SPOT_COMPRESSION: _("with spot compression"),
    ViewModifier.ROLLED_MEDIAL: pgettext_lazy("image", "rolled medially"),
    ViewModifier.ROLLED_LATERAL: pgettext_lazy("image", "rolled laterally"),
    ViewModifier.ROLLED_SUPERIOR: pgettext_lazy("image", "rolled superiorly"),
    ViewModifier.ROLLED_INFERIOR: pgettext_lazy("image", "rolled inferiorly"),
    ViewModifier.TANGENTIAL: pgettext_lazy("image", "tangentially"),
    ViewModifier.NIPPLE_IN_PROFILE: _("nipple in profile"),
    ViewModifier.ANTERIOR_COMPRESSION: _("with anterior compression"),
    ViewModifier.IMPLANT_DISPLACED: _("with the implant displaced"),
}
TECHNIQUES = _("Acquired with {techniques}.")
TECHNIQUE: dict[ViewTechnique, Phrase] = {
    ViewTechnique.FFDM: pgettext_lazy("made by", "digital mammography"),
    ViewTechnique.TOMOSYNTHESIS: pgettext_lazy("made by", "tomosynthesis"),
    ViewTechnique.SCREEN_FILM: pgettext_lazy("made by", "screen-film mammography"),
    ViewTechnique.SPOT: pgettext_lazy("made by", "spot imaging"),
    ViewTechnique.FLUOROSCOPY: pgettext_lazy("made by", "fluoroscopy"),
    ViewTechnique.SONOGRAPHY: pgettext_lazy("made by", "sonogalactography"),
    ViewTechnique.MR: pgettext_lazy("made by", "MR galactography"),
}
