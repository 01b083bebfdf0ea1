"""JSON read safely, and walked from the outside in, so that of a large file one value at a time is held."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NoReturn

from caseline.errors import ReadingError

_SPACE = re.compile(r"[ \t\n\r]*")
_AGAIN = "write the file again with a JSON library"


class _NoJsonError(ValueError):
    """What Python reads as JSON, and JSON is not."""


def pointer(*steps: str | int) -> str:
    """Returns a JSON Pointer (RFC 6901) of object keys and array indices."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


class JsonScanner:
    """Walks a JSON text without building all of it.

    Whoever iterates over `items` or `members` takes each value with `value`, `raw` or a walk of its own
    before asking for the next.

    Args:
        text: The text; at most one value is read from it.
        source: Its name, for errors.
    """

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant)
        self.position = 0

    def peek(self) -> str:
        """Returns the next character that is no white space; "" at the end."""
        found = _SPACE.match(self._text, self.position)
        self.position = found.end() if found else self.position
        return self._text[self.position : self.position + 1]

    def value(self, where: str) -> object:
        """Returns the value that begins here, and passes it.

        Raises:
            ReadingError: When it is no JSON, or holds what JSON does not: a key twice, NaN, a number
                with thousands of digits, nesting without end.
        """
        self.peek()
        try:
            found, self.position = self._decoder.raw_decode(self._text, self.position)
        except json.JSONDecodeError as error:
            raise self._broken(error.msg, error.pos, where) from error
        except RecursionError as error:
            raise ReadingError(self._source, f"is nested too deep; {_AGAIN}", where=where or None) from error
        except _NoJsonError as error:
            raise ReadingError(self._source, f"{error}; {_AGAIN}", where=where or None) from error
        except ValueError as error:
            # Python refuses to read a whole number of more than 4,300 digits.
            reason = f"holds a number of thousands of digits; {_AGAIN}"
            raise ReadingError(self._source, reason, where=where or None) from error
        return found

    def raw(self, where: str) -> str:
        """Returns the text of the value that begins here, and passes it.

        Raises:
            ReadingError: As `value` does.
        """
        self.peek()
        start = self.position
        self.value(where)
        return self._text[start : self.position]

    def items(self, where: str) -> Iterator[int]:
        """Yields the index of each item of the array that begins here.

        Raises:
            ReadingError: When it is no JSON.
        """
        self._take("[", where)
        index = 0
        if self.peek() == "]":
            self.position += 1
            return
        while True:
            yield index
            index += 1
            if self._take(",]", where) == "]":
                return

    def members(self, where: str) -> Iterator[str]:
        """Yields each key of the object that begins here.

        Raises:
            ReadingError: When it is no JSON, or has a key twice.
        """
        self._take("{", where)
        seen: set[str] = set()
        if self.peek() == "}":
            self.position += 1
            return
        while True:
            if self.peek() != '"':
                self._fail("a key in double quotes", where)
            key = str(self.value(where))
            if key in seen:
                raise ReadingError(self._source, f"{_twice(key)}; {_AGAIN}", where=where or None)
            seen.add(key)
            self._take(":", where)
            yield key
            if self._take(",}", where) == "}":
                return

    def finish(self) -> None:
        """Checks that nothing but white space follows.

        Raises:
            ReadingError: When something does.
        """
        if self.peek():
            self._fail("the end of the file", "")

    def _take(self, expected: str, where: str) -> str:
        found = self.peek()
        if not found or found not in expected:
            self._fail(" or ".join(expected), where)
        self.position += 1
        return found

    def _fail(self, expected: str, where: str) -> NoReturn:
        raise self._broken(f"{expected} is expected", self.position, where)

    def _broken(self, message: str, position: int, where: str) -> ReadingError:
        line = self._text.count("\n", 0, position) + 1
        column = position - self._text.rfind("\n", 0, position)
        said = message[:1].lower() + message[1:]
        place = f"line {line}, column {column}"
        return ReadingError(
            self._source, f"is no JSON ({said} at {place}); get the file again", where=where or None
        )


def parse_json(text: str, source: str, where: str = "") -> object:
    """Returns the value of a JSON text.

    Raises:
        ReadingError: As `JsonScanner.value` does, and when something follows it.
    """
    scanner = JsonScanner(text, source)
    found = scanner.value(where)
    scanner.finish()
    return found


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _NoJsonError(_twice(next(key for key in keys if keys.count(key) > 1)))
    return made


def _twice(key: str) -> str:
    return f"holds the key {key[:40]!r} twice in one object"


def _no_constant(name: str) -> NoReturn:
    raise _NoJsonError(f"holds {name}, which is no JSON")
