"""WSGI application. Refuses to start if signed reports would not be safe."""

import os
from importlib import import_module

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from reporting.checks import enforce

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reporting.settings")
django.setup(set_prefix=False)
enforce()  # first, because loading the application would fail with a traceback instead of a reason
application = get_wsgi_application()
if settings.SIGNING_KEY:
    # Import it now: it takes a third of a second, which the first signer would wait for.
    import_module("reporting.custody.pades.signing")
