"""Wording that tells who a sentence speaks of: families of cues for lower-cased text."""

from __future__ import annotations

import re

from caseline.cases.cues import cue

PERSON = r"""(?:patient|man|woman|boy|girl|child|infant|newborn|neonate|baby|toddler|lady|gentleman|female|male
    |teenager|adolescent|proband|primigravida|multigravida|mother|student|worker|farmer|smoker|vaccinee|recipient
    |consumer|pt|veteran|teacher|nurse|resident|retiree|housewife|adult|foetus|fetus)"""
NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|\d{1,5})"
FEW = r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10|both|all\s+(?:three|four|five|six|\d))"
PEOPLE = r"""(?:patients|cases|subjects|individuals|children|women|men|infants|recipients|adults|reports
    |pts|boys|girls|siblings|brothers|sisters|neonates|newborns|twins)"""
_TELL = r"(?:report|describe|present|document|encountered|observed|saw|introduce|discuss|illustrate|treated|diagnosed|summari[sz]e)"

# "We report …" is ours, whatever else the sentence says.
REPORTING = cue(
    rf"""\b(?:we|authors?|i)\s+(?:\w+\s+){{0,2}}?{_TELL}d?\b
      | \b(?:case|this)\s+(?:report\s+|paper\s+|article\s+)?(?:describes|presents|reports|concerns|details|documents)\b
      | \bis\s+(?:reported|described|presented)\b (?!\s+(?:to|as|in\s+(?:\d|up)))
      | \b(?:cases?|patients?|histor(?:y|ies)|reports?|(?:wo)?m[ea]n|child(?:ren)?|infants?)\b[^.;]{{0,160}}?\b(?:is|are)\s+(?:also\s+|here(?:in)?\s+|now\s+)?
        (?:reported|described|presented|discussed|documented|detailed)\b
        (?!\s+(?:to|as|by|with|previously|earlier|elsewhere|in\s+(?:the\s+(?:\w+\s+)?literature|\d|up)))
      | \A\W*(?:described|presented|reported|herein)\b[^.;]{{0,30}}?\b(?:is|are|we)\b
      | \breports?\s+(?:on\s+|of\s+|about\s+)?(?:a|an|the|one|our|the\s+first|{FEW})\s+(?:[\w-]+\s+){{0,3}}(?:cases?|{PERSON}|{PEOPLE})\b
      | \bto\s+(?:report|describe|document|present)\s+(?:on\s+)?(?:a|an|the|one|our|{FEW})\b
      | \b(?:first|second|third|fourth|fifth|only|unique|rare|unusual|new)\s+(?:\w+\s+){{0,2}}?(?:case\s+)?(?:report|case)\s+(?:of|with|in)\b
        (?!\s+\w+\s+was\s+(?:reported|described))
      | \bcase\s+(?:report|study|presentation|summary|description)\b(?!s)
      | \A\W*(?:case|clinical\s+(?:case|vignette))\s*: | \A\W*(?:a|an|one|another|{FEW})\s+(?:[\w-]+\s+){{0,2}}?cases?\s+of\b
      | \b(?:the|these|both|all)\s+(?:{NUMBER}\s+)?cases?\s+(?:presented|described|reported)\s+here(?:in)?\b"""
)
# "A case has been reported": cited, in the words of an announcement.
CITED = cue(
    r"""\b(?:has|have|had)\s+(?:\w+\s+){0,2}?been\s+(?:\w+\s+)?(?:reported|described|documented|published)\b | \bet\s+al\b
      | \b(?:reported|described|published)\s+(?:previously|earlier|by|in\s+the)\b"""
)
WE_REPORT = cue(rf"\b(?:we|authors?|i)\s+(?:\w+\s+){{0,2}}?{_TELL}d?\b | \bcase\s+report\b")
# Several patients of our own; told by their number or by the words of a series.
SERIES = cue(
    rf"""\b(?:we|authors?|i)\s+(?:\w+\s+){{0,2}}?{_TELL}d?\s+(?:on\s+|here\s+|the\s+)?(?:(?:\w+\s+){{0,3}}?(?:of|in)\s+)?(?:{FEW})\s
      | \breports?\s+(?:of|on)\s+(?:{FEW})\s+(?:[\w-]+\s+){{0,3}}(?:cases|{PEOPLE})\b
      | \b(?:{FEW})\s+(?:[\w-]+\s+){{0,3}}?(?:case\s*-?\s*reports|cases|{PEOPLE})\b[^.;]{{0,140}}?\b(?:are|is)\s+(?:reported|described|presented|discussed)\b
        (?!\s+(?:in\s+the|to|by|previously))
      | \A\W*(?:described|presented|reported)\s+(?:here(?:in)?\s+)?are\s+(?:{FEW})\b
      | \bto\s+(?:report|describe|document|present)\s+(?:{FEW})\b
      | \b(?:the|these|both|all|our)\s+(?:{NUMBER}\s+)?(?:cases|patients)\s+(?:presented|described|reported)\s+here(?:in)?\b
      | \A\W*(?:{FEW})\s+(?:[\w-]+\s+){{0,3}}?cases\s+of\b(?![^.;]*\b(?:have|has|were|was|had)\b) | \bour\s+(?:{FEW}\s+)?(?:cases|patients)\b
      | \A\W*(?:two|three|four|both)\s+(?:[\w-]+\s+){{0,2}}?(?:siblings|brothers|sisters|twins)\b"""
)
# Our patient, by a word that another's patient is not given.
OURS = cue(
    rf"\b(?:our|this|present|index|my)\s+(?:\w+\s+)?(?:{PERSON}|case)\b(?!\s+(?:suggest|highlight|illustrat)\w*)"
    rf"|\bour\s+(?:{FEW}\s+)?(?:patients|cases)\b(?!\s+(?:suggest|highlight|illustrat|reported\s+(?:by|in\s+the|previously))\w*)"
)
ANY_PATIENT = cue(
    rf"""\b(?:the|a|an|one|this)\s+(?:(?!of\b|in\b|from\b|for\b|with\b|to\b|and\b|or\b)[\w-]+,?\s+){{0,4}}?{PERSON}\b(?!['’-])
        (?!\s+(?:population|group|safety|care|education|data|selection|management|outcome|age)s?\b)
      | \b(?:she|he|her|his|him|herself|himself)\b
      | \b\d+\s*-?\s*(?:year|yr|month|week|day|y)s?\.?(?:\s*-?\s*|/)(?:old|o|of\s+age)\b (?!\s+(?:\w+\s+)?{PEOPLE})
      | \b(?:\w+|\d+)-year-old\b (?!\s+(?:\w+\s+)?{PEOPLE}) | \baged\s+\d+\s*(?:,|years?|months?)
      | \b\d{{1,3}}\s?/?\s?(?:yo|y/o|y\.o|yof|yom|yr\s?old)\b | \b\d{{1,3}}\s?/?\s?[fm]\b(?=\s+(?:with|who|was|had|presented|received|on))
      | \b(?:patient|case|pt)\s+(?:no\.?\s*|\#)?\d\b
      | (?:\A\W*|[;:]\s*|\b(?:when|while|and|that|where|as)\s+)(?:patient|pt|vaccinee|consumer|recipient|caller|subject)\b(?!['’-])
        (?!\s+(?:population|group|safety|care|education|data|selection|management|outcome|information|age)s?\b)
      | \bpt['’]s\b | \bin\s+(?:pt|patient)\b"""
)
_NUMBERED_I = "".join(
    rf"(?<!{word}\s)"
    for word in ("ype", "rade", "lass", "tage", "hase", "actor", "ipolar", "roup", "ngiotensin")
)
_I_SAY = r"""(?:am|was|have|had|felt|feel|took|take|got|get|started|woke|went|began|could|couldn|did|didn|do|don|noticed|received
    |developed|experienced|still|also|then|now|can|cannot|never|just|immediately|suffered|stopped|thought|called|would|tried
    |vomited|fainted|passed|ended|lost|slept|needed|used|came|decided|told|asked|remember|believe|think|know|wanted|only|suddenly
    |finally|eventually|again|broke|could|drove|ran|fell|saw|[a-z]{3,12}ed)"""
FIRST_PERSON = re.compile(
    rf"""{_NUMBERED_I}\bI(?:['’](?:m|ve|d|ll)\b|\s+(?!am\s+an\s+author|report|describe|present|encounter|observ|review|examin|treated\s+(?:a|an|the|this)\b|saw\s+(?:a|an|this)\b){_I_SAY}\b)
      | \b(?:my|My|myself)\b(?!\s+(?:patients?|colleagues?|practice|opinion|knowledge|experience|case)\b) | \bme\b""",
    re.VERBOSE,
)
# A patient who stands for any: "if a patient develops", "any patient with", "patients who".
GENERIC = cue(
    rf"\b(?:if|when|whenever|should|any|each|every)\s+(?:a|an|any|every)\s+(?:\w+\s+){{0,2}}{PERSON}\b|\b(?:any|each|every)\s+(?:\w+\s+)?patient\b"
)
ANYBODY = re.compile(
    r"^\W*(?:most|many|some)\s+(?:\w+\s+)?(?:of\s+(?:those|the)|patients|people|cases)\b|^\W*(?:anyone|those|people)\s+(?:who|with|affected)\b"
    r"|^\W*up\s+to\s+\w+\s+\w+\s+in\s+(?:ten|\w*\d+|a\s+hundred)\b"
)
RELATIVE = re.compile(
    r"""\W*(?:my|his|her|their|the\s+patient['’]s|pt['’]s)\s+(?:\w+\s+)?(?:husband|wife|partner|mother|father|sister|brother|son|daughter
        |uncle|aunt|cousin|grandmother|grandfather|twin)\s+(?:also\s+)?(?:takes|took|has|had|is|was|suffers|suffered|gets|got|died|lives|developed|experienced)\b""",
    re.VERBOSE,
)
# The donor of an organ, of blood or of milk is nobody's patient.
DONOR = cue(
    r"\A\W*(?:the|an?)\s+(?:[\w-]+\s+){0,2}?donor\b(?!\s+(?:site|lymphocyte|lung|kidney|liver|heart|organ))"
)
# What the paper says of itself, or asks of its readers.
LESSON = cue(
    r"""\b(?:this|our|these|the\s+present|present)\s+(?:case|report|case\s+report|observation|article|paper|finding)s?
         \s+(?:\w+\s+){0,2}?(?:suggest|highlight|illustrat|demonstrat|underscor|underlin|emphasi[sz]|remind|rais
         |indicat|support|point|add|serv|warn|stress|call|confirm|expand)\w*
      | \b(?:highlight|underscor|emphasi[sz]|stress)\w*\s+the\s+(?:importance|need|value|role|potential|necessity)
      | \b(?:clinicians|physicians|doctors|prescribers|providers|practitioners|pharmacists|professionals)\s+
        (?:\w+\s+){0,2}?(?:should|must|need|ought)
      | \bpatients?\b[^.;]{0,60}?\bshould\b(?!\s+have) | \bshould\s+be\s+(?:considered|avoided|monitored|repeated|used|checked|performed|suspected)\b
      | \b(?:further|more|future)\s+(?:\w+\s+)?(?:research|stud(?:y|ies)|investigations?|trials?)\b"""
)
OTHERS = cue(
    r"""\bet\s+al\b
      | \b(?:has|have)\s+(?:also\s+|only\s+|previously\s+|rarely\s+|recently\s+|occasionally\s+)*been\s+
        (?:\w+\s+)?(?:reported|described|documented|published|observed|noted)\b
      | \bprevious(?:ly)?\s+(?:\w+\s+)?(?:reports?|cases?|stud(?:y|ies)|reported|described|published)\b
      | \b(?:case|retrospective|prospective|cohort|observational)\s+(?:series|stud(?:y|ies))\b
      | \b(?:clinical|randomi[sz]ed|controlled|phase\s+\w+)\s+(?:\w+\s+)?trials?\b
      | \b(?:a|one|another|recent|other|several|some)\s+(?:[\w-]+\s+){0,3}(?:stud(?:y|ies)|trials?(?!\s+of))\b | \bmeta-?\s?analys[ie]s\b
      | \b(?:in|from)\s+the\s+(?:\w+\s+)?(?:literature|database|registry|register)\b | \ba\s+regist(?:er|ry)\b
      | \b(?:earliest|previous|earlier|published|similar)\s+(?:\w+\s+)?(?:descriptions?|reports?|cases?)\b
      | \b(?:descriptions?|reports?)\s+concern(?:s|ed|ing)\b
      | \b(?:somebody|someone|others?)\b[^.;]{0,40}?\b(?:wrote|writes|says|said|told|posted)\b"""
)
# Counted groups: others' patients, unless the report tells of several of its own.
COUNTED = cue(
    rf"\b(?:{NUMBER}|both|several|some|many|most|few|other)\s+(?:of\s+(?:the\s+)?{NUMBER}\s+)?(?:[\w-]+\s+){{0,2}}{PEOPLE}\b"
)
COUNTED_FEW = cue(
    rf"""\b(?:(?:the|these|those|all|our)\s+)?{FEW}\s+(?:of\s+(?:the|these|our)\s+)?(?:(?!other\b|previous|published|reported|randomi|healthy)[\w-]+\s+){{0,2}}{PEOPLE}\b
      | \b(?:both|these|our)\s+(?:[\w-]+\s+)?{PEOPLE}\b | \b(?:one|another|neither|none|all|the\s+other)\s+(?:of\s+(?:the|these|our)\s+)?{PEOPLE}\b"""
)
# "Hartwell and Osei described", "Lindqvist and co-workers found": names, so case counts.
AUTHORS = re.compile(
    r"\b[A-Z][a-z]+\s+(?:and|&)\s+(?:[A-Z][a-z]+|co-?workers|colleagues|associates)\s+(?:\w+\s+)?"
    r"(?:described|reported|observed|found|published|noted|treated|saw|reviewed)\b"
)
# "has not been reported before" tells that the case is new; it tells of nobody else.
NOVEL = cue(
    r"\b(?:not|never)\s+(?:\w+\s+){0,2}(?:been\s+)?(?:\w+\s+)?(?:reported|described|documented|published)\b"
    r"|\bbest\s+of\s+our\s+knowledge\b|\bto\s+our\s+knowledge,?\s+this\b"
    r"|\bthe\s+(?:unusual\s+|rare\s+)?(?:combination|association|coexistence|co-occurrence)\s+of\b"
)
CONTINUED = re.compile(
    rf"""^\W*(?:{NUMBER}|one|all|most|some|both|none|half|the\s+(?:other|remaining|latter|former|first|second))?\s*
        (?:of\s+)?(?:these|those|them|they|their|the\s+other|the\s+remaining|both)\b
      | ^\W*(?:another|one|{NUMBER})\s+(?:\w+\s+)?(?:patient|case|woman|man|child)s?\b
      | ^\W*(?:she|he|her|his|the\s+patient)\b""",
    re.VERBOSE,
)
GENERAL = cue(
    r"""\b(?:can|may|might|could|should|must|will|would|ha(?:s|ve)\s+to)\s+(?!not\s+be\s+ruled)\w
      | \b(?:typically|usually|commonly|generally|frequently|often|rarely|occasionally|routinely|normally)\b
      | \b(?:is|are)\s+(?:not\s+)?(?:also\s+|well\s+|highly\s+)?(?:(?:a|an|the|one|among)\s+)?(?:\w+\s+){0,3}?
        (?:known|recogni[sz]ed|rare|common|uncommon|unusual|frequent|potential|serious|effective|safe|used|indicated
        |approved|associated|characteri[sz]ed|considered|thought|believed|defined|caused|contraindicated|recommended
        |complications?|effects?|reactions?|drugs?|agents?|disorders?|diseases?|conditions?|antibod(?:y|ies)|syndromes?)\b
      | \b(?:has|have)\s+(?:\w+\s+){0,2}(?:side|adverse|known|recogni[sz]ed|been\s+(?:associated|linked|shown|implicated))\b
      | \b(?:little|less|more|much)\s+is\s+known\b | \b(?:incidence|prevalence|pathogenesis|mechanisms?|a?etiology)\s+of\b
      | \b(?:most|many|some|few|one|up\s+to\s+\w+)\s+(?:\w+\s+)?(?:of\s+(?:those|the|all)|in\s+(?:ten|\d+))\b
      | \b(?:those|people|persons|individuals)\s+(?:affected|who|with|taking)\b
      | \b(?:anyone|somebody|everyone|whoever)\b | \bthere\s+(?:is|are)\b | \bin\s+patients\b | \bpatients\s+(?:with|who|receiving|treated|taking|on)\b"""
)
PAST = cue(
    r"""\b(?:was|were|had|did|developed|presented|received|underwent|became|showed|revealed|experienced|complained
      |noticed|died|resolved|improved|recovered|started|began|discontinued|stopped|admitted|diagnosed|occurred|appeared
      |manifested|progressed|required|returned|continued|remained|subsided|disappeared|persisted
      |achieved|succumbed|suffered|felt|went|gave|took|got|came|worsened|deteriorated|responded|reported|stated|ruled\s+out)\b"""
)
