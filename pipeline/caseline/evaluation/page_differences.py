"""The list of differences as HTML: folded by document, filtered by field, kind and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from caseline.evaluation.differences import CONTEXT, Difference, DifferenceKind
from caseline.evaluation.fields import FIELDS
from caseline.pages.sheet import Section
from caseline.pages.tables import Markup, text

KEY = "differences"


def differences_section(differences: Sequence[Difference]) -> Section:
    """Returns the section of all differences; the browser filters, and shows all of them without a script."""
    documents = "".join(
        _document(source, tuple(members))
        for source, members in groupby(differences, key=lambda each: each.source)
    )
    status = f'<p class="found" role="status" data-what="differences">{len(differences):,} differences</p>'
    form = _form(differences) if differences else ""
    return Section(KEY, "Differences", Markup(f"{form}{status}{documents}"))


def evidence(context: str) -> Markup:
    """Returns a difference's context with what stands between its «» marked.

    The text itself may hold such signs: that pair counts which leaves as much on both sides as a context has
    there, where it is cut, and else the closest.
    """
    opens, closes = ([place for place, sign in enumerate(context) if sign == wanted] for wanted in "«»")
    pairs = [(first, last) for first in opens for last in closes if first < last]
    if not pairs:
        return text(context)

    def distance(pair: tuple[int, int]) -> tuple[int, int]:
        before = abs(pair[0] - 1 - CONTEXT) if context.startswith("…") else 0
        after = abs(len(context) - pair[1] - 2 - CONTEXT) if context.endswith("…") else 0
        return before + after, pair[1] - pair[0]

    first, last = min(pairs, key=distance)
    found = text(context[first : last + 1])
    return Markup(f"{_kept(context[:first])}<mark>{found}</mark>{_kept(context[last + 1 :])}")


def _kept(words: str) -> str:
    """Returns text with the space at its edges, which stands between it and what is marked."""
    left = " " if words[:1].isspace() else ""
    right = " " if words[-1:].isspace() and words.strip() else ""
    return f"{left}{text(words)}{right}"


def _form(differences: Sequence[Difference]) -> str:
    fields, kinds = (Counter(getattr(each, name) for each in differences) for name in ("field", "kind"))
    known = _options("all fields", ((field, field, fields[field]) for field in FIELDS if fields[field]))
    chosen = _options(
        "all kinds", ((kind.value, kind.value, kinds[kind]) for kind in DifferenceKind if kinds[kind])
    )
    return (
        f'<form class="filters" data-of="{KEY}" hidden>'
        f'<div><label for="field">Field</label><select name="field" id="field">{known}</select></div>'
        f'<div><label for="kind">Kind</label><select name="kind" id="kind">{chosen}</select></div>'
        '<div><label for="words">Words</label><input type="search" name="text" id="words" autocomplete="off"></div>'
        '<button type="reset">Show all</button>'
        '<button type="button" data-open="yes">Open documents</button>'
        '<button type="button" data-open="no">Close documents</button></form>'
    )


def _options(everything: str, entries: Iterable[tuple[str, str, int]]) -> str:
    options = (
        f'<option value="{text(value)}">{text(name)} ({count:,})</option>' for value, name, count in entries
    )
    return f'<option value="">{everything}</option>{"".join(options)}'


def _document(source: str, members: Sequence[Difference]) -> str:
    items = "".join(map(_difference, members))
    return (
        f'<details class="document" data-group="{text(source)}"><summary>{text(source)}: '
        f"<span data-count>{len(members):,}</span></summary><ol>{items}</ol></details>"
    )


def _difference(each: Difference) -> str:
    head = " ".join(text(part) for part in (each.case, each.field) if part)
    item = f" [{text(each.item)}]" if each.item else ""
    return (
        f'<li data-item data-field="{text(each.field)}" data-kind="{each.kind.value}"><b>{head}</b> '
        f"{each.kind.value}{item}: {_values(each)}{_places(each)}</li>"
    )


def _values(each: Difference) -> str:
    gold, predicted = (
        None if value is None else f"<q>{text(value)}</q>" for value in (each.gold, each.predicted)
    )
    if predicted is None:
        return f"gold {gold}"
    return f"predicted {predicted}" if gold is None else f"gold {gold}, predicted {predicted}"


def _places(each: Difference) -> str:
    gold, predicted = each.gold_context, each.predicted_context
    if gold and predicted and gold != predicted:
        return _place(gold, "gold: ") + _place(predicted, "predicted: ")
    only = gold or predicted
    return _place(only, "") if only else ""


def _place(context: str, whose: str) -> str:
    return f'<p class="place">{whose}{evidence(context)}</p>'
