"""Running text of a block: stretches of text nodes, how they are set, and what is cut out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from caseline.reading.clean import At, CleanText

Span = tuple[int, int]

_RAISED = str.maketrans("0123456789+-−–()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾")
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_EXPONENT = re.compile(r"\(?[+\-−–]?\d{1,4}[+\-−–]?\)?\Z")
# "10 <sup>9</sup> /L" as some typesetting writes it; one character a place that is raised.
_RAISED_GAP = re.compile(r"(?<=\d)\s+(?=\^)|(?<=\^)\s+(?=/)")
_VISIBLE = re.compile(r"\S")
_POWER = re.compile(r"[+\-−–]?\d[\d.,/]*\Z")
_NOTE = re.compile(r"[a-pr-z](?:\s?,\s?[a-pr-z])*\Z")
_CLOSERS = frozenset(".,;:)]!?%")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one text node.

    Attributes:
        text: The characters.
        at: Where they stand; None for what the reader puts in.
        raised: Whether they are printed above the line.
        cited: Number of the mark of the literature that they are part of; 0 for none.
        whole: Whether they are not printed so in the source, so that no offset leads to them.
    """

    text: str
    at: At | None = None
    raised: bool = False
    cited: int = 0
    whole: bool = False


def write(clean: CleanText, runs: Sequence[Run], cuts: Sequence[Span] = ()) -> None:
    """Adds runs to a block, without what is cut out of their joined text.

    Raises:
        ReadingError: When the clean text grows beyond its limit.
    """
    for run in printed(list(without(runs, cuts))):
        if run.whole:
            clean.add_whole(run.text, run.at)
        else:
            clean.add(run.text, run.at)


def one_line(runs: Sequence[Run], cuts: Sequence[Span] = ()) -> str | None:
    """Returns the text of runs as the clean text has it; None when there is none."""
    clean = CleanText("")
    write(clean, runs, cuts)
    return None if clean.is_empty else clean.finish().text


def joined(runs: Iterable[Run]) -> str:
    """Returns the text of runs as it stands in the source; cuts are offsets of it."""
    return "".join(run.text for run in runs)


def without(runs: Sequence[Run], cuts: Sequence[Span], *, parted: bool = True) -> Iterator[Run]:
    """Yields the runs without some stretches.

    Args:
        runs: The runs.
        cuts: The stretches of their joined text, sorted, without overlap.
        parted: Whether a space is put in where letters or digits of two words would meet.
    """
    if not cuts:
        yield from runs
        return
    text = joined(runs)
    begin = number = 0
    for run in runs:
        reached, end = begin, begin + len(run.text)
        while number < len(cuts) and cuts[number][0] < end:
            first, last = cuts[number]
            if reached < first:
                yield part_of(run, begin, reached, first)
            reached = max(reached, min(last, end))
            if last > end:
                break
            if parted and would_meet(text, first, last):
                yield Run(" ")
            number += 1
        if reached < end:
            yield part_of(run, begin, reached, end)
        begin = end


def printed(runs: Sequence[Run]) -> Iterator[Run]:
    """Yields runs as one line prints them: exponents become raised characters, "10⁹" and not "109".

    A number above the line that begins a word ("131I") and other letters ("1st") lose nothing on the line.
    """
    held: Run | None = None
    before = ""
    for run in without(runs, _exponent_gaps(runs), parted=False):
        if held is not None:
            yield _on_the_line(held, before, run.text[:1])
            before = (before + held.text)[-2:]
        held = run
    if held is not None:
        yield _on_the_line(held, before, "")


def _exponent_gaps(runs: Sequence[Run]) -> list[Span]:
    """Returns the white space around exponents, as in "10 <sup>9</sup> /L"."""
    if not any(run.raised for run in runs):
        return []
    marked = (
        _VISIBLE.sub("^", run.text)
        if run.raised and not run.cited and _EXPONENT.match(run.text.strip())
        else run.text
        for run in runs
    )
    return [found.span() for found in _RAISED_GAP.finditer("".join(marked))]


def _on_the_line(run: Run, before: str, after: str) -> Run:
    text = run.text.strip()
    if not run.raised or not text:
        return run
    if (raised := raised_text(text, before, after)) is None:
        return run
    lead = " " if run.text[0].isspace() else ""
    return Run(lead + raised, run.at, raised=True, whole=True)


def raised_text(text: str, before: str, after: str) -> str | None:
    """Returns what stands above the line in characters for that; None where plain ones will do.

    Args:
        text: What stands above the line, without white space at its ends.
        before: What stands in front of it; the last two characters are enough.
        after: What stands behind it; the first character is enough.
    """
    begins = not before or (not before[-1].isalnum() and before[-1] not in _CLOSERS)
    digit = before.rstrip()[-1:].isdigit()
    if _EXPONENT.match(text):
        return None if begins and after.isalpha() and not digit else text.translate(_RAISED)
    if digit and _POWER.match(text):
        return f"^{text}"
    return text.translate(_LETTERS) if not begins and _NOTE.match(text) else None


def part_of(run: Run, begin: int, first: int, last: int, *, cited: int = 0) -> Run:
    """Returns the part of a run from one character to before another, where it begins at a character itself.

    Args:
        run: The run.
        begin: Offset of the run in a block.
        first: Offset of the part's first character in the block.
        last: Offset behind its last one.
        cited: Number of the mark that the part is, if the run itself is none.
    """
    at = run.at
    if at is not None and at.offset is not None:
        at = At(at.path, at.offset + first - begin, at.page, at.box)
    text = run.text[first - begin : last - begin]
    return Run(text, at, raised=run.raised, cited=cited or run.cited, whole=run.whole)


def would_meet(text: str, first: int, last: int) -> bool:
    """Tells whether letters or digits of two words meet where a stretch of the text is taken out."""
    return text[first - 1 : first].isalnum() and text[last : last + 1].isalnum()
