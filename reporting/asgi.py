"""ASGI application. Refuses to start if signed reports would not be safe."""

import os

import django
from django.core.asgi import get_asgi_application

from reporting.checks import enforce

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reporting.settings")
django.setup(set_prefix=False)
enforce()  # first, because loading the application would fail with a traceback instead of a reason
application = get_asgi_application()
