"""ICH E2B(R3): cases as individual case safety reports (ICSR), in HL7 v3 XML."""

from caseline.export.e2b.writer import E2b

__all__ = ["E2b"]
