"""Records as large as whole papers, made of small ones set one behind the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from caseline.schema.report import CaseReport


def big_records(small: Sequence[CaseReport], *, count: int, length: int) -> Iterator[CaseReport]:
    """Yields records whose text has at least `length` characters.

    Each begins with another of `small` and holds the next ones, too; its cases are those of the first. Mentions of
    the others keep their labels and are no case's. The last line is a number, so that no two texts are the same.
    """
    for number in range(count):
        yield _joined(small, first=number % len(small), number=number, length=length)


def _joined(small: Sequence[CaseReport], *, first: int, number: int, length: int) -> CaseReport:
    head = small[first]
    text = ""
    mentions: list[dict[str, Any]] = []
    sections: list[dict[str, Any]] = []
    place = first
    while len(text) < length:
        piece = small[place % len(small)]
        offset = len(text)
        for mention in piece.mentions:
            moved = mention.model_dump(mode="json") | {
                "id": f"m{len(mentions) + 1}",
                "start": mention.start + offset,
                "end": mention.end + offset,
            }
            if mention.parts:
                moved["parts"] = [[begin + offset, end + offset] for begin, end in mention.parts]
            mentions.append(moved)
        sections += [
            section.model_dump(mode="json") | {"start": section.start + offset, "end": section.end + offset}
            for section in piece.document.sections
        ]
        text += piece.document.text + "\n\n"
        place += 1
    text += f"Record {number + 1}."
    data = head.model_dump(mode="json") | {"schema_version": "1.4", "mentions": mentions}
    data["cases"] = _renumbered(data["cases"], head)
    title = head.document.title or "A report"
    data["document"] |= {"text": text, "sections": sections, "source_map": []}
    data["document"]["id"] = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    data["document"] |= {"source": f"papers/{number:04}.txt", "title": f"{title} ({number + 1})"}
    return CaseReport.model_validate(data)


def _renumbered(part: Any, head: CaseReport) -> Any:
    """Returns a part of a case with the mentions' new ids: those of the first text stand in its order."""
    ids = {mention.id: f"m{place}" for place, mention in enumerate(head.mentions, start=1)}
    if isinstance(part, dict):
        return {
            name: [ids[each] for each in held] if name == "evidence" else _renumbered(held, head)
            for name, held in part.items()
        }
    return [_renumbered(each, head) for each in part] if isinstance(part, list) else part
