"""Review of a report document: completeness, contradictions, and explanation of its recommendation."""
