"""Cases as nodes and back, for any case."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from caseline.export.exchange import sheet_of
from caseline.export.merge import unbased
from caseline.export.sheet import ITSELF, Kind
from caseline.export.structure import as_text, from_text, nodes_of
from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.example import example, without_match

ANY = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))


@ANY
@given(records())
def test_nodes_hold_all_of_a_case(record: CaseReport) -> None:
    assert unbased(sheet_of(record, "one")).cases == without_match(record).cases


@ANY
@given(records())
def test_values_survive_as_text(record: CaseReport) -> None:
    for node in nodes_of(record.cases):
        for path, value in node.values.items():
            found = from_text(node.kind, path, as_text(value))
            assert (found, type(found)) == (value, type(value))


def test_a_node_says_what_it_rests_on() -> None:
    nodes = {node.key: node for node in nodes_of(example().cases)}
    event = nodes["c1/e1"]
    assert event.kind is Kind.EVENT
    assert event.evidence == {ITSELF: ("m7",), "onset": ("m5",), "outcome": ("m9",)}
    assert event.links == {"suspects": ("c1/d1",)}
    assert event.values["onset.anchor.drug"] == "d1"
    assert nodes["c1/d2"].links == {"indication": ("c1/k1",)}
    assert nodes["c1"].evidence["timeline.1"] == ("m5",)
