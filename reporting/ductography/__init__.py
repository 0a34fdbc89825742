"""The clinical content of a ductography report: vocabulary, document, rules and wording.

Nothing here knows a database, a request or a page, so that a radiologist can review the folder alone.
Sources of every value list: SOURCES.md beside this file.
"""
