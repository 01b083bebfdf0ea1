"""Reads a published case report about a drug and returns the case as checked, structured JSON."""
