"""WSGI application. Refuses to start if signed reports would not be safe."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from reporting.checks import enforce

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reporting.settings")
application = get_wsgi_application()
enforce()
if settings.SIGNING_KEY:
    # Import it now: it takes a third of a second, which the first signer would wait for.
    import_module("reporting.custody.pades.signing")
