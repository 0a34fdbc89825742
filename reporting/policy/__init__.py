"""Permissions of roles, the report lifecycle, and the exceptions that refuse an action."""
