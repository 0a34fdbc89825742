"""The editor: every field of the report document as a control, made from what the document says about it."""
