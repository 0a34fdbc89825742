"""Key images in forms: adding one to the page, and the questions before attaching one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.images.key_images import UploadedImage
from reporting.models import KeyImage
from reporting.web.forms.document_form import DocumentForm


def show_image(form: DocumentForm, image: KeyImage) -> None:
    """Add ``image`` to the key images of the page, with the data of its header, unless it is there already."""
    if image.digest in form.shown_digests:
        return
    answers = {
        "digest": image.digest,
        "side": image.side,
        "projection": image.projection,
        "taken": image.taken.isoformat() if image.taken else "",
        "frame_number": str(image.frame_number or ""),
    }
    form.add_filled("key_images", answers)


class ChooseForm(forms.Form):
    """Asks only what `UploadedImage` leaves open."""

    frame = forms.IntegerField(label=gettext_lazy("Frame"), min_value=1, initial=1)
    confirmed = forms.BooleanField(
        label=gettext_lazy("This image is of this patient and shows no other name or number.")
    )

    def __init__(self, found: UploadedImage, *args: Any, **options: Any):
        super().__init__(*args, **options)
        frame, confirmed = self.fields["frame"], self.fields["confirmed"]
        assert isinstance(frame, forms.IntegerField)  # noqa: S101 - as declared above
        if found.frames > 1:
            self.fields["frame"] = forms.IntegerField(
                label=_("Frame, 1–{count}").format(count=found.frames),
                min_value=1,
                max_value=found.frames,
                initial=(found.frames + 1) // 2,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        else:
            del self.fields["frame"]
        if found.names_the_patient and not found.burned_in:
            del self.fields["confirmed"]
        else:
            confirmed.error_messages["required"] = _(
                "Check the image. Confirm that it is of this patient, or do not attach it."
            )
