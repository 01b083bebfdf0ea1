"""Which events a therapy was given for, from the wording around it.

In this order: a purpose said behind it ("for the fever"), an event of its clause that it follows or that it is
said to have worked on, a word for a kind of events ("cytopenias"), those told before that it works on by its
nature (`targets`), the diagnosis told just before, else the findings told last; a reaction as a whole where the
treatment is one of allergy or shock.

Source: section 4 (Therapies) of the annotation guideline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeAlias

from caseline.cases.clauses import clause_of
from caseline.cases.concepts import TREATMENTS, Concept
from caseline.cases.cues import cue
from caseline.cases.diseases import is_collective
from caseline.cases.generic import is_cytotoxic, treats_tumours
from caseline.cases.narrative import Found, Narrative
from caseline.cases.places import Places
from caseline.cases.role_evidence import list_bounds
from caseline.cases.targets import is_for_all, worked_on
from caseline.nlp.lexicon_atoms import fold

_ENDING = 5  # letters of a word for a kind that its members share: thrombocyto-penia, cyto-penia
_BACK = 4  # sentences that the event a therapy answers may lie back
_FAR_BACK = 8  # the same where the therapy works on that event by its nature
_GAP = 2  # sentences from one telling of a reaction to the next
_FOR = re.compile(
    r"""[^.;]{0,90}?(?<!\w)(?:for(?!\s+\w+\s+(?:days?|weeks?|months?|hours?|years?)\b)|to\s+(?:treat|manage|control
        |relieve|reverse|correct|stop|ease|combat|prevent)
        |against|in\s+the\s+(?:treatment|management)\s+of|because\s+of|with\s+(?:\w+\s+){0,3}?(?:resolution
            |improvement|relief|disappearance|control)\s+(?:of|in)
        |(?:made|makes)\s+(?:no|any|little)\s+difference\s+to|(?:did|does)\s+(?:nothing|little)\s+for|had\s+(?:\w+\s+){1,3}?effect\s+on
        |(?:relieved|controlled|stopped|ended|terminated|abolished|reversed|corrected|cleared|eased|improved|aborted|suppressed|silenced|halted
            |brought\s+(?:down|under\s+control)|resolved))
        \s+(?:(?:[\w-]+|\d+)\s+){0,4}?""",
    re.VERBOSE,
)
# Between the members of a list of events.
_AND = re.compile(
    r"(?:\s|,|/|\band\b|\bor\b|\bwith\b|\bthe\b|\bher\b|\bhis\b|\ba\b|\ban\b|\bas\s+well\s+as\b|\bassociated\b)+"
)
# Between an event and the therapy that answers it, in one clause.
_ANSWERED = cue(
    r"""\b(?:treat(?:ed|ment)|managed|management|controlled|relieved|required?|requiring|needed|needing|necessitat\w+
        |given|received|responded|responsive|resolv\w+|improv\w+
      |subsid\w+|settled|abated|disappear\w+|recover\w+|revers\w+|corrected|terminated|despite|in\s+spite\s+of
          |refractory|resistant|unresponsive|underwent|administered|started|commenced
      |begun|initiated|prescribed|took|taken|with|by|and)\b"""
)
_TREATED = cue(r"(?:treated|managed|controlled|treatment)\s+(?:\w+\s+)?(?:with|by|consist\w+)\b")
# The event came of the treatment, or is told as what it was given after.
_CAME_LATER = cue(
    r"\b(?:developed|experienced|complicated\s+by|resulting\s+in|resulted\s+in|led\s+to|caused|followed\s+by|before)\b"
)
_DIAGNOSIS = cue(
    r"""\b(?:diagnos(?:is|ed|tic)|confirmed|consistent\s+with|suggest(?:ed|ive|ing)|indicative|compatible|established
        |labelled|labeled|considered|suspected|in\s+short|namely)\b(?:\s+with)?(?:(?!\bwith\b)[^.;]){0,60}\Z"""
)
_SHOWN = cue(r"\b(?:revealed|showed|disclosed|demonstrated)\b[^.;]{0,60}\Z")

_DIAGNOSED = re.compile(
    r"\s*(?:\([^)]{0,40}\)\s*)?(?:,[^,.;]{1,30},)?,?\s*(?:was|is|were|had\s+been)\s+(?:\w+\s+)?(?:diagnosed|confirmed|suspected|established|made)\b"
)

EventMentions: TypeAlias = Mapping[str, Sequence[Found]]


def treated_events(
    narrative: Narrative,
    concept: Concept,
    events: EventMentions,
    collective: Sequence[Found],
    conditions: Sequence[Found] = (),
) -> list[str]:
    """Returns the events a therapy was given for, in the order of the case; none where none came before."""
    kinds = [mention for found in events.values() for mention in found if is_collective(mention.text)]
    named = Places(
        {
            key: [mention for mention in found if not is_collective(mention.text)]
            for key, found in events.items()
        }
    )
    collective = [*collective, *kinds]
    for way in (_said, _of_clause, partial(_of_kind, collective=collective)):
        found = {key for mention in concept.mentions for key in way(narrative, mention, named)}
        if found:
            return [key for key in events if key in found]
    if treats_tumours(concept) or any(
        _for_condition(narrative, mention, conditions) or _in_regimen(narrative, mention)
        for mention in concept.mentions
    ):
        return []
    for mention in concept.mentions:
        told = _meant(narrative, concept, mention, named)
        if told:
            return [key for key in events if key in told]
    return []


def _in_regimen(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention is a member of a list with agents of chemotherapy."""
    start, end = list_bounds(narrative, mention)
    return any(
        other.label in TREATMENTS and start <= other.start and other.end <= end and is_cytotoxic(other)
        for other in narrative.by_sentence[mention.sentence]
    )


def _for_condition(narrative: Narrative, mention: Found, conditions: Sequence[Found]) -> bool:
    """Says whether a condition is what a mention was given for: told as its purpose, or treated in its clause."""
    start, end = clause_of(narrative, mention)
    for other in conditions:
        if other.sentence != mention.sentence or not start <= other.start < end:
            continue
        if other.start >= mention.end:
            if _FOR.fullmatch(narrative.lowered, mention.end, other.start):
                return True
        elif _TREATED.search(narrative.lowered, other.end, mention.start):
            return True
    return False


def _said(narrative: Narrative, mention: Found, events: Places) -> set[str]:
    """Returns the events of a purpose behind a mention, with the rest of their list."""
    end = narrative.sentence_of(mention).end
    told = sorted((event.start, event.end, key) for key, event in events.inside(mention.end, end))
    named: set[str] = set()
    place = mention.end
    for start, stop, key in told:
        pattern = _AND if named else _FOR
        if not pattern.fullmatch(narrative.lowered, place, start):
            break
        named.add(key)
        place = stop
    return named


def _of_clause(narrative: Narrative, mention: Found, events: Places) -> set[str]:
    """Returns the events before a mention in its clause that the clause says were answered by it."""
    start, _ = clause_of(narrative, mention)
    named = set()
    for key, event in events.in_sentence(mention.sentence):
        if not start <= event.start < mention.start:
            continue
        between = narrative.lowered[event.end : mention.start]
        if _ANSWERED.search(between) and not _CAME_LATER.search(between):
            named.add(key)
    return named


def _of_kind(
    narrative: Narrative, mention: Found, events: Places, *, collective: Sequence[Found]
) -> set[str]:
    kinds = [other for other in collective if other.sentence == mention.sentence]
    if not kinds:
        return set()
    return {key for key, found in events.items() if any(_is_of(narrative, found, kind) for kind in kinds)}


def _is_of(narrative: Narrative, event: Sequence[Found], kind: Found) -> bool:
    """Says whether an event is of a kind: by its ending, or because the text says "and other" of that kind."""
    head = fold(kind.text).split()[-1]
    ending = head[-_ENDING:]
    if len(head) > _ENDING and any(fold(mention.text).endswith(ending) for mention in event):
        return True
    return any(
        re.match(
            rf"\s*(?:,\s*)?and\s+other\s+(?:\w+\s+){{0,2}}?{re.escape(head)}",
            narrative.after(mention),
        )
        for mention in event
    )


def _meant(narrative: Narrative, concept: Concept, mention: Found, events: Places) -> set[str]:
    """Returns the events told before a mention that it is for: those it works on, the diagnosis, or what was told last."""
    near = [
        (event, key)
        for index in range(max(0, mention.sentence - _FAR_BACK), mention.sentence + 1)
        for key, event in events.in_sentence(index)
        if event.end <= mention.start and narrative.sections_equal(event, mention)
    ]
    words = {
        key: " ".join(f"{item.lowered} {item.concept.lower()}" for item in events[key]) for _, key in near
    }
    fitting, is_narrow = worked_on(concept, words.keys(), words)
    if fitting:
        near = [pair for pair in near if pair[1] in fitting]
        return _diagnosed(narrative, near) or _last_told(near)
    if is_narrow:
        return set()
    close = [pair for pair in near if mention.sentence - pair[0].sentence <= _BACK]
    return (
        {key for event, key in close if event.sentence == mention.sentence}
        or _diagnosed(narrative, close)
        or _diagnosed(narrative, close, _SHOWN)
        or (_reaction(narrative, near) if close and is_for_all(concept) else _last_told(close))
    )


def _diagnosed(
    narrative: Narrative, near: Sequence[tuple[Found, str]], before: re.Pattern[str] = _DIAGNOSIS
) -> set[str]:
    """Returns the events told last as a diagnosis, or as what a test showed."""
    return _last_told(
        [
            pair
            for pair in near
            if before.search(narrative.before(pair[0]))
            or (before is _DIAGNOSIS and _DIAGNOSED.match(narrative.after(pair[0])))
        ]
    )


def _last_told(near: Sequence[tuple[Found, str]]) -> set[str]:
    """Returns the events of the last sentence that tells any."""
    last = max((event.sentence for event, _ in near), default=0)
    return {key for event, key in near if event.sentence == last}


def _reaction(narrative: Narrative, near: Sequence[tuple[Found, str]]) -> set[str]:
    """Returns the events of a reaction that is told in sentences close to each other, the last of them close by."""
    told = sorted({event.sentence for event, _ in near}, reverse=True)
    kept = told[:1]
    for index in told[1:]:
        last = narrative.sentences[kept[-1]]
        if last.index - index > _GAP or narrative.sentences[index].paragraph != last.paragraph:
            break
        kept.append(index)
    return {key for event, key in near if event.sentence in kept}
