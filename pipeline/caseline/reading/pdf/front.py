"""The front of a printed paper: its title, and the blocks that speak of authors, dates and licences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from caseline.reading.front import is_address, is_article_type, is_person
from caseline.reading.imprint import citation_of, is_imprint, journal_of
from caseline.reading.pdf.blocks import Block, heads_below
from caseline.reading.pdf.labels import label_of
from caseline.reading.pdf.styles import Styles
from caseline.reading.prose import is_prose, tells, tells_age
from caseline.reading.vocabulary import fold, page_terms

_LARGER = 1.12
_TITLE_WORDS = 3
_LONGEST_TITLE = 350
_LOWEST = 0.25
_TOLD_TITLE = 0.8
_WORDS = re.compile(r"[^\W\d_]+")
_NOTICE = re.compile(
    r"©|\(c\)\s(?:19|20)\d\d|\bcreative\scommons\b|\blicen[cs]e[ed]?\b.{0,80}\b(?:articles?|distributed|under|rights)\b"
    r"|\ball\srights\sreserved\b|\bopen[\s-]access\sarticle\b|\boriginal\s(?:work|author).{0,40}\b(?:cited|credited)\b"
    r"|\bpermits\s(?:unrestricted|others|use)\b|\bfull\slist\sof\sauthor\sinformation\b|\bpeer[\s-]review(?:ed)?\sunder\b"
    r"|\bcontributed\sequally\b|\bpublisher(?:[’']s)?\snote\b|\bremains\sneutral\b|\bsubmit\syour\s(?:next\s)?manuscript\b"
    r"|\bdepartment\sof\b.{3,120},.{2,60},|\bUniversity\b.{0,60},\s.{2,40}\b\d{4,}",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\W{0,3}(?:\*|†|‡|[a-d1-9]\s)?\s?(?:correspond(?:ence|ing)\b|address\s(?:for|all|correspondence)|e-?mail\b|tel(?:ephone)?\b"
    r"|fax\b|reprint|for\sreprints|to\swhom|author\sfor|edited\sby|reviewed\sby|editor\b|citation\s?:|(?:please\s)?cite\sthis|how\sto\scite|to\scite\sthis"
    r"|received\b|accepted\b|revised\b|submitted\b|published\b|available\sonline|this\sarticle\sis\savailable|publish\swith\s|article\shistory|doi\b|https?:|www\.|issn\b"
    r"|copyright\b|funding\b|conflicts?\sof\sinterest|disclosure|specialty\ssection|abbreviations?\s?:|PACS|pacs|JEL|MSC"
    r"|quick\sresponse|access\sthis\sarticle|website\s?:|data\savailability|competing\sinterests?|provenance|trial\sregistration"
    r"|contents\slists|journal\shomepage|equal\scontribut|\S+@\S+\.\w+)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\W{0,3}[\da-z*†‡§]{0,3}\W{0,2}(?:[\w.&-]+\s){0,4}?(?:departments?|dept\.?|divisions?|faculty|schools?|institut\w*|cent(?:er|re)|hospital"
    r"|universit\w+|colleges?|laborator\w+|unit|service|clinic|ministry|academy|section)\b",
    re.IGNORECASE,
)
_WORDS_A_COMMA = 9
_LAST_GREEK = "\u03ff"
_WESTERN = ("LATIN", "MATHEMATICAL")
_FEWEST_FOREIGN = 10
_ISSUE = re.compile(r"\bvol(?:ume)?\b.{0,12}\d|\bissn\b|\bissue\s\d", re.IGNORECASE)
_EMAIL = re.compile(r"\S@\w[\w.-]*\.\w")


def find_title(
    blocks: Sequence[Block], styles: Styles, told: str | None, heads: Sequence[str]
) -> list[Block]:
    """Returns the blocks of the title: the largest type on the first page that reads as one.

    Args:
        blocks: The blocks of the first pages, in the order of reading.
        styles: What the body looks like.
        told: The title that the file says it has.
        heads: The running heads; the name of a journal stands there with a year or volume.
    """
    page = blocks[0].side.page if blocks else 1
    first = [block for block in blocks if block.side.page == page]
    if len(first) < 3:
        first = [block for block in blocks if block.side.page <= page + 1]
    candidates = [block for block in first if _may_be_title(block, styles, heads)]
    if told:
        named = [block for block in candidates if _share(block.text, told) >= _TOLD_TITLE]
        if named:
            return _whole(max(named, key=lambda block: block.size), first, told)
    large = [block for block in candidates if block.size >= _LARGER * styles.size]
    if large:
        return _whole(max(large, key=lambda block: (round(block.size), -first.index(block))), first, told)
    for block in candidates:
        if styles.is_bold(block.lines[0]) or block.lines[0].text.isupper():
            return _whole(block, first, told)
    return []


def _may_be_title(block: Block, styles: Styles, heads: Sequence[str]) -> bool:
    text = block.text
    words = _WORDS.findall(text)
    if len(words) < _TITLE_WORDS or len(text) > _LONGEST_TITLE or block.top < block.side.height * _LOWEST:
        return False
    if (
        _ISSUE.search(text)
        or is_article_type(text)
        or journal_of(text)
        or citation_of(text)
        or _CONTACT.match(text)
    ):
        return False
    if (
        is_imprint(text, broken=False)
        or label_of(text)
        or (is_person(text) and block.size < 1.4 * styles.size)
    ):
        return False
    key = fold(text)
    return not any(
        key in fold(head) and re.search(r"\b(?:19|20)\d\d\b|\bvol|www\.|issn", head, re.I) for head in heads
    )


def _share(text: str, told: str) -> float:
    mine, theirs = (
        [fold(word) for word in _WORDS.findall(text)],
        {fold(word) for word in _WORDS.findall(told)},
    )
    return sum(word in theirs for word in mine) / len(mine) if mine else 0.0


def _whole(block: Block, blocks: Sequence[Block], told: str | None) -> list[Block]:
    """Adds the blocks right below that go on with the title: in the same type, and close."""
    place = blocks.index(block)
    if len(block.lines) > 1 and is_article_type(block.lines[0].text):
        block = replace(block, lines=block.lines[1:])
    title = [block]
    for below in blocks[place + 1 :]:
        last = title[-1]
        near = below.column == last.column and 0 <= last.bottom - below.top <= 1.2 * last.size
        alike = abs(below.size - last.size) <= 0.06 * last.size and below.lines[0].font == last.lines[-1].font
        wanted = told is not None and _share(below.text, told) >= _TOLD_TITLE and below.size > 0.9 * last.size
        if (
            not (near and (alike or wanted))
            or is_person(below.text)
            or heads_below(last.text, below.text)
            or len(" ".join(b.text for b in title)) > _LONGEST_TITLE
        ):
            break
        title.append(below)
    return title


def is_front_matter(block: Block, styles: Styles) -> bool:
    """Tells whether a block speaks of authors, addresses, dates, identifiers or the licence."""
    text = " ".join(block.text.split())
    if _CONTACT.match(text) or is_imprint(text, broken=False) or is_article_type(text):
        return True
    folded = fold(text)
    if folded.startswith(page_terms().openers):
        return True
    if is_person(text) or is_address(text) or _is_affiliation(text):
        return True
    small = block.size <= styles.size * 0.93
    if _NOTICE.search(text) and (small or not is_prose(text) or len(text) < 500):
        return True
    return _EMAIL.search(text) is not None and (small or len(text.split()) <= 40)


def _is_affiliation(text: str) -> bool:
    """Tells whether a block is a list of places: it begins with one, and is full of commas."""
    return _PLACE.match(text) is not None and text.count(",") * _WORDS_A_COMMA >= len(text.split())


def is_note(block: Block, styles: Styles) -> bool:
    """Tells whether a block outside of the front is a note of the publisher or of the authors."""
    text = " ".join(block.text.split())
    if is_imprint(text, broken=False) or (_is_affiliation(text) and not tells(text)):
        return not tells_age(text)
    small = block.size <= styles.size * 0.93
    return small and (
        _CONTACT.match(text) is not None or _NOTICE.search(text) is not None or is_address(text)
    )


def is_foreign(text: str) -> bool:
    """Tells whether most letters are of another script, as in a translated abstract; Greek letters are signs."""
    letters = [char for char in text if char.isalpha()]
    foreign = sum(
        char > _LAST_GREEK and not unicodedata.name(char, "LATIN").startswith(_WESTERN) for char in letters
    )
    return foreign >= _FEWEST_FOREIGN and foreign * 2 > len(letters)
