"""BioC JSON: a collection (also PubTator's), a list of them, a document, or JSON Lines.

Places are JSON Pointers. A file of JSON Lines counts as an array of its lines: "/0/passages/1/text" stands
in the first line. It is read line by line, any other JSON has to be in memory as text.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import chain, islice
from typing import BinaryIO

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.bioc import BiocDocument, Passage, article_of, with_common_facts
from caseline.reading.clean import At
from caseline.reading.encoding import decode
from caseline.reading.limits import LARGEST_FILE
from caseline.reading.pieces import Piece, numbered
from caseline.reading.safe_json import JsonScanner, parse_json, pointer
from caseline.reading.xml import Text
from caseline.schema.document import SourceFormat

# What holds the documents: a BioC collection, and PubTator's answers.
_LISTS = ("documents", "PubTator3")
# A list of collections is the deepest there is.
_DEEPEST_LIST = 2
# What PubTator says of the paper beside the infons.
_FACTS = ("id", "pmid", "pmcid", "journal", "date", "year", "doi", "authors")
_NAMES: tuple[tuple[tuple[type, ...], str], ...] = (
    ((bool,), "true or false"),
    ((int, float), "a number"),
    ((str,), "a string"),
    ((list,), "an array"),
    ((dict,), "an object"),
)
_TOO_LARGE = (
    f"has more than {LARGEST_FILE / 1e6:.0f} MB in one JSON value, which is the limit; "
    "write it as JSON Lines, a document a line"
)
_SHAPES = "BioC has documents with passages, so this is something else; check its format"


def read_bioc_json(piece: Piece) -> Article:
    """Reads a BioC document, or a file that holds one.

    Raises:
        ReadingError: When it is no BioC, holds several documents, or no text.
    """
    only, *others = islice(_split(BytesIO(piece.data), piece.source), 2)
    for one in (only, *others):
        if isinstance(one, ReadingError):
            raise one
    if others or isinstance(only, ReadingError):
        raise ReadingError(piece.source, "holds several documents; read it as a set")
    base = piece.base + only.base
    value = parse_json(only.data.decode("utf-8"), piece.source, base)
    document = _Reader(piece.source).document(value, base)
    told = replace(document, facts={**dict(piece.facts), **dict(only.facts), **document.facts})
    return article_of(told, piece.source, SourceFormat.BIOC_JSON)


def split_bioc_json(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    """Yields the documents of a file: of JSON Lines as they are read, of any other JSON one at a time."""
    return numbered(_split(stream, source))


def _split(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    lines = _lines(stream)
    line, first = next(lines, (0, b""))
    second: tuple[int, bytes] | None = None
    if _is_object(first, whole=True):
        second = next(lines, None)
    if second is None or not _is_object(second[1], whole=False):
        data = first + (second[1] if second else b"")
        yield from _split_value(data + stream.read(max(0, LARGEST_FILE + 1 - len(data))), source, "")
        return
    for index, data in chain(((line, first), second), lines):
        yield from _split_value(data, source, pointer(index))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yields the lines that are not blank and their indices; of one that is too long, the beginning."""
    index = 0
    while line := stream.readline(LARGEST_FILE + 1):
        if line.strip():
            yield index, line
        while len(line) > LARGEST_FILE and not line.endswith(b"\n"):
            line = stream.readline(LARGEST_FILE + 1)
            if len(line) <= LARGEST_FILE:
                break
        index += 1


def _is_object(line: bytes, *, whole: bool) -> bool:
    """Tells whether an object begins on the line and, for a `whole` one, may end there."""
    shown = line.removeprefix(BOM_UTF8).strip()
    return shown.startswith(b"{") and (shown.endswith(b"}") or not whole)


def _split_value(data: bytes, source: str, base: str) -> Iterator[Piece | ReadingError]:
    """Yields the documents of one JSON value: of a file, or of a line."""
    found = 0
    try:
        if len(data) > LARGEST_FILE:
            yield ReadingError(source, _TOO_LARGE, where=base or None)
            return
        scanner = JsonScanner(decode(data, source), source)
        for piece in _documents(scanner, source, base, _DEEPEST_LIST):
            yield piece
            found += 1
        scanner.finish()
    except ReadingError as error:
        yield error
        return
    if not found:
        yield ReadingError(source, f"holds no documents; {_SHAPES}", where=base or None)


def _documents(scanner: JsonScanner, source: str, where: str, lists: int) -> Iterator[Piece | ReadingError]:
    """Yields the documents of the value that begins here, inside `lists` arrays at most."""
    begins = scanner.peek()
    if begins == "[" and lists:
        for index in scanner.items(where):
            yield from _documents(scanner, source, where + pointer(index), lists - 1)
    elif begins == "{":
        yield from _object(scanner, source, where)
    else:
        yield _wrong(source, where, "an object", scanner.value(where))


def _object(scanner: JsonScanner, source: str, where: str) -> Iterator[Piece | ReadingError]:
    """Yields the document that the object is, or those that it holds."""
    start = scanner.position
    listed = False
    facts: tuple[tuple[str, str], ...] = ()
    for key in scanner.members(where):
        inside = where + pointer(key)
        if key == "passages":
            scanner.position = start
            yield Piece(source, scanner.raw(where).encode(), SourceFormat.BIOC_JSON, where)
            return
        if key in _LISTS and scanner.peek() == "[":
            listed = True
            documents = (
                _document(scanner, source, inside + pointer(index), facts) for index in scanner.items(inside)
            )
            yield from with_common_facts(documents)
        elif key in _LISTS:
            listed = True
            yield _wrong(source, inside, "an array", scanner.value(inside))
        else:
            facts += _facts(key, scanner.value(inside))
    if not listed:
        yield ReadingError(source, f"has neither documents nor passages; {_SHAPES}", where=where or None)


def _facts(key: str, value: object) -> tuple[tuple[str, str], ...]:
    """Returns the infons of a collection; where it holds one document, they may tell what paper it is."""
    if key != "infons" or not isinstance(value, dict):
        return ()
    return tuple((str(name), shown) for name, one in value.items() if (shown := _string(one)))


def _document(
    scanner: JsonScanner, source: str, where: str, facts: tuple[tuple[str, str], ...]
) -> Piece | ReadingError:
    if scanner.peek() != "{":
        return _wrong(source, where, "an object", scanner.value(where))
    data = scanner.raw(where).encode()
    return Piece(source, data, SourceFormat.BIOC_JSON, where, facts=facts)


def _wrong(source: str, where: str, expected: str, found: object) -> ReadingError:
    kind = next((name for types, name in _NAMES if isinstance(found, types)), "null")
    return ReadingError(source, f"is no BioC: {expected} is expected here, not {kind}", where=where or "/")


class _Reader:
    """Takes the parts of a document, and says where one is of a wrong type."""

    def __init__(self, source: str) -> None:
        self._source = source

    def document(self, value: object, where: str) -> BiocDocument:
        """Returns a document.

        Raises:
            ReadingError: When a part of it is of a wrong type.
        """
        members = self._members(value, where)
        passages = tuple(
            self._passage(one, f"{where}/passages/{index}")
            for index, one in enumerate(self._items(members.get("passages"), f"{where}/passages"))
        )
        facts = {key: text.text for key, text in self._infons(members, where).items()}
        said = {key: _string(members[key]) for key in _FACTS if key in members}
        return BiocDocument(passages, {**{key: text for key, text in said.items() if text}, **facts})

    def _passage(self, value: object, where: str) -> Passage:
        members = self._members(value, where)
        texts = self._texts(members, where)
        if not texts:
            sentences = self._items(members.get("sentences"), f"{where}/sentences")
            for index, sentence in enumerate(sentences):
                inside = f"{where}/sentences/{index}"
                texts += self._texts(self._members(sentence, inside), inside)
        return Passage(tuple(texts), self._infons(members, where))

    def _texts(self, members: dict[str, object], where: str) -> list[Text]:
        text = members.get("text")
        if text is not None and not isinstance(text, str):
            raise _wrong(self._source, f"{where}/text", "a string", text)
        return [Text(text, At(f"{where}/text", 0))] if text and text.strip() else []

    def _infons(self, members: dict[str, object], where: str) -> dict[str, Text]:
        """Returns the infons; one that is no string has a place without offset."""
        inside = f"{where}/infons"
        found: dict[str, Text] = {}
        given = members.get("infons")
        for key, value in self._members({} if given is None else given, inside).items():
            if shown := _string(value):
                offset = 0 if isinstance(value, str) else None
                found[key] = Text(shown, At(inside + pointer(key), offset))
        return found

    def _members(self, value: object, where: str) -> dict[str, object]:
        if not isinstance(value, dict):
            raise _wrong(self._source, where, "an object", value)
        return value

    def _items(self, value: object, where: str) -> list[object]:
        if value is not None and not isinstance(value, list):
            raise _wrong(self._source, where, "an array", value)
        return value or []


def _string(value: object) -> str:
    """Returns a value of an infon in words; "" for what has none."""
    if isinstance(value, list):
        return "; ".join(item for item in value if isinstance(item, str))
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
