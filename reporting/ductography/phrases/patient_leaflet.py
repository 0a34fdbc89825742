"""Phrases of the patient leaflets, in plain everyday language. The reading grade is tested in tests/ductography.

They contain no category, percentage or name of a disease; the doctor explains what a finding means.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..vocabulary import IncompleteReason, RecommendedAction, Responsible, Side, Sides
from .translation_cache import Phrase

TITLE = _("Your milk duct X-ray")
FOR_ON = _("For {name}, test on {date}")
FOR = _("For {name}")

DONE_TITLE = _("What we did")
WHY = _("You came to us because fluid comes from your nipple.")
# By the sides examined; "" if none is known.
DONE: dict[str, Phrase] = {
    Side.LEFT: _("We looked at the inside of a milk duct in your left breast."),
    Side.RIGHT: _("We looked at the inside of a milk duct in your right breast."),
    Sides.BOTH: _("We looked at the inside of milk ducts in both of your breasts."),
    "": _("We looked at the inside of a milk duct in your breast."),
}
HOW = _("We put a very thin tube into the duct and filled the duct with a dye. Then we took X-ray pictures.")
IN_PART = _("We could only do part of the test.")
FAILED: dict[str, Phrase] = {
    Side.LEFT: _("We tried to fill a milk duct in your left breast with a dye, but it did not work."),
    Side.RIGHT: _("We tried to fill a milk duct in your right breast with a dye, but it did not work."),
    Sides.BOTH: _("We tried to fill milk ducts in both of your breasts with a dye, but it did not work."),
    "": _("We tried to fill a milk duct in your breast with a dye, but it did not work."),
}
NOT_YOUR_FAULT = _("This can happen. It is not your fault.")
NOT_DONE = _("We did not do the test this time.")
NOT_DONE_REASON: dict[IncompleteReason, Phrase] = {
    IncompleteReason.NO_DISCHARGE_TODAY: _(
        "No fluid came from your nipple. Without the fluid we cannot tell which duct to look at."
    ),
    IncompleteReason.NOT_INDICATED: _("There are better ways to find out why you have the fluid."),
    IncompleteReason.CONTRAINDICATED: _("It was safer for you to wait."),
    IncompleteReason.CONSENT_WITHDRAWN: _("You asked us to stop. That is your right."),
    IncompleteReason.EQUIPMENT: _("One of our machines did not work."),
}

SEEN_TITLE = _("What we saw")
# Before the result and the next steps of one of two breasts.
FOR_BREAST: dict[Side, Phrase] = {
    Side.RIGHT: _("Your right breast:"),
    Side.LEFT: _("Your left breast:"),
}
SEEN: dict[str, Phrase] = {
    "normal": _(
        "The duct that we filled looks normal. A test like this cannot answer every question. "
        "Tell your doctor if the fluid does not stop."
    ),
    "benign": _("The duct looks slightly different from usual. Your doctor will explain what this means."),
    "cavity": _(
        "The dye also filled a small hollow space. We will compare the pictures with your earlier ones."
    ),
    "something": _(
        "We saw something in a milk duct that we want to know more about. The pictures alone do not tell us what it "
        "is."
    ),
    "elsewhere": _(
        "The duct that we filled looks normal. Something else in your breast, or in the fluid, needs another look."
    ),
    "infection": _("There are signs of an infection. It should be treated first."),
    "spots": _(
        "We saw small spots that may be air bubbles in the dye. A repeat test should give a clearer answer."
    ),
    "unclear": _("The pictures do not yet give a clear answer."),
    "open": _("Your doctor will go through the pictures with you."),
}
NO_PICTURES = _("This means we have no pictures of the duct yet.")
REACTION = _("You had a reaction to the dye. Always tell staff about this before you have X-ray dye again.")

NEXT_TITLE = _("What happens next")
NEXT_OPEN = _("Your doctor will talk with you about the next step.")
NEXT: dict[RecommendedAction, Phrase] = {
    RecommendedAction.NO_FURTHER_ACTION: _("You do not need another test now."),
    RecommendedAction.ROUTINE_SCREENING: _("Keep having your usual breast checks."),
    RecommendedAction.CLINICAL_FOLLOW_UP: _("See your doctor for a check."),
    RecommendedAction.IMAGING_FOLLOW_UP: _("Come back for new pictures of your breast."),
    RecommendedAction.RESCHEDULE: _(
        "Please come back when the fluid returns. Do not squeeze your nipple beforehand."
    ),
    RecommendedAction.REPEAT_DUCTOGRAPHY: _("We would like to do the test again."),
    RecommendedAction.TARGETED_ULTRASOUND: _("You should have an ultrasound scan of your breast."),
    RecommendedAction.DIAGNOSTIC_MAMMOGRAPHY: _("You should have X-ray pictures of your breast."),
    RecommendedAction.ADDITIONAL_MAMMOGRAPHY: _("You should have some more X-ray pictures of your breast."),
    RecommendedAction.SPOT_MAGNIFICATION: _("You should have some close-up X-ray pictures of your breast."),
    RecommendedAction.CONTRAST_MRI: _("You should have an MRI scan of your breast."),
    RecommendedAction.CONTRAST_MAMMOGRAPHY: _("You should have X-ray pictures of your breast with dye."),
    RecommendedAction.BLOOD_TEST: _("The fluid should be tested for blood."),
    RecommendedAction.DUCTOSCOPY: _("A doctor should look into the duct with a very thin camera."),
    RecommendedAction.CYTOLOGY: _("A drop of the fluid should be looked at in the lab."),
    RecommendedAction.CORE_BIOPSY: _(
        "A doctor should take a small sample from your breast with a needle, so that the lab can look at it."
    ),
    RecommendedAction.VACUUM_BIOPSY: _(
        "A doctor should take a sample from your breast with a needle, so that the lab can look at it."
    ),
    RecommendedAction.NIPPLE_SKIN_BIOPSY: _(
        "A doctor should take a tiny piece of skin from your nipple, so that the lab can look at it."
    ),
    RecommendedAction.LOCALISED_EXCISION: _("A small operation can show what it is."),
    RecommendedAction.MICRODOCHECTOMY: _("A small operation can take out the duct."),
    RecommendedAction.TOTAL_DUCT_EXCISION: _("A small operation can take out the ducts behind the nipple."),
    RecommendedAction.SURGICAL_CONSULTATION: _("A breast surgeon should talk with you."),
    RecommendedAction.ENDOCRINE_WORK_UP: _("Blood tests can help to find out why you have the fluid."),
    RecommendedAction.TREAT_INFECTION: _("The sore part of your breast should be treated first."),
    RecommendedAction.COMPARE_WITH_PRIORS: _("We will look at your earlier pictures too."),
    RecommendedAction.IMPLANT_ASSESSMENT: _("A doctor should check your implant."),
    RecommendedAction.MULTIDISCIPLINARY: _(
        "Doctors from more than one clinic will plan the next step with you."
    ),
    RecommendedAction.OTHER: _("Your doctor will tell you what comes next."),
}
DEPENDS = _("Your doctor will tell you if you need this.")  # a step that waits for another result
DUE = _("This should be done {time}.")
DUE_LATER = _("This should be done {time} after your test.")  # where only an earliest time is given
SOON = _("Please do this soon.")
ARRANGED_BY: dict[Responsible, Phrase] = {
    Responsible.REFERRER: _("Your doctor will help you to arrange this."),
    Responsible.BREAST_SURGEON: _("The breast surgeon will help you to arrange this."),
    Responsible.RADIOLOGY: _("We will help you to arrange this."),
    Responsible.BREAST_CLINIC: _("The breast clinic will help you to arrange this."),
    Responsible.ENDOCRINOLOGY: _("The hormone clinic will help you to arrange this."),
    Responsible.PATIENT: _("Please call us to arrange this."),
    Responsible.OTHER: _("Your doctor will tell you who will arrange this."),
}

CALL_TITLE = _("When to call")
MAY_BE_TENDER = _("Your breast may feel tender after the test. Some of the dye may leak from the nipple.")
CALL_IF = _("Please call us if:")
CALL_POINTS: tuple[Phrase, ...] = (
    _("your breast becomes red, warm or more swollen"),
    _("you have a fever"),
    _("the pain gets worse"),
    _("pus or fresh blood comes from the nipple"),
    _("you get a rash or your skin itches"),
)
EMERGENCY = _("If you have trouble breathing, call an ambulance right away.")

QUESTIONS_TITLE = _("Who to ask")
ASK_REFERRER = _("Ask {referrer} what the test means for you.")
ASK_DOCTOR = _("Ask your doctor what the test means for you.")
ASK_US: dict[tuple[bool, bool], Phrase] = {  # (has facility name, has phone number)
    (True, True): _("If you have questions about the test, call {name}: {phone}."),
    (True, False): _("If you have questions about the test, call {name}."),
    (False, True): _("If you have questions about the test, call {phone}."),
    (False, False): _("If you have questions about the test, call us."),
}

PREPARATION_TITLE = _("Before and after your milk duct X-ray")
ABOUT_TITLE = pgettext_lazy("preparation sheet", "What it is")
ABOUT: tuple[Phrase, ...] = (
    _("Fluid comes from your nipple. This test helps to find out why."),
    _("Doctors also call it a ductogram or galactogram."),
    _("We put a very thin tube into the milk duct that the fluid comes from and fill the duct with dye."),
    _("Then X-ray pictures of the breast are taken."),
)
BEFORE_TITLE = _("Before the test")
BEFORE: tuple[Phrase, ...] = (
    _("Do not squeeze your nipple in the days before. The fluid has to be there on the day."),
    _("On the day, use no deodorant, talc, powder or lotion on your breasts or under your arms."),
    _("Bring any earlier breast images you have."),
    _("Tell us if you have any allergies, especially to X-ray dye."),
    _("Tell us if you are or might be pregnant, or if you are breastfeeding."),
    _("Tell us if your breast is sore, red or warm, or if pus comes from the nipple."),
    _("If the fluid stops before the test, please call us. We will find another day."),
)
DAY_TITLE = _("On the day")
DAY: tuple[Phrase, ...] = (
    _("The test takes about 30–60 minutes."),
    _("You may feel some pressure or fullness in the breast. Tell us right away if it hurts."),
)
AFTER_TITLE = _("After the test")
AFTER: tuple[Phrase, ...] = (
    _("Your breast may feel tender. Some of the dye may leak from the nipple."),
    _("Your doctor will get our report and will talk with you about it."),
)
