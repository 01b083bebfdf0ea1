"""What wording says that a disease or sign is an event of the case, or a condition the patient brought along.

Each row is a family of wording that stands right before, or right behind, the list of diseases a mention is a member of. Its weight is
about the log odds (base e) of the role against the other kind where the family holds, fitted on the training part of PHEE and rounded to a
half; families that this corpus is too poor in carry the weight of their nearest neighbour. Patterns read lower-cased text.

Source: sections 3 and 4 of the annotation guideline; PHEE, Sun et al., EMNLP 2022, https://aclanthology.org/2022.emnlp-main.376
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from caseline.cases.cues import cue


class DiseaseRole(StrEnum):
    """What a disease or sign is to the case; `CONDITION` is evidence for any of the three roles of a condition."""

    EVENT = "event"
    INDICATION = "indication"
    HISTORY = "history"
    COMORBIDITY = "comorbidity"
    CONDITION = "condition"
    COLLECTIVE = "collective"
    CONSIDERED = "considered"


@dataclass(frozen=True, slots=True)
class Cue:
    """A family of wording that speaks for a role.

    Args:
        name: What the family is called in tests and explanations.
        role: The role it speaks for.
        weight: How much.
        pattern: The wording; it ends, or begins, at the list of diseases.
    """

    name: str
    role: DiseaseRole
    weight: float
    pattern: re.Pattern[str]


_EVENT = DiseaseRole.EVENT
_INDICATION = DiseaseRole.INDICATION
_HISTORY = DiseaseRole.HISTORY
_COMORBIDITY = DiseaseRole.COMORBIDITY
_CONDITION = DiseaseRole.CONDITION
# Adjectives and articles before the name.
_FILLER = (
    r"(?:(?!(?:with|for|of|after|following|to|develop\w+|and|in|by|who|which|that|during|due|from|on|treated|receiving|while|was|were|is|are|had|has)\b)"
    r"[\w'’%,/().–-]+\s+){0,4}?[\"“(]?"
)
_PERSON = (
    r"(?:wom[ae]n|m[ae]n|boys?|girls?|child(?:ren)?|infants?|neonates?|newborns?|patients?|pts?|females?|males?|lady|ladies|gentlem[ae]n|adults?|bab(?:y|ies)|persons?"
    r"|people|adolescents?|individuals?|subjects?|recipients?|youths?|volunteers?|teenagers?|twins?|smokers?|victims?|sufferers?|survivors?|carriers?)"
)
_ASIDE = (
    r"(?:\s*\([^)]*\)|\s*,[^,.;]{1,30},|\s+(?:who|all\s+of\s+whom|one|two|three|both|aged\s+[\d\s,and-]+))*"
)
_TREATED = (
    r"(?:treat(?:ed|ment|ing)|therap(?:y|ies)|manage(?:ment|d)|prophylaxis|prevention|control|hospitali[sz]ed|surgery|operated|operation"
    r"|transplant\w*|chemotherapy|radiotherapy|medication)"
)


def _before(name: str, role: DiseaseRole, weight: float, pattern: str) -> Cue:
    return Cue(name, role, weight, cue(rf"(?:{pattern})\s+{_FILLER}\Z"))


def _behind(name: str, role: DiseaseRole, weight: float, pattern: str) -> Cue:
    return Cue(
        name, role, weight, re.compile(rf"\A\W{{0,2}}\s*(?:\([^)]{{0,60}}\)\s*)?(?:{pattern})", re.VERBOSE)
    )


BEFORE = (
    _before(
        "developed",
        _EVENT,
        2,
        r"develop(?:ed|ing|s)?|experienc(?:ed|ing|es?)|exhibit(?:ed|ing)|manifest(?:ed|ing|s)(?:\s+(?:as|by|with))?|became|becoming|noticed|noted|felt|feeling|broke\s+out\s+in|came\s+down\s+with|began\s+(?:having|to)|started\s+(?:having|to)|went\s+into|sustained",
    ),
    _before("suffered", _EVENT, 1, r"suffer(?:ed|ing|s)?(?:\s+from)?"),
    _before(
        "onset-of",
        _EVENT,
        1,
        r"(?:onset|occurrences?|appearance|development|developing|recurrence|reactivation|exacerbation|worsening|aggravation|precipitation|emergence|induction|progression|episodes?|attacks?|deterioration|flares?|increase)\s+(?:of|in)|worsen(?:ed|ing)|exacerbat(?:ed|ing|es)|aggravat(?:ed|ing|es)|unmask(?:ed|ing)",
    ),
    _before(
        "presented-with",
        _EVENT,
        1,
        r"(?:present(?:ed|ing|s|ation)?|admitted|readmitted|complain(?:ed|ing|s)|complaints?|reported)\s+(?:\w+\s+){0,3}?(?:with|of|because\s+of|as)|(?:patient|she|he|they|mother)\s+reported",
    ),
    _before(
        "admitted-for",
        _EVENT,
        1,
        r"(?:admitted|readmitted|hospitali[sz]ed|seen|referred|evaluated)\s+(?:\w+\s+){0,3}?(?:for|due\s+to|on\s+account\s+of)",
    ),
    _before(
        "led-to",
        _EVENT,
        1,
        r"(?:result(?:ed|ing|s)?|led|lead(?:ing|s)?|progress(?:ed|ing))\s+(?:in|to|into)|followed\s+by|complicated\s+by|complications?\s+(?:of|such\s+as|including)",
    ),
    _before(
        "caused",
        _EVENT,
        2,
        r"\w*(?:induc(?:ed|ing|es?)|caus(?:ed|ing|es?)|trigger(?:ed|ing|s)|precipitat(?:ed|ing|es)|provok(?:ed|ing|es)|produc(?:ed|ing|es)|elicit(?:ed|ing))",
    ),
    _before("associated", _EVENT, 1.5, r"(?:associated|related)"),
    _before("case-of", _EVENT, 1, r"(?:cases?|reports?|instances?|example)\s+(?:reports?\s+)?(?:of|with)"),
    _before(
        "spell-of",
        _EVENT,
        2,
        r"(?:(?:hours?|days?|weeks?|months?)['’]?|short|brief|present(?:ed|ing)\s+with\s+a|admitted\s+with\s+a)\s+history\s+of",
    ),
    _before(
        "found",
        _EVENT,
        0.5,
        r"revealed|show(?:ed|s|ing)|found\s+to\s+(?:be|have)|disclosed|demonstrated|confirmed|diagnosis\s+of|consistent\s+with|suggest(?:ed|ing|ive\s+of)?|evidence\s+of|signs?\s+of|symptoms?\s+of",
    ),
    _before("had", _EVENT, 0.5, r"had|was|were|has|have|is|are"),
    _before("died-of", _EVENT, 1, r"(?:died|dying|death)\s+(?:of|from|due\s+to|with)"),
    _before(
        "person-with",
        _CONDITION,
        1.5,
        rf"{_PERSON}{_ASIDE}\s+(?:with|who\s+had|having|suffering\s+(?:from|with)|diagnosed\s+(?:with|as)|affected\s+(?:by|with)|afflicted\s+with|infected\s+(?:with|by)|known\s+to\s+have|undergoing\s+\w+\s+for|of)|(?:lives|lived|living)\s+with",
    ),
    _before("person-of", _CONDITION, 1.5, r"(?:victims?|survivors?|carriers?|sufferers?)\s+of"),
    _before(
        "treated-for",
        _INDICATION,
        1,
        rf"{_TREATED}\s+(?:(?!induced|associated|related)[\w-]+\s+){{0,3}}?(?:for|of|against|in)(?:\s+(?:the\s+)?(?:treatment|management|prevention|prophylaxis)\s+of)?|(?:used|given|indicated|prescribed|administered|taken|received|receiving|started|taking|initiated)\s+(?:\w+\s+)?(?:for|against|in)|to\s+(?:treat|manage|control|prevent)|because\s+of\s+(?:his|her|a)|(?<!spoke\s)(?<!argued\s)against",
    ),
    _before(
        "for",
        _INDICATION,
        1.5,
        r"for(?!\s+(?:[\w-]+\s+){0,2}(?:years?|months?|weeks?|days?|hours?|minutes?)\b)(?:\s+(?!the\b)[\w-]{4,}\s+(?:and|or))?",
    ),
    _before("years-of", _CONDITION, 2.5, r"(?:years?|decades?)['’]?\s+history\s+of"),
    _before(
        "suspected-before",
        _INDICATION,
        2.5,
        r"(?:because\s+of|owing\s+to|on\s+account\s+of)\s+(?:a\s+)?(?:suspected|presumed|possible|suspicion\s+of)",
    ),
    _before(
        "stopped-long-ago",
        _HISTORY,
        4,
        r"(?:stopped|discontinued|withdrawn|given\s+up|abandoned)\s+(?:in\s+(?:19|20)\d\d|(?:\w+\s+){1,2}(?:years?|months?)\s+(?:ago|before|earlier|previously))\s+(?:because\s+of|owing\s+to|due\s+to|on\s+account\s+of|for|after)",
    ),
    _before(
        "repair-of",
        _INDICATION,
        2,
        r"(?:repair|fixation|resection|excision|osteosynthesis|closure|open\s+reduction)\s+of",
    ),
    _before(
        "year-old-with",
        _CONDITION,
        1.5,
        r"(?:years?|months?)[\s-]olds?\s+(?:(?!present|admit|develop|return|came|was|were|had|who|complain|report)[\w-]+\s+){1,5}?(?:\([^)]{1,40}\)\s+)?(?:with|who\s+had)",
    ),
    _before("in", _CONDITION, 0.5, r"in|during|despite"),
    _before(
        "underlying",
        _HISTORY,
        1.5,
        r"(?:known|underlying|pre-?existing|long-?standing|prior|previous(?:ly)?|past|coexist\w+|concurrent|concomitant|stable|well-?controlled)",
    ),
    _before(
        "history-of",
        _HISTORY,
        1.5,
        r"(?<!hour\s)(?<!day\s)(?<!week\s)(?<!month\s)(?<!hours\s)(?<!days\s)(?<!weeks\s)(?<!months\s)(?<!short\s)(?<!brief\s)(?<!with\sa\s)(?<!year\s)(?<!years\s)(?<!years['’]\s)(?<!decade\s)(?<!decades\s)(?:history|histories)(?:\s+\w+)?\s+(?:of|suggestive\s+of|included|includes|was\s+(?:significant|notable|remarkable)\s+for)",
    ),
    _before(
        "heading",
        _COMORBIDITY,
        4,
        r"""(?:pmhx?|hx|co-?morbidit(?:y|ies)|(?:past\s+|other\s+)?medical\s+(?:history|conditions)|(?:concurrent|underlying|chronic|pre-?existing)
            \s+(?:medical\s+)?(?:conditions?|illness(?:es)?|diseases?))\s*(?:include[sd]?|significant\s+for|consists?\s+of|consisted\s+of|was|are|were)?\s*[:=-]
          | (?:pmhx?|hx|h/o)(?:\s+(?:of|significant\s+for|includes?))?""",
    ),
)
_EVER = r"(?:(?!(?:who|which|and|that|but|was|were|in|developed|treated|on|with)\b)\w+\s+){0,2}?"
_BE = r"(?:(?:was|were|is|had|has|have|which|that|also|then|been|first|not|\w+ly)\s+){0,3}"
_WHEN = r"(?:after|within|during|in|while|following|when|shortly|soon|on|at|over|upon|\d)"
BEHIND = (
    _behind(
        "is-caused",
        _EVENT,
        2,
        r"(?:(?:was|were|is|probably|possibly|likely|thought|to|be|being|most|which|that)\s+){0,4}?(?:caused|induced|provoked|precipitated|triggered|elicited|produced|unmasked|exacerbated|aggravated)\s+by\b",
    ),
    _behind(
        "after",
        _EVENT,
        1.5,
        rf"{_EVER}(?:after|following|subsequent\s+to|within|upon|\d+\s+\w+\s+(?:after|into))\b",
    ),
    _behind(
        "due-to",
        _EVENT,
        2,
        rf"{_EVER}(?:(?:was|were|is|to\s+be|considered|thought)\s+)*(?:due\s+to|secondary\s+to|associated\s+with|related\s+to|attribut\w+\s+to|from|with\s+the\s+use\s+of|as\s+(?:a\s+)?(?:\w+\s+)?(?:side|adverse|complication|consequence|result|manifestation))\b",
    ),
    _behind("during", _EVENT, 1, r"(?:during|while|when|on|under)\b"),
    _behind(
        "occurred",
        _EVENT,
        1,
        rf"{_BE}(?:occurr(?:ed|ing|s)|appeared|ensued|recurred|manifested|resolved|subsided|disappeared|abated|improved|noted|observed|reported|noticed|seen|emerged|persisted|reappeared|worsened|progressed|regressed|(?:developed|developing|began|started)\s+{_WHEN})\b",
    ),
    _behind("in-person", _EVENT, 1.5, rf"{_EVER}in\s+(?:[\w-]+\s+){{0,4}}?{_PERSON}\b"),
    _behind("person", _CONDITION, 1.5, rf"(?:[\w-]+\s+)?(?:{_PERSON}|population)\b"),
    _behind("who", _CONDITION, 1.5, r"(?:who|whose|whom)\b"),
    _behind(
        "treated",
        _INDICATION,
        1,
        r"(?:(?:was|were|is|being|and|previously|\w+ly)\s+){0,2}(?:treated\s+(?:with|by)|managed\s+with|controlled\s+(?:with|by)|on\s+(?:treatment\s+with|long-term|chronic)|receiving|taking|undergoing|requiring|for\s+which|given|received)\b",
    ),
    _behind(
        "then-developed", _CONDITION, 1, rf"(?:subsequently\s+|then\s+|later\s+)?developed(?!\s+{_WHEN})\b"
    ),
    _behind(
        "its-treatment",
        _INDICATION,
        2,
        r"(?:treatment|therapy|prophylaxis|control|medications?|drugs|management|clinic|chemotherapy)\b",
    ),
)

# Between the members of a list: "fever, a widespread rash and jaundice".
LINK = re.compile(
    r"""(?:\s*[,/(]\s* | \s*,?\s*(?:and|or|and/or|as\s+well\s+as|plus|with|along\s+with)\s+ | \s*\)\s*)
        (?:(?!(?:with|who|which|that|after|following|develop\w*|was|were|had|has|in|during|for|due|to|treated|then|but|by|of|from|on|he|she|one|two|three)\b)
        [\w'’-]+[\s,]+){0,4}\Z""",
    re.VERBOSE,
)
