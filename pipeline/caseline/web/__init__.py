"""The HTTP service: a paper comes in, its record goes out. Needs the extra `web`."""
