"""Reads a published case report about a drug and returns the case as checked, structured JSON.

`caseline.load()` gives a pipeline, `caseline.extract(text)` a record, `caseline.read(path)` the article of a
file. They come when first asked for: they take spaCy and the readers along, which the schema and the evaluation
do not need.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caseline.pipeline import extract, load
    from caseline.reading.sources import read_article as read

try:
    __version__ = version("caseline")
except PackageNotFoundError:  # source files that are not installed; `caseline doctor` tells what to do
    __version__ = "unknown"
__all__ = ["__version__", "extract", "load", "read"]


def __getattr__(name: str) -> Any:
    if name in {"extract", "load"}:
        from caseline import pipeline  # noqa: PLC0415 - see the module docstring

        return getattr(pipeline, name)
    if name == "read":
        from caseline.reading import sources  # noqa: PLC0415 - see the module docstring

        return sources.read_article
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
