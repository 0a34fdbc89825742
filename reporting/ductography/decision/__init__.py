"""Decision table of recommendations, its inputs, and published evidence with its sources."""
