"""Drugs and therapies told apart: suspect, concomitant, or given to treat the event.

Wording around each mention is evidence for a role; the sum over a treatment's mentions decides.
A drug that is given means nothing by itself: before the event it is an exposure, after it a therapy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from caseline.cases.concepts import Concept
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.nlp.patterns.base import lower
from caseline.schema.document import SectionName
from caseline.schema.mention import Label


class Role(StrEnum):
    """What a treatment is to the case."""

    SUSPECT = "suspect"
    CONCOMITANT = "concomitant"
    THERAPY = "therapy"


class Cue(NamedTuple):
    """Wording directly before or behind a treatment that speaks for a role."""

    role: Role
    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Judged:
    """A treatment with its role and the strength of the evidence for being a suspect.

    `is_apart` says that the text tells it to be concomitant.
    """

    concept: Concept
    role: Role
    suspicion: float
    is_apart: bool = False


def _before(role: Role, weight: float, pattern: str) -> Cue:
    return Cue(role, weight, cue(rf"(?:{pattern})\s+{_FILLER}\Z"))


def _behind(role: Role, weight: float, pattern: str) -> Cue:
    return Cue(role, weight, re.compile(rf"\A{_TAIL}(?:{pattern})", re.VERBOSE))


# What may stand between a cue and the treatment's name: articles, doses, routes, adjectives.
_FILLER = r"(?:(?!(?:and|but|then|after|with|to|of|whereas|while)\b)[\w.%/µ–-]+\s+){0,5}?"
# What may stand behind a name before the verb: "therapy", "400 mg daily", "(brand)", "which".
_TAIL = r"\s*(?:\([^)]{0,40}\)\s*)?(?:[\w./%-]+\s+){0,3}?"
_EVENTUALLY = r"(?:subsequently|later|then|soon|shortly|promptly|gradually|suddenly|rapidly|again)"

_CUES_BEFORE = (
    _before(
        Role.SUSPECT,
        3,
        r"""\b(?:induced|caused|triggered|precipitated|provoked|mediated)\s+by | \bdue\s+to | \bsecondary\s+to
          | \b(?:attributed|attributable|related|owing|ascribed)\s+to | \ballerg(?:y|ic)\s+to
          | \b(?:reactions?|hypersensitivity|intolerance|exposure)\s+(?:to|from)
          | \b(?:side|adverse|toxic)\s+(?:effects?|reactions?|events?)\s+(?:of|to|from|with)
          | \b(?:toxicity|complications?|overdose|poisoning|intoxication|ingestion|misuse)\s+(?:of|from|with)
          | \bassociated\s+with | \b(?:developed|suffered|resulting|arising|complications?)\s+from""",
    ),
    _before(
        Role.SUSPECT,
        2,
        r"""\b(?:discontinu\w+|withdr\w+|stopp\w+|cessation|suspen\w+|interrupt\w+)\s+(?:of)?
          | \b(?:rechallenge|re-?challenged|re-?exposure|re-?introduction|re-?administration|restarting)\s+(?:with|of|to)?
          | \b(?:point(?:s|ed|ing)?|relat(?:es|ed|ing)|ascrib\w+|attribut\w+)\s+to | \bput\s+(?:me|him|her)\s+on
          | \b(?:suspected|culprit|offending|causative|implicated)\s+(?:drug|agent|medication)s?\W*""",
    ),
    _before(
        Role.SUSPECT,
        1.5,
        r"""\b(?:after|followed|follows|following|during|since|upon|within\s+[\w\s]{0,20}of|days?\s+of|weeks?\s+of|months?\s+of|hours?\s+of|post)
            (?:\s+(?:the|a|an|his|her|my|their|first|second|third|last|initial|oral|intravenous|initiation|introduction|commencement|starting|beginning
              |receiving|taking|administration|infusion|injection|ingestion|intake|use|completion|completing|course|dose
              |doses|cycle|cycles|treatment|therapy|vaccination|immuni[sz]ation|with|of|on|by))*""",
    ),
    _before(
        Role.CONCOMITANT,
        2,
        r"""\b(?:concomitant|concurrent|other|home|current|regular|usual|background|baseline|ongoing)(?:ly)?
            \s+(?:medications?|drugs?|medicines?|treatments?|therap(?:y|ies)|use)\b[^.;]{0,60}?
          | \b(?:medications?|drugs?|medicines?)\s+(?:included|includes|were|consisted\s+of|on\s+admission\s+(?:were|included))
          | \b(?:also|already|chronically|regularly)\s+(?:been\s+)?(?:taking|receiving|using|on|treated\s+with|took|takes)
          | \b(?:takes|uses|is\s+(?:on|taking|using)|currently\s+(?:on|taking|using)|daily\s+use\s+of)
          | \b(?:long[- ]term|maintenance|chronic|stable\s+dose\s+of|maintained\s+on)""",
    ),
)
_CUES_BEHIND = (
    _behind(
        Role.SUSPECT,
        3,
        r"""[-–\s]*(?:induced|related|associated|triggered|provoked)\b
          | (?:toxicity|poisoning|overdose|intoxication|hypersensitivity|allergy|embryopathy)\b""",
    ),
    _behind(
        Role.SUSPECT,
        2,
        rf"""(?:was|were|is|being|had\s+been)\s+(?:{_EVENTUALLY}\s+|immediately\s+|permanently\s+|temporarily\s+|therefore\s+)*
            (?:discontinued|stopped|withdrawn|ceased|held|suspended|withheld|interrupted|suspected|implicated|blamed)
          | (?:(?:was|is|were|being|as)\s+)?(?:the\s+)?(?:most\s+)?(?:likely\s+|probable\s+)?(?:responsible|to\s+blame|culprit|cause)\b
          | (?:as\s+the\s+(?:\w+\s+)?(?:cause|culprit))\b
          | (?:discontinuation|withdrawal|cessation|rechallenge|re-?challenge|re-?exposure)\b
          | (?:may|might|could|can)\s+(?:have\s+)?(?:cause[ds]?|induced?|trigger(?:ed)?|contributed?|led|precipitated?)\b
          | (?:caused|induced|triggered|precipitated|provoked)\b""",
    ),
    _behind(
        Role.SUSPECT,
        1.5,
        rf"""(?:(?:and|when|who|but|he|she|the\s+patient|{_EVENTUALLY})\W+){{1,3}}(?:\w+\s+){{0,3}}?
            (?:developed|experienced|presented|noticed|noted|complained|suffered|became|had|felt)\b""",
    ),
    _behind(
        Role.CONCOMITANT,
        2,
        r"(?:(?:was|were)\s+(?:\w+\s+)?(?:continued|maintained|unchanged|left\s+unchanged)|had\s+been\s+(?:taken|tolerated|given)\s+(?:for|since))\b|(?:for|since)\s+(?:many\s+|several\s+|\w+\s+)?(?:years|decades|\d{4})\b",
    ),
    _behind(Role.THERAPY, 1, r"(?:was|were)\s+(?:\w+\s+)?tapered\b"),
)
_GIVEN_BEFORE = cue(
    rf"""(?:
        \b(?:treated|managed|resuscitated|supported|controlled|relieved|covered|medicated|premedicated)\s+
          (?:\w+ly\s+)?(?:with|by|using|for\s+\w+\s+with)
      | \b(?:received|receiving|given|administered|start(?:ed|ing)(?:\s+(?:on|with))?|commenced(?:\s+on)?|initiated(?:\s+on)?|began
          |prescribed|required|requiring|underwent|placed\s+on|put\s+on|took|taking|added|used|infused|injected)
      | \b(?:treatment|therapy|management|regimen|course|doses?|administration|infusions?|injections?|prescription)
        \s+(?:\w+\s+)?(?:with|of|by|included|consisted\s+of|using)
      | \b(?:multiple|various|high[- ]dose|empiric(?:al)?)
      | \bon
      )\s+{_FILLER}\Z"""
)
_GIVEN_BEHIND = re.compile(
    rf"""\A{_TAIL}(?:\w+\s+){{0,3}}?(?:(?:was|were|had\s+been|has\s+been)\s+)?(?:{_EVENTUALLY}\s+|also\s+|immediately\s+|therefore\s+)*
        (?:given|administered|started|commenced|initiated|added|prescribed|instituted|used|performed|infused|begun|introduced|required)\b""",
    re.VERBOSE,
)
_CURING_BEFORE = cue(
    rf"""(?:
        \b(?:respon(?:ded|se|sive)|refractory|resistant|resolution|recovery|remission|relief)\s+(?:\w+\s+)?(?:to|with|after|following|on)
      | \b(?:resolv\w+|improv\w+|recover\w+|subsid\w+|disappear\w+|abat\w+|settled|regress\w+|normali[sz]ed|reversed|alleviated|cured|ameliorated)
          \s+(?:\w+\s+){{0,5}}?(?:after|with|on|following|by|under|upon)
      | \b(?:switch\w*|chang\w+|convert\w+)\s+(?:\w+\s+){{0,2}}?to | \b(?:replac\w+|substitut\w+)\s+(?:by|with)
      | \bsuccessful(?:ly)?\s+(?:\w+\s+)?(?:with|treatment\s+with|by|use\s+of)
      )\s+{_FILLER}(?:(?:treatment|therapy|administration|infusion|initiation)\s+(?:with|of)\s+)?{_FILLER}\Z"""
)
_TO_TREAT = re.compile(
    r"\A[^.;]{0,160}?\b(?:to\s+(?:treat|manage|control|relieve)|for\s+(?:the\s+)?(?:treatment|management)\s+of)\b"
)
_LINK = re.compile(
    r"""(?: , | / | \+ | & | - | – | \( | \) | \s
      | \b(?:and|or|plus|as\s+well\s+as|combined\s+with|followed\s+by|then|the|a|an|with)\b
      | \b(?:daily|orally|intravenous(?:ly)?|oral|iv|high[- ]dose)\b
      | [\d.]+\s*(?:mg|g|mcg|[µμ]g|ml|iu|units?)(?:/\w+)* )*\Z""",
    re.VERBOSE,
)
_ANTERIOR = cue(
    r"\bhad\s+(?:\w+\s+){0,2}?(?:started|begun|taken|received|prescribed|given|commenced|used|been\s+(?:taking|given|started|prescribed|receiving|on))\b"
)
_NEAR = 60  # characters before a treatment
_PLAIN_SUSPICION = 1.5
_MEASURED_BEFORE = cue(
    r"\b(?:detected|measured|revealed|positive\s+for|negative\s+for|screen(?:ing|ed)?\b[^.;]{0,60}|levels?\s+of|concentrations?\s+of|serum|plasma)\b[^.;]{0,120}\Z"
)
_MEASURED_BEHIND = re.compile(
    r"\A\s*(?:amino\w*|dehydrogenase|phosphatase|kinase)\b|\A[^.;]{0,40}?\b(?:levels?|concentrations?|measured|(?:was|were)\s+(?:not\s+)?detected|assays?|titers?)\b"
)
_TREATING = cue(
    r"""\b(?:given|gave|received|receiv(?:es|ing)|administer\w+|treat\w+|manag\w+|start\w+|initiat\w+|commenc\w+|prescri\w+|took|takes|taking
      |taken|used|using|uses|required|underwent|on|with|therapy|sufficient|continu\w+|add(?:ed|ition)|placed|switch\w+|perform\w+|mg|dose\w*
      |discontinu\w+|withdr\w+|stopped|after|following|inject\w+|infus\w+|vaccinat\w+|appl(?:ied|ication)|ingest\w+|intubated|extubated|transfused)\b"""
)
_FOLLOWS = cue(r"\b(?:developed|experienced|resulting\s+in|led\s+to|presented|noticed)\b")
# Names too wide to be a drug of a case.
_GENERIC = re.compile(
    r"""\A(?:other|these|various|different|multiple|several|any|the|all|such|new|prescribed|his|her|concomitant)?\s*
        (?:medic(?:ation|ine)s?|drugs?|treatments?|therap(?:y|ies)|agents?|pills?|tablets?|doses?|substances?|regimens?
          |medical\s+(?:treatment|therapy|management)|(?:supportive\s+)?care|management|immunotherap(?:y|ies)
          |vaccin(?:e|es|ation|ations)|immuni[sz]ations?|jabs?|shots?|injections?|infusions?
          # what a laboratory measures
          |bilirubin|creatinine|ha?emoglobin|transaminases?|(?:blood\s+)?urea(?:\s+nitrogen)?|troponin
          |c-reactive\s+protein)\Z""",
    re.VERBOSE,
)


def is_generic(text: str) -> bool:
    """Says whether a mention names no treatment in particular ("medication")."""
    return _GENERIC.match(lower(text)) is not None


def judge(narrative: Narrative, concepts: Sequence[Concept], events: Sequence[Found]) -> tuple[Judged, ...]:
    """Returns the role of each treatment; `events` are the affirmed mentions of the patient's events.

    Where nothing speaks for a suspect, the drugs given before the first event are suspected.
    """
    current = [
        concept
        for concept in concepts
        if not all("HISTORICAL" in mention.context for mention in concept.mentions)
    ]
    judged = []
    for concept in current:
        score = _scores(narrative, concept, events)
        if not any(score.values()) and not any(_is_taken(narrative, mention) for mention in concept.mentions):
            continue  # a laboratory found it, or the text only names it
        role = _decide(narrative, concept, score, events)
        judged.append(Judged(concept, role, score[Role.SUSPECT], is_apart=score[Role.CONCOMITANT] > 0))
    if not any(item.role is Role.SUSPECT for item in judged):
        judged = _suspect_by_time(judged, events)
    return tuple(judged)


def _is_taken(narrative: Narrative, mention: Found) -> bool:
    """Says whether a treatment is told as given, rather than measured in a sample or only named."""
    if _is_measured(narrative, mention):
        return False
    return _TREATING.search(narrative.sentence_of(mention).lowered) is not None


def _is_measured(narrative: Narrative, mention: Found) -> bool:
    """Says whether a mention is a result of a laboratory."""
    measured = _MEASURED_BEFORE.search(narrative.before(mention)) or _MEASURED_BEHIND.match(
        narrative.after(mention)
    )
    return measured is not None


def _decide(
    narrative: Narrative, concept: Concept, score: dict[Role, float], events: Sequence[Found]
) -> Role:
    suspect, therapy, concomitant = score[Role.SUSPECT], score[Role.THERAPY], score[Role.CONCOMITANT]
    if all(mention.label is Label.THERAPY for mention in concept.mentions):
        return Role.THERAPY if suspect < _PLAIN_SUSPICION * 2 else Role.SUSPECT
    if suspect >= _PLAIN_SUSPICION and suspect >= max(therapy, concomitant):
        return Role.SUSPECT
    if max(therapy, concomitant) > 0:
        return Role.THERAPY if therapy >= concomitant else Role.CONCOMITANT
    later = _event_precedes(narrative, concept.mentions[0], events) and not suspect
    return Role.THERAPY if later else Role.CONCOMITANT


def _suspect_by_time(judged: list[Judged], events: Sequence[Found]) -> list[Judged]:
    """Suspects what was given before the first event: the most blamed of it, or all when nothing is blamed."""
    first = min((event.start for event in events), default=None)
    if first is None:
        return judged
    free = [item for item in judged if not item.is_apart]
    given = [
        item for item in free if item.role is Role.CONCOMITANT and item.concept.mentions[0].start < first
    ]
    blamed = max((item.suspicion for item in free), default=0.0)
    if blamed > 0:
        given = [item for item in free if item.suspicion == blamed]
    return [Judged(item.concept, Role.SUSPECT, item.suspicion) if item in given else item for item in judged]


def _scores(narrative: Narrative, concept: Concept, events: Sequence[Found]) -> dict[Role, float]:
    score = dict.fromkeys(Role, 0.0)
    for mention in concept.mentions:
        if "HISTORICAL" in mention.context or _is_measured(narrative, mention):
            continue
        for role, weight in _evidence(narrative, mention, events):
            score[role] += weight
    return score


def _evidence(narrative: Narrative, mention: Found, events: Sequence[Found]) -> list[tuple[Role, float]]:
    """Returns what the wording around one mention says, the list it stands in taken as one."""
    before, behind = _windows(narrative, mention)
    found = [(cue.role, cue.weight) for cue in _CUES_BEFORE if cue.pattern.search(before)]
    found += [(cue.role, cue.weight) for cue in _CUES_BEHIND if cue.pattern.search(behind)]
    if _CURING_BEFORE.search(before):
        return [(Role.THERAPY, 3.0)]
    treats = _TO_TREAT.match(behind)
    preceded = _event_precedes(narrative, mention, events)
    if treats and preceded:
        found.append((Role.THERAPY, 2.0))
    given = _GIVEN_BEFORE.search(before) or _GIVEN_BEHIND.search(behind)
    strong = any(role is Role.SUSPECT for role, _ in found)
    anterior = _ANTERIOR.search(before[-_NEAR:]) is not None
    if given and anterior and not strong:
        # "had started": before what has been told, in whatever order it is told.
        found.append((Role.SUSPECT, 1.0))
    elif given and not strong:
        # Given after an event is a therapy; before any, an exposure.
        found.append((Role.THERAPY, 1.0) if preceded else (Role.SUSPECT, 0.5))
    if mention.section is SectionName.TITLE and not given:
        found.append((Role.SUSPECT, 1.5))
    return found


def _windows(narrative: Narrative, mention: Found) -> tuple[str, str]:
    """Returns the text before and behind the list of treatments that a mention stands in."""
    sentence = narrative.sentence_of(mention)
    peers = [
        other
        for other in narrative.by_sentence[mention.sentence]
        if other.label in {Label.DRUG, Label.THERAPY}
    ]
    place = next(i for i, other in enumerate(peers) if other.index == mention.index)
    first = last = place
    while first > 0 and _LINK.match(narrative.lowered[peers[first - 1].end : peers[first].start]):
        first -= 1
    while last + 1 < len(peers) and _LINK.match(narrative.lowered[peers[last].end : peers[last + 1].start]):
        last += 1
    return (
        narrative.lowered[sentence.start : peers[first].start],
        narrative.lowered[peers[last].end : sentence.end],
    )


def _event_precedes(narrative: Narrative, mention: Found, events: Sequence[Found]) -> bool:
    """Says whether an event of the same telling comes before, and none is said to come after in the sentence."""
    sentence = narrative.sentence_of(mention)
    earlier = any(
        event.start < mention.start and narrative.sections_equal(event, mention) for event in events
    )
    later = any(event.start > mention.end and event.sentence == sentence.index for event in events)
    return earlier and not (later and _FOLLOWS.search(narrative.after(mention)))
