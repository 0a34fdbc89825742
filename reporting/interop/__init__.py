"""Exports of the signed report to other systems, as pure functions of document and print state."""
