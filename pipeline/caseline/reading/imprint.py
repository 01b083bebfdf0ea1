"""The imprint of a paper: lines with identifiers, dates, volume and pages, editors, journal, publisher."""

from __future__ import annotations

import re

from caseline.reading.prose import is_prose

_LONGEST_NAME = 100
_LONGEST_CITATION = 200

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:\d{{1,2}}\s{_MONTH}\s\d{{4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}}|{_MONTH}\s\d{{4}}"
    rf"|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|(?:19|20)\d\d(?:\s{_MONTH}|\s?(?=[;,.)]|\Z)))"
)
_IDENTIFIER = re.compile(
    r"""
    (?:doi|pmid|pmcid|issn|e-?issn|orcid|nlm\s?id|accession|pii|pmc-uid|publisher-id
        |article\s(?:number|id)|manuscript\s(?:number|id))\s?:?\s?\(?[\dxX.:/-]
    | pmcid\s?:?\s?PMC\d
    | 10\.\d{4,9}/\S+\Z
    | PMC\d{5,9}\Z
    | (?:https?://|www\.)\S+\Z
    | \W{0,3}https?://(?:dx\.)?doi\.org/
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DATED = re.compile(
    rf"""
    (?:article\shistory|received|revised|accepted|published(?:\sonline)?|first\spublished|available\sonline
        |publication\sdate|online\spublication|epub|submitted|epub\sahead\sof\sprint)
    \s?(?:on|date|in\srevised\sform)?\s?[:;,]?\s?{_DATE}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ISSUE = re.compile(
    r"""
    vol(?:ume|\.)?\s?\d{1,4}(?:\s?[,;(:|].{0,80})?\Z
    | (?:issue|pages?|pp\.|article\sid)\s[A-Za-z]?\d[\d–-]*\Z
    | page\s\d{1,4}\sof\s\d{1,4}\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"""
    \W{0,2}(?:correspondence|corresponding\sauthors?|address\s(?:for\s)?correspondence|reprint\srequests)
        \s?(?::|should\sbe\saddressed\b|to:|at:|\()
    | (?:e-?mail|tel(?:ephone)?|fax)\s?:\s?\S+
    | (?:academic|handling|section|associate|guest|managing)\seditors?\s?:
    | (?:edited|reviewed|approved)\sby\s?:
    | (?:how\sto\s)?cite\sthis\sarticle\b.{0,20}:?
    | to\scite\sthis\sarticle\b
    | citation\s?:\s
    | these\sauthors\scontributed\sequally
    | .{0,80}\bcontributed\sequally\sto\sthis\swork\b
    | .{0,80}\bOpen\sAccess\sarticle\sdistributed\sunder\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "J Rare Cases. 2018;14(4):12-9.", "2019 May;98(18):e15437."
_CITATION = re.compile(
    r"\W{0,3}(?:(?P<journal>[A-Z][\w&:.() -]{2,80}?)(?P<stop>[.,])?\s)?"
    r"\(?(?P<year>(?:19|20)\d\d)\b[^;:\n]{0,25};\s?"
    r"(?P<pages>[A-Za-z]?\d{1,4}\s?(?:\([^)\n]{1,20}\))?\s?:\s?[A-Za-z]?\d.{0,120})?\Z"
)
# "Journal of Rare Cases", "12 Case Reports in Rare Medicine", as in the head of a printed page
_JOURNAL = re.compile(
    r"(?:\d{1,4}\s)?(?:The\s)?(?:[A-Z&][\w'’-]*\s(?:(?:of|and|the|for|in|&)\s){0,2}){0,6}?"
    r"(?:Journal|JOURNAL|Annals|Archives|Acta|Bulletin|Lancet|BMC|BMJ|JAMA|PLOS|PLoS|Frontiers|Case\sReports?\sin)\b"
    r"(?:\s(?:of|in|for|and|the|on|&)\b|\s[A-Z&(][\w'’)-]*){1,8}(?:\s\d{1,4})?\Z"
)
_PUBLISHER = re.compile(
    r"(?:[A-Z][\w&.'’-]*\s){0,4}(?:Publishing(?:\s(?:Corporation|Group|Company|House))?|Publishers|Verlag|Elsevier"
    r"|Springer(?:\sNature)?|Wiley(?:-Blackwell)?|Hindawi|University\sPress)"
    r"(?:,?\s(?:Ltd|LTD|Limited|Inc|GmbH|AG|B\.?V)\.?)?\Z"
)


def is_imprint(text: str, *, broken: bool) -> bool:
    """Tells whether the line is bibliographic.

    Args:
        text: The line.
        broken: Whether it stands in the middle of a sentence that was broken over lines.
    """
    if _IDENTIFIER.match(text):
        return True
    if broken and text[0].islower():
        return False
    if _DATED.match(text) or _PEOPLE.match(text) or (_ISSUE.match(text) and not is_prose(text)):
        return True
    if broken:
        return False
    return journal_of(text) is not None or citation_of(text) is not None or _is_publisher(text)


def journal_of(text: str) -> str | None:
    """Returns the name of the journal when the line is that, with or without a page number."""
    if len(text) > _LONGEST_NAME or not _JOURNAL.match(text):
        return None
    return text.strip("0123456789 ")


def citation_of(text: str) -> tuple[str, int] | None:
    """Returns journal (may be "") and year when the line cites a paper: "J Rare Cases. 2018;4:12-9."."""
    cited = _CITATION.match(text) if len(text) <= _LONGEST_CITATION else None
    if cited is None or not (cited["pages"] or cited["stop"]):
        return None
    return (cited["journal"] or "").rstrip(" .,"), int(cited["year"])


def _is_publisher(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and _PUBLISHER.match(text) is not None
