"""Wording that blames a treatment, or tells it to have acted together with another, as tables."""

from __future__ import annotations

from caseline.cases.cues import cue
from caseline.cases.role_cues import (
    EVENTUALLY,
    GIVEN,
    IMPROVED,
    OF_GIVING,
    PERSON,
    Cue,
    Role,
    Side,
    Where,
    before,
    behind,
    between,
)

# "After switching from X": what was left.
LEAVING = r"\s+(?:switch|transition|chang|convert)\w*\s+(?:\w+\s+)?from\s+(?:(?!to\b)[\w-]+\s+){0,3}\Z"

# In a history, or in a test of what a hormone does.
OF_OLD = r"""\b(?:history|comorbidit\w+)\s+(?:\w+\s+){0,3}?(?:of|included?|including|for|with|was|were|:)\s[^.;]{0,200}\Z
    | \b(?:response|tests?|stimulation|peak)\b[^.;]{0,40}\Z"""

SUSPECT_CUES = (
    before(
        "caused-by",
        Role.SUSPECT,
        2.5,
        rf"""(?:\b(?:induced|caused|triggered|precipitated|provoked|mediated|produced|exacerbated|aggravated)\s+by | \b(?:due|secondary|subsequent)\s+to
          | \b(?:attribut(?:ed|able|ing)|related|owing|ascribed|linked|relat(?:es|ing)|point(?:s|ed|ing)?|correlated)\s+to | \ballerg(?:y|ic)\s+to
          | \b(?:reactions?|hypersensitivity|hypersensitive|intolerance|exposure|exposed|sensitivity)\s+(?:to|from)
              | \bbecause\s+of | \bas\s+a\s+(?:result|consequence)\s+of
          | \b(?:developed|suffered|resulting|resulted|arising|arose|came)\s+from | \bput(?:ting)?\s+(?:it|this|that|them)?\s*down\s+to){OF_GIVING}""",
    ),
    before(
        "harm-of",
        Role.SUSPECT,
        3,
        rf"""(?:\b(?:side|adverse|toxic|untoward|unwanted|undesir\w+|deleterious|harmful|teratogenic)\s+(?:\w+\s+)?(?:effects?|reactions?|events?)\s+(?:of|to
            |from|with|due\s+to|associated\s+with|caused\s+by)
          | \b(?:\w*toxicity|complications?|overdos(?:e|es|age|ing)|overdosed|poisoning|intoxication|misuse|abuse
              |hazards?|risks?)\s+(?:of|from|with|by|on|due\s+to|after|following)
          | \b(?:overdos(?:e|age)|intoxication|poisoning)\s*[(:]
          | \bfatal\w*\s+(?:\w+\s+)?(?:of|from)){OF_GIVING}""",
    ),
    before(
        "associated-with",
        Role.SUSPECT,
        2,
        rf"\b(?:associated|in\s+association|coincid\w+|concurrent|temporally\s+related)\s+(?:with|to){OF_GIVING}",
        where=Where.AFTER_EVENT,
    ),
    before(
        "associated-anyhow",
        Role.SUSPECT,
        1.5,
        rf"""\A[^.;,]{{3,90}}(?<!not\s)\bassociated\s+with{OF_GIVING}
          | \b(?:exacerbation|worsening|aggravation|precipitation)\s+(?:with|by|after|during|under){OF_GIVING}""",
        unless=IMPROVED,
    ),
    before(
        "developed-under",
        Role.SUSPECT,
        2,
        rf"""\b(?:develop(?:ed|s|ing|ment)|experienc(?:ed|es|ing)|suffer(?:ed|s|ing)|occurr?(?:ed|s|ing)|appear(?:ed|ing)|manifest(?:ed|ing)
            |complain(?:ed|ing)|emerg(?:ed|ence|ing)|observed|presented\s+with)\b[^.;]{{0,140}}?
            \b(?:after|following|during|under|while|whilst|when|upon|within\s+[\w\s]{{0,20}}of
            |(?:in|over|throughout)\s+the\s+course\s+of|on\s+day\s+\w+\s+of|on\s+the\s+\w+\s+day\s+of)(?!{LEAVING}){OF_GIVING}""",
        unless=IMPROVED,
    ),
    behind(
        "who-developed",
        Role.SUSPECT,
        2,
        r"""[^.;]{0,100}?(?:,\s*|\band\s+|\band\s+who\s+|\bwho\s+|\band\s+whose\s+)(?:(?:then|later|subsequently|soon|had)\s+)*
            (?:developed|develops|experienced|suffered|presented\s+with|complained\s+of|collapsed|became|showed|exhibited|manifested|noticed)\b(?!\s+(?:worse\w*|progress\w*|recur\w*|no\b))""",
        tail="",
        unless=r"(?:despite|although|though|in\s+spite\s+of)\b[^,;]{0,80}\Z|\A(?!.*\b(?:who|(?<!\w)m[ae]n|wom[ae]n|patients?|boy|girl|child|infant)\b)",
    ),
    before(
        "case-in-exposed",
        Role.SUSPECT,
        2.5,
        rf"""\b(?:cases?|episodes?|report|report(?:ed)?\s+(?:\w+\s+){{0,3}}?(?:on|of))\s+of\b[^.;]{{5,120}}?\b(?:in|among|of)\b[^.;]{{0,60}}?\b{PERSON}\b
            (?:\s+who\s+(?:was|were|had\s+been|is|are)(?:\s+being)?)?(?:(?!\b(?:was|were|had|then|developed|diagnosed|underwent|success\w*)\b)[^.;]){{0,80}}?
            \b(?:treated\s+(?:(?:\w+|for\s+[\w\s]{{1,20}}?)\s+)?(?:with|by)|receiving|(?:who|that)\s+(?:had\s+)?(?:received|took|taken|ingested)
            |on|under|taking|using|undergoing|maintained\s+on|exposed\s+to|given|started\s+on){OF_GIVING}""",
    ),
    before(
        "opens-after",
        Role.SUSPECT,
        1.5,
        rf"""\A\W*(?:(?:case\s+\w+|case\s+(?:report|summary)|results?|methods?|findings?)\W+)?(?:(?:soon|shortly|immediately|about
            |approximately|[\w-]+\s+(?:minutes?|hours?|days?|weeks?|months?|years?))\s+)?(?:after|following|during|under|while|upon
            |on\s+day\s+\w+\s+of|on\s+the\s+\w+\s+day\s+of){OF_GIVING}""",
        where=Where.BEFORE_EVENT,
        unless=IMPROVED,
    ),
    before(
        "co-given",
        Role.INTERACTING,
        1.5,
        r"\b(?:co-?administ\w+|co-?prescri\w+|added|given\s+together)\s+(?:with|to)",
        where=Where.AFTER_EVENT,
    ),
    before(
        "role-of",
        Role.SUSPECT,
        2,
        rf"(?:\b(?:association|link|linkage|relationship|connection)\s+(?:with|between|of|to) | \b(?:role|toxic\s+effects?)\s+of){OF_GIVING}",
    ),
    before(
        "blamed",
        Role.SUSPECT,
        2.5,
        r"""\b(?:suspected|culprit|offending|causative|implicated|responsible)\s+(?:drug|agent|medication|vaccine)s?\W*
          | \b(?:suspect\w*|blam\w+|implicat\w+|incriminat\w+)""",
    ),
    before(
        "withdrawal-of",
        Role.SUSPECT,
        1.5,
        r"""\b(?:discontinu\w+|withdr\w+|stopp\w+|cessation|suspen\w+|interrupt\w+|ceas\w+|withh[eo]ld\w*|termination)\s+(?:of)?
          | \b(?:told|advised|asked|instructed|made|had|decided|chose|wanted)\s+(?:\w+\s+){0,2}?to\s+(?:stop|quit|discontinue|hold|come\s+off)
          | (?<!should\s)(?<!would\s)(?<!must\s)\b(?:quit|took\s+(?:me|him|her|them)\s+off|gave\s+up)
          | \b(?:came|taken|coming)\s+off | \bd/c['’]?e?d?""",
        unless=r"(?:\w+\s+){0,3}(?:months?|years?)\s+(?:earlier|before|previously|ago|prior)\b",
    ),
    before(
        "given-again",
        Role.SUSPECT,
        1.5,
        r"\b(?:re-?challeng\w*|re-?expos\w*|re-?introduc\w*|re-?administ\w*|re-?start\w*|re-?institut\w*|re-?treat\w*|re-?initiat\w*)\s*(?:with|of|to|on)?",
    ),
    before(
        "while-taking",
        Role.SUSPECT,
        2,
        rf"\b(?:while|whilst|during|when)\s+(?:(?:he|she|they|i|the\s+patient|pt)\s+(?:was|were)\s+)?(?:{GIVEN}|on|under|undergoing|maintained|on){OF_GIVING}",
    ),
    before(
        "after-event",
        Role.SUSPECT,
        2.5,
        rf"""\b(?:after|followed|follows|following|during|under|since|upon|post|within\s+[\w\s]{{0,20}}of|(?<!/)(?:days?
            |weeks?|months?|hours?|minutes?|years?)\s+(?:of|into|on)
          |(?:in\s+)?relation\s+to|at\s+(?:the\s+)?(?:beginning|start|end|onset|initiation|completion)\s+of)(?!{LEAVING}){OF_GIVING}""",
        where=Where.AFTER_EVENT,
        unless=IMPROVED,
    ),
    between(
        "event-with",
        Role.SUSPECT,
        2,
        rf"""(?![^.;]*{LEAVING})(?![^.;]*\b(?:despite|control\w*
            |without)\b)\W*(?:(?!\w+ed\b(?<!reported)(?<!associated)(?<!observed)(?<!described)(?<!induced))\w+\s+){{0,3}}?(?:with|under|from|by|to|on|of)\b{OF_GIVING}""",
    ),
    before(
        "after",
        Role.SUSPECT,
        0.5,
        rf"\b(?:after|follow(?:ed|s|ing)|during|since|upon|post|within\s+[\w\s]{{0,20}}of|(?:days?|weeks?|months?|hours?|minutes?)\s+(?:of|into))(?!{LEAVING}){OF_GIVING}",
    ),
    before(
        "exposed-person",
        Role.SUSPECT,
        3,
        rf"""\b{PERSON}\b(?:\s+who\s+(?:was|were|had\s+been|is|are)(?:\s+being)?)?(?:(?!\b(?:was|were|had|and\s+then
            |developed|diagnosed|complain\w*|underwent)\b)[^.;]){{0,80}}?
            \b(?:treated\s+(?:(?:\w+|for\s+[\w\s]{{1,20}}?)\s+)?(?:with|by)|receiving|(?:who|that)\s+(?:had\s+)?(?:received|took|taken|ingested)
                |on|taking|takes|using|undergoing|maintained\s+on|exposed\s+to
          |given|vaccinated\s+with|immuni[sz]ed\s+with|addicted\s+to|injecting|abusing|ingesting|started\s+on|being\s+\w+\s+with){OF_GIVING}""",
        where=Where.AFTER_EVENT,
        unless=r"(?:in\s+order\s+)?to\s+(?:treat|reduce|relieve|control|reverse|manage|suppress|prevent)\b",
    ),
    behind(
        "induced",
        Role.SUSPECT,
        3,
        r"""[-–]\s?(?:induced|related|associated|triggered|provoked|mediated|caused|attributed|treated)\b
          | \s*induced\b | \s+(?:related|associated)\b(?!\s+(?:to|with))""",
        tail=r"\s*(?:\([^)]{0,60}\)\s*)?",
        unless=OF_OLD,
    ),
    behind(
        "harm-noun",
        Role.SUSPECT,
        3,
        r"\w*(?:toxicity|poisoning|overdos(?:e|age)|intoxication|abus(?:e|ers?)\b|addicts?\b|hypersensitivity|embryopathy|anaphylaxis|side\s+effects?|adverse\s+effects?|reactions?)\b",
        tail=r"[-–\s]*(?:\([^)]{0,60}\)\s*)?(?:\w+\s+){0,1}?",
    ),
    behind(
        "is-to-blame",
        Role.SUSPECT,
        2.5,
        rf"""(?:(?:was|were|is|are|being|had\s+been)\s+)?(?:{EVENTUALLY}\s+)*(?:suspected|implicated|blamed|incriminated)\b
          | (?:(?:was|is|were|are|be|being|been|as|had|has|to)\s+)*
            (?:(?:considered|thought|regarded|felt|judged|believed|deemed|identified)\s+(?:as\s+|to\s+be\s+)?)?
            (?:the\s+|a\s+|an\s+)?(?:\w+\s+)?(?:most\s+)?(?:likely\s+
              |probable\s+|possible\s+)?(?:responsible|to\s+blame|culprit|cause[sd]?\b(?!\s+(?:by|for))|trigger|contribut(?:ing|ory)\s+factors?|involved\s+in)\b""",
    ),
    behind(
        "causes",
        Role.SUSPECT,
        2,
        r"""(?:(?:may|might|could|can|to|has|have|had|was|were|is|are|known|reported|been|be|found|shown|not|also
            |appear(?:s|ed)?|seem(?:s|ed)?|potential|the)\s+)*
            (?:cause[sd]?|causing|promot(?:e[sd]?|ing)|accelerat(?:e[sd]?|ing)|induc(?:e[sd]?|ing)|trigger(?:s|ed)?|contribut(?:e[sd]?|ing)|led\s+to|leading\s+to
                |precipitat(?:e[sd]?|ing)|provok(?:e[sd]?|ing)|produc(?:e[sd]?|ing)
              |result(?:s|ed|ing)?\s+in|impairs?|increases|elevates|exacerbat(?:e[sd]?|ing)|worsened|aggravat(?:e[sd]?|ing)|elicit(?:s|ed)?)\b
            (?!\s+(?:\w+\s+){0,3}?(?:improv|resol|remission|recover|relie|stable|partial|rapid\s+(?:improv|resol)
                |complete\s+(?:resol|recov)|response|reduction|decrease|clinical\s+improv)\w*)""",
        unless=OF_OLD,
    ),
    behind(
        "is-associated",
        Role.SUSPECT,
        2,
        r"(?:(?:was|were|is|are|has|have|been|may|be|to|known)\s+)*(?:\w+ly\s+)?(?:associated\s+with|complicated\s+by|followed\s+by)\b",
        where=Where.BEFORE_EVENT,
    ),
    before(
        "ingested",
        Role.SUSPECT,
        1.5,
        r"""\b(?:ingest(?:ed|ing|ion)|swallow(?:ed|ing)|overdosed|self-?administ\w+|(?:having|had|after)\s+(?:injected
            |inhaled))\s*(?:on|of|with)?(?:\s+(?:[\w.,-]+\s+){1,4}of)?""",
    ),
    behind(
        "is-stopped",
        Role.SUSPECT,
        1.5,
        rf"""(?:was|were|is|being|had\s+been|has\s+been)\s+(?:{EVENTUALLY}\s+|permanently\s+|temporarily\s+)*
            (?:discontinued|stopped|withdrawn|ceased|held|suspended|withheld|interrupted|terminated)\b
          | (?:discontinuation|withdrawal|cessation|discontinued|stopped|withdrawn|held)\b(?!\s+(?:the|taking|using|her|his|all|both|it|treatment)\b)""",
        unless=r"(?:except(?:\s+for)?|other\s+than|apart\s+from|but\s+for)\s+(?:[\w-]+\s+){0,3}\Z",
    ),
    behind(
        "given-again-behind",
        Role.SUSPECT,
        1.5,
        r"(?:(?:was|were)\s+)?(?:re-?challenge\w*|re-?exposure|re-?introduc\w+|re-?start\w+|re-?administ\w+|re-?institut\w+|resumed)\b",
    ),
    behind(
        "then-developed",
        Role.SUSPECT,
        2.5,
        rf"""[^.;]{{0,100}}?(?<!\w)(?:developed|develops?|experienced?|experiences|presented|complain(?:ed|s)|suffered
            |became(?!\s+(?:non-|asympt|afebrile|stable|normal|able|free|well|independent|negative|undetect))|came\s+(?:to|in|back)|had\s+(?:an?\s+)?(?:\w+\s+)?(?:reaction|episode|attack)
            |felt|fell|collapsed|broke\s+out|woke|manifested|occurred|appeared|died|(?:was|were)\s+(?:admitted|hospitali[sz]ed|found\s+to\s+have|observed|noted)
            |(?:he|she|they|who|i|pt|{PERSON})\s+(?:\w+\s+)?(?:showed|exhibited|noticed|noted|reported|had(?!\s+(?:no
                |not|been|an?\s+(?:good|full|complete)|complete|full|good|resol|improv))|woke|started|began
                |got))\b""",
        tail="",
        unless=r"(?:despite|although|though|in\s+spite\s+of)\b[^,;]{0,80}\Z",
    ),
    behind(
        "before-onset",
        Role.SUSPECT,
        1,
        r"""[^.;]{0,60}?\b(?:before|prior\s+to|preceding|preceded)\s+(?:\w+\s+){0,2}?(?:onset|appearance|development
            |presentation|symptoms?|event|reaction|rash|episode)\b
          | [^.;]{0,40}?\b(?:had\s+been|was)\s+(?:started|begun|initiated|introduced|added)\s+(?:\w+\s+){1,4}?(?:before|previously|prior|earlier|ago)\b""",
        tail="",
    ),
    before(
        "vaccinated",
        Role.SUSPECT,
        1.5,
        r"\b(?:vaccinat\w+|immuni[sz]ed|inoculated)\s*(?:with|against)? | \breceipt\s+of",
    ),
    before(
        "mother-exposed",
        Role.SUSPECT,
        2,
        rf"""\b(?:born\s+to|whose\s+mother|(?:infants?|offspring|children|neonates?)\s+of\s+(?:mothers?|wom[ae]n)|mother\s+(?:who|had|was)|in\s+utero)\b
            [^.;]{{0,120}}?\b(?:treated\b[^.;]{{0,60}}?\bwith|receiv\w+|taking|took|taken|exposed\s+to|on){OF_GIVING}""",
    ),
)

# What came after "the third infusion" is put down to the medicine told last; it has no name beside it.
ANAPHOR = Cue(
    "told-last",
    Role.SUSPECT,
    2.5,
    Side.BEFORE,
    cue(
        r"""(?:after|following|during|within\s+[\w\s-]{1,25}?\s+of|since|hours?\s+(?:into|post)
            |days?\s+post)\s+(?:receiving\s+|taking\s+|starting\s+|having\s+|getting\s+|completing\s+
            |the\s+start\s+of\s+)?
            (?:the|his|her|my|their|this|that|each|its)\s+(?:[\w-]+\s+){0,2}?(?:infusions?|injections?|doses?
                |vaccinations?|immuni[sz]ations?|vaccines?|shots?|jabs?|boosters?|vax|tablets?|pills?|capsules?|cycles?
                |courses?
              |treatment|therapy|drug|medication|medicine|application|administration|instillation)\b"""
    ),
    Where.AFTER_EVENT,
)

# "Drug-induced hepatitis was suspected": the medicines told before, of chemotherapy its members.
KIND_INDUCED = Cue(
    "kind-induced",
    Role.SUSPECT,
    2.5,
    Side.BEFORE,
    cue(
        r"""(?:drugs?|chemotherapy|medications?|treatment|therapy|regimen|vaccine)[-–\s](?:induced|related|associated|caused)\b
          | (?:due|secondary|attributed|reaction)\s+to\s+(?:the|this|his|her|these)\s+(?:\w+\s+)?(?:drugs?|chemotherapy|medications?|regimen|vaccine)\b"""
    ),
    Where.AFTER_EVENT,
)

# A line of a list of medicines under its heading.
LISTED = Cue("listed", Role.CONCOMITANT, 1.5, Side.BEFORE, cue(r"\Z"))
# A vaccine that an event is told behind.
VACCINE = Cue("vaccine", Role.SUSPECT, 1.5, Side.BEFORE, cue(r"\Z"))
# A medicine that the title names and does not praise.
TITLE = Cue("title", Role.SUSPECT, 1.5, Side.BEFORE, cue(r"\Z"))

INTERACTING_CUES = (
    before(
        "interaction",
        Role.INTERACTING,
        2.5,
        r"\b(?:interact(?:ion|ions|s|ed|ing)?|synergis\w+|interference)\b[^.;]{0,80}?\b(?:between|of|with|by|among)",
    ),
    before(
        "potentiated-by",
        Role.INTERACTING,
        2.5,
        r"\b(?:potentiated|displaced|enhanced|metabolism\b[^.;]{0,40}?\binhibited|inhibition\s+of\s+[^.;]{0,40}?metabolism)\b[^.;]{0,60}?\bby",
    ),
    behind(
        "interacts",
        Role.INTERACTING,
        2.5,
        r"(?::\s+an?\s+)?(?:\w+\s+){0,2}?(?:interact(?:ion|ions|s|ed|ing)?|potentiat(?:es|ed|ing|ion)|displaces)\b",
        tail=r"[\s-]*(?:\([^)]{0,60}\)\s*)?",
    ),
    before(
        "together",
        Role.INTERACTING,
        1,
        r"""\b(?:concomitant|concurrent|combined|simultaneous|co-?)\s*-?(?:ly\s+)?(?:use|administ\w+|therapy|treatment
            |ingestion|intake|prescri\w+|using|taking|receiving)\s+(?:of|with)?
          | \bco-?administ\w+\s+(?:of|with)? | \bcombination\s+(?:of|with|between) | \bin\s+combination\s+with""",
    ),
)
