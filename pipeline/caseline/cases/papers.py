"""Dates of papers and packages: of a report, of its receipt, of expiry, and of nothing that happened."""

from __future__ import annotations

import re

WRITTEN = re.compile(
    r"\b(?:date\s+of\s+(?:this\s+|the\s+)?report|report\s+date|reported\s+(?:by|on)|report\s+received)\b"
)
# The words between what a paper says of itself and its date; none that could begin to tell of the patient.
_SENDER = (
    r"(?:(?!(?:who|whom|which|that|concern\w*|regard\w*|about|describ\w*|involv\w*|vaccinat\w*|receiv\w*|took|given|treat\w*|experienc\w*|develop\w*"
    r"|had|with|for|in|after)\b)[\w/'’-]+\s+)"
)
_ARRIVED = r"(?:received|obtained|submitted|forwarded|transmitted|downloaded|notified|communicated|reported|provided|retrieved|dated)"
# "Initial report received on", "(received", "Date received:", "expiry date": the date of a paper or of a package.
OF_PAPERS = re.compile(
    rf"""(?:
      (?:report|case|information|info|follow[-\s]?up|version|notification|narrative|correspondence|questionnaire|letter|e-?mail)s?\s+(?:\([^()]*\)\s+)?
        (?:(?:was|were|is|are|has|have|had|been|being|first|initially|also|subsequently|spontaneously)\s+){{0,4}}{_ARRIVED}\s+
        (?:(?:from|by|via|through|at|on\s+behalf\s+of)\s+{_SENDER}{{1,8}}?){{0,3}}
      | (?:company|manufacturer|sponsor|we|agency|authority|centre|center|mah|holder|department)\s+(?:has\s+|have\s+|had\s+)?
        (?:first\s+|initially\s+)?received\s+
        (?:the|this|a|an|initial|additional|further|new|follow[-\s]?up)\s+{_SENDER}{{1,10}}?
      | (?:\(\s*(?:first\s+|initially\s+|last\s+)?(?:received|reported)|(?:\A|[.;])\s*(?:reported|(?:initially\s+)?received(?=\s+(?:from|by|via)\s)))\s+
        (?:(?:from|by|via|through)\s+{_SENDER}{{1,8}}?){{0,2}}
      | (?:date\s+(?:received|reported|of\s+(?:receipt|(?:this\s+|the\s+)?(?:initial\s+)?report))
         |(?:receipt|received|report(?:ing)?|awareness|notification|follow[-\s]?up)\s+date
         |(?:expiry|expiration|exp\.?|use[-\s]by|manufactur(?:e|ing))(?:\s+date)?|date\s+of\s+(?:expiry|expiration|manufacture)|day\s+(?:0|zero))\s*[:=]?\s*
    )
    (?:[\d][\w/.\s-]{{3,18}}?\s*(?:,|&|\band\b)\s*)?(?:(?:on|dated?|of|was|is|in)\s+|:\s*)?(?:the\s+)?\Z""",
    re.VERBOSE,
)
