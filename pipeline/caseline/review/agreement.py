"""How far the machine agrees with the curators, and the curators with each other.

A record counts as a line last accepted it. Both sides were seen whole, so that, other than against gold that
lists only some of the mentions, everything one side has and the other has not is a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from itertools import combinations

from caseline.errors import CaselineError
from caseline.evaluation.fields import FIELDS, deciding_mode
from caseline.review.compared import Compared, Comparisons, Counts
from caseline.review.judgements import DECISIONS
from caseline.review.kappa import Kappa, cohen
from caseline.review.settings import SHARED
from caseline.review.states import Status
from caseline.review.store import Store
from caseline.schema.base import Part

STATUS = "status"
MACHINE = "machine"


class FieldAgreement(Part):
    """How far two sides agree on a field, counted in values.

    `first` and `second` count each side's values, `both` those that are the same in `mode`; `f1` is twice
    `both` by the sum of the two, null where neither side has a value.
    """

    field: str
    mode: str
    first: int
    second: int
    both: int
    f1: float | None


class Pair(Part):
    """Two sides on the same records.

    `first` is a line, `second` a line or the machine. `kappa` is empty beside the machine, which the curator
    began from, so that chance has no part in their agreement.
    """

    first: str
    second: str
    records: int
    fields: tuple[FieldAgreement, ...]
    total: FieldAgreement
    kappa: tuple[Kappa, ...] = ()


class AgreementReport(Part):
    """All pairs of sides that have records in common."""

    caseline: str
    machine: tuple[Pair, ...]
    curators: tuple[Pair, ...]

    def to_json(self, *, indent: int | None = None) -> str:
        """Returns the report as JSON, keys in the model's order."""
        return self.model_dump_json(indent=indent)


def agreement_of(
    store: Store,
    *,
    only: str | None = None,
    between: Sequence[str] | None = None,
    comparisons: Comparisons | None = None,
) -> AgreementReport:
    """Returns the agreement of the machine with each line, and of each two lines.

    Args:
        store: The database.
        only: The one line to look at, so that a curator who works independently learns nothing of others.
        between: The two lines to look at, by author; `shared` is the common one.
        comparisons: What was compared before.

    Raises:
        CaselineError: When there is no such line, or not two of them.
    """
    compare = (comparisons or Comparisons()).of
    lines = store.lines() if only is None else [only]
    if between is not None:
        lines = _chosen(store, between)
    accepted = {line: {each.key: each for each in store.accepted(line)} for line in lines}
    decided = {line: store.decisions(line) for line in lines}
    machine = (
        _pair(line, MACHINE, [compare(each.record, each.made) for each in found.values()])
        for line, found in accepted.items()
        if found
    )
    curators = []
    for one, other in combinations(lines, 2):
        common = sorted(accepted[one].keys() & accepted[other].keys())
        compared = [compare(accepted[one][key].record, accepted[other][key].record) for key in common]
        kappas = _kappas(compared, decided[one], decided[other])
        if any(each.n for each in kappas):
            curators.append(_pair(one, other, compared).model_copy(update={"kappa": kappas}))
    return AgreementReport(caseline=version("caseline"), machine=tuple(machine), curators=tuple(curators))


def shown_line(line: str) -> str:
    """Returns what a line is called."""
    return line or SHARED


def _chosen(store: Store, between: Sequence[str]) -> list[str]:
    known = {shown_line(line): line for line in store.lines()}
    if len(set(between)) != 2 or len(between) != 2:
        msg = f"--between is given twice, each with another line; there are: {_listing(known)}"
        raise CaselineError(msg)
    for name in between:
        if name not in known:
            msg = f"--between: nobody has worked in a line {name!r}; there are: {_listing(known)}"
            raise CaselineError(msg)
    return [known[name] for name in between]


def _listing(names: Iterable[str]) -> str:
    return ", ".join(names) or "none yet"


def _kappas(
    compared: Iterable[Compared], ours: Mapping[str, Status], theirs: Mapping[str, Status]
) -> tuple[Kappa, ...]:
    pairs: dict[str, list[tuple[str, str]]] = {name: [] for name in (STATUS, *DECISIONS)}
    # Who opened a record again has yet to decide.
    both = [key for key in sorted(ours.keys() & theirs.keys()) if Status.OPEN not in {ours[key], theirs[key]}]
    pairs[STATUS] = [(ours[key].value, theirs[key].value) for key in both]
    for each in compared:
        for name, left, right in each.choices:
            pairs[name].append((left, right))
    return tuple(cohen(name, given) for name, given in pairs.items())


def _pair(first: str, second: str, compared: Sequence[Compared]) -> Pair:
    fields = []
    for field in FIELDS:
        found = [each.counts[field] for each in compared if field in each.counts]
        if found:
            fields.append(_agreement(field, deciding_mode(field).value, found))
    total = [counts for each in compared for counts in each.counts.values()]
    return Pair(
        first=shown_line(first),
        second=shown_line(second),
        records=len(compared),
        fields=tuple(fields),
        total=_agreement("all", "", total),
    )


def _agreement(field: str, mode: str, counts: Iterable[Counts]) -> FieldAgreement:
    first, second, both = map(sum, zip((0, 0, 0), *counts, strict=True))
    f1 = 2 * both / (first + second) if first or second else None
    return FieldAgreement(field=field, mode=mode, first=first, second=second, both=both, f1=f1)
