"""What people do in a tool, done to the record: each change, in every format where it can be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from caseline.errors import ReadingError
from caseline.export.merge import merged, unbased
from caseline.export.sheet import ITSELF, Kind, Mark, Node, Sheet
from caseline.export.tools import Tool
from caseline.schema.case import Case
from caseline.schema.mention import Exclusion, FoundBy, Label
from caseline.schema.report import CaseReport
from tests.unit.export.example import TEXT, example, written

EACH_TOOL = pytest.mark.parametrize("tool", list(Tool))
BASE = example()


def _place(words: str) -> tuple[tuple[int, int], ...]:
    start = TEXT.index(words)
    return ((start, start + len(words)),)


def _with_mark(sheet: Sheet, one: str, mark: Mark | None) -> Sheet:
    kept = [known if known.id != one else mark for known in sheet.marks]
    return replace(sheet, marks=tuple(known for known in kept if known is not None))


def _mark(sheet: Sheet, one: str) -> Mark:
    return next(mark for mark in sheet.marks if mark.id == one)


def _done(sheet: Sheet, changed: Sheet) -> tuple[CaseReport, Case]:
    record = merged(BASE, sheet, changed)
    CaseReport.from_json(record.to_json())
    return record, record.cases[0]


@EACH_TOOL
def test_a_mention_that_is_removed_takes_along_what_rests_on_it_alone(tool: Tool) -> None:
    sheet = written(tool, BASE)
    record, case = _done(sheet, _with_mark(sheet, "m5", None))
    assert [mention.id for mention in record.mentions] == [f"m{n}" for n in range(1, 12) if n != 5]
    assert case.events[0].onset is None
    assert [entry.text for entry in case.timeline] == ["second dose"]
    assert case.events[0].outcome == BASE.cases[0].events[0].outcome
    assert case.drugs == BASE.cases[0].drugs


@EACH_TOOL
def test_an_item_without_any_mention_left_goes_from_everything_that_names_it(tool: Tool) -> None:
    sheet = written(tool, BASE)
    _, case = _done(sheet, _with_mark(sheet, "m3", None))
    assert [drug.id for drug in case.drugs] == ["d2"]
    assert [event.suspects for event in case.events] == [(), ()]
    onset = case.events[0].onset
    assert onset is not None
    assert onset.anchor is not None
    assert onset.anchor.drug is None
    assert onset.anchor.ordinal == 2
    assert [entry.ref for entry in case.timeline] == ["e1"]
    # What never had evidence stays.
    assert case.conditions == BASE.cases[0].conditions


@EACH_TOOL
def test_a_mention_that_is_excluded_now_leaves_the_cases(tool: Tool) -> None:
    sheet = written(tool, BASE)
    mark = replace(_mark(sheet, "m4"), excluded=Exclusion.GENERAL_KNOWLEDGE)
    record, case = _done(sheet, _with_mark(sheet, "m4", mark))
    assert record.mentions[3].excluded is Exclusion.GENERAL_KNOWLEDGE
    assert (record.mentions[3].score, record.mentions[3].found_by) == (0.75, FoundBy.NER)
    assert [drug.id for drug in case.drugs] == ["d1"]


@EACH_TOOL
def test_a_new_label_is_the_curator_s_and_has_no_score(tool: Tool) -> None:
    sheet = written(tool, BASE)
    mark = replace(_mark(sheet, "m10"), label=Label.DISORDER, excluded=None, flags=frozenset({"negated"}))
    record, _ = _done(sheet, _with_mark(sheet, "m10", mark))
    found = record.mentions[9]
    assert (found.id, found.label, found.found_by, found.score) == ("m10", "DISORDER", "curator", None)
    assert (found.negated, found.historical, found.excluded) == (True, False, None)
    assert found.section == "case"


@EACH_TOOL
def test_a_mention_that_moved_keeps_its_id_and_what_rests_on_it(tool: Tool) -> None:
    sheet = written(tool, BASE)
    record, case = _done(
        sheet, _with_mark(sheet, "m9", replace(_mark(sheet, "m9"), parts=_place("it resolved")))
    )
    assert record.mentions[8].text == "it resolved"
    assert case == BASE.cases[0]


@EACH_TOOL
def test_a_mention_drawn_anew_in_the_same_place_is_the_same(tool: Tool) -> None:
    sheet = written(tool, BASE)
    fresh = replace(_mark(sheet, "m10"), id=None)
    assert merged(BASE, sheet, _with_mark(sheet, "m10", fresh)) is BASE


@EACH_TOOL
def test_ids_that_a_tool_gave_anew_are_not_believed(tool: Tool) -> None:
    sheet = written(tool, BASE)
    ids = [mark.id for mark in sheet.marks]
    marks = tuple(replace(mark, id=one) for mark, one in zip(sheet.marks, (*ids[3:], *ids[:3]), strict=True))
    assert merged(BASE, sheet, replace(sheet, marks=marks)) is BASE


@EACH_TOOL
def test_the_id_of_a_deleted_mention_given_to_another_is_not_believed(tool: Tool) -> None:
    sheet = written(tool, BASE)
    other = replace(_mark(sheet, "m11"), label=Label.POPULATION, parts=_place("mother"))
    changed = replace(_with_mark(sheet, "m11", other), nodes=())
    record, case = _done(sheet, changed)
    assert [mention.id for mention in record.mentions][9:] == ["m12", "m10"]
    assert case.therapies == ()


@EACH_TOOL
def test_a_mention_that_moved_to_the_same_words_keeps_its_id(tool: Tool) -> None:
    text = f"{TEXT} Aspirin, not aspirin."
    base = BASE.model_copy(update={"document": BASE.document.model_copy(update={"text": text})})
    sheet = written(tool, base)
    start = text.rindex("aspirin")
    mark = replace(_mark(sheet, "m4"), parts=((start, start + len("aspirin")),))
    record = merged(base, sheet, replace(_with_mark(sheet, "m4", mark), nodes=()))
    assert next(one for one in record.mentions if one.id == "m4").start == start
    assert record.cases == base.cases


@EACH_TOOL
def test_a_new_mention_gets_the_next_id_and_its_place_in_the_text(tool: Tool) -> None:
    sheet = written(tool, BASE)
    new = Mark("new", "m77", Label.DISORDER, _place("mother"))
    record, _ = _done(sheet, replace(sheet, marks=(new, *sheet.marks)))
    assert [mention.id for mention in record.mentions][8:] == ["m9", "m12", "m10", "m11"]
    assert record.mentions[9].found_by is FoundBy.CURATOR


@EACH_TOOL
def test_a_new_item_says_what_it_must(tool: Tool) -> None:
    sheet = written(tool, BASE)
    drug, event = (next(node.key for node in sheet.nodes if node.id == one) for one in ("d2", "e2"))
    rash = _mark(sheet, "m10").key
    new = Node(
        "new", Kind.EVENT, "c1", None, {}, {ITSELF: (rash,), "outcome": (rash,)}, {"suspects": (drug,)}
    )
    other = Node("pill", Kind.DRUG, None, None, {}, {ITSELF: (_mark(sheet, "m11").key,)})
    nodes = tuple(
        replace(node, links={"suspects": (*node.links["suspects"], "pill")}) if node.key == event else node
        for node in sheet.nodes
    )
    _, case = _done(sheet, replace(sheet, nodes=(*nodes, new, other)))
    found = case.events[2]
    assert (found.id, found.name, found.suspects) == ("e3", "rash", ("d2",))
    assert found.outcome is not None
    assert found.outcome.status == "unknown"
    assert (case.drugs[2].id, case.drugs[2].name, case.drugs[2].role) == ("d3", "prednisone", "suspect")
    assert case.events[1].suspects == ("d1", "d3")


@EACH_TOOL
def test_a_choice_and_an_arc_change_only_what_they_are_of(tool: Tool) -> None:
    sheet = written(tool, BASE)
    nodes = tuple(
        replace(node, values={**node.values, "role": "interacting"}, links={}) if node.id == "d2" else node
        for node in sheet.nodes
    )
    _, case = _done(sheet, replace(sheet, nodes=nodes))
    assert (case.drugs[1].role, case.drugs[1].indication, case.drugs[1].name) == (
        "interacting",
        None,
        "aspirin",
    )
    assert case.events == BASE.cases[0].events


@EACH_TOOL
def test_an_item_that_is_deleted_is_gone(tool: Tool) -> None:
    sheet = written(tool, BASE)
    nodes = tuple(node for node in sheet.nodes if node.id != "t1")
    _, case = _done(sheet, replace(sheet, nodes=nodes))
    assert case.therapies == ()
    assert case.events == BASE.cases[0].events


@EACH_TOOL
def test_a_tool_that_keeps_no_items_leaves_the_cases_alone(tool: Tool) -> None:
    sheet = written(tool, BASE)
    assert merged(BASE, sheet, replace(sheet, nodes=())) is BASE
    _, case = _done(sheet, _with_mark(replace(sheet, nodes=()), "m9", None))
    assert case.events[0].outcome is None
    assert case.drugs == BASE.cases[0].drugs


@EACH_TOOL
def test_a_value_that_no_record_can_hold_is_refused(tool: Tool) -> None:
    sheet = written(tool, BASE)
    nodes = tuple(
        replace(node, values={**node.values, "role": "villain"}) if node.id == "d2" else node
        for node in sheet.nodes
    )
    with pytest.raises(ReadingError, match=r"makes no valid record: .*role"):
        merged(BASE, sheet, replace(sheet, nodes=nodes))


def test_an_item_of_no_case_among_several_is_refused() -> None:
    marks = (Mark("a", None, Label.DRUG, ((0, 1),)),)
    nodes = (
        Node("x", Kind.CASE, "c1", "c1"),
        Node("y", Kind.CASE, "c2", "c2"),
        Node("z", Kind.DRUG, evidence={ITSELF: ("a",)}),
    )
    with pytest.raises(ReadingError, match=r"a drug names no case; choose one of c1, c2"):
        unbased(Sheet("one", "abc", marks, nodes, "one.ann"))


def test_items_of_different_cases_cannot_name_each_other() -> None:
    marks = (Mark("a", None, Label.DRUG, ((0, 1),)),)
    nodes = (
        Node("y", Kind.DRUG, "c2", "d1", {}, {ITSELF: ("a",)}),
        Node("z", Kind.EVENT, "c1", "e1", {}, {ITSELF: ("a",)}, {"suspects": ("y",)}),
    )
    with pytest.raises(ReadingError, match=r"e1 of case c1 names d1 of case c2; remove the arc"):
        unbased(Sheet("one", "abc", marks, nodes, "one.ann"))


def test_a_label_of_a_newer_schema_makes_the_record_newer() -> None:
    old = BASE.model_copy(update={"schema_version": "1.0", "mentions": BASE.mentions[:6], "cases": ()})
    sheet = written(Tool.BRAT, old)
    new = Mark("new", None, Label.FINDING, _place("rash"))
    assert merged(old, sheet, replace(sheet, marks=(*sheet.marks, new))).schema_version == "1.4"
    drug = replace(new, label=Label.DRUG)
    assert merged(old, sheet, replace(sheet, marks=(*sheet.marks, drug))).schema_version == "1.0"


@EACH_TOOL
def test_an_item_of_another_kind_now_is_a_new_one(tool: Tool) -> None:
    sheet = written(tool, BASE)
    nodes = tuple(
        replace(node, kind=Kind.THERAPY, links={}) if node.id == "d2" else node for node in sheet.nodes
    )
    _, case = _done(sheet, replace(sheet, nodes=nodes))
    assert [drug.id for drug in case.drugs] == ["d1"]
    found = case.therapies[1]
    assert (found.id, found.name, found.kind, found.evidence) == ("t2", "aspirin", "drug", ("m4",))


@EACH_TOOL
def test_arcs_in_another_order_change_nothing(tool: Tool) -> None:
    case = BASE.cases[0]
    event = case.events[0].model_copy(update={"suspects": ("d1", "d2"), "evidence": ("m7", "m10")})
    base = BASE.model_copy(update={"cases": (case.model_copy(update={"events": (event,), "therapies": ()}),)})
    sheet = written(tool, base)

    def turned(held: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {name: keys[::-1] for name, keys in held.items()}

    nodes = tuple(
        replace(node, evidence=turned(node.evidence), links=turned(node.links)) for node in sheet.nodes[::-1]
    )
    assert merged(base, sheet, replace(sheet, marks=sheet.marks[::-1], nodes=nodes)) is base


@EACH_TOOL
@pytest.mark.parametrize(
    ("name", "end", "said"),
    [
        (
            "links",
            "m4",
            r"Suspect of a Case_Event goes to a mention \(.*\); draw it to Case_Drug, or remove it",
        ),
        ("links", "t1", r"Suspect of a Case_Event goes to Case_Therapy"),
        ("evidence", "d2", r"an arc for evidence of a Case_Event goes to Case_Drug .*; draw it to a mention"),
    ],
)
def test_an_arc_to_the_wrong_end_is_named(tool: Tool, name: str, end: str, said: str) -> None:
    sheet = written(tool, BASE)
    key = next(one.key for one in (*sheet.marks, *sheet.nodes) if one.id == end)

    def drawn(node: Node) -> Node:
        if node.id != "e2":
            return node
        return (
            replace(node, links={"suspects": (key,)})
            if name == "links"
            else replace(node, evidence={"": (key,)})
        )

    nodes = tuple(map(drawn, sheet.nodes))
    with pytest.raises(ReadingError, match=said):
        merged(BASE, sheet, replace(sheet, nodes=nodes))
