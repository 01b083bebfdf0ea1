"""A saved web page as an article."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import html

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.clean import Clean, CleanText
from caseline.reading.limits import LARGEST_FILE
from caseline.reading.pieces import Piece
from caseline.reading.web_page.bibliography import find_bibliography, split_keywords
from caseline.reading.web_page.blocks import Block
from caseline.reading.web_page.compose import Composer
from caseline.reading.web_page.content import all_blocks, is_enough, main_blocks, paper_blocks
from caseline.reading.web_page.decoding import decode_page
from caseline.reading.web_page.facts import Facts
from caseline.reading.web_page.furniture import Furniture
from caseline.reading.web_page.page import parse_page
from caseline.reading.web_page.references import find_references
from caseline.reading.web_page.runs import write
from caseline.reading.web_page.titles import printed_title, stated_title
from caseline.reading.web_page.walker import Reading, Walker
from caseline.reading.web_page.walls import wall_of
from caseline.schema.document import SectionName, SourceFormat

# A page that shows less may hide its text.
_FEWEST_WORDS = 20


def read_html(piece: Piece) -> Article:
    """Reads a saved web page: a publisher's, an index's, a newspaper's; also MHTML.

    Menus, notices, lists of references and other papers are left out. Paths of the source map are XPaths in
    the tree that `parse_page` builds of the decoded page.

    Raises:
        ReadingError: When it is no web page, too large, or shows no text of a paper.
    """
    if len(piece.data) > LARGEST_FILE:
        raise ReadingError(piece.source, f"has more than {LARGEST_FILE / 1e6:.0f} MB, which is the limit")
    text = decode_page(piece.data, piece.source)
    root = parse_page(text, piece.source)
    page = _Page(root, piece.source, drops_unknown="\ufffd" not in text)
    made = page.made()
    if made.words < _FEWEST_WORDS:
        made = max(made, page.made(hidden=True), key=lambda each: each.words)
    return _article(page, made)


@dataclass(frozen=True, slots=True)
class _Made:
    """The clean text of a page.

    Attributes:
        clean: It, with the title; None when there is none.
        title: The title.
        body: All but the title.
        keywords: Lists of keywords that the page prints.
    """

    clean: Clean | None
    title: str | None
    body: str
    keywords: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words the body has."""
        return len(self.body.split())


class _Page:
    """A page, read in the ways that pages are built.

    Args:
        root: The page.
        source: Its name, for errors.
        drops_unknown: Whether the replacement character stands for what no text can hold.
    """

    def __init__(self, root: html.HtmlElement, source: str, *, drops_unknown: bool) -> None:
        self.root = root
        self.source = source
        self.facts = Facts(root)
        self._references = find_references(root)
        self._stated = stated_title(root, self.facts)
        self._reading = Reading(
            targets=self._references.targets,
            lists_references=self._references.are_listed and not self._references.are_linked,
            drops_unknown=drops_unknown,
        )

    def made(self, *, hidden: bool = False) -> _Made:
        """Returns the text of the paper that the page is; else its main text, else all of it.

        Args:
            hidden: Whether what the page hides is read, too.
        """
        blocks = self._blocks(named=True, hidden=hidden)
        title = printed_title(blocks, self._stated)
        if paper := paper_blocks(blocks, self.facts, title):
            return self._composed(title, paper, is_paper=True)
        loose = self._blocks(named=False, hidden=hidden)
        loose_title = printed_title(loose, self._stated)
        main = main_blocks(self.root, loose, loose_title)
        everything = all_blocks(blocks, title)
        if is_enough(main, everything):
            return self._composed(loose_title, main, is_paper=self.facts.is_scholarly)
        return self._composed(title, everything, is_paper=self.facts.is_scholarly)

    def _blocks(self, *, named: bool, hidden: bool) -> list[Block]:
        furniture = Furniture(self.root, named=named, leaves=self._references.elements, hidden=hidden)
        return Walker(furniture, self._reading).blocks(self.root)

    def _composed(self, title: Block | None, blocks: list[Block], *, is_paper: bool) -> _Made:
        clean = CleanText(self.source)
        clean.begin_section(SectionName.TITLE)
        if title is not None:
            write(title.runs, clean)
        elif self._stated is not None:
            clean.add(self._stated.text, self._stated.at)
        has_title = not clean.is_empty
        composer = Composer(clean, is_paper=is_paper)
        composer.add(blocks)
        if is_paper and composer.left > composer.kept:
            # The headings of this page are furniture, and not what stands below them.
            return self._composed(title, blocks, is_paper=False)
        if clean.is_empty:
            return _Made(None, None, "", ())
        made = clean.finish()
        end = made.sections[0].end if has_title else 0
        shown = " ".join(made.text[:end].split())
        return _Made(made, shown or None, made.text[end:].strip(), tuple(composer.keywords))


def _article(page: _Page, made: _Made) -> Article:
    if (wall := wall_of(page.root, made.body)) is not None:
        raise ReadingError(page.source, wall)
    if made.clean is None or not made.body:
        raise ReadingError(
            page.source, "shows no text of a paper; save the page with its full text or abstract"
        )
    fields = find_bibliography(page.root, page.facts)
    printed = tuple(keyword for listed in made.keywords for keyword in split_keywords([listed]))
    return Article(
        text=made.clean.text,
        source=page.source,
        sections=made.clean.sections,
        source_map=made.clean.source_map,
        title=made.title,
        format=SourceFormat.HTML,
        **{**fields, "keywords": fields.get("keywords") or tuple(dict.fromkeys(printed))},
    )
