"""Storage of static files whose names contain a hash of their content, so that browsers may cache them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ContentNamedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes also the names of files imported by JavaScript modules."""

    support_js_module_import_aggregation = True
