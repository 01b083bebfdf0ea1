"""Marks of the literature that a paper does not link, though it counts its references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from caseline.reading.clean import At
from caseline.reading.inline import Run

_NUMBERS = r"\d{1,3}(?:\s?[,;–‐-]\s?\d{1,3}){0,20}"
_RAISED = re.compile(rf"\s*{_NUMBERS}\s*\Z")
_BRACKETED = re.compile(rf"(?<![\d%°)\]])(?<![\d%°)\]]\s)\[{_NUMBERS}\]")
_NUMBER = re.compile(r"\d+")
# "therapy³" and "fever.³", where the number can be no exponent.
_AFTER_WORD = re.compile(r"(?:[a-zà-ÿ]{4}|[.,;:)\]”\"'’])\Z")


def with_unlinked(runs: Sequence[Run], count: int, *, in_brackets: bool) -> Sequence[Run]:
    """Returns the runs with such marks known as marks.

    Args:
        runs: The runs of a block.
        count: How many references the paper has; a larger number is no mark.
        in_brackets: Whether "[3]" is one, too, since the paper links none.
    """
    if not in_brackets and not any(run.raised and not run.cited for run in runs):
        return runs
    made: list[Run] = []
    before = ""
    for run in runs:
        if run.cited:
            made.append(run)
        elif run.raised:
            is_mark = _RAISED.match(run.text) and _AFTER_WORD.search(before) and _counts(run.text, count)
            made.append(Run(run.text, run.at, raised=True, cited=-len(made) - 1) if is_mark else run)
        elif in_brackets:
            made += _bracketed(run, count, -len(made) - 1)
        else:
            made.append(run)
        before = (before + run.text)[-4:]
    return made


def _bracketed(run: Run, count: int, number: int) -> Iterator[Run]:
    reached = 0
    for found in _BRACKETED.finditer(run.text):
        if _counts(found.group(), count):
            yield _part(run, reached, found.start())
            yield _part(run, *found.span(), cited=number - found.start())
            reached = found.end()
    yield _part(run, reached, len(run.text))


def _part(run: Run, first: int, last: int, *, cited: int = 0) -> Run:
    at = run.at
    if at is not None and at.offset is not None:
        at = At(at.path, at.offset + first)
    return Run(run.text[first:last], at, cited=cited, whole=run.whole)


def _counts(text: str, count: int) -> bool:
    return all(0 < int(each) <= count for each in _NUMBER.findall(text))
