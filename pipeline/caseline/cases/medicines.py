"""Treatments joined beyond what all things are joined by: vaccines by their maker, classes by their members.

"Moderna COVID-19 vaccine" and "mRNA-1273" are one; "the antibiotic" is the antibiotic told before. Brand and
generic name share a code, or stand as an apposition, and are joined with everything else.

Source: WHO list of COVID-19 vaccines with emergency use listing; stems of the WHO INN programme.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from caseline.cases.concepts import TREATMENTS, Concept, expand, join
from caseline.cases.cues import cue
from caseline.cases.generic import operation_meant, specific_operations
from caseline.cases.kinds import Kind, kind_of
from caseline.cases.naming import lowered
from caseline.cases.narrative import Found, Narrative
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.document import SectionName
from caseline.schema.mention import Label

# What one vaccine is called: maker, brand, code name, International Nonproprietary Name.
_VACCINES = (
    r"moderna|mrna-?1273|spikevax|elasomeran",
    r"pfizer|biontech|bnt-?162b2|comirnaty|tozinameran",
    r"janssen|johnson\s*(?:&|and)\s*johnson|j\s?&\s?j|ad26\.?cov2",
    r"astra\s?zeneca|vaxzevria|covishield|chadox1|azd1222",
    r"novavax|nvx-cov2373|nuvaxovid",
    r"sinovac|coronavac",
    r"shingrix|rzv|recombinant\s+zoster",
    r"zostavax|zvl|live\s+zoster",
    r"gardasil|hpv[49]|human\s+papilloma\w*|hpv",
    r"prevnar|pcv\d*|pneumococcal\s+conjugate",
    r"pneumovax|ppsv\d*|pneumococcal\s+polysaccharide",
    r"flu(?:zone|mist|arix|laval|cel\w+|ad|blok)?\b|afluria|influenza",
    r"mmr\b|m-m-r|measles",
    r"boostrix|adacel|tdap",
    r"daptacel|infanrix|dt(?:a|w)?p\b",
    r"covaxin",
    r"cervarix",
    r"menactra|menveo|mcv4|meningococcal\s+(?:conjugate\s+)?vaccin\w+",
    r"bexsero|trumenba",
    r"varivax|(?:varicella|chickenpox)\s+vaccin\w+",
    r"proquad|mmrv",
    r"rotateq|rotarix|rotavirus\s+vaccin\w+",
    r"pediarix|pentacel|kinrix",
    r"havrix|vaqta|hepatitis\s+a\s+vaccin\w+",
    r"engerix\w*|recombivax|heplisav\w*|hepatitis\s+b\s+vaccin\w+",
    r"twinrix",
    r"pedvaxhib|hib\b",
    r"typhim|vivotif",
    r"imovax|rabavert|rabies\s+vaccin\w+",
    r"ixiaro",
    r"yf-vax|yellow\s+fever\s+vaccin\w+",
    r"ipv\b|opv\b|polio\s+vaccin\w+",
    r"bcg\b",
)
# All that a vaccine is called, for those who only ask whether it is one.
VACCINE_NAMES = "|".join(_VACCINES)
_MAKERS = tuple(re.compile(rf"(?<!\w)(?:{names})") for names in _VACCINES)
_COVID = cue(
    r"(?:covid(?:-?19)?|sars-cov-2|coronavirus|mrna)\b(?:\s+\w+)?\s*(?:vaccin\w+|immuni[sz]ation|shot|jab|booster)?"
)
_OF_COVID = 6  # of the vaccines above, those against COVID-19 stand first

# "Steroids were tapered" is said of those told before.
_STEP = re.compile(
    r"\s*(?:therapy|treatment)?\s*(?:was|were)\s+(?:\w+\s+)?(?:discontinued|stopped|tapered|withdrawn|reduced|weaned|resumed|restarted|continued)\b"
)
_COURSE = re.compile(r"\b(?:therapy|treatment)\Z")
# "Kratom tea" and "timolol eye drops" are kratom and timolol, where the text names these too.
_FORM = re.compile(
    r"""\s+(?:(?:eye|ear|nasal|nose|oral|vaginal|rectal|transdermal|skin|depot)\s+)?
        (?:teas?|powder|drops|spray|patch(?:es)?|cream|ointment|gel|lotion|foam|tablets?|capsules?|pills?|injections?|infusions?
        |inhalers?|syrup|suspension|solution|mouthwash|suppositor(?:y|ies)|enemas?|implants?|depot|therapy|treatment
        # the salt or ester
        |mofetil|(?:hemi)?sul(?:f|ph)ate|succinate|tartrate|acetate|hydrochloride|maleate|besilate|besylate|fumarate|(?:di)?propionate|valerate|mesilate|mesylate|medoxomil|cilexetil|axetil)\Z""",
    re.VERBOSE,
)
_DEFINITE = cue(r"(?:the|this|that|his|her|my|these|those|same|offending|culprit|suspected)\s+(?:\w+\s+)?\Z")


def join_treatments(narrative: Narrative, mentions: Sequence[Found]) -> tuple[Concept, ...]:
    """Returns the treatments that the mentions name, in order of their first mention."""
    concepts = list(join(narrative, mentions))
    keys = [_vaccine(concept) for concept in concepts]
    makers = sorted({key for key in keys if 0 <= key < _OF_COVID})
    first = {key: place for place, key in reversed([*enumerate(keys)])}
    named = specific_operations(concepts)
    members = _Members(concepts)
    called = {
        mention.lowered: place for place, concept in enumerate(concepts) for mention in concept.mentions
    }
    merged: dict[int, int] = {}
    for place, concept in enumerate(concepts):
        key = keys[place]
        if key < 0 and len(makers) == 1 and _is_covid(concept):
            key = makers[0]
            first[key] = min(place, first[key])
        if key >= 0:
            target: int | None = first[key]
        else:
            target = members.meant(narrative, place)
            target = operation_meant(concept, named) if target is None else target
            target = _without_form(concept, called) if target is None else target
        if target is not None and _settled(merged, target) != place:
            merged[place] = target
    return tuple(_together(concepts, merged))


def printed(narrative: Narrative, mentions: Sequence[Found]) -> str:
    """Returns the name of a treatment that has these wordings: the ingredient's where the text gives it, else the first.

    It is in small letters, but for abbreviations and for a brand that the report always prints with a capital.
    """
    first = mentions[0]
    if first.code and not _shares(first):
        same = (other for other in mentions if other.code == first.code)
        first = next((other for other in same if other.text[0].islower() or _shares(other)), first)
    text = expand(narrative, first.text)
    if text != first.text or not _is_brand(narrative, first):
        return lowered(text)
    words = (
        word.capitalize() if word.isupper() and word.isalpha() and len(word) >= _SPOKEN else word
        for word in text.split()
    )
    return " ".join(words)


_SPOKEN = 6  # letters of a name in capitals that is no abbreviation
_OPENS = re.compile(r"\w")
_RUN = re.compile(r"\w+")


def _shares(mention: Found) -> bool:
    """Says whether the lexicon's name of it has the first letters of a wording: "quinine sulphate", "Alemtuzumab"."""
    return fold(mention.text.split()[0])[:4] in fold(mention.concept)


def _is_brand(narrative: Narrative, mention: Found) -> bool:
    """Says whether a wording that is not what the lexicon calls it stands with a capital inside a sentence, and never without."""
    word = mention.text.split()[0]
    if not mention.concept or not word[0].isupper() or _shares(mention):
        return False
    if word.lower() in narrative.once(_in_small_letters):
        return False
    inside = narrative.once(_inside_sentences).get(mention.label, [])
    place = bisect_left(inside, word)
    return place < len(inside) and inside[place].startswith(word)


def _in_small_letters(narrative: Narrative) -> frozenset[str]:
    """Returns the words that begin a treatment with a capital and stand in the text without one."""
    asked: dict[str, set[str]] = {}
    for mention in narrative.mentions:
        word = mention.text.split()[0] if mention.label in TREATMENTS else ""
        if word[:1].isupper() and (run := _RUN.search(word.lower())) is not None:
            asked.setdefault(run.group(), set()).add(word.lower())
    found = set()
    for run in _RUN.finditer(narrative.text):
        for word in asked.get(run.group(), ()):
            start = run.start() - word.index(run.group())
            if re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").match(narrative.text, max(0, start)):
                found.add(word)
    return frozenset(found)


def _inside_sentences(narrative: Narrative) -> dict[Label, list[str]]:
    """Returns what is named inside a sentence, and not in a title, by its label in alphabetical order."""
    found: dict[Label, list[str]] = {}
    for mention in narrative.mentions:
        start = narrative.sentence_of(mention).start
        opened = _OPENS.search(narrative.lowered, start, mention.start) is not None
        if mention.label in TREATMENTS and mention.section is not SectionName.TITLE and opened:
            found.setdefault(mention.label, []).append(mention.text)
    return {label: sorted(texts) for label, texts in found.items()}


def _together(concepts: Sequence[Concept], merged: dict[int, int]) -> Iterator[Concept]:
    """Yields the concepts with the mentions of those merged into them, in order of the text."""
    own = {place: [*concept.mentions] for place, concept in enumerate(concepts) if place not in merged}
    for other in merged:
        own[_settled(merged, other)] += concepts[other].mentions
    for mentions in own.values():
        yield Concept(tuple(sorted(mentions, key=lambda mention: mention.start)))


def _settled(merged: dict[int, int], place: int) -> int:
    """Returns the concept that one is merged into in the end."""
    while place in merged:
        place = merged[place]
    return place


def _without_form(concept: Concept, called: Mapping[str, int]) -> int | None:
    """Returns the treatment that a name without the form of a medicine names elsewhere, if there is one."""
    bare = (_FORM.subn("", mention.lowered) for mention in concept.mentions)
    return next((called[name] for name, forms in bare if forms and name in called), None)


def _vaccine(concept: Concept) -> int:
    """Returns which of the known vaccines a concept is, or -1."""
    return next(
        (
            number
            for number, names in enumerate(_MAKERS)
            if any(names.search(mention.lowered) for mention in concept.mentions)
        ),
        -1,
    )


def _is_covid(concept: Concept) -> bool:
    return any(_COVID.fullmatch(mention.lowered) for mention in concept.mentions)


class _Members:
    """Treatments by their kind: what a word for a class means."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._concepts = concepts
        self._kinds = [kind_of(concept.mentions[0].lowered) for concept in concepts]
        self._first: dict[Kind, int] = {}
        for place, kind in enumerate(self._kinds):
            if kind is not None:
                self._first.setdefault(kind, place)

    def meant(self, narrative: Narrative, place: int) -> int | None:
        """Returns the last treatment told before that a definite word for a class means, if there is one."""
        kind, first = self._kinds[place], self._concepts[place].mentions[0]
        if kind is None:
            return None
        if self._first[kind] != place:
            return self._first[kind]
        definite = (
            _DEFINITE.search(narrative.before(first))
            or _STEP.match(narrative.after(first))
            or _COURSE.search(first.lowered)
        )
        if not definite:
            return None
        told = [
            (mention.start, other)
            for other, concept in enumerate(self._concepts[:place])
            for mention in concept.mentions
            if mention.start < first.start and kind.members.match(mention.lowered)
        ]
        return max(told)[1] if told else None
