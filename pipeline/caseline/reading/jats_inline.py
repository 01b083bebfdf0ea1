"""What stands inside a paragraph of JATS: runs of text, marks of the literature, and blocks in between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from caseline.reading.citation_cuts import citation_cuts
from caseline.reading.citation_rules import Spans, bracket_marks, empty_brackets
from caseline.reading.clean import LINE, At, CleanText
from caseline.reading.formulas import formula
from caseline.reading.inline import Run, Span, joined, one_line, write
from caseline.reading.unlinked_citations import with_unlinked
from caseline.reading.xml import Node, Text

# Blocks that may stand in a paragraph, and end the line before them.
BLOCKS = frozenset(
    """answer app array boxed-text chem-struct-wrap chem-struct-wrapper code def-item def-list disp-formula-group
    disp-quote explanation fig fig-group fn list list-item p preformat question question-wrap sec speech
    statement table table-wrap table-wrap-group title verse-group verse-line
    """.split()
)
# Neither text of the paper nor of its case.
SKIPPED = frozenset(
    """ack alt-text author-notes bio citation-alternatives contrib-group copyright-holder copyright-statement
    copyright-year element-citation fn-group front-stub funding-group glossary glyph-data graphic history index
    index-term inline-graphic inline-media kwd-group license long-desc media milestone-end milestone-start
    mixed-citation nlm-citation citation notes object-id permissions private-char processing-meta ref ref-list
    response rp rt sec-meta sig sig-block sub-article supplementary-material toc trans-abstract trans-title
    """.split()
)
_FORMULAS = frozenset({"alternatives", "disp-formula", "inline-formula", "math", "tex-math"})
_CODE = frozenset({"math", "tex-math"})
# What a formula that cannot be read on one line, or an abbreviation, has beside its text.
_LEFT_OUT = {
    "abbrev": frozenset({"def"}),
    "disp-formula": frozenset({"label"}),
}
# Marks of notes that stand at the foot of the paper, which is left out.
_NOTES = frozenset({"aff", "author-notes", "contrib", "corresp", "fn"})
_LITERATURE = frozenset({"bibr", "bib", "ref", "citation"})
# Where no prose of the paper stands.
_NO_PROSE = SKIPPED | {"table", "table-wrap", "table-wrap-group"}
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper's marks point at.

    Attributes:
        references: Ids of its references.
        reference_count: How many there are.
        marks: Where marks in brackets stand in a text node, by its path; of a paper that links none.
    """

    references: frozenset[str] = frozenset()
    reference_count: int = 0
    marks: Mapping[str, Spans] = field(default_factory=dict)


def find_references(article: Node) -> Paper:
    """Returns what the marks of the literature in an article point at, and those that point at nothing."""
    found = [element.get("id") or "" for element in article.element.iter("{*}ref")]
    references = frozenset(name for name in found if name)
    is_linked = any(
        xref.get("ref-type") in _LITERATURE or not references.isdisjoint((xref.get("rid") or "").split())
        for xref in article.element.iter("{*}xref")
    )
    marks = _unlinked(article, len(found)) if found and not is_linked else {}
    return Paper(references, len(found), marks)


def _unlinked(article: Node, count: int) -> dict[str, Spans]:
    """Returns where marks in brackets stand in the text nodes of the paragraphs, by path."""
    paragraphs = [list(node.texts()) for node in _paragraphs(article)]
    found = bracket_marks(["".join(text.text for text in texts) for texts in paragraphs], highest=count)
    marks: dict[str, Spans] = {}
    for texts, spans in zip(paragraphs, found, strict=True):
        begin = number = 0
        for text in texts:
            end = begin + len(text.text)
            while number < len(spans) and spans[number][1] <= begin:
                number += 1
            if inside := spans[number : bisect_left(spans, (end, 0), number)]:
                parts = [(max(first, begin) - begin, min(last, end) - begin) for first, last in inside]
                marks[text.at.path or ""] = parts
            begin = end
    return marks


def _paragraphs(node: Node) -> Iterator[Node]:
    for child in node.children():
        if child.name == "p":
            yield child
        elif child.name not in _NO_PROSE:
            yield from _paragraphs(child)


class Inline:
    """Flattens mixed content to runs and blocks.

    Args:
        paper: What the marks point at.
        in_table: Whether marks of notes are those of a table, whose notes are kept.
    """

    def __init__(self, paper: Paper, *, in_table: bool = False) -> None:
        self._paper = paper
        self._in_table = in_table
        self._marks = 0

    def parts(self, node: Node, *, leave: frozenset[str] = frozenset()) -> list[Run | Node]:
        """Returns the runs in an element and the blocks between them, without children of names to leave."""
        found: list[Run | Node] = []
        for part in node.content():
            if isinstance(part, Text):
                found.append(Run(part.text, part.at))
            elif part.name not in leave:
                self._add(part, found, raised=False, cited=0)
        return found

    def _add(self, node: Node, found: list[Run | Node], *, raised: bool, cited: int) -> None:
        name = node.name
        if name in SKIPPED:
            return
        if name in BLOCKS:
            found.append(node)
            return
        if name in _FORMULAS and ((text := formula(node)) or name in _CODE):
            found.append(Run(text, At(node.path), raised=raised, cited=cited, whole=True))
            return
        if name == "xref":
            if self._is_note(node):
                return
            if self._is_citation(node):
                self._marks += 1
                cited = self._marks
        elif name == "break":
            found.append(Run(LINE))
        raised = raised or name == "sup"
        for part in node.content():
            if isinstance(part, Text):
                found.append(Run(part.text, part.at, raised=raised, cited=cited))
            elif part.name not in _LEFT_OUT.get(name, ()):
                self._add(part, found, raised=raised, cited=cited)

    def _is_citation(self, xref: Node) -> bool:
        targets = (xref.get("rid") or "").split()
        if any(target in self._paper.references for target in targets):
            return True
        return (xref.get("ref-type") or "") in _LITERATURE

    def _is_note(self, xref: Node) -> bool:
        if self._in_table or (xref.get("ref-type") or "") not in _NOTES:
            return False
        return not _LETTERS.search(xref.string())


def cuts_of(runs: Sequence[Run], paper: Paper, *, in_table: bool = False) -> list[Span]:
    """Returns what is to be cut out of a block: marks of the literature and what goes along with them."""
    if in_table:
        return citation_cuts(runs)
    spans = _emptied(runs)
    if paper.marks:
        spans = sorted({*_marked(runs, paper), *spans})
    return citation_cuts(with_unlinked(runs, spans, highest=paper.reference_count or None))


def _marked(runs: Sequence[Run], paper: Paper) -> Iterator[Span]:
    """Yields where marks without a link stand in the text of a block."""
    begin = 0
    for run in runs:
        at = run.at
        if at is not None and at.offset is not None:
            for first, last in paper.marks.get(at.path or "", ()):
                if at.offset <= first and last <= at.offset + len(run.text):
                    yield begin + first - at.offset, begin + last - at.offset
        begin += len(run.text)


def _emptied(runs: Sequence[Run]) -> Spans:
    """Returns where brackets stand whose links were taken out; a formula may have some of its own."""
    return empty_brackets("".join("x" * len(run.text) if run.whole else run.text for run in runs))


def write_runs(clean: CleanText, runs: Sequence[Run], paper: Paper, *, in_table: bool = False) -> None:
    """Adds running text to a block without the marks of the literature.

    Raises:
        ReadingError: When the clean text grows beyond its limit.
    """
    write(clean, runs, cuts_of(runs, paper, in_table=in_table))


def text_of(node: Node | None, paper: Paper, *, leave: frozenset[str] = frozenset()) -> str | None:
    """Returns the text of an element on one line, without notes and other blocks; None when there is none."""
    if node is None:
        return None
    runs = [part for part in Inline(paper).parts(node, leave=leave) if isinstance(part, Run)]
    return one_line(runs, cuts_of(runs, paper))


def runs_in(node: Node, inline: Inline, *, gap: str) -> list[Run]:
    """Returns all runs in an element, with a gap before and after each block."""
    runs: list[Run] = []
    for part in inline.parts(node):
        if isinstance(part, Run):
            runs.append(part)
            continue
        inner = runs_in(part, inline, gap=gap)
        if joined(inner).strip():
            runs += [Run(gap), *inner, Run(gap)]
    return runs
