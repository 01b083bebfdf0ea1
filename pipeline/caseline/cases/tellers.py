"""Reports told by a relative: "my daughter got …", "the caller said that her husband started …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseline.cases.cues import cue
from caseline.cases.narrative import Narrative, Sentence

_CHILD = (
    "son daughter child kid baby infant toddler newborn boy girl grandson granddaughter stepson stepdaughter"
).split()
_WORDS = (
    *_CHILD,
    *"mother mom mum mama father dad husband wife spouse partner fiance fiancee girlfriend boyfriend".split(),
    *"sister brother aunt uncle niece nephew grandmother grandfather grandma grandpa".split(),
)
_KIN = rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
# A child may be called by any of these once it is the patient.
_NEUTRAL = frozenset("child kid baby infant toddler newborn boy girl".split())
_ILL = r"""(?:is|was|has|had|got|gets|received|rec['’]?d|recieved|took|takes|started|began|developed|went|woke|felt|fell|became|broke|came|died|began|lost
    |threw|could|started|said|experienced|suffered|underwent|[a-z]{3,10}ed|(?:still|now|also|then|just|recently)\s+\w+)\b"""
_ASIDE = r"(?:\s*\([^()]{1,40}\)|,\s[^,.;]{1,40},)?"
# "My 15 month old son got", "they gave my daughter".
_MINE = cue(
    rf"""\bmy\s+(?:[\w-]+,?\s+){{0,4}}?(?P<kin>{_KIN})\b{_ASIDE}(?:\s+who)?\s+{_ILL}
      | \b(?:gave|vaccinated|injected|administered\s+to)\s+(?:to\s+)?my\s+(?:[\w-]+\s+){{0,4}}?(?P<given>{_KIN})\b
      | \bmy\s+(?:[\w-]+\s+){{0,4}}?(?P<aged>{_KIN}),?\s+(?:aged?\s+)?\d"""
)
# "Consumer called to report that her husband started": the one who tells is not the patient.
_REPORTED = cue(
    rf"""\A\W*(?:an?\s+|the\s+|this\s+)?(?:[\w-]+\s+){{0,3}}?(?:consumer|caller|reporter|parents?|mother|mom|mum|father|dad|wife|husband|daughter|son
        |sister|brother|relative|grandmother|friend)\b[^.;]{{0,60}}?\b(?:report|stat|call|say|said|inform|claim|tell|told|phon|describ|wr[io]te|concern)\w*\b
        [^.;]{{0,60}}?\b(?:her|his|their)\s+(?:[\w-]+,?\s+){{0,4}}?(?P<kin>{_KIN})\b{_ASIDE}(?:\s+who)?\s+{_ILL}"""
)
# What only a patient says of himself.
_MYSELF = cue(
    r"""\bi\s+(?:\w+ly\s+)?(?:(?:took|take|got|received|developed|felt|feel|experienced|suffered|fainted|vomited|collapsed|woke|awoke)\b
          (?!\s+(?:him|her|them|my|his|it\s+(?:to|for)|(?:the|a)\s+(?:call|message|report|day|video|picture)|bad\s+for|to\s+(?:the\s+)?(?:\w+\s+)?(?:him|her)|that)\b)
        |was\s+(?:\w+\s+)?(?:given|vaccinated|hospitali[sz]ed|admitted|diagnosed|prescribed|started|treated|put\s+on|ill|sick|dizzy)
        |am\s+(?:an?\s+)?\d|(?:have|had)\s+(?:an?\s+|the\s+|my\s+|severe\s+|bad\s+)?(?:reaction|fever|rash|hives|pain|headache|vaccine|shot|injection|symptoms)
        |passed\s+out|broke\s+out|threw\s+up|started\s+(?:taking|having|feeling))
      | (?<!\bin\s)\bmy\s+arms\b | \bmy\s+(?:\w+\s+){0,2}?(?:arm|head|skin|body|chest|face|legs?|stomach|heart|throat|tongue|lips|eyes?|hands?|feet|back|neck
        |symptoms|joints|muscles)\b"""
)
_AGED = re.compile(r"\b\d{1,3}\s?-?\s?(?:years?|yrs?|months?|weeks?|days?)\s?-?\s?(?:old|of\s+age)\b")
_NAMED = cue(
    rf"\b(?:my|his|her|their|older|younger|elder|another|maternal|paternal)\s+(?:[\w-]+\s+){{0,4}}?(?P<kin>{_KIN})\b"
)
_FAMILY = cue(r"\b(?:family|familial|hereditary)\b(?!\s+(?:doctor|physician|practitioner|member))")
_EARLY = 3  # sentences in which somebody who tells of a relative says so


@dataclass(frozen=True)
class Kin:
    """The relative whom a report is about.

    Args:
        start: Where the first word for the relative stands.
        sentences: Those that name the relative and nobody else of the family.
    """

    word: str
    start: int
    sentences: frozenset[int]

    @property
    def end(self) -> int:
        """Where that word ends."""
        return self.start + len(self.word)


def kin_told_of(narrative: Narrative) -> Kin | None:
    """Returns what `patient_kin` does for a whole text, read once."""
    return narrative.once(_kin)


def _kin(narrative: Narrative) -> Kin | None:
    return patient_kin(narrative.sentences)


def patient_kin(sentences: Sequence[Sentence]) -> Kin | None:
    """Returns the relative of the one who tells, where that relative is the patient; None otherwise.

    "My mother has asthma" beside "I took kava" is family history.
    """
    if any(_MYSELF.search(sentence.lowered) for sentence in sentences):
        return None
    for sentence in sentences:
        reported = _REPORTED.search(sentence.lowered) if sentence.index < _EARLY else None
        match = reported or _MINE.search(sentence.lowered)
        if match is not None:
            known = any(_AGED.search(earlier.lowered) for earlier in sentences[: sentence.index])
            return None if reported and known else _told(sentences, sentence, match)
    return None


def _told(sentences: Sequence[Sentence], first: Sentence, match: re.Match[str]) -> Kin:
    group = match.lastgroup or "kin"
    word = match[group]
    own = {word} | (_NEUTRAL if word in _CHILD else frozenset())
    return Kin(
        word,
        first.start + match.start(group),
        frozenset(sentence.index for sentence in sentences if _names_only(sentence.lowered, own)),
    )


def _names_only(lowered: str, own: set[str]) -> bool:
    named = {match["kin"] for match in _NAMED.finditer(lowered)}
    return bool(named) and named <= own and not _FAMILY.search(lowered)
