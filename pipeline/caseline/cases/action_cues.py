"""Wording of what was done with a drug and of what followed, as tables.

Patterns read lower-cased text: those of `BEFORE` end at the drug, those of `BEHIND` begin behind it. Active,
passive, nominal and telegraphic wording of one step are one row.

Source: E2B(R3) G.k.8 (action taken) and G.k.9.i.4 (recurrence); section 4 (Drugs) of the annotation guideline.
"""

from __future__ import annotations

import re

from caseline.cases.cues import cue

STEPS = ("withdrawn", "reduced", "increased", "unchanged")
"""The steps, the furthest first."""

_WORDS = r"(?:(?!(?:and|but|then|while|whereas|which|who)\b)[\w'’.,%/-]+\s+)"
_AUX = r"""(?:(?:was|were|is|are|been|being|be|had|has|have|could|should|to|must|not|never|the|then|also|therefore
    |subsequently|immediately|promptly|permanently|temporarily|finally|eventually|gradually|abruptly|however|later
    |thus|both|all|first|ultimately|at\s+once|already)\s+)*"""
_BE = r"(?:was|were|is|are|been|being|be)"
_STOPPED = r"""(?:discontinu\w+|withdr[ae]wn?|stopped|ceased|suspended|withheld|held|interrupted|removed|halted
    |omitted|terminated|dropped|abandoned|cancelled|canceled|d/?c[’']?e?d)"""
_STOPPING = rf"""(?:{_STOPPED}|withdrawal|withdrew|withdrawing|stopp(?:ing|age)|stops?|ceasing|cessation|suspen(?:sion
    |ding|d)|interrupti(?:on|ng)|removal|withhold(?:ing)?|abandon(?:ing|ment)|discontinuance|halting|omission|omitting)"""
_DOSE = r"(?:dos(?:e|age)s?|amount|rate)"

THE_DRUG = cue(
    r"""(?:the\s+|this\s+|that\s+|all\s+(?:of\s+)?|her\s+|his\s+|my\s+)?(?:(?:suspected|offending|culprit|causative|study|new)\s+)?
        (?:drugs?|medications?|medicines?|treatment|therapy|agents?|infusions?|injections?|tablets?|pills?|capsules?
            |patch(?:es)?|cream|antibiotics?|chemotherapy|immunotherapy|antipsychotic|antidepressant|antiepileptic
          |statin|drip|regimen|vaccine)\b(?!\s+(?:error|reaction|allergy|history|for))
      | (?:the|her|his|this)\b(?=\s+(?:daily\s+|total\s+)?dos(?:e|age)s?\s+(?:was|were)\b)
      | (?<=taking\s)it\b | (?<=stopped\s)it\b | (?<=off\s)it\b | (?<=discontinued\s)it\b | \bit(?=\s+was\s+(?:stopped|discontinued|withdrawn|withheld))"""
)
_KIND = r"(?:drugs?|medications?|medicines?|treatments?|agents?|tablets|pills)"
_WHOSE = r"(?:(?:of\s+)?(?:the|her|his|their|my|these)\s+)?"
_EVERY = rf"{_WHOSE}(?:(?!other\b|remaining\b)\w+\s+)?{_KIND}\b"
ALL_DRUGS = cue(rf"all\s+{_EVERY}")
BOTH_DRUGS = cue(rf"(?:all|both)\s+{_EVERY}")
# What a suspect is told apart from: "her other tablets were continued".
OTHER_DRUGS = cue(
    rf"""all\s+{_EVERY} | (?:all\s+)?{_WHOSE}(?:(?:other|remaining|concomitant|usual|regular|home)\s+(?:\w+\s+)?{_KIND}
      |rest\s+of\s+(?:the|her|his|their|my)\s+(?:\w+\s+)?{_KIND})\b"""
)

BEFORE = (
    (
        "withdrawn",
        cue(
            rf"""(?:{_STOPPING}|(?:taken|came|come|coming|weaned|tapered|struck)\s+(?:off|from)|quit
                |gave\s+up)\s+(?:taking\s+|using\s+|treatment\s+with\s+|therapy\s+with\s+|administration\s+of\s+
                |the\s+use\s+of\s+)?(?:of\s+|with\s+)?{_WORDS}{{0,4}}?\Z
              | (?:switched|changed|converted|moved|crossed|transferred)\s+(?:over\s+)?(?:\w+\s+)?from\s+{_WORDS}{{0,2}}?\Z
              | (?:replac|substitut|exchang)(?:ed|ing)\s+{_WORDS}{{0,2}}?\Z"""
        ),
    ),
    (
        "reduced",
        cue(
            rf"""(?:reduc\w+|lower(?:ed|ing)|decreas\w+|halv(?:ed|ing)|down-?\s?titrat\w+|de-?escalat\w+|cut(?:ting)?(?:\s+down)?)\s+(?:in\s+
                |of\s+)?(?:the\s+|her\s+|his\s+)?(?:\w+\s+)?(?:{_DOSE}\s+(?:of\s+)?)?{_WORDS}{{0,3}}?\Z
              | {_DOSE}\s+reductions?\s+(?:of|in)\s+{_WORDS}{{0,3}}?\Z"""
        ),
    ),
    (
        "increased",
        cue(
            rf"""(?:increas\w+|doubl(?:ed|ing)|rais(?:ed|ing)|escalat\w+|titrat(?:ed|ing)\s+up|uptitrat\w+)\s+(?:in\s+
                |of\s+)?(?:the\s+|her\s+|his\s+)?(?:\w+\s+)?(?:{_DOSE}\s+of\s+)?{_WORDS}{{0,3}}?\Z"""
        ),
    ),
    (
        "unchanged",
        cue(
            rf"""(?:continu(?:ed|ing|ation)|maintain(?:ed|ing)|kept|carried\s+on|went\s+on|remain(?:ed|s))\s+(?:of\s+
                |on\s+|with\s+|to\s+take\s+|taking\s+|using\s+|to\s+receive\s+)*{_WORDS}{{0,3}}?\Z"""
        ),
    ),
)
# Another drug in its place, and no other dose or form of it.
_FOR_ANOTHER = r"""(?:replaced|substituted|switched|changed|exchanged|swapped|converted)\s+(?:over\s+)?(?:by|with|to|for)\b
    (?!\s+(?:an?\s+|the\s+)?(?:\d|once|twice|daily|every|alternate|oral|intravenous|iv\b|subcutaneous|half|lower|higher|reduced|different\s+(?:brand|form|dose)
      |morning|evening|night|bedtime|maintenance))"""
_NOT_AGAIN = r"""(?:was|were|has\s+been|had\s+been)\s+(?:never|not)\s+(?:re-?started|resumed|re-?introduced|re-?instituted|re-?initiated)\b"""
NOT_AGAIN = cue(_NOT_AGAIN)
_TAIL = rf"\s*(?:\([^)]{{0,60}}\)\s*)?,?\s*(?:which\s+)?{_WORDS}{{0,5}}?"
BEHIND = (
    (
        "withdrawn",
        re.compile(
            rf"""{_TAIL}(?:{_BE}\s+{_AUX}(?:{_STOPPED}|struck\s+off|taken\s+off|{_FOR_ANOTHER})\b
                | {_BE}\s+(?:weaned|tapered|phased)\s+(?:[\w-]+\s+){{0,4}}?(?:and|then|until)\s+(?:then\s+|finally\s+)?{_STOPPED}\b
                | gave\s+way\s+to\b | {_NOT_AGAIN}
                | (?:{_STOPPED}|withdrawal|discontinuation|cessation|interruption|suspension|stopp(?:age|ing))\b
                  (?!\s+(?:the|taking|using|her|his|all|both|it|treatment)\b))""",
            re.VERBOSE,
        ),
    ),
    (
        "reduced",
        re.compile(
            rf"""{_TAIL}(?:{_DOSE}\s+)?{_AUX}(?:reduced|lowered|decreased|halved|cut(?:\s+down)?|brought\s+(?:back
                |down)\s+to|tapered\s+to|titrated\s+down|down-?titrated)\b(?!\s+(?:the\s+)?(?:pain|fever|symptoms
                |level|risk))
              | \s*(?:{_DOSE}|dosing)\s+reduction\b""",
            re.VERBOSE,
        ),
    ),
    (
        "increased",
        re.compile(
            rf"""{_TAIL}{_DOSE}\s+{_AUX}(?:increased|doubled|tripled|raised|escalated|titrated\s+up)\b
              | \s*(?:therapy\s+|treatment\s+)?{_BE}\s+{_AUX}(?:increased|doubled|raised|escalated|titrated\s+up|up-?titrated)
                  \s+(?:further\s+)?(?:to|from|by)\s+\d""",
            re.VERBOSE,
        ),
    ),
    (
        "unchanged",
        re.compile(
            rf"""{_TAIL}{_AUX}(?:continued|maintained|left\s+(?:unchanged|as\s+(?:it\s+was|they\s+were)|alone|untouched)|unchanged|kept)\b
              | \s*,?\s*which\s+(?:he|she|they|i|the\s+patient)\s+(?:kept|continued|went\s+on|carried\s+on)\s+(?:taking|using|with|to\s+(?:take|use))\b""",
            re.VERBOSE,
        ),
    ),
)
NEGATED = cue(r"(?:not|never|without|refused\s+to|declined\s+to|unable\s+to|cannot|n['’]t)\b(?!\s+only)")

_EVENT_BETTER = r"""(?:resolv\w+|resolution|recover\w+|improv\w+|subsid\w+|disappear\w+|abat\w+|normali[sz]\w+
    |regress\w+|settled|cleared|clearing|clearance|remission|remitted|vanish\w+|fad(?:ed|ing)|heal(?:ed|ing)|ceased
    |better|gone|went\s+(?:away|within)|eased|relieved|revers(?:ed|al)|returned\s+to\s+(?:\w+\s+){0,2}?(?:normal
    |baseline)|symptom-?\s?free|free\s+of\s+symptoms|asymptomatic|back\s+to\s+(?:normal|baseline)|decreas(?:ed|ing)
    |fell\s+to|rose\s+to|well\s+again)"""
BETTER = cue(_EVENT_BETTER)
NOT_BETTER = cue(
    rf"""(?:not|no|without|never|little|n['’]t|failed\s+to|fail\s+to)\s+(?:\w+\s+){{0,3}}?{_EVENT_BETTER}
      | (?:persist\w*|worsen\w*|progress(?:ed|ive|ing)|deteriorat\w+|continued\s+to\s+(?:\w+\s+){{0,2}}?(?:rise|climb
          |worsen|deteriorate|fall|decline|increase|spread|progress)|climbed|spread|irreversible|unabated|unresolved
          |remained\s+(?:unchanged|the\s+same|elevated)|died|fatal|death)\b"""
)
DIED = cue(
    r"""(?:he|she|they|patient|man|woman|boy|girl|infant|child|who|pt)\s+(?:\w+\s+){0,2}?(?:died|succumbed|expired
        |passed\s+away)\b | (?:his|her|patient['’]s)\s+death\b"""
)
AFTER_STEP = cue(
    r"""(?:after|following|upon|on|with|once|when|since|as\s+soon\s+as|within\s+[\w\s-]{1,25}\s+of|(?:hours?|days?
        |weeks?|months?)\s+(?:of|after|following))\s+(?:\w+\s+){0,6}?\Z"""
)

AGAIN = cue(
    r"""(?:re-?challeng\w*|re-?expos\w*|re-?introduc\w*|re-?administ\w*|re-?start\w*|resum(?:ed|ing|ption)
        |re-?initiat\w*|re-?institut\w*|re-?commenc\w*|re-?treat\w*|re-?infus\w*
      |(?:given|prescribed|prescribes|taken|took|received|administered|started|used|gave|tried|trial
          |treated)\s+(?:[\w-]+\s+){0,6}?again\b|again\s+(?:given|prescribed|taken|took|received|administered|started
          |used)
      |(?:took|taken|received|given|tried)\s+(?:another|a\s+(?:second|further|repeat|new))\s+(?:\w+\s+)?(?:dose|tablet
          |course|cycle|infusion|injection)|second\s+exposure|repeat\s+exposure
      |(?:took|taken|swallowed|used|finished|injected)\s+(?:the\s+rest\s+of|the\s+remaining|what\s+was\s+left\s+of|up\s+the))"""
)
BACK = cue(
    r"""(?:recur\w*|re-?appear\w*|re-?emerg\w*|returned|came\s+back|come\s+back|relaps\w*|again|positive|flared
        |reproduc\w*|re-?develop\w*|elicited|provoked|triggered|re-?induced|identical
        |same\s+(?:\w+\s+)?(?:symptoms?|reaction|rash|pain|signs?|picture|event|episode)
        |similar\s+(?:\w+\s+)?(?:symptoms?|reaction|episode|rash|event)
      |another\s+(?:episode|attack|reaction)|second\s+(?:episode|attack|reaction))\b"""
)
NOT_BACK = cue(
    r"""(?:without|no)\s+(?:any\s+)?(?:(?:\w+\s+){0,2}?(?:recurrence|relapse|reaction|symptoms?|problems?|incident
        |adverse|ill\s+effects?|difficult\w+|further|rash|side|complications?)|\w+\s*[.,;]|\w+\Z)
      | (?:did\s+not|has\s+not|have\s+not|never|failed\s+to)\s+(?:re-?appear|recur\w*|return\w*|relaps\w*|come\s+back
          |reproduce|re-?develop|elicit|provoke|trigger|induce|cause|lead|result)
          | \b(?:negative|uneventful\w*|(?:well\s+)?tolerated|nothing\s+(?:happened|came\s+back|recurred))\b"""
)
NOT_TRIED = cue(
    r"""(?:re-?challenge|re-?exposure|re-?introduction|re-?administration|it|drug
        |re-?treatment)\s+(?:\w+\s+){0,2}?(?:was|were|is|has|been|had|be)\s+(?:\w+\s+){0,2}?(?:not|never|avoided
        |refused|declined|contraindicated|considered|omitted)\b
      | (?:no|not|without|refused|declined|avoid\w*|against|never)\s+(?:\w+\s+){0,2}?(?:re-?challeng\w*|re-?expos\w*
          |re-?introduc\w*|re-?start\w*|re-?administ\w*|resum\w*)
      | (?:should|must|may|might|if|would|can)\s+(?:\w+\s+){0,4}?(?:re-?challeng\w*|re-?expos\w*|re-?introduc\w*|re-?start\w*|resum\w*)"""
)
