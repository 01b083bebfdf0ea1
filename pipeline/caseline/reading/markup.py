"""The first tag of a file that is XML or HTML, told from its first bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_NAME = r"[A-Za-z_][\w.-]{0,99}(?::[A-Za-z_][\w.-]{0,99})?"
_TAG = re.compile(rf"<(?P<name>{_NAME})(?=[\s/>])(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>?")
_ATTRIBUTE = re.compile(
    rf"(?<![\w.:-])(?P<name>{_NAME})\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
_DOCTYPE_PART = re.compile(r"[\"'\[\]>]|<!--|<\?")
_CLOSING = {'"': '"', "'": "'", "<!--": "-->", "<?": "?>"}
_WIDE = re.compile(rb"(?:<\x00[?!A-Za-z]\x00|\x00<\x00[?!A-Za-z])")


@dataclass(frozen=True, slots=True)
class Root:
    """The first tag of a file, and what stands before it.

    Attributes:
        name: Its local name as written.
        namespace: What its prefix, or none, stands for; empty where that is not declared.
        attributes: Those of the tag, by name.
        doctype: The text of the document type declaration, without what it declares inside.
        declared: Whether the file begins as XML does (`<?xml`).
        after: The text behind the tag, as far as the first bytes go.
    """

    name: str
    namespace: str
    attributes: dict[str, str]
    doctype: str
    declared: bool
    after: str


@dataclass(frozen=True, slots=True)
class Prolog:
    """What stands before the first tag.

    Attributes:
        end: Where it ends.
        doctype: The text of the document type declaration.
        declared: Whether there is an XML declaration.
        unfinished: Whether the first bytes end inside it.
    """

    end: int
    doctype: str
    declared: bool
    unfinished: bool


def is_wide(head: bytes) -> bool:
    """Tells whether markup is of two or four bytes a character: by its byte order mark, or by its "<"."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
    return head.startswith(marks) or _WIDE.match(head) is not None


def head_text(head: bytes) -> str:
    """Returns the first bytes as text, as far as its encoding shows: UTF-16 by its mark or by its "<"."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    if _WIDE.match(head):
        return head.decode("utf-16-le" if head[:1] == b"<" else "utf-16-be", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def read_prolog(text: str) -> Prolog:
    """Reads over white space, declarations, comments and processing instructions."""
    at, doctype, declared = _after_space(text, 0), "", False
    while True:
        if text.startswith("<?", at):
            declared = declared or text.startswith("<?xml", at)
            end = _after(text, "?>", at)
        elif text.startswith("<!--", at):
            end = _after(text, "-->", at + 4)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = _after_doctype(text, at)
            doctype = text[at : end if end > 0 else None].partition("[")[0]
        else:
            return Prolog(at, doctype, declared, unfinished=False)
        if end < 0:
            return Prolog(len(text), doctype, declared, unfinished=True)
        at = _after_space(text, end)


def read_root(text: str, prolog: Prolog) -> Root | None:
    """Returns the first tag; None where something else stands there."""
    tag = _TAG.match(text, prolog.end)
    if tag is None:
        return None
    attributes = {
        found["name"]: found["double"] if found["double"] is not None else found["single"]
        for found in _ATTRIBUTE.finditer(tag["rest"])
    }
    prefix, _, local = tag["name"].rpartition(":")
    namespace = attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
    return Root(local, namespace, attributes, prolog.doctype, prolog.declared, text[tag.end() :])


def _after_space(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip("\ufeff \t\r\n"))


def _after(text: str, mark: str, at: int) -> int:
    """Returns the place behind the next such mark, or -1."""
    found = text.find(mark, at)
    return -1 if found < 0 else found + len(mark)


def _after_doctype(text: str, at: int) -> int:
    """Returns the place behind a document type declaration, also one that declares things inside; or -1."""
    inside = False
    while (part := _DOCTYPE_PART.search(text, at)) is not None:
        mark, at = part.group(), part.end()
        if (closing := _CLOSING.get(mark)) is not None:
            at = _after(text, closing, at)
            if at < 0:
                return -1
        elif mark == ">" and not inside:
            return at
        else:
            inside = mark == "[" or (inside and mark != "]")
    return -1
