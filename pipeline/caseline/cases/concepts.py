"""Mentions of one thing joined: by code, abbreviation, apposition, equal name or head word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from caseline.cases.diagnoses import diagnosed
from caseline.cases.naming import core
from caseline.cases.narrative import Found, Narrative
from caseline.nlp.forms import opening, reported
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.mention import Label

TREATMENTS = frozenset({Label.DRUG, Label.THERAPY})
DISEASES = frozenset({Label.EVENT, Label.DISORDER})

# Words that change how a thing is, not what it is.
_MODIFIERS = frozenset(
    """
    a an the his her its their this that these those severe mild moderate acute chronic massive
    marked profound generalized generalised new recurrent persistent transient sudden progressive
    worsening extensive diffuse further subsequent initial first second repeat repeated high low
    dose oral intravenous iv subcutaneous intramuscular topical systemic iatrogenic induced drug
    related associated synchronous bilateral unilateral left right isolated reversible therapy
    treatment administration infusion injection episode episodes attack attacks onset type grade
    possible suspected multiple several small large deep mobile highly slight mildly severely red some significant daily weekly monthly pulse long term
    """.split()
)
# Prefixes and words that name the same cause or kind.
_SAME = {
    "autoimmune": "immune",
    "idiopathic": "immune",
    "haemorrhage": "hemorrhage",
    "bleeding": "hemorrhage",
    "bleed": "hemorrhage",
    "convulsion": "seizure",
    "eruption": "rash",
    "exanthem": "rash",
    "exanthema": "rash",
    "swelling": "edema",
    "swollen": "edema",
    "oedema": "edema",
    "pyrexia": "fever",
    "febrile": "fever",
    "redness": "erythema",
    "reddening": "erythema",
}
PLAIN_HEADS = frozenset(
    """
    disease disorder syndrome symptom reaction event effect complication toxicity injury failure
    infection lesion condition state change damage attack episode pain level count function
    abnormality illness problem acid therapy treatment drug agent inhibitor vaccine
    """.split()
)
# Between the substances of one product: "ethinylestradiol;norgestimate".
COMBINES = ";"
_APPOSITION = re.compile(r"\s*\(\s*(?:also\s+known\s+as\s+|i\.e\.,?\s+|brand\s+name:?\s+)?\Z")
# "ARTHRALGIA (pain in both knees)": a term of a dictionary, and in brackets the reporter's own words for it.
_REPORTED = re.compile(
    r"\s*\(\s*[\"“‘']?(?:(?!(?:after|because|by|caused|complicated|due|during|following|from|in|of|on|preceded|secondary|setting|to|treated|with|without)\b)[\w'’-]+\s+){0,4}\Z"
)
_TO_BRACKET = re.compile(r"[^,;()]*\)")
_SEVERAL = re.compile(r"[,;/&]|\band\b")
_VERBATIM = 80  # characters
_SHOUTED = 5  # letters of a term in capitals; "ITP" is an abbreviation
_CLOSED = re.compile(r"\s*(?:[®™]\s*)?[),;]")


@dataclass(frozen=True)
class Concept:
    """One thing and its mentions, in order of the text."""

    mentions: tuple[Found, ...]

    @property
    def codes(self) -> tuple[tuple[str, str], ...]:
        """(code, preferred name) of its mentions, the most frequent first, then by order of the text."""
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for mention in self.mentions:
            if mention.code:
                counts[mention.code, mention.concept] += 1
        return tuple(sorted(counts, key=lambda pair: -counts[pair]))


def join(narrative: Narrative, mentions: Sequence[Found]) -> tuple[Concept, ...]:
    """Returns the concepts that the mentions name, in order of their first mention.

    Mentions are of one kind: all treatments or all diseases.
    """
    parents = list(range(len(mentions)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    terms = {place: fold(mention.text) for place, mention in enumerate(mentions) if mention.is_term}

    def unite(first: int, second: int) -> None:
        low, high = sorted((root(first), root(second)))
        if terms.get(low, "") != terms.get(high, "") and low in terms and high in terms:
            return  # a form tells the two apart
        parents[high] = low
        if high in terms:
            terms[low] = terms[high]

    for first, second in _in_own_words(narrative, mentions):
        unite(first, second)
    for key in (_code_key, _concept_key, _name_key(narrative), _text_key):
        seen: dict[str, int] = {}
        for place, mention in enumerate(mentions):
            value = key(mention)
            if value:
                unite(seen.setdefault(value, place), place)
    for place, (mention, following) in enumerate(pairwise(mentions)):
        if _is_apposition(narrative, mention, following):
            unite(place, place + 1)
    _unite_by_head(mentions, narrative, unite)
    _unite_references(mentions, narrative, unite)
    if mentions and mentions[0].label in DISEASES:
        names = [" ".join(expand(narrative, mention.text).lower().split()) for mention in mentions]
        for first, second in diagnosed(mentions, names):
            unite(first, second)
    groups: dict[int, list[Found]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        groups[root(place)].append(mention)
    return tuple(Concept(tuple(group)) for _, group in sorted(groups.items()))


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Returns the folded words of a name that say what it is, in order."""
    words = [_SAME.get(word, word) for word in fold(core(text)).split()]
    if words[-1:] == ["transfusion"]:
        words = [word for word in words if word != "blood"]
    kept = [word for word in words if word not in _MODIFIERS]
    return tuple(kept or words)


def expand(narrative: Narrative, text: str) -> str:
    """Returns the long form of an abbreviation that the text defines, else the text itself."""
    return narrative.abbreviations.get(text, text)


def _code_key(mention: Found) -> str:
    return mention.code


def _concept_key(mention: Found) -> str:
    return fold(mention.concept)


def _text_key(mention: Found) -> str:
    return fold(mention.text)


def _name_key(narrative: Narrative) -> Callable[[Found], str]:
    return lambda mention: " ".join(words_of(expand(narrative, mention.text)))


def _is_apposition(narrative: Narrative, mention: Found, following: Found) -> bool:
    """Says whether the second names the first again in brackets, "paracetamol (PANADOL)", or is in one product with it."""
    between = narrative.text[mention.end : following.start]
    if between == COMBINES:
        return mention.label in TREATMENTS
    behind = narrative.text[following.end : following.end + _VERBATIM]
    closed = _CLOSED.match(behind)
    if closed is not None and _APPOSITION.match(between):
        # "Toxicity (nausea, vomiting)" lists what it was; "(ITP, grade 3)" is its short form.
        return closed.group()[-1] == ")" or mention.label in TREATMENTS or following.text.isupper()
    coded = mention.label in DISEASES and len(mention.text) >= _SHOUTED and mention.text.isupper()
    return bool(coded and _REPORTED.match(between) and _TO_BRACKET.match(behind))


def _in_own_words(narrative: Narrative, mentions: Sequence[Found]) -> list[tuple[int, int]]:
    """Returns the places of the terms of forms with those of the reporter's words for each, where they are one name."""
    places = {
        (mention.start, mention.end): place for place, mention in enumerate(mentions) if mention.is_term
    }
    pairs = []
    terms = reported(narrative.text) if places else ()
    several = Counter(term.words for term in terms if term.end_of_field is not None)
    alone = _told_in(narrative, mentions, [term.words for term in terms if term.words])
    items: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for item in opening(narrative.text) if terms else ():
        items[fold(narrative.text[slice(*item)])].append(item)
    for term in terms:
        own = places.get((term.start, term.end))
        if own is None or term.words is None or several[term.words] > 1:
            continue
        for span in (term.words, *items.get(fold(narrative.text[slice(*term.words)]), ())):
            inside = [
                place
                for place, mention in enumerate(mentions)
                if span[0] <= mention.start and mention.end <= span[1]
            ]
            several_named = _SEVERAL.search(narrative.text, *span) is not None
            pairs += [
                (own, place)
                for place in inside
                if not several_named or alone[fold(mentions[place].text)] <= {narrative.text[slice(*span)]}
            ]
    return pairs


def _told_in(
    narrative: Narrative, mentions: Sequence[Found], spans: Sequence[tuple[int, int]]
) -> dict[str, set[str]]:
    """Returns for each wording what brackets of words it is told in, "" for anywhere else."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        around = [span for span in spans if span[0] <= mention.start and mention.end <= span[1]]
        found[fold(mention.text)] |= {narrative.text[slice(*span)] for span in around} or {""}
    return found


def _unite_by_head(
    mentions: Sequence[Found], narrative: Narrative, unite: Callable[[int, int], None]
) -> None:
    """Joins a bare head to the longer names that end in it: "thrombocytopenia", "immune thrombocytopenia".

    A head that several different longer names share stays with the first of them only when it stands
    alone; heads that say nothing ("disease") join nothing.
    """
    named: dict[tuple[str, ...], list[int]] = {}
    for place, mention in enumerate(mentions):
        name = _head_name(narrative, mention)
        if name and name[-1] not in PLAIN_HEADS:
            named.setdefault(name, []).append(place)
    longer = longer_names(named)
    for name, places in named.items():
        longest = max(longer[name], key=len, default=name)
        if longest != name and all(other == longest or _extends(longest, other) for other in longer[name]):
            for place in places:
                unite(named[longest][0], place)


def longer_names(names: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Returns for each name the names that extend it, in their order: those that have its rarest word as well."""
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in names:
        for word in {*name}:
            by_word[word].append(name)
    return {
        name: [other for other in min((by_word[word] for word in name), key=len) if _extends(other, name)]
        for name in names
    }


def _unite_references(
    mentions: Sequence[Found], narrative: Narrative, unite: Callable[[int, int], None]
) -> None:
    """Joins "the pain" to the last longer name that ends so, and "acidosis" to the ketoacidosis before it."""
    names = [_head_name(narrative, mention) for mention in mentions]
    suffixes = {name[0] for name in names if len(name) == 1 and len(name[0]) >= _LEAST_SUFFIX}
    lengths = {len(suffix) for suffix in suffixes}
    # The last place of a longer name by its last word, and of a word by what it ends in.
    ending, holding = dict[str, int](), dict[str, int]()
    for place, (mention, name) in enumerate(zip(mentions, names, strict=True)):
        if len(name) == 1:
            defined = name[0] in PLAIN_HEADS and _DEFINITE.search(narrative.before(mention))
            last = max(holding.get(name[0], -1), ending.get(name[0], -1) if defined else -1)
            if last >= 0:
                unite(last, place)
        elif name:
            ending[name[-1]] = place
        if name:
            word = name[-1]
            holding |= {
                word[-size:]: place for size in lengths if size < len(word) and word[-size:] in suffixes
            }


_DEFINITE = re.compile(r"\b(?:the|this|that|his|her|my|same)\s+\Z")
_LEAST_SUFFIX = 8  # letters of a word that another may end in: "acidosis"


def _head_name(narrative: Narrative, mention: Found) -> tuple[str, ...]:
    """Returns the words of a mention, or of its concept where the mention says it in other words.

    "Low platelet level" has the concept thrombocytopenia, and that head joins it to longer names.
    """
    words = words_of(expand(narrative, mention.text))
    return words_of(mention.concept) if mention.concept and words[-1] in PLAIN_HEADS else words


# What a bare head does not mean when these words stand before it: "hypertension", "pulmonary hypertension".
_OF_ITS_OWN = {
    "hypertension": {"pulmonary", "portal", "intracranial", "ocular"},
    "hypotension": {"intracranial"},
    "edema": {"pulmonary", "cerebral", "macular"},
}


def _extends(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    if len(longer) <= len(shorter) or longer[-1] != shorter[-1]:
        return False
    more = set(longer) - set(shorter)
    return set(shorter) < set(longer) and not more & _OF_ITS_OWN.get(shorter[-1], set())
