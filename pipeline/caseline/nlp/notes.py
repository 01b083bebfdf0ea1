"""How notes write: what stands before a name ("pt c/o", "Dx:", "s/p"), what looks like one, what needs no sentence.

A note leaves out the words around a name, which a network trained on papers leans on. Offsets are characters
of a text, half-open.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from caseline.nlp.mislabels import is_no_thing
from caseline.schema.mention import Label

_REACH = 90  # characters of context
_LONGEST_NO_NAME = 32
_BRACKETS = re.compile(rf"\(([^()]{{1,{_LONGEST_NO_NAME}}})\)")
_FLAGS = re.VERBOSE | re.IGNORECASE
_ILL = frozenset({Label.EVENT, Label.DISORDER})
_THINGS = frozenset({Label.DRUG, Label.EVENT, Label.DISORDER, Label.THERAPY})

_SHORT = r"""
    c/o | s/p | h/o | w/o? | p/w | r/o | c/w | s/o | d/t | a/p | i/s/o | dx'?d? | ddx | tx'?d? | rx'?d? | hx | s?/?sx | pmh?x? |
    fhx | psh | imp | rec'?d | cc | hpi
"""
_SAID = r"""
    diagnos(?:is|es|ed) | assessment | impression | complain(?:s|ed|ing|ts?)? | states | stated | reports? | reported |
    reporting | noted | notes | presents | presented | presenting | exhibit(?:s|ed) | began | started | feels | feeling | feel |
    status[ ]post | history | consistent | possible | probable | suspected | presumed | questionable | [?]
"""
_LINKS = r"w/ | with | of | as | for | by | having | to[ ]have | to[ ]feel | feeling | an? | the | some"
_WHO = (
    r"pts? | patient | client | vaccinee | recipient | subject | child | infant | mom | mother | she | he | i"
)
# Who did something: "client fainted", "my son passed out"; a disease has no past tense ("infant botulism").
_DOER = r"""
    (?:(?:the | my | our)\s+)?
    (?:pts? | patient | client | vaccinee | recipient | subject | child | infant | baby | toddler | son | daughter | student | employee)
    \b\.?\s+(?:(?:then | also | suddenly | immediately | promptly)\s+)?
    (?=(?: \w{2,}ed | passed | became | felt | fell | threw | lost | broke | woke | went | began | had | has | got | was | turned )\b)
    (?: (?:became | felt | had | has | got | was)\b(?:\s+(?:an? | very))? )?
"""
_TEST = r"""
    (?: (?:emg | ncv | ncs)(?:/(?:emg | ncv | ncs))? | mr[ia] | ct | eeg | e[ck]g | lp | csf | cxr | x-?rays? | us | echo | exam |
        labs? | biopsy | gp | er | ed | md | pcp | pmd | ent | neuro(?:logy | logist)? )
    (?:\s+(?:exam | scan | stud(?:y | ies) | doctor))?
    \s*(?: c/w | s/o | : | \s(?:shows? | showed | showing | revealed | reveals | found | says? | said | diagnosed | confirmed |
           positive[ ]for | pos[ ]for | consistent[ ]with | suggestive[ ]of | suggests)\b )
"""
# When it was, before anything else: "that night c/o chills", "4/20 arm red".
_WHEN = r"""
    (?:that|this|next|same|following)\s+(?:few\s+)?(?:night | evening | morning | afternoon | days? | minutes? | hours? | week | a\.?m\b\.? | p\.?m\b\.? )
    | (?:night | evening | morning | afternoon | a\.?m\b\.? | p\.?m\b\.? )
      (?=[\s,]+(?: c/o | pt\b | w/ | had\b | noted | felt | woke | [rl]t?\s | could | both\s | now\b ))
    | \d{1,2}/\d{1,2}(?:/\d{2,4})?
"""
# What leads to a name: who complains, the word for it, a test with its verb.
_LEAD = re.compile(
    rf"""
    (?: [\s:;,.–-]* (?:
        (?:{_WHEN})(?=[\s,]) ,? | {_DOER} | (?:{_WHO})\b\.? (?=\s+(?:{_SHORT}|{_SAID}|had|has)(?:\W|\Z)) (?:\s+(?:had|has)\b)?
      | {_TEST} | (?:er|ed|pcp|pmd|hospital|clinic)(?=\s+(?:w/|with\b))
      | (?:{_SHORT}|{_SAID}) (?![\w/]) (?:\s+(?:{_LINKS})(?!\w))?
    ) [:.]?\s* )+
    """,
    _FLAGS,
)
# The words that a lead can begin with; a mention that begins with another is not looked at.
_FIRST = frozenset(
    """
    c s h w p r d a i pt pts patient client vaccinee recipient subject child infant mom mother she he
    dx dxd ddx tx txd rx rxd hx sx ssx pmh pmhx pmx fhx psh imp rec recd cc hpi
    diagnosis diagnoses diagnosed assessment impression complain complains complained complaining complaint complaints
    states stated report reports reported reporting noted notes presents presented presenting exhibits exhibited
    began started feels feeling feel status history consistent possible probable suspected presumed questionable ?
    emg ncv ncs mri mra ct eeg ecg ekg lp csf cxr x us echo exam lab labs biopsy gp er ed md pcp pmd ent neuro
    neurology neurologist hospital clinic
    the my our baby toddler son daughter student employee that this next same following night evening morning afternoon am pm
    """.split()
)
_DATED = re.compile(r"\d{1,2}(?:/\d.*)?\Z")
_UNIT = r"(?:d | days? | wks? | weeks? | h | hrs? | hours? | mos? | months? | yrs? | years? | min(?:ute)?s? | times)"
# How soon, for how long, or how often, and the link to what comes next: "weakness x 3 days", "rash s/p".
_SOON = r"(?:immediately | suddenly | shortly | promptly | afterwards? | right[ ]away | then)(?:\s+(?:after(?:wards?)? | then))?"
_TAIL = re.compile(
    rf"\s+(?: {_SOON} | [x×]\s?~?\d[\d.-]*\s?{_UNIT}? | [x×] | s/p | w/(?:in)? | post | approx | lasting )\s*\Z",
    _FLAGS,
)
# Headings, people, places and tests, as notes shorten them.
_NO_NAME = re.compile(
    r"""
    (?: d?dx | tx | rx | rxns? | s?/?sx | hx | pmh?x? | fhx | shx | psh | nkd?a | nkma | bp | hr | rr | spo2 | wnl | f/u | d/c | r/o | c/o | s/p |
        h/o | pts? | temp | vss? | labs? | lots? | ndc | icu | ems | snf | vaers |
        (?:emg | ncv | ncs)(?:/(?:emg | ncv | ncs))? | mr[ia] | cta? | c(?:a)?t[ ]scan | e[ck]g | eeg | cxr | lp | csf | x-?rays? |
        lumbar[ ]puncture | spinal[ ]tap | electromyogra(?:m | phy) | nerve[ ]conduction[ ](?:study | studies | velocity) |
        blood[ ]draw | ultrasound | dod | tod )
    \.?\Z
    """,
    _FLAGS,
)
# Where notes send a patient; elsewhere "PCP" is an infection.
_PLACE = re.compile(r"(?: er | ed | ent | md | rn | np | pcp | pmd | gp | pt )\.?\Z", _FLAGS)
_SENT = re.compile(
    r"\b(?: saw | sees? | seen | seen[ ]by | by | to | her | his | my | our | their | the | in | at | per | called | via | from | contacted | w/ )\s+\Z",
    _FLAGS,
)
_SENDS = re.compile(
    r"\s+(?: who | visit | appt | dx'?d? | called | said | states? | was | has | had | w/ | c/o )\b", _FLAGS
)
_HEADING = re.compile(
    r"(?: allerg(?:y | ies) | symptoms? | conditions? | illness(?:es)? | events? | reactions? | problems? )\Z",
    _FLAGS,
)
# Numbers that name a thing, or an age with its sex, and are no amount.
_IDENTIFIED = re.compile(
    r"""
    (?: \b(?:lot | batch | ndc | serial | exp(?:iry | iration | ires?)?)\b\.?
        (?: \s*(?:no | number | num | nr | date | code)s?\b\.? | \s*[#:=(.] | \s+(?:was | is)\b | /(?:lot | batch)\b ){0,4}
      | \b(?:case | report | reference | control | id | mfr | manufacturer)\s*(?:no\.? | number | [#])[\s:#]*
    )
    \s*(?:[\w-]{2,12}\s?[/&]\s?)?\Z
    """,
    _FLAGS,
)
# What such a number looks like where a finder takes it for a name.
_CODE = re.compile(r"(?=\S*\d)[\w-]{4,12}\Z")
# The number of a case, whatever stands before it: "MOD-2021-123456", "US-PFIZER INC-2021123456".
_CASE_NUMBER = re.compile(r"(?:[A-Z]{2,3}-)?[A-Z]{2,8}(?:[ ]INC)?-(?:19|20)\d\d-?\d{4,}\Z")
_AGED = re.compile(r"\d{1,3}\s?(?:y/?o?)?[\s/-]?(?:[wbh]/?)?[mf]\Z", _FLAGS)
_WHICH_DOSE = re.compile(
    r"(?:(?:an? | the | her | his | my)\s+)?(?:first | second | third | fourth | fifth | \d\s?(?:st | nd | rd | th))\s+doses?\Z",
    _FLAGS,
)
# Where an injection went is no place of an event.
_LIMB = re.compile(
    r"""
    (?:(?:left | right | [lr] | lt | rt | upper | lower | outer | non-?dominant)\b\.?\s*){0,3}
    (?:deltoids? | arms? | thighs? | buttocks? | glute(?:al | us)s? | leg)(?:[ ]muscle)?(?:\s*(?:left | right))?\Z
    """,
    _FLAGS,
)
_SIDE = re.compile(r"(?: bilat | b/l | bil )\.?\Z", _FLAGS)
_INJECTED = re.compile(
    r"""
    \b(?: administered | injected | given | vaccinated | vaccination | vaccine | injections? | shots? | jabs? | immuni[sz]ed |
          intramuscular(?:ly)? | subcutaneous(?:ly)? | im | sc | sq | lot\s\S+ | dose | \d\s?(?:ml | cc) )
    (?: [\s,:;(]+(?: in | into | to | the | his | her | my | on | at | both | date | im | sc | \d\S* | via | intramuscularly)\b ){0,5}
    [\s,:;(]*\Z
    """,
    _FLAGS,
)
_SUFFERS = re.compile(
    r"\W*(?:was | is | are | were | became | felt | feels | got | pain | hurts? | swollen | red | sore | weak | numb | ach)\w*",
    _FLAGS,
)
_SIGN = re.compile(
    r"""
    \b(?:pain\w* | swelling | redness | tender\w* | sore\w* | lump | knot | numb\w* | weak\w* | aches? | bruis\w* | rash | erythema |
         induration | warmth | hives | itching | tingling)\W+(?:\w+\W+){0,3}\Z
    """,
    _FLAGS,
)
_VACCINE = re.compile(
    r".*\b(?:vaccin\w* | shots? | jabs? | boosters? | vax | immuni[sz]ations? | toxoid)\Z", _FLAGS
)
# Vaccines by their short names, which in a note are nothing else; a lexicon has looked at the case and the words around.
_SHORT_VACCINE = re.compile(
    r"""
    (?: d?tap | tdap | td | dtp | dt | ipv | opv | mmrv? | mmr[ -]?ii | pcv[ -]?\d* | ppsv[ -]?\d* | mcv[ -]?4? | men[ -]?(?:acwy | b | c) |
        hep(?:atitis)?[ -]?[ab] | hpv[ -]?\d? | var(?:icella)? | rv[15]? | hib | flu | rsv | bcg | rota(?:virus)? | zoster | rabies |
        meningitis | pneumonia | polio | typhoid | measles | j[ ]?&[ ]?j | johnson[ ]&[ ]johnson )\Z
    """,
    _FLAGS,
)
# Classes whose name says that they are given, and what people call their medicine.
_CLASS = re.compile(
    r"(?:[αβ] | alpha | beta | calcium[ ](?:channel|entry) | ace)[ -](?:adrenergic[ ])?(?:blockers? | inhibitors?)\Z | the[ ]pill\Z | abx\Z",
    _FLAGS,
)
_LISTED = r"(?: \s*[:&+]?\s* | [:\s][^.;\n]{0,60}(?: , | \band\b | & | \+ | / )\s* )"
_LINKED = r"(?: \s+(?:an? | her | his | my | some)\s+ | \s+ )"
# One finder is enough here.
_GIVEN = re.compile(
    rf"""
    (?:\A|[\s(:;,./&+])
    (?: (?:s/p | tx'?d? | rx'?d? | meds? | allerg(?:y | ies | ic[ ]to) | rec'?d){_LISTED}
      | (?:given | gave | took | takes | taking | received | recieved | started[ ]on | post | after | w/ | prescribed | administered |
           vaccinated[ ]with | treated[ ]with){_LINKED} | w/ )\Z
    """,
    _FLAGS,
)
_MEASURED_OUT = re.compile(
    r"""
    \s*(?: [#]\s?\d | \(?\s?lot\b | \d+(?:\.\d+)?\s?(?:mg | mcg | ml | cc | gm?)\b | (?:im | sc | po | iv)\b | x\s?\d |
           \(?(?:1st | 2nd | 3rd | first | second | third)\b | \(?(?:on\s)?\d{1,2}/\d{1,2}/\d{2,4}\b )
    """,
    _FLAGS,
)
# Words of notes, and of those who tell of themselves or of their children.
_PLAIN = re.compile(
    r"""
    (?<!\w)(?: pts?(?=\s) | c/o | s/p | h/o | w/o? | y/?o(?=\s) | \d\dy?[MF](?=[\s,.]) | rec['’]?d | f/u | d/c
        | dx['’]?d? | hx | pmh | approx(?=[\s.]) | nkda | secs | mos
      | (?-i:I(?:['’](?:m | ve | d))?\s(?:was | am | had | have | took | take | got | get | felt | feel | started
          | woke | went | had | never | thought | googled | quit))
      | my\s(?:son | daughter | husband | wife | mom | dad | mother | father | arms? | legs? | head | face | eyes?
          | skin | doctor | doc | child | baby | stomach | heart | throat
            | chest | legs | hands? | body | hair) )
    """,
    _FLAGS,
)
_PLAIN_WORDS = 2  # different ones in a text of that kind
_MANY = 12  # of them that are looked at
_LEAST_NAME = 3  # letters of an abbreviation that names a disease by itself
_NAMES_OTHER = re.compile(
    r"\W*(?:vaccin\w* | shots? | jabs? | boosters? | immuni[sz]\w+ | pcr | tests?\b | swabs? | screen\w* | neg\b | negative | clinic | season)",
    _FLAGS,
)
_SUFFERED = re.compile(
    rf"""
    (?:\A|[\s(:;,./&+])
    (?: c/o | h/o | s/p | p/w | r/o | c/w | d/t | a/p | dx'?d? | hx | pmh?x? | s?/?sx )
    (?: \s+(?:of | with | as | for | w/ | sig[ ]for)\s+ | {_LISTED} )\Z
    """,
    _FLAGS,
)


def may_have_lead(word: str) -> bool:
    """Says whether a mention that begins with this word, in small letters, can begin as notes do."""
    return word in _FIRST or _DATED.match(word) is not None


def name_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns the name inside a mention, without what a note puts before it and behind it."""
    lead = _LEAD.match(text, start, end)
    if lead is not None and lead.end() < end and text[lead.end()].isalnum():
        start = lead.end()
    tail = _TAIL.search(text, start, end)
    return start, end if tail is None else tail.start()


def is_no_name(label: str, text: str, start: int, end: int) -> bool:
    """Says whether a mention is a heading, a test, a number that names a thing, or where an injection went."""
    if is_no_thing(label, text, start, end):
        return True
    if label in _THINGS:
        is_code = _CASE_NUMBER.match(text, start, end) is not None or (
            _CODE.match(text, start, end) is not None and _is_identified(text, start)
        )
        return is_code or (end - start <= _LONGEST_NO_NAME and _is_heading(text, start, end))
    if label == Label.DOSE:
        return (
            _AGED.match(text, start, end) is not None
            or _WHICH_DOSE.match(text, start, end) is not None
            or _is_identified(text, start)
        )
    if label != Label.BODY_SITE:
        return False
    return _SIDE.match(text, start, end) is not None or _is_injection_site(text, start, end)


def is_told(label: str, text: str, start: int, end: int) -> bool:
    """Says whether a term stands where a note names such things: "Tx: …", "PMH: …", "c/o …", or is a vaccine."""
    before = max(0, start - _REACH)
    if label == Label.DRUG:
        return (
            _VACCINE.match(text, start, end) is not None
            or _CLASS.match(text, start, end) is not None
            or (_SHORT_VACCINE.match(text, start, end) is not None and _is_plain(text))
            or _GIVEN.search(text, before, start) is not None
            or _MEASURED_OUT.match(text, end) is not None
        )
    if label not in _THINGS:
        return False
    return _SUFFERED.search(text, before, start) is not None or (
        label in _ILL and _is_plain(text) and _is_ill(text, start, end)
    )


def _is_identified(text: str, start: int) -> bool:
    """Says whether what a place begins is the number of a lot, a case or a report."""
    return _IDENTIFIED.search(text, max(0, start - _REACH), start) is not None


@lru_cache(maxsize=8)
def _is_plain(text: str) -> bool:
    """Says whether a text is a note or somebody's own words: there one finder of signs is enough."""
    return len({match.group().lower() for match in islice(_PLAIN.finditer(text), _MANY)}) >= _PLAIN_WORDS


def _is_ill(text: str, start: int, end: int) -> bool:
    """Says whether a term of a note is no bare abbreviation, and no part of the name of a vaccine or test."""
    is_short = end - start < _LEAST_NAME and text[start:end].isupper()
    return not is_short and _NAMES_OTHER.match(text, end) is None


def _is_heading(text: str, start: int, end: int) -> bool:
    if _NO_NAME.match(text, start, end) is not None:
        return text[start:end] not in _in_brackets(text)  # a paper says what its abbreviation stands for
    if _PLACE.match(text, start, end) is not None:
        return (
            _SENT.search(text, max(0, start - _REACH), start) is not None
            or _SENDS.match(text, end) is not None
        )
    return text.startswith(":", end) and _HEADING.match(text, start, end) is not None


@lru_cache(maxsize=8)
def _in_brackets(text: str) -> frozenset[str]:
    """Returns what stands in round brackets, if it is no longer than a heading."""
    return frozenset(match[1] for match in _BRACKETS.finditer(text))


def _is_injection_site(text: str, start: int, end: int) -> bool:
    if _LIMB.match(text, start, end) is None or _SUFFERS.match(text, end) is not None:
        return False
    before = max(0, start - _REACH)
    if "deltoid" in text[start:end].lower():
        return _SIGN.search(text, before, start) is None
    return _INJECTED.search(text, before, start) is not None
