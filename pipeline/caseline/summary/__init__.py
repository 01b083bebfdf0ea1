"""A record as a curator reads it in a terminal. Reads the record only."""

from caseline.summary.render import render_summary

__all__ = ["render_summary"]
