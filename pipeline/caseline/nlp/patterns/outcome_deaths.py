"""Deaths as notes and forms tell them: "Expired 1/6/21", "passed on 3/4", "deceased", "TOD 0545"; vaccines expire too."""

from __future__ import annotations

import re

from caseline.nlp.patterns.base import Found, Rule, any_of, near, verbose
from caseline.nlp.patterns.words import MONTH
from caseline.schema.mention import Label

_WHO = any_of(
    """
    patient patients pt pts resident client vaccinee recipient consumer subject decedent she he who child infant baby neonate
    mother father woman man boy girl husband wife spouse grandmother grandfather daughter son lady gentleman
    """
)
# What has a date of expiry.
_THING = any_of(
    """
    vaccine vaccines vaccination dose doses lot lots batch batches vial vials product products medication medications drug
    drugs medicine medicines tablet tablets capsules syringe syringes shot shots injection kit inhaler inhalers pen epipen
    pack diluent stock supply warranty bottle ampoule refill prescription license licence insurance
    """
)
_SOON = r"(?:(?:later|subsequently|ultimately|eventually|then|unfortunately|sadly|reportedly|had|has|have|also|finally|suddenly|peacefully)_){0,2}"
_WHEN = r"""(?:\s?[.;,)]|\s{0,2}\Z|_(?:on|at|in|from|of|due_to|secondary_to|because_of|despite|within|shortly|soon|later|peacefully|suddenly|before
  |after|while|during
    |(?:the_)?(?:same|next|following)|that_(?:same_)?(?:day|night|morning|evening)|today|yesterday|overnight|with|\(|\d)\b)"""
_DAY = rf"(?:\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{2,4}})?|\d{{1,2}}\s?-?(?:{MONTH})\b|(?:{MONTH})_\d{{1,2}})"
_SO = r"""(?:in_(?:his|her|their)_sleep|peacefully|suddenly|unexpectedly|on_the_(?:same|next|following)_(?:day|night|morning)
    |from_(?:complications|covid|natural))"""
# A "\n" or a stop before what has no subject.
_BARE = r"(?:\A|(?<=[.;,:\n()–-])|(?<=[.;,:\n()–-]\s))"

GUARDS = (
    # "The lot expired 5/1", "a vaccine that had expired".
    Rule(
        None,
        verbose(rf"\b{_THING}\b(?:(?!\b(?:{_WHO}|and)\b)[^.;\n]){{0,40}}?\bexpired\b"),
        near=near("expired"),
    ),
    Rule(
        None,
        verbose(
            rf"\bexpired_(?:[\w-]{{1,14}}_){{0,3}}?{_THING}\b | \bdeceased_(?:donors?|relatives?|patients|\w+_donors?|persons?|individuals|subjects)\b"
        ),
        near=near("(?:expired|deceased)"),
    ),
)

RULES = (
    # "pt later expired on day 3", "was placed on hospice and expired.", "Intubated. Expired 1/6/21."
    Rule(
        Label.OUTCOME,
        verbose(rf"(?:\b(?:and|then)_|{_BARE}){_SOON}(?P<mention>expired)(?={_WHEN})"),
        near=near("expired"),
    ),
    Rule(Label.OUTCOME, verbose(rf"\b{_WHO}_{_SOON}(?P<mention>expired)\b"), near=near("expired")),
    # "Passed on 3/4", "she passed peacefully", and not "passed out on 3/4" or "the pain passed".
    Rule(
        Label.OUTCOME,
        verbose(rf"(?:\b{_WHO}_|{_BARE}){_SOON}(?P<mention>passed_(?:{_SO}|(?:on_)?{_DAY}))"),
        near=near("passed"),
    ),
    # "found deceased", "; deceased 2/3/21", "pt dead at the scene", "found him dead in bed".
    Rule(
        Label.OUTCOME,
        verbose(
            rf"""
            (?:\b(?:{_WHO}|is|was|now|found|and|reported|remains)_|{_BARE}){_SOON}(?P<mention>deceased)\b
          | \b(?:found|discovered)_(?:(?:the|her|his|my|our)_)?(?:{_WHO}|him|her|them|resident['’]s_body)_(?:[\w-]{{2,12}}_){{0,3}}?(?:dead|deceased)\b
          | (?<!that\s)\b(?:pt|patient|resident|client|infant|baby)_(?:(?:was|is|lay)_)?dead\b
          | \bdead_(?:on_arrival|at_the_scene|in_(?:(?:his|her|the)_)?(?:bed|bathroom|home|chair))\b
            """
        ),
        near=near("(?:deceased|dead)"),
    ),
    # "pronounced by EMS at 05:45", "lost his life", "unable to be revived", "CPR was unsuccessful".
    Rule(
        Label.OUTCOME,
        verbose(
            r"""
            \b(?P<mention>pronounced_(?:(?:at|on)_\d|by_(?:ems|md|dr|the_\w{4,10}|hospice|rn|coroner|para\w+|medics))
              |lost_(?:his|her)_life|(?:unable|not_able)_to_(?:be_)?(?:revived?|resuscitated?|saved?)
              |cpr_(?:was_|efforts_were_)?(?:unsuccessful|failed|not_successful|without_success)
              |efforts_(?:were_)?(?:unsuccessful|futile)(?=\s?[.,;])|ceased_to_breathe)\b
            """
        ),
        near=near("(?:pronounced|lost|unable|not able|cpr|efforts|ceased)"),
    ),
    # "Date of death: 03Feb2021", "time of death 0545", "cause of death: unknown".
    Rule(
        Label.OUTCOME,
        verbose(
            r"""\b(?P<mention>(?:date|time)_of_death)(?=(?:\s?[:=]|_(?:was|is|called|pronounced|at|on))?_?(?:was_|is_|at_|on_|called_)?(?:\d|unknown|called|pronounced|not))"""
        ),
        near=near("death"),
    ),
    Rule(
        Label.OUTCOME,
        verbose(r"\b(?P<mention>DOD|TOD|DOA)\b(?=\s?:?\s?(?:\d|at_\d|was_\d)|(?<=DOA))"),
        cased=True,
        near=near("[DT]O[DA]"),
    ),
)
# A word of death that needs no person may be a vaccine's: what stands before it in the text decides.
_SUBJECTLESS = verbose(rf"(?:\A|[.;,:\n()–-]|\b(?:and|then))\s{{0,2}}{_SOON}\Z")
_JOINED = verbose(rf"\b{_WHO}\b[^.;\n]{{1,100}}\b(?:and|then)_{_SOON}\Z")
_GRAVE = verbose(
    r"""\b(?:hospi(?:ce|tal\w*)|intubat\w*|ventilat\w*|unresponsive\w*|icu|cpr|coded?|dnr|comfort|sepsis|septic|arrest\w*|pneumonia|failure|covid\s?\+|positive|resident|nursing
      |snf|ltcf?|long~term_care|facility|declin\w+|worse\w*|deteriorat\w*|stroke|ems|911|oxygen|o2|sats?|hypox\w*|critical\w*|bleed\w*|h[a]?emorrhag\w*|infarct\w*|cancer|admitted|life~support
      |palliative|vent|bipap|pea|asystole|pressors?|dialysis|dead|died|death)\b"""
)
_EXPIRY = verbose(rf"\b(?:{_THING}|expir(?:y|ation|es|ing)|exp)\b(?![^.;\n]{{0,40}}\b(?:{_WHO})\b)")
_BEFORE, _BESIDE = 400, 60  # characters


def is_of_a_thing(lowered: str, mention: Found) -> bool:
    """Says whether "expired" without a subject may be told of a vaccine: nobody was gravely ill, or a vial stands before it."""
    start = mention.start
    if lowered[start : mention.end] != "expired" or not _stands(_SUBJECTLESS, lowered, start, _BESIDE):
        return False
    if _stands(_JOINED, lowered, start, _BEFORE):
        return False
    return not _stands(_GRAVE, lowered, start, _BEFORE) or _stands(_EXPIRY, lowered, start, _BESIDE)


def _stands(pattern: re.Pattern[str], lowered: str, place: int, reach: int) -> bool:
    return pattern.search(lowered, max(0, place - reach), place) is not None
