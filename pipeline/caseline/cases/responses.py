"""What a report says of the effect of one therapy, as printed.

Source: section 4 (Therapies) of the annotation guideline: words about this therapy alone.
"""

from __future__ import annotations

import re

from caseline.cases.concepts import TREATMENTS, Concept
from caseline.cases.cues import cue
from caseline.cases.narrative import Found, Narrative
from caseline.cases.role_evidence import list_bounds

_DEGREE = r"""(?:(?:very|a|an|only|little|no|some|good|great|partial|complete|full|rapid|prompt|excellent|dramatic
    |marked|significant|slight|minimal|poor|modest|limited|temporary|transient|clinical|immediate|satisfactory|lasting
    |further|considerable|clear|sustained|initial)\s+)"""
_EFFECT = r"(?:effect|response|success|benefit|relief|improvement|result|resolution|recovery)"
# A length of time that belongs to what is said: "within three days", "for a few hours".
_TIME = r"(?:\s+(?:within|for|after|in|by)\s+(?:an?\s+|the\s+|about\s+)?(?:[\w-]+\s+){0,2}?(?:minutes?|hours?|days?|weeks?|months?))?"
_EASED = r"(?:eased|settled|resolved|subsided|improved|abated|disappeared|cleared|ceased|vanished|stopped|lessened|remitted|healed)"
# Wording that ends at the therapy; what counts begins at the cue and ends with the therapy.
_BEFORE = cue(
    rf"""(?P<said>
        (?:(?:has\s+|had\s+)?(?:failed|fails)\s+to\s+respond\s+to | (?:did|does|do|had
            |has)\s+not\s+respond(?:ed)?\s+to
          | (?:{_DEGREE}|brisk\s+|favou?rable\s+|no\s+clinical\s+)+(?:response|effect|relief|benefit|improvement)\s+(?:to|from|with|of|on)
          | not\s+(?:relieved|controlled|helped|touched|eased|improved)\s+(?:by|with)
          | unresponsive\s+to | refractory\s+to | resistant\s+to | respond(?:ed|s|ing)\s+(?:\w+\s+){{0,2}}?to | responsive\s+to
          | (?!stopped|ceased){_EASED}\s+(?:\w+ly\s+)?(?:only\s+)?(?:with|on|under|after(?!\s+(?:withdraw|discontinu|stopp|cessation|removal)))
          | (?:relieved|controlled|corrected|reversed|aborted|suppressed)\s+(?:\w+ly\s+)?(?:by|with))
      )\s+(?:(?!(?:withdrawal|discontinuation|cessation|stopping|removal|and)\b)[\w./%-]+\s+){{0,4}}?\Z"""
)
# Cultures and growths, which are resistant in the laboratory.
_CULTURE = cue(
    r"(?:isolates?|organisms?|strains?|bacteria|cultures?|pathogens?|staphylococc\w+|streptococc\w+|enterococc\w+|pseudomonas|coli|klebsiella|acinetobacter|tubercul\w+|virus)\b[^.;]{0,80}\Z"
)
# What a therapy acted on, with a second word where the noun phrase ends behind it: "the erythema nodosum,".
_IT = r"""(?:(?:the|his|her|their|these)\s+(?!dose|drug|need|risk|likelihood|number)\w+
      (?:\s+(?!but|and|or|in|on|of|with|within|after|by|for|from|at|to|over|only|again|completely|partially)[a-z]{3,16}
        (?=\s*[.,;)]|\s+(?:but|and|within|after|by|in|for|over|only)\b))?
    |it|them|him)"""
# Wording behind the therapy, which counts by itself.
_BEHIND = re.compile(
    rf"""\s*(?:\([^)]{{0,60}}\)\s*)?(?:[\w./%,-]+\s+){{0,14}}?(?:[\w-]+;\s+it\s+(?:[\w-]+\s+){{0,7}}?)?
      (?:
        (?P<with>(?:with|w/|without|w/o|to)\s+{_DEGREE}*(?:{_EFFECT}s?|avail)\b(?!\s+(?:of|in)\s))
      | (?:was|were|is|proved|appeared|seemed)\s+(?P<was>(?:(?:\w+ly|not|only|very|likewise|also|equally|too|somewhat)\s+)*(?:sufficient|insufficient
          |effective|ineffective|successful|unsuccessful|helpful|unhelpful|beneficial|of\s+(?:no|little|some)\s+(?:use
          |help|benefit|avail|value)))\b
      | (?:had|has|brought|gave|produced|provided|led\s+to|resulted\s+in|achieved)\s+(?:an?\s+)?(?P<verb>{_DEGREE}+{_EFFECT}\b(?:\s+whatsoever)?)
      | (?P<brought>(?:brought|gave|provided|offered|afforded)\s+(?:(?:him|her|me|them)\s+)?(?:relief|improvement|benefit)\b){_TIME}
      | (?:is|was|are|were|seems\s+to\s+be|has\s+been)\s+(?P<helping>(?:helping|working)(?:\s+(?:some|a\s+lot|a\s+little|a\s+bit|well|somewhat))?)\b
      | (?P<difference>(?:had\s+|has\s+)?(?:made|makes?)\s+(?:no|any|little)\s+difference)\b
      | (?P<neither>neither\s+of\s+(?:which|them)\s+(?:had\s+)?\w+\s+(?:any\s+)?\w+)\b
      | (?P<helped>(?:failed\s+to\s+(?:control|relieve|halt|stop|restore|terminate|abort|suppress|improve|correct
            |reverse|help|lower|raise)(?:\s+(?:the|a|an|his|her|it))?(?:\s+(?!and\b|but\b|despite\b)\w+)?
          |(?:did|does)\s+not\s+help|(?<!he\s)(?<!patient\s)failed|helped|worked|(?:brought|got|kept)\s+(?:it|them)\s+(?:down|under\s+control)
          |(?:ended|stopped|abolished|relieved|controlled|silenced|narrowed|settled|cleared|eased|reversed|corrected|terminated|improved|suppressed|reduced|lowered|diminished|healed|resolved|halted)\s+{_IT}(?:\s+again)?
          |did\s+(?:nothing|little)\s+for\s+(?:the|his|her)\s+\w+|kept\s+\w+\s+(?:free|\w+-free)(?:\s+of\s+\w+)?)\b(?!\s+to\s+respond){_TIME})
      )
      | \s*(?:\([^)]{{0,60}}\)\s*)?(?:[\w./%,-]+\s+){{0,8}}?
      (?:
        (?P<bare>(?<=,\s){_DEGREE}+{_EFFECT}\b(?!\s+(?:of|in|from)\s))
      | (?:[\w-]+,\s+which|,\s+which)\s+(?:had\s+)?(?P<which>{_EASED}\b{_TIME})
      )
      | [^.;]{{0,80}}?,?\s+(?:but|to\s+which|and|however,?)\s+(?:he|she|they|the\s+\w+|there\s+was|it)\s+
        (?P<replied>(?:did\s+not|failed\s+to)\s+respond|no\s+response|responded(?:\s+(?:\w+ly|well))?|(?:{_DEGREE})+response)\b(?!\s+to\b)""",
    re.VERBOSE,
)
_NOR = re.compile(r",?\s+nor\s+(?:\w+\s+)?")
# What a list of vain attempts opens with.
_NEITHER = cue(r"neither\s+(?:\w+\s+){0,2}?\Z")


def response_of(narrative: Narrative, concept: Concept) -> str | None:
    """Returns the words about the effect of a therapy, from the first mention that has any."""
    for mention in concept.mentions:
        said = _said(narrative, mention)
        if said:
            return said
    return None


def _said(narrative: Narrative, mention: Found) -> str | None:
    sentence = narrative.sentence_of(mention)
    first, last = _bounds(narrative, mention)
    before = _BEFORE.search(narrative.lowered, sentence.start, first)
    if (
        before is not None
        and not _others(narrative, mention, before.end("said"), first)
        and not _CULTURE.search(narrative.lowered, sentence.start, before.start())
    ):
        return narrative.text[before.start("said") : last]
    behind = _BEHIND.match(narrative.lowered, last, sentence.end)
    if behind is None:
        return None
    group = next((name for name, said in behind.groupdict().items() if said is not None), None)
    if group is None:
        return None
    start, end = behind.span(group)
    if _others(narrative, mention, last, end):
        return None
    vain = _NEITHER.search(narrative.lowered, sentence.start, first) if group == "difference" else None
    return narrative.text[vain.start() if vain is not None else start : end]


def _bounds(narrative: Narrative, mention: Found) -> tuple[int, int]:
    """Returns the list that a mention is a member of, with what "nor" joins to it."""
    first, last = list_bounds(narrative, mention)
    beside = [other for other in narrative.by_sentence[mention.sentence] if other.label in TREATMENTS]
    for other in beside:
        if other.start >= last and _NOR.fullmatch(narrative.lowered, last, other.start):
            last = other.end
    for other in reversed(beside):
        if other.end <= first and _NOR.fullmatch(narrative.lowered, other.end, first):
            first = other.start
    return first, last


def _others(narrative: Narrative, mention: Found, start: int, end: int) -> bool:
    """Says whether another treatment stands in a stretch: then the words are about that one, or about both."""
    return any(
        other.label in TREATMENTS and other.index != mention.index and start <= other.start < end
        for other in narrative.by_sentence[mention.sentence]
    )
