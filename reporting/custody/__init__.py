"""Storage and protection of signed reports: archive, seals, digital signatures, audit trail, database triggers."""
