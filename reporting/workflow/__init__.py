"""Use cases that change reports: drafts, signing, templates, import, and release to the patient."""
