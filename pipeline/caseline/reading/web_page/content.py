"""The choice of the blocks that are the paper: by its structure, else by Trafilatura, else all that is shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import html

from caseline.reading.lines import split_lines
from caseline.reading.page import label_furniture
from caseline.reading.prose import is_prose, tells
from caseline.reading.vocabulary import fold
from caseline.reading.web_page.blocks import FLOATS, Block, Kind, Region
from caseline.reading.web_page.facts import Facts
from caseline.reading.web_page.headings import heads_buttons, heads_paper, label_of
from caseline.reading.web_page.main_text import in_main_text
from caseline.reading.web_page.page import Place

# A page with so many parts of a paper is one, whatever its head says.
_FEWEST_PARTS = 3
# Characters of prose.
_FEWEST = 200
_LINKED = 0.7
_HARDLY_LINKED = 0.2
_SMALL_SHARE = 0.3
_LONGEST_LINK = 200
_PARAGRAPH = 80
_LONGEST_CONTROL = 80
_CONTROL = re.compile(
    r"(?:view|open|show|see|hide|enlarge|expand|download|zoom)\s(?:this|all|in|full|larger?|more|table|image|figure|pdf|author"
    r"|article|abstract|as|powerpoint|original|high)\b|all authors\b|published online:?\s*\Z|(?:full|large)[- ]size"
    r"|full text loading|data (?:&|and) media loading|(?:click|tap) (?:here|to|on)\b|loading\b|table of contents\b"
    r"|\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d\Z",
    re.IGNORECASE,
)
# Above the first heading, what is said about the paper and not in it.
_NOTICE = re.compile(
    r"correspond|e-?mail|\breceived\b.{0,40}\d|\baccepted\b.{0,40}\d|copyright|©|licen[cs]e|affiliat|orcid|publisher|contributed"
    r"|department|university|see (?:the )?(?:commentary|editorial|related)|funding|funded by|supported by|disclos|cite this",
    re.IGNORECASE,
)
_ROOMS = ("article[", "main[")


def paper_blocks(blocks: list[Block], facts: Facts, title: Block | None) -> list[Block]:
    """Returns the blocks of a page that is built as papers are, without its title; none for another page."""
    shown = _shown(blocks, title)
    begin = next((index for index, block in enumerate(shown) if block is title), -1)
    return _paper(shown, begin, facts)


def main_blocks(root: html.HtmlElement, blocks: list[Block], title: Block | None) -> list[Block]:
    """Returns the blocks of the main text of any page, without its title."""
    shown = [block for block in _shown(blocks, title) if block is not title]
    return [block for block, chosen in zip(shown, _chosen(root, shown), strict=True) if chosen]


def all_blocks(blocks: list[Block], title: Block | None) -> list[Block]:
    """Returns all blocks that a page shows, but for buttons and its title."""
    return [block for block in _shown(blocks, title) if block is not title]


def is_enough(main: list[Block], everything: list[Block]) -> bool:
    """Tells whether the main text of a page has enough prose, and not too small a part of that of the page."""
    length = _prose_length(main)
    if sum(len(block.text) for block in everything if _is_passage(block)) * _SMALL_SHARE > length:
        return False
    return length >= _FEWEST or (length > 0 and length >= _prose_length(everything))


def _is_passage(block: Block) -> bool:
    return len(block.text) >= _FEWEST and block.linked < _HARDLY_LINKED and _is_paragraph(block)


def _shown(blocks: list[Block], title: Block | None) -> list[Block]:
    return _without_repeats(_without_furniture(blocks, title))


def _paper(shown: list[Block], begin: int, facts: Facts) -> list[Block]:
    """Returns the blocks of a page that is built as papers are; none for another page.

    Args:
        shown: The blocks of the page.
        begin: Which of them is the title; -1 for none.
        facts: What the head of the page says.
    """
    if begin >= 0:
        late = sum(map(heads_paper, shown[:begin])) > sum(map(heads_paper, shown[begin:]))
        shown = shown[:begin] * late + shown[begin + 1 :]
    heads = [block for block in shown if heads_paper(block)]
    parts = {fold(block.text) for block in heads}
    abstract = [block for block in shown if block.region is Region.ABSTRACT and is_prose(block.text)]
    if len(parts) < _FEWEST_PARTS and not (facts.is_scholarly and (parts or abstract)):
        return []
    place = _common((block.place for block in (*heads, *abstract)), alone=len(heads) + len(abstract) == 1)
    return list(_from_first_heading(_within(shown, place)))


def _common(places: Iterable[Place], *, alone: bool) -> Place | None:
    """Returns the innermost element that holds all of these; the article that holds one."""
    common: list[Place] | None = None
    for place in places:
        above = list(place.ancestors())[::-1]
        if alone:
            rooms = [room for room in above if room.step.startswith(_ROOMS)]
            return rooms[-1] if rooms else None
        if common is None:
            common = above
            continue
        same = 0
        while same < min(len(common), len(above)) and common[same] is above[same]:
            same += 1
        common = common[:same]
    return common[-1] if common else None


def _within(shown: list[Block], place: Place | None) -> list[Block]:
    """Returns the blocks in an element; of what stands outside figures, keywords, and an abstract above it."""
    tables = {block.group for block in shown if block.region in FLOATS and _is_labelled(block)}
    inside = [place is None or any(above is place for above in block.place.ancestors()) for block in shown]
    first = inside.index(True) if True in inside else 0
    return [
        block
        for index, block in enumerate(shown)
        if inside[index]
        or block.group in tables
        or block.region is Region.KEYWORDS
        or (index < first and len(block.text) >= _FEWEST and _is_paragraph(block))
    ]


def _is_labelled(block: Block) -> bool:
    return label_of(block) is not None


def _from_first_heading(blocks: list[Block]) -> Iterator[Block]:
    """Yields blocks from the first heading of the paper on; above it prose, its abstract and figures only."""
    labelled = {block.group for block in blocks if block.region in FLOATS and _is_labelled(block)}
    started = False
    for block in blocks:
        started = started or heads_paper(block)
        prose = block.kind is Kind.PARAGRAPH and len(block.text) >= _PARAGRAPH and is_prose(block.text)
        prose = prose and _NOTICE.search(block.text) is None
        told = block.group in labelled if block.region in FLOATS else prose or _is_named(block)
        if started or told:
            yield block


def _is_named(block: Block) -> bool:
    """Tells whether markup says that a block is of the abstract or the keywords."""
    if block.region is Region.ABSTRACT:
        if block.kind is not Kind.PARAGRAPH:
            return True
        return is_prose(block.text) and (tells(block.text) or _NOTICE.search(block.text) is None)
    return block.region is Region.KEYWORDS


def _chosen(root: html.HtmlElement, shown: list[Block]) -> list[bool]:
    """Tells of each block whether it is main text, or belongs to main text around it."""
    main = in_main_text(root, shown)
    rooms = Counter(
        room for block, is_main in zip(shown, main, strict=True) if is_main for room in _rooms(block)
    )
    chosen = [
        is_main
        or (
            block.kind is Kind.PARAGRAPH
            and _is_paragraph(block)
            and any(rooms[r] >= 2 for r in _rooms(block))
        )
        for block, is_main in zip(shown, main, strict=True)
    ]
    _add_floats(shown, chosen)
    _add_headings(shown, chosen)
    return chosen


def _rooms(block: Block) -> list[Place]:
    """Returns the two elements around that of a block."""
    return list(islice(block.place.ancestors(), 1, 3))


def _is_paragraph(block: Block) -> bool:
    return len(block.text) >= _PARAGRAPH and block.linked < 0.5 and is_prose(block.text)


def _add_floats(shown: list[Block], chosen: list[bool]) -> None:
    """Adds tables that stand between blocks of the main text, and the captions of its figures."""
    indices = [index for index, is_chosen in enumerate(chosen) if is_chosen]
    for index in range(indices[0], indices[-1]) if indices else ():
        block = shown[index]
        if block.region in FLOATS and (block.kind is Kind.ROW or _is_labelled(block)):
            chosen[index] = True


def _add_headings(shown: list[Block], chosen: list[bool]) -> None:
    """Takes the headings of what is taken, and no heading without anything below it."""
    below = False
    for index in range(len(shown) - 1, -1, -1):
        if shown[index].kind is not Kind.HEADING:
            below = chosen[index]
        else:
            chosen[index] = below


def _without_furniture(blocks: list[Block], title: Block | None) -> list[Block]:
    """Leaves out buttons, notices and bare links."""
    labels = label_furniture(split_lines("\n\n".join(block.text for block in blocks)))
    return [
        block
        for index, block in enumerate(blocks)
        if block.kind is Kind.ROW
        or block is title
        or (block.region in FLOATS and _is_labelled(block))
        or (
            (index not in labels or heads_paper(block))
            and not _is_link(block)
            and not heads_buttons(block)
            and not (len(block.text) <= _LONGEST_CONTROL and _CONTROL.match(block.text))
            and any(char.isalnum() for char in block.text)
        )
    ]


def _is_link(block: Block) -> bool:
    if block.region is Region.KEYWORDS:
        return False
    return block.linked >= _LINKED and len(block.text) <= _LONGEST_LINK and not is_prose(block.text)


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """Leaves out prose and captions that a page prints again, for small screens or in a gallery."""
    seen: set[str] = set()
    kept: list[Block] = []
    for block in blocks:
        long = len(block.text) >= _PARAGRAPH or (block.region in FLOATS and _is_labelled(block))
        if not long or block.kind is Kind.ROW or (key := fold(block.text)) not in seen:
            kept.append(block)
            if long and block.kind is not Kind.ROW:
                seen.add(key)
    return kept


def _prose_length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.kind is Kind.ROW or is_prose(block.text))
