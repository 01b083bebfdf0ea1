"""HTML inside Markdown: its paragraphs, headings and tables, without the tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from caseline.reading.mapped import Mapped
from caseline.reading.markdown_parts import Part, PartKind, row_of
from caseline.reading.markdown_scripts import MARK, marks_taken, raised

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<hidden>script|style|head|template|svg|math)\b.*?(?:</(?P=hidden)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)[^<>]*>"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,31});)"
    r"|(?P<text>[^<&]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "table", "thead", "tbody", "tfoot"})
_BLOCKS = frozenset({
    "p", "div", "section", "article", "center", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption",
    "caption", "details", "summary", "header", "footer", "aside", "main", "hr", "pre",
})  # fmt: skip
_HEADING = re.compile(r"h[1-6]")


@dataclass(slots=True)
class _State:
    """What was read of the paragraph, the row, and the superscript that are open."""

    parts: list[Mapped] = field(default_factory=list)
    cells: list[Mapped] | None = None
    raised_at: int | None = None
    level: int = 0

    def taken(self) -> Mapped:
        text = marks_taken(Mapped.joined(self.parts)).stripped()
        self.parts.clear()
        self.raised_at = None
        return text


def html_parts(content: Mapped) -> Iterator[Part]:
    """Yields the parts of a block of HTML, which may be the beginning or the end of something longer."""
    state = _State()
    for found in _TOKEN.finditer(content.text):
        if found["text"] is not None:
            state.parts.append(content.cut(*found.span()))
        elif found["entity"] is not None:
            state.parts.append(Mapped.made(unescape(found.group())))
        elif found["tag"] is not None:
            name, ends = found["tag"].lower(), bool(found["end"])
            if name == "sup":
                _script(state, content.text[found.end() : found.end() + 1], ends=ends)
            else:
                yield from _tag(state, name, ends=ends)
    yield from _row(state)
    yield from _paragraph(state)


def _tag(state: _State, name: str, *, ends: bool) -> Iterator[Part]:
    """Reads a tag: of cells, rows, paragraphs, headings; any other says nothing."""
    if name in _CELLS:
        if ends and state.cells is not None:
            state.cells.append(state.taken())
        elif not ends:
            yield from _paragraph(state)
            state.cells = [] if state.cells is None else state.cells
    elif name in _ROWS:
        yield from _row(state)
        yield from _paragraph(state)
    elif name in _BLOCKS and state.cells is None:
        yield from _paragraph(state)
    elif _HEADING.fullmatch(name):
        yield from _paragraph(state)
        state.level = 0 if ends else int(name[1])
    elif name == "br" or name in _BLOCKS:
        state.parts.append(Mapped.made(" "))


def _script(state: _State, after: str, *, ends: bool) -> None:
    if not ends:
        state.raised_at = len(state.parts)
    elif state.raised_at is not None:
        before = "".join(part.text for part in state.parts[: state.raised_at])
        inside = Mapped.joined(state.parts[state.raised_at :])
        del state.parts[state.raised_at :]
        state.parts.append(raised(before, inside, after))
        state.raised_at = None


def _row(state: _State) -> Iterator[Part]:
    if state.cells is not None:
        cells = [*state.cells, state.taken()] if state.parts else state.cells
        state.cells = None
        yield row_of(cells)


def _paragraph(state: _State) -> Iterator[Part]:
    text = state.taken()
    if text.text and text.text != MARK:
        yield Part(PartKind.HEADING if state.level else PartKind.TEXT, text, level=state.level)
