"""NOTE and NOTE_NLP of the OMOP Common Data Model 5.4, as CSV."""

from caseline.export.omop.writer import Omop

__all__ = ["Omop"]
