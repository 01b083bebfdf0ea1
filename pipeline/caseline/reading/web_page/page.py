"""A web page as a tree, parsed as browsers do: nothing is fetched, nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree, html

from caseline.errors import ReadingError
from caseline.reading.clean import At
from caseline.reading.limits import DEEPEST

# Tags of one page; a long paper has ten thousand.
MOST_TAGS = 500_000
_TOO_DEEP = "depth"
_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An element, or a text node in one, and the way to it; its XPath is worked out when it is asked for.

    Below `DEEPEST` levels every place is that of the ancestor, so that no path grows without end.
    """

    above: Place | None
    step: str
    depth: int
    exact: bool = True

    def below(self, step: str) -> Place:
        """Returns the place one step down."""
        if self.depth < DEEPEST:
            return Place(self, step, self.depth + 1)
        return self if not self.exact else Place(self.above, self.step, self.depth, exact=False)

    def ancestors(self) -> Iterator[Place]:
        """Yields the place and all above it, from below."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.above

    def at(self, offset: int) -> At:
        """Returns where text stands that begins `offset` characters into this text node."""
        path = "/".join(reversed([place.step for place in self.ancestors()]))
        return At(path, offset if self.exact else None)


def parse_page(text: str, source: str) -> html.HtmlElement:
    """Returns the root element of a page.

    Where text follows the end of the page, the end tags of `html` and `body` do not count, as in browsers.

    Raises:
        ReadingError: When there is nothing in it, too much, or it is nested too deep.
    """
    if text.count("<") > MOST_TAGS:
        raise ReadingError(source, f"has more than {MOST_TAGS:,} tags, which is the limit; is it one page?")
    root = _parse(text, source)
    if any(True for _ in root.itersiblings(etree.Element)):
        root = _parse(_ENDS.sub("", text), source)
    return root


def _parse(text: str, source: str) -> html.HtmlElement:
    # The text is decoded already; an encoding that the page declares must not count again.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, AssertionError, ValueError) as error:
        raise ReadingError(source, "cannot be parsed as HTML; save the page again") from error
    if any(_TOO_DEEP in entry.message.casefold() for entry in parser.error_log):
        raise ReadingError(
            source, "nests its elements more than 2,000 levels deep, which no page needs; save it again"
        )
    return root


def path_of(element: etree._Element) -> str:
    """Returns the XPath of one element; for many, walking down from the root is quicker."""
    steps: list[str] = []
    inside: etree._Element | None = element
    while inside is not None and (above := inside.getparent()) is not None:
        before = [each for each in inside.itersiblings(preceding=True) if tag_of(each)]
        same = sum(each.tag == inside.tag for each in before)
        steps.append(step_of(str(inside.tag), same + 1, len(before) + 1))
        inside = above
    return "/".join((f"/{element.getroottree().getroot().tag}", *reversed(steps)))


def tag_of(element: etree._Element) -> str:
    """Returns the name of an element in small letters, of MathML without its prefix; none for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower().removeprefix("mml:") if isinstance(tag, str) else ""


def step_of(tag: str, number: int, place: int) -> str:
    """Returns the XPath step to an element: by its name, or among all where the name is no XPath name."""
    plain = tag.isascii() and tag.replace("-", "").replace("_", "").isalnum() and tag[0].isalpha()
    return f"{tag}[{number}]" if plain else f"*[{place}]"


def text_of(element: etree._Element, *, limit: int) -> str:
    """Returns the text in an element, white space collapsed, up to about `limit` characters and as many tags."""
    parts = [element.text or ""]
    length = len(parts[0].strip())
    for event, inner in islice(etree.iterwalk(element, events=("start", "end", "comment")), 2 * limit + 2):
        text = inner.text if event == "start" else inner.tail
        if inner is not element and text:
            parts.append(text)
            length += len(text.strip())
            if length > limit:
                break
    return " ".join("".join(parts).split())
