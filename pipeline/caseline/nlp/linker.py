"""Codes of terminologies for mentions: HPO, ICD-10-CM, MeSH, DrugBank, and what the user brings."""

# Annotations are not postponed here: spaCy reads those of the factory.

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.nlp.layers import (
    ABBREVIATIONS,
    CODES,
    CONCEPT_ALIKE,
    CONCEPT_LABEL,
    CONCEPT_NAME,
    MENTIONS,
    name_of,
)
from caseline.nlp.lexicon_atoms import fold
from caseline.nlp.linking.keys import key_of
from caseline.nlp.linking.match import Link, link, link_alike
from caseline.nlp.linking.own import DISEASES, Own, load_csv, load_meddra
from caseline.nlp.linking.packaged import Packaged, load_packaged, packaged
from caseline.nlp.linking.terminology import Terminology
from caseline.nlp.linking.variants import is_plural, is_short_form
from caseline.schema.base import CodeMatch
from caseline.schema.mention import Label

# Chosen on the training part of BC5CDR: below these, names that are spelt alike were too often those of others.
DEFAULT_CONFIG = {
    "least": {"HPO": 0.91, "ICD10CM": 0.92, "MeSH": 0.91, "DrugBank": 0.92},
    "least_own": 0.92,
    "meddra": "",
    "meddra_version": "",
    "terminologies": [],
}
# Where the settings name none.
MEDDRA_VARIABLE, TERMINOLOGIES_VARIABLE = "CASELINE_MEDDRA", "CASELINE_TERMINOLOGIES"

_REMEMBERED = 8192  # names; most of a text were in others
_REFERRING = "HPO"
_EMPTY = frozenset("disease disorder infection syndrome".split())  # words that a name may have more
_BEGINNING = 4  # letters that "thrombocytopenic" and "thrombocytopenia" share, and more


@Language.factory(
    "caseline_linker",
    default_config=DEFAULT_CONFIG,
    requires=["doc.spans", f"span._.{CONCEPT_NAME}"],
    assigns=[f"span._.{CODES}"],
)
def make_linker(
    nlp: Language,
    name: str,
    least: dict[str, float],
    least_own: float,
    meddra: str,
    meddra_version: str,
    terminologies: list[str],
) -> "Linker":
    """Builds the component.

    `least` is how alike a name spelt otherwise has to be, by system, 1 for never; `least_own` that of the user's
    terminologies. `meddra` is the folder of a MedDRA release, `terminologies` are paths of CSV files; without them
    the environment's CASELINE_MEDDRA and CASELINE_TERMINOLOGIES (parted as in PATH) are taken.
    """
    linker = Linker(nlp, name, least=least, least_own=least_own)
    listed = os.environ.get(TERMINOLOGIES_VARIABLE, "").split(os.pathsep)
    linker.add_own(
        meddra=meddra or os.environ.get(MEDDRA_VARIABLE, ""),
        meddra_version=meddra_version,
        terminologies=terminologies or [path for path in listed if path],
    )
    return linker


class Linker:
    """Writes `span._.codes` of mentions of diseases and drugs, one code a system.

    The concept that a lexicon gave stays; other systems are asked for the mention's name and for that concept's,
    and what HPO refers to follows from its code. An abbreviation that the text defines goes by its long form; one
    of four letters at most that it does not define has no code. The user's terminologies take the place of packaged
    ones of the same system.
    """

    def __init__(self, nlp: Language, name: str, *, least: Mapping[str, float], least_own: float) -> None:
        self.name = name
        self._least = dict(least)
        self._least_own = least_own
        self._own: tuple[Own, ...] = ()
        self._codes = lru_cache(maxsize=_REMEMBERED)(self._link)

    def add_own(
        self, *, meddra: str = "", meddra_version: str = "", terminologies: Iterable[str] = ()
    ) -> None:
        """Takes in terminologies of the user's own; they take the place of those of the same system.

        Raises:
            ConfigError: When there is no such file.
            LexiconError: When a row of one cannot be used.
        """
        found = [own for path in terminologies for own in load_csv(Path(path))]
        if meddra:
            found.append(load_meddra(Path(meddra), version=meddra_version))
        systems = {own.terminology.system for own in found}
        self._own = (*(own for own in self._own if own.terminology.system not in systems), *found)
        self._codes.cache_clear()

    def prepare(self) -> None:
        """Reads the terminologies before the first text needs them, so that processes forked later share them."""
        for entry in self._packaged():
            load_packaged(entry).words  # noqa: B018 - made and kept

    def forget(self) -> None:
        """Forgets the names of earlier texts, as a measurement wants it."""
        self._codes.cache_clear()

    @property
    def versions(self) -> dict[str, str]:
        """Version of each system that codes may be of, where it is known."""
        found = {entry.system: entry.version for entry in self._packaged()}
        found |= {own.terminology.system: own.terminology.version for own in self._own}
        return {system: version for system, version in sorted(found.items()) if version}

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def find(self, doc: Doc) -> list[tuple[Link, ...]]:
        """Returns the codes of each mention, in the layer's order."""
        long_forms = doc._.get(ABBREVIATIONS) or {}
        return [self._of(span, long_forms) for span in doc.spans.get(MENTIONS, ())]

    def annotate(self, doc: Doc, found: Sequence[tuple[Link, ...]]) -> None:
        """Writes the codes."""
        for span, links in zip(doc.spans.get(MENTIONS, ()), found, strict=True):
            span._.set(CODES, [list(each) for each in links])

    def _of(self, span: Span, long_forms: Mapping[str, str]) -> tuple[Link, ...]:
        text = " ".join(name_of(span).split())
        name = " ".join(long_forms.get(text, text).split())
        known = _known(span)
        label = _asked_as(span)
        if known and name != text and is_short_form(text) and not _speak_alike(name, known.display, label):
            known = None  # the lexicon knows what the letters mean elsewhere
        if not label or (name == text and is_short_form(text)):
            return (known,) if known else ()
        return self._codes(name, label, known)

    def _link(self, name: str, label: str, known: Link | None) -> tuple[Link, ...]:
        """Returns the codes of a name: the lexicon's first, then by system, then what HPO refers to."""
        if known and label != Label.DRUG and known.match == CodeMatch.SYNONYM:
            known = self._as_alike(known, name)
        found = {known.system: known} if known else {}
        also = (known.display,) if known and known.match != CodeMatch.SIMILAR else ()
        asked = [(each, least) for each, least in self._asked(label) if each.system not in found]
        for terminology, _ in asked:
            made = None if terminology.system in found else link(terminology, name, also=also)
            if made is not None:
                found[made.system] = made
                if made.match != CodeMatch.SIMILAR:
                    also = (*also, made.display)
        # What any of them knows is no slip, nor is "quinolones" one of a drug's name.
        is_known = any(each.match != CodeMatch.SIMILAR for each in found.values())
        if not is_known and not (label == Label.DRUG and is_plural(name)):
            slips = (link_alike(terminology, name, least=least) for terminology, least in asked)
            for each in filter(None, slips):
                found.setdefault(each.system, each)
        referring = found.get(_REFERRING)
        if referring is not None and (referring != known or self._is_whole(known, name)):
            for made in self._referred(referring):
                found.setdefault(made.system, made)
        return tuple(found.values())

    def _as_alike(self, known: Link, name: str) -> Link:
        """Returns a lexicon's code, as alike only where it lists a name with more words than the concept's.

        "Stabbing pain" is not only Pain, whether the lexicon left the word out or lists the name so. What the
        terminology itself calls the same stays.
        """
        if not _left_out(name, known.display) or self._is_whole(
            known._replace(match=CodeMatch.SIMILAR), name
        ):
            return known
        alike = fuzz.ratio(key_of(name), key_of(known.display)) / 100
        return known._replace(match=CodeMatch.SIMILAR.value, score=round(alike, 3))

    def _is_whole(self, known: Link, name: str) -> bool:
        """Says whether a lexicon's concept is that of the whole name: nothing but how bad it is was left out."""
        if known.match != CodeMatch.SIMILAR:
            return True
        links = (link(terminology, name) for terminology in self._of_system(known.system))
        return any(each is not None and each.code == known.code for each in links)

    def _asked(self, label: str) -> Iterator[tuple[Terminology, float]]:
        """Yields the terminologies for a label, and how alike a name has to be."""
        for entry in self._packaged():
            if label in entry.labels:
                yield load_packaged(entry), self._least.get(entry.system, 1.0)
        for own in self._own:
            if label in own.labels:
                yield own.terminology, self._least_own

    def _packaged(self) -> Iterator[Packaged]:
        replaced = {own.terminology.system for own in self._own}
        return (entry for entry in packaged() if entry.system not in replaced)

    def _referred(self, link: Link) -> Iterator[Link]:
        """Yields the codes that a concept refers to; of a terminology of the user's own only those it has."""
        for terminology in self._of_system(link.system):
            concept = terminology.concept(link.code)
            for system, code in concept.references if concept else ():
                others = list(self._of_system(system))
                target = next(filter(None, (other.concept(code) for other in others)), None)
                if target is not None or not others:
                    display = target.display if target else ""
                    yield Link(system, code, display, CodeMatch.REFERENCE.value, link.score)

    def _of_system(self, system: str) -> Iterator[Terminology]:
        for entry in self._packaged():
            if entry.system == system:
                yield load_packaged(entry)
        for own in self._own:
            if own.terminology.system == system:
                yield own.terminology


def _asked_as(span: Span) -> str:
    """Returns the label whose terminologies may know a mention, "" where none do."""
    known_as = span._.get(CONCEPT_LABEL)
    if span.label_ in DISEASES:
        return Label.EVENT.value
    if span.label_ == Label.DRUG:
        return "" if known_as == Label.THERAPY else Label.DRUG.value
    return Label.DRUG.value if span.label_ == Label.THERAPY and known_as == Label.DRUG else ""


def _known(span: Span) -> Link | None:
    """Returns the code that a lexicon gave a mention."""
    system, _, code = span.kb_id_.partition(":")
    if not code:
        return None
    name, display, alike = name_of(span), span._.get(CONCEPT_NAME) or "", span._.get(CONCEPT_ALIKE)
    match = CodeMatch.SYNONYM if fold(name) != fold(display) else CodeMatch.NAME
    if alike is not None and alike < 1:
        match = CodeMatch.SIMILAR
    return Link(system, code, display, match.value, 1.0 if alike is None else alike)


def _left_out(name: str, display: str) -> bool:
    """Says whether a name has all the words of a concept's, and more that mean something."""
    own, words = set(key_of(display).split()), set(key_of(name).split())
    return own < words and not words - own <= _EMPTY


def _speak_alike(name: str, other: str, label: str) -> bool:
    """Says whether one name has all that the other says: its words if of a drug, else their beginnings."""
    said = _words if label == Label.DRUG else _beginnings
    one, two = said(name), said(other)
    return bool(one and two) and (one <= two or two <= one)


def _words(name: str) -> set[str]:
    return {word for word in fold(name).split() if len(word) >= _BEGINNING}


def _beginnings(name: str) -> set[str]:
    return {word[:_BEGINNING] for word in fold(name).split() if len(word) >= _BEGINNING}
