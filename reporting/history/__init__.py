"""Filter values and statistics of stored reports."""
