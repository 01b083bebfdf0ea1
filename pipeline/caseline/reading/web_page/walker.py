"""A walk through the tree of a page, which gives its blocks with the place of every piece of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from caseline.reading.web_page.blocks import FLOATS, Block, Context, Region
from caseline.reading.web_page.furniture import Furniture
from caseline.reading.web_page.gather import Gatherer
from caseline.reading.web_page.marks import is_mark
from caseline.reading.web_page.page import Place, step_of, tag_of
from caseline.reading.web_page.regions import heading_level, is_layout, is_title, region_of
from caseline.reading.web_page.runs import BREAK, CELL, SPACE, Run, Style

_BLOCKS = frozenset(
    "abstract address article back blockquote body boxed-text caption center dd details dir disp-quote div dl dt"
    " fieldset fig figcaption figure floats-group footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li list"
    " list-item main ol p pre ref ref-list sec section statement summary table table-wrap tbody td tfoot th thead title"
    " tr ul aside".split()
)
_LISTS = frozenset({"ul", "ol", "dl", "dir", "list"})
_CELLS = frozenset({"td", "th"})
_MARKS = frozenset({"a", "span", "xref", "sup", "cite"})
_STYLES = {
    "b": Style.BOLD,
    "strong": Style.BOLD,
    "a": Style.LINK,
    "sup": Style.RAISED,
    "sub": Style.LOWERED,
    "pre": Style.KEPT_LINES,
}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_UNKNOWN = re.compile("\ufffd+")


@dataclass(slots=True)
class _Frame:
    """An element that the walk is in."""

    element: etree._Element
    tag: str
    place: Place
    context: Context
    children: Iterator[etree._Element]
    seen: dict[str, int] = field(default_factory=dict)
    texts: int = 0
    opens_line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the text of a page is to be read.

    Attributes:
        targets: The ids of the references that the page lists.
        lists_references: Whether bare numbers in square brackets are citation marks.
        drops_unknown: Whether the replacement character stands for what no text can hold, as libxml2 puts
            it for NUL.
    """

    targets: frozenset[str]
    lists_references: bool
    drops_unknown: bool


class Walker:
    """Walks through one page.

    Args:
        furniture: What is left out.
        reading: How text is read.
    """

    def __init__(self, furniture: Furniture, reading: Reading) -> None:
        self._furniture = furniture
        self._reading = reading
        self._gatherer = Gatherer(lists_references=reading.lists_references)
        self._groups = 0

    def blocks(self, root: etree._Element) -> list[Block]:
        """Returns the blocks of a page, in order; time grows with its size and no faster."""
        place = Place(None, f"/{root.tag}", 1)
        stack = [self._enter(_Frame(root, tag_of(root), place, Context(), iter(root)))]
        while stack:
            frame = stack[-1]
            child = next(frame.children, None)
            if child is None:
                self._leave(stack.pop())
                if stack:
                    self._text(stack[-1], frame.element.tail)
            elif (inner := self._below(frame, child)) is not None:
                stack.append(inner)
            else:
                self._text(frame, child.tail)
        return self._gatherer.finish()

    def _below(self, frame: _Frame, child: etree._Element) -> _Frame | None:
        """Steps into an element; returns None for one that is left out, and for comments."""
        if not (tag := tag_of(child)):
            return None
        seen = frame.seen
        seen[child.tag] = seen.get(child.tag, 0) + 1
        seen["*"] = seen.get("*", 0) + 1
        if tag == "br":
            self._gatherer.add(SPACE if frame.context.on_one_line else BREAK, frame.context, frame.place)
            return None
        if self._furniture.has(child, tag):
            if tag in _BLOCKS and not frame.context.on_one_line:
                self._gatherer.flush()
            return None
        place = frame.place.below(step_of(child.tag, seen[child.tag], seen["*"]))
        context = self._context(frame, child, tag)
        opens_line = context.on_one_line and not frame.context.on_one_line
        return self._enter(_Frame(child, tag, place, context, iter(child), opens_line=opens_line))

    def _enter(self, frame: _Frame) -> _Frame:
        context = frame.context
        if frame.tag in _CELLS and context.row:
            self._gatherer.add(CELL, context, frame.place)
        elif frame.tag == "dd" and self._gatherer.holds:
            self._gatherer.add(Run(": "), context, frame.place)
        elif self._is_block(frame):
            self._part(frame, starts=True)
        self._text(frame, frame.element.text)
        return frame

    def _leave(self, frame: _Frame) -> None:
        if frame.tag == "dt" and not frame.context.on_one_line:
            self._gatherer.hold()
        elif self._is_block(frame):
            self._part(frame, starts=False)

    def _is_block(self, frame: _Frame) -> bool:
        if frame.tag == "label":
            return frame.context.region in FLOATS or frame.element.get("for") is None
        return frame.tag in _BLOCKS or frame.opens_line

    def _part(self, frame: _Frame, *, starts: bool) -> None:
        """Parts what stands before and after the edge of a block; within a line by a space only."""
        if frame.context.on_one_line and not frame.opens_line:
            self._gatherer.add(SPACE, frame.context, frame.place)
        else:
            self._gatherer.flush(force=starts and frame.tag == "dt")

    def _text(self, frame: _Frame, text: str | None) -> None:
        """Adds a text node of the element the walk is in."""
        if not text:
            return
        frame.texts += 1
        place = frame.place.below(f"text()[{frame.texts}]")
        style = frame.context.style
        reached = 0
        for found in self._seams(text, style):
            if found.start() > reached:
                self._add(frame, Run(text[reached : found.start()], place, reached, style))
            if found.group().isspace():
                self._add(frame, BREAK)
                self._add(frame, BREAK)
            reached = found.end()
        if reached < len(text):
            self._add(frame, Run(text[reached:], place, reached, style))

    def _seams(self, text: str, style: int) -> list[re.Match[str]]:
        """Returns where a text node is parted: at empty lines that are kept, and at what is no text."""
        seams: list[re.Match[str]] = []
        if style & Style.KEPT_LINES and "\n" in text:
            seams += _EMPTY_LINES.finditer(text)
        if self._reading.drops_unknown and "\ufffd" in text:
            seams += _UNKNOWN.finditer(text)
        return sorted(seams, key=re.Match.start) if len(seams) > 1 else seams

    def _add(self, frame: _Frame, run: Run) -> None:
        self._gatherer.add(run, frame.context, frame.place)

    def _context(self, frame: _Frame, child: etree._Element, tag: str) -> Context:
        """Returns what holds in an element, most often the same as above it."""
        context = frame.context
        style = self._style(frame, child, tag)
        if style != context.style:
            context = replace(context, style=style)
        if context.on_one_line or (tag not in _BLOCKS and tag not in {"span", "label"}):
            return context
        region = region_of(child, tag, context.region)
        if region is not context.region:
            group = self._group() if region in FLOATS else context.group
            context = replace(context, region=region, group=group)
        if tag == "table":
            return self._in_table(context, child)
        if tag == "tr" and context.tabular:
            return replace(context, row=True)
        if region in FLOATS:
            return context
        level, titled = heading_level(child, tag, frame.place.depth), is_title(child, tag)
        if level or titled:
            return replace(context, level=level or 2, titled=titled)
        return replace(context, listed=True, group=self._group()) if tag in _LISTS else context

    def _in_table(self, context: Context, table: etree._Element) -> Context:
        if is_layout(table):
            return replace(context, tabular=False)
        if context.region in FLOATS:
            return replace(context, tabular=True)
        return replace(context, tabular=True, region=Region.TABLE, group=self._group())

    def _style(self, frame: _Frame, child: etree._Element, tag: str) -> int:
        style = frame.context.style | _STYLES.get(tag, Style.PLAIN)
        # An anchor may be wrapped around the text that it names.
        if tag == "a" and child.get("href") is None and (child.get("name") or child.get("id")):
            style = frame.context.style
        if (look := child.get("style")) is not None:
            style |= Style.BOLD if _BOLD.search(look) else Style.PLAIN
            style |= Style.RAISED if _RAISED.search(look) else Style.PLAIN
        if frame.tag == "msup" and frame.seen["*"] == 2:
            style |= Style.RAISED
        if tag in _MARKS and not style & Style.CITED and is_mark(child, self._reading.targets):
            style |= Style.CITED
        return style

    def _group(self) -> int:
        self._groups += 1
        return self._groups
