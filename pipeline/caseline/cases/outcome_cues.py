"""Words by which `outcome` tells whose ending a statement is, and of what."""

from __future__ import annotations

import re

from caseline.cases.cues import cue

TELLING = cue(
    r"\b(?:we|authors?)\s+(?:\w+\s+){0,2}?(?:report|describe|present)\b|\bcase\s+report\s+describes\b"
)
GOES_ON = re.compile(r"\W*(?:which|and|both|all)\b")
# Between a death and what it came of: "died of", "death from severe"; "fatal" stands before it.
DIED_OF = re.compile(
    r"\s+(?:(?:was|were|is|:)\s+)?(?:of|from|with|due\s+to|because\s+of|secondary\s+to|as\s+a\s+result\s+of|caused\s+by|following|after)?\s*(?:(?!with\b|without\b|after\b|following\b|despite\b)[\w-]+\s+){0,4}?"
)
LED_TO = cue(
    r"(?:led|leading|resulted|resulting|progressed|ended|ending|causing|caused|the\s+(?:\w+\s+)?cause|fatal|lethal|succumbed)\b"
)
# "the condition", "all symptoms", "the patient": the statement is about the case, not about one event.
WHOLE = cue(
    r"\b(?:patient|pt|sx|s/s|symptoms?|aes?|adverse\s+\w+|side\s+effects|issues|he|she|i|they|all|everything|child|boy|girl|infant|baby|toddler|woman|man|mother|all\s+(?:of\s+it|symptoms)|outcome|follow-up)\b"
)
# The end of somebody else: "her dog died", "an uncle, who had died", "one of our earlier patients died".
OF_ANOTHER = cue(
    r"""(?:(?:his|her|my|their|our|whose|an?|the|the\s+patient['’]s|another)\s+(?:[\w-]+\s+){0,2}(?:dog|cat|pet|husband|wife|partner|mother|father|mum|dad|mom|brother|sister|son|daughter|uncle|aunt|cousin
        |nephew|niece|relatives?|grand(?:mother|father|son|daughter|child|parents?|ma|pa)|siblings?|twin|parents|donor|fianc[ée]+|friend|neighbou?r|roommate|colleague)
        | (?:another|one|two|three|some|most|many|several|other)\s+(?:of\s+(?:the|our|these|those|his|her)\s+)?(?:[\w-]+\s+){0,2}?
            (?:patients?|cases?|children|women|men|subjects|siblings)
        | (?:patients?|cases?|man|woman|boy|girl|child|infant)\s+(?:described|reported|treated|published|observed)\s+(?:elsewhere|by|in)\s)
      (?:,[^.;]{0,50},\s+|[^.;,]{0,40}?,?\s+(?:who|that|which)\s+[^.;,]{0,30}|\s+(?:[\w-]+\s+){0,4}(?:was\s+|were\s+|had\s+)?)\Z"""
)
# The patient again, behind the other: "her mother noticed that he recovered".
OWN = cue(r"(?:patient|pt|he|she|i|they|symptoms?|rash)\s+(?:[\w-]+\s+){0,3}\Z")
# How the patient was before all of it.
AT_FIRST = cue(
    r"""(?:at|on|by)\s+(?:the\s+time\s+of\s+|time\s+of\s+)?(?:our|the|his|her|this|first|initial|preoperative)?\s*(?:first\s+|initial\s+)?(?:evaluation|presentation|referral|baseline|diagnosis)\b
      | (?:previously|otherwise|until\s+then|prior\s+to\s+(?:admission|presentation|this))\b"""
)
# The course of a growth or a chronic disease: the patient's state, and no event's.
COURSE = cue(
    r"(?:remission|disease[\s-]free|tumou?r[\s-]free|relapse[\s-]free|progression|survived|alive|metasta\w+|(?:tumou?r|cancer|disease)\s+(?:recurrence|relapse))\b"
)
# Of what stands for an organ or a function the events by their stems: "the skin healed", "vision improved".
ORGANS = (
    (
        cue(r"skin\b"),
        re.compile(
            r"rash|erupt|blister|bulla|necroly|dermat|lesion|urticar|hives|erythem|spots|exanth|johnson|desquam|ulcer"
        ),
    ),
    (
        cue(r"(?:vision|sight|visual\s+acuity)\b"),
        re.compile(r"vis(?:ion|ual)|blind|sight|optic|retin|macul|ocular|diplop"),
    ),
    (
        cue(r"(?:liver|hepatic)\s+(?:function|tests?|enzymes?)\b|transaminases\b"),
        re.compile(r"hepat|liver|jaundice|transamin|cholesta|aminotransf"),
    ),
    (
        cue(r"(?:renal|kidney)\s+function\b|creatinine\b"),
        re.compile(r"renal|kidney|nephr|creatinin|uraem|urem"),
    ),
    (cue(r"(?:body\s+)?temperature\b"), re.compile(r"fever|febril|pyrexi|thermi|burning")),
    (cue(r"hearing\b"), re.compile(r"hearing|deaf|otoxic|ototox")),
    (cue(r"(?:blood\s+)?pressure\b"), re.compile(r"tension|pressure|shock")),
    (
        cue(r"(?:cardiac|ventricular|left\s+ventricular|ejection)\s+(?:function|fraction)\b"),
        re.compile(r"cardi|heart|ventricul|myocard"),
    ),
    (
        cue(r"(?:ecg|electrocardiogra\w+|qtc?(?:\s+interval)?)\b"),
        re.compile(r"\bqt|qrs|\bst\b|arrhythm|cardia|brugada|block|torsade"),
    ),
    (
        cue(r"(?:consciousness|mental\s+status|cognition)\b"),
        re.compile(r"conscious|coma|deliri|confus|mental|enceph|obtund|lethar|drows|responsive"),
    ),
)
# Back on giving the drug again: a rechallenge, and no state of the patient.
BACK = re.compile(r"\b(?:recur|relaps)")
AGAIN = cue(
    r"(?:re-?challeng\w*|re-?expos\w*|re-?introduc\w*|re-?administ\w*|re-?start\w*|resum\w+|again|second\s+\w+|dose|each\s+time|infusion|injection)\b"
)
OF_A_THING = tuple([word] for word in ("the", "his", "her", "my", "a", "an", "its"))
DENIED = re.compile(r"(?:[\w’']+\s+){0,2}?(?:no|not|without|never|any)\b")
WHICH = re.compile(r"\W*(?:which|that)\s+(?:he|she|they|i)\b")
