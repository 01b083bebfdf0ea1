"""Agreement of machine and curators, and of two curators."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from caseline.errors import CaselineError
from caseline.pages import write_page
from caseline.review.agreement import AgreementReport, FieldAgreement, Pair, agreement_of
from caseline.review.agreement_table import agreement_page, render_agreement
from caseline.review.judgements import DECISIONS, judgements
from caseline.review.states import Status
from caseline.review.store import Store
from caseline.schema import CaseReport
from caseline.schema.mention import Exclusion
from tests.unit.evaluation.evaluation_records import changed, with_item
from tests.unit.review.desk_folder import accept, desk, key_of
from tests.unit.review.edited import BASES

STORY, TWO = BASES
KEY = key_of(STORY)


def excluded(report: CaseReport, key: str, reason: Exclusion | None) -> CaseReport:
    mentions = tuple(changed(each, excluded=reason) if each.id == key else each for each in report.mentions)
    return changed(report, mentions=mentions)


def without(report: CaseReport, key: str) -> CaseReport:
    return changed(report, mentions=tuple(each for each in report.mentions if each.id != key))


def field(pair: Pair, name: str) -> FieldAgreement:
    return next(found for found in pair.fields if found.field == name)


def rendered(report: AgreementReport) -> str:
    console = Console(file=io.StringIO(), width=160)
    console.print(render_agreement(report))
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_nothing_accepted(store: Store, folder: Path) -> None:
    found = agreement_of(store)
    assert (found.machine, found.curators) == ((), ())
    assert "No record is accepted yet" in rendered(found)
    desk(store, folder).decide(KEY, base=0, status=Status.REJECTED, comment="")
    assert agreement_of(store).machine == ()


def test_machine_and_curator(store: Store, folder: Path) -> None:
    ann = desk(store, folder)
    ann.save(KEY, base=0, record=with_item(STORY, "drugs", 1, role="suspect"))
    accept(ann, KEY)
    (pair,) = agreement_of(store).machine
    assert (pair.first, pair.second, pair.records, pair.kappa) == ("shared", "machine", 1, ())
    assert field(pair, "drugs").f1 == 1.0
    assert field(pair, "drugs.role").f1 == 0.5
    assert pair.total.first == sum(found.first for found in pair.fields)


def test_what_a_curator_took_out_counts(store: Store, folder: Path) -> None:
    """Against gold that lists some mentions only it would be unjudged."""
    ann = desk(store, folder)
    ann.save(KEY, base=0, record=without(STORY, "m19"))
    accept(ann, KEY)
    (pair,) = agreement_of(store).machine
    found = field(pair, "mentions.DISORDER")
    assert (found.first, found.second, found.both) == (1, 2, 1)
    assert found.f1 == pytest.approx(2 / 3)


def test_two_curators(store: Store, folder: Path) -> None:
    ann, bob = (desk(store, folder, name, independent=True) for name in ("ann", "bob"))
    ann.save(KEY, base=0, record=with_item(excluded(STORY, "m12", None), "drugs", 1, role="suspect"))
    bob.save(KEY, base=0, record=without(STORY, "m19"))
    for each in (ann, bob):
        accept(each, KEY)
    bob.decide(key_of(TWO), base=0, status=Status.REJECTED, comment="")
    ann.decide(key_of(TWO), base=0, status=Status.FLAGGED, comment="")
    (pair,) = agreement_of(store, between=("ann", "bob")).curators
    kappas = {found.decision: found for found in pair.kappa}
    assert (pair.first, pair.second, pair.records) == ("ann", "bob", 1)
    assert set(kappas) == {"status", *DECISIONS}
    assert (kappas["status"].n, kappas["status"].observed) == (2, 0.5)
    # The mention that only one of them has is no decision of both.
    assert (kappas["mentions.excluded"].n, kappas["mentions.excluded"].observed) == (19, 18 / 19)
    assert kappas["drugs.role"].categories == ("concomitant", "suspect")
    assert (kappas["events.certainty"].n, kappas["events.certainty"].kappa) == (2, None)
    assert kappas["events.seriousness"].n == 12
    assert kappas["events.seriousness"].kappa == 1.0
    assert field(pair, "mentions.DISORDER").both == 1
    assert agreement_of(store).curators == (pair,)


def test_a_record_that_was_opened_again_is_not_decided(store: Store, folder: Path) -> None:
    ann, bob = (desk(store, folder, name, independent=True) for name in ("ann", "bob"))
    for each in (ann, bob):
        accept(each, KEY)
        accept(each, key_of(TWO))
    ann.decide(KEY, base=1, status=Status.OPEN, comment="")
    (pair,) = agreement_of(store, between=("ann", "bob")).curators
    status = next(found for found in pair.kappa if found.decision == "status")
    assert (pair.records, status.n, status.categories) == (1, 1, ("accepted",))


def test_sides_can_be_exchanged(store: Store, folder: Path) -> None:
    ann, bob = (desk(store, folder, name, independent=True) for name in ("ann", "bob"))
    ann.save(KEY, base=0, record=without(STORY, "m19"))
    for each in (ann, bob):
        accept(each, KEY)
    (one,) = agreement_of(store, between=("ann", "bob")).curators
    (other,) = agreement_of(store, between=("bob", "ann")).curators
    assert [found.f1 for found in one.fields] == [found.f1 for found in other.fields]
    assert [found.kappa for found in one.kappa] == [found.kappa for found in other.kappa]


def test_an_independent_curator_learns_nothing_of_others(store: Store, folder: Path) -> None:
    accept(desk(store, folder), KEY)
    accept(desk(store, folder, "bob", independent=True), KEY)
    found = agreement_of(store, only="bob")
    assert [pair.first for pair in found.machine] == ["bob"]
    assert found.curators == ()


@pytest.mark.parametrize(
    ("between", "reason"),
    [
        (("ann",), "given twice"),
        (("ann", "ann"), "given twice"),
        (("ann", "bob", "shared"), "given twice"),
        (("ann", "zoe"), "nobody has worked in a line 'zoe'; there are: shared, ann"),
    ],
)
def test_lines_that_are_not_there(store: Store, folder: Path, between: tuple[str, ...], reason: str) -> None:
    accept(desk(store, folder), KEY)
    accept(desk(store, folder, "ann", independent=True), KEY)
    with pytest.raises(CaselineError, match=reason):
        agreement_of(store, between=between)


def test_decisions_on_aligned_things_only() -> None:
    other = changed(STORY, cases=(changed(STORY.cases[0], drugs=STORY.cases[0].drugs[:1]),))
    roles = [found for found in judgements(STORY, other) if found[0] == "drugs.role"]
    assert roles == [("drugs.role", "suspect", "suspect")]
    assert list(judgements(changed(STORY, mentions=(), cases=()), STORY)) == []


def test_cases_are_paired_by_what_they_tell() -> None:
    other = changed(
        TWO, cases=tuple(changed(case, id=f"c{3 - n}") for n, case in enumerate(TWO.cases, start=1))[::-1]
    )
    statuses = [found[1:] for found in judgements(TWO, other) if found[0] == "outcome.status"]
    assert statuses == [("fatal", "fatal"), ("recovered", "recovered")]


def test_tables_and_page_show_foreign_names_as_text(store: Store, folder: Path) -> None:
    name = "<script>alert(1)</script> [bold]&"
    accept(desk(store, folder), KEY)
    accept(desk(store, folder, name, independent=True), KEY)
    report = agreement_of(store)
    assert "[bold]&" in rendered(report)
    page = "".join(write_page(agreement_page(report, home="/")))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "Cohen" in page
    assert AgreementReport.model_validate_json(report.to_json()) == report
