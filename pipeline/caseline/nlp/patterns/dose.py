"""Amounts of a drug: "400 mg/day", "two tablets", "high-dose"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Reading, ReadRule, Rule, Source, near, scan, verbose
from caseline.nlp.patterns.words import CARDINAL, DIGITS, FRACTION, HYPHEN, RANGE
from caseline.schema.mention import Label

_UNIT_WORD = r"""(?:
    kilograms?|grams?|milligrams?|micrograms?|nanograms?|(?:international_|million_(?:international_)?)?units?|
    milliequivalents?|millilit(?:er|re)s?|microlit(?:er|re)s?|lit(?:er|re)s?|millimoles?
)"""
_UNIT = rf"""(?:
    {_UNIT_WORD}|microg|mcg|[µμ]g|ug|mgs?|gms?|grs?|g|ng|kiu|miu|mu|iu|ui|i\.u\.|u|meq|mmol|[µμ]mol|
    m?ci|[mgk]?bq|c?gy|mls?|c\.?c\.?|l|[µμ]l
)"""
_FORM = r"""(?:
    tablets?|tabs?|capsules?|caps|pills?|puffs?|drops?|gtt|vials?|ampou?les?|sachets?|sprays?|suppositor(?:y|ies)|
    teaspoon(?:ful)?s?|tablespoon(?:ful)?s?|lozenges?|bottles?|bolus(?:es)?|pellets?|actuations?
)"""
_TIME = r"(?:\d{1,2}\s?)?(?:min(?:ute)?s?|mn|hours?|hrs?|h|days?|d|weeks?|wks?|months?|mo)"
_BODY = r"(?:kg|m\s?\(2\)|m\s?[2²]|m\^2|m|sq\.?_m|lb|body_weight|bw|dose)"
_PER = rf"""(?:
    \s?/\s?(?:{_BODY}|{_TIME})(?!\w) | [·.]?\s?(?:kg|m|h|d|day)\s?[-−][12](?!\w) | _per_(?:kg|kilogram|
       square_met(?:er|re))\b
)"""
_QUALITY = r"""(?:
    (?:very_|ultra~?)?(?:high|low)|higher|highest|lower|lowest|moderate|intermediate|large|small|massive|medium|
    standard|conventional|usual|regular|normal|(?:sub~?|supra~?)?therapeutic|toxic|full|stable|adjusted|
    maintenance|prophylactic|cumulative|single|multiple|repeated|reduced
)"""
_DOSES = r"(?:doses?|dosages?)"
_NEAR_DOSE = near(r"dos(?:e|age)")

_NOT_A_DOSE = (
    # Numbers that name a thing: "lot # 659964/1978U", "batch no. 4 G", "exp. 06/21 U".
    Reading(
        None,
        left=verbose(
            r"""
            \b(?:lot|batch|ndc|serial|exp(?:iry|iration|ires?)?)\b\.?
            (?:\s?(?:no|number|num|nr|date|code)s?\b\.?|\s?[#:=(.]|_(?:was|is)\b|/(?:lot|batch)\b){0,4}
            \s?(?:[\w-]{2,12}\s?[/&]\s?)?\Z
            """
        ),
    ),
    # The rest of a date: "on 01/15/2021 L arm".
    Reading(None, left=verbose(r"\b\d{1,2}[/.]\Z")),
    # Concentrations, laboratory values, weights, sizes and flows of the body.
    Reading(
        None,
        right=verbose(
            r"\s?/\s?(?:[dcm]?l|100_?ml|mm|cc|cm|g|24~?h(?:ours?)?_urine|mmol|mol|hpf|mg)\d?(?!\w)"
        ),
    ),
    Reading(
        None,
        right=verbose(
            r"\s?% | _per_(?:d?l|lit(?:er|re))\b | _of_(?:urine|blood|protein|creatinine|fluid|pus|ascites)\b"
        ),
    ),
    Reading(
        None,
        right=verbose(
            r"_(?:in_)?(?:weight|tumou?r|mass|loss|infant|baby|newborn|neonate|female|male|girl|boy|"
            r"proteinuria|specimen|weight_gain)\b"
        ),
    ),
    # Node stations and lung volumes: "10L lymph nodes", "FVC of 2.7 L", "11L/4R".
    Reading(None, left=verbose(r"(?:[24]|1[01])[rl]\s?[/,]\s?\Z")),
    Reading(
        None,
        right=verbose(
            r"\s?/\s?\d{1,2}[rl]\b|(?:\s?,?\s(?:and_)?\d{1,2}[rl]){0,3}_(?:lymph|lymphadenopath|(?:mediastinal_)?nod(?:e|al)|station)"
        ),
    ),
    Reading(
        None,
        left=verbose(
            r"""
            \b(?:fvc|fev_?1?|tlc|dlco|vital_capacity|tidal_volume|lung_capacity|residual_volume|urine_volume|blood_loss|
                 (?:hydro|ha?emo|pneumo|pyo|chylo)(?:peritoneum|thorax|pericardium)|ascites|effusions?)
            (?:_(?:of|was|is|were|at|to|about|approximately|estimated|measured)){0,3}\s?[:=(<>]?\s?\Z
            """
        ),
    ),
    Reading(
        None,
        left=verbose(
            r"""
            \b(?:weigh(?:t|ts|ing|ed)?|creatinine|bilirubin|(?:micro)?albumin(?:uria)?|protein(?:uria)?|glucose|
                 calcium|sodium|potassium|ha?emoglobin|urea|crp|ferritin|lactate|urine|levels?|
                 concentrations?|loss|clearances?|excretion|output|drain(?:ed|age)|aspirated|range|normal|
                 between)
            (?:_(?:of|was|is|were|at|to|by|level|output|about|approximately|loss|gain)){0,3}\s?[:=<>]?\s?\Z
            """
        ),
    ),
)

RULES = (
    ReadRule(
        # "1.5 g/m2", "4.6 and 40.8 mg/kg/d", "3 x 100 mg/day", "200-mg", "five million units".
        verbose(
            rf"""
            (?:{DIGITS}\s?[x×]\s?)?
            (?:(?:{RANGE})~?{_UNIT}|{CARDINAL}~{_UNIT_WORD}){_PER}{{0,3}}(?!\w)
            """,
            at_word=True,
        ),
        (*_NOT_A_DOSE, Reading(Label.DOSE)),
        near(
            rf"[0-9]\s?[{HYPHEN}]?\s?(?:[mkgnucilµμ]|internat|ba?)",
            r"(?:gram|units?|lit(?:er|re)|mole|equiv)",
        ),
    ),
    Rule(
        Label.DOSE,
        verbose(
            rf"(?:{RANGE}|{FRACTION}|\b(?:a_)?half(?:_an?)?|\b(?:a_)?single)~?(?:of_a_)?{_FORM}"
            rf"(?:\s?/\s?{_TIME}|_per_day)?\b"
        ),
        near=near(
            r"(?:tab|cap|pill|puff|drop|gtt|vial|amp|sachet|spray|suppos|teasp|tablesp|lozen|bottl|bolus|pellet|actua)"
        ),
    ),
    # "high-dose", "low doses", "a single dose"; "first dose" is an ordinal, not an amount.
    Rule(
        Label.DOSE,
        verbose(rf"\b(?:single,?_)?{_QUALITY}(?:_(?:cumulative|single|total|or_moderate))?~{_DOSES}\b"),
        near=_NEAR_DOSE,
    ),
    Rule(Label.DOSE, verbose(rf"(?:{RANGE}|\b(?:several|multiple)\b)_{_DOSES}\b"), near=_NEAR_DOSE),
)


def find(text: str | Source) -> list[Found]:
    """Finds DOSE, with its "per kilogram" and "per day" where they are written with a slash."""
    return scan(RULES, text)
