"""What makes an event serious: "admitted to hospital", "intensive care unit", "life-threatening"."""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Reading, ReadRule, Rule, Source, any_of, near, scan, verbose
from caseline.schema.mention import Label

_ICU = r"""(?:
    (?:(?:p(?:a?ediatric)?|medical|surgical|neonatal|respiratory|cardiac|neuro(?:logical)?|burns?)_)?(?:intensive|critical)~care(?:_unit)?
  | [pmncs]?icu | [ci]tu | (?:coronary|burns?)(?:_care)?_unit | high~dependency_unit | resuscitation_(?:room|unit)
)"""
_PLACE = r"(?:hospitals?|wards?|departments?|units?|cent(?:re|er)s?|clinics?|infirmary|institution|facility|services?|inpatient|floor|intermediate_care)"
_TO = rf"""(?:
    _(?:back_)?(?:to|into|in|at)_(?:(?!and\b|with\b|for\b|after\b|having\b|taking\b|using\b|drinking\b)[\w’'-]{{1,16}}_){{0,4}}?(?:{_ICU}|{_PLACE})\b
  | _(?:as_an_)?inpatient\b | _overnight\b
)"""
_LASTING = r"(?:permanent(?:ly)?|lasting|lifelong|irreversibl[ey]|significant|persistent)"
_LOSS = any_of(
    """
    disability disabilities disablement incapacity incapacitation handicap handicapped disabled incapacitated blindness
    blind deafness deaf paralysed paralyzed paralysis paraplegia invalidity
    """
)
_NO_ADMISSION = any_of(
    "that having taking using drinking being feeling smoking to-having to-taking to-using to-drinking"
)

RULES = (
    # What somebody owns up to; a hospital that is an address; what is serious otherwise.
    Rule(
        None,
        verbose(
            rf"""
            \b(?:she|he|they|patient|mother|i)_(?:later_|finally_|also_)?admitted_{_NO_ADMISSION}\b
          | \badmitted_to_(?:having|taking|using|drinking|smoking|feeling|ingesting|an?_(?:overdose|history))\b
          | \bserious_(?:consideration|attention|doubts?|questions?|concerns?|efforts?|problem_for)
          | \b(?:non|not_|no_|un)~?serious\b | \bhospital~acquired | \b(?:since|before|prior_to|from)_(?:the_)?hospitali[sz]ation
            """
        ),
        near=near("(?:admitted|serious|hospital)"),
    ),
    Rule(
        Label.SERIOUSNESS,
        verbose(
            rf"""
            \b(?:re~?)?admitted\b{_TO}?
          | \b(?:transferred|moved|referred|brought|taken|rushed|airlifted)_(?:(?:urgently|immediately|directly|emergently|
            then)_)?to_(?:(?:the|our|an?|his|her)_)?(?:[\w-]{{3,14}}_){{0,2}}?{_ICU}\b
          | \b(?:re~?)?hospitali[sz](?:ed|ation)\b
          | \b(?:required|requiring|needed|needing|prompted|necessitat(?:ed|ing)|led_to|leading_to|resulted_in|resulting_in|prolonged|
            prolonging|emergency|urgent|subsequent|hospital|inpatient)_
            (?:(?:an?|the|his|her|emergency|urgent|immediate|hospital|inpatient)_){{0,3}}(?:admission(?:s)?\b{_TO}?|hospitali[sz]ation\b)
          | \b(?:transferred|conveyed)_(?:(?:urgently|immediately|directly|then)_)?to_(?!(?:[\w-]{{1,14}}_){{0,4}}?(?:rehab\w*|nursing|convalescent
            |hospice|psychiatric_rehab\w*|general_ward))
              (?:(?:our|the|an?|another|his|her)_)?(?:[\w-]{{3,14}}_){{0,3}}?(?:hospital|department|cent(?:re|er)|institution|infirmary|(?:medical|university)_college)\b
          | \b(?:hospital_)?stay_(?:was|had_to_be)_(?:\w{{3,12}}_)?(?:prolonged|extended|lengthened)\b
          | \bdischarge_(?:was|had_to_be)_(?:\w{{3,12}}_)?(?:delayed|postponed|deferred)\b | (?:delayed|postponed)_(?:his|her|the)_discharge\b
          | \bstayed_(?:an?_|one_|two_|three_|another_|overnight_)(?:(?:extra|further|additional|more)_)?(?:night|day|week)s?_(?:longer|more|extra
            |(?=for_observation\b)|(?=in_(?:the_)?(?:hospital|ward)))
          | \b(?:spent|lay|remained)_(?:[\w-]{{1,10}}_){{1,3}}?(?:on|in)_(?:the|our|an?)_(?:[\w-]{{3,14}}_)?ward\b
          | \btaken_into_(?:the_|a_)?hospital\b
          | \binpatient_(?:care|treatment|stay|management|monitoring|observation)\b
          | \b(?:prolong|extend|lengthen)(?:ed|ing)_(?:his|her|the|their|my)_(?:hospital_stay|hospitali[sz]ation|stay|admission|inpatient_stay)\b
          | \b(?:taken|brought|rushed|airlifted|transported|conveyed)_(?:in)?to_
            (?:(?:the|a|our|his|her|local|nearest|nearby|district|regional|university)_){{0,3}}hospital\b(?!_(?:pharmacy|clinic|records?))
          | \badmission_(?:followed|was_(?:arranged|necessary|required|needed))\b
          | \badmission_(?:to|into)_(?:the_|an?_|our_)?(?:[\w-]{{3,14}}_)?(?:{_ICU}|hospital)\b
          | \bkept_(?:in_)?overnight(?:_for_observation)?\b | \b(?:kept|held)_(?:in_)?(?:for_)?(?:overnight_)?(?:for_)?observation\b
          | \b(?:kept|stayed|remained|spent|detained|observed)_(?:[\w-]{{1,12}}_){{0,4}}?(?:in|at)_(?:the_)?hospital\b
          | \b(?:an?_)?(?:prolonged|extended|\w{{3,8}}~day)_(?P<mention>hospital_stay)\b
          | \bin_(?:the_)?hospital(?=_for\b|_\d|_(?:one|two|three|four|five|six|seven|eight|nine|ten|several|many)_(?:days|nights|weeks|months)\b)
            """
        ),
        near=near(
            "(?:kept|held|admi|inpatient|prolong|extend|lengthen|hospital|discharge|stayed|ward|conveyed|transferred|moved|referred|brought|taken|rushed|airlifted)"
        ),
    ),
    Rule(
        Label.SERIOUSNESS, verbose(rf"\b{_ICU}(?:_admission)?\b"), near=near("(?:care|icu|itu|ctu|unit|room)")
    ),
    Rule(
        Label.SERIOUSNESS,
        verbose(
            r"""
            \b(?:immediately_|potentially_|acutely_)?life~?\s?threatening\b | \bnear~fatal\b | \b(?:danger|threat|risk)_to_(?:his_|her_)?life\b
          | \b(?:almost|nearly)_(?:died|killed)\b | \bcritically_ill\b | \b(?:in|remained)_(?:an?_)?critical_condition\b |
            \bfight(?:ing)?_for_(?:his|her|my)_life\b
            """
        ),
        near=near("(?:life|fatal|almost|nearly|critical)"),
    ),
    Rule(
        Label.SERIOUSNESS,
        verbose(
            rf"""
            \b{_LASTING}_(?:(?:and|or)_\w{{5,14}}_)?(?:\w{{3,14}}_){{0,2}}?{_LOSS}\b | (?<=\bleft\s)disabled\b | (?<=\bis\s)disabled\b
          | \b(?:registered|legally|declared)_(?:blind|disabled|deaf)\b | \blost_the_(?:sight|use|vision|hearing)_(?:of|in)_(?:\w{2, 8}_){0, 3}\w{3, 10}
          | (?<=\bleft\s)unable_to_(?:walk|speak|work|stand|move|see|hear|swallow)\b
          | \blost_(?:his|her|all|my)_(?:sight|hearing|vision|eyesight)_(?:\w{{2,12}}_){{0,2}}?permanently\b
          | \bwheelchair~(?:bound|dependent|user)\b | \bdisabling\b
          | \b(?:still|now|permanently)_(?:[\w-]{{2,12}}_){{0,1}}?(?:needs|uses|depends_on|dependent_on|relies_on|requires|walks_(?:only_)?with
            |is_confined_to)_(?:an?_|the_|two_)?(?:\w{{3,12}}_)?
              (?:wheelchair|walker|walking_(?:frame|stick|aid)|zimmer_frame|frame|crutch(?:es)?|cane|stick)\b
          | \bremain(?:s|ed)_(?:(?:totally|completely|permanently|partially|legally)_)?(?:(?:blind|deaf|paralysed|paralyzed|paraplegic|tetraplegic
            |quadriplegic|bed~?(?:ridden|bound)|wheelchair~bound|disabled|unable_to_(?:walk|work|stand|speak|see|hear)))\b
          | \b(?:has_had|had|was_forced|obliged)_to_(?:(?:give_up|retire_from)_(?:his|her|all|their)_(?:\w{{3,12}}_)?(?:work|job|career|profession
            |occupation|employment|trade))\b
            """
        ),
        near=near(
            "(?:permanent|lasting|lifelong|irrevers|significant|persistent|disabl|wheelchair|blind|deaf|lost|unable|still|now|remain|give up|retire)"
        ),
    ),
    # What a form ticks: "serious for disability", "(hospitalization, disability)", "seriousness criteria disability".
    ReadRule(
        verbose(
            r"\bdisab(?:ility|ling)(?:(?:\s?/\s?|_or_)(?:permanent_damage|incapacit(?:y|ation|ating)))?(?!\w)"
        ),
        (
            Reading(
                Label.SERIOUSNESS,
                left=verbose(
                    r"""
                    \b(?:criteri(?:on|a)|serious(?:ness)?|result(?:ed)?_in)\b[^.;)]{0,120}\Z
                    | \((?:(?:hospitali[sz]ation|death|life~?\s?threatening|medically_(?:significant|important)|caused|prolonged|and|[,/\s])+)?\Z
                    """
                ),
            ),
        ),
        near("disab"),
    ),
    Rule(
        Label.SERIOUSNESS,
        verbose(
            r"""
            \bcongenital_(?:anomal(?:y|ies)|abnormalit(?:y|ies)|malformations?|defects?) | \bbirth_defects? | \b(?:fo?etal|major)_malformations?\b
          | \bmedically_(?:important|significant)\b | \bimportant_medical_event | \bserious(?=_(?:and_\w{4,12}_)?(?:\w{3,12}_)?(?:adverse|
            reactions?|events?|complications?|effects?|incident|illness|condition)\b)
          | \b(?:was|considered|classified_as|deemed|judged|assessed_as|reported_as|event_was)_(?P<mention>serious)\b
            """
        ),
        near=near("(?:congenital|birth|malform|medical|serious)"),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds SERIOUSNESS: admissions, intensive care, danger to life, lasting disability, malformations.

    Source: ICH E2B(R3) E.i.3.2.
    """
    return scan(RULES, text)
