"""The codes that the mentions of a thing agree on."""

from __future__ import annotations

import pytest

from caseline.cases.codings import codes_of
from caseline.cases.concepts import Concept
from caseline.cases.narrative import Found
from caseline.schema.base import Code
from caseline.schema.document import SectionName
from caseline.schema.mention import FoundBy, Label

HPO = ("HPO", "HP:1", "name")
OTHER = ("HPO", "HP:2", "name")


def mention(index: int, lexicon: str, *codes: tuple[str, str, str | None]) -> Found:
    return Found(
        index=index,
        label=Label.EVENT,
        start=index * 10,
        end=index * 10 + 4,
        text="rash",
        sentence=0,
        section=SectionName.BODY,
        found_by=FoundBy.NER,
        code=lexicon,
        concept="Rash" if lexicon else "",
        codes=tuple(Code(system=system, code=code, match=match) for system, code, match in codes),
    )


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        pytest.param([mention(0, "")], [], id="none"),
        pytest.param([mention(0, "HPO:HP:1", HPO)], ["HP:1"], id="lexicon"),
        pytest.param([mention(0, "", ("MeSH", "D1", "synonym"))], ["D1"], id="terminology-alone"),
        pytest.param(
            [mention(0, "", ("MeSH", "D1", "similar")), mention(1, "", ("MeSH", "D2", "name"))],
            ["D2"],
            id="surest",
        ),
        pytest.param(
            [
                mention(0, "", ("MeSH", "D1", "name")),
                mention(1, "", ("MeSH", "D2", "name")),
                mention(2, "", ("MeSH", "D2", "name")),
            ],
            ["D2"],
            id="most",
        ),
        pytest.param(
            [
                mention(0, "HPO:HP:1", HPO, ("MeSH", "D1", "name")),
                mention(1, "HPO:HP:1", HPO),
                mention(2, "HPO:HP:2", OTHER, ("ICD10CM", "R2", "name")),
            ],
            ["HP:1", "D1"],
            id="mentions-of-another-concept-have-no-say",
        ),
        pytest.param(
            [
                mention(0, "HPO:HP:1", HPO),
                mention(1, "", OTHER, ("UMLS", "C2", "reference"), ("MeSH", "D1", "name")),
            ],
            ["HP:1", "D1"],
            id="no-reference-of-another-concept",
        ),
    ],
)
def test_codes_of(mentions: list[Found], expected: list[str]) -> None:
    assert [code.code for code in codes_of(Concept(tuple(mentions)))] == expected


def test_those_that_name_it_come_first() -> None:
    named, other = mention(0, "HPO:HP:1", HPO), mention(1, "HPO:HP:2", OTHER)
    concept = Concept((other, other, named))
    assert codes_of(concept)[0].code == "HP:2"
    assert codes_of(concept, named_by=[named])[0].code == "HP:1"
