"""Words that say what a time counts from: the stay, an operation, a later dose, a change of dose."""

from __future__ import annotations

import re

from caseline.cases.cues import cue

IN_HOSPITAL = cue(r"(?:hospital|hd|hospitali[sz]ation|stay|admission)\b")
HOSPITAL_DAY = re.compile(
    r"\b(?:hospital|hospitali[sz]ation|inpatient)\s+days?\b|\bdays?\s+(?:\d{1,2}\s+)?(?:of|in)\s+(?:the\s+|his\s+|her\s+)?(?:hospital|admission|(?:hospital\s+)?stay|hospitali[sz]ation)\b|\bhd\s?#?\d"
)
AFTER_OPERATION = cue(r"(?:p\.?o\.?d|post-?\s?op\w*|post-?\s?surg\w*|surgery|operation)\b")
# "Five days after that same infusion": that of the cycle told before.
THAT_ONE = re.compile(r"\b(?:this|that|the\s+same)\b")
THAT_DAY_OPERATED = re.compile(
    r"\b(?:day|morning|evening|afternoon|time)\s+of\s+(?:the\s+|his\s+|her\s+)?(?:surgery|operation|procedure)\b"
)
ANEW = cue(r"(?:re-?challeng\w*|re-?start\w*|re-?introduc\w*|re-?expos\w*|resum\w*)\b")
# "10 days after vaccination": after the dose told last.
ONE_GIVING = re.compile(r"\b(?:vaccin(?:es?|ations?)|immuni[sz]ations?|shots?|jabs?|injections?)\b")
ANY_DOSE = re.compile(
    r"\b(?:last|latest|most\s+recent|each|every|previous|(?:reach|attain)(?:ed|ing)|(?:full|target|maintenance|maximum|maximal|highest)\s+dose)\b"
)
# "Three years after treatment": from its end, whenever that was.
AFTERWARDS = re.compile(
    r"\b(?:after|post|following)[\s-]+(?:the\s+|his\s+|her\s+)?(?:\w+\s+)?(?:treatment|therapy|chemotherapy|immunotherapy|radiotherapy)\b(?!\s+(?:initiation|start|was|began|had|with|commence|onset))"
)
TREATED = re.compile(r"\b(?:of|on)\s+(?:\w+\s+){0,2}?(?:treatment|therapy|medication)\b")
GRAFT = re.compile(r"transplant|\b(?:hsct|bmt|asct|sct)\b|stem\s+cell\s+infusion|car[\s-]?t\b")
NAMELESS = re.compile(
    r"(?:gel|cream|ointment|drops?|spray|enemas?|suppositor(?:y|ies)|patch(?:es)?|inhaler|syrup|tablets?|capsules?|pills?|powder"
    r"|drugs?|medicines?|medications?|antibiotics?|agents?|treatment|therapy|regimen|combination|it|them|this|these)"
)
AGO = re.compile(r"\bago\b")
# "Nine days after the increase": from the change of dose told last.
AFTER_CHANGE = cue(
    r"""(?:(?:the|this|that|dose|dosage)\s+(?:increase|reduction|increment|escalation|doubling|adjustment|decrease|titration)\b(?!\s+(?:in|of)\b)
      |after\s+(?:increasing|reducing|doubling|tripling|raising|escalating|up-?titrating|lowering|halving)\b
      |(?:increas|reduc|doubl|rais|escalat|uptitrat|up-titrat|titrat|lower|halv)\w*\s+(?:of\s+|in\s+)?(?:(?:the|his|her)\s+)?(?:\w+\s+)?dos(?:e|age)\b
      |dos(?:e|age)\s+(?:of\s+\w+\s+)?(?:was|were|had\s+been|being)\s+(?:\w+\s+)?(?:increased|reduced|doubled|tripled|raised|escalated|titrated|lowered|halved)\b)"""
)
LIFE = cue(
    r"(?:of\s+(?:his\s+|her\s+)?life|dol\s?[#]?\d|post-?\s?partum|post-?\s?natal\w*|birth|delivery|born)"
)
ILLNESS = cue(r"(?:of\s+(?:the\s+|his\s+|her\s+)?(?:illness|disease|fever|symptoms)|illness)\b")
DISCHARGED = cue(r"discharge\b")
# "Three hours after the second", "after the rate had been raised": no first exposure.
LATER_DOSE = re.compile(
    r"\b(?:second|third|fourth|fifth|latter|last|next|rate|reach\w*|attain\w*|target|full\s+dose|maintenance|escalat\w*|titrat\w*|rais\w*|increas\w*|reduc\w*|doubl\w*|chang\w*|both|all|resum\w*"
    r"|re-?\w*(?:start|challeng|introduc)\w*)\b"
)
