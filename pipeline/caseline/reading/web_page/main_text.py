"""Trafilatura at the border: which blocks of a page it takes for the main text."""

from __future__ import annotations

import importlib
import logging
import re
from functools import cache
from types import ModuleType

from lxml import etree, html

from caseline.reading.web_page.blocks import Block

# It copies the tree several times; a page beyond this is read without it. Its second opinions (fast=False)
# take time with the square of the number of lines, and on news pages they find no more.
_MOST_ELEMENTS = 60_000
_LOGGERS = ("trafilatura", "htmldate", "justext", "courlan")
# What its parts and lxml below them let through on pages that no browser could show.
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    etree.LxmlError,
)
_WORD = re.compile(r"\w+")
_SHINGLE = 4
_SHARE = 0.6


def in_main_text(root: html.HtmlElement, blocks: list[Block]) -> list[bool]:
    """Tells of each block whether Trafilatura takes it for the main text.

    A block counts by the share of its runs of four words that stand in Trafilatura's text, a shorter one when
    it is a line of it.
    """
    # One of its parts takes time with the square of the depth.
    deep = any(not block.place.exact for block in blocks)
    lines = [] if deep else _main_lines(root)
    if not lines:
        return [False] * len(blocks)
    short = {tuple(words) for words in lines}
    shingles = {shingle for words in lines for shingle in _shingles(words)}
    return [_is_in(_words(block.text), short, shingles) for block in blocks]


def _is_in(words: list[str], short: set[tuple[str, ...]], shingles: set[tuple[str, ...]]) -> bool:
    if len(words) < _SHINGLE:
        return bool(words) and tuple(words) in short
    made = _shingles(words)
    return sum(shingle in shingles for shingle in made) >= _SHARE * len(made)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)]


def _main_lines(root: html.HtmlElement) -> list[list[str]]:
    """Returns the words of the lines of the main text; none where Trafilatura finds none."""
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return []
    try:
        found = _library().bare_extraction(
            root, include_comments=False, include_tables=True, fast=True, with_metadata=False
        )
    except _FAILURES:
        return []
    text = getattr(found, "text", None) or ""
    return [words for line in text.splitlines() if (words := _words(line))]


@cache
def _library() -> ModuleType:
    """Imports Trafilatura, which takes a fifth of a second, when the first page needs it; it stays silent."""
    for name in _LOGGERS:
        if (logger := logging.getLogger(name)).level == logging.NOTSET:
            logger.setLevel(logging.CRITICAL)
    return importlib.import_module("trafilatura")
