"""XML read safely, and walked with the XPath of every piece of text.

No entity is expanded but those that every paper may use (`&nbsp;`), nothing is fetched, and libxml2's own
limits on depth and on the length of one text node stay on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Any

from lxml import etree

from caseline.errors import ReadingError
from caseline.reading.clean import At


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
        """The local name, in small letters as written."""
        return etree.QName(self.element).localname

    def get(self, attribute: str) -> str | None:
        """Returns an attribute, white space at its ends taken off; None for a missing or empty one."""
        return (self.element.get(attribute) or "").strip() or None

    def content(self) -> Iterator[Text | Node]:
        """Yields texts and elements in their order; comments and processing instructions are left out."""
        seen: Counter[str] = Counter()
        texts = 0
        if self.element.text:
            texts = 1
            yield Text(self.element.text, At(f"{self.path}/text()[1]", 0))
        for child in self.element:
            if isinstance(child, etree._Entity):  # noqa: SLF001 - lxml has no public name for it
                yield Text(_resolved(child), At(self.path))
            elif isinstance(child.tag, str):
                # A name with a namespace would need a prefix that the path cannot declare.
                seen["*"] += 1
                seen[child.tag] += 1
                bare = not child.tag.startswith("{")
                step = f"{child.tag}[{seen[child.tag]}]" if bare else f"*[{seen['*']}]"
                yield Node(child, f"{self.path}/{step}")
            if child.tail:
                texts += 1
                yield Text(child.tail, At(f"{self.path}/text()[{texts}]", 0))

    def children(self, *names: str) -> Iterator[Node]:
        """Yields the elements in it, of these names if some are given."""
        for part in self.content():
            if isinstance(part, Node) and (not names or part.name in names):
                yield part

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
        """Returns all text in it, white space collapsed."""
        return " ".join("".join(part.text for part in self.texts()).split())


def parse_xml(data: bytes, source: str, *, base: str = "") -> Node:
    """Returns the root element of an XML file; with `base` its path is that instead.

    Raises:
        ReadingError: When it is not well formed, too deep, or declares entities of its own.
    """
    # Entities stay nodes, a DTD is never looked for, and nothing comes from a network.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise broken_xml(error, source) from error
    check_entities(root, source)
    return Node(root, base or (f"/{root.tag}" if not root.tag.startswith("{") else "/*"))


def check_entities(root: etree._Element, source: str) -> None:
    """Checks that a file declares no entities: nobody writes a paper so, but bombs are made of them.

    Raises:
        ReadingError: When it does.
    """
    declared: Any = root.getroottree().docinfo.internalDTD
    names = [entity.name for entity in declared.iterentities()] if declared is not None else []
    if names:
        raise ReadingError(
            source,
            f"declares an entity of its own ({names[0]!r}), which is never expanded; "
            "export the paper again without entities",
            where="DOCTYPE",
        )


def broken_xml(error: etree.XMLSyntaxError, source: str) -> ReadingError:
    """Returns the error for XML that is not well formed, with its line."""
    line = error.lineno or 1
    said = re.sub(r", line \d+, column \d+.*", "", (error.msg or "cannot be parsed").split("\n")[0])
    return ReadingError(source, f"is no well-formed XML: {said}; get the file again", where=f"line {line}")


def _resolved(entity: etree._Entity) -> str:
    """Returns the character of a named entity that HTML knows; of any other the name, as printed."""
    name = entity.name or ""
    return html5.get(f"{name};", f"&{name};")
