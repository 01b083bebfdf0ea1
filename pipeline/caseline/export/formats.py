"""The formats by name: how each writes sheets and reads them, and what it can carry."""
