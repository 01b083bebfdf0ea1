"""The text inside a paragraph of Markdown, without the marks, and where each character of it stands.

The parser tells what each token is but not where; so the tokens are laid along their source again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from caseline.reading.mapped import Mapped
from caseline.reading.markdown_scripts import MARK, marks_taken, raised, scripts_read

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
# The text of a link to the list of references, and where such links lead.
_CITES = re.compile(r"(?P<kept>[.,;:]?)[\s\[(]*(?:\d{1,3}(?:\s?[,;‐-―-]\s?\d{1,3})*|\*)?[\s\]),;]*")
_STAR = re.compile(r"[^\W_]\*\d")
_ESCAPED_BAR = re.compile(r"\\(?=\|)")
_TO_REFERENCE = re.compile(r"#|ref|cit|bib|\bfn", re.IGNORECASE)


@dataclass(slots=True)
class _Walk:
    """The way along the source of a paragraph.

    Attributes:
        content: The source, with the place of each character.
        parts: What was read.
        position: How far the way has come.
        opened: Links and superscripts that are open: name, target, and how many parts stood before.
        stars: For each mark of emphasis that is open, whether it is a star between letters and digits.
    """

    content: Mapped
    parts: list[Mapped] = field(default_factory=list)
    position: int = 0
    opened: list[tuple[str, str, int]] = field(default_factory=list)
    stars: list[bool] = field(default_factory=list)

    def take(self, raw: str, *, shown: bool) -> bool:
        """Passes what the source prints next; tells whether it was there."""
        start = self.content.text.find(raw, self.position)
        if start < 0:
            return False
        self.position = start + len(raw)
        if shown:
            self.parts.append(self.content.cut(start, self.position))
        return True

    def add(self, raw: str) -> None:
        """Takes text; what cannot be found again is kept without a place."""
        if raw and not self.take(raw, shown=True):
            self.parts.append(Mapped.made(raw))

    def close(self, name: str) -> tuple[str, str, Mapped] | None:
        """Takes out of the parts what stands in the link or superscript that ends here."""
        for index in range(len(self.opened) - 1, -1, -1):
            if self.opened[index][0] == name:
                _, target, begin = self.opened[index]
                del self.opened[index:]
                before = "".join(part.text for part in self.parts[max(0, begin - 8) : begin])
                inside = Mapped.joined(self.parts[begin:])
                del self.parts[begin:]
                return target, before, inside
        return None


def inline_text(token: Token, content: Mapped) -> Mapped:
    """Returns the text of an inline token.

    Args:
        token: The token, with its children.
        content: Its content, with the place of each character.
    """
    walk = _Walk(content)
    for child in token.children or ():
        _step(walk, child)
    text = scripts_read(Mapped.joined(walk.parts))
    text = text.without([found.span() for found in _FOOTNOTE.finditer(text.text)])
    return marks_taken(text)


def _step(walk: _Walk, token: Token) -> None:
    """Goes along one token."""
    kind = token.type
    if kind == "text":
        walk.add(token.content)
    elif kind == "text_special":
        _special(walk, token)
    elif kind in {"softbreak", "hardbreak"}:
        walk.add("\n")
    elif kind == "code_inline":
        _code(walk, token)
    elif kind == "html_inline":
        _tag(walk, token.content)
    elif kind == "image":
        walk.take("![", shown=False)
        walk.take(token.content, shown=False)
        _pass_target(walk, "")
    elif kind == "link_open":
        walk.take("<" if token.markup == "autolink" else "[", shown=False)
        walk.opened.append(("a", str(token.attrs.get("href", "")), len(walk.parts)))
    elif kind == "link_close":
        _pass_target(walk, token.markup)
        _end_link(walk)
    elif token.markup:
        _mark(walk, token)


def _mark(walk: _Walk, token: Token) -> None:
    """Passes a mark of emphasis; the star of "HLA-B*15:02" is none, although two of them look so."""
    start = walk.content.text.find(token.markup, walk.position)
    if token.nesting > 0:
        is_star = token.markup == "*" and _STAR.match(walk.content.text, max(0, start - 1)) is not None
        walk.stars.append(is_star)
    else:
        is_star = bool(walk.stars) and walk.stars.pop()
    walk.take(token.markup, shown=is_star)


def _special(walk: _Walk, token: Token) -> None:
    """Takes an escaped character, or an entity, which has no place since the source prints its name."""
    if token.content == token.markup or (token.info == "escape" and walk.take(token.markup[:1], shown=False)):
        walk.add(token.content)
    else:
        walk.take(token.markup, shown=False)
        walk.parts.append(Mapped.made(token.content))


def _code(walk: _Walk, token: Token) -> None:
    """Takes code, whose line breaks the parser has made spaces."""
    start = walk.content.text.find(token.markup, walk.position)
    found = re.compile(rf"(?<!`){token.markup}(?!`)").search(walk.content.text, start + len(token.markup))
    if start < 0 or found is None:
        walk.parts.append(Mapped.made(token.content))
        return
    walk.parts.append(walk.content.cut(start + len(token.markup), found.start()))
    walk.position = found.end()


def _tag(walk: _Walk, raw: str) -> None:
    """Reads an HTML tag: of superscripts the end, of others nothing but a line break."""
    walk.take(raw, shown=False)
    found = _TAG.match(raw)
    name = found["name"].lower() if found else ""
    if found is None or name not in {"sup", "br"}:
        return
    if name == "br":
        walk.parts.append(Mapped.made(" "))
    elif not found["end"]:
        walk.opened.append(("sup", "", len(walk.parts)))
    elif (closed := walk.close("sup")) is not None:
        _, before, inside = closed
        after = walk.content.text[walk.position : walk.position + 1]
        walk.parts.append(raised(before, inside, after))


def _end_link(walk: _Walk) -> None:
    """Keeps the text of a link, unless it only leads to the list of references."""
    closed = walk.close("a")
    if closed is None:
        return
    target, before, inside = closed
    cites = _CITES.fullmatch(inside.text.replace(MARK, ""))
    if cites is None or not before.strip() or _TO_REFERENCE.search(target) is None:
        walk.parts.append(inside)
    else:
        walk.parts += (inside.cut(*cites.span("kept")), Mapped.made(MARK))


def _pass_target(walk: _Walk, markup: str) -> None:
    """Passes what follows the text of a link or an image: "](target "title")", "][label]", or ">"."""
    if not walk.take(">" if markup == "autolink" else "]", shown=False) or markup == "autolink":
        return
    text, end = walk.content.text, len(walk.content.text)
    if text.startswith("[", walk.position):
        walk.take("]", shown=False)
    elif text.startswith("(", walk.position):
        at = _after_space(text, walk.position + 1)
        if at >= end:
            return
        target = parseLinkDestination(text, at, end)
        at = _after_space(text, target.pos if target.ok else at)
        title = parseLinkTitle(text, at, end)
        if getattr(title, "ok", False):
            at = _after_space(text, title.pos)
        if text.startswith(")", at):
            walk.position = at + 1


def _after_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def content_of(content: str, lines: Sequence[Mapped]) -> Mapped:
    """Returns the content of a block with the place of each character.

    Args:
        content: What the parser shows of its lines: without indentation and the marks in front of them.
        lines: The lines of the source.
    """
    parts: list[Mapped] = []
    for number, shown in enumerate(content.split("\n")):
        if number:
            parts.append(_line_end(lines, number - 1))
        line = lines[number] if number < len(lines) else Mapped.made("")
        parts.append(_ending(shown, line))
    return Mapped.joined(parts)


def _line_end(lines: Sequence[Mapped], number: int) -> Mapped:
    if number >= len(lines) or not lines[number].places:
        return Mapped.made("\n")
    return Mapped.at("\n", lines[number].places[-1] + 1)


def _ending(shown: str, line: Mapped) -> Mapped:
    """Returns the end of a source line, which is what the parser shows of it."""
    bare = line.text.rstrip()
    for source in (line.text, bare, bare.rstrip("#").rstrip()):
        if source.endswith(shown):
            return line.cut(len(source) - len(shown), len(source))
    start = line.text.find(shown.strip())
    return line.cut(start, start + len(shown.strip())) if start >= 0 else Mapped.made(shown)


def cell_of(content: str, line: Mapped, column: int) -> tuple[Mapped, int]:
    """Returns the content of a table's cell with its places, and where it ends in its line.

    Args:
        content: What the parser shows of it: without the backslash in front of a "|".
        line: The line of the source.
        column: Where the cell above it in the line ended.
    """
    for raw in (content, content.replace("|", "\\|")):
        start = line.text.find(raw, column)
        if raw and start >= 0:
            found = line.cut(start, start + len(raw))
            return found.without([one.span() for one in _ESCAPED_BAR.finditer(raw)]), start + len(raw)
    return Mapped.made(content), column
