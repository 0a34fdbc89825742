"""Static files as production serves them: named by their content, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also what a JavaScript module imports is named by its content."""

    support_js_module_import_aggregation = True
