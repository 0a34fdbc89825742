"""Forms of all pages; the editor's are generated from the fields of the report document."""
