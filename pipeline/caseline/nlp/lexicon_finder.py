"""Finds the terms of the lexicons in a text, and the entry that a mention names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.layers import LEXICON
from caseline.nlp.lexicon_atoms import Atom, atoms
from caseline.nlp.lexicon_guards import drug_end, is_guarded_off, load_guards, site_start
from caseline.nlp.lexicon_store import PACKAGED, Entry, Lexicon, MatchMode, load_lexicon
from caseline.schema import Label

DEFAULT_CONFIG = {"lexicons": list(PACKAGED)}

_LONGEST_STRIP = 3  # words that `lookup` takes off at each end


@dataclass(frozen=True)
class Found:
    """A term in a text: half-open characters, and the entry it names."""

    start: int
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
        """SHA-256 of each lexicon file, for a record's provenance."""
        return {lexicon.name: f"sha256:{lexicon.sha256}" for lexicon in self.lexicons}

    def find(self, doc: Doc) -> list[Found]:
        """Returns the terms in order."""
        starts = {token.idx for token in doc}
        ends = {token.idx + len(token) for token in doc}
        return find_terms(self.lexicons, doc.text, starts=starts, ends=ends)

    def annotate(self, doc: Doc, found: list[Found]) -> None:
        """Writes the layer."""
        token_at = {token.idx: token.i for token in doc}
        token_to = {token.idx + len(token): token.i + 1 for token in doc}
        doc.spans[LEXICON] = [
            Span(
                doc,
                token_at[each.start],
                token_to[each.end],
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
    found: list[Found] = []
    index = reached = 0
    while index < len(words):
        hit = None
        if starts is None or words[index].start in starts:
            hit = _longest_at(lexicons, words, index, ends)
        if hit is None:
            index += 1
            continue
        count, end, entry = hit
        after = index + count
        if not is_guarded_off(entry, words, index, after):
            first = index
            if entry.label == Label.BODY_SITE:
                first = site_start(words, index, reached)
            elif entry.label == Label.DRUG:
                after = drug_end(words, after)
            if starts is not None and words[first].start not in starts:
                first = index
            if after > index + count and (ends is None or words[after - 1].end in ends):
                end = words[after - 1].end
            found.append(Found(words[first].start, end, entry))
        index = reached = after
    return found


def _longest_at(
    lexicons: Sequence[Lexicon], words: Sequence[Atom], index: int, ends: Collection[int] | None
) -> tuple[int, int, Entry] | None:
    """Returns the number of words, the end and the entry of the longest term that begins at `index`.

    Of two lexicons with the term the first decides, also that it is not to be found.
    """
    first = words[index].folded
    best: tuple[int, int, Entry] | None = None
    not_found: set[int] = set()
    for lexicon in lexicons:
        for count in lexicon.lengths.get(first, ()):
            if best is not None and count <= best[0]:
                break
            window = words[index : index + count]
            if len(window) < count or count in not_found:
                continue
            entry = lexicon.named([word.folded for word in window], [word.raw for word in window])
            if entry is None:
                continue
            if entry.match == MatchMode.LOOKUP:
                not_found.add(count)
                continue
            last = window[-1]
            end = last.owner_end if entry.term.endswith(("'s", "’s")) else last.end
            if ends is None or end in ends:
                best = (count, end, entry)
                break
    return best


def lookup(lexicons: Sequence[Lexicon], text: str, *, label: str | None = None) -> Entry | None:
    """Returns the entry that a mention names, or none.

    The whole mention is tried first, then the mention without words that do not change the concept
    ("severe" before, "therapy" behind). With a `label`, only entries of that label count.
    """
    words = atoms(text)
    guards = load_guards()
    begin = 0
    while begin < min(len(words), _LONGEST_STRIP + 1):
        end = len(words)
        while end > begin:
            entry = _named(lexicons, words[begin:end], label)
            if entry is not None:
                return entry
            if words[end - 1].folded not in guards.strip_after:
                break
            end -= 1
        if words[begin].folded not in guards.strip_before:
            break
        begin += 1
    return None


def _named(lexicons: Sequence[Lexicon], words: Sequence[Atom], label: str | None) -> Entry | None:
    folded, raw = [word.folded for word in words], [word.raw for word in words]
    for lexicon in lexicons:
        entry = lexicon.named(folded, raw)
        if entry is not None and label in (None, entry.label):
            return entry
    return None
