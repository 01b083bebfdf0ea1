"""The body of a JATS article as clean text: sections, paragraphs, lists, figures and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from caseline.reading.abstracts import LEFT_OUT, write_unlabelled
from caseline.reading.clean import CleanText
from caseline.reading.inline import Run, joined, one_line, without, write
from caseline.reading.jats_inline import Inline, Paper, cuts_of, runs_in, text_of, write_runs
from caseline.reading.jats_tables import table_rows
from caseline.reading.table_rows import write_rows
from caseline.reading.titles import section_name
from caseline.reading.xml import Node
from caseline.schema.document import SectionName

_FLOATS = frozenset({"boxed-text", "fig", "fig-group", "fn", "table-wrap", "table-wrap-group"})
_LINES = frozenset({"list", "def-list", "verse-group"})
_HEADING = frozenset({"title", "label", "sec-meta"})
_TABLES = frozenset({"array", "table"})
_CAPTIONED = _TABLES | {"label", "caption", "title", "attrib", "alternatives", "table-wrap-foot"}
_SEC_TYPES = {
    word: name
    for words, name in (
        ("intro introduction background", SectionName.INTRODUCTION),
        ("case cases case-report case-study case-presentation", SectionName.CASE),
        ("methods materials materials-methods subjects", SectionName.METHODS),
        ("results", SectionName.RESULTS),
        ("discussion", SectionName.DISCUSSION),
        ("conclusion conclusions", SectionName.CONCLUSION),
        (
            "supplementary-material data-availability ethics-statement author-contributions ack"
            " funding-information coi-statement conflict author-contribution",
            SectionName.METADATA,
        ),
    )
    for word in words.split()
}
# After these a "Summary" is no abstract.
_LATE = frozenset({SectionName.CASE, SectionName.RESULTS, SectionName.DISCUSSION})
_STOPS = (".", ":", "?", "!", ";", ",", "-", "–", "—", "|")
_EMPHASIS = frozenset({"bold", "italic", "sc", "underline"})
_LONGEST_HEADING = 80
# Blocks in blocks beyond this are read as running text.
_DEEPEST_BLOCK = 40


@dataclass(slots=True)
class _Open:
    """The section that text belongs to, and whether something with a section of its own has cut it in two."""

    name: SectionName = SectionName.BODY
    interrupted: bool = True


class Body:
    """Writes parts of an article to the clean text.

    Args:
        clean: Where to.
        paper: What the marks in it point at.
    """

    def __init__(self, clean: CleanText, paper: Paper) -> None:
        self._clean = clean
        self._paper = paper
        self._open = _Open()
        self._is_fixed = self._is_alone = self._in_table = False
        self._told: set[SectionName] = set()
        self._in_lines = self._in_prose = self._depth = 0
        self._held: list[Node] = []
        self._prefix: list[Run] = []

    def write(self, node: Node, name: SectionName, *, fixed: bool = False, alone: bool = False) -> None:
        """Writes an element, such as `body` or `abstract`, as a section of this kind.

        Args:
            node: The element.
            name: The section's kind.
            fixed: Whether the sections in it are all of that kind, whatever their titles; those that are
                notes, such as ethics or funding, are left out in any case.
            alone: Whether it is an abstract without a paper, where headings run into the text open sections.

        Raises:
            ReadingError: When the clean text grows beyond its limit.
        """
        self._is_fixed, self._is_alone = fixed, alone
        self._section(node, name)
        self._is_fixed = self._is_alone = False

    def _section(self, node: Node, name: SectionName) -> None:
        """Writes an element with a title of its own, or one in its caption."""
        above, self._open = self._open, _Open(name, interrupted=False)
        titled = node.first("caption") if node.first("title") is None else None
        heading = self._heading_runs(node.first("label"), (titled or node).first("title"))
        self._clean.begin_section(name, one_line(heading, cuts_of(heading, self._paper)))
        write_runs(self._clean, heading, self._paper)
        self._clean.end_block()
        if titled is not None:
            self._flow(titled, leave=_HEADING)
        self._flow(node, leave=_HEADING if titled is None else _HEADING | {"caption"})
        self._open = _Open(above.name)

    def _heading_runs(self, *parts: Node | None) -> list[Run]:
        runs: list[Run] = []
        for part in parts:
            if part is not None:
                runs += [*self._runs(part), Run(" ")]
        return runs

    def _runs(self, node: Node) -> list[Run]:
        """Returns the runs in an element without the blocks in it."""
        found = Inline(self._paper, in_table=self._in_table).parts(node)
        return [part for part in found if isinstance(part, Run)]

    def _flow(self, node: Node, *, leave: frozenset[str] = frozenset()) -> None:
        """Writes mixed content: its runs as blocks of text, and the blocks in it."""
        runs: list[Run] = []
        for part in Inline(self._paper, in_table=self._in_table).parts(node, leave=leave):
            if isinstance(part, Run):
                runs.append(part)
            elif self._in_prose and part.name in _FLOATS:
                self._held.append(part)
            else:
                self._paragraph(runs)
                runs = []
                self._block(part)
        self._paragraph(runs)

    def _paragraph(self, runs: Sequence[Run]) -> None:
        kept = list(without(runs, cuts_of(runs, self._paper, in_table=self._in_table)))
        if not any(char.isalnum() for run in kept for char in run.text):
            return
        if self._open.interrupted:
            self._clean.begin_section(self._open.name)
            self._open.interrupted = False
        prefix, self._prefix = self._prefix, []
        if self._is_alone and not self._in_table:
            write_unlabelled(self._clean, [*prefix, *kept])
            return
        write(self._clean, [*prefix, *kept])
        if self._in_lines:
            self._clean.end_line()
        else:
            self._clean.end_block()

    def _block(self, node: Node) -> None:
        self._depth += 1
        if self._depth > _DEEPEST_BLOCK:
            self._paragraph(runs_in(node, Inline(self._paper), gap=" "))
        elif node.name in _FLOATS:
            self._held.append(node)
            if not self._in_prose:
                self._release()
        elif node.name == "sec":
            self._sec(node)
        elif node.name in _TABLES:
            self._table(node)
        elif node.name != "code":
            self._head(node)
            self._prose(node)
        self._depth -= 1

    def _sec(self, node: Node) -> None:
        name = self._name(node)
        if name not in LEFT_OUT:
            self._section(node, self._open.name if self._is_fixed else name)

    def _name(self, node: Node) -> SectionName:
        """Returns the kind of a section by its title, else by its type, else as the one above."""
        above = self._open.name
        named = section_name(text_of(node.first("title"), self._paper), above=above)
        kind = (node.get("sec-type") or "").casefold().partition("|")[0].strip().replace(" ", "-")
        if named is above:
            named = _SEC_TYPES.get(kind.replace("-and-", "-"), named)
        if named is SectionName.ABSTRACT and not self._is_fixed and self._told & _LATE:
            named = SectionName.CONCLUSION
        self._told.add(named)
        return named

    def _head(self, node: Node) -> None:
        """Begins a section at a paragraph that is nothing but a known heading in bold, as old papers have."""
        if self._is_fixed or self._in_prose or self._in_table or (title := _bold(node)) is None:
            return
        if section_name(title) not in {SectionName.BODY, *LEFT_OUT}:
            self._open = _Open(section_name(title, above=self._open.name), interrupted=False)
            self._clean.begin_section(self._open.name, title)

    def _prose(self, node: Node) -> None:
        """Writes a paragraph, a list and the like; what floats in it comes after the outermost of them."""
        lines = node.name in _LINES
        self._in_prose += 1
        self._in_lines += lines
        label = node.first("term") if node.name == "def-item" else node.first("label")
        if label is not None:
            stop = ": " if node.name == "def-item" else " "
            runs = self._runs(label)
            if any(char.isalnum() for char in joined(runs)):
                self._prefix = [*self._prefix, *runs, Run(stop)]
        self._flow(node, leave=frozenset({"label", "term"}))
        self._in_lines -= lines
        self._in_prose -= 1
        if lines and not self._in_lines:
            self._clean.end_block()
        if not self._in_prose:
            self._prefix = []
            self._release()

    def _release(self) -> None:
        held, self._held = self._held, []
        for node in held:
            if node.name == "fn":
                self._prose(node)
            elif node.name == "boxed-text":
                self._section(node, self._name_of_box(node))
            else:
                self._float(node)

    def _name_of_box(self, node: Node) -> SectionName:
        title = node.first("title") or node.first("caption", "title") or node.first("sec", "title")
        named = section_name(text_of(title, self._paper), above=self._open.name)
        return self._open.name if self._is_fixed or named in LEFT_OUT else named

    def _float(self, node: Node) -> None:
        """Writes a figure or a table as a section of its own; a group writes its own caption first."""
        is_table = node.name.startswith("table")
        above, self._open = self._open, _Open(SectionName.TABLE if is_table else SectionName.FIGURE)
        around, self._in_table = self._in_table, is_table
        self._caption(node)
        for table in _tables(node):
            self._table(table)
        self._flow(node, leave=_CAPTIONED)
        for foot in node.children("table-wrap-foot"):
            self._flow(foot)
        self._in_table = around
        self._open = _Open(above.name)

    def _caption(self, node: Node) -> None:
        """Writes label and caption; a label alone is written of a table only."""
        label = node.first("label")
        runs = [] if label is None else self._runs(label)
        title = one_line(runs)
        self._clean.begin_section(self._open.name, title)
        self._open.interrupted = False
        self._prefix = [*runs, Run(" " if title.endswith(_STOPS) else ". ")] if title else []
        for caption in node.children("caption", "title"):
            self._flow(caption) if caption.name == "caption" else self._prose(caption)
        self._prefix = []
        if title and self._in_table and not _has_text(node, "caption", "title"):
            self._paragraph(runs)

    def _table(self, table: Node) -> None:
        if self._open.interrupted:
            self._clean.begin_section(self._open.name)
            self._open.interrupted = False
        cuts = partial(cuts_of, paper=self._paper, in_table=True)
        write_rows(self._clean, table_rows(table, self._paper), cuts)


def _bold(node: Node) -> str | None:
    """Returns the text of a paragraph that is one element of emphasis and short."""
    parts = [part for part in node.content() if isinstance(part, Node) or part.text.strip()]
    if node.name != "p" or len(parts) != 1 or not isinstance(parts[0], Node):
        return None
    text = parts[0].string() if parts[0].name in _EMPHASIS else ""
    return text.rstrip(".: ") if 0 < len(text) <= _LONGEST_HEADING else None


def _tables(node: Node) -> Iterator[Node]:
    """Yields the tables in a float; of several forms of one the first that is none of an image."""
    for child in node.children("table", "array", "alternatives"):
        if child.name != "alternatives":
            yield child
        elif (inner := next(_tables(child), None)) is not None:
            yield inner


def _has_text(node: Node, *names: str) -> bool:
    return any(child.string() for child in node.children(*names))
