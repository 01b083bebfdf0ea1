"""The trained pipelines that ship with the package, saved by spaCy."""
