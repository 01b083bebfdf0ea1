"""Wording that tells a treatment to be concomitant, or a therapy of an event, as tables."""

from __future__ import annotations

from caseline.cases.role_cues import BETTER, EVENTUALLY, FILLER, Role, Where, before, behind

CONCOMITANT_CUES = (
    before(
        "medication-list",
        Role.CONCOMITANT,
        1.5,
        r"""\b(?:concomitant|concurrent|other|only|sole|home|current|regular|usual|background|baseline|ongoing|daily|chronic)(?:ly)?
            \s+(?:medications?|meds|drugs?|medicines?|treatments?|therap(?:y|ies)|use|prescriptions?)\b[^.;]{0,120}?
          | \b(?:medications?|meds|drugs?|medicines?)\s*(?::|included|includes|was(?!\s+(?:\w+ed|held|given|with\w+)\b)|were(?!\s+(?:all\s+|both\s+)?(?:stopped
              |discontinued|with\w+|held|continued|given|changed|suspended))|consisted\s+of|on\s+admission\s+(?:were
              |included)|at\s+(?:the\s+)?time\s+of[^.;:]{0,40}:?)[^.;]{0,220}?
          | \bat\s+(?:the\s+)?(?:time\s+of\s+)?(?:admission|presentation|referral)\b,?\s+(?:he|she|they|the\s+patient|pt)\s+(?:was|were)
            \s+(?:\w+\s+)?(?:taking|on|using|receiving)\b[^.;]{0,120}?""",
    ),
    before(
        "also-taking",
        Role.CONCOMITANT,
        1.5,
        r"""\b(?:also|already|chronically|regularly|otherwise|additionally)\s+(?:been\s+)?(?:taking|receiving|using|on
            |treated\s+with|took|takes|uses|takes|had\s+been\s+(?:on|taking))
          | \b(?:takes|uses|is\s+(?:on|taking|using)|currently\s+(?:on|taking|using)|daily\s+use\s+of) | \bin\s+addition\s+to
          | \b(?:pmhx?|past\s+medical\s+history|history)\b[^.;]{0,80}?\b(?:on|takes|taking|controlled\s+with|managed\s+with|treated\s+with)""",
    ),
    before(
        "premedication",
        Role.CONCOMITANT,
        3,
        r"""\bpre-?medicat\w+\b[^.;]{0,80}?(?:with|:|of|included|consisted\s+of|was|were)
          | \A\W*(?:\w+\s+minutes\s+)?(?:before|prior\s+to|preceding)\s+(?:each|every|all|the\s+(?:first|second|third))\s+
            (?:\w+\s+)?(?:cycles?|infusions?|doses?|courses?|injections?|administrations?),?\s""",
    ),
    behind(
        "premedication-behind",
        Role.CONCOMITANT,
        3,
        r"""[^.;]{0,60}?\b(?:as\s+(?:a\s+)?(?:standard\s+)?pre-?medication
            |(?:before|prior\s+to)\s+(?:each|every)\s+(?:\w+\s+)?(?:cycle|infusion|dose|course|injection|administration))\b""",
        tail="",
    ),
    before(
        "was-taking",
        Role.CONCOMITANT,
        1,
        r"\b(?:was|were|is|are|been)\s+(?:\w+\s+)?(?:taking|on|using)\s+(?:[\w./%-]+\s+){0,3}? | \b(?:took|takes|uses|used)\s+(?:[\w./%-]+\s+){0,3}?(?=\Z)",
        where=Where.UNTOLD,
    ),
    before(
        "for-an-old-disease",
        Role.CONCOMITANT,
        1.5,
        r"""\bfor\s+which\s+(?:he|she|they|i|the\s+patient)\s+(?:(?:was|were|had\s+been)\s+(?:\w+\s+)?(?:taking|on|using)|takes?|took|uses?|used)
          | \b(?:hypertension|diabetes(?:\s+mellitus)?|asthma|epilepsy|hypothyroidism|fibrillation|depression
              |hyperlipid\w+|dyslipid\w+|hypercholesterol\w+|reflux|copd|gout)
            ,?\s+(?:\w+\s+)?(?:controlled|treated|managed)\s+(?:\w+\s+)?(?:with|by|on)""",
    ),
    behind(
        "taken-as-well",
        Role.CONCOMITANT,
        1.5,
        r"""(?:(?:was|were|is|are)\s+)?(?:being\s+|also\s+)*(?:taken|used|given|prescribed)\s+(?:as\s+well|too|in\s+addition|concomitantly|concurrently|as\s+usual|regularly|daily|on\s+a\s+regular\s+basis)\b
          | (?:was|were|is|are)\s+also\s+being\s+(?:taken|used)\b""",
    ),
    before(
        "long-term",
        Role.CONCOMITANT,
        1,
        r"\b(?:long[- ]term|maintenance|stable\s+dose\s+of|stable\s+on|maintained\s+on|for\s+(?:many|several)\s+years)",
    ),
    behind(
        "tolerated",
        Role.CONCOMITANT,
        3,
        r"""[^.;]{0,60}?\b(?:(?:was|were|had\s+been|is)\s+(?:\w+\s+)?(?:tolerated|uneventful)
            |without\s+(?:any\s+)?(?:problems?|reactions?|incident|ill\s+effects?|difficulty|adverse\s+\w+)
            |(?:had\s+)?caused\s+no|never\s+caused)\b""",
        tail="",
    ),
    behind(
        "as-prophylaxis",
        Role.CONCOMITANT,
        1.5,
        r"[^.;]{0,60}?\b(?:as|for)\s+(?:\w+\s+){0,4}?(?:chemo-?)?prophyla(?:xis|ctic)\b",
        tail="",
    ),
    behind(
        "already-taken",
        Role.CONCOMITANT,
        2,
        r"(?:(?:that|which)\s+)?(?:the\s+patient|he|she|they|i)\s+(?:was|were|had\s+been)\s+(?:already|previously|regularly)\s+(?:taking|on|receiving|using)\b",
    ),
    before(
        "left-for-another",
        Role.CONCOMITANT,
        1.5,
        r"\b(?:switch|transition|chang|convert)\w*\s+(?:\w+\s+)?from",
    ),
    before("tolerating", Role.CONCOMITANT, 2, r"\btolerat(?:ed|es|ing|ion\s+of|ance\s+(?:of|to))"),
    behind(
        "continued",
        Role.CONCOMITANT,
        1,
        r"""(?:(?:was|were)\s+(?:\w+\s+)?(?:continued|maintained|unchanged|left\s+(?:unchanged|as\s+it\s+was|alone))
            |[^.;]{0,60}?had\s+been\s+(?:taken|taking|on|using|used|tolerated|given)\s+(?:\w+\s+)?(?:for|since)(?!\s+(?:\w+\s+)?(?:days?|weeks?|\w+\s+(?:days?|weeks?))\b))\b|(?:for|since)\s+(?:many\s+
            |several\s+|\w+\s+)?(?:years|decades|\d{4})\b""",
    ),
)

THERAPY_CUES = (
    before(
        "cured-by",
        Role.THERAPY,
        3,
        rf"""(?:\b(?:respon(?:d|ds|ded|sive|ding)|(?:good|partial|complete|excellent|no|prompt|clinical|dramatic
            |poor)\s+response|refractory|resistant|recovery|unresponsive)\s+(?:\w+\s+){{0,2}}?(?:to|with|after
            |following|on|by)
          | (?<!was\s)(?<!were\s)(?<!been\s)\b(?:stopped|ceased|ended|terminated|aborted)\s+(?:\w+\s+){{0,2}}?(?:after|with|by)
          | \b{BETTER}\b\s*(?:[\w-]+\s+){{0,5}}?(?:after|with|on|following|by|under|upon|to)
          | \bsuccess(?:ful|fully)?\s+(?:\w+\s+){{0,2}}?(?:with|by|using|under|use\s+of)
          | \bsuccess(?:ful|fully)?\s+(?:treat(?:ment|ed|ing)|manage(?:ment|d)|control(?:led)?)\s[^.;,]{{0,60}}?\b(?:with|by|using)
          | \bbenefit\w*\s+(?:\w+\s+)?(?:from|of|with) | \b(?:efficacy|effectiveness)\s+of)
          (?:\s+{FILLER}(?:treatment|therapy|administration|infusion|initiation|addition|use|doses?|courses?)\s+(?:with|of))?""",
        unless=r"""(?:(?:was|were|is|had\s+been|has\s+been|being|therapy|treatment)\s+)*(?:\w+ly\s+)?(?:discontinu\w+
            |stopp\w+|withdrawn|withdrawal|ceased|cessation|withheld|suspended|removed|reduced|held)\b""",
    ),
    behind(
        "cures",
        Role.THERAPY,
        2,
        rf"""(?![-–]\s?(?:induced|related|associated))(?:(?!\b(?:discontinu|withdr|stopp|cessation|developed|toxicity
            |poisoning)\w*)[^.;]){{0,60}}?\b(?:(?:was|were|is|are|proved|may\s+be|seems?)\s+(?:\w+\s+)?(?:effective
            |successful|beneficial|helpful|useful|ineffective|unsuccessful)
            |(?:result(?:ed|ing)\s+in|led\s+to|leading\s+to|with|achiev\w+|produc\w+|allow\w+|provid\w+|follow(?:ed
                |ing)\s+by|without)\s+(?:an?\s+|the\s+)?(?:\w+\s+){{0,3}}?
               (?:{BETTER}|response|effect|success|benefit|relief|improvement|efficacy))\b
          | (?:(?:has|have|had|also|completely|rapidly|successfully|promptly|quickly|did\s+not
              |failed\s+to)\s+)*(?:resolv(?:ed?|es)|improv(?:ed?|es)|reliev(?:ed?|es)|revers(?:ed?|es)|controll?(?:ed
              |s)?
               |abolish(?:ed|es)?|alleviat(?:ed?|es)|ameliorat(?:ed?|es)|correct(?:ed|s)|suppress(?:ed|es)|cur(?:ed
                   |es)|eliminat(?:ed|es)|prevent(?:ed|s)?)\b""",
    ),
    before(
        "treatment-of-with",
        Role.THERAPY,
        2.5,
        r"""\b(?:(?:treatment|management|control|reversal|resolution|prevention|therapy)\s+of|treat(?:ing|ed)|(?:treatment|therapy)\s+for)\s
            [^.;,]{0,90}?[\w-]+[-–]\s?(?:induced|associated|related)\b[^.;,]{0,60}?\b(?:with|by|using)""",
    ),
    before(
        "for-that-purpose",
        Role.THERAPY,
        4,
        r"""\A\W*for\s+(?:the\s+)?(?:treatment|prevention|toxicity|management|relief|control)\s+of\s+[^.;,]{1,60},
          | \A\W*(?:in\s+order\s+)?to\s+(?:treat|prevent|control|reduce|relieve|manage|counteract|correct)\s+[^.;,]{1,60},""",
    ),
    behind(
        "for-the-induced",
        Role.THERAPY,
        4,
        r"""\s+(?:for|in\s+(?:the\s+)?(?:treatment|management|prevention)\s+of)\s+(?:[\w-]+\s+){0,3}?[\w-]+[-–]\s?(?:induced|associated|related)\b""",
        tail="",
    ),
    before(
        "treated-with",
        Role.THERAPY,
        1.5,
        r"""\b(?:treat(?:ed|ing)|treatment|managed|management|resuscitated|supported|controlled|relieved|covered
            |corrected|reversed|reversal|therapy|rescue[sd]?|administered|given|received|prescribed)
            \b(?:\s+(?:was|were|consisted|included?|consisting|started|initiated|begun
                |commenced))*\s*(?:\w+ly\s+)?(?:with|by|using|of|on)?(?:\s+(?:treatment|therapy|infusion
                |administration|doses?|courses?)\s+(?:with|of))?""",
        where=Where.AFTER_EVENT,
    ),
    before(
        "given-for-it",
        Role.THERAPY,
        0.5,
        r"""\b(?:treated|managed|resuscitated|supported|controlled|relieved|covered|medicated)\s+(?:\w+ly\s+)?(?:with|by|using|for\s+\w+\s+with)
          | \b(?:received|receiving|given|administered|start(?:ed|ing)(?:\s+(?:on|with))?|commenced(?:\s+on)?|initiated(?:\s+on)?|began
              |prescribed|underwent|placed\s+on|put\s+on|added|introduced|instituted|used|infused|injected|gave)
          | \b(?:treatment|therapy|management|regimen|course|doses?|administration|infusions?|injections?|prescription)
            \s+(?:\w+\s+)?(?:with|of|by|included|consisted\s+of|using)
          | \b(?:multiple|various|high[- ]dose|empiric(?:al)?) | \b(?:took|taking)""",
        where=Where.TOLD,
    ),
    behind(
        "is-given",
        Role.THERAPY,
        1,
        rf"""(?:\w+\s+){{0,3}}?(?:(?:was|were|had\s+been|has\s+been)\s+)?(?:{EVENTUALLY}\s+)*
            (?:given|administered|started|commenced|initiated|added|prescribed|instituted|used|performed|infused|begun|introduced|required)\b""",
        where=Where.TOLD,
    ),
    behind(
        "to-treat",
        Role.THERAPY,
        0.5,
        r"""[^.;]{0,120}?\b(?:to\s+(?:treat|manage|control|relieve|reverse|correct)|for\s+(?:the\s+)?(?:treatment
            |management|control|relief|reversal)\s+of)\b""",
        where=Where.TOLD,
        tail="",
    ),
    before(
        "switched-to",
        Role.THERAPY,
        1,
        r"\b(?:switch\w*|chang\w+|convert\w+)\s+(?:[\w-]+\s+){0,4}?to | \b(?:replac\w+|substitut\w+)\s+(?:by|with)",
        where=Where.TOLD,
    ),
    behind(
        "switched-to",
        Role.THERAPY,
        1,
        r"(?:(?:was|were)\s+)?(?:substituted|given\s+instead)\b",
        where=Where.TOLD,
    ),
    before(
        "discharged-on",
        Role.THERAPY,
        2,
        r"\b(?:discharged|d/?c[’']?(?:e?d)?|sent|went)\s+(?:home\s+)?(?:[\w-]+\s+){0,3}?(?:on|with)",
    ),
    before("required", Role.THERAPY, 2, r"\b(?:requir(?:ed?|es|ing)|need(?:ed|s|ing)?|necessitat\w+)"),
    before(
        "neither-nor",
        Role.THERAPY,
        2,
        r"\b(?:neither|nor)",
        unless=r"(?:(?:was|were|is|are|has|have|had)\s+(?:\w+\s+)?(?:implicated|suspected|responsible|associated|caused|known|taken|used|given|found|measured))",
    ),
    before(
        "in-vain",
        Role.THERAPY,
        1.5,
        r"\b(?:despite|failed|failure\s+of|fail\w*\s+to\s+respond\s+to|in\s+spite\s+of)",
    ),
    behind("tapered", Role.THERAPY, 1.5, r"(?:(?:was|were)\s+(?:\w+\s+)?tapered|taper\w*)\b"),
)
