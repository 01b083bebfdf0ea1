"""What the headings of a page say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from caseline.reading.titles import section_name
from caseline.reading.vocabulary import Extent, Term, find_term
from caseline.reading.web_page.blocks import FLOATS, LOWEST, Block, Kind
from caseline.schema.document import SectionName

_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,5}[.)]|[A-H][.)])\s+(?=[^\W\d_])")
# Sections that are no text of a paper.
LEFT_OUT = frozenset(
    {SectionName.REFERENCES, SectionName.METADATA, SectionName.BOILERPLATE, SectionName.KEYWORDS}
)
_OF_PAPERS = frozenset(SectionName) - LEFT_OUT - {SectionName.BODY, SectionName.TITLE}
_OF_TEXT = re.compile(
    r"abstract|introduction|(?:clinical )?case|methods|results|discussion|conclusions?\b", re.IGNORECASE
)
# Over buttons, so that nothing stands below them.
_BUTTONS = re.compile(
    r"(?:share|follow|save|print|e-?mail|actions?|tools|tags|categories|menu|options|listen|bookmark)\b.{0,30}\Z",
    re.IGNORECASE,
)
_SELLING = re.compile(
    r"""
    (?:related|similar|recommended|more|latest|popular|trending|further|other|also|suggested|recent|featured)\b.{0,40}
      \b(?:articles?|content|stories|posts|reading|papers?|news|topics?|links?|from|like|in|on)\b
    | (?:you\smay|read|see|watch|learn)\s(?:also|next|more)\b | leave\sa\s(?:reply|comment) | comments?\s?\(?\d*\)?\Z
    | subscribe | newsletter | sign\sup | log\s?in | sign\s?in | purchase | buy\b | get\saccess
    | about\s(?:the|this)\s(?:authors?|article|journal|site) | authors?\s(?:biograph|bio\b|info|and\saff|details|notes|affil)
    | affiliations? | contributions?\b | correspondence\b | (?:study\s)?fund(?:ed|ing)\b | advertis | sponsored
    | citing\s(?:lit|art) | cited\sby | (?:alt)?metrics | rights\sand | associated\sdata | links?\sto\sncbi | linkout
    | supporting\sinfo | supplement(?:ary|al)\b | additional\s(?:files?|info) | availability\sof | data\s(?:access|avail|sharing) | web\sresources
    | download | access\soptions | export | cite\s(?:this|as) | resources\Z | publication\s(?:history|data)
    | article\s(?:tools|menu|metrics|options|versions|usage|sections) | view\s(?:options|full|more) | published\s(?:in|by)
    | (?:list\sof\s)?figures?(?:\sand\stables?)?\Z | tables?\Z | references?\b.{0,12}\Z | (?:foot)?notes?\Z | glossary
    | search\b | browse\b | jump\sto | page\snavigation | quick\slinks | navigation | footer | site\smap
    | contact\b | privacy | cookies?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A label of a figure or table, alone or before its caption.
_LABEL = re.compile(
    r"(?P<label>(?:(?P<figure>fig(?:ure)?s?\b\.?|scheme|chart|plate|image|box|video)|tab(?:le)?s?\b\.?)"
    r"\s?(?:[A-Z]?\d{1,3}[A-Za-z]?|[IVX]{1,5})\b)\s?(?P<mark>[.:|—–-]?)(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_CAPTION = 3000


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a figure or table.

    Attributes:
        text: As printed, such as "Figure 2".
        name: The section that it opens.
        is_alone: Whether the caption is another block.
    """

    text: str
    name: SectionName
    is_alone: bool


def label_of(block: Block) -> Label | None:
    """Returns the label that a block begins with; a sentence that speaks of a figure has none."""
    if block.kind in {Kind.HEADING, Kind.ROW, Kind.ITEM} or len(block.text) > _LONGEST_CAPTION:
        return None
    found = _LABEL.match(block.text)
    if found is None or (block.region not in FLOATS and not found["mark"]):
        return None
    rest = found["rest"].strip()
    if block.region not in FLOATS and (not rest or not rest[0].isupper()):
        return None
    name = SectionName.TABLE if found["figure"] is None else SectionName.FIGURE
    return Label(found["label"], name, not rest)


def bare(title: str) -> str:
    """Returns a heading without its number and closing marks."""
    return _NUMBER.sub("", title, count=1).rstrip(" .:—–-")


def term_of(block: Block) -> Term | None:
    """Returns what a heading means; None for one that is not known, and for other blocks."""
    if block.kind is not Kind.HEADING or block.region in FLOATS:
        return None
    return find_term(bare(block.text))


def heads_paper(block: Block) -> bool:
    """Tells whether a block is the heading of a part of a paper."""
    term = term_of(block)
    if term is not None:
        return term.label in _OF_PAPERS and term.extent is Extent.FLOW
    headed = block.kind is Kind.HEADING and block.region not in FLOATS
    return headed and section_name(block.text) is SectionName.CASE


def heads_references(block: Block) -> bool:
    """Tells whether a block is the heading of a list of references."""
    term = term_of(block)
    return term is not None and term.label is SectionName.REFERENCES


def heads_buttons(block: Block) -> bool:
    """Tells whether a heading stands over buttons ("Share this article")."""
    return (
        block.kind is Kind.HEADING and term_of(block) is None and _BUTTONS.match(bare(block.text)) is not None
    )


def heads_text(block: Block) -> bool:
    """Tells whether a heading begins a part of the text beyond doubt, also below the references."""
    return heads_paper(block) and _OF_TEXT.match(bare(block.text)) is not None


def ends_paper(block: Block, *, is_paper: bool = True) -> bool:
    """Tells whether a heading begins what is no part of the text: references, notices, other papers.

    Args:
        block: The heading.
        is_paper: Whether it is of a page that is built as papers are; on others only known headings count.
    """
    term = term_of(block)
    if term is not None and bare(block.text).casefold() != "comments":
        return term.label in LEFT_OUT
    return is_paper and block.kind is Kind.HEADING and _SELLING.match(bare(block.text)) is not None


def lifted(blocks: list[Block]) -> list[Block]:
    """Sets lines that read as headings above the marked-up headings that follow them.

    So "METHODS" on a line of its own stands above the `h3` of its first part.
    """
    made: list[Block] = []
    following: Block | None = None
    for block in reversed(blocks):
        if block.kind is Kind.HEADING:
            if block.level >= LOWEST and following is not None and heads_paper(block):
                inside = following.level < LOWEST and not heads_paper(following) and not ends_paper(following)
                level = max(1, following.level - 1) if inside else block.level
                made.append(replace(block, level=level))
            else:
                made.append(block)
            following = made[-1]
        else:
            made.append(block)
    return made[::-1]
