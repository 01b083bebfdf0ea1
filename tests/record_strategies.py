"""Hypothesis strategies of whole case reports: any text, any mentions, cases that rest on them.

@given(records())
def test_something(record: CaseReport) -> None: ...
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from caseline.schema.base import CodeMatch
from caseline.schema.case import (
    AnchorKind,
    CausalityMethod,
    CausalityValue,
    Certainty,
    ConditionRole,
    DoseKind,
    DrugRole,
    OutcomeStatus,
    Relation,
    SexValue,
    TherapyKind,
    TimelineKind,
    TimeUnit,
)
from caseline.schema.document import SectionName
from caseline.schema.mention import Exclusion, FoundBy, Label
from caseline.schema.report import SCHEMA_VERSION, CaseReport

# Surrogates are no characters, and no JSON of ours can hold one.
CHARACTERS = st.one_of(
    st.sampled_from("ab \n\t\r\x00\x0b\x85\u2028\ufeff\uffff😀𝔘é\u0301;:%{}\"'<&|,=-"),
    st.characters(exclude_categories=("Cs",)),
)
TEXTS = st.text(CHARACTERS, max_size=60)
WORDS = st.text(CHARACTERS, min_size=1, max_size=12)
NUMBERS = st.one_of(
    st.integers(0, 5000), st.floats(0, 5000, allow_nan=False, allow_infinity=False, allow_subnormal=False)
)


def _maybe(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | what


def _codes() -> st.SearchStrategy[Any]:
    known = {"system": WORDS, "code": WORDS, "display": _maybe(TEXTS)}
    told = {"match": st.sampled_from(CodeMatch), "score": st.floats(0, 1)}
    code = st.fixed_dictionaries(known, optional=told)
    return st.lists(code, max_size=2)


@st.composite
def _sections(draw: st.DrawFn, text: str) -> list[dict[str, Any]]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    names = st.sampled_from(list(SectionName))
    return [
        {"name": draw(names), "title": draw(_maybe(WORDS)), "start": start, "end": end}
        for start, end in pairs
    ]


@st.composite
def _parts(draw: st.DrawFn, text: str) -> list[tuple[int, int]]:
    """Draws one stretch of a text, or up to three that do not touch."""
    cuts = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=min(6, len(text) + 1), unique=True))
    cuts = sorted(cuts)[: len(cuts) // 2 * 2]
    # Distinct cuts leave at least a character between two stretches.
    return list(zip(cuts[::2], cuts[1::2], strict=True))


@st.composite
def _mentions(draw: st.DrawFn, text: str) -> list[dict[str, Any]]:
    if not text:
        return []
    number = st.integers(1, 60)
    ids = draw(st.lists(number, max_size=6, unique=True))
    return [draw(_mention(text, f"m{one}")) for one in ids]


@st.composite
def _mention(draw: st.DrawFn, text: str, one: str) -> dict[str, Any]:
    parts = draw(_parts(text))
    start, end = parts[0][0], parts[-1][1]
    return {
        "id": one,
        "label": draw(st.sampled_from(list(Label))),
        "start": start,
        "end": end,
        "text": text[start:end],
        "section": draw(_maybe(st.sampled_from(list(SectionName)))),
        "score": draw(_maybe(st.floats(0, 1))),
        "found_by": draw(st.sampled_from(list(FoundBy))),
        "negated": draw(st.booleans()),
        "uncertain": draw(st.booleans()),
        "historical": draw(st.booleans()),
        "hypothetical": draw(st.booleans()),
        "excluded": draw(_maybe(st.sampled_from(list(Exclusion)))),
        "codes": draw(_codes()),
        **({"parts": parts} if len(parts) > 1 else {}),
    }


class _Case:
    """Draws one case whose evidence is taken from the mentions given."""

    def __init__(self, draw: st.DrawFn, mentions: Sequence[str]) -> None:
        self.draw = draw
        self.mentions = mentions

    def evidence(self) -> list[str]:
        if not self.mentions:
            return []
        return self.draw(st.lists(st.sampled_from(self.mentions), max_size=3, unique=True))

    def ids(self, letter: str) -> list[str]:
        return [
            f"{letter}{number}" for number in self.draw(st.lists(st.integers(1, 9), max_size=2, unique=True))
        ]

    def maybe(self, made: dict[str, Any]) -> dict[str, Any] | None:
        return made if self.draw(st.booleans()) else None

    def one(self, strategy: st.SearchStrategy[Any]) -> Any:
        return self.draw(strategy)

    def length(self) -> dict[str, Any]:
        return {
            "value": self.one(_maybe(NUMBERS)),
            "low": self.one(_maybe(NUMBERS)),
            "high": self.one(_maybe(NUMBERS)),
            "unit": self.one(_maybe(st.sampled_from(list(TimeUnit)))),
            "text": self.one(TEXTS),
            "evidence": self.evidence(),
        }

    def duration(self) -> dict[str, Any]:
        return {**self.length(), "iso8601": self.one(_maybe(WORDS)), "approximate": self.one(st.booleans())}

    def onset(self, drugs: list[str], events: list[str]) -> dict[str, Any]:
        anchor = {
            "kind": self.one(st.sampled_from(list(AnchorKind))),
            "ordinal": self.one(_maybe(st.integers(1, 9))),
            "drug": self.one(_maybe(st.sampled_from(drugs))) if drugs else None,
            "event": self.one(_maybe(st.sampled_from(events))) if events else None,
            "date": self.one(_maybe(WORDS)),
        }
        relation = self.one(_maybe(st.sampled_from(list(Relation))))
        return {**self.duration(), "relation": relation, "anchor": self.maybe(anchor)}

    def outcome(self) -> dict[str, Any]:
        status = self.one(st.sampled_from(list(OutcomeStatus)))
        return {"status": status, "text": self.one(_maybe(TEXTS)), "evidence": self.evidence()}

    def named(self, one: str) -> dict[str, Any]:
        return {"id": one, "name": self.one(WORDS), "codes": self.one(_codes()), "evidence": self.evidence()}

    def dose(self) -> dict[str, Any]:
        return {
            "ordinal": self.one(_maybe(st.integers(1, 9))),
            "kind": self.one(_maybe(st.sampled_from(list(DoseKind)))),
            "amount": self.one(_maybe(NUMBERS)),
            "unit": self.one(_maybe(WORDS)),
            "evidence": self.evidence(),
        }

    def patient(self) -> dict[str, Any]:
        sex = {"value": self.one(st.sampled_from(list(SexValue))), "evidence": self.evidence()}
        conflict = {
            "field": "age",
            "values": self.one(st.lists(WORDS, min_size=1, max_size=2)),
            "evidence": self.evidence(),
        }
        return {
            "age": self.maybe(self.length()),
            "sex": self.maybe(sex),
            "ethnicity": self.maybe({"value": self.one(WORDS), "evidence": self.evidence()}),
            "conflicts": [conflict] if self.one(st.booleans()) else [],
        }

    def drug(self, one: str, conditions: list[str]) -> dict[str, Any]:
        return {
            **self.named(one),
            "role": self.one(st.sampled_from(list(DrugRole))),
            "indication": self.one(_maybe(st.sampled_from(conditions))) if conditions else None,
            "doses": [self.dose() for _ in range(self.one(st.integers(0, 2)))],
            "action_taken": self.one(_maybe(WORDS)),
            "start": self.one(_maybe(WORDS)),
        }

    def event(self, one: str, drugs: list[str], events: list[str]) -> dict[str, Any]:
        causality = {
            "value": self.one(st.sampled_from(list(CausalityValue))),
            "text": self.one(TEXTS),
            "method": self.one(_maybe(st.sampled_from(list(CausalityMethod)))),
            "score": self.one(_maybe(st.integers(-4, 13))),
            "evidence": self.evidence(),
        }
        return {
            **self.named(one),
            "body_sites": self.one(st.lists(TEXTS, max_size=2)),
            "severity": self.one(_maybe(WORDS)),
            "certainty": self.one(st.sampled_from(list(Certainty))),
            "onset": self.maybe(self.onset(drugs, events)),
            "duration": self.maybe(self.duration()),
            "outcome": self.maybe(self.outcome()),
            "suspects": self.one(st.lists(st.sampled_from(drugs), unique=True)) if drugs else [],
            "causality": self.maybe(causality),
            "seriousness": self.one(st.lists(st.sampled_from(["death", "other"]), max_size=2)),
            "grade": self.one(_maybe(st.sampled_from("12345"))),
        }

    def therapy(self, one: str, drugs: list[str], events: list[str]) -> dict[str, Any]:
        return {
            **self.named(one),
            "kind": self.one(st.sampled_from(list(TherapyKind))),
            "for_events": self.one(st.lists(st.sampled_from(events), unique=True)) if events else [],
            "start": self.maybe(self.onset(drugs, events)),
            "duration": self.maybe(self.duration()),
            "response": self.one(_maybe(TEXTS)),
        }

    def step(self, items: list[str]) -> dict[str, Any]:
        return {
            "kind": self.one(st.sampled_from(list(TimelineKind))),
            "ref": self.one(_maybe(st.sampled_from(items))) if items else None,
            "text": self.one(TEXTS),
            "day": self.one(_maybe(NUMBERS)),
            "evidence": self.evidence(),
        }

    def case(self, one: str) -> dict[str, Any]:
        conditions, drugs, events, therapies = map(self.ids, "kdet")
        items = [*drugs, *events, *therapies]
        return {
            "id": one,
            "patient": self.patient(),
            "conditions": [
                {**self.named(key), "role": self.one(st.sampled_from(list(ConditionRole)))}
                for key in conditions
            ],
            "drugs": [self.drug(key, conditions) for key in drugs],
            "events": [self.event(key, drugs, events) for key in events],
            "therapies": [self.therapy(key, drugs, events) for key in therapies],
            "outcome": self.maybe(self.outcome()),
            "timeline": [self.step(items) for _ in range(self.one(st.integers(0, 2)))],
            "relation": self.one(_maybe(st.sampled_from(["mother", "child"]))),
        }


@st.composite
def records(draw: st.DrawFn, *, characters: st.SearchStrategy[str] = CHARACTERS) -> CaseReport:
    """Draws a case report that validates, offsets included.

    Args:
        draw: Given by hypothesis.
        characters: What its text is made of.
    """
    text = draw(st.text(characters, max_size=60))
    mentions = draw(_mentions(text))
    ids = [mention["id"] for mention in mentions]
    numbers = draw(st.lists(st.integers(1, 9), max_size=2, unique=True))
    record = CaseReport.model_validate(
        {
            "schema_version": SCHEMA_VERSION,
            "document": {
                "id": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
                "source": draw(
                    _maybe(st.sampled_from(["a.txt", "../../etc/passwd", "set.xml#2", "b/é.pdf", ""]))
                ),
                "title": draw(_maybe(TEXTS)),
                "year": draw(_maybe(st.integers(1900, 2030))),
                "keywords": draw(st.lists(WORDS, max_size=2)),
                "text": text,
                "sections": draw(_sections(text)),
            },
            "mentions": mentions,
            "cases": [_Case(draw, ids).case(f"c{number}") for number in numbers],
            "provenance": {"caseline": "test", "lexicons": {"drugs": "sha256:0"}},
        }
    )
    record.check_offsets()
    return record
