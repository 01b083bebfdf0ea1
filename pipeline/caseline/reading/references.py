"""References: what a reference looks like, and lists of them without a heading."""

from __future__ import annotations

import re

from caseline.reading.lines import Line
from caseline.reading.prose import is_firm_prose

_NUMBERED = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}\.?)\s?(?=[A-Z])")
_AUTHOR = re.compile(
    r"[A-Z][\w'’-]{1,30}(?:\s[A-Z][\w'’-]{1,30})?,?\s(?:[A-Z]\.\s?){1,4}|[A-Z][\w'’-]{1,30}\s[A-Z]{1,3}[,.]\s"
)
_PAGES = re.compile(
    r"\b(?:19|20)\d\d[a-z]?\b.{0,20};\s?[A-Z]?\d{1,4}\b|\b\d{1,4}\s?\([\w\s.-]{1,12}\)\s?[:,]\s?[A-Za-z]?\d"
    r"|\b\d{1,4}\s?:\s?[A-Za-z]?\d{1,6}\s?[-–]\s?\d|\bdoi\b|\bpp?\.\s?\d|\((?:19|20)\d\d[a-z]?\)|\bet al\b"
)
_RUN = 3
_LONGEST = 600


def is_reference(text: str) -> bool:
    """Tells whether the line begins as a reference does and says where it was published."""
    if len(text) > _LONGEST:
        return False
    number = _NUMBERED.match(text)
    author = _AUTHOR.match(text, number.end() if number else 0)
    return (
        (number is not None or author is not None)
        and _PAGES.search(text) is not None
        and (author is not None or not is_firm_prose(text))
    )


def references_go_on(text: str) -> bool:
    """Tells whether a line below the heading "References" is still part of the list."""
    return is_reference(text) or not is_firm_prose(text)


def headless_references(lines: list[Line]) -> set[int]:
    """Returns the lines of numbered lists of references that no heading announces."""
    found: set[int] = set()
    run: list[int] = []
    for line in lines:
        if _NUMBERED.match(line.text) and is_reference(line.text) and _has_author(line.text):
            run.append(line.index)
            continue
        found.update(run if len(run) >= _RUN else ())
        run = []
    return found.union(run if len(run) >= _RUN else ())


def _has_author(text: str) -> bool:
    number = _NUMBERED.match(text)
    return number is not None and _AUTHOR.match(text, number.end()) is not None
