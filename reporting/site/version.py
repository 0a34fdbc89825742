"""Release number, shown at the foot of every page."""

VERSION = "0.1.0"
