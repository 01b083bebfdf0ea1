"""Records made by hand, for tests of what is counted about cases."""

from __future__ import annotations

import hashlib
from typing import Any

from caseline.schema.case import Case, Condition, ConditionRole, Drug, DrugRole, Event, Therapy, TherapyKind
from caseline.schema.document import Document
from caseline.schema.mention import FoundBy, Label, Mention
from caseline.schema.report import CaseReport, Provenance


def extent(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Where words stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def mention(text: str, number: int, label: Label, words: str, nth: int = 0, **context: Any) -> Mention:
    """The mention of words that stand there for the nth time."""
    start, end = extent(text, words, nth)
    return Mention(
        id=f"m{number}", label=label, start=start, end=end, text=words, found_by=FoundBy.LEXICON, **context
    )


def report(text: str, mentions: tuple[Mention, ...] = (), *cases: Case) -> CaseReport:
    """A record of a text."""
    key = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    return CaseReport(
        document=Document(id=key, text=text),
        mentions=mentions,
        cases=cases,
        provenance=Provenance(caseline="0"),
    )


def drug(number: int, *evidence: str, role: DrugRole = DrugRole.SUSPECT) -> Drug:
    """A drug of a case."""
    return Drug(id=f"d{number}", name=f"drug {number}", role=role, evidence=evidence)


def event(number: int, *evidence: str, suspects: tuple[str, ...] = ("d1",), **fields: Any) -> Event:
    """An event of a case, of the first drug if nothing else is said."""
    return Event(id=f"e{number}", name=f"event {number}", suspects=suspects, evidence=evidence, **fields)


def condition(number: int, *evidence: str, role: ConditionRole = ConditionRole.INDICATION) -> Condition:
    """A condition of a case."""
    return Condition(id=f"k{number}", name=f"condition {number}", role=role, evidence=evidence)


def therapy(number: int, *evidence: str) -> Therapy:
    """A therapy of a case."""
    return Therapy(id=f"t{number}", name=f"therapy {number}", kind=TherapyKind.DRUG, evidence=evidence)
