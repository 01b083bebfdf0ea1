"""Values of foreign JSON, each of the type that it must be, or an error that says where it is not."""

from __future__ import annotations

from typing import Any, NoReturn

from caseline.errors import ReadingError

_NAMES = ((bool, "true or false"), (int, "a number"), (float, "a number"), (str, "a text"), (list, "an array"))


class Checked:
    """Takes values apart.

    Args:
        path: The file, for messages.
        what: What it should hold, for messages.
    """

    def __init__(self, path: str, what: str) -> None:
        self.path = path
        self._what = what

    def fail(self, where: str, reason: str) -> NoReturn:
        """Raises an error that names the place, a JSON Pointer."""
        raise ReadingError(self.path, reason, where=where or None)

    def object(self, value: object, where: str) -> dict[str, Any]:
        """Returns an object."""
        if not isinstance(value, dict):
            self._wrong(value, where, "an object")
        return value

    def items(self, value: object, where: str) -> list[Any]:
        """Returns an array; an empty one where there is nothing."""
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(value, where, "an array")
        return value

    def text(self, value: object, where: str) -> str:
        """Returns a text."""
        if not isinstance(value, str):
            self._wrong(value, where, "a text")
        return value

    def number(self, value: object, where: str) -> int:
        """Returns a whole number."""
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong(value, where, "a whole number")
        return value

    def _wrong(self, value: object, where: str, expected: str) -> NoReturn:
        found = next((name for kind, name in _NAMES if isinstance(value, kind)), None)
        found = found or ("null" if value is None else "an object")
        self.fail(where, f"{expected} is expected here, not {found}; {self._what}")
