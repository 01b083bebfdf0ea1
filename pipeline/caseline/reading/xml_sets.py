"""Sets of articles in one XML file, taken apart article by article while the file is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from lxml import etree

from caseline.errors import ReadingError
from caseline.reading.limits import LARGEST_ARTICLE
from caseline.reading.pieces import Piece
from caseline.reading.xml import SAFE, Declared, broken_xml, check_entities
from caseline.schema.document import SourceFormat

Fact = tuple[str, str]

_CHUNK = 1 << 16
_ANY = "*"


def split_xml(
    stream: BinaryIO,
    source: str,
    *,
    names: tuple[str, ...],
    form: SourceFormat,
    fact_of: Callable[[etree._Element], Fact | None] = lambda _: None,
) -> Iterator[Piece | ReadingError]:
    """Yields each outermost element of these names as a piece, in the order of the file.

    What was read is freed as it goes, so that memory does not grow with the file. Pieces of a set are
    numbered from 1; one that is alone has the file's own name. What is broken ends it with one error, after
    the pieces before the break.

    Args:
        stream: The file, from its beginning.
        source: Its name.
        names: Local names of the elements.
        form: What each piece is.
        fact_of: Takes an element that stands before the articles of a set, and returns what it says of all of
            them, by key; None where it says nothing.
    """
    found = _split(stream, source, _Pieces(source, names, form, fact_of))
    first, second = next(found, None), next(found, None)
    if second is None and isinstance(first, Piece):
        yield replace(first, source=source)
        return
    yield from (one for one in (first, second) if one is not None)
    yield from found


def _split(stream: BinaryIO, source: str, pieces: _Pieces) -> Iterator[Piece | ReadingError]:
    tags = tuple(f"{{*}}{name}" for name in pieces.names)
    parser = etree.XMLPullParser(events=("end",), tag=tags, **SAFE)
    try:
        yield from _read(stream, parser, pieces)
    except ReadingError as error:
        yield error
    except etree.XMLSyntaxError as error:
        yield broken_xml(error, source, after=pieces.after())


def _read(stream: BinaryIO, parser: etree.XMLPullParser, pieces: _Pieces) -> Iterator[Piece | ReadingError]:
    began = False
    declared = Declared(pieces.source)
    waiting = 0
    while chunk := stream.read(_CHUNK):
        if not began:
            chunk = chunk.lstrip()
            began = bool(chunk)
        if began:
            declared.check(chunk)
        waiting += len(chunk)
        broken = _feed(parser, chunk)
        for piece in pieces.take(parser):
            waiting = 0
            yield piece
        if broken is not None:
            raise broken
        if waiting > LARGEST_ARTICLE:
            raise ReadingError(pieces.source, pieces.too_large(), where=f"after article #{pieces.count}")
    if not began:
        raise ReadingError(pieces.source, "is empty; give a file with articles")
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise broken_xml(error, pieces.source, after=pieces.after(), at_end=True) from error
    if not pieces.count:
        raise ReadingError(pieces.source, pieces.none_found())


def _feed(parser: etree.XMLPullParser, chunk: bytes) -> etree.XMLSyntaxError | None:
    """Hands bytes on; returns what is wrong with them, since articles before that are to come out."""
    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        return error
    return None


class _Pieces:
    """Makes pieces of the elements that have ended, and frees them."""

    def __init__(
        self,
        source: str,
        names: tuple[str, ...],
        form: SourceFormat,
        fact_of: Callable[[etree._Element], Fact | None],
    ) -> None:
        self.source = source
        self.names = names
        self.count = 0
        self._form = form
        self._fact_of = fact_of
        # The set that is being read, and what it says of all its articles.
        self._set: etree._Element | None = None
        self._facts: tuple[Fact, ...] = ()
        # How many elements were freed before those that are open, by their tag, a counter a level.
        self._freed: list[Counter[str]] = []

    def take(self, parser: etree.XMLPullParser) -> Iterator[Piece | ReadingError]:
        """Yields the pieces that have ended since."""
        ended: Iterator[Any] = parser.read_events()
        for _, element in ended:
            if self._is_inside_another(element):
                continue
            if not self.count:
                check_entities(element.getroottree().getroot(), self.source)
            self.count += 1
            yield self._piece(element)
            element.clear()

    def after(self) -> str:
        """Returns the words for where something is behind what was read."""
        return f", after article #{self.count}" if self.count else ""

    def too_large(self) -> str:
        """Returns the words for an article, or for what is none, without an end."""
        return (
            f"has more than {LARGEST_ARTICLE / 1e6:.0f} MB without the end of an article "
            f"({self._known()}), which is the limit; split it"
        )

    def none_found(self) -> str:
        """Returns the words for a file with no such element."""
        return f"holds no article ({self._known()}); give a file that does"

    def _known(self) -> str:
        return ", ".join(f"<{name}>" for name in sorted(self.names))

    def _is_inside_another(self, element: etree._Element) -> bool:
        return any(above.tag.rpartition("}")[2] in self.names for above in element.iterancestors())

    def _piece(self, element: etree._Element) -> Piece | ReadingError:
        self._note_facts(element)
        base = self._free_before(element)
        source = f"{self.source}#{self.count}"
        # Entities without a value stay legal only below a DOCTYPE.
        about: Any = element.getroottree().docinfo
        doctype: Any = about.doctype or None
        data: Any = etree.tostring(element, encoding="utf-8", with_tail=False, doctype=doctype)
        if len(data) > LARGEST_ARTICLE:
            return ReadingError(source, f"has more than {LARGEST_ARTICLE / 1e6:.0f} MB, which is the limit")
        return Piece(source=source, data=data, format=self._form, base=base, facts=self._facts)

    def _note_facts(self, element: etree._Element) -> None:
        """Takes note of what stands before an article in its set."""
        around = element.getparent()
        if around is not self._set:
            self._set, self._facts = around, ()
        if around is not None:
            before = reversed(list(element.itersiblings(preceding=True)))
            self._facts += tuple(fact for one in before if (fact := self._fact_of(one)) is not None)

    def _free_before(self, element: etree._Element) -> str:
        """Frees all that ended before the element; returns its XPath, which counts what was freed."""
        path = ""
        for level, part in enumerate([*reversed(list(element.iterancestors())), element]):
            while level >= len(self._freed):
                self._freed.append(Counter())
            if _free_siblings(part, self._freed[level]):
                del self._freed[level + 1 :]
            path += _step(part, self._freed[level])
        return path


def _free_siblings(element: etree._Element, freed: Counter[str]) -> bool:
    """Frees what stands before an element; tells whether there was anything."""
    parent = element.getparent()
    if parent is None:
        return False
    begun = freed.total()
    while (before := element.getprevious()) is not None:
        if isinstance(before.tag, str):
            freed[before.tag] += 1
            freed[_ANY] += 1
        parent.remove(before)
    return freed.total() > begun


def _step(element: etree._Element, freed: Counter[str]) -> str:
    """Returns the last step of an element's XPath; a root stands alone and has no number."""
    bare = not element.tag.startswith("{")
    if element.getparent() is None:
        return f"/{element.tag}" if bare else "/*"
    return f"/{element.tag}[{freed[element.tag] + 1}]" if bare else f"/*[{freed[_ANY] + 1}]"
