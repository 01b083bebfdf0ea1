"""Parts of an abstract that stands alone: what each is, from its label or from headings run into its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from caseline.reading.clean import CleanText
from caseline.reading.headings import Heading, inner_headings, opening_heading
from caseline.reading.inline import Run, joined, without, write
from caseline.reading.lines import Line
from caseline.reading.titles import section_name
from caseline.schema.document import SectionName

# Kinds that MEDLINE gives to labels (`NlmCategory`).
_CATEGORIES = {
    "BACKGROUND": SectionName.INTRODUCTION,
    "OBJECTIVE": SectionName.INTRODUCTION,
    "METHODS": SectionName.METHODS,
    "RESULTS": SectionName.RESULTS,
    "CONCLUSIONS": SectionName.CONCLUSION,
}
_STUDY = frozenset({SectionName.METHODS, SectionName.RESULTS})
# Notes in an abstract, such as the registration of a trial, are no text of the paper.
LEFT_OUT = frozenset(
    {SectionName.METADATA, SectionName.BOILERPLATE, SectionName.REFERENCES, SectionName.KEYWORDS}
)
_CASES = re.compile(
    r"\bcase\s+(?:report|series|stud|presentation|description)|\b(?:a|the)\s+case\s+of\b|\bcases\b"
    r"|\A(?:case|patient\s+concerns)\b",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"\s")


def tells_cases(titles: Sequence[str]) -> bool:
    """Tells a case report by its title and the labels of its abstract."""
    return any(_CASES.search(title) for title in titles)


def label_name(label: str, category: str | None, *, is_case: bool) -> SectionName:
    """Returns the kind of a labelled part; what a case report tells of methods and results is its case.

    Args:
        label: The label, such as "PATIENT CONCERNS".
        category: What MEDLINE makes of it, such as "METHODS".
        is_case: Whether the paper is a case report.
    """
    told = _CATEGORIES.get(category or "")
    if told in _STUDY and not is_case:
        return section_name(label, above=told)
    named = section_name(label, above=SectionName.ABSTRACT)
    if named is not SectionName.ABSTRACT or told is None:
        return named
    return SectionName.CASE if told in _STUDY else told


def write_unlabelled(clean: CleanText, runs: Sequence[Run]) -> None:
    """Adds a paragraph of an abstract, in sections where headings are run into it ("CASE REPORT: …").

    Raises:
        ReadingError: When the clean text grows beyond its limit.
    """
    length = len(joined(runs))
    for heading, first, last in _parts(runs):
        if heading is not None:
            clean.begin_section(heading.name, heading.title)
        write(clean, list(without(runs, [(0, first), (last, length)])))
        clean.end_block()


def _parts(runs: Sequence[Run]) -> Iterator[tuple[Heading | None, int, int]]:
    text = _BREAKS.sub(" ", joined(runs))
    shown = text.strip()
    if not shown:
        return
    begin = len(text) - len(text.lstrip())
    line = Line(0, begin, begin + len(shown), shown, gap=True, tabular=False)
    opening = opening_heading([line], 0)
    inner = inner_headings(line, opening.end if opening is not None else begin)
    headings = [
        heading for heading in (opening, *inner) if heading is not None and heading.name not in LEFT_OUT
    ]
    if not headings or headings[0].start > begin:
        yield None, 0, headings[0].start if headings else len(text)
    for number, heading in enumerate(headings):
        after = headings[number + 1].start if number + 1 < len(headings) else len(text)
        yield heading, heading.start, after
