"""Values of foreign JSON, each of the type that it must be, or an error that says where it is not."""

from __future__ import annotations

from typing import Any

from caseline.errors import ReadingError

_NAMES = (
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (str, "a text"),
    (list, "an array"),
)


class Checked:
    """Takes values apart.

    Args:
        path: The file, for messages.
        what: What it should hold, for messages.
    """

    def __init__(self, path: str, what: str) -> None:
        self.path = path
        self._what = what

    def error(self, where: str, reason: str) -> ReadingError:
        """Returns an error that names the place, a JSON Pointer."""
        return ReadingError(self.path, reason, where=where or None)

    def members(self, value: object, where: str) -> dict[str, Any]:
        """Returns an object."""
        if isinstance(value, dict):
            return value
        raise self._wrong(value, where, "an object")

    def items(self, value: object, where: str) -> list[Any]:
        """Returns an array; an empty one where there is nothing."""
        if value is None:
            return []
        if isinstance(value, list):
            return value
        raise self._wrong(value, where, "an array")

    def text(self, value: object, where: str) -> str:
        """Returns a text."""
        if isinstance(value, str):
            return value
        raise self._wrong(value, where, "a text")

    def number(self, value: object, where: str) -> int:
        """Returns a whole number."""
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self._wrong(value, where, "a whole number")

    def _wrong(self, value: object, where: str, expected: str) -> ReadingError:
        found = next((name for kind, name in _NAMES if isinstance(value, kind)), None)
        found = found or ("null" if value is None else "an object")
        return self.error(where, f"{expected} is expected here, not {found}; {self._what}")
