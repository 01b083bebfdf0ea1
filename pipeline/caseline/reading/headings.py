"""Headings: on a line of their own, or run into the paragraph that they head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseline.reading.lines import Line, inside_sentence, split_lines, starts_lower
from caseline.reading.prose import is_prose
from caseline.reading.vocabulary import Extent, Match, Term, find_term
from caseline.schema.document import SectionName

_LONGEST = 90

_MARKUP = re.compile(r"\A(?:#{1,6}\s*|\*{1,3}(?=\S)|_{2}(?=\S)|[■●▪•►§]\s*)")
# What was taken is never given back: a long run of spaces would be tried in every way.
_CLOSING = re.compile(r"(?<!\s)\s*+(?:\*{1,3}|_{2}|#{1,6})?+\s*+[:.]?+\s*+(?:\*{1,3}|_{2}|#{1,6})?+\Z")
# "3.", "3.1", "2)", "IV.", "B.", "1 |" before a heading.
_NUMBER = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)]\s?|\s[|│]\s?|\s)(?=[^\W\d_])"
    r"|(?:[IVX]{1,5}|[A-H])[.)]\s(?=[^\W\d_])"
)
_BARRED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\s[|│]\s")
_ORDINAL = (
    r"(?:\d{1,2}|[IVX]{1,4}|[A-H]|one|two|three|four|five|six|seven|eight|nine|ten|One|Two|Three|Four|Five)"
)
_NUMBERED_CASE = (
    r"(?:(?:Clinical|CLINICAL|Index)\s)?(?:Case|CASE|Patient|PATIENT)"
    r"(?:\s(?:report|Report|REPORT|presentation|Presentation|history|study|Study))?"
    rf"\s?(?:no\.?\s?|No\.?\s?|number\s|\#\s?)?{_ORDINAL}\b"
)
# "Case 2", "Patient B: fatal hepatitis", "CASE REPORT 1 - a neonate"
_CASE_LINE = re.compile(
    rf"(?P<title>{_NUMBERED_CASE}|(?:First|Second|Third|Fourth)\s[Cc]ase)(?P<rest>\s?[:.—–-]\s?\S.*)?\Z"
)
_CASE_RUN_IN = re.compile(rf"(?P<title>{_NUMBERED_CASE})\s?(?P<mark>:|\.|—|–|\s-)\s+(?=[A-Z\d])")
_COLON = re.compile(r"(?P<title>[A-Z][^\n:.;!?]{1,60}?)\s?(?:\*\*)?(?::(?:\*\*)?(?=\s|\Z)|\s?—\s?(?=[A-Z]))")
# After a heading at the start of a paragraph a full stop does, too: "Discussion. The mechanism …"
_STOP = re.compile(r"(?P<title>[A-Z][^\n:.;!?]{1,40})\.\s+(?=[A-Z])")
_OPENER = (
    r"(?=(?:A|An|The|We|This|These|That|There|Here|In|On|At|As|For|To|It|He|She|I|Our|Although|While|When|After"
    r"|Since|Because|Despite|Patients?|Background|Introduction|Objectives?|Aims?|Purpose|Rationale|Case)\b)"
)
_BARE = re.compile(rf"(?P<title>[A-Z][A-Za-z]+(?:[ -][A-Za-z]+){{0,3}}?)\s+{_OPENER}")
# At the start of a paragraph any capitalised word will do: "Lay abstract Tirozumab is …"
_BARE_LOOSE = re.compile(r"(?P<title>[A-Z][A-Za-z]+(?: [A-Za-z]+){0,2}?)\s+(?=[A-Z][a-z-]+\s[a-z])")
# What a heading's text may begin with in small letters: "Objective: to alert … Case: a 22-year-old student …".
_ARTICLE = re.compile(r"(?:an?|the)\s")
# It begins with the space, not with what must stand before it: spaces are quickly found.
_BOUNDARY = re.compile(r"\s(?:(?<=[.!?]\s)|(?<=[.!?][\])\"”’']\s))\s{0,2}(?:\*\*)?(?=[A-Z])")


_MARKS = (":", ".", "—", "–", "-")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in the text.

    Attributes:
        start: First character of it, markup and number included.
        end: Where the text under it may begin.
        name: The section it opens.
        title: As printed, without markup, colon or full stop.
        extent: How far it reaches.
    """

    start: int
    end: int
    name: SectionName
    title: str
    extent: Extent


def line_heading(lines: list[Line], index: int) -> Heading | None:
    """Returns the heading that fills the line, if it is one."""
    line = lines[index]
    if len(line.text) > _LONGEST or (line.tabular and not _BARRED.match(line.text)):
        return None
    bare = _strip(line.text)
    number = _NUMBER.match(bare)
    core = bare[number.end() :] if number else bare
    marked = number is not None or _MARKUP.match(line.text) is not None
    if not core or _breaks_off(lines, index, marked=marked):
        return None
    if (term := find_term(core)) is not None:
        if core[0].islower() and not marked and (not line.gap or line.text.endswith(".")):
            return None
        return Heading(line.start, line.end, term.label, bare, term.extent)
    return _case_line(line, core, bare)


def _case_line(line: Line, core: str, title: str) -> Heading | None:
    case = _CASE_LINE.match(core)
    if case is None:
        return None
    rest = case["rest"]
    if rest is not None and (line.text.endswith(".") or is_prose(rest.lstrip(" :.—–-"))):
        return None
    return Heading(line.start, line.end, SectionName.CASE, title, Extent.FLOW)


def unknown_heading(lines: list[Line], index: int, previous: int | None) -> Heading | None:
    """Returns a numbered heading that no list knows ("3. Pathophysiology").

    It must follow the heading numbered one less and stand above prose; an item of a list does not.
    """
    line = lines[index]
    bare = _strip(line.text)
    number = _NUMBER.match(bare) if len(line.text) <= _LONGEST and not line.tabular else None
    if previous is None or number is None or number["number"] is None or index + 1 == len(lines):
        return None
    following = lines[index + 1].text
    if number["number"] != str(previous + 1) or is_prose(line.text) or _NUMBER.match(following):
        return None
    if not is_prose(following) or starts_lower(following) or inside_sentence(lines, index):
        return None
    return Heading(line.start, line.end, SectionName.BODY, bare, Extent.FLOW)


def number_of(heading: Heading) -> int | None:
    """Returns the number of a heading of the first rank, or none."""
    number = _NUMBER.match(heading.title)
    if number is None or number["number"] is None or "." in number["number"]:
        return None
    return int(number["number"])


def opening_heading(lines: list[Line], index: int) -> Heading | None:
    """Returns the heading that the line begins with, run into its paragraph."""
    line = lines[index]
    mark = _MARKUP.match(line.text)
    begin = mark.end() if mark else 0
    number = _NUMBER.match(line.text, begin)
    begin = number.end() if number else begin
    heading = run_in(line, begin, opening=True)
    if heading is None:
        return None
    if inside_sentence(lines, index) and not heading.title.isupper():
        return None
    title = line.text[mark.end() if mark else 0 : begin] + heading.title
    return Heading(line.start, heading.end, heading.name, title, heading.extent)


def marked_heading(text: str) -> Heading | None:
    """Returns the heading of running text that a paragraph begins with, where a colon, a full stop or a dash parts it."""
    lines = split_lines(text)
    heading = opening_heading(lines, 0) if lines else None
    if heading is None or heading.extent not in {Extent.FLOW, Extent.PART} or heading.end >= lines[0].end:
        return None
    return heading if text[: heading.end].rstrip().endswith(_MARKS) else None


def following_heading(line: Line, heading: Heading) -> Heading | None:
    """Returns the heading right behind another one in the same line: "Abstract Background: …"."""
    if heading.extent is not Extent.FLOW or heading.end >= line.end:
        return None
    offset = heading.end - line.start
    while line.text[offset].isspace():
        offset += 1
    return run_in(line, offset, opening=True)


def inner_headings(line: Line, begin: int) -> list[Heading]:
    """Returns the headings that follow a sentence inside the line, from character `begin` of the text on."""
    found: list[Heading] = []
    # "Introduction. … Case presentation. … Discussion. …": one that ends with a full stop is followed by its like.
    stopped = line.text[: begin - line.start].rstrip().endswith(".")
    for boundary in _BOUNDARY.finditer(line.text, begin - line.start):
        heading = run_in(line, boundary.end(), opening=False, stopped=stopped)
        if heading is not None:
            found.append(heading)
    return found


def run_in(line: Line, at: int, *, opening: bool, stopped: bool = False) -> Heading | None:
    """Returns the heading run into the text at character `at` of the line.

    Args:
        line: The line.
        at: Where a sentence begins, counted from the start of the line.
        opening: Whether that is the beginning of the paragraph.
        stopped: Whether a full stop ends a heading inside the paragraph, too.
    """
    text = line.text
    case = _CASE_RUN_IN.match(text, at)
    if case is not None and (opening or case["mark"] != "." or text.startswith(("A ", "An "), case.end())):
        return Heading(line.start + at, line.start + case.end(), SectionName.CASE, case["title"], Extent.FLOW)
    for pattern, match in (
        (_COLON, Match.COLON),
        (_STOP, Match.COLON),
        (_BARE, Match.ANY),
        (_BARE_LOOSE, Match.ANY),
    ):
        if not opening and (pattern is _BARE_LOOSE or (pattern is _STOP and not stopped)):
            continue
        found = pattern.match(text, at)
        term = find_term(found["title"]) if found else None
        if found is None or term is None or not _counts(term, found["title"], match, opening=opening):
            continue
        small = text[found.end() :].lstrip()
        if not opening and small[:1].islower() and not (term.extent is Extent.FLOW and _ARTICLE.match(small)):
            continue
        return Heading(
            line.start + at, line.start + found.end(), term.label, found["title"].strip(), term.extent
        )
    return None


def _counts(term: Term, title: str, match: Match, *, opening: bool) -> bool:
    """Inside a paragraph, end matter and lists must be in capitals: "Support: …" may be a sentence."""
    if match is Match.COLON and title.isupper():
        match = Match.CAPS
    elif not opening and term.extent in {Extent.NOTE, Extent.BLOCK, Extent.PART}:
        return False
    return term.allows(match)


def _strip(text: str) -> str:
    mark = _MARKUP.match(text)
    shown = text[mark.end() if mark else 0 :]
    end = len(shown)
    while end and (shown[end - 1] in "*_#:." or shown[end - 1].isspace()):
        end -= 1
    closing = _CLOSING.search(shown, end)
    return shown[: closing.start()] if closing else shown


def _breaks_off(lines: list[Line], index: int, *, marked: bool) -> bool:
    """Tells whether the line is rather a piece of a sentence broken over lines."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    line = lines[index]
    if inside_sentence(lines, index):
        if not marked and not line.text.isupper() and not line.text.endswith(":"):
            return following is None or following.gap or starts_lower(following.text)
        return following is not None and not following.gap and starts_lower(following.text)
    return False
