"""The one file in a body of multipart/form-data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from caseline.web.errors import ErrorCode, ServiceError

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file in a form."""

    name: str
    data: bytes


@dataclass(slots=True)
class _Part:
    """A part as the parser hands it over, bit by bit."""

    disposition: bytearray = field(default_factory=bytearray)
    data: bytearray = field(default_factory=bytearray)
    whole: bool = False


class _Collector:
    """Listens to the parser; a second part ends it, so that a body of a million parts costs nothing."""

    def __init__(self) -> None:
        self.part: _Part | None = None
        self._name = bytearray()
        self._value = bytearray()

    def _part_begin(self) -> None:
        if self.part is not None:
            raise _malformed("the form has several parts; send the file alone, and the rest in the query")
        self.part = _Part()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self.part is not None and self._name.lower() == b"content-disposition":
            self.part.disposition[:] = self._value
        self._name.clear()
        self._value.clear()

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self.part is not None:
            self.part.data += memoryview(data)[start:end]

    def _part_end(self) -> None:
        if self.part is not None:
            self.part.whole = True

    def callbacks(self) -> MultipartCallbacks:
        """Returns what the parser is to call."""
        return {
            "on_part_begin": self._part_begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_part_data": self._part_data,
            "on_part_end": self._part_end,
        }


def header_parts(value: str) -> tuple[str, dict[str, str]]:
    """Returns a header such as Content-Type as its value, in small letters, and its parameters."""
    kind, parameters = parse_options_header(value)
    # Header bytes stand for themselves there; names in them are UTF-8.
    told = {name.decode("latin-1"): text.decode("utf-8", "replace") for name, text in parameters.items()}
    return kind.decode("latin-1"), told


def only_file(body: bytes, boundary: str) -> FormFile:
    """Returns the file of a form that holds nothing else.

    Raises:
        ServiceError: When it is no such form.
    """
    if not boundary:
        raise _malformed("the form has no boundary; leave its Content-Type to your HTTP library")
    collector = _Collector()
    try:
        parser = MultipartParser(boundary.encode(), collector.callbacks())
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise _malformed(f"the form cannot be read ({' '.join(str(error).split())})") from error
    part = collector.part
    if part is None:
        raise _malformed("the form is empty; send one file in it")
    if not part.whole:
        raise _malformed("the form breaks off; send it whole")
    _, told = header_parts(part.disposition.decode("latin-1"))
    if not told.get("filename"):
        raise _malformed("the form holds a field and no file; with curl: -F file=@FILE")
    return FormFile(told["filename"], bytes(part.data))


def _malformed(reason: str) -> ServiceError:
    return ServiceError(ErrorCode.MALFORMED, reason, where="body")
