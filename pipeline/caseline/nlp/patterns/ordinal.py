"""Which dose, course or cycle: "second dose", "cycle 3", "the first of three injections", "booster"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Rule, Source, any_of, near, scan, verbose
from caseline.nlp.patterns.words import CARDINAL, ORDINAL, ROMAN
from caseline.schema.mention import Label

KIND = r"""(?:
    dos(?:e|es|age|ing)|courses?|cycles?|infusions?|injections?|vaccinations?|immuni[sz]ations?|boosters?|shots?|jabs?|
    administrations?|rounds?|instillations?|applications?|inoculations?|tablets?|pills?|capsules?|vaccines?
)"""
_WHICH = rf"(?:{ORDINAL}|\b(?:initial|last|final|latest|most_recent|penultimate)\b)"
_NOT = r"""
    (?!(?:day|days|week|weeks|month|months|year|years|line|time|hour|hours|and|of|in|with|the|who|
    patient|to|for|was|generation|clinical|hospital|disease|benign|postoperative|uneventful)\b)
"""
# A drug's name or a route between the ordinal and its noun: "second alemtuzumab infusion".
BETWEEN = rf"(?:{_NOT}[a-z0-9-]{{2,24}}_){{0,3}}?"
# Vaccines as those who give them name them, without and with the words that mean an illness, a maker or anything else.
_PRODUCTS = """
    spikevax comirnaty fluzone flumist fluvirin fluarix afluria flulaval hpv4 hpv9
    gardasil cervarix shingrix zostavax mmr mmrv proquad varivax dtap tdap dtp
    boostrix adacel daptacel infanrix pediarix pentacel kinrix quadracel vaxelis hib pedvaxhib acthib ipv ipol opv
    twinrix havrix vaqta engerix engerix-b recombivax heplisav heplisav-b pcv pcv7 pcv13
    pcv15 pcv20 prevnar prevnar-13 prevnar-20 ppsv23 pneumovax pneumovax-23 rotateq rotarix menactra menveo
    mcv4 menb menacwy bexsero trumenba imovax rabavert ixiaro typhim biothrax jynneos
"""
_MAKERS = "moderna pfizer janssen novavax astrazeneca j&j"
_VACCINE = any_of(
    f"""
    {_PRODUCTS} {_MAKERS} vaccine vaccination vacc vax immunization immunisation shot jab booster series dose covid covid-19
    flu influenza h1n1 hpv zoster shingles varicella chickenpox dt td polio hepa hepb hep-a hep-b hepatitis-a hepatitis-b rota
    rotavirus rabies anthrax
    """
)
# What a maker does, and what else is counted by its name.
_NO_DOSE = r"(?!~(?:stud(?:y|ies)|trials?|reports?|cases?|patients?|recipients?|reviews?|papers?|products?|drugs?|plants?|batch|lot|vial)\b)"
_NEAR = near(
    "(?:dos(?:e|a|i)|course|cycle|infusion|injection|vaccin|immuni|booster|shot|jab|administ|round|instill|applic|"
    "inocul|tablet|pill|capsule)"
)

RULES = (
    Rule(
        None,
        verbose(r"\b(?:first|second|third)~(?:line|generation|degree|trimester|pass)\b"),
        near=near("(?:line|generation|degree|trimester|pass)"),
    ),
    Rule(Label.DOSE_ORDINAL, verbose(rf"{_WHICH}_{BETWEEN}{KIND}\b"), near=_NEAR),
    # "the first and second doses", "first of three injections", "the second of two doses".
    Rule(
        Label.DOSE_ORDINAL, verbose(rf"{ORDINAL}(?:_(?:and|or|to)_{ORDINAL})_{BETWEEN}{KIND}\b"), near=_NEAR
    ),
    Rule(
        Label.DOSE_ORDINAL,
        verbose(
            rf"{ORDINAL}_of_(?:the_|his_|her_|a_total_of_)?(?:{CARDINAL}|\d{{1,2}})_(?:planned_|scheduled_)?{BETWEEN}{KIND}\b"
        ),
        near=_NEAR,
    ),
    # "cycle 3", "dose no. 2", "course II", "C2D8", "cycles 1-3"; not "dose 20 mg".
    Rule(
        Label.DOSE_ORDINAL,
        verbose(
            rf"""
            \b(?:dose|course|cycle|infusion|injection|round)s?_?(?:no\.?_?|number_|nr\.?_?|[#]_?)?
            (?!x\s?\d)(?:\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?|{ROMAN}|one|two|three|four|five|six|seven|eight|nine|ten)
            (?![\w%/-]|[.,]\d|_(?:mg|g|c?gy|mcg|ml|iu|units?|u|to|times|x|days?|weeks?|months?|hours?|tablets?|doses?)\b)
          | \bc\d{{1,2}}d\d{{1,3}}\b
            """
        ),
        near=near(
            "(?:dose|course|cycle|infusion|injection|round)s?[^a-z]{0,3}(?:[0-9#ivxotfsn])", "c[0-9]{1,2}d"
        ),
    ),
    # "dose 2/2", "shot 1 of 2"; "Shingrix #2", "hep B vaccine #3", but no "lot #2" or "patient #3".
    Rule(
        Label.DOSE_ORDINAL,
        verbose(
            r"\b(?:dose|shot|vaccine|injection|jab)s?_?(?:no\.?_?|number_|[#]_?)?[1-6](?:\s?/\s?|_of_)[1-6](?![\w/-]|[.,]\d)"
        ),
        near=near("(?:dose|shot|vaccine|injection|jab)s?[^a-z]{0,3}[0-9n#]"),
    ),
    Rule(
        Label.DOSE_ORDINAL,
        verbose(
            rf"""
            \b(?:{_VACCINE})(?:_(?:vaccine|vaccination|vacc|vax|shot|jab|booster|series|dose))?,?_?[(]?
            (?P<mention>(?:[#]_?|no\._?)[1-6])(?![\w/-]|[.,]\d)
            """
        ),
        near=near("[a-z0-9][,)]? ?[(]?(?:#|no\\.) ?[1-6]"),
    ),
    # "5 days after 2nd Shingrix", "1st Pfizer on 2/3".
    Rule(
        Label.DOSE_ORDINAL,
        verbose(rf"(?P<mention>{ORDINAL})_(?:{any_of(_PRODUCTS + _MAKERS)})(?![\w-]){_NO_DOSE}"),
        near=near("(?:[0-9](?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth)"),
    ),
    Rule(
        Label.DOSE_ORDINAL,
        verbose(r"\bbooster(?:_(?:dose|shot|vaccination|injection|vaccine))?\b"),
        near=near("booster"),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds DOSE_ORDINAL, up to the noun that is counted."""
    return scan(RULES, text)
