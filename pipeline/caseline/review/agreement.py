"""How far the machine agrees with the curators, and the curators with each other.

A record counts as a line last accepted it. Both sides were seen whole, so that, other than against gold that
lists only some of the mentions, everything one side has and the other has not is a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from itertools import combinations

from caseline.errors import CaselineError
from caseline.evaluation import evaluate
from caseline.evaluation.fields import FIELDS, deciding_mode
from caseline.review.judgements import DECISIONS, judgements
from caseline.review.kappa import Kappa, cohen
from caseline.review.states import Status
from caseline.review.store import Accepted, Store
from caseline.schema.base import Part
from caseline.schema.report import CaseReport

SHARED = "shared"
STATUS = "status"


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
    store: Store, *, only: str | None = None, between: Sequence[str] | None = None
) -> AgreementReport:
    """Returns the agreement of the machine with each line, and of each two lines.

    Args:
        store: The database.
        only: The one line to look at, so that a curator who works independently learns nothing of others.
        between: The two lines to look at, by author; `shared` is the common one.

    Raises:
        CaselineError: When there is no such line, or not two of them.
    """
    lines = store.lines() if only is None else [only]
    if between is not None:
        lines = _chosen(store, between)
    accepted = {line: store.accepted(line) for line in lines}
    machine = tuple(_with_machine(line, found) for line, found in accepted.items() if found)
    decided = {line: store.decisions(line) for line in lines}
    pairs = (_of_two(one, other, accepted, decided) for one, other in combinations(lines, 2))
    return AgreementReport(
        caseline=version("caseline"),
        machine=machine,
        curators=tuple(pair for pair in pairs if pair.records or any(each.n for each in pair.kappa)),
    )


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


def _with_machine(line: str, accepted: Iterable[Accepted]) -> Pair:
    found = tuple(accepted)
    ours, theirs = ({each.key: getattr(each, side) for each in found} for side in ("record", "machine"))
    return _pair(shown_line(line), "machine", ours, theirs)


def _of_two(
    one: str,
    other: str,
    accepted: Mapping[str, list[Accepted]],
    decided: Mapping[str, Mapping[str, Status]],
) -> Pair:
    ours, theirs = ({each.key: each.record for each in accepted[line]} for line in (one, other))
    common = sorted(ours.keys() & theirs.keys())
    both = sorted(decided[one].keys() & decided[other].keys())
    pairs: dict[str, list[tuple[str, str]]] = {name: [] for name in (STATUS, *DECISIONS)}
    pairs[STATUS] = [(decided[one][key].value, decided[other][key].value) for key in both]
    for key in common:
        for name, left, right in judgements(ours[key], theirs[key]):
            pairs[name].append((left, right))
    sides = [{key: records[key] for key in common} for records in (ours, theirs)]
    pair = _pair(shown_line(one), shown_line(other), *sides)
    return pair.model_copy(update={"kappa": tuple(cohen(name, given) for name, given in pairs.items())})


def _pair(first: str, second: str, ours: Mapping[str, CaseReport], theirs: Mapping[str, CaseReport]) -> Pair:
    left, right = ({each.document.id: each for each in side.values()} for side in (ours, theirs))
    report = evaluate(left, right)
    found = []
    for field in FIELDS:
        score = report.score(field, deciding_mode(field))
        # What gold would have no say on counts: both sides were seen whole.
        if score is not None and score.gold + score.predicted + score.unjudged:
            counts = (score.gold, score.predicted + score.unjudged, score.matched)
            found.append(_agreement(field, score.mode.value, *counts))
    total = _agreement("all", "", *(sum(getattr(each, name) for each in found) for name in _COUNTS))
    return Pair(first=first, second=second, records=len(left), fields=tuple(found), total=total)


_COUNTS = ("first", "second", "both")


def _agreement(field: str, mode: str, first: int, second: int, both: int) -> FieldAgreement:
    f1 = 2 * both / (first + second) if first or second else None
    return FieldAgreement(field=field, mode=mode, first=first, second=second, both=both, f1=f1)
