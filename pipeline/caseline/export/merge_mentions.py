"""Which mention of a record a mark is, and what has become of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseline.export.codes import come_by_again
from caseline.export.ids import fresh_id
from caseline.export.sheet import FLAGS, Mark, Sheet, plain
from caseline.schema.document import Document
from caseline.schema.mention import FoundBy, Mention
from caseline.schema.report import CaseReport


@dataclass(slots=True)
class Change:
    """What becomes of the mentions.

    Attributes:
        kept: Those of the record by id, as they will be.
        added: New ones.
        gone: Ids that no value of the record can rest on any longer: removed, or excluded now.
        touched: Whether anything differs.
    """

    kept: dict[str, Mention]
    added: list[Mention] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    touched: bool = False

    @property
    def ids(self) -> set[str]:
        """Ids of all mentions that there will be."""
        return set(self.kept) | {mention.id for mention in self.added}


def pair(base: CaseReport, written: Sequence[Mark], read: Sequence[Mark], *, trusted: bool) -> dict[str, str]:
    """Returns the mention's id for each mark that was read, by its key.

    An id that came along tells at once where the characters are the same. Then the same label and characters
    do, and then the id, unless the mark neither overlaps its old place nor has the same label and words: tools
    number their marks anew, and give the number of one that was deleted to another.
    """
    left = {mark.id: mark for mark in written if mark.id}
    found: dict[str, str] = {}
    for mark in read:
        was = left.get(mark.id or "")
        if was is not None and was.parts == mark.parts:
            found[mark.key] = str(mark.id)
            del left[found[mark.key]]
    places: dict[tuple[str, Any], list[str]] = {}
    for one, was in left.items():
        places.setdefault((was.label, was.parts), []).append(one)
    for mark in read:
        alike = places.get((mark.label, mark.parts))
        if mark.key not in found and alike:
            found[mark.key] = alike.pop(0)
            del left[found[mark.key]]
    for mark in read:
        was = left.get(mark.id or "")
        if mark.key not in found and was is not None and _may_be(was, mark, base.document.text):
            found[mark.key] = str(mark.id)
            del left[found[mark.key]]
    return found | _new_ids(base, read, found, trusted=trusted)


def _may_be(was: Mark, mark: Mark, text: str) -> bool:
    """Tells whether a mark of another label or place may be that of a mention, given that it has its id."""
    if any(
        start < end_was and start_was < end for start, end in mark.parts for start_was, end_was in was.parts
    ):
        return True
    words, words_was = (" ".join(text[start:end] for start, end in one.parts).split() for one in (mark, was))
    return mark.label is was.label and words == words_was


def _new_ids(
    base: CaseReport, read: Sequence[Mark], found: Mapping[str, str], *, trusted: bool
) -> dict[str, str]:
    taken = {mention.id for mention in base.mentions} | set(found.values())
    made: dict[str, str] = {}
    new = [mark for mark in read if mark.key not in found]
    if trusted:
        for mark in new:
            if mark.id and mark.id not in taken:
                made[mark.key] = mark.id
                taken.add(mark.id)
    number = int(fresh_id("m", taken)[1:])
    for mark in new:
        if mark.key not in made:
            made[mark.key] = f"m{number}"
            number += 1
    return made


def changes(base: CaseReport, written: Sequence[Mark], read: Sheet, pairing: Mapping[str, str]) -> Change:
    """Returns what becomes of the mentions of a record."""
    before = {mark.id: mark for mark in written if mark.id}
    change = Change({mention.id: mention for mention in base.mentions})
    for mark in read.marks:
        one = pairing[mark.key]
        was = before.get(one)
        if was is None:
            change.added.append(_mention(one, mark, base.document))
            change.touched = True
            continue
        said = _differences(change.kept[one], was, mark, base.document)
        if said:
            change.kept[one] = Mention.model_validate({**change.kept[one].model_dump(), **said})
            change.touched = True
        if mark.excluded and not was.excluded:
            change.gone.add(one)
    for lost in set(before) - set(pairing.values()):
        del change.kept[lost]
        change.gone.add(lost)
        change.touched = True
    return change


def _differences(known: Mention, was: Mark, mark: Mark, document: Document) -> dict[str, Any]:
    """Returns the fields of a mention that differ; its score and its codes' were those of its old place or label."""
    said: dict[str, Any] = {flag: flag in mark.flags for flag in was.flags ^ mark.flags}
    if was.parts != mark.parts:
        said |= _place(mark, document)
    if (was.label, was.parts) != (mark.label, mark.parts):
        codes = known.codes if was.codes == mark.codes else mark.codes
        said |= {"label": mark.label, "found_by": FoundBy.CURATOR, "score": None}
        said["codes"] = tuple(map(plain, codes))
    elif was.codes != mark.codes:
        said["codes"] = come_by_again(known.codes, mark.codes)
    if was.excluded != mark.excluded:
        said["excluded"] = mark.excluded
    return said


def _mention(one: str, mark: Mark, document: Document) -> Mention:
    return Mention.model_validate(
        {
            "id": one,
            "label": mark.label,
            "found_by": FoundBy.CURATOR,
            "excluded": mark.excluded,
            "codes": mark.codes,
            **{flag: flag in mark.flags for flag in FLAGS},
            **_place(mark, document),
        }
    )


def _place(mark: Mark, document: Document) -> dict[str, Any]:
    section = next((one.name for one in document.sections if one.start <= mark.start < one.end), None)
    return {
        "start": mark.start,
        "end": mark.end,
        "text": document.text[mark.start : mark.end],
        "parts": mark.parts if len(mark.parts) > 1 else (),
        "section": section,
    }


def ordered(base: CaseReport, change: Change) -> tuple[Mention, ...]:
    """Returns the mentions in the record's order; one that is new or has moved stands where the text has it."""
    was = {mention.id: (mention.start, mention.end) for mention in base.mentions}
    stay = [one for one in change.kept.values() if _at(one) == was[one.id]]
    for mention in (*(one for one in change.kept.values() if _at(one) != was[one.id]), *change.added):
        stay.insert(bisect_right(stay, _at(mention), key=_at), mention)
    return tuple(stay)


def _at(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end
