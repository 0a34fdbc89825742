"""Sign the PDF of a version with the site's certificate.

The certificate belongs to the site: it confirms that the file came from here and is unchanged. The radiologist signs
the report with a password in the application; name and attestation are part of the file's signature and its seal.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.custody.pades import keys
from reporting.custody.pades.keys import KeyFault, SiteKey
from reporting.models import ReportVersion
from reporting.policy.exceptions import ActionRefused
from reporting.site.languages import report_language

logger = logging.getLogger(__name__)

NAME_MAX = 200  # characters of a certificate's name that are printed


def assign_certificate(version: ReportVersion) -> SiteKey | None:
    """Store name and digest of the signing certificate on an unsaved version, whose PDF prints the name.

    Returns the key, or None if no certificate is configured.

    Raises:
        ActionRefused: a certificate is configured but cannot be used or is not valid now.
    """
    try:
        key = keys.site_key()
        if key and (fault := key.validity_fault(timezone.now())):
            raise KeyFault(fault)
    except KeyFault as fault:
        raise _signing_refused(fault) from fault
    if key:
        version.certificate_name, version.certificate_digest = key.name[:NAME_MAX], key.fingerprint
    return key


def sign(pdf: bytes, version: ReportVersion, key: SiteKey) -> bytes:
    """Return the PDF with the site's signature, and store the PAdES level reached on ``version``.

    Raises:
        ActionRefused: the key does not sign.
    """
    from reporting.custody.pades import signing  # a third of a second to load: not for every command

    with report_language():
        statement = signing.SignatureStatement(
            name=f"{version.signer_name} ({version.signed_by.public_id})",
            reason=_(
                "{meaning} Signed in the application by {name}; sealed with the site’s certificate."
            ).format(meaning=version.get_meaning_display(), name=version.signer_name),
            location=settings.FACILITY_NAME,
            signed_at=version.signed_at,
        )
    try:
        roots = (
            tuple(keys.load_certificates(settings.SIGNING_ROOTS))
            if settings.SIGNING_TIMESTAMP_URL and settings.SIGNING_ROOTS
            else ()
        )
        authorities = signing.SigningAuthorities(settings.SIGNING_TIMESTAMP_URL, roots)
        signed, version.signature_level = signing.sign(pdf, key, statement, authorities)
    except KeyFault as fault:
        raise _signing_refused(fault) from fault
    return signed


def _signing_refused(fault: KeyFault) -> ActionRefused:
    logger.error(
        "the site cannot sign: %s", fault
    )  # names files of the server, which the signer need not know
    return ActionRefused(
        _(
            "Signing with the site’s certificate is not possible at the moment. Nothing was signed. Tell "
            "an administrator."
        )
    )
