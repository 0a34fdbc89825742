"""First draft of a report, report templates, and merging of concurrent changes."""
