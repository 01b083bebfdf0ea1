"""Which sentences of a series are told of which patient."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from caseline.cases.announcements import announces, is_title
from caseline.cases.cues import cue
from caseline.cases.introductions import Introduction
from caseline.cases.narrative import Narrative, Sentence
from caseline.cases.numbering import Named, named_in, number_of
from caseline.schema.case import SexValue
from caseline.schema.document import SectionName

_PEOPLE = r"""(?:patients|cases|women|men|girls|boys|children|infants|neonates|newborns|sisters|brothers|siblings|twins|adults
    |of\s+(?:the|these|our|them)\b)"""
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_FARED = r"(?:had|have|was|were|did|do|made|are|died|became|got|took|underwent|[a-z]{3,14}ed)\b"
_TOGETHER = cue(
    rf"""\bboth\s+(?:of\s+(?:them|these|the|our)\b|(?:\w+\s+)?{_PEOPLE}|{_FARED})
      | \b(?:in|of|to|by|for)\s+(?:both|all|each|either)(?:\s+(?:{_COUNT}|of\s+them|instances)\b|\s*[,.;])
      | \b(?:all|both|these|our|the)\s+(?:(?:{_COUNT}|other)\s+)?(?:of\s+(?:the|these|our)\s+)?(?:\w+\s+)?{_PEOPLE}
      | \b(?:each|every|either|neither|none|no)\s+(?:of\s+(?:them|these|the|our)\b|patient|case|child|infant)
      | \A\W*(?:all|none|neither|both|each|they|everyone)\s+(?:\w+ly\s+)?{_FARED} | \brespectively\b"""
)
# "Two of the three recovered", "one patient died": nobody can say who.
_SOME = cue(
    rf"""\A\W*(?:(?:in|for|of|only|at\s+least)\s+)*(?P<count>one|{_COUNT}|another)\s+(?:(?:of\s+(?:the|these|our|them)\b)|(?:\w+\s+)?(?:patient|case|child)\b
        |(?:\w+\s+)?{_PEOPLE})"""
)
_COUNTS = {
    word: place for place, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_FEMALE = cue(r"\A\W*(?:the\s+(?:[\w-]+\s+)?(?:woman|girl|lady|female)|she|her)\b")
_MALE = cue(r"\A\W*(?:the\s+(?:[\w-]+\s+)?(?:man|boy|gentleman|male)|he|his)\b")
_TOLD = cue(
    r"\b(?:with|who|whose|developed|had|presented|taking|treated|after|on|receiving|experienced|suffered|was)\b"
)
# Patients that one sentence can mean: of hundreds told of one by one, none means all.
_MOST = 20
_APART = frozenset({SectionName.DISCUSSION, SectionName.CONCLUSION, SectionName.INTRODUCTION})
_LEADS = re.compile(r"\W*(?:(?:in|for|with|of|to|while|whereas|although|however|conversely),?\s+)*\Z")
_TURN = re.compile(r"[;,]|\b(?:and|while|whereas|but)\b")


Stretches = tuple[tuple[int, int], ...]
Groups = Sequence[Sequence[Introduction]]


@dataclass(frozen=True)
class Share:
    """The sentences of one patient.

    Args:
        parts: Of the sentences that tell of several, the characters told of this one.
        headlines: Sentences that announce all patients.
    """

    sentences: frozenset[int]
    parts: dict[int, Stretches]
    headlines: frozenset[int] = frozenset()


def share(groups: Groups, narrative: Narrative, told: frozenset[int]) -> list[Share]:
    """Gives each sentence to the patient introduced or named last; what names none in a discussion, to all.

    All are the patients told of last where there are more than a sentence can mean.
    """
    at: dict[int, list[tuple[int, int]]] = {}
    for place, group in enumerate(groups):
        for introduction in filter(_is_apart, group):
            at.setdefault(introduction.sentence, []).append((introduction.start, place))
    patients = _Patients(groups)
    owned: list[set[int]] = [set() for _ in groups]
    parts: list[dict[int, Stretches]] = [{} for _ in groups]
    headlines = set()
    current: frozenset[int] = frozenset()
    for sentence in narrative.sentences:
        before = narrative.sentences[sentence.index - 1] if sentence.index else None
        starts = sorted(at.get(sentence.index, ()))
        patients.reach(place for _, place in starts)
        if starts:
            current = frozenset(place for _, place in starts)
        elif before is not None and before.section is not sentence.section and sentence.section in _APART:
            current = frozenset(patients.together)
        named = _named(sentence, before, patients, alone=not starts)
        current = frozenset(place for _, place in named) or current
        together = _tells_of_all(sentence, len(groups), apart=bool(named or starts or not current))
        if not current and announces(sentence) | is_title(sentence, own=True):
            headlines.add(sentence.index)
        if together is None:
            continue
        for place in patients.together if together or not current else sorted(current):
            if sentence.index in told:
                owned[place].add(sentence.index)
        if together:
            _divide(narrative, sentence, parts)
        elif len({start for start, _ in starts}) > 1:
            _cut(starts, sentence, parts)
        elif len(named) > 1 and not starts:
            _cut_at_names(sorted(named), sentence, parts)
    announced = frozenset(headlines)
    return [Share(frozenset(own), part, announced) for own, part in zip(owned, parts, strict=True)]


class _Patients:
    """The patients by what tells them apart, and those whom a sentence on all of them means."""

    def __init__(self, groups: Groups) -> None:
        self._count = len(groups)
        self._numbers: dict[str, int] = {}
        self._with_sex: dict[SexValue | None, list[int]] = {}
        for place, group in enumerate(groups):
            number = next((item.number for item in group if item.number), None)
            if number is not None:
                self._numbers.setdefault(number, place)
            self._with_sex.setdefault(_sex(group), []).append(place)
        self.together = range(min(self._count, _MOST))

    def reach(self, places: Iterable[int]) -> None:
        """Goes on to patients who are introduced."""
        last = min(self._count, max(self.together.stop, *(place + 1 for place in places), 0))
        self.together = range(max(0, last - _MOST), last)

    def numbered(self, number: str) -> int | None:
        """Returns the patient of a number, in the order of introduction where none of them has one."""
        if number in self._numbers:
            return self._numbers[number]
        if number in {"other", "latter"}:
            return self._count - 1 if self._count == 2 else None
        if number == "former":
            return 0 if self._count == 2 else None
        plain = not self._numbers and number.isdigit() and int(number) <= self._count
        return int(number) - 1 if plain else None

    def only(self, sex: SexValue) -> int | None:
        """Returns the one patient of a sex, where that of all others is known to be another."""
        own = self._with_sex.get(sex, [])
        return own[0] if len(own) == 1 and None not in self._with_sex else None


def _is_apart(introduction: Introduction) -> bool:
    """Says whether an introduction can tell one patient from the others, as "one child" cannot."""
    value = introduction.age_value
    aged = value is not None and value.unit is not None
    return aged or introduction.sex is not None or introduction.number is not None


def _tells_of_all(sentence: Sentence, patients: int, *, apart: bool) -> bool | None:
    """Says whether a sentence tells of all patients, or None where it tells of some that it does not name."""
    text = sentence.lowered
    some = None if apart else _SOME.match(text)
    if some:
        count = some["count"]
        number = int(count) if count.isdigit() else _COUNTS.get(count, 1)
        return True if number == patients else None
    return _TOGETHER.search(text) is not None and (not apart or "respectively" in text)


def _named(
    sentence: Sentence, before: Sentence | None, patients: _Patients, *, alone: bool
) -> list[tuple[int, int]]:
    """Returns where a sentence names which patients: by number, or by a sex that only one of them has."""
    own = number_of(sentence, before)
    named = [Named(own, sentence.start)] if own is not None else []
    if alone:
        named += [item for item in named_in(sentence) if item.number != own]
    found = {
        place: item.start for item in reversed(named) if (place := patients.numbered(item.number)) is not None
    }
    if found or not alone:
        return sorted((start, place) for place, start in found.items())
    for pattern, sex in ((_FEMALE, SexValue.FEMALE), (_MALE, SexValue.MALE)):
        if pattern.search(sentence.lowered) and (place := patients.only(sex)) is not None:
            return [(sentence.start, place)]
    return []


def _sex(group: Sequence[Introduction]) -> SexValue | None:
    return next((value for item in group if (value := item.sex_value)), None)


def _cut(starts: Sequence[tuple[int, int]], sentence: Sentence, parts: list[dict[int, Stretches]]) -> None:
    """Divides a sentence at its introductions; what stands before the first is told of all.

    Nothing is divided where nothing is told between them: "a man of 40 and a woman of 52 developed …".
    """
    between = sentence.lowered[starts[0][0] - sentence.start : starts[-1][0] - sentence.start]
    if not _TOLD.search(between) and ";" not in between:
        return
    head = (sentence.start, starts[0][0])
    for order, (start, place) in enumerate(starts):
        end = starts[order + 1][0] if order + 1 < len(starts) else sentence.end
        earlier = parts[place].get(sentence.index, (head,))
        parts[place][sentence.index] = (*earlier, (start, end))


def _cut_at_names(
    named: Sequence[tuple[int, int]], sentence: Sentence, parts: list[dict[int, Stretches]]
) -> None:
    """Divides "patient 1 died; patient 2 recovered" and "it went in the first patient and stayed in the second"."""
    starts = [start - sentence.start for start, _ in named]
    if any(not _TURN.search(sentence.lowered, first, second) for first, second in pairwise(starts)):
        return
    if not _LEADS.match(sentence.lowered, 0, starts[0]):
        ends = [
            next((match.start() for match in _TURN.finditer(sentence.lowered, start)), len(sentence.text))
            for start in starts
        ]
        bounds = [0, *ends[:-1], len(sentence.text)]
    else:
        bounds = [0, *starts[1:], len(sentence.text)]
    for order, (_, place) in enumerate(named):
        stretch = (sentence.start + bounds[order], sentence.start + bounds[order + 1])
        parts[place][sentence.index] = (*parts[place].get(sentence.index, ()), stretch)


def _divide(narrative: Narrative, sentence: Sentence, parts: list[dict[int, Stretches]]) -> None:
    """Gives of "rash and fever, respectively" to each patient one, in their order."""
    if "respectively" not in sentence.lowered:
        return
    by_label: dict[str, list[tuple[int, int]]] = {}
    for mention in reversed(narrative.by_sentence[sentence.index]):
        found = by_label.setdefault(mention.label, [])
        if not any(mention.start <= start and end <= mention.end for start, end in found):
            found.insert(0, (mention.start, mention.end))
    shared = [stretches for stretches in by_label.values() if len(stretches) == len(parts)]
    for place, part in enumerate(parts if shared else ()):
        others = [
            stretch for stretches in shared for other, stretch in enumerate(stretches) if other != place
        ]
        if others:
            edges = [sentence.start, *(edge for stretch in sorted(others) for edge in stretch), sentence.end]
            part[sentence.index] = tuple(zip(edges[::2], edges[1::2], strict=True))
