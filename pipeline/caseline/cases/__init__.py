"""Mentions become cases: pure functions from a Doc to one patient's drugs, events, timing and outcome."""

from caseline.cases.assemble import assemble

__all__ = ["assemble"]
