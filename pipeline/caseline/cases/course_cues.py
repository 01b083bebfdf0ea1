"""Words that join what a course tells: what goes on, what is of the same time, what looks back."""

from __future__ import annotations

import re

from caseline.cases.cues import cue

BEGINS = cue(
    r"(?:develop\w*|began|begin\w*|onset|occur\w*|appear\w*|manifest\w*|experienc\w*|noticed|became|complain\w*|suffer\w*|felt|started|woke|vomited|collapsed|had)\b"
)
DISCHARGED = cue(r"(?:discharged|went\s+home|left\s+(?:the\s+)?hospital)\b")
AND = re.compile(
    r",?\s+and\s+(?!(?:\w+\s+){0,3}?(?:then|subsequently|later|eventually|finally|after\w*|ultimately|gradually|since|still|until|continued|maintained)\b)"
)
# "…; he had dark urine and pale stools": of the same time.
AND_HAD = re.compile(
    r"""\s*;\s+(?:and\s+)?(?:(?:he|she|they|the\s+(?:patient|child|infant|boy|girl|man|woman))\s+(?:also\s+)?(?:had|complained|felt|noted|noticed|reported|was|were)\b
      |there\s+(?:was|were)\b|(?:it|this|these|the\s+\w+)\s+(?:was|were)\s+(?:accompanied|associated)\b)
      (?!.*\b(?:then|subsequently|later|eventually|finally|previous\w*|known|always|never|still|until|since|after\w*|before|earlier|already|continued|recovered|better|improv\w*
      |resol\w*|treated|given|no|not|without)\b)""",
    re.VERBOSE,
)
# "…, and X was started at that time": at the time told just before, be it of another disease.
AT_THAT_TIME = cue(
    r"(?:at\s+(?:the|that|the\s+same)\s+(?:time|point|moment)(?!\s+of\b)|since\s+then|ever\s+since|from\s+then\s+on|thereupon)\b"
)
# "On the last day of treatment": no day from its start.
LAST_DAY = re.compile(r"\b(?:last|final)\s+(?:treatment\s+|full\s+)?(?:day|week|month)\b")
# "In the emergency department he received X": on the day of the emergency.
IN_EMERGENCY = re.compile(
    r"\b(?:in|at)\s+(?:the|our|an?)\s+(?:\w+\s+)?(?:emergency\s+(?:department|room|unit)|e\.?d\b|e\.?r\b|a&e|casualty|ambulance|resuscitation\s+room)[^.;]{0,30}?\b(?:received|was\s+given|got|was\s+(?:\w+\s+)?loaded|was\s+injected|was\s+treated)\b"
)
FIRST = re.compile(r"\b(?:first|initial|index|original)\b")
WHO = re.compile(r",?\s+who\b")
# "Melanoma found in May": the time of what a participle tells, and of nothing else.
PARTICIPLE = re.compile(
    r"(?<!was)(?<!were)(?<!been)(?<!is)(?<!and)(?<!newly)\s(?:found|diagnosed|detected|discovered|resected|excised|removed|identified|implanted|confirmed|operated\s+on)\s+(?:back\s+)?(?:in\s+|on\s+|at\s+)?(?:the\s+)?\Z"
)
# A moment told without a time.
AT_ADMISSION = re.compile(
    r"\b(?:(?:up)?on|at)\s+(?:the\s+time\s+of\s+)?(?:his\s+|her\s+|the\s+)?(?:hospital\s+)?(?:admission|presentation|arrival|hospitali[sz]ation)\b(?!\s+to)"
)
