"""Tells by the words around a term whether it is meant: drug or receptor, dose or value; see guards.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files

from caseline.nlp.lexicon_atoms import Atom, fold_word
from caseline.nlp.lexicon_store import Entry, MatchMode
from caseline.schema import Label

_MOST_FILLERS = 2
_JOINS = frozenset({",", "&", "+", "and", "(", ")", "combo"})  # between the names of a list
_TELL_THEMSELVES = frozenset({"booster", "jab"})  # nothing else in a report is called so
_NO_JOINS = frozenset({"with", "of", "the", "her", "his"})
_SHORTEST_SHOUT = 4  # letters; "IV" and "MRI" stand in capitals everywhere
_SHOUT_REACH = 4  # words to either side that must be in capitals


@dataclass(frozen=True)
class Guards:
    """The word lists of guards.json, folded."""

    never_before: frozenset[str]
    measured_before: frozenset[str]
    measured_after: frozenset[str]
    fillers: frozenset[str]
    dose_units: frozenset[str]
    per_volume: frozenset[str]
    salts: frozenset[str]
    site_before: frozenset[str]
    site_needs: frozenset[str]
    articles: frozenset[str]
    given_before: frozenset[str]
    given_after: frozenset[str]
    given_beside: frozenset[str]
    given_ends: frozenset[str]
    vaccines: frozenset[str]
    acts: frozenset[str]
    act_before: frozenset[str]
    act_bare: frozenset[str]
    act_never_after: frozenset[str]
    act_tells: frozenset[str]
    act_others: frozenset[str]
    ordinary: frozenset[str]
    strip_before: frozenset[str]
    strip_after: frozenset[str]


@lru_cache(maxsize=1)
def load_guards() -> Guards:
    """Returns the packaged guards, read once."""
    data = json.loads(files("caseline.nlp.lexicons").joinpath("guards.json").read_text("utf-8"))
    return Guards(**{field.name: frozenset(map(fold_word, data[field.name])) for field in fields(Guards)})


def is_guarded_off(entry: Entry, words: Sequence[Atom], start: int, end: int) -> bool:
    """Whether the words around `words[start:end]` say that the entry's term is not meant there."""
    if entry.match == MatchMode.EXACT:
        return _is_shouted(words, start, end)
    guards = load_guards()
    if entry.label == Label.DRUG and end < len(words) and words[end].folded in guards.never_before:
        return True
    if entry.match != MatchMode.GUARDED:
        return False
    if entry.label != Label.BODY_SITE:
        return _is_measured(guards, words, start, end)
    before = words[start - 1].folded if start else ""
    if before == "to" and end < len(words) and words[end].folded in guards.articles:
        return True  # "to face the audience", but "spread to face and back"
    return before not in guards.site_before and before not in guards.site_needs


def is_given(words: Sequence[Atom], start: int, end: int) -> bool:
    """Whether the words around `words[start:end]` say that it was given: ice, or a vaccine by the disease it is against.

    So do a count ("HPV #2", "2nd dose of hep B"), a verb of giving ("received hep A, HPV and Tdap") and a vaccine
    beside it ("MMR, VAR"). A word for what is done ("shot") has guards of its own.
    """
    guards = load_guards()
    folded = [word.folded for word in words]
    if " ".join(folded[start:end]) in guards.acts:
        return _is_act(guards, folded, start, end)
    if _is_counted(folded, start, end):
        return True
    if end < len(folded) and folded[end] not in guards.given_ends | guards.given_after | guards.vaccines:
        return False
    if _is_beside_vaccine(guards, folded, start, end):
        return True
    first = start
    while first and (folded[first - 1] in guards.given_beside or folded[first - 1].isdecimal()):
        first -= 1
    if first and folded[first - 1] in guards.given_before:
        return True
    last = end
    while last < len(folded) and (folded[last] in guards.given_beside or folded[last].isdecimal()):
        last += 1
    if last == len(folded) or folded[last] not in guards.given_after:
        return False
    return last + 1 == len(folded) or folded[last + 1] in guards.given_ends


def _is_beside_vaccine(guards: Guards, folded: Sequence[str], start: int, end: int) -> bool:
    """Whether the next name of a list, before or behind, is that of a vaccine and of no disease: "DTaP, IPV, PCV"."""
    before, behind = start - 1, end
    while before >= 0 and _is_listed(guards, folded[before]):
        before -= 1
    while behind < len(folded) and _is_listed(guards, folded[behind]):
        behind += 1
    return (before >= 0 and folded[before] in guards.vaccines) or (
        behind < len(folded) and folded[behind] in guards.vaccines
    )


def _is_listed(guards: Guards, word: str) -> bool:
    """Whether a word stands between the names of a list, or is a name that vaccines and diseases share."""
    if word in guards.vaccines or word in _NO_JOINS:
        return False
    return word in _JOINS or word in guards.given_beside or word.isdecimal()


def _is_act(guards: Guards, folded: Sequence[str], start: int, end: int) -> bool:
    """Whether "shot", "jab" or "booster" is the vaccine given: "her second shot", and "after shot" where no other is told."""
    before, behind = "".join(folded[max(0, start - 1) : start]), "".join(folded[end : end + 1])
    if behind in guards.act_never_after:
        return False
    if guards.act_tells.isdisjoint(folded):
        is_told = before in guards.act_bare or not _TELL_THEMSELVES.isdisjoint(folded)
        return (
            is_told and before in guards.act_before | guards.act_bare and guards.act_others.isdisjoint(folded)
        )
    return before in guards.act_before | guards.act_bare or behind in guards.given_after


def _is_counted(folded: Sequence[str], start: int, end: int) -> bool:
    """Whether a count of doses stands before a term or behind it: "#2", "dose 2", "2nd dose of"."""
    behind, before = list(folded[end : end + 3]), list(folded[max(0, start - 3) : start])
    if behind[:1] in (["("], [","]):
        behind = list(folded[end + 1 : end + 4])
    if behind[:1] == ["#"] and "".join(behind[1:2]).isdecimal():
        return True
    if behind[:1] == ["dose"] and any(map(str.isdecimal, behind[1:])):
        return True
    if before[-2:-1] == ["#"] and before[-1].isdecimal():
        return True
    return before[-2:] in (["dose", "of"], ["booster", "of"], ["shot", "of"])


def drug_end(words: Sequence[Atom], end: int) -> int:
    """Returns where a drug's name ends with its salt ("perhexiline maleate")."""
    salts = load_guards().salts
    while end < len(words) and words[end].folded in salts:
        end += 1
    return end


def site_start(words: Sequence[Atom], start: int, reached: int) -> int:
    """Returns where a body site begins with its sides ("both", "right and left"), not before `reached`."""
    guards = load_guards()
    while start > reached:
        before = words[start - 1].folded
        if before in guards.site_before:
            start -= 1
        elif before == "and" and start - 1 > reached and words[start - 2].folded in guards.site_before:
            start -= 2
        else:
            break
    return start


def _is_measured(guards: Guards, words: Sequence[Atom], start: int, end: int) -> bool:
    """Whether a term is what a laboratory measured: "serum zinc", "potassium of 3.1"."""
    if start and words[start - 1].folded in guards.measured_before:
        return True
    if end < len(words) and words[end].folded in guards.measured_after:
        return True
    limit = min(len(words), end + _MOST_FILLERS)
    while end < limit and words[end].folded in guards.fillers:
        end += 1
    return end < len(words) and words[end].raw.isdecimal() and not _is_dose(guards, words, end)


def _is_dose(guards: Guards, words: Sequence[Atom], start: int) -> bool:
    """Whether a number that begins at `start` is an amount given, not one per volume."""
    while start < len(words) and (words[start].raw.isdecimal() or words[start].raw in {".", ","}):
        start += 1
    unit, after = ([word.folded for word in words[start : start + 2]] + ["", ""])[:2]
    return unit in guards.dose_units and after not in guards.per_volume


def _is_shouted(words: Sequence[Atom], start: int, end: int) -> bool:
    """Whether a term is a word like any other in a text in capitals: "PUT ON ICE AND TOLD TO REST"."""
    if end - start > 1 or words[start].raw.casefold() not in load_guards().ordinary:
        return False
    around = [*words[max(0, start - _SHOUT_REACH) : start], *words[end : end + _SHOUT_REACH]]
    plain = [word.raw for word in around if word.raw.isalpha() and len(word.raw) > 1]
    return all(map(str.isupper, plain)) and any(len(word) >= _SHORTEST_SHOUT for word in plain)
