"""Which events a therapy was given for, from the wording around it.

In this order: a purpose said behind it ("for the fever"), an event of its clause that it follows or that it is
said to have worked on, a word for a kind of events ("cytopenias"), those told before that it works on by its
nature (`targets`), the diagnosis told just before, else the findings told last; a reaction as a whole where the
treatment is one of allergy or shock. What only a biopsy or a scan showed is not what was treated, where the
reaction has a name. A treatment that such diseases of the patient are treated with is for them.

Source: section 4 (Therapies) of the annotation guideline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeAlias

from caseline.cases.announcements import is_title
from caseline.cases.clauses import clause_of
from caseline.cases.concepts import TREATMENTS, Concept
from caseline.cases.cues import cue
from caseline.cases.diseases import is_collective
from caseline.cases.generic import is_cytotoxic, treats_tumours
from caseline.cases.narrative import Found, Narrative
from caseline.cases.places import Places
from caseline.cases.role_evidence import list_bounds
from caseline.cases.targets import is_for_all, is_of_allergy, worked_on
from caseline.cases.uses import Fit, fit
from caseline.nlp.lexicon_atoms import fold
from caseline.schema.document import SectionName
from caseline.schema.mention import Label

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
        |(?:brought|gave|giving|provided|providing|produc(?:ed|ing)|achiev(?:ed|ing)|obtained|led\s+to|leading\s+to|result(?:ed|ing)\s+in)\s+(?:\w+\s+){0,3}?
            (?:relief|resolution|improvement|control|remission|regression|healing|clearance|clearing|disappearance|reversal)\s+(?:of|from|in)
        |(?:has|have|had)\s+(?:since\s+)?(?:kept|held)|(?:keeps|keeping|to\s+keep)
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
    for way in (_said, _yielded, _of_clause, partial(_of_kind, collective=collective)):
        found = {key for mention in concept.mentions for key in way(narrative, mention, named)}
        if found:
            return [key for key in events if key in found]
        if way is _said and any(_purpose(narrative, mention, conditions) for mention in concept.mentions):
            return []
    if treats_tumours(concept) or any(
        _for_condition(narrative, mention, conditions) or _in_regimen(narrative, mention)
        for mention in concept.mentions
    ):
        return []
    if _is_of_condition(concept, named, conditions):
        return []
    for mention in concept.mentions:
        told = _meant(narrative, concept, mention, named)
        if told:
            return [key for key in events if key in told]
    # Given for nothing else: dialysis, where the poisoning is named behind it.
    words = {key: " ".join(_words(found)) for key, found in named.items()}
    fitting, is_narrow = worked_on(concept, words.keys(), words)
    return [key for key in events if key in fitting] if is_narrow else []


def _in_regimen(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention is a member of a list with agents of chemotherapy."""
    start, end = list_bounds(narrative, mention)
    return any(
        other.label in TREATMENTS and start <= other.start and other.end <= end and is_cytotoxic(other)
        for other in narrative.by_sentence[mention.sentence]
    )


def _purpose(narrative: Narrative, mention: Found, conditions: Sequence[Found]) -> bool:
    """Says whether a condition is told behind a mention as what it was given for."""
    _, end = clause_of(narrative, mention)
    return any(
        other.sentence == mention.sentence
        and mention.end <= other.start < end
        and not _is_crossed(narrative, mention, other.start)
        and _FOR.fullmatch(narrative.lowered, mention.end, other.start)
        for other in conditions
    )


def _for_condition(narrative: Narrative, mention: Found, conditions: Sequence[Found]) -> bool:
    """Says whether a condition is told before a mention in its clause as treated with it."""
    start, _ = clause_of(narrative, mention)
    return any(
        other.sentence == mention.sentence
        and start <= other.start < mention.start
        and _TREATED.search(narrative.lowered, other.end, mention.start)
        for other in conditions
    )


# Treatments of so many things that a disease of the patient says nothing of what they were for.
_MANIFOLD = cue(
    r"""(?:\w*predniso(?:lo)?ne|dexamethasone|hydrocortisone|betamethasone|\w*steroids?|deflazacort|triamcinolone|\w+cetirizine|cetirizine|loratadine|\w*histamines?|diphenhydramine|hydroxyzine|\w+(?:azepam|azolam)
        |paracetamol|acetaminophen|ibuprofen|\w*morphine|fentanyl|c[iy]closporine?|cyclophosphamide|rituximab|mycophenol\w+|infliximab|tacrolimus|immunoglobulins?|ivig|\w+olol|furosemide|insulin|interferon|zinc|aspirin)\b"""
)
_FEVERISH = re.compile(r"fever|febril|pyrexi|sepsis|septic|neutropen|agranulo")


def _is_of_condition(concept: Concept, events: Places, conditions: Sequence[Found]) -> bool:
    """Says whether a treatment is one of a disease that the patient has, and of no event of the case."""
    names = _words(concept.mentions)
    if concept.mentions[0].label is not Label.DRUG or any(map(_MANIFOLD.search, names)):
        return False
    told = {key: _words(found) for key, found in events.items()}
    if any(fit(names, words) is Fit.FITS or any(map(_FEVERISH.search, words)) for words in told.values()):
        return False
    if worked_on(concept, told, {key: " ".join(words) for key, words in told.items()})[0]:
        return False
    return any(fit(names, (other.lowered, other.concept.lower())) is Fit.FITS for other in conditions)


def _words(mentions: Sequence[Found]) -> set[str]:
    return {word for item in mentions for word in (item.lowered, item.concept.lower()) if word}


def _said(narrative: Narrative, mention: Found, events: Places) -> set[str]:
    """Returns the events of a purpose behind a mention, with the rest of their list."""
    end = narrative.sentence_of(mention).end
    told = sorted((event.start, event.end, key) for key, event in events.inside(mention.end, end))
    named: set[str] = set()
    place = mention.end
    for start, stop, key in told:
        pattern = _AND if named else _FOR
        if not named and _is_crossed(narrative, mention, start):
            break
        if not pattern.fullmatch(narrative.lowered, place, start):
            break
        named.add(key)
        place = stop
    return named


def _is_crossed(narrative: Narrative, mention: Found, place: int) -> bool:
    """Says whether a treatment of another list stands between a mention and what is told behind, which is that one's."""
    bounds = list_bounds(narrative, mention)
    return any(
        other.label in TREATMENTS
        and mention.end <= other.start < place
        and list_bounds(narrative, other) != bounds
        for other in narrative.by_sentence[mention.sentence]
    )


# "With prednisolone the fever went", "under cholestyramine the itch subsided".
_WITH = cue(r"""(?:with|under|on|after|following|upon|by\s+means\s+of)\s+(?:(?!no\b)[\w.,/%-]+\s+){0,3}?\Z""")
_YIELDED = re.compile(
    r"""\s+(?:(?:then|also|promptly|quickly|rapidly|gradually|slowly|completely|partly|soon|had|has|have|all|both)\s+)*
        (?:went(?:\s+away)?|settled|subsided|resolved|disappeared|improved|cleared|abated|faded|flattened|healed|vanished|ceased|normali[sz]ed|stopped|regressed|receded|lessened|dried|was\s+(?:controlled|relieved)|were\s+(?:controlled|relieved)|came\s+under\s+control)\b""",
    re.VERBOSE,
)


def _yielded(narrative: Narrative, mention: Found, events: Places) -> set[str]:
    """Returns the events behind a mention that are told to have gone under it."""
    if not _WITH.search(narrative.before(mention)):
        return set()
    told = sorted(
        (event.start, event.end, key)
        for key, event in events.inside(mention.end, narrative.sentence_of(mention).end)
    )
    others = [
        other.start
        for other in narrative.by_sentence[mention.sentence]
        if other.label in TREATMENTS and other.start >= mention.end
    ]
    limit = min(others, default=narrative.sentence_of(mention).end)
    gone = [place for place, (_, end, _) in enumerate(told) if _YIELDED.match(narrative.lowered, end)]
    return {key for place in gone for start, _, key in told[: place + 1] if start < limit}


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
    before = [(event, key) for key, found in events.items() for event in found if event.end <= mention.start]
    words = {
        key: " ".join(f"{item.lowered} {item.concept.lower()}" for item in events[key]) for _, key in before
    }
    fitting, is_narrow = worked_on(concept, words.keys(), words)
    beside = _is_beside_allergy(narrative, mention)
    if is_for_all(concept) and beside:
        fitting = set()
    told = [pair for pair in near if pair[1] in fitting]
    if told:
        return _diagnosed(narrative, told) or _last_told(told)
    if is_narrow:
        return _last_told([pair for pair in before if pair[1] in fitting])
    titles = {key for event, key in before if _is_in_title(narrative, event)}
    headline = titles if any(not _is_in_title(narrative, event) for event, _ in before) else set()
    if headline & fitting:
        return headline & fitting
    shown = {key for _, key in before if all(_is_finding(narrative, item) for item in events[key])}
    seen = [pair for pair in near if pair[1] not in shown]
    close = [pair for pair in seen if mention.sentence - pair[0].sentence <= _BACK]
    own = [pair for pair in close if not _is_answered(narrative, pair[0])] or close
    diseases = {key for key in headline if any(_DISEASE.search(item.lowered) for item in events[key])}
    whole = close and is_for_all(concept) and (beside or not diseases)
    return (
        {key for event, key in own if event.sentence == mention.sentence}
        or _diagnosed(narrative, own)
        or _diagnosed(narrative, own, _SHOWN)
        or (_reaction(narrative, seen) if whole else set())
        or _named(diseases, events, _last_told(own))
        or headline
        or _last_told([pair for pair in near if mention.sentence - pair[0].sentence <= _BACK])
    )


def _is_beside_allergy(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention is told in one sentence with a treatment of allergy."""
    return any(
        other.label in TREATMENTS and is_of_allergy(other.lowered)
        for other in narrative.by_sentence[mention.sentence]
    )


def _is_answered(narrative: Narrative, event: Found) -> bool:
    """Says whether an event is told as what another treatment was given for."""
    return any(
        other.label in TREATMENTS
        and other.end <= event.start
        and _FOR.fullmatch(narrative.lowered, other.end, event.start)
        for other in narrative.by_sentence[event.sentence]
    )


def _named(diseases: set[str], events: Places, last: set[str]) -> set[str]:
    """Returns the diseases of a title, where nothing but symptoms was told last, else what was."""
    told = any(_DISEASE.search(item.lowered) for key in last for item in events[key])
    return last if told else diseases or last


# What a test shows, and names of diseases among it.
_TEST = cue(
    r"""(?:biops(?:y|ies)|histolog\w+|histopath\w+|immunofluorescence|immunohisto\w+|smears?|aspirates?|lavage|bronchoscopy|\w*endoscopy|colonoscopy|cytology|tomograph\w+|ct|mri|mr|magnetic\s+resonance|ultraso\w+
        |radiograph\w*|x-?rays?|scans?|scintigra\w+|sequences|echocardiogra\w+|electrocardiogra\w+|ecg|ekg|eeg|electroencephalogra\w+|electromyogra\w+|emg|angiogra\w+|urinalysis|urine|microscopy|specimens?|films?|dermoscopy)\b[^.;]{0,160}\Z"""
)
_DISEASE = re.compile(
    r"""(?:\w*(?!cytosis|phagocytosis)\w{3,}(?:itis|opathy|opathies|olysis|a?emia)|syndrome|disease|failure|infarct\w*|stroke|ha?emorrhage|bleeding|thromb(?:osis|oses|ocytopenia)|embolism|injury|pulmonary\s+o?edema|anaphyl\w+
        |(?:dermat|fibr|psych|acid|lymphohistiocyt)osis|pustulosis|pneumothorax|perforation|abscess|ulcers?|eruption|rash|erythema\s+multiforme|effusion|tamponade|cholestasis|myelosuppression|aplasia)\b""",
    re.VERBOSE,
)


def _is_finding(narrative: Narrative, event: Found) -> bool:
    """Says whether a mention is of what a test showed, and names no disease."""
    return not _DISEASE.search(event.lowered) and _TEST.search(narrative.before(event)) is not None


def _is_in_title(narrative: Narrative, event: Found) -> bool:
    return event.section is SectionName.TITLE or (event.sentence == 0 and narrative.once(_begins_with_title))


def _begins_with_title(narrative: Narrative) -> bool:
    """Says whether the first sentence is a title: a line of its own without a full stop, or worded as one."""
    first = narrative.sentences[0]
    apart = len(narrative.sentences) > 1 and narrative.sentences[1].paragraph > first.paragraph
    return (apart and not first.text.rstrip().endswith((".", ":"))) or is_title(first, own=True)


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
