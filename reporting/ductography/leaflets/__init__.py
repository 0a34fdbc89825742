"""Patient summary and preparation leaflet in plain language."""
