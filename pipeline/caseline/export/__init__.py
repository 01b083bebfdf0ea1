"""Records in the formats of other tools, and back. Reads records only."""
