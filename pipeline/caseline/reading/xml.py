"""XML read safely, and walked with the XPath of every piece of text.

No entity is expanded but those that every paper may use (`&nbsp;`), nothing is fetched, and libxml2's own
limits on the length of one text node and on what entities in attributes grow to stay on.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Any

from lxml import etree

from caseline.errors import ReadingError
from caseline.reading.clean import At, plain
from caseline.reading.limits import DEEPEST
from caseline.reading.markup import is_wide

# What keeps a parser from entities, from the network and from files; for every parser of XML there is.
SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}

_TOO_DEEP = etree.XPath(f"boolean({'/*' * (DEEPEST + 1)})")
_AMPLIFIED = "amplification"
_SAYS_WIDE = re.compile(rb"<\?xml\s[^>]*encoding\s*=\s*[\"'](?:utf|ucs)-?(?:16|32|2|4)", re.IGNORECASE)
_SAYS_OLD = re.compile(
    rb"<\?xml\s[^>]*encoding\s*=\s*[\"'](?:iso[-_]?8859|latin|l\d|windows-?125|cp-?125|us-ascii|ascii)",
    re.IGNORECASE,
)
_MISCODED = (
    "is not in the encoding that it declares (UTF-8 where it declares none); "
    "write the right one into its first line or convert it"
)
_CUT_OFF = "is cut off: it ends before its last element does; get the file again"
# Where the parser's own words would puzzle; the first that fits the error's number.
_REASONS: dict[int | None, str] = {
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY: "is no XML: it does not begin with an element; give an XML file",
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: _CUT_OFF,
    etree.ErrorTypes.ERR_DOCUMENT_END: "goes on behind the end of its first element, as files joined end to end do; "
    "split it there, or get it again",
    etree.ErrorTypes.ERR_INVALID_CHAR: "holds a character that XML does not allow, such as NUL; "
    "take it out or get the file again",
    etree.ErrorTypes.ERR_INVALID_ENCODING: _MISCODED,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING: "declares an encoding that is not known; convert it to UTF-8",
    etree.ErrorTypes.ERR_RESERVED_XML_NAME: "holds a second XML declaration, as files joined end to end do; "
    "split it there",
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: "uses a named entity such as &nbsp; and has no DOCTYPE; "
    "get the whole file again",
    etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE: "uses a prefix without an xmlns declaration for it; "
    "get the whole file again",
}
# ISO 8879 "Greek Letters", which old DTDs of papers use and HTML does not know: "&mgr;g" is a microgram.
_GREEK = dict(
    zip(
        "a b g d e z ee th i k l m n x o p r sf s t u ph kh ps oh".split(),
        "αβγδεζηθικλμνξοπρςστυφχψω",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text node and its place."""

    text: str
    at: At


@dataclass(frozen=True, slots=True)
class Node:
    """An element and its XPath, which is worked out on the way down: to ask for it later is slow."""

    element: etree._Element
    path: str

    @property
    def name(self) -> str:
        """The local name, as written."""
        return self.element.tag.rpartition("}")[2]

    def get(self, attribute: str) -> str | None:
        """Returns an attribute on one line; None for a missing or empty one."""
        value = self.element.get(attribute)
        return (plain(value) or None) if value else None

    def content(self) -> Iterator[Text | Node]:
        """Yields texts and elements in their order; comments and processing instructions are left out."""
        element, path = self.element, self.path
        texts = 0
        if element.text:
            texts = 1
            yield Text(element.text, At(f"{path}/text()[1]", 0))
        if not len(element):
            return
        seen: dict[str, int] = {}
        elements = 0
        for child in element:
            tag: Any = child.tag
            if isinstance(tag, str):
                elements += 1
                seen[tag] = seen.get(tag, 0) + 1
                yield Node(child, f"{path}/{_step(tag, seen[tag], elements)}")
            elif isinstance(child, etree._Entity):  # noqa: SLF001 - lxml has no public name for it
                yield Text(_resolved(child), At(path))
            if child.tail:
                texts += 1
                yield Text(child.tail, At(f"{path}/text()[{texts}]", 0))

    def children(self, *names: str) -> Iterator[Node]:
        """Yields the elements in it, of these names if some are given."""
        seen: dict[str, int] = {}
        elements = 0
        for child in self.element:
            tag: Any = child.tag
            if isinstance(tag, str):
                elements += 1
                seen[tag] = seen.get(tag, 0) + 1
                if not names or (tag if tag[0] != "{" else tag.rpartition("}")[2]) in names:
                    yield Node(child, f"{self.path}/{_step(tag, seen[tag], elements)}")

    def first(self, *names: str) -> Node | None:
        """Returns the first element that is reached by going down these names, one a level."""
        if not names:
            return self
        for child in self.children(names[0]):
            if (found := child.first(*names[1:])) is not None:
                return found
        return None

    def texts(self) -> Iterator[Text]:
        """Yields all text in it, in order."""
        for part in self.content():
            if isinstance(part, Text):
                yield part
            else:
                yield from part.texts()

    def string(self) -> str:
        """Returns all text in it on one line, as a field of the record has it."""
        return plain("".join(part.text for part in self.texts()))


def parse_xml(data: bytes, source: str, *, base: str = "") -> Node:
    """Returns the root element of an XML file; with `base` its path is that instead.

    Raises:
        ReadingError: When it is not well formed, nested deeper than `DEEPEST`, or declares entities of its
            own.
    """
    data = data.lstrip()
    Declared(source).check(data)
    _check_nul(data, source)
    try:
        root = etree.fromstring(data, etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError as error:
        raise broken_xml(error, source) from error
    check_entities(root, source)
    if _TOO_DEEP(root):
        raise ReadingError(source, _deeper())
    return Node(root, base or root_path(root))


def root_path(root: etree._Element) -> str:
    """Returns the XPath of a root element."""
    return f"/{root.tag}" if not root.tag.startswith("{") else "/*"


class Declared:
    """Checks, part by part, that a file is in the encoding that it declares, as far as that shows.

    Args:
        source: The file's name.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._begun = False
        self._looks = True
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def check(self, part: bytes) -> None:
        """Checks the next part; the first one begins with the declaration.

        Raises:
            ReadingError: When it has one byte a letter and declares two, for which the parser's words would
                puzzle; or is UTF-8 and declares an older encoding, for which it would read nonsense.
        """
        if not self._begun:
            self._begun = True
            self._looks = _SAYS_OLD.match(part) is not None
            if _SAYS_WIDE.match(part):
                raise ReadingError(self._source, _MISCODED, where="line 1")
        if self._looks and self._is_utf8(part):
            raise ReadingError(self._source, _MISCODED, where="line 1")

    def _is_utf8(self, part: bytes) -> bool:
        """Tells UTF-8 by its first letters that are not ASCII, of which one may be cut in two."""
        try:
            return not self._decoder.decode(part).isascii()
        except UnicodeDecodeError:
            self._looks = False
            return False


def _check_nul(data: bytes, source: str) -> None:
    """Checks for NUL, which the parser reads on over, slowly, to the end of what may be a file of them.

    Raises:
        ReadingError: When it holds one, and its characters are of one byte each.
    """
    if (at := data.find(b"\0")) >= 0 and not is_wide(data):
        reason = _REASONS[etree.ErrorTypes.ERR_INVALID_CHAR]
        line = data.count(b"\n", 0, at) + 1
        raise ReadingError(source, reason, where=f"line {line}")


def check_entities(root: etree._Element, source: str) -> None:
    """Checks that a file declares no entities: nobody writes a paper so, but bombs are made of them.

    Raises:
        ReadingError: When it does.
    """
    declared: Any = root.getroottree().docinfo.internalDTD
    names = [entity.name for entity in declared.iterentities()] if declared is not None else []
    if names:
        raise ReadingError(source, _declares(names[0]), where="DOCTYPE")


def broken_xml(
    error: etree.XMLSyntaxError, source: str, *, after: str = "", at_end: bool = False
) -> ReadingError:
    """Returns the error for XML that is not well formed.

    Args:
        error: What the parser says.
        source: The file's name.
        after: What was read of a set before that.
        at_end: Whether the parser had nothing against the file but that there is no more of it.
    """
    where = f"line {error.lineno or 1}{after}"
    said = re.sub(r", line \d+, column \d+.*", "", (error.msg or "cannot be parsed").split("\n")[0])
    number: int | None = getattr(error, "code", None)
    if at_end and number != etree.ErrorTypes.ERR_DOCUMENT_EMPTY:
        return ReadingError(source, _CUT_OFF, where=where)
    if _AMPLIFIED in said or number == etree.ErrorTypes.ERR_ENTITY_LOOP:
        return ReadingError(source, _declares(), where="DOCTYPE")
    if "depth" in said:
        return ReadingError(source, _deeper(), where=where)
    if "huge" in said.lower():
        reason = "has a text or a tag longer than 10 MB, as no paper has; get the file again"
        return ReadingError(source, reason, where=where)
    reason = _REASONS.get(number, f"is no well-formed XML: {said}; get the file again")
    return ReadingError(source, reason, where=where)


def _step(tag: str, same: int, elements: int) -> str:
    """Returns the step to the n-th element of a name; one in a namespace counts among all elements.

    Its name would need a prefix that the path cannot declare.
    """
    return f"*[{elements}]" if tag[0] == "{" else f"{tag}[{same}]"


def _declares(name: str = "") -> str:
    named = f" ({name!r})" if name else ""
    return (
        f"declares an entity of its own{named}, which is never expanded; "
        "export the paper again without entities"
    )


def _deeper() -> str:
    return f"nests its elements more than {DEEPEST} deep, as no paper does; get the file again"


def _resolved(entity: etree._Entity) -> str:
    """Returns the character of a named entity that HTML or ISO 8879 knows; of any other the name."""
    name = entity.name or ""
    if (known := html5.get(f"{name};")) is not None:
        return known
    letter = _GREEK.get(name.removesuffix("gr").lower()) if name.endswith("gr") else None
    if letter is None:
        return f"&{name};"
    return letter if name.islower() else letter.upper()
