"""Finds the terms of the lexicons in a text, and the entry that a mention names."""

# Annotations are not postponed here: spaCy reads those of the factory.

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.layers import LEXICON
from caseline.nlp.lexicon_atoms import Atom, atoms
from caseline.nlp.lexicon_guards import drug_end, is_given, is_guarded_off, load_guards, site_start
from caseline.nlp.lexicon_store import PACKAGED, Entry, Lexicon, MatchMode, load_lexicon
from caseline.nlp.texts import text_of
from caseline.schema import Label

DEFAULT_CONFIG = {"lexicons": list(PACKAGED)}

_LONGEST_STRIP = 3  # words that `lookup` takes off before a mention


@dataclass(frozen=True)
class Found:
    """A term in a text: half-open characters, and the entry it names."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True)
class _Hit:
    """A term in `words[first:after]` that ends at the character `end`."""

    first: int
    after: int
    end: int
    entry: Entry


@Language.factory("caseline_lexicon", default_config=DEFAULT_CONFIG, assigns=["doc.spans"])
def make_lexicon_finder(nlp: Language, name: str, lexicons: list[str]) -> "LexiconFinder":
    """Builds the component; `lexicons` are names or paths, in order of precedence."""
    return LexiconFinder(nlp, name, lexicons=[load_lexicon(each) for each in lexicons])


class LexiconFinder:
    """Writes `doc.spans["lexicon"]`: leftmost-longest terms, none over another, sorted.

    Terms are compared as folded words, so tokens matter only in that a span begins and ends with
    one. A term of several lexicons takes the entry of the first.
    """

    def __init__(self, nlp: Language, name: str, *, lexicons: Sequence[Lexicon]) -> None:
        self.name = name
        self.lexicons = tuple(lexicons)

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    @property
    def digests(self) -> dict[str, str]:
        """SHA-256 of each lexicon file by its name, for a record's provenance."""
        return {lexicon.name: f"sha256:{lexicon.sha256}" for lexicon in self.lexicons}

    def find(self, doc: Doc) -> list[Found]:
        """Returns the terms in order."""
        starts, ends = _token_borders(doc)
        return find_terms(self.lexicons, text_of(doc), starts=starts, ends=ends)

    def annotate(self, doc: Doc, found: list[Found]) -> None:
        """Writes the layer: `kb_id_` is the concept id or "", `id_` is "lexicon"."""
        token_at, token_to = _token_borders(doc)
        doc.spans[LEXICON] = [
            Span(
                doc,
                token_at[each.start],
                token_to[each.end] + 1,
                label=each.entry.label,
                kb_id=each.entry.concept_id,
                span_id="lexicon",
            )
            for each in found
        ]


def find_terms(
    lexicons: Sequence[Lexicon],
    text: str,
    *,
    starts: Collection[int] | None = None,
    ends: Collection[int] | None = None,
) -> list[Found]:
    """Returns leftmost-longest terms of a text in order, none over another.

    `starts` and `ends` are the characters at which a term may begin and end; without them each word
    is its own token.
    """
    words = atoms(text)
    folded = [word.folded for word in words]
    by_first = _by_first_word(lexicons, set(folded))
    found: list[Found] = []
    index = reached = 0
    while index < len(words):
        known = by_first.get(folded[index])
        hit = None
        if known is not None and (starts is None or words[index].start in starts):
            hit = _longest_at(known, words, folded, index, ends)
        if hit is None:
            index += 1
            continue
        if not is_guarded_off(hit.entry, words, hit.first, hit.after):
            hit = _with_neighbours(hit, words, reached, starts, ends)
            found.append(Found(words[hit.first].start, hit.end, hit.entry))
        index = reached = hit.after
    return found


# Lexicons that have terms with a certain first word, and how many words those have, the longest first.
_Known = Sequence[tuple[Lexicon, tuple[int, ...]]]


def _by_first_word(lexicons: Sequence[Lexicon], words: set[str]) -> Mapping[str, _Known]:
    found: dict[str, list[tuple[Lexicon, tuple[int, ...]]]] = defaultdict(list)
    for lexicon in lexicons:
        for first in lexicon.lengths.keys() & words:
            found[first].append((lexicon, lexicon.lengths[first]))
    return found


def _token_borders(doc: Doc) -> tuple[dict[int, int], dict[int, int]]:
    """Returns the tokens by the character they begin at, and by the one they end before."""
    begins, lengths = doc.to_array([IDX, LENGTH]).T.astype(np.int64)
    places = range(len(doc))
    return (
        dict(zip(begins.tolist(), places, strict=True)),
        dict(zip((begins + lengths).tolist(), places, strict=True)),
    )


def _longest_at(
    known: _Known,
    words: Sequence[Atom],
    folded: Sequence[str],
    index: int,
    ends: Collection[int] | None,
) -> _Hit | None:
    """Returns the longest term that begins at `index`, or none.

    Of two lexicons with the term the first decides, also that it is not to be found.
    """
    best: _Hit | None = None
    not_found: set[int] = set()
    for lexicon, counts in known:
        for count in counts:
            after = index + count
            if best is not None and after <= best.after:
                break
            if after > len(words) or count in not_found:
                continue
            key = " ".join(folded[index:after])
            if key not in lexicon.by_key:
                continue
            window = words[index:after]
            entry = lexicon.named([key], [word.raw for word in window])
            if entry is None:
                continue
            if entry.match == MatchMode.LOOKUP:
                not_found.add(count)
                continue
            if entry.match == MatchMode.GIVEN and not is_given(words, index, after):
                continue  # a disease, which another lexicon may know
            end = window[-1].owner_end if entry.term.endswith(("'s", "’s")) else window[-1].end
            if ends is None or end in ends:
                best = _Hit(index, after, end, entry)
                break
    return best


def _with_neighbours(
    hit: _Hit,
    words: Sequence[Atom],
    reached: int,
    starts: Collection[int] | None,
    ends: Collection[int] | None,
) -> _Hit:
    """Adds the sides of a body site ("both") and the salt of a drug ("maleate")."""
    if hit.entry.label == Label.BODY_SITE:
        first = site_start(words, hit.first, reached)
        if starts is None or words[first].start in starts:
            return _Hit(first, hit.after, hit.end, hit.entry)
    elif hit.entry.label == Label.DRUG:
        after = drug_end(words, hit.after)
        end = words[after - 1].end
        if after > hit.after and (ends is None or end in ends):
            return _Hit(hit.first, after, end, hit.entry)
    return hit


def lookup(lexicons: Sequence[Lexicon], text: str, *, label: str | None = None) -> Entry | None:
    """Returns the entry that a mention names, or none.

    The whole mention is tried first, then the mention without words that do not change the concept
    ("severe" before it, "therapy" behind it). With a `label`, only entries of that label count.
    """
    words = atoms(text)
    guards = load_guards()
    for begin in range(min(len(words), _LONGEST_STRIP + 1)):
        if begin and words[begin - 1].folded not in guards.strip_before:
            break
        end = len(words)
        while end > begin:
            entry = _named(lexicons, words[begin:end], label)
            if entry is not None:
                return entry
            if words[end - 1].folded not in guards.strip_after:
                break
            end -= 1
    return None


def _named(lexicons: Sequence[Lexicon], words: Sequence[Atom], label: str | None) -> Entry | None:
    folded, raw = [word.folded for word in words], [word.raw for word in words]
    for lexicon in lexicons:
        entry = lexicon.named(folded, raw, label=label)
        if entry is not None and (entry.match != MatchMode.GIVEN or label == entry.label):
            return entry
    return None
