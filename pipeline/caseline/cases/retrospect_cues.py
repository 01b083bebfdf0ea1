"""Wording by which later sentences say something of a medicine told before, as patterns for lower-cased text.

Source: E2B(R3) G.k.8 (action taken); sections 3 and 4 of the annotation guideline.
"""

from __future__ import annotations

import re

from caseline.cases.cues import cue

# Words for any medicine.
ANY_MEDICINE = re.compile(
    r"""(?:[\w-]+\s+)*?(?:drugs?|medications?|medicines?|meds|agents?|treatments?|therap(?:y|ies)|tablets?|pills?
        |capsules?|infusions?|injections?|drips?|supplements?|remed(?:y|ies)|herbs?|preparations?|products?|regimens?
        |combination|patch(?:es)?|creams?|ointments?|drops|inhalers?|it|them|everything)\Z""",
    re.VERBOSE,
)
# Those that mean one told before without an article.
ALONE = frozenset({"it", "them", "everything", "treatment", "therapy"})

_OWN = r"""(?:all\s+of\s+(?:the|these|his|her|my)|both\s+of\s+(?:the|these)
    |(?:all|both)(?:\s+(?:the|these|his|her|my|other))?|the|this|that|these|those|his|her|my|their|its|each)"""
_DONE = r"""(?:(?:was|were|is|are|been|being|be|had|has|have|then|also|therefore|subsequently|immediately|promptly
    |permanently|temporarily|finally|eventually|later|thus|at\s+once|all|both|quickly|consequently|accordingly)\s+)"""
_STOPPED = r"""(?:discontinu\w+|withdrawn|stopped|ceased|suspended|withheld|held|interrupted|halted|omitted|abandoned
    |exchanged|replaced|switched|substituted|swapped|cut(?!\s+(?:open|off|with))|dropped|weaned\s+off|aborted
    |not\s+(?:been\s+)?(?:resumed|restarted|repeated|given\s+again|taken\s+again))"""
_PHRASE = r"""(?P<word>(?:(?!(?:and|or|of|was|were|to|in|with|by|from|the|this|that|these|those|his|her|my|their|its|each
    |all|both|although|though|while|when|as|so|because|after|since|until|but|then|if)\b)[\w/-]+\s+){0,3}?[\w/-]+)"""

STOPPED_LAST = cue(rf"(?:(?P<own>{_OWN})\s+)?{_PHRASE}\s+(?:\([^)]{{0,40}}\)\s*)?{_DONE}{{1,4}}{_STOPPED}\b")
STOPPED_FIRST = cue(
    rf"""(?:stop(?:ped|ping|s)?|discontinu(?:ed|ing)|withheld|held|withdrew|suspended|ceased|quit|came\s+off
        |taken\s+off|come\s+off|(?:discontinuation|withdrawal|cessation)\s+of|action\s+taken\s+with)
        \s+(?:taking\s+|using\s+)?
        (?:(?P<own>{_OWN})\s+{_PHRASE} | (?P<it>it|them|everything)\b(?!\s+(?:was|were|had|from|for)))"""
)
NOT_STOPPED = re.compile(r"\b(?:not|never|without|no|if|should|would|n['’]t)\s+(?:\w+\s+){0,2}\Z")
# Stopped because it had done its work, or for another reason than the event.
DONE_WITH = re.compile(
    r"""\b(?:complet\w+ | cultures?\s+(?:were|was|remained)\s+negative | extubat\w+ | wean\w* | taper\w* | remission
      | (?:after|for)\s+(?:a\s+(?:total|course)\s+of\s+)?\w+\s+(?:days|weeks)\s+of\s+(?:antibiotic|treatment|therapy)
      | (?:without|no|little|lack\s+of|insufficient)\s+(?:\w+\s+){0,2}?(?:benefit|effect|efficacy|improvement|response|help)
      | ineffective\w* | inefficacy | fail(?:ed|ure) | in\s+vain | did\s+not\s+help
      | cured? | lost\s+to | cost | insurance | refus\w+ | before\s+(?:the\s+)?(?:surgery|operation|procedure)
      | progress\w* | bleeding\s+(?:was|had)\s+(?:stopped|controlled) | prophyla\w+)\b""",
    re.VERBOSE,
)

_UNIT = r"(?:minutes?|hours?|days?|nights?|weeks?|months?)"
# An event that is counted from a treatment, with no word that points back to it.
COUNTED = cue(
    rf"""(?:\w+\s+)?(?:{_UNIT}|cycles?|doses?)\s+(?:into|of)\s+(?:the\s+|this\s+|his\s+|her\s+)?
        (?:treatment|therapy|course|regimen|medication|infusion)\b
      | (?:after|since|following)\s+(?:the\s+)?(?:last|final|latest|previous|increase|dose\s+increase
          |dose\s+escalation|up-?titration|change\s+of\s+dose|switch)\b
      | (?:after|since|following|during|with)\s+(?:the\s+)?(?:\w+(?:th|st|nd|rd)|first|second|third)\s+
        (?:cycle|dose|course|infusion|injection|administration|application|tablet|pill|shot|vaccination)\b
      | {_UNIT}\s+(?:after|since|following|post)[\s-]+(?:start\w*|initiation|commencement|the\s+start|beginning
          |treatment|therapy|dose|dosing|infusion|injection|ingestion|administration|vaccination|vaccine
          |immuni[sz]ation|inj)\b
      | (?:hours|days|weeks|months?|half)\s+in(?=\s*[,:;]|\s+(?:i|he|she|they|we|it|my|his|her|pt|patient)\b)"""
)
BETTER = cue(
    r"""(?:resolv\w+|improv\w+|recover\w+|subsid\w+|disappear\w+|normali[sz]\w+|discharged|remission|respon\w+
        |relie\w+|regress\w+|healed|ceased|re-?appear\w*|recurr?\w*|reduc\w+|decreas\w+)\b"""
)
AVOIDED = cue(
    r"""(?:avoid|avoids|avoided|avoiding|avoidance\s+of|never\s+(?:to\s+)?(?:take|receive|use)(?:\s+again)?
        |refrain\s+from|alert\s+(?:card\s+)?(?:for|against)|contraindicated
        |not\s+(?:to\s+)?(?:take|receive|be\s+given|be\s+re-?exposed\s+to|use)\s+(?:again\s+)?)
        \s+(?:further\s+|future\s+)?(?:(?P<own>the|this|that|these|any|all|her|his)\s+)?
        (?P<word>(?:[\w-]+\s+){0,2}?[\w-]+)"""
)

# Begun a stated time before, or taken for a time short enough to be the cause.
_AGO = rf"""(?:\w+\s+{_UNIT}\s+(?:earlier|before|previously|ago|prior)\b | recently | lately | newly
    | last\s+(?:week|month|spring|summer|autumn|fall|winter|year))"""
_BEGIN = r"""(?:start(?:ed|ing)|commenc(?:ed|ing)|begun|began|initiat(?:ed|ing)|prescribed|introduced|added|put|placed
    |bought|given|gave|got|switched|changed)"""
_SPELL = rf"""(?:for|over|during)\s+(?:the\s+)?(?:(?:past|last|previous|preceding|about|approximately|nearly|almost
    |around)\s+)*\w+\s+{_UNIT}\b"""
_TAKEN = r"""(?:(?:had|has|have)\s+(?:\w+\s+)?been\s+(?:\w+\s+)?(?:taking|using|receiving|swallowing|on|given|treated
    |applying|drinking|injecting|prescribed|under)|(?:was|were)\s+(?:taking|using|swallowing|applying|drinking)|took
    |used|had\s+taken|had\s+used)"""
LATELY_BEFORE = re.compile(
    rf"""\b{_AGO}[^.;]{{0,140}}?\b{_BEGIN}\b[^.;]{{0,60}}\Z
      | \b{_SPELL}[^.;]{{0,60}}?\b{_TAKEN}\b[^.;]{{0,60}}\Z""",
    re.VERBOSE,
)
BEGUN_BEFORE = re.compile(rf"\b(?:{_BEGIN}|{_TAKEN})\b[^.;]{{0,60}}\Z", re.VERBOSE)
TAKEN_BEFORE = re.compile(rf"\b{_TAKEN}\b[^.;]{{0,60}}\Z", re.VERBOSE)
LATELY_BEHIND = re.compile(
    rf"[^.;]{{0,60}}?\b(?:had\s+been|was|were|been)\s+(?:\w+\s+)?{_BEGIN}\b[^.;]{{0,50}}?\b{_AGO}", re.VERBOSE
)
AGO_BEHIND = re.compile(rf"[^.;]{{0,60}}?\b{_AGO}", re.VERBOSE)
SPELL_BEHIND = re.compile(rf"[^.;]{{0,70}}?\b{_SPELL}", re.VERBOSE)
RAISED = re.compile(
    r"""[^.;]{0,60}?\b(?:dos(?:e|age))?\s*(?:had\s+been|has\s+been)\s+(?:\w+\s+)?
        (?:increased|doubled|tripled|raised|escalated|titrated\s+up|bumped\s+up)\b
      | [^.;]{0,40}?\bhad\s+the\s+dose\s+(?:raised|increased|doubled)""",
    re.VERBOSE,
)
RAISED_BEFORE = re.compile(
    r"""\b(?:doubled|tripled|increased|raised|escalated|bumped(?:\s+up)?|doubling|increasing|raising|increase\s+(?:of|in))\s+
        (?:the\s+|her\s+|his\s+|my\s+)?(?:(?:dose|dosage)\s+(?:of\s+)?)?(?:the\s+|her\s+|his\s+|my\s+)?\Z""",
    re.VERBOSE,
)
# Words of a count that mean a medicine whose dose was raised.
INCREASE = re.compile(r"(?:increase|escalation|titration|change\s+of\s+dose)\Z")
# Taken for the trouble itself, mostly in vain.
IN_VAIN = re.compile(
    r"""\b(?:without|no|little|not|minimal|partial|failed|some|temporary)\s+(?:\w+\s+){0,2}?
          (?:improve\w*|relief|response|effect|benefit|success|help\w*|resol\w*|change)
      | \b(?:for|to\s+(?:treat|relieve|control))\s+(?:the|these|this|her|his)\b""",
    re.VERBOSE,
)
