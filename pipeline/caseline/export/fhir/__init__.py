"""Records as FHIR R5 Bundles."""

from caseline.export.fhir.writer import Fhir

__all__ = ["Fhir"]
