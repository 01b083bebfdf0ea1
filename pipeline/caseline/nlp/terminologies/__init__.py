"""Names of terminologies as data files, with their sources in SOURCES.md and manifest.json."""
