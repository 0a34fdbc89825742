"""The state a report is printed in; it belongs to every printed form, so it lives with the document."""

from reporting.ductography.stamp import AddendumText, Letterhead, ReportSignature, Stamp

__all__ = ["AddendumText", "Letterhead", "ReportSignature", "Stamp"]
