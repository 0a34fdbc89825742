"""What a free text claims: sides, findings, places, sizes, categories and advice, with where they stand in it.

`reader.read` gives the claims of a text; `laterality.side_words` those of a side. Nothing here knows a report.
"""
