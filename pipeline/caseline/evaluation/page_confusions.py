"""Confusions as squares of counts, with what is confused listed beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caseline.evaluation.confusion import Confused, Confusion, Subject
from caseline.pages.sheet import Section, folded, paragraph
from caseline.pages.tables import Cell, Markup, square, text

_TITLES: Mapping[Subject, str] = {
    Subject.DRUGS: "Drugs and therapies",
    Subject.DISEASES: "Events and conditions",
    Subject.CASE_OUTCOMES: "Outcome of the case",
    Subject.EVENT_OUTCOMES: "Outcome of each event",
}
_MISSED: Mapping[Subject, str] = {
    Subject.DRUGS: "not found",
    Subject.DISEASES: "not found",
    Subject.CASE_OUTCOMES: "not told",
    Subject.EVENT_OUTCOMES: "not told, or no such event",
}
_SPURIOUS = "not in gold"
Labels = tuple[str | None, str | None]


def confusions_section(confusions: Sequence[Confusion]) -> Section:
    """Returns the section of all squares that have anything in them."""
    filled = [each for each in confusions if any(map(any, each.counts))]
    words = paragraph(
        "What gold says by row, what is predicted by column; framed numbers are right. Drugs are also looked "
        "for among therapies, events among conditions."
    )
    squares = "".join(f"<div>{_square(each)}{_listed(each)}</div>" for each in filled)
    body = f'{words}<div class="squares">{squares}</div>' if filled else paragraph("Nothing to confuse.")
    return Section("confusions", "Confusions of roles and outcomes", Markup(body))


def _square(found: Confusion) -> Markup:
    columns = _used(found, gold=False)
    rows = []
    for label in _used(found, gold=True):
        total = sum(found.count(label, column) for column in columns)
        cells = [_cell(found, (label, column), total) for column in columns]
        rows.append((_words(found, label, gold=True), cells))
    heads = [_words(found, column, gold=False) for column in columns]
    return square(_TITLES[found.subject], "gold ↓ predicted →", heads, rows)


def _used(found: Confusion, *, gold: bool) -> list[str | None]:
    """Returns the labels that occur on either side, and nothing where it occurs on this one."""
    every: tuple[str | None, ...] = (*found.labels, None)
    known = [label for label in found.labels if any(_either(found, label, other) for other in every)]
    nothing = any(found.count(*((None, other) if gold else (other, None))) for other in found.labels)
    return [*known, *((None,) if nothing else ())]


def _either(found: Confusion, label: str, other: str | None) -> int:
    return found.count(label, other) or found.count(other, label)


def _cell(found: Confusion, labels: Labels, total: int) -> Cell:
    gold, predicted = labels
    if gold is None and predicted is None:
        return Cell("")
    count = found.count(gold, predicted)
    share = count / total if total else 0.0
    if not count:
        return Cell(Markup('<span class="zero">0</span>'))
    if gold == predicted:
        return Cell(str(count), share, same=True)
    where = f"{_words(found, gold, gold=True)}, predicted: {_words(found, predicted, gold=False)}"
    shown = f'<a href="#{_key(found, labels)}" title="{text(where)}">{count}</a>'
    return Cell(Markup(shown), share)


def _listed(found: Confusion) -> Markup:
    """Returns what is off the diagonal, by its two labels, the most frequent first."""
    groups: dict[Labels, list[Confused]] = {}
    for each in found.confused:
        groups.setdefault((each.gold, each.predicted), []).append(each)
    ordered = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    if not ordered:
        return Markup("")
    parts = "".join(_group(found, labels, members) for labels, members in ordered)
    return folded(f"Which ones: {len(found.confused):,}", Markup(parts))


def _group(found: Confusion, labels: Labels, members: Sequence[Confused]) -> str:
    gold, predicted = _words(found, labels[0], gold=True), _words(found, labels[1], gold=False)
    items = "".join(f"<li>{_item(each)}</li>" for each in members)
    heading = f"{text(gold)} → {text(predicted)}"
    return f'<h3 id="{_key(found, labels)}">{heading}: {len(members):,}</h3><ul>{items}</ul>'


def _item(each: Confused) -> str:
    names = list(dict.fromkeys(name for name in (each.gold_name, each.predicted_name) if name))
    shown = " → ".join(text(name) for name in names)
    place = text(" ".join(filter(None, (each.source, each.case))))
    return f'{shown} <span class="soft">{place}</span>' if shown else place


def _words(found: Confusion, label: str | None, *, gold: bool) -> str:
    if label is None:
        return _SPURIOUS if gold else _MISSED[found.subject]
    return label.replace("_", " ")


def _key(found: Confusion, labels: Labels) -> str:
    """Returns the id of a group of the list."""
    return "-".join((found.subject.value, *(label or "nothing" for label in labels)))
