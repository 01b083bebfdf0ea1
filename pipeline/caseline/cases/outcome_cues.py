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
    r"\s+(?:(?:was|were|is|:)\s+)?(?:of|from|with|due\s+to|because\s+of|secondary\s+to|as\s+a\s+result\s+of|caused\s+by|following|after|in(?!\s+(?:spite|hospital)\b))?\s*(?:(?!with\b|without\b|after\b|following\b|despite\b)[\w-]+\s+){0,4}?"
)
# Who, and how soon, behind "and".
_THEN = (
    r"(?:(?:then|he|she|they|the\s+(?:patient|child|infant)|soon|later|subsequently|eventually|ultimately|finally|quickly|rapidly|unfortunately)"
    r"\s+){0,3}"
)
# Between what somebody died of and the death told right behind it: "bled into the brain overnight and died".
AND_DIED = re.compile(
    r"(?:\s+(?:(?:then\s+|soon\s+)?(?:supervened|ensued|set\s+in|followed|developed|occurred)|overnight|again|later|suddenly|shortly\s+after(?:wards)?|the\s+(?:next|same|following)\s+(?:day|night|morning)))?,?"
    r"(?:\s+(?:(?:was|been)\s+)?(?:declared|pronounced)\s+(?:brain[\s-])?dead)?\s+(?:and|from\s+which|of\s+which|to\s+which)\s+"
    + _THEN
)
# Between what got worse and the death told right behind it: "the shock did not respond to fluids, and he died".
WORSE_AND_DIED = re.compile(
    r"\s+(?:did\s+not\s+\w+|could\s+not\s+be\s+\w+|failed\s+to\s+\w+|worsened|progressed|deteriorated|(?:was|were|proved|remained)\s+(?:refractory|unsuccessful|futile|uncontrolled|uncontrollable))"
    r"(?:\s+(?:to|despite|in\s+spite\s+of|on|under)\s+[^.;,]{1,40}?)?,?\s+and\s+" + _THEN
)
# How notes and forms tell of the patient's death, and papers of nobody's.
NOTED = re.compile(
    r"expired|deceased|dod\b|tod\b|doa\b|pronounced|passed\s+(?!away)|(?:date|time)\s+of\s+death"
)
# That nothing happened is no ending, nor is the date up to which a package may be used.
NOTHING = re.compile(
    r"(?:no|without)\s+(?:\w+\s+)?(?:adverse|side|untoward|ill)\s+(?:effect|event|reaction|outcome)s?\b"
    r"|(?:no|without)\s+(?:\w+\s+)?reactions?\Z|expir(?:y|ation)\b"
)
LED_TO = cue(
    r"(?:led|leading|resulted|resulting|progressed|ended|ending|causing|caused|the\s+(?:\w+\s+)?cause|fatal|lethal|succumbed)\b"
)
# "the condition", "all symptoms", "the patient": the statement is about the case, not about one event.
WHOLE = cue(
    r"\b(?:patient|pt|sx|s/s|symptoms?|signs|complaints|manifestations|clinical\s+picture|aes?|adverse\s+\w+|side\s+effects|issues|he|she|i|they|all|everything|child|boy|girl|infant|baby|toddler|woman|man|mother|all\s+(?:of\s+it|symptoms)|outcome|follow-up)\b"
)
# The end of somebody else: "her dog died", "an uncle, who had died", "one of our earlier patients died".
OF_ANOTHER = cue(
    r"""(?:(?:his|her|my|their|our|whose|an?|the|the\s+patient['’]s|another|older|younger|elder|eldest|youngest|twin)\s+(?:[\w-]+\s+){0,2}(?:dog|cat|pet|husband|wife|partner|mother|father|mum|dad|mom|brother|sister|son|daughter|uncle|aunt|cousin
        |nephew|niece|relatives?|grand(?:mother|father|son|daughter|child|parents?|ma|pa)|siblings?|twin|parents|donor|fianc[ée]+|friend|neighbou?r|roommate|colleague)
        | (?:another|one|two|three|some|most|many|several|other)\s+(?:of\s+(?:the|our|these|those|his|her)\s+)?(?:[\w-]+\s+){0,2}?
            (?:patients?|cases?|children|women|men|subjects|siblings)
        | (?:patients?|cases?|man|woman|boy|girl|child|infant)\s+(?:described|reported|treated|published|observed)\s+(?:elsewhere|by|in)\s)
      (?:,[^.;]{0,50},\s+|[^.;,]{0,40}?,?\s+(?:who|that|which)\s+[^.;,]{0,30}|\s+(?:[\w-]+\s+){0,4}(?:was\s+|were\s+|had\s+)?)\Z"""
)
# Some of a series: "one died", "two recovered".
OF_SOME = re.compile(
    r"(?:\A|[.;:,]|\b(?:and|but|while|whereas|of\s+whom))\W*(?:one|two|three|four|five|six|half|most|some|neither|none|the\s+(?:others?|rest))\s+(?:has\s+|have\s+|had\s+|was\s+|were\s+)?\Z"
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
    r"(?:remission|disease[\s-]free|tumou?r[\s-]free|relapse[\s-]free|progression|survived|alive|metasta\w+|(?:tumou?r|cancer|disease)\s+(?:recurrence|relapse)|free\s+(?:of|from)\s+(?:the\s+|any\s+)?(?:recurrence|relapse|disease|tumou?r|cancer))\b"
)
# Back on giving the drug again: a rechallenge, and no state of the patient.
BACK = re.compile(r"\b(?:recur|relaps)")
# What never came again: "no spasms have [recurred]".
NONE_BACK = cue(
    r"(?:\A|[,;:]\s*|\b(?:and|but|since|that)\s+)(?:(?:since\s+then|thereafter|so\s+far),?\s+)?(?:no|none|neither|not\s+(?:a\s+single|one))\s+(?!doubt\b)[^,;:.]{1,60}\Z"
)
# Better, and not all over: "better but [not disappeared]".
BETTER_BUT = cue(
    r"(?:better|improv\w+|less|milder|decreas\w+|smaller|halved|lessened|diminished|reduced|faded|paler),?\s+(?:but|although|though|yet|if)\s+(?:\w+\s+){0,3}\Z"
)
NOT_OVER = re.compile(
    r"(?:(?:had|has|have|was|is|were)\s+)?not\s+(?:yet\s+|completely\s+|fully\s+|entirely\s+|quite\s+|totally\s+)*(?:disappeared|resolved|gone|normal|cleared|recovered|abolished|subsided)\b"
)
# What somebody needs who is not as before: "still depends on a walker".
AIDED = re.compile(r"(?:still|now)\s+(?:depends?|needs?|requires?|uses?|relies|walks?)\b")
AGAIN = cue(
    r"(?:re-?challeng\w*|re-?expos\w*|re-?introduc\w*|re-?administ\w*|re-?start\w*|resum\w+|again|second\s+\w+|dose|each\s+time|infusion|injection)\b"
)
# What stands before a statement that names no subject: "then fully recovered", "later, on day 3, well".
BARE = re.compile(
    r"(?:\W|\d|\b(?:and|but|then|has|have|had|was|were|is|are|be|been|being|did|not|it|all|also|still|now|later|soon|again|since|never|until|so|on|by|at|in|after|within|the\s+(?:\w+\s+)?(?:day|morning|week|month|evening)|days?|weeks?|months?|hours?|years?|next|last|latest|final|(?:re-?)?evaluation|review|visit|follow-up|f/u|call|phone|"
    r"today|yesterday|discharged|home|alive|left|hospital|eventually|afterwards|made|yet|good|with|currently|status|reports?|states?|reported|stated)\b|\b\w+ly\b)*"
)
# "The outcome was unknown", of no event: of all of them.
UNTOLD = re.compile(r"outcomes?\s+(?:is|was|were)\s+(?:unknown|not\s+(?:known|reported|provided|available))")
OF_ALL = re.compile(
    r"(?:\A|[,:;])\s*(?:(?:and|the|final|clinical|overall|event|events|reaction|patient['’]s)\s+)*\Z"
)
# How forms tell that something is nearly over, which is no mere tendency.
FORMAL = re.compile(r"(?:(?:is|was)\s+)?(?:recovering|resolving)")
# What belongs to a name behind it, up to what became of it: "(pain in both knees)", "with onset 3 May, outcome".
OF_NAME = re.compile(
    r"\([^()]*\)|[\"“”]|\bwith\s+(?:an?\s+)?onset\s+(?:on\s+|in\s+)?[\w/.-]+|\boutcomes?\b\s*[:=]?|\b(?:reported|considered)\s+as\b"
)
# "The outcome of the rash" is no outcome of the patient.
OUTCOME_OF = re.compile(r"\boutcomes?\s+(?:of|for)\b")
# "Resolved with scars" is of what is named before it, too.
OVER_WITH = re.compile(r"(?:\w+\s+)?(?:resolv|recover|heal|improv|subsid)\w*[^.;]{0,20}?\s(?:with|leaving)\b")
# Said of the patient whatever the subject: "my legs came back", "is walking again", "without sequelae".
OF_PATIENT = re.compile(
    r"""\bagain\Z|\basymptomatic\b|\bsymptom[\s-]free\b|\b(?:self|selves|feet|boy|girl|son|daughter|husband|wife|mother|mom|dad|life|child|kid)(?:\s+back)?\Z
      |\Areturned\s+to\s+(?!normal|baseline)|\A(?:without|with\s+no|free\s+of)\s+(?:[\w-]+\s+){0,4}(?:deficits?|symptoms?|complaints|sequelae|problems|impairments?)\Z
      |\bc[ao]me\s+back\b|\A(?:restored|regained|returned|re-?established)(?:\s+\w+ly)?\Z|\bno[\s-]show
      |\b(?:attend|appear|return|come)\b.*\bfor\b|\bnot\s+be\s+\w+|\b(?:information|details|course|fate)\b|\bhappen\w*\s+again|\A(?:on\s+foot|walking|unharmed|up\s+and)""",
    re.VERBOSE,
)
# What is not there any more, told of a later time: it adds nothing to a recovery told before.
NO_MORE = re.compile(
    r"(?:\w+\s+)?(?:no|not|never|without|hasn|haven|didn)\b|free\s+(?:of|from)\b|(?:now\s+|again\s+|all\s+)?normal\Z"
)
# "Left with a limp": what is named behind it stays.
STAYS = re.compile(r"(?:was\s+|is\s+)?left\s+with\b|leaving\b|(?:mild|slight|minor|residual|moderate)\s")
# "Recovery of the ejection fraction" names what it is about.
OF_THING = cue(
    r"(?:recovery|resolution|improvements?|normali[sz]ation|regression|return)\s+(?:of|in|to\s+normal\s+of)\s+(?!(?:(?:all|the|his|her|most|these|chief|presenting|clinical|of)\s+)*(?:symptom|sign|condition|complaint|patient|manifestation))"
)
# What a therapy did not bring about: it ends where another end is told behind it.
UNANSWERED = cue(r"respon")
DENIED = re.compile(r"(?:[\w’']+\s+){0,2}?(?:no|not|without|never|any)\b")
# A patient who is no subject: "in our patient the healing …".
ASIDE = cue(
    r"\b(?:in|of|for|to|from)\s+(?:our|this|the|that|these|his|her|my)\s+(?:\w+\s+)?(?:patient|case|child|boy|girl|infant|wom[ae]n|m[ae]n|mother)s?\b(?:['’]s)?"
)
# What comes of all that was done.
RESULT = cue(
    r"(?:with|followed\s+by|result(?:ed|ing)\s+in|led\s+to|leading\s+to|there\s+was)(?:\s+(?:an?|the))?\s*\Z"
)
# "Recovered with residual weakness", told of the patient.
SEQUELAE = re.compile(
    r"(?:[\w’'-]+\s+){0,4}?(?:recover|resolv|improv|surviv)\w*[^.;]{0,20}?\s(?:with|leaving)\b"
)
# "They have not gone": events told before in the sentence, or in the one before it.
THEY = re.compile(r"they|these|it|this")
PRONOUN = cue(
    r"\b(?:they|these|it|this|he|she|i|we|patient|pt|symptoms?|child|boy|girl|infant|baby|wom[ae]n|m[ae]n|all|everything|signs|complaints|manifestations)\b"
)
# Said of a person, and of no event.
PERSONAL = re.compile(
    r"\b(?:well|fine|okay|ok|all\s+right|alright)\b|\b(?:him|her|my)self\b|\b(?:condition|health|usual\s+state)\b|\b(?:felt|feel\w*)\b"
)
# Between two statements with one subject: "improved and later resolved".
SAME = re.compile(
    r"(?:\W|\b(?:and|but|then|has|have|had|was|were|is|are|be|been|it|also|later|eventually|subsequently|gradually|completely|finally|fully|slowly|which|with)\b)*\Z"
)
EXCEPT = cue(r"(?:apart\s+from|except(?:\s+for)?|other\s+than|but\s+for|save\s+for|aside\s+from)\b")
# "Recovered from the rash" names what it is about.
FROM_THING = re.compile(r"\s+from\s+(?:(?:the|his|her|their|an?|all|these|this|events?|of)\s+)*\Z")
# "Kept him free of fits" names what is over.
FREE = re.compile(
    r"[-‐‑–]free\b|\bfree\s+(?:of|from)\s|\A(?:no|without)\s+(?!(?:\w+\s+)?(?:effect|success|benefit|change|improvement|avail|response|result|help|relief)s?\b)|\bno\s(?:further|more|new|subsequent)\b|\bsince\b|\bawoke|\bwoke|\bawaken|\bcame\s+(?:to|round)|\bregained\b|\b(?:rhythm|circulation|breathing)\b|\b(?:fully|completely)\s+(?:awake|alert|conscious|orient\w+|responsive|lucid)\b"
)
# What somebody is free of that may be no event of his: "seizure-free", "dialysis-free".
THING_FREE = re.compile(
    r"(?<![\w-])(?!(?:symptom|complaint|disease|event|recurrence|relapse|problem|trouble)s?-)[^\W\d]{3,}[-‐‑–]free\b"
)
# "Still has pain", "continues to have pain" name what goes on.
HAS_STILL = re.compile(
    r"still\s+(?:ha[sd]|have|having|experienc\w+|suffer\w*|c/o|complain\w*|report\w*|feel\w*|losing)\b|continues\s+(?:to\s+(?:have|experience|suffer|feel|report|complain|c/o)|having|with)\b"
)
RELATIVE = re.compile(r"\W*which\b")
WHICH = re.compile(r"\W*(?:which|that)\s+(?:he|she|they|i)\b")
# Where the patient went, which does not say how he was: "was discharged", "left the unit on foot" says more.
MOVES = re.compile(
    r"""(?:(?:was|were|is|has|had|been|be|being|be\s+able\s+to|could|able\s+to)\s+)*
        (?:discharged?|extubat(?:ed|ion)|transferred|moved|left|leave|sent|went|weaned|dismissed|released|stepped\s+down|allowed)
        (?:\s+(?:from|to|off|back|out\s+of|the|a|an|her|his|their|home|house|hospital|unit|ward|icu|intensive\s+care(?:\s+unit)?
          |ventilator|ventilation|general|medical|rehabilitation|facility|nursing|clinic|psychiatry|for|go|good\s+time))*""",
    re.VERBOSE,
)
# Between a recovery and what it left: "recovered with a mild weakness"; "with" alone may be told of the illness.
LEFT_WITH = re.compile(
    r",?\s+(?:but\s+)?(?:with|leaving)\s+(?:(?:an?|the|some|only|his|her)\s+)?(?:mild|slight|minor|residual|persistent|persisting|permanent|lasting|moderate|severe|some|a)(?:\s+\w+)?\s+"
)
# Nothing is left of what had stayed before.
WHOLLY = cue(
    r"(?:complete(?:ly)?|full(?:y)?|entire(?:ly)?|total(?:ly)?|wholly|without\s+(?:\w+\s+)?(?:sequelae?|residua\w*|deficits?)|(?:no|any)\s+(?:sequelae?|residua\w*|deficits?)|nothing)\b"
)
# The end of one of a series: "with fatal end in one", "recovery of the other".
IN_ONE = re.compile(
    r"\s+(?:(?:end|outcome|course)\s+)?(?:in|of|for)\s+(?:(?:only|just|at\s+least)\s+)?(?:one|some|most|half|the\s+others?|the\s+rest)\b(?!\s+(?:hour|day|week|month|year|eye|arm|leg|session|cycle|sitting)s?\b)"
)
# What says something else of a sign than of a function: "the pain returned", "her speech returned".
VAGUE = re.compile(
    r"(?:(?:has|have|had|was|were|is|are|remain(?:s|ed)|now|again|soon|then)\s+)*(?:returned|came\s+back|come\s+back|recurred|went(?:\s+on)?|good)"
)
# Told of a time, which may have passed since.
WENT_ON = re.compile(r"(?:has\s+|have\s+|had\s+)?(?:persisted|continued|lasted|remained\s+unchanged)")
VALUE = re.compile(r"\d")
# Less than half of normal sight, and what stayed so.
POOR_SIGHT = re.compile(
    r"(?<![\d./])(?:20\s?/\s?(?:[5-9]\d|\d{3,4})|6\s?/\s?(?:1[5-9]|[2-9]\d|\d{3}))(?![\d/])"
)
REMAINED = cue(
    r"(?:remain(?:s|ed|ing)?|still|stay(?:s|ed)|persist\w*|unchanged|no\s+better\s+than|never\s+better\s+than)\b"
)
