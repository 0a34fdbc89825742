"""Facts derived from a report document, such as examined sides and lesion visibility."""
