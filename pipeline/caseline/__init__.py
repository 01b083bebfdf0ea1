"""Reads a published case report about a drug and returns the case as checked, structured JSON.

`caseline.load()` gives a pipeline, `caseline.extract(text)` a record. Both come when first asked for:
they take spaCy along, which the schema and the evaluation do not need.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caseline.pipeline import extract, load

__version__ = version("caseline")
__all__ = ["__version__", "extract", "load"]


def __getattr__(name: str) -> Any:
    if name in {"extract", "load"}:
        from caseline import pipeline  # noqa: PLC0415 - see the module docstring

        return getattr(pipeline, name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
