"""Wording of what was done with a drug and of what followed, as tables.

Patterns read lower-cased text: those of `BEFORE` end at the drug, those of `BEHIND` begin behind it. Active,
passive, nominal and telegraphic wording of one step are one row.

Source: E2B(R3) G.k.8 (action taken) and G.k.9.i.4 (recurrence); section 4 (Drugs) of the annotation guideline.
"""

from __future__ import annotations

import re

from caseline.cases.cues import cue
from caseline.cases.subject_cues import NUMBER

STEPS = ("withdrawn", "reduced", "increased", "unchanged")
"""The steps, the furthest first."""

# A word between a drug and what was done with it; behind a comma no other thing begins.
_WORDS = r"""(?:(?!(?:and|but|then|while|whereas|which|who)\b)[\w'’.,%/-]+\s+
    (?:(?<!,\s)|(?!(?:the|it|he|she|they|we|his|her|its|all|both)\b)))"""
_AUX = r"""(?:(?:was|were|is|are|been|being|be|had|has|have|could|should|to|must|not|never|the|then|also|therefore
    |subsequently|immediately|promptly|permanently|temporarily|finally|eventually|gradually|abruptly|however|later
    |nevertheless|nonetheless|again|further|soon|instead|deliberately|simply|merely
    |thus|both|all|first|ultimately|at\s+once|already)\s+)*"""
_BE = r"(?:was|were|is|are|been|being|be)"
_STOPPED = r"""(?:discontinu\w+|withdr[ae]wn?|stopped|ceased|suspended|withheld|held|interrupted|removed|halted
    |omitted|terminated|dropped|abandoned|cancelled|canceled|paused|aborted|relinquished|d/?c[’']?e?d)"""
_STOPPING = rf"""(?:{_STOPPED}|withdrawal|withdrew|withdrawing|withdraw|stopp(?:ing|age)|stops?|ceas(?:ing|e)|cessation|suspen(?:sion(?!\s+for\b)
    |ding|d)|interrupt(?:i(?:on|ng))?|removal|withhold(?:ing)?|abandon(?:ing|ment)?|discontinuance|halt(?:ing)?|omission|omit(?:ting)?
    |paus(?:ing|e)|terminat(?:ion|ing|e)|giv(?:ing|en)\s+up)"""
# What is said of a drug that is no longer given, behind "was".
_ASIDE = r"""(?:(?:put|placed|kept)\s+on\s+hold|on\s+hold|given\s+up|left\s+(?:off|out|aside)|called\s+off|broken\s+off|cut\s+short|phased\s+out
    |(?:struck|taken|tapered|weaned|crossed|stepped)\s+(?:off|down(?!\s+to)|out|away)|deleted\s+from
    |(?:switched|turned|shut)\s+off|(?:thrown|put)\s+(?:away|aside)|discarded|disposed\s+of
    |no\s+longer\s+(?:given|taken|used|prescribed|administered)
    |(?:not|never)\s+(?:(?:to\s+be|been)\s+)?(?:repeated|renewed|completed|re-?administered|re-?prescribed
      |(?:given|administered|used|taken|prescribed|continued)\s+(?:again|further|any\s+(?:more|further|longer)|thereafter|afterwards?)))"""
_DOSE = r"(?:dos(?:e|age)s?|amount|rate)"

THE_DRUG = cue(
    r"""(?:the\s+|this\s+|that\s+|all\s+(?:of\s+)?|her\s+|his\s+|my\s+)?(?:(?:suspected|offending|culprit|causative|study|new)\s+)?
        (?:drugs?|medications?|medicines?|treatment|therapy|agents?|infusions?|injections?|tablets?|pills?|capsules?
            |patch(?:es)?|cream|antibiotics?|chemotherapy|immunotherapy|antipsychotic|antidepressant|antiepileptic
          |statin|drip|regimen
          |vaccine|product|preparation|remedy|culprit|offender|biologic(?:al)?|compound)\b(?!\s+(?:error|reaction|allergy|history|for|course|series|schedule|plan|level|eruption))
      | (?:the|her|his|this)\b(?=\s+(?:daily\s+|total\s+)?(?:dos(?:e|age)s?|infusion\s+rates?)\s+(?:was|were)\b)
      | the\s+(?:infusion\s+|syringe\s+)?(?:pump|driver)\b(?!\s+(?:failure|implant|pocket|refill))
      | (?:the\s+)?(?:vaccination|immuni[sz]ation|vaccine)\s+(?:course|series|schedule)\b"""
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

_GIVEN = r"(?:doses?|courses?|cycles?|infusions?|injections?|tablets?|treatments?|administrations?)"

BEFORE = (
    (
        "withdrawn",
        cue(
            rf"""(?:{_STOPPING}|(?:taken|came|come|coming|weaned|tapered|struck)\s+(?:off|from)|quit
                |gave\s+up|withdrew\s+from)\s+(?:taking\s+|using\s+|treatment\s+with\s+|therapy\s+with\s+|administration\s+of\s+
                |the\s+use\s+of\s+)?(?:of\s+|with\s+)?{_WORDS}{{0,4}}?\Z
              | (?:switched|changed|converted|moved|crossed|transferred)\s+(?:over\s+)?(?:\w+\s+)?from\s+(?:(?!to\b){_WORDS}){{0,2}}?\Z
              | (?:replac|substitut|exchang)(?:ed|ing)\s+(?:(?!by\b|with\b|for\b|to\b){_WORDS}){{0,2}}?\Z
              | substituted\s+for\s+(?:the\s+)?\Z
              | (?:instead|in\s+place|in\s+lieu)\s+of\s+(?:the\s+|her\s+|his\s+)?\Z
              | {_BE}\s+(?:[\w-]+\s+){{0,4}}?(?:{_STOPPED}|{_ASIDE})\b[^.]{{0,60}}?\b(?:as|so)\s+(?:was|were)\s+(?:the\s+|her\s+|his\s+)?\Z
              | no\s+(?:further|more|additional|subsequent)\s+(?:{_GIVEN}\s+of\s+)?(?:the\s+)?\Z
              | (?:(?:not|never)\s+to|against|(?:refrain|abstain)\w*\s+from)\s+(?:ever\s+)?(?:tak|us|receiv|complet|resum|continu|repeat|giv|finish)\w*\s+
                  (?:(?:any\s+)?(?:further|more|other)\s+)?(?:{_GIVEN}\s+of\s+)?(?:the\s+|her\s+|his\s+)?\Z
              | (?:(?:hours?|days?|weeks?|months?|been|remained|stayed|kept|while|when|once|being|now)\s+)off\s+(?:the\s+|her\s+|his\s+)?\Z
              | (?:took|taking|weaned|tapered|moved)\s+(?:(?:him|her|them|me)|the\s+(?:patient|child|infant|boy|girl
                |baby))\s+off\s+(?:of\s+)?(?:the\s+|all\s+)?\Z
              | (?:declin|refus)(?:ed|ing)\s+(?:(?:to\s+(?:take|have|receive|be\s+given|continue(?:\s+with)?))\s+)?(?:any\s+)?(?:(?:more|further
                |other|additional)\s+
                  (?:{_GIVEN}\s+of\s+)?|(?<=continue\s)(?:with\s+)?)(?:the\s+|her\s+|his\s+)?\Z
              | (?:switch|turn|shut)(?:ed|ing)\s+off\s+(?:the\s+)?\Z
              | (?:threw|throwing|put|putting)\s+(?:away|aside)\s+(?:the\s+|her\s+|his\s+)?(?:{_WORDS}{{0,3}}of\s+)?\Z"""
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
            rf"""(?:(?:chose|decided|agreed|opted|elected|wished|preferred|resolved|allowed|advised|told|asked|insisted)\s+to\s+
                  (?:continue|maintain|keep|carry\s+on|go\s+on|(?:remain|stay)(?=\s+on\b))
                |continu(?:ed|ing|ation)|maintain(?:ed|ing)|kept|keeping|carr(?:ied|ying)\s+on|went\s+on|going\s+on(?=\s+with\b)|persist(?:ed|ing)(?=\s+with\b)
                |press(?:ed|ing)\s+on(?=\s+with\b)|remain(?:ed|s)|stay(?:ed|s)(?=\s+on\b))\s+(?:of\s+
                |on\s+|with\s+|to\s+take\s+|taking\s+|using\s+|to\s+receive\s+)*{_WORDS}{{0,3}}?\Z
              | no\s+(?:change|alteration|modification|adjustment)s?\s+(?:was|were|had\s+been)\s+(?:made\s+(?:to|in|of)|necessary\s+in)\s+{_WORDS}{{0,3}}?\Z"""
        ),
    ),
)
# Another drug in its place, and no other dose or form of it.
_FOR_ANOTHER = r"""(?:replaced|substituted|switched|changed|exchanged|swapped|converted)\s+(?:over\s+)?(?:by|with|to|for)\b
    (?!\s+(?:an?\s+|the\s+)?(?:\d|once|twice|daily|every|alternate|oral|intravenous|iv\b|subcutaneous|half|lower|higher|reduced|different\s+(?:brand|form|dose)
      |morning|evening|night|bedtime|maintenance))"""
_NOT_AGAIN = r"""(?:was|were|has\s+been|had\s+been)\s+(?:never|not)\s+(?:re-?started|resumed|re-?introduced|re-?instituted
    |re-?initiated|re-?commenced|begun\s+again|taken\s+up\s+again)\b"""
NOT_AGAIN = cue(
    rf"""{_NOT_AGAIN} | (?:not|never)\s+(?:(?:to\s+be|been)\s+)?(?:repeated|renewed|completed|re-?administered|re-?prescribed
      |(?:given|administered|used|taken|prescribed|continued)\s+(?:again|further|any\s+(?:more|further|longer)|thereafter|afterwards?))"""
)
# "Stopped in six": what was done in a series.
OF_MANY = re.compile(
    rf"""[\s,]+(?!(?:by|in)\s+(?:about\s+)?half\b)(?:in|by|for)\s+(?:(?:all|about|only|nearly)\s+)?(?:(?:most|some|many|several|half|none|one)\b|{NUMBER}\b)
        (?!\s+(?:\w+\s+)?(?:hours?|days?|weeks?|months?|years?|steps?|stages?|mg|ml|mcg|g|%|units?)\b)(?!\s*[%/µμ.,]\d?)
        (?=\s*[,.;)]|\s+(?:of|and|or|patients|cases|persons|others|women|men|children)\b)""",
    re.VERBOSE,
)
_TAIL = rf"\s*(?:\([^)]{{0,60}}\)\s*)?,?\s*(?:which\s+)?{_WORDS}{{0,5}}?"
_SAME = rf"""(?:(?:at|on|in|with)\s+)?(?:the\s+|an?\s+|its\s+|her\s+|his\s+)?
    (?:same|full|usual|unchanged|previous|prior|former|customary|habitual|constant)\s+(?:\w+\s+)?{_DOSE}\b"""
_LESS = r"""(?:(?:reduced|lower(?:ed)?|halved|smaller|decreased|half|one[\s-](?:half|third|quarter))\b|(?:[1-9]\d|\d)\s*(?:%|per\s*cent)(?:\s*of)?)"""
_AT_LESS = rf"""(?:\w+ly\s+)?(?:again\s+)?(?:at|with|in|on)\s+(?:an?\s+|the\s+|about\s+|only\s+)?{_LESS}\s*(?:\w+\s+){{0,3}}?(?:{_DOSE}|strength)"""
_RESUMED = r"(?:resum\w+|re-?start\w*|re-?introduc\w+|re-?commenc\w+|re-?initiat\w+|re-?institut\w+|re-?challeng\w+|continu\w+|(?:begun|started|given)\s+again)"
# What was done in others: "in seven, withdrawal was enough", "two of those six relapsed".
OF_OTHERS = cue(
    rf"""in\s+(?:all\s+|only\s+|another\s+)?(?:{NUMBER}|most|some|many|several|half)(?=,|\s+(?:of\s+(?:them|these|those|whom)|patients|cases|persons|others)\b)
      | (?:of\s+(?:those|these|all)\s+{NUMBER}|of\s+the\s+\d+)(?:,|\s+(?!(?:\w+\s+)?(?:drugs?
        |agents?|medications?|medicines|days|weeks|antibiotics|tablets|doses|exposures|episodes|events|symptoms|lesions)\b))
      | (?:collection|series|survey|cohort)\s+of\s+{NUMBER}\b | published\s+(?:patients|cases|children|reports)\b | data\s+of\s+others"""
)
ANOTHER = re.compile(
    r"\W*(?:An?|One|Another)\s+(?:[\w-]+\s+){0,2}?(?:woman|man|girl|boy|patient|infant|child|lady|gentleman)\s+(?:(?:in|from)\s+[A-Z]|of\s+(?:\d|[A-Z]))"
)
# As notes have it, with no verb between: "kava 5 mg stopped".
_PLAIN_TAIL = (
    r"\s*(?:\([^)]{0,60}\)\s*)?,?\s*(?:(?!(?:and|but|then|while|whereas|which|who)\b)[\w'’.%/-]+\s+){0,4}?"
)
BEHIND = (
    (
        "withdrawn",
        re.compile(
            rf"""{_TAIL}(?:{_BE}\s+{_AUX}(?:{_STOPPED}|{_ASIDE}|{_FOR_ANOTHER})\b
                | {_BE}\s+(?:weaned|tapered|phased)\s+(?:[\w-]+\s+){{0,4}}?(?:and|then|until)\s+(?:then\s+|finally\s+)?{_STOPPED}\b
                | gave\s+way\s+to\b | {_NOT_AGAIN}
                )
              | {_PLAIN_TAIL}(?:{_STOPPED}|withdrawal|discontinuation|cessation|interruption|suspension(?!\s+for\b)|stopp(?:age|ing))\b
                  (?!\s+(?:the|taking|using|her|his|all|both|it|treatment)\b)
              | \s*{_BE}\s+{_AUX}suppressed\b""",
            re.VERBOSE,
        ),
    ),
    (
        "reduced",
        re.compile(
            rf"""{_TAIL}(?:{_DOSE}\s+)?{_AUX}(?:reduced|lowered|decreased|halved|cut(?:\s+down)?|brought\s+(?:back
                |down)\s+to
                |(?:tapered|stepped\s+down|scaled\s+(?:back|down)|cut\s+back|weaned\s+down|dropped)\s+to|titrated\s+down|down-?titrated|de-?escalated|slowed(?:\s+down)?(?=\s+to\b))\b(?!\s+(?:the\s+)?(?:pain|fever|symptoms
                |level|risk))
              | {_TAIL}{_AUX}(?:given|delivered|administered|taken|continued)\s+{_AT_LESS}
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
            rf"""{_TAIL}{_AUX}(?:continued|maintained|left\s+(?:unchanged|as\s+(?:it\s+was|they\s+were|before)|alone|untouched|on|in\s+place)
                  |un(?:changed|altered|touched|modified)|kept
                  |carried\s+on|persisted\s+with|pursued|upheld|retained
                  |(?:not|never|neither)\s+(?:been\s+)?(?:\w+ly\s+|ever\s+)?(?:altered|changed|modified|touched|adjusted))\b
              | {_TAIL}(?:went\s+on|ran\s+on|stayed|remained|was|were|left|kept|given|taken|continuing)\s+(?:on\s+|up\s+)?{_SAME}
              | {_TAIL}went\s+(?:on|ahead)\s+(?:as\s+(?:before|usual|planned|scheduled)|on\s+schedule|unchanged)\b
              | {_TAIL}{_AUX}(?:given|administered|delivered|infused)\s+(?:as\s+(?:planned|scheduled)|on\s+(?:schedule|time))\b
              | \s*(?:{_DOSE}\s+|therapy\s+|treatment\s+)?(?:un(?:altered|changed|touched))\b
              | \s*,?\s*which\s+(?:he|she|they|i|the\s+patient)\s+(?:kept|continued|went\s+on|carried\s+on)\s+(?:taking|using|with|to\s+(?:take|use))\b""",
            re.VERBOSE,
        ),
    ),
)
_NOT = r"(?:not|never|without|refused\s+to|declined\s+to|unable\s+to|unwilling\s+to|reluctant\s+to|cannot|n['’]t)\b(?!\s+only)"
NEGATED = cue(_NOT)
# What stands right before a step that was not made: "agreed not to [interrupt]", "without [stopping]".
NOT_MADE = cue(
    rf"""(?:refused|declined|rejected|opposed)\s+(?:(?:the|a|any|complete|total|immediate|abrupt|our|further)\s+){{0,3}}\Z |
        {_NOT}\s+(?:(?!after|when|until|because|despite|on|upon|with|by|since|before)[\w-]+\s+){{0,3}}?\Z"""
)
# What was not gone on with: "was not continued".
NOT_CONTINUED = cue(
    r"(?:not|never)\s+(?:been\s+|be\s+|\w+ly\s+)*(?:continued|maintained|pursued|retained|kept|carried\s+on)\b"
)
# Behind a step that was thought of only, or is told of any patient: "stopping the drug usually helps".
THOUGHT_OF = re.compile(
    r"""(?:\s+(?:therapy|treatment))?,?\s+(?:was|were|had\s+been)\s+(?:(?:not|never|\w+ly|also|therefore)\s+)*
        (?:considered|discussed|contemplated|refused|declined|rejected|debated|possible|impossible|feasible|an\s+option|out\s+of\s+the\s+question)\b""",
    re.VERBOSE,
)
GENERAL = re.compile(
    r"""(?:\s+(?:therapy|treatment|use))?\s+(?:(?:\w+ly|therefore|thus|often|always|never|alone|then|not)\s+)*
        (?:(?:is|are|may|might|can|cannot|should|must|will|would|do|ought|seems?|leads?|need|remains?|(?:has|have)\s+(?:never|always|often|usually))\b
          |(?!(?:was|his|has|this|thus|its|as|less|signs|always)\b)[a-z]{2,}(?<![su])s(?=\s+(?:the|a|an|in|to|his|her|no|not|only|of|for|without|us|them|patients)\b))""",
    re.VERBOSE,
)
MAY_BE = cue(r"(?:should|must|may|might|would|can)\b(?!\s+(?:not\s+)?have\b)")
# Advice and what might be done, before the step.
ADVISED = cue(
    r"""(?:should|must(?!\s+have)|ought\s+to|may(?!\s+have)|might|would|if|whether|unless
        |consider(?:ing|ation)?|recommend(?:s|ation)?|suggest(?:s|ion)?|propose|advocate
        |need(?:s)?\s+to|ha(?:s|ve)\s+to|possible\s+to|importance\s+of|necessity\s+of)\s+(?:[\w-]+\s+){0,4}?\Z"""
)

_EVENT_BETTER = r"""(?:resolv\w+|resolution|recover\w+|improv\w+|subsid\w+|disappear\w+|abat\w+|normali[sz]\w+
    |regress\w+|settled|cleared|clearing|clearance|remission|remitted|vanish\w+|fad(?:ed|ing)|heal(?:ed|ing)|ceased
    |better|gone|went\s+(?:away|within)|eased|relieved|revers(?:ed|al)|wan(?:ed|ing)|lift(?:ed|ing)
    |lessen\w+|diminish\w+|dried|flattened|relented|afebrile|re-?gained|re-?epitheliali[sz]ed|returned\s+to\s+(?:\w+\s+){0,2}?(?:normal
    |baseline)|symptom-?\s?free|free\s+of\s+symptoms|asymptomatic|back\s+to\s+(?:normal|baseline)|decreas(?:ed|ing)
    |fell\s+to|rose\s+to|well\s+again)"""
BETTER = cue(
    rf"""{_EVENT_BETTER} | no\s+(?:further|new|more|fresh|subsequent)\s+(?:[\w-]+\s+){{0,2}}?(?:attacks?|episodes?|lesions?|blisters?|vesicles?|bleed\w*
        |seizures?|fits|symptoms?|events?|reactions?|recurrences?|purpura|crises|falls?|complaints?)\b"""
)
# Given again, and less of it than before, on both sides of the drug: what was stopped was in the end reduced.
GIVEN_AGAIN = cue(rf"{_RESUMED}\s+(?:with\s+)?{_WORDS}{{0,2}}?\Z")
# "Was paused for a week and resumed".
_PAUSED = rf"""{_TAIL}{_BE}\s+{_AUX}(?:{_STOPPED}|postponed|delayed)\b(?:\s+[\w-]+){{0,6}}?,?\s+(?:and|then|but)\s+(?:later\s+|only\s+)?"""
DOSED = re.compile(
    rf"""(?:{_TAIL}|{_PAUSED}){_AUX}(?:{_RESUMED}|given|delivered|administered)\s+(?:[\w,/-]+\s+){{0,4}}?(?:at|with|on)\s+(?:an?\s+)?(?:{_DOSE}\s+of\s+)?
        (?P<amount>\d+(?:\.\d+)?)\s*(?P<unit>mg|g|mcg|[µμ]g|ml|units?|iu)\b""",
    re.VERBOSE,
)
AMOUNT = cue(r"(?P<amount>\d+(?:\.\d+)?)\s*(?P<unit>mg|g|mcg|[µμ]g|ml|units?|iu)\b")
AT_LESS = re.compile(rf"(?:\s+(?:therapy|treatment))?,?\s+{_AT_LESS}", re.VERBOSE)
LESS_AGAIN = re.compile(
    rf"(?:{_TAIL}|{_PAUSED}){_AUX}{_RESUMED}\s+(?:[\w.,/-]+\s+){{0,6}}?{_AT_LESS}", re.VERBOSE
)
# "Both warfarin and the gel were": what a list holds beside names.
BESIDE = re.compile(
    r"\s*,?\s+(?:and|as\s+well\s+as|plus)\s+(?:the|her|his|my|all\s+other|other)\s+(?:[\w-]+\s+)?[\w-]+(?=\s+(?:were|had\s+been|have\s+been)\b)"
)
NOT_BETTER = cue(
    rf"""(?:not|no|without|never|little|n['’]t|failed\s+to|fail\s+to)\s+(?:\w+\s+){{0,3}}?{_EVENT_BETTER}
      | (?:persist\w*|worsen\w*|progress(?:ed|ive|ing)|deteriorat\w+|continued\s+to\s+(?:\w+\s+){{0,2}}?(?:rise|climb
          |worsen|deteriorate|fall|decline|increase|spread|progress)|climbed|spread|irreversible|unabated|unresolved
          |remained\s+(?:unchanged|the\s+same|elevated)|died|fatal|death|no\s+(?:better|clearer|different))\b"""
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
    r"""(?:re-?trials?\b|(?:was|were)\s+(?:then\s+|later\s+)?brought\s+back(?!\s+to\b)|re-?challeng\w*|re-?expos\w*|re-?introduc\w*|re-?administ\w*|re-?start\w*|resum(?:ed|ing|ption)(?!\s+(?:of\s+)?(?:(?:his|her|their|my|the|normal|full|part-time|usual|daily|regular|active|oral|enteral
          |breast)[\s-]+)*(?:work|school|studies|sports?|diet|feed\w*|food|eating|activit\w+|life|job|duty|duties|training|driving|exercise|menstruation|menses|walking|breathing|intake)\b)
        |re-?initiat\w*|re-?institut\w*|re-?commenc\w*|re-?treat\w*|re-?infus\w*|re-?escalat\w*
      |(?:begun|began|started|taken\s+up|put\s+on|went\s+up|raised|increased|tested|challenged)\s+(?:[\w-]+\s+){0,3}?again\b
      |(?:put|went|gone|placed)\s+back\s+(?:on|to)\b(?!\s+(?:sleep|work|bed|school|normal|hospital|home|the\s+(?:ward|hospital)))
      |(?:oral|drug|controlled|graded|supervised|blind\w*|single-blind\w*|double-blind\w*)\s+(?:\w+\s+)?(?:provocation|challenge)s?(?:\s+tests?)?\b
      |provocation\s+(?:tests?\s+)?with\b|test\s+dose
      |(?:once\s+(?:more|again)|anew|a\s+second\s+time|another\s+time)(?=\s*[,.;:]|\s+(?:with|and|but|in|on|at|by|without)\b)
      |(?:accidental|inadvertent|unintentional|unintended|involuntary|deliberate|renewed)(?:ly)?\s+(?:\w+\s+)?(?:(?:re-?)?exposures?
        |intake|ingestion|administration|use|took|taken|given|received|ingested)
      |(?:given|prescribed|prescribes|taken|took|received|administered|started|used|gave|tried|trial
          |treated)\s+(?:[\w-]+\s+){0,6}?again\b|again\s+(?:given|prescribed|taken|took|received|administered|started
          |used)
      |(?:took|taken|received|given|tried)\s+(?:another|a\s+(?:second|further|repeat|new))\s+(?:\w+\s+)?(?:dose|tablet
          |course|cycle|infusion|injection)|second\s+exposure|repeat\s+exposure
      |(?:took|taken|swallowed|used|finished|injected)\s+(?:the\s+rest\s+of|the\s+remaining|what\s+was\s+left\s+of|up\s+the))"""
)
BACK = cue(
    r"""(?:recur\w*|re-?appear\w*|re-?emerg\w*|returned(?!\s+to\b)|came\s+back|come\s+back|relaps\w*|again|positive|flared
        |reproduc\w*|re-?develop\w*|elicited|provoked|triggered|re-?induced|identical
        |same\s+(?:\w+\s+)?(?:symptoms?|reaction|rash|pain|signs?|picture|event|episode)
        |similar\s+(?:\w+\s+)?(?:symptoms?|reaction|episode|rash|event)
      |another\s+(?:episode|attack|reaction)|second\s+(?:episode|attack|reaction))\b"""
)
# What ties an exposure to what is told before it: "the rash recurred [when] …".
WHEN = cue(
    r"""(?:when(?:ever)?|after|on|upon|following|with|once|during|each\s+time|as\s+soon\s+as|within\s+[\w\s-]{1,25}\s+of)\s+(?:[\w%./-]+\s+){0,8}?\Z"""
)
# Exposures that may be the first ones: they tell only where the event is told to have come back, or the drug was stopped before.
ANEW = cue(
    r"""(?:second|third|fourth|next|subsequent|repeat(?:ed)?|later|further|new)\s+(?:exposure|dose|infusion|injection|cycle|course
        |intake|administration|tablet)s?\b
      | (?:second|third|renewed|another|new|further)\s+(?:attempt|trial|try)\b
      | by\s+(?:mistake|accident|error|oversight)\b | (?:unknowing|unwitting|inadvertent)ly\b
      | (?:has|have|had)\s+since\s+(?:then\s+)?(?:been\s+)?(?:taken|received|given|used|had|tolerated)\b
      | (?:weeks?|months?|years?)\s+(?:later|afterwards?|thereafter),?\s+(?:[\w-]+\s+){0,6}?(?:given|took|taken
        |received|prescribed|used|swallowed|administered)\b
      | (?:each|every)\s+(?:time|dose|infusion|injection|exposure|intake|administration)\b"""
)
_SAME_EVENT = (
    r"(?:same|identical|similar)\s+(?:[\w-]+\s+){0,2}?(?:picture|symptoms?|signs?|reactions?|rash|pain"
    r"|eruption|episode|illness|attack|complaints?|event)"
)
SURELY_BACK = cue(
    rf"""(?:recur(?:red|rence|ring)|re-?appear(?:ed|ance)|re-?emerged|came\s+(?:in\s+|back\s+)?again|came\s+back|{_SAME_EVENT}
      |(?:another|second|third|further|new)\s+(?:attack|episode|reaction|bout)|returned(?!\s+to\b)
      |(?:was|were)\s+back(?!\s+(?:to|at|in|on|home|within|from|with)\b)|(?:ended|went)\s+(?:in\s+)?(?:exactly\s+)?the\s+same\s+way
      |(?:with|had)\s+(?:exactly\s+)?the\s+same\s+(?:result|outcome|effect|consequences?))\b"""
)
# What was given, in the phrase of time that ends at a drug: "the day after her doctor had prescribed [X]".
AFTER_GIVING = cue(
    r"""(?:after|following|when|on|upon|within\s+[\w\s-]{1,25}\s+of)\s+(?:[\w’'-]+\s+){0,6}?(?:prescrib\w+|tak\w+|took|receiv\w+|giv\w+|doses?
        |infusions?|injections?|tablets?|exposure|administ\w+
        |intake|ingest\w+|swallow\w+)\s+(?:[\w-]+\s+){0,3}?\Z"""
)
# What comes back in spite of a drug.
OF_DISEASE = cue(
    r"(?:infections?|cancer|tumou?r|lymphoma|leuk\w+|disease|metasta\w+|cystitis|pneumonia|malaria|tuberculosis|psoriasis|epilepsy|mania)\b"
)
NOT_BACK = cue(
    r"""not\s+an?\s+(?:single\s+)?\w+\s+(?:appeared|recurred|returned|developed|came|was\s+seen|occurred)
      | nothing\s+(?:\w+\s+)?(?:happened|appeared|reappeared|followed|occurred|recurred|returned|came\s+back)
      | remained\s+(?:\w+\s+)?(?:well|free|symptom-?free|normal|asymptomatic|event-?free|uneventful|clear)
      | (?:without|no)\s+(?:any\s+)?(?:(?:\w+\s+){0,2}?(?:recurrence|relapse|reaction|symptoms?|problems?|incident
        |adverse|ill\s+effects?|difficult\w+|further|rash|side|complications?)|\w+\s*[.,;]|\w+\Z)
      | did\s+not\s+(?:rise|stir|change|move|increase|budge)\b
      | (?:did\s+not|has\s+not|have\s+not|never|failed\s+to)\s+(?:re-?appear|recur\w*|return\w*|relaps\w*|come\s+back
          |reproduce|re-?develop|elicit|provoke|trigger|induce|cause|lead|result)
          | \b(?:negative|uneventful\w*|(?:well\s+)?tolerated|nothing\s+(?:happened|came\s+back|recurred))\b"""
)
NOT_TRIED = cue(
    r"""(?:re-?challenge|provocation|challenge|(?:provocation|challenge)\s+test|re-?exposure|re-?introduction|re-?administration|it|drug
        |re-?treatment)\s+(?:\w+\s+){0,2}?(?:was|were|is|has|been|had|be)\s+(?:\w+\s+){0,2}?(?:not|never|avoided
        |refused|declined|contraindicated|considered|omitted)\b
      | (?:never|not)\s+(?:\w+\s+){0,2}?(?:given|taken|used|prescribed|tried|administered|received|started)\s+(?:[\w-]+\s+){0,4}?again
      | (?:no|not|without|refused|declined|avoid\w*|against|never)\s+(?!(?:been\s+)?(?:informed|aware|told|warned|known|know
        |knowing)\b)(?:\w+\s+){0,2}?(?:re-?challeng\w*|re-?expos\w*
          |re-?introduc\w*|re-?start\w*|re-?administ\w*|resum\w*)
      | (?:should|must|may|might|if|would|can)\s+(?:\w+\s+){0,4}?(?:re-?challeng\w*|re-?expos\w*|re-?introduc\w*|re-?start\w*|resum\w*)
      | in\s+(?:every|each|all|most|many|several|some|other|previous|published|earlier)\s+(?:\w+\s+)?(?:instances?|cases?|patients|reports?|persons|subjects)\b
      | (?:has|have)\s+(?:\w+\s+)?been\s+(?:\w+\s+)?(?:described|reported|documented|published)\b"""
)
# That an event is told behind a new exposure as what came of it.
CAME_SOON = cue(
    r"""(?:\w+\s+(?:minutes?|hours?|days?|weeks?)\s+(?:later|after\w*|thereafter)|within\s+(?:\w+\s+){1,4}?(?:minutes?|hours?|days?|weeks?)|(?:the\s+)?(?:same|next|following)\s+(?:day|night|evening|morning|afternoon)
      |by\s+(?:the\s+)?(?:next\s+|following\s+)?(?:morning|evening|night)|(?:led|gave\s+rise|leading|giving\s+rise)\s+to|result(?:ed|ing)\s+in|followed\s+by|brought\s+(?:on|back|about)|provoked|produced|precipitated|caused|triggered)\b"""
)
