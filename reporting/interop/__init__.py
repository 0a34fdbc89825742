"""The signed report in the formats of other systems: pure functions of document and stamp."""
