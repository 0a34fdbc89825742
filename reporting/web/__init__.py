"""Web interface: forms, presenters, views, administration, and template tags."""
