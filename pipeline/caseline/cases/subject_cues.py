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
_TELL = r"""(?:report|describe|present|document|encountered|observed|saw|seen|introduce|discuss|illustrate|treated|diagnosed
        |summari[sz]e(?!d?\s+(?:what|the\s+(?:literature|evidence)|current|available)))"""

# What a study describes, and no case.
_STUDIED = r"""(?:(?:the|a|an|our)\s+)?(?:\w+\s+)?(?:incidence|prevalence|frequency|efficacy|safety|pharmacokinetics?|results|methods?|experience
        |effects?|characteristics
    |features|outcomes?|techniques?|roles?|use|risks?|mechanisms?|stud(?:y|ies)|evidence|rates?|patterns|management|prevention|available|current|what|how)\b"""
# "may have resulted": a conjecture about what happened here.
_HAVE_DONE = r"""have\s+(?:\w+ly\s+)?(?:been|resulted|caused|contributed|led|played|precipitated|triggered|induced|developed|occurred|potentiated
    |exacerbated|provoked|produced|aggravated|facilitated|accelerated|worsened|interacted|arisen|begun|suffered|died)\b"""

# "We report …" is ours, whatever else the sentence says.
REPORTING = cue(
    rf"""\b(?:we|authors?|i)\s+(?:(?!not\b|never\b)\w+\s+){{0,2}}?{_TELL}d?\b
      | \bwe\s+(?:have\s+)?(?:recently\s+)?had\s+(?:a|{FEW})\s+(?:[\w-]+\s+)?(?:cases?|patients?)\b
      | \b(?:case|this)\s+(?:report\s+|paper\s+|article\s+)?(?:describes|presents|reports|concerns|details|documents)\b
      | \bis\s+(?:reported|described|presented)\b (?!\s+(?:to|as|in\s+(?:\d|up)))
      | \b(?:cases?|patients?|histor(?:y|ies)|reports?|(?:wo)?m[ea]n|child(?:ren)?|infants?)\b[^.;]{{0,160}}?\b(?:is|are)\s+(?:also\s+|here(?:in)?\s+|now\s+)?
        (?:reported|described|presented|discussed|documented|detailed)\b
        (?!\s+(?:to|as|by|with|previously|earlier|elsewhere|in\s+(?:the\s+(?:\w+\s+)?literature|\d|up)))
      | \A\W*(?:described|presented|reported|herein)\b[^.;]{{0,30}}?\b(?:is|are|we)\b
      | \breports?\s+(?:on\s+|of\s+|about\s+)?(?:a|an|the|one|our|the\s+first|{FEW})\s+(?:[\w-]+\s+){{0,3}}(?:cases?|{PERSON}|{PEOPLE})\b
      | \bto\s+(?:report|describe|document|present)\s+(?:on\s+)?(?:a|an|the|one|our|{FEW})\b
      | \A\W*(?:objectives?|purpose|aims?)?\W*to\s+(?:report|describe|document|present)\s+(?:on\s+)?(?!{_STUDIED})\w
      | \b(?:first|second|third|fourth|fifth|only|unique|rare|unusual|new)\s+(?:\w+\s+){{0,2}}?(?:case\s+)?(?:report|case)\s+(?:of|with|in)\b
        (?!\s+\w+\s+was\s+(?:reported|described))
      | \bcase\s+(?:report|study|presentation|summary|description|analysis)\b(?!s)
      | (?<!\bno\s)(?<!\beach\s)\bcase\s+(?:report\s+)?(?:and|with)\s+(?:a\s+)?(?:brief\s+)?(?:literature\s+review|review\s+of)\b
      | \A\W*(?:case|clinical\s+(?:case|vignette))\s*: | \A\W*(?:a|an|one|another|{FEW})\s+(?:[\w-]+\s+){{0,2}}?cases?\s+of\b
      | \b(?:the|these|both|all)\s+(?:{NUMBER}\s+)?cases?\s+(?:presented|described|reported)\s+here(?:in)?\b"""
)
# "A case has been reported": cited, in the words of an announcement.
CITED = cue(
    r"""\b(?:has|have|had)\s+(?:\w+\s+){0,2}?been\s+(?:\w+\s+)?(?:reported|described|documented|published)\b | \bet\s+al\b
      | \b(?:reported|described|published)\s+(?:previously|earlier|by|in\s+the)\b"""
)
WE_REPORT = cue(
    rf"""\b(?:we|authors?|i)\s+(?:(?!not\b|never\b)\w+\s+){{0,2}}?{_TELL}d?\b | \bcase\s+report\b
      | \bthis\s+(?:case\s+)?(?:report|case|paper|article)\s+(?:describes|presents|reports|details|documents)\b"""
)
# Several patients of our own; told by their number or by the words of a series.
SERIES = cue(
    rf"""\b(?:we|authors?|i)\s+(?:(?!not\b|never\b)\w+\s+){{0,2}}?(?:{_TELL}d?|had|reviewed)\s+(?:on\s+|here\s+|the\s+)?(?:(?:\w+\s+){{0,3}}?(?:of
        |in)\s+)?(?:{FEW})\s
      | \breports?\s+(?:of|on)\s+(?:{FEW})\s+(?:[\w-]+\s+){{0,3}}(?:cases|{PEOPLE})\b
      | \b(?:{FEW})\s+(?:[\w-]+\s+){{0,3}}?(?:case\s*-?\s*reports|cases|{PEOPLE})\b[^.;]{{0,320}}?\b(?:are|is)\s+(?:reported|described|presented|discussed)\b
        (?!\s+(?:in\s+the|to|by|previously))
      | \A\W*(?:described|presented|reported)\s+(?:here(?:in)?\s+)?are\s+(?:{FEW})\b
      | \bto\s+(?:report|describe|document|present)\s+(?:{FEW})\b
      | \b(?:the|these|both|all|our)\s+(?:{NUMBER}\s+)?(?:cases|patients)\s+(?:presented|described|reported)\s+here(?:in)?\b
      | \A\W*(?:{FEW})\s+(?:[\w-]+\s+){{0,3}}?cases\s+of\b(?![^.;]*\b(?:have|has|were|was|had)\b)
        | (?<!one\sof\s)(?<!another\sof\s)\bour\s+(?:{FEW}\s+)?(?:cases|patients)\b
      | \b(?:in|of)\s+(?:the|all|both)\s+{FEW}\s+(?:reported|presented|present)\s+{PEOPLE}\b
      | \A\W*(?:{FEW})\s+(?:[\w-]+\s+){{0,2}}?{PEOPLE}\s+(?:with|on|after|treated|who)\b[^.;]{{0,160}}?:
      | :\s*(?:an?\s+report\s+of\s+)?(?:{FEW})\s+(?:[\w-]+\s+)?(?:cases|patients)\b
      | \A\W*(?:two|three|four|both)\s+(?:[\w-]+\s+){{0,2}}?(?:siblings|brothers|sisters|twins)\b"""
)
# Our patient, by a word that another's patient is not given.
OURS = cue(
    rf"\b(?:our|this|present|index|my)\s+(?:\w+\s+)?(?:{PERSON}|case)\b(?!\s+(?:suggest|highlight|illustrat)\w*)"
    r"|\bthe\s+case\s+(?:presented\s+(?:here\s+)?|described\s+(?:here\s+)?)?(?:meets?|met|fulfil\w*|satisf(?:ies|ied)|fits|fitted|qualif(?:ies|ied))\b"
    rf"|\bthe\s+diagnosis\s+of\s+(?:[\w-]+\s+){{1,8}}?(?:was\s+(?:therefore\s+|thus\s+|then\s+|finally\s+)?(?:made|established|confirmed|reached|supported|secured)"
    r"|(?:is|was|seems|seemed|appears|appeared|may\s+be\s+(?:called|regarded\s+as)|can\s+be\s+(?:called|regarded\s+as|considered))\s+(?:therefore\s+|thus\s+|to\s+be\s+)?"
    r"(?:certain|definite|probable|secure|sure|established|beyond|confirmed|proven|highly\s+(?:probable|likely)))\b"
    rf"|(?<!one\sof\s)(?<!another\sof\s)\bour\s+(?:{FEW}\s+)?(?:patients|cases)\b(?!\s+(?:suggest|highlight|illustrat|reported\s+(?:by|in\s+the"
    rf"|previously))\w*)"
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
    rf"""{_NUMBERED_I}\bI(?:['’](?:m|ve|d|ll)\b|\s+(?!am\s+an\s+author|report|describe|present|encounter|observ|review|examin|treated\s+(?:a|an|the
        |this)\b|saw\s+(?:a|an|this)\b){_I_SAY}\b)
      | \b(?:my|My|myself)\b(?!\s+(?:patients?|colleagues?|practice|opinion|knowledge|experience|case)\b) | \bme\b""",
    re.VERBOSE,
)
# A patient who stands for any: "if a patient develops", "any patient with", "patients who".
GENERIC = cue(
    rf"\b(?:if|whenever|should|any|each|every)\s+(?:a|an|any|every)\s+(?:\w+\s+){{0,2}}{PERSON}\b"
    rf"|\bwhen\s+(?:a|an|any|every)\s+(?:\w+\s+){{0,2}}{PERSON}\b(?![^.;]{{0,80}}\b(?:was|were|had|received|took|underwent)\b)|\b(?:any|each|every)\s+(?:\w+\s+)?patient\b"
)
ANYBODY = re.compile(
    r"^\W*(?:most|many|some)\s+(?:\w+\s+)?(?:of\s+(?:those|the)|patients|people|cases)\b|^\W*(?:anyone|those|people)\s+(?:who|with|affected)\b"
    r"|^\W*up\s+to\s+\w+\s+\w+\s+in\s+(?:ten|\w*\d+|a\s+hundred)\b"
)
RELATIVE = re.compile(
    r"""\W*(?:my|his|her|their|the\s+patient['’]s|pt['’]s)\s+(?:\w+\s+)?(?:husband|wife|partner|mother|father|sister|brother|son|daughter
        |uncle|aunt|cousin|grandmother|grandfather|twin|dog|cat|pet|horse)\s*(?:,?\s+who)?\s+(?:also\s+)?(?:takes|took(?!\s+(?:him|her|me|them)\b)|has
        |had(?!\s+(?:given|noticed|brought|taken\s+(?:him|her|me|the)|called|reported|found))|is|was|suffers|suffered|gets|got|died|lives|developed
        |experienced)\b""",
    re.VERBOSE,
)
# The donor of an organ, of blood or of milk is nobody's patient.
DONOR = cue(
    r"\A\W*(?:the|an?)\s+(?:[\w-]+\s+){0,2}?donor\b(?!\s+(?:site|lymphocyte|lung|kidney|liver|heart|organ))"
)
# What the paper says of itself, or asks of its readers; "this report highlights a case of" announces one.
LESSON = cue(
    rf"""\b(?:this|our|these|the\s+present|present|the\s+(?:\w+\s+)?reported)\s+(?:(?:two|three|four|five|six)\s+)?(?:case|report|case\s+report|observation|article|paper|finding)s?
         \s+(?:\w+\s+){{0,2}}?(?:suggest|highlight|illustrat|demonstrat|underscor|underlin|emphasi[sz]|remind|rais
         |indicat|support|point|add|serv|warn|stress|call|confirm|expand)\w*\b
         (?!\s+(?:an?|the|one|{FEW})\s+(?:[\w-]+\s+){{0,2}}?(?:cases?|patients?)\b)
      | \b(?:highlight|underscor|emphasi[sz]|stress)\w*\s+the\s+(?:importance|need|value|role|potential|necessity)
      | \b(?:clinicians|physicians|doctors|prescribers|providers|practitioners|pharmacists|professionals)\s+
        (?:\w+\s+){{0,2}}?(?:should|must|need|ought)
      | \bpatients?\b[^.;]{{0,60}}?\bshould\b(?!\s+have) | \bshould\s+be\s+(?:considered|avoided|monitored|repeated|used|checked|performed|suspected)\b
      | \b(?:further|more|future)\s+(?:\w+\s+)?(?:research|stud(?:y|ies)|investigations?|trials?)\b"""
)
# "These findings support the diagnosis of X" is said of this patient.
DIAGNOSING = cue(
    r"""\b(?:suggest\w*|support\w*|confirm\w*|indicat\w*|establish\w*|consistent\s+with|compatible\s+with|in\s+keeping\s+with|led\s+(?:us\s+)?to)\s
        (?:[^.;,]{0,50}\s)?diagnos[ie]s\s+of\b"""
)
# A trial that the patient joined is the patient's.
JOINED = cue(
    r"""(?:enrol\w*|participat\w+|joined|entered|included|recruited|randomi[sz]ed|took\s+part|treated)\s+(?:\w+\s+){0,2}?
        (?:in|into|within|as\s+part\s+of|on|the|a)\s+(?:[\w-]+\s+){0,6}?(?:trial|study|protocol)\b | \b(?:received|given)\b[^.;]{0,60}?\b(?:within
        |as\s+part\s+of|in)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,5}?(?:trial|study)\b"""
)
OTHERS = cue(
    r"""\bet\s+al\b
      | \b(?:has|have)\s+(?:also\s+|only\s+|previously\s+|rarely\s+|recently\s+|occasionally\s+)*been\s+
        (?:\w+\s+)?(?:reported|described|documented|published|observed|noted)\b
      | \bprevious(?:ly)?\s+(?:\w+\s+)?(?:reports?|cases?|stud(?:y|ies)|reported|described|published)\b
      | \b(?<!two\s)(?<!three\s)(?<!four\s)(?<!five\s)(?<!six\s)case\s+(?:series|stud(?:y|ies))\b
      | \b(?:retrospective|prospective|cohort|observational)\s+(?:series|stud(?:y|ies))\b
      | \b(?:clinical|randomi[sz]ed|controlled|phase\s+\w+)\s+(?:\w+\s+)?trials?\b
      | \b(?:a|one|another|recent|other|several|some)\s+(?:[\w-]+\s+){0,3}(?:stud(?:y|ies)|trials?(?!\s+of))\b | \bmeta-?\s?analys[ie]s\b
      | \b(?:in|from)\s+the\s+(?:\w+\s+)?(?:literature|database|registry|register)\b | \ba\s+regist(?:er|ry)\b | \breporting\s+system\b
      | \b(?:earliest|previous|earlier|published|similar)\s+(?:\w+\s+)?(?:descriptions?|reports?|cases?)\b
      | \b(?:descriptions?|reports?)\s+concern(?:s|ed|ing)\b
      | \b(?:earlier|previous|other|another|recent|published|older|\w{3,}(?:ish|ian|ese|ench|erman))\s+(?:letters?|papers?|publications?|articles?|reports?)\b
        (?!\s+(?:of\s+)?(?:our|this)\b)
      | \b(?:somebody|someone|others?)\b[^.;]{0,40}?\b(?:wrote|writes|says|said|told|posted)\b"""
)
# The relative clause behind what happened: "…, which has only been reported twice".
WHICH_IS_KNOWN = re.compile(
    r",\s+(?:which|that|an?\s+(?:[\w-]+\s+){1,3}(?:that|which))\s+(?:has|have)\s+(?:[\w-]+\s+){0,3}?been\s+[^.;,]*(?=[.;,]|\Z)"
)
# Counted groups: others' patients, unless the report tells of several of its own.
COUNTED = cue(
    rf"\b(?:{NUMBER}|both|several|some|many|most|few|other)\s+(?:of\s+(?:the\s+)?{NUMBER}\s+)?(?:[\w-]+\s+){{0,2}}{PEOPLE}\b"
)
COUNTED_FEW = cue(
    rf"""\b(?:(?:the|these|those|all|our)\s+)?{FEW}\s+(?:of\s+(?:the|these|our)\s+)?(?:(?!other\b|previous|published|reported|randomi
        |healthy)[\w-]+\s+){{0,2}}{PEOPLE}\b
      | \b(?:both|these|our)\s+(?:[\w-]+\s+)?{PEOPLE}\b | \b(?:one|another|neither|none|all|the\s+other)\s+(?:of\s+(?:the|these|our)\s+)?{PEOPLE}\b
      | \b(?:the|both|all)\s+{FEW}\s+(?:reported|presented)\s+{PEOPLE}\b"""
)
# "Hartwell and Osei described", "Lindqvist and co-workers found": names, so case counts.
AUTHORS = re.compile(
    r"\b[A-Z][a-z]+\s+(?:and|&)\s+(?:[A-Z][a-z]+|co-?workers|colleagues|associates)\s+(?:\w+\s+)?"
    r"(?:described|reported|observed|found|published|noted|treated|saw|reviewed)\b"
    r"|\b[A-Z][a-z]{2,}['’]s\s+(?:report|case|series|paper|letter|study|patient|man|woman|boy|girl|infant|child)\b"
    r"|\b(?:woman|man|patient|girl|boy|child|infant|case)\s+of\s+[A-Z][a-z]{3,}\s+(?:was|had|[a-z]{3,}ed)\b"
    r"|\b(?:described|published|collected)\s+by\s+(?!Dr\b)[A-Z][a-z]{2,}\b|\bwhom\s+[A-Z][a-z]{2,}\s"
    r"|\b(?!(?:We|He|She|They|Who|I|It|Patient|Mother|Father|Parents|Family|Wife|Husband|Police|Paramedics|Witnesses|Authors?|Report|Case|Table|Figure)\b)"
    r"[A-Z][a-z]{2,}\s+(?:has\s+|had\s+|also\s+|previously\s+)*(?:described|reported|published)\s+(?:the\s+case\s+of\s+)?(?:an?|two|three|four|five|six)\s+"
    r"(?:[\w-]+\s+){0,4}?(?:patients?|cases?|wom[ae]n|m[ae]n|child(?:ren)?|girls?|boys?|infants?|neonates?|series)\b"
)
# "One of our patients died of it in 1998": told in passing, where the report is of one patient.
ONE_OF_OURS = cue(
    rf"\b(?:one|another|some|several|a\s+few|{FEW})\s+of\s+our\s+(?:(?:own|other|earlier|previous)\s+)?(?:patients|cases)\b"
)
# "One patient developed hives", among those of a study.
LONE = cue(
    rf"""\b(?:one|another|a\s+single|a\s+further)\s+(?:(?!of\b|in\b|with\b|from\b)[\w-]+\s+){{0,2}}?
        (?:{PERSON}|subject|participant|volunteer|individual|person|case)\b(?!['’-])"""
)
IN_PASSING = cue(
    r"""\b(?:another|an?\s+earlier|a\s+previous|other)\s+(?:pt|patient|case|wom[ae]n|m[ae]n|child)s?\s+of\s+(?:mine|ours)\b
      | \b(?:neighbou?rs?['’]s?|friends?['’]s?|colleagues?['’]s?|co-?workers?['’]s?)\s+(?:\w+\s+)?(?:boy|girl|son|daughter|child|baby|wife|husband
        |mother|father)\b"""
)
# "has not been reported before" tells that the case is new; it tells of nobody else.
NOVEL = cue(
    r"\b(?:not|never)\s+(?:\w+\s+){0,2}(?:been\s+)?(?:\w+\s+)?(?:reported|described|documented|published)\b"
    r"|\bbest\s+of\s+our\s+knowledge\b|\bto\s+our\s+knowledge,?\s+this\b"
    r"|\bthe\s+(?:unusual\s+|rare\s+)?(?:combination|association|coexistence|co-occurrence)\s+of\b"
    r"|\b(?:this|these|ours?)\b[^.;,]{0,40}?\b(?:is|are|represents?|was|were|be|being)\b[^.;,]{0,40}?\bfirst\b"
    r"|\b(?:no|without)\s+(?:previous(?:ly)?|prior|earlier|other|similar|published|reported)\s+(?:\w+\s+)?(?:reports?|cases?)\b"
)
CONTINUED = re.compile(
    rf"""^\W*(?:{NUMBER}|one|all|most|some|both|none|half|the\s+(?:other|remaining|latter|former|first|second))?\s*
        (?:of\s+)?(?:these|those|them|they|their|the\s+other|the\s+remaining|both)\b
      | ^\W*(?:another|one|{NUMBER})\s+(?:\w+\s+)?(?:patient|case|woman|man|child)s?\b
      | ^\W*(?:she|he|her|his|the\s+patient)\b""",
    re.VERBOSE,
)
GENERAL = cue(
    rf"""\b(?:can|(?<!\d\s)(?<!\d(?:st|nd|rd|th)\s)(?<!\bin\s)(?<!\bof\s)(?<!\bby\s)(?<!\bsince\s)(?<!\b(?:late|last|next)\s)(?<!\bearly\s)may(?!\s+\d)|might|could(?!\s*n[o'’]t\b)|should|must|will|would(?!\s*n[o'’]t\b)|ha(?:s|ve)\s+to)\s+(?!not\s+be\s+ruled|(?:\w+ly\s+)?{_HAVE_DONE}|be\s+(?:seen|felt|heard|palpated)\b)\w
      | \b(?:typically|usually|commonly|generally|frequently|often|rarely|occasionally|routinely|normally)\b
      | \b(?:is|are)\s+(?:not\s+)?(?:also\s+|well\s+|highly\s+)?(?:(?:a|an|the|one|among)\s+)?(?:\w+\s+){{0,3}}?
        (?:known|recogni[sz]ed|rare|common|uncommon|unusual|frequent|potential|serious|effective|safe|used|indicated
        |approved|associated|characteri[sz]ed|considered|thought|believed|defined|caused|contraindicated|recommended
        |complications?|effects?|reactions?|drugs?|agents?|disorders?|diseases?|conditions?|antibod(?:y|ies)|syndromes?)\b
      | \b(?:has|have)\s+(?:\w+\s+){{0,2}}(?:side|adverse|known|recogni[sz]ed|been\s+(?:associated|linked|shown|implicated))\b
      | \b(?:little|less|more|much)\s+is\s+known\b | \b(?:incidence|prevalence|pathogenesis|mechanisms?|a?etiology)\s+of\b
      | \b(?:most|many|some|few|one|up\s+to\s+\w+)\s+(?:\w+\s+)?(?:of\s+(?:those|the|all)|in\s+(?:ten|\d+))\b
      | \b(?:those|people|persons|individuals)\s+(?:affected|who|with|taking)\b
      | \b(?:anyone|somebody|everyone|whoever)\b | \b(?!which\b|that\b|it\b|this\b)\w+(?<!\bpossible)(?<!\blikely)(?<!\bother)\s+(?:causes(?!\s+(?:of
        |for|were|was|are|including|such))|produces|induces|inhibits|undergoes)\s | \bpopulation\s+groups?\b | \bthere\s+(?:is|are)\b
        | \bin\s+patients\b | \bpatients\s+(?:with|who|receiving|treated|taking|on)\b"""
)
PAST = cue(
    rf"""\b(?:(?:may|might|could|must|should|would)\s+{_HAVE_DONE}|was|were|had|did|developed|presented|received|underwent|became|showed|revealed
        |experienced|complained
      |noticed|died|resolved|improved|recovered|started|began|discontinued|stopped|admitted|diagnosed|occurred|appeared
      |manifested|progressed|required|returned|continued|remained|subsided|disappeared|persisted
      |led\s+to|resulted\s+(?:in|from)|exacerbated|followed(?!\s+(?:by|up))|could\s+be\s+(?:seen|felt|heard|palpated)
      |fainted|collapsed|vomited|fell|woke|awoke|threw|slept|cried|screamed|passed\s+(?:away|out)|pronounced
      |(?:could|would)\s+not(?!\s+(?:be\s+expected|necessarily))|(?:could|would)n['’]t
      |achieved|succumbed|suffered|felt|went|gave|took|got(?!\s*(?:,|and|/)\s*gpt)|came|worsened|deteriorated|responded|reported|stated|ruled\s+out)\b"""
)
# "Intravenous kava caused hives": told as done, unless the verb is a participle ("kava induced hives are rare").
CAUSED = cue(
    r"""(?<![-–])(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<!\bbeen\s)(?:caused|induced|precipitated|produced|provoked)\b(?!\s+by)
        (?![^.;]*\b(?:is|are|must|should|may|can|will|has|have|ha[ds]\s+been)\b)"""
)
