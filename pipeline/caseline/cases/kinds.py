"""Words for a kind of medicine, and what the names of its members look like: "the macrolide", "antituberculous drugs".

Source: stems of the WHO INN programme; groups of the WHO ATC classification.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from caseline.nlp.patterns.base import lower


class Kind(NamedTuple):
    """A kind of medicine: what it is called, and what begins the names of its members."""

    words: re.Pattern[str]
    members: re.Pattern[str]


def _kind(words: str, members: str) -> Kind:
    called = rf"(?:{words})(?:\s+(?:drugs?|agents?|therapy|treatment|medications?|medicines?|tablets?))?\Z"
    return Kind(re.compile(called, re.VERBOSE), re.compile(rf"(?:{members})", re.VERBOSE))


_CYTOSTATICS = r"""\w+(?:platin|rubicin|taxel|tecan|citabine|ciclib|trexed|fosfamide|mustine|blastine|cristine
    |relbine)\b|cyclophosphamide|etoposide|bleomycin|mitomycin|methotrexate|fluorouracil|5-?fu\b|cytarabine
    |dacarbazine|temozolomide|fludarabine|melphalan|busulfan|mitoxantrone|capecitabine|bortezomib|hydroxyurea
    |l?-?asparaginase|folfox\w*|folfiri\w*|r?-?chop\b|abvd\b"""
_AGAINST_TUMOURS = r"""rituximab|cetuximab|bevacizumab|trastuzumab|panitumumab|pertuzumab|ramucirumab
    |daratumumab"""
_BIOLOGICS = r"\w+(?:mab|cept)\b|(?:peg)?interferon\b"

# The kinds; a word belongs to the first whose wording it is.
KINDS = (
    _kind(
        r"antibiotics?|antibacterials?|antimicrobials?",
        r"""(?!bleomycin|mitomycin|dactinomycin)\w+(?:cillin|mycin|micin|floxacin|cycline|penem|oxazole|nidazole|zolid)\b|cef\w+|ceph\w+|nitrofurantoin
            |vancomycin|trimethoprim|augmentin|amikacin|colistin|dapsone|rifamp\w+""",
    ),
    _kind(
        r"anti-?tubercul(?:ous|osis|ar)|tuberculostatics?",
        r"isoniazid|rifamp\w+|rifabutin|rifapentine|pyrazinamide|ethambutol|streptomycin|ethionamide|bedaquiline",
    ),
    _kind(
        r"(?:cortico|gluco)?(?:cortico)?steroids?",
        r"pred\w+|methylpred\w+|dexameth\w+|betameth\w+|hydrocort\w+|(?!dapsone|\w*quinolone|spironolactone)\w+(?:sone|olone|onide)\b",
    ),
    _kind(r"statins?", r"(?!nystatin|somatostatin|pentostatin|cilastatin|bestatin)\w+statin\b"),
    _kind(
        r"ace[\s-]inhibitors?|angiotensin[\s-]converting[\s-]enzyme\s+(?:\(acei?\)\s+)?inhibitors?",
        r"\w+pril\b",
    ),
    _kind(r"(?:angiotensin\s+)?(?:receptor\s+blockers?|arbs?|sartans?)", r"\w+sartan\b"),
    _kind(r"(?:beta|β)[\s-]?(?:adrenergic\s+)?blockers?", r"\w+olol\b"),
    _kind(r"calcium[\s-](?:channel[\s-])?(?:blockers?|antagonists?)", r"\w+dipine\b|verapamil|diltiazem"),
    _kind(r"proton[\s-]pump\s+inhibitors?|ppis?", r"(?!aripiprazole|brexpiprazole)\w+prazole\b"),
    _kind(
        r"anti-?fungals?|azoles?", r"\w+(?:conazole|fungin)\b|amphotericin\w*|terbinafine|griseofulvin"
    ),
    _kind(r"thiazides?", r"\w*thiazide\b|indapamide|chlorthalidone"),
    _kind(r"diuretics?", r"\w*thiazide\b|\w+semide\b|spironolactone|indapamide|chlorthalidone|amiloride"),
    _kind(r"gliflozins?|sglt-?2\s+inhibitors?", r"\w+gliflozin\b"),
    _kind(r"gliptins?|dpp-?4\s+inhibitors?", r"\w+gliptin\b"),
    _kind(r"benzodiazepines?", r"\w+(?:azepam|azolam)\b|chlordiazepoxide"),
    _kind(
        r"(?:oral\s+)?anticoagulants?|anticoagulation",
        r"warfarin|\w+xaban\b|\w*heparin\b|dabigatran|acenocoumarol|phenprocoumon",
    ),
    _kind(r"antivirals?", r"\w+(?:c[iy]clovir|amivir|oseltamivir|previr|buvir|asvir)\b|foscarnet|remdesivir|nirmatrelvir|ritonavir|molnupiravir|ribavirin"),
    _kind(r"anti-?retrovirals?|(?:h?a|c)art", r"\w+(?:virenz|vudine|tegravir|navir)\b|abacavir|tenofovir|nevirapine"),
    _kind(r"triptans?", r"\w+triptan\b"),
    _kind(r"fluoroquinolones?|quinolones?", r"\w+floxacin\b"),
    _kind(r"macrolides?", r"\w+thromycin\b"),
    _kind(r"cephalosporins?", r"cef\w+|ceph\w+"),
    _kind(r"penicillins?|beta[\s-]lactams?", r"\w+cillin\b|cef\w+|\w+penem\b"),
    _kind(r"sulfonamides?|sulphonamides?", r"sul(?:f|ph)\w+|co-?trimoxazole|trimethoprim\W+sul\w+"),
    _kind(
        r"ssris?|selective\s+serotonin\s+reuptake\s+inhibitors?|anti-?depressants?",
        r"""fluoxetine|sertraline|paroxetine|citalopram|escitalopram|fluvoxamine|\w+triptyline\b|venlafaxine
            |duloxetine|mirtazapine|bupropion|trazodone|imipramine|clomipramine""",
    ),
    _kind(
        r"anti-?psychotics?|neuroleptics?",
        r"(?!mirtazapine|nevirapine|dibenzoxazapine)\w+(?:apine|peridone|piprazole)\b|haloperidol|chlorpromazine|\w+promazine\b",
    ),
    _kind(
        r"anti-?epileptics?|anti-?convulsants?|anti-?seizure",
        r"""phenytoin|carbamazepine|oxcarbazepine|valpro\w+|lamotrigine|levetiracetam|topiramate|phenobarbit\w+
            |zonisamide|gabapentin|pregabalin|lacosamide""",
    ),
    _kind(
        r"nsaids?|(?:non-?steroidal\s+)?anti-?inflammator(?:y|ies)",
        r"ibuprofen|naproxen|diclofenac|ketoprofen|ketorolac|indometh?acin|meloxicam|piroxicam|\w+coxib\b",
    ),
    _kind(r"opioids?|opiates?|narcotics?", r"(?!apomorph)\w*morph\w+|\w*codone\b|fentanyl|tramadol|codeine|methadone|tapentadol"),
    _kind(r"interferons?", r"(?:peg)?interferon\b.*"),
    _kind(
        r"(?:immune\s+)?checkpoint\s+inhibitors?|immunotherapy|immuno-?oncology|pd-?l?1\s+inhibitors?",
        r"nivolumab|pembrolizumab|ipilimumab|atezolizumab|durvalumab|avelumab|cemiplimab|dostarlimab|tremelimumab",
    ),
    _kind(r"biologics?|biologicals?|(?:monoclonal\s+)?antibod(?:y|ies)|tnf(?:-alpha|-α)?\s+(?:inhibitors?|blockers?)", _BIOLOGICS),
    _kind(r"tyrosine\s+kinase\s+inhibitors?|tkis?|kinase\s+inhibitors?", r"\w+(?:tinib|rafenib|metinib)\b"),
    _kind(r"(?:poly)?chemo(?:therapy)?|cytostatics?|cytotoxics?", rf"{_CYTOSTATICS}|{_AGAINST_TUMOURS}"),
    _kind(r"anti-?thyroids?|thionamides?", r"carbimazole|methimazole|thiamazole|propylthiouracil"),
    _kind(r"bisphosphonates?", r"\w+dronate\b|\w+dronic\b"),
    _kind(r"retinoids?", r"isotretinoin|acitretin|tretinoin|alitretinoin|bexarotene"),
    _kind(r"anti-?malarials?", r"\w*chloroquine|mefloquine|primaquine|quinine|atovaquone\S*|artesun\w+"),
    _kind(r"anti-?hypertensives?", r"\w+(?:pril|sartan|dipine|olol)\b|\w*thiazide\b"),
    _kind(r"anti-?arrhythmics?", r"amiodarone|flecainide|propafenone|sotalol|dronedarone|quinidine|mexiletine"),
    _kind(r"immunosuppress(?:ants?|ives?|ion)", r"tacrolimus|ciclosporin\w*|cyclosporin\w*|mycophenol\w+|azathioprine|sirolimus|everolimus"),
    _kind(r"(?:dopamine\s+)?agonists?", r"pramipexole|ropinirole|rotigotine|cabergoline|bromocriptine|apomorphine|pergolide"),
    _kind(r"calcineurin\s+inhibitors?", r"tacrolimus|c[iy]closporin\w*|voclosporin"),
    _kind(r"mtor\s+inhibitors?", r"\w+rolimus\b(?<!tacrolimus)"),
    _kind(r"jak\s+inhibitors?|janus\s+kinase\s+inhibitors?", r"\w+citinib\b"),
    _kind(r"glp-?1\s+(?:receptor\s+)?(?:agonists?|analogues?|analogs?)|incretins?", r"\w+glutide\b|exenatide|lixisenatide|tirzepatide"),
    _kind(r"phosphodiesterase(?:[\s-](?:type[\s-])?5)?\s+inhibitors?|pde-?5\s+inhibitors?", r"\w+afil\b"),
    _kind(r"anti-?histamines?|h1[\s-](?:blockers?|antagonists?)", r"(?:\w+(?:tadine|tirizine|fenadine)|diphenhydramine|chlorphen\w+|hydroxyzine)\b"),
    _kind(r"h2[\s-](?:receptor\s+)?(?:blockers?|antagonists?)", r"(?:rani|famo|cime|niza)tidine\b"),
    _kind(r"aminoglycosides?", r"\w+micin\b|amikacin|tobramycin|streptomycin|neomycin|kanamycin"),
    _kind(r"tetracyclines?", r"\w+cycline\b"),
    _kind(r"carbapenems?", r"\w+penem\b"),
    _kind(r"glycopeptides?", r"vancomycin|teicoplanin|\w+vancin\b"),
    _kind(r"neuromuscular\s+block(?:ers?|ing)|muscle\s+relaxants?", r"\w+(?:curium|curonium)\b|suxamethonium|succinylcholine"),
    _kind(r"(?:vitamin\s+k\s+antagonists?|coumarins?|vkas?)", r"warfarin|acenocoumarol|phenprocoumon"),
    _kind(r"do?acs?|noacs?|direct\s+oral\s+anticoagulants?", r"\w+xaban\b|dabigatran"),
    _kind(r"prostaglandin\s+analog(?:ue)?s?", r"\w+prost\b|misoprostol"),
    _kind(r"alpha[\s-]blockers?", r"(?:tamsul|alfuz|doxaz|praz|teraz|silod)osin\b"),
    _kind(r"setrons?|5-?ht3\s+antagonists?", r"\w+setron\b"),
    _kind(r"xanthine\s+oxidase\s+inhibitors?", r"allopurinol|febuxostat"),
    _kind(r"sulfonylureas?", r"gli(?:pizide|clazide|mepiride|benclamide)\b|glyburide"),
    _kind(r"contraceptives?|pill", r"\w*estradiol\w*|\w+gestrel\b|drospirenone|desogestrel"),
    _kind(r"contrast(?:\s+(?:medium|media|agent|material|dye))?|dye", r"io\w+ol\b|iodixanol|iopromide|gado\w+"),
    _kind(r"an(?:a)?esthetics?", r"\w+(?:caine|flurane)\b|propofol|ketamine|etomidate|thiopental"),
    _kind(r"vaccin(?:e|ation)s?|shots?|jabs?|boosters?|vax", r".*(?:vaccin|shot|jab|booster|vax).*"),
)  # fmt: skip


def kind_of(word: str) -> Kind | None:
    """Returns the kind of medicine that a word or phrase names, or None."""
    lowered = lower(word)
    return next((kind for kind in KINDS if kind.words.match(lowered)), None)
