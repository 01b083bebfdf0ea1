"""Markdown parsed: CommonMark with tables, as markdown-it-py reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from caseline.reading.mapped import Mapped
from caseline.reading.markdown_html import html_parts
from caseline.reading.markdown_inline import cell_of, content_of, inline_text
from caseline.reading.markdown_parts import Part, PartKind, row_of

# Levels of quotes and lists in each other; more are left aside by the parser.
_DEEPEST = 40
_LINE_END = re.compile(r"\r\n|\r|\n")
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:")
_NUMBER = re.compile(r"(?P<number>\d{1,9}[.)])\s")
_PROSE = re.compile(r"(?:text|txt|plain|markdown|md)?\Z", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    # Escaped characters stay tokens of their own, so that each can be found in the source again.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    return parser.enable(["table", "strikethrough"]).disable("text_join")


@dataclass(slots=True)
class _State:
    """The lines of the source, and what is open."""

    lines: list[Mapped]
    number: Mapped | None = None
    in_list: int = 0
    heading: int = 0
    cells: list[Mapped] = field(default_factory=list)
    column: int = 0
    in_table: bool = False
    in_note: bool = False


def parts_of(source: Mapped) -> Iterator[Part]:
    """Yields the parts of a Markdown text."""
    state = _State(list(_lines(source)))
    for token in _parser().parse(source.text):
        if token.type == "inline":
            yield from _inline(state, token)
        elif token.type == "html_block":
            state.in_note = False
            yield from html_parts(content_of(token.content, _rest(state, token)))
        elif token.type in {"fence", "code_block"}:
            yield from _code(state, token)
        elif token.type == "tr_close":
            yield row_of(state.cells)
            state.cells.clear()
        else:
            _enter(state, token)


def _lines(source: Mapped) -> Iterator[Mapped]:
    start = 0
    for found in _LINE_END.finditer(source.text):
        yield source.cut(start, found.start())
        start = found.end()
    yield source.cut(start)


def _rest(state: _State, token: Token, after: int = 0) -> Sequence[Mapped]:
    """Returns the source lines of a token, from the one `after` the first."""
    first, last = token.map or (0, 0)
    return state.lines[first + after : last]


def _enter(state: _State, token: Token) -> None:
    """Notes what a token opens or closes."""
    if token.type == "heading_open":
        state.heading = int(token.tag[1])
    elif token.type in {"bullet_list_open", "ordered_list_open"}:
        state.in_list += 1
    elif token.type in {"bullet_list_close", "ordered_list_close"}:
        state.in_list -= 1
        state.number = None
    elif token.type == "list_item_open":
        state.number = _number(state, token)
    elif token.type in {"table_open", "table_close"}:
        state.in_table = token.type == "table_open"
    elif token.type == "tr_open":
        state.column = 0


def _number(state: _State, token: Token) -> Mapped | None:
    """Returns the number of a list's item as printed."""
    lines = _rest(state, token)
    if not token.info or not lines:
        return None
    found = _NUMBER.search(lines[0].text + " ")
    return lines[0].cut(*found.span("number")) if found else None


def _inline(state: _State, token: Token) -> Iterator[Part]:
    """Yields a heading, a paragraph or an item; keeps the cells of a row."""
    if state.in_table:
        line = _rest(state, token)[0]
        content, state.column = cell_of(token.content, line, state.column)
        state.cells.append(inline_text(token, content).stripped())
        return
    content = content_of(token.content, _rest(state, token))
    if state.heading:
        level, state.heading = state.heading, 0
        state.in_note = False
        yield Part(PartKind.HEADING, inline_text(token, content).stripped(), level)
        return
    state.in_note = _NOTE.match(token.content) is not None
    if state.in_note:
        return
    yield from _images(token, content)
    text = inline_text(token, content).stripped()
    number, state.number = state.number, None
    if number is not None:
        text = Mapped.joined([number, Mapped.made(" "), text])
    if text.text:
        kind = PartKind.ITEM if state.in_list else PartKind.TEXT
        yield Part(kind, text, is_strong=_is_strong(token))


def _images(token: Token, content: Mapped) -> Iterator[Part]:
    """Yields what the images of a paragraph show, as the author puts it in words."""
    reached = 0
    for child in token.children or ():
        if child.type == "image":
            start = content.text.find(f"![{child.content}]", reached)
            if start >= 0:
                reached = start + len(child.content) + 2
                yield Part(PartKind.IMAGE, content.cut(start + 2, reached).stripped())


def _is_strong(token: Token) -> bool:
    """Tells whether all of a paragraph is bold."""
    kinds = [child.type for child in token.children or () if child.type != "text" or child.content.strip()]
    return (
        len(kinds) > 2
        and (kinds[0], kinds[-1]) == ("strong_open", "strong_close")
        and kinds.count("strong_open") == 1
    )


def _code(state: _State, token: Token) -> Iterator[Part]:
    """Yields the lines of code, which in papers is prose that was indented; programs are left out."""
    if state.in_note or (token.type == "fence" and _PROSE.match(token.info.strip()) is None):
        return
    after = 1 if token.type == "fence" else 0
    content = content_of(token.content, _rest(state, token, after))
    start = 0
    for line in token.content.split("\n"):
        text = content.cut(start, start + len(line)).stripped()
        start += len(line) + 1
        if text.text:
            yield Part(PartKind.ITEM, text)
