"""What stands for a drug where it is not named: "it", "both", "the gel", "its withdrawal", "she was changed to Y".

Each reference means mentions told before it. Source: section 4 (Drugs) of the annotation guideline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseline.cases.concepts import TREATMENTS
from caseline.cases.cues import cue
from caseline.cases.kinds import kind_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.role_evidence import list_bounds
from caseline.schema.mention import Label

_BACK = 2  # sentences in which a pronoun's word is looked for
_NEAR = 8  # sentences in which "the drug" or "the infusion" is looked for
_PAIR = 2

# A pronoun that something is said to have been done with, or that stands behind what was done.
_PRONOUN = cue(
    r"""(?:it|this|the\s+latter|(?P<noun>(?:the|this|that)\s+(?:drug|medication|medicine|agent
        |substance|product|infusion|injection|drip)))\b(?=\s+(?:was|had|has|is)\b)
      | (?<=taking\s)it\b | (?<=using\s)it\b | (?<=stopped\s)it\b | (?<=stopping\s)it\b | (?<=\boff\s)it\b | (?<=discontinued\s)it\b
      | (?<=discontinuing\s)it\b | (?<=withdrew\s)it\b | (?<=withdrawing\s)it\b | (?<=resumed\s)it\b | (?<=restarted\s)it\b | (?<=withheld\s)it\b
      | (?<=withdrawal\sof\s)it\b | (?<=continued\s)it\b"""
)
_SEVERAL = cue(
    r"""(?:both|these|they|the\s+two)(?:\s+(?:of\s+(?:them|these)|drugs|medications|medicines|agents|products|treatments|tablets|infusions))?\b
        (?=\s+(?:was|were|had|have|being)\b)
      | (?<=\bof\s)both\b | (?<=stopped\s)both\b | (?<=stopping\s)both\b | (?<=discontinued\s)both\b | (?<=off\s)both\b | (?<=withheld\s)both\b"""
)
# "After its withdrawal", "on stopping": a step that needs no object.
_NOUN = cue(
    r"""(?:after|following|upon|on|with|since|from|despite|by|until|before|of)\s+
        (?P<its>its\s+|their\s+|(?:the\s+|this\s+)?(?:drug|medication)(?:['’]s)?\s+)?
        (?:(?:the|prompt|immediate|abrupt|early|complete|permanent|definitive|simple)\s+)?
        (?P<step>(?:withdrawal|discontinuation|cessation|suspension)\b(?!\s+(?:of|symptoms?|syndrome|seizures?|reactions?|bleed\w*|criteria|smoking)\b)
          |(?:discontinuing|stopping)\b(?=\s*[,.;)]|\s+(?:and|but|was|were|had|in|on)\b))"""
)
# What takes a drug away in parted words: "took it off", "threw the tablets away".
_OFF = cue(
    r"""(?:took|taken|taking|switch\w+|turn(?:ed|ing)|shut|thr[eo]w(?:n|ing)?|left|struck|cross(?:ed|ing)|put)\s+(?P<it>it|them)\s+(?:off|down(?!\s+to\b)|out|away|aside)\b
      | (?:gave|given|giving)\s+(?P<up>it|them)\s+up\b
      | (?:thr[eo]w(?:n|ing)?|took|taken|taking)\s+(?:the|her|his|their)\s+(?:[\w-]+\s+){0,4}?(?:away|out)\b
      | (?:took|taken|taking)\s+(?:him|her|them|the\s+(?:patient|child|baby|infant|boy|girl))\s+off\s+(?:it|them)\b
      | (?:the|her|his|this)\s+prescription\s+(?:was|had\s+been)\s+(?:\w+\s+)?(?:cancell?ed|withdrawn|stopped|not\s+renewed|torn\s+up)\b"""
)
_FORMS = (
    r"(?:gel|cream|ointment|lotion|patch(?:es)?|drops|spray|inhaler|syrup|suspension|suppositor(?:y|ies)|lozenges?"
    r"|tablets?|capsules?|pills?|powder|tea|infusion|injections?|implant|chocolate|foam|solution)"
)
_FORM = cue(rf"(?:the|her|his|this|that)\s+(?P<form>{_FORMS})\b(?!\s+(?:of|with|for)\b)")
_IN_FORM = re.compile(
    rf"(?:\s+(?!and\b|or\b|the\b|with\b|by\b|for\b|was\b|were\b)[\w.%-]+){{0,2}}?\s+(?P<form>{_FORMS})\b"
)
_ALL_OF = cue(r"(?:(?:both|all|the|these|the\s+two|her|his)\s+(?:\w+\s+)?|no\s+(?:more|further|other)\s+)\Z")
_STEROID = re.compile(r"pred|cort|methas|immunoglob|glucose|oxygen")
_SWITCHED = cue(
    r"""(?:(?:he|she|they|who|patient|man|woman|boy|girl|child|mother)\s+(?:was|were|had\s+been|has\s+been|is)\s+
        |(?:treatment|therapy|medication|regimen|antibiotics?)\s+(?:was|were)\s+)
        (?:then\s+|therefore\s+|subsequently\s+|later\s+|thereafter\s+|\w+ly\s+)?(?:changed|switched|converted|transferred|moved
        |rotated|crossed\s+over|transitioned|shifted)
        \s+(?:over\s+)?(?:instead\s+)?(?:to|on\s+to|onto)\s+(?!oral|intravenous|iv\b|subcutaneous)(?:the\s+)?(?:\w+\s+)?\Z"""
)
_INSTEAD = re.compile(
    r"""(?:\s+[\d.,]+\s*[\w/%]+)?(?:\s+\w+){0,3}?\s+(?:was|were|is|has\s+been)
        \s+(?:\w+\s+)?(?:substituted|(?:given|used|started|prescribed|chosen|begun)\s+(?:\w+\s+){0,2}?(?:instead|in\s+its\s+(?:place|stead)))\b(?!\s+(?:by|with))""",
    re.VERBOSE,
)


# The rest of a course, which was not given.
_NEXT = r"""(?:the|her|his|their|any|a|all)\s+(?:next|second|third|fourth|fifth|following
    |subsequent|remaining|further|planned|scheduled|outstanding)\s+(?:\w+\s+)?
    (?:dos(?:es|e)|infusions?|injections?|cycles?|courses?|vaccinations?|boosters?)"""
_NOT_GIVEN = cue(
    rf"""{_NEXT}\s+(?:\w+\s+)?(?:was|were)\s+(?:\w+ly\s+|therefore\s+|thus\s+|then\s+)?
        (?:(?:not|never)\s+(?:given|administered|delivered|taken|performed|received)
        |cancel+ed|omitted|withheld|refused|declined|abandoned|forgone)
      | (?:refused|declined|cancel+ed|omitted|withheld|(?:not|never)\s+(?:given|received?|had|have|take|taken|get))\s+{_NEXT}"""
)
# The rest of a course, which was given as if nothing had been.
_PLANNED = cue(
    rf"""{_NEXT}\s+(?:\w+\s+)?(?:went\s+ahead|(?:was|were)\s+(?:\w+ly\s+|therefore\s+|thus\s+|then\s+)?(?:given|administered|delivered|infused|taken)
        \s+(?:as\s+(?:planned|scheduled)|on\s+(?:schedule|time)|without\s+(?:any\s+)?(?:change|delay|modification|dose\s+reduction)|at\s+(?:the\s+)?(?:full|same)\s+dose))\b
      | treat(?:ed|ing)?\s+through\b(?!\s+(?:the|an?|his|her)\b)
      | (?:treatment|therapy|chemotherapy|vaccination)\s+(?:went\s+(?:ahead|on)|proceeded)\s+as\s+(?:planned|scheduled|before)\b"""
)


# What was done with "the dose" of the only suspect.
_DOSE = r"(?:the|his|her|their)\s+(?:\w+\s+)?(?:dos(?:e|age)|amount)\b(?!\s+of)"
_DOSED = (
    (
        "reduced",
        cue(
            rf"""(?:reduc(?:ed|ing)|lower(?:ed|ing)|decreas(?:ed|ing)|halv(?:ed|ing)|cut(?:ting)?)\s+{_DOSE}
              | brought\s+{_DOSE}\s+(?:down|back)\b
              | (?:after|following|on|upon|with|by)\s+(?:a\s+|the\s+)?(?:\w+\s+)?
                (?:dos(?:e|age)\s+reduction|reduction\s+(?:of|in)\s+(?:the\s+)?dos(?:e|age))\b(?!\s+of\s+(?!\d))"""
        ),
    ),
    ("increased", cue(rf"(?:increas(?:ed|ing)|doubl(?:ed|ing)|rais(?:ed|ing)|escalat(?:ed|ing))\s+{_DOSE}")),
)


class Reference(NamedTuple):
    """Words, by their sentence and characters, for mentions by their indices; a `step` tells by itself what was done."""

    sentence: int
    start: int
    end: int
    meant: frozenset[int]
    step: str | None = None
    close: bool = False


def references(
    narrative: Narrative, sentences: Sequence[int], suspects: Sequence[Sequence[Found]]
) -> Iterator[Reference]:
    """Yields what stands for drugs in the sentences of a patient, in their order.

    Args:
        narrative: The text.
        sentences: Those that speak of the patient.
        suspects: The mentions of each suspect.
    """
    blamed = [frozenset(mention.index for mention in mentions) for mentions in suspects]
    for place, index in enumerate(sentences):
        back = sentences[max(0, place - _BACK) : place]
        yield from _pronouns(narrative, index, back, suspects, blamed)
        yield from _offs(narrative, index, back, blamed)
        yield from _nouns(narrative, index, back, blamed)
        yield from _forms(narrative, index, suspects)
        yield from _kinds(narrative, index, suspects)
        if len(blamed) == 1:
            yield from _switched(narrative, index, suspects[0])
            yield from _not_given(narrative, index, suspects[0])
            yield from _as_planned(narrative, index, suspects[0])
            yield from _dosed(narrative, index, back, blamed)


def _offs(
    narrative: Narrative, index: int, back: Sequence[int], blamed: Sequence[frozenset[int]]
) -> Iterator[Reference]:
    """Yields "we took it down", and where there is one suspect "she threw the box away"."""
    sentence = narrative.sentences[index]
    for found in _OFF.finditer(sentence.lowered):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        meant = (
            _single(narrative, index, back, sentence.start + found.start("it"), blamed)
            if found["it"]
            else _single(narrative, index, back, sentence.start + found.start("up"), blamed)
            if found["up"]
            else _only(blamed)
        )
        if meant:
            yield Reference(index, start, end, meant, step="withdrawn")


def _pronouns(
    narrative: Narrative,
    index: int,
    back: Sequence[int],
    suspects: Sequence[Sequence[Found]],
    blamed: Sequence[frozenset[int]],
) -> Iterator[Reference]:
    sentence = narrative.sentences[index]
    for found in _PRONOUN.finditer(sentence.lowered):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        meant = (
            _suspect(narrative, index, start, suspects)
            if found["noun"]
            else _single(narrative, index, back, start, blamed)
        )
        if meant:
            yield Reference(index, start, end, meant, close=True)
    for found in _SEVERAL.finditer(sentence.lowered):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        meant = _pair(narrative, index, back, start, blamed)
        if meant:
            yield Reference(index, start, end, meant, close=True)


def _nouns(
    narrative: Narrative, index: int, back: Sequence[int], blamed: Sequence[frozenset[int]]
) -> Iterator[Reference]:
    sentence = narrative.sentences[index]
    for found in _NOUN.finditer(sentence.lowered):
        start, end = sentence.start + found.start("step"), sentence.start + found.end()
        own = any(mention.end <= start for mention in _told(narrative, index))
        near = back if found["its"] else ()
        meant = _single(narrative, index, near, start, blamed) if found["its"] or own else _only(blamed)
        if meant:
            yield Reference(index, start, end, meant, step="withdrawn")


def _forms(narrative: Narrative, index: int, suspects: Sequence[Sequence[Found]]) -> Iterator[Reference]:
    """Yields "the gel" of the suspect that was told to be one."""
    sentence = narrative.sentences[index]
    for found in _FORM.finditer(sentence.lowered):
        start = sentence.start + found.start()
        last = max(
            (
                (mention.start, mention.index)
                for mentions in suspects
                for mention in mentions
                if mention.end <= start and found["form"].rstrip("s") in _form_of(narrative, mention)
            ),
            default=None,
        )
        if last is not None:
            yield Reference(index, start, sentence.start + found.end(), frozenset({last[1]}))


def _form_of(narrative: Narrative, mention: Found) -> str:
    """Returns the words of a mention and of the form that stands behind it."""
    behind = _IN_FORM.match(narrative.after(mention))
    return f"{mention.lowered} {behind['form']}" if behind is not None else mention.lowered


def _kinds(narrative: Narrative, index: int, suspects: Sequence[Sequence[Found]]) -> Iterator[Reference]:
    """Yields "both antibiotics" and "the antibiotics" of the suspects that are such."""
    for mention in narrative.by_sentence[index]:
        kind = kind_of(mention.lowered) if mention.label is Label.DRUG else None
        if kind is None or not _ALL_OF.search(narrative.before(mention)):
            continue
        meant = frozenset(
            other.index
            for mentions in suspects
            for other in mentions
            if other.end <= mention.start and kind.members.match(other.lowered)
        )
        if meant:
            yield Reference(index, mention.start, mention.end, meant)


def _switched(narrative: Narrative, index: int, suspect: Sequence[Found]) -> Iterator[Reference]:
    """Yields what tells that the patient was given another drug in the place of the only suspect."""
    own = {mention.index for mention in suspect}
    if any(mention.sentence == index for mention in suspect) or not any(
        mention.sentence < index for mention in suspect
    ):
        return
    for mention in _told(narrative, index):
        if mention.label is not Label.DRUG or mention.index in own or _STEROID.search(mention.lowered):
            continue
        lead = _SWITCHED.search(narrative.before(mention))
        if lead is not None or _INSTEAD.match(narrative.after(mention)):
            yield Reference(index, mention.start, mention.end, frozenset(own), step="withdrawn")


def _as_planned(narrative: Narrative, index: int, suspect: Sequence[Found]) -> Iterator[Reference]:
    """Yields "the next cycle went ahead on schedule", where no other treatment is named before it."""
    sentence = narrative.sentences[index]
    found = _PLANNED.search(sentence.lowered)
    own = frozenset(mention.index for mention in suspect)
    if found is not None and all(
        mention.index in own
        for mention in _told(narrative, index)
        if mention.end <= sentence.start + found.start()
    ):
        yield Reference(
            index, sentence.start + found.start(), sentence.start + found.end(), own, step="unchanged"
        )


def _not_given(narrative: Narrative, index: int, suspect: Sequence[Found]) -> Iterator[Reference]:
    """Yields "the second dose was not given", where no other treatment is named."""
    sentence = narrative.sentences[index]
    found = _NOT_GIVEN.search(sentence.lowered)
    own = frozenset(mention.index for mention in suspect)
    if found is not None and all(mention.index in own for mention in _told(narrative, index)):
        yield Reference(
            index, sentence.start + found.start(), sentence.start + found.end(), own, step="withdrawn"
        )


def _dosed(
    narrative: Narrative, index: int, back: Sequence[int], blamed: Sequence[frozenset[int]]
) -> Iterator[Reference]:
    """Yields "the dose was cut", where the suspect was told last."""
    sentence = narrative.sentences[index]
    for step, pattern in _DOSED:
        found = pattern.search(sentence.lowered)
        if found is None:
            continue
        start, end = sentence.start + found.start(), sentence.start + found.end()
        if _single(narrative, index, back, start, blamed) <= blamed[0]:
            yield Reference(index, start, end, blamed[0], step=step)


def _told(narrative: Narrative, index: int) -> list[Found]:
    return [mention for mention in narrative.by_sentence[index] if mention.label in TREATMENTS]


def _last(narrative: Narrative, index: int, back: Sequence[int], start: int) -> Found | None:
    """Returns the treatment told last before a place, in its sentence or one near before it."""
    for sentence in (index, *reversed(back)):
        told = [mention for mention in _told(narrative, sentence) if mention.end <= start]
        if told:
            return told[-1]
    return None


def _only(blamed: Sequence[frozenset[int]]) -> frozenset[int]:
    return blamed[0] if len(blamed) == 1 else frozenset()


def _single(
    narrative: Narrative, index: int, back: Sequence[int], start: int, blamed: Sequence[frozenset[int]]
) -> frozenset[int]:
    """Returns the one treatment told last, or where none is the only suspect."""
    last = _last(narrative, index, back, start)
    if last is None:
        return _only(blamed)
    return frozenset({last.index}) if len(_beside(narrative, last)) == 1 else frozenset()


def _suspect(
    narrative: Narrative, index: int, start: int, suspects: Sequence[Sequence[Found]]
) -> frozenset[int]:
    """Returns the suspect told last, if it stands alone: "the drug" is one under suspicion."""
    told = [
        mention
        for mentions in suspects
        for mention in mentions
        if mention.end <= start and index - mention.sentence <= _NEAR
    ]
    if not told:
        return frozenset()
    last = max(told, key=lambda mention: mention.start)
    listed = {mention.index for mention in _beside(narrative, last)}
    return frozenset({last.index}) if sum(mention.index in listed for mention in told) == 1 else frozenset()


def _pair(
    narrative: Narrative, index: int, back: Sequence[int], start: int, blamed: Sequence[frozenset[int]]
) -> frozenset[int]:
    """Returns the list told last, if it is one; where nothing is told near, two suspects."""
    last = _last(narrative, index, back, start)
    if last is None:
        return frozenset().union(*blamed) if len(blamed) == _PAIR else frozenset()
    beside = _beside(narrative, last)
    if len(beside) == 1:
        beside = [mention for mention in _told(narrative, last.sentence) if mention.end <= start]
    return frozenset(mention.index for mention in beside) if len(beside) > 1 else frozenset()


def _beside(narrative: Narrative, mention: Found) -> list[Found]:
    """Returns the members of the list that a treatment stands in."""
    start, end = list_bounds(narrative, mention)
    return [
        other for other in _told(narrative, mention.sentence) if start <= other.start and other.end <= end
    ]
