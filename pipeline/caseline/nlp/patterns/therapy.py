"""Procedures with the words that name them: "low anterior resection", "bisectionectomy", "removal of the polyp".

A network marks the last word, and a lexicon knows those that it lists; the form of the word tells the rest.
"""

from __future__ import annotations

from caseline.nlp.patterns.base import Found, Reading, ReadRule, Rule, Source, any_of, near, scan, verbose
from caseline.nlp.patterns.words import HYPHEN
from caseline.schema.mention import Label

# "-ectomy", "-plasty", …; "anatomy" and "dichotomy" end otherwise, and what comes after is no operation itself.
_FORMED = rf"""
    (?!post[{HYPHEN}]?\w|dich|pseud) [a-z]{{3,24}}
    (?:ectom(?:y|ies)|plast(?:y|ies)|otom(?:y|ies)|ostom(?:y|ies)|opex(?:y|ies)|rrhaph(?:y|ies)|[eo]desis|centesis)
"""
# Nouns that name a procedure by themselves or behind a word that says of what.
_NOUNS = r"""(?:
    resections?|excisions?|extirpation|enucleation|ablations?|stenting|debridements?|transfusions?|intubation|
    (?:hemo|haemo|peritoneal_)?dialysis|radiotherapy|chemoradi(?:otherapy|ation)|radiochemotherapy|chemotherapy|
    (?:chemo)?emboli[sz]ations?|revasculari[sz]ation|cannulation|decannulation|exenteration|
    transplant(?:ation)?s?|retransplantation|photocoagulation|sclerotherapy|cardioversion|defibrillation|
    thrombolysis|rehabilitation|physiotherapy|phototherapy|plasmapheresis|hemofiltration|haemofiltration
)"""
_ROUTES = """
    surgical endovascular endoscopic laparoscopic thoracoscopic arthroscopic percutaneous transcatheter microsurgical robotic
    stereotactic transsphenoidal
"""
# Nouns that mean as much elsewhere: "venous drainage", "coronary artery dissection", "ventricular dilatation".
_OPEN_NOUNS = {
    "surgery": f"""{_ROUTES} bypass debulking cytoreductive reconstructive decompressive corrective bariatric valve hip knee spinal
        cataract thoracic coronary gastric mitral aortic refractive orthognathic transurethral""",
    "drainage": f"{_ROUTES} tube chest pleural abscess biliary pericardial thoracic peritoneal catheter intercostal ventricular",
    "lavage": "gastric peritoneal nasal whole-lung pleural joint arthroscopic antral",
    "ventilation": "mechanical invasive non-invasive noninvasive artificial manual pressure assisted",
    "bypass(?:_(?:surgery|grafting|graft))?": "gastric cardiopulmonary artery venous biliary femoral",
    "graft(?:s|ing)?": "skin bone vein venous tendon nerve corneal homograft allograft autograft autologous allogeneic bypass flap",
    "replacements?": "valve mitral aortic tricuspid pulmonary hip knee shoulder joint root arch disc fluid volume",
    "repairs?": f"{_ROUTES} valve mitral aortic hernia aneurysm tendon nerve defect ligament fistula mesh perineal cleft",
    "reconstruction": f"{_ROUTES} breast ligament vascular orbital mandibular nasal urethral arterial valve chest-wall",
    "implantation": f"""{_ROUTES} valve homograft allograft autologous pacemaker defibrillator device lens electrode cochlear stent
        stent-graft graft dental prosthesis""",
    "ligation": f"{_ROUTES} band variceal tubal duct ductal artery vein",
    "fixation": "internal external fracture surgical spinal screw plate",
    "fusion": "spinal lumbar cervical vertebral interbody posterior",
    "decompression": f"{_ROUTES} spinal nerve orbital cranial microvascular nasogastric cord",
    "closure": f"{_ROUTES} defect ductal wound ileostomy colostomy",
    "removal": f"""{_ROUTES} tumor tumour mass lesion polyp stone foreign-body catheter device lead complete total partial subtotal
        gallbladder gall-bladder appendix spleen thyroid ovary uterus adenoid tonsil adrenal kidney""",
    "dissection": "node neck axillary submucosal mucosal nodal",
    "exploration": f"{_ROUTES} neck wound",
    "flaps?": "skin muscle free pedicled island rotation advancement tram",
    "extraction": "tooth dental cataract lens stone lead",
    "evacuation": f"{_ROUTES} hematoma haematoma clot",
    "dilat(?:at)?ions?": "balloon pneumatic endoscopic bougie",
    "exchange": "plasma",
    "(?:counter)?shocks?": "direct-current dc electric electrical defibrillator biphasic synchronized synchronised",
    "masks?": "rebreather non-rebreather nonrebreather non-rebreathing venturi oxygen",
    "irradiation": "brain whole-brain cranial craniospinal body total-body chest pelvic spinal breast local splenic",
    "isolation": "vein",
    "anastomosis": "coloanal colorectal ileocolic gastrojejunal esophagogastric ureteral roux-en-y bowel intestinal",
    "support": "vasopressor inotropic ventilatory ventilator respiratory circulatory nutritional hemodynamic haemodynamic transfusion",
}
_OPEN = "|".join(rf"{any_of(of_what)}(?:\s?[{HYPHEN}]\s?|\s){noun}" for noun, of_what in _OPEN_NOUNS.items())
_OF_WHAT = any_of(
    " ".join(_OPEN_NOUNS.values())
    + " stem-cell bone-marrow lymph kidney liver heart lung renal red-blood-cell platelet"
)
# What stands before a name and belongs to it.
_SIDES = any_of(
    """
    left right bilateral low lower upper high middle anterior posterior superior inferior lateral medial central proximal distal
    total subtotal near-total partial radical extended complete incomplete en-bloc wide local segmental sleeve wedge simple modified
    hemi mini limited palliative curative exploratory positive non-invasive noninvasive invasive
    """
)
_NO_PART = any_of(
    """
    initial additional several final original usual typical conventional previous serious various obvious similar particular special
    potential normal abnormal chronic clinical critical crucial possible necessary successful unsuccessful medical historical
    hospital diagnostic individual eventual actual annual general regular daily early only ordinary optimal ideal standard essential
    primary secondary adjuvant neoadjuvant gradual residual multiple specific basic public vital equal ical via renal-dose topical initially
    """
)
_MODIFIER = rf"""
    (?: (?!{_NO_PART}\b) (?: {_SIDES} | {_OF_WHAT} | [a-z-]{{3,24}}(?:ic|al|ar|ary|eal|oid|guided|assisted) )\b (?:\s?[{HYPHEN}]\s?|\s) )
"""
_OBJECT = any_of(
    """
    tumor tumour tumors tumours mass masses lesion lesions polyp polyps cyst nodule nodules lymph-node lymph-nodes foreign-body
    stone stones gallstones calculi thrombus clot clots hematoma haematoma abscess gallbladder appendix uterus ovary ovaries spleen
    kidney lobe prosthesis implant implants valve device devices lens lead leads worm worms tick plaque plaques placenta bezoar
    thyroid parathyroid adenoma adenomas ascites hardware plate screws necrotic-tissue
    """
)
_OF_OBJECT = rf"""
    (?:surgical_|endoscopic_|manual_|laparoscopic_)? (?:removal|excision|extraction|evacuation|resection|drainage|implantation)
    _of_ (?:the_|an?_|her_|his_|this_|all_)? (?:[a-z-]{{2,20}}_){{0,2}} {_OBJECT}
"""
_PLACED = r"""
    (?:stents?|shunt|tube|catheter|drain|filter|pacemaker|defibrillator|prosthesis|valve|lens|electrodes?|coils?|graft|balloon|port)
    _(?:placement|insertion|implantation|deployment)
"""
# Treatments by what they are against or for; a drug's own name before "therapy" is the drug's.
_TREATMENT = r"""
    (?: decongestive | vasodilator | physical | occupational
      | hormonal | endocrine | photodynamic | targeted | supportive | conservative | palliative | symptomatic | prophylactic | empirical
      | empiric | compression | inhalation | bridging | adjuvant | neoadjuvant | systemic | radiation | laser | speech
      | enzyme_replacement | hormone_replacement | immunoglobulin_replacement | renal_replacement )
    _(?:chemotherapy|radiotherapy|immunotherapy|therapy|therapies|treatments?|management|regimens?|care)
"""
_NAME = rf"{_MODIFIER}{{0,5}} (?:{_FORMED}|{_NOUNS}|{_PLACED}|{_TREATMENT}|{_OPEN})\b"

# What names a place, a specimen, a time or a thing behind the name, and a test before it.
_NOT_BEHIND = verbose(
    rf"""
    \s?[{HYPHEN}]?\s?
    (?: departments?|clinics?|units?|wards?|services?|teams?|rooms?|centers?|centres?|specimens?|fields?|margins?|sites?|scars?|times?|
        candidates?|lists?|options?|samples?|pieces?|materials?|biops(?:y|ies)|bags?|wounds?|fluid|cytology|cultures?|findings?|results?|
        induced|related|associated|naive|naïve|failure|rejection|defects?|stump|dose )\b
  | \.(?:net|com|org)
    """
)
_NOT_BEFORE = verbose(
    rf"(?:\b(?:diagnostic|bronchoalveolar|auto|post|pre|peri|intra)[{HYPHEN}\s]|[{HYPHEN}])\Z"
)
# Short forms of notes, where the words around leave no doubt: oxygen by litres or mask, saline by volume, "PT 2x/wk".
_END = r"(?=\s?(?:[.,;)\n]|[-–]|\Z)|_(?:and|then|given|applied|started|placed|for|x|via|per|prn|qhs|\d)\b)"
_BY = r"(?=_(?:\d{1,2}(?:\.\d)?_?L(?:PM)?\b|NRB|NC|via|by_(?:mask|NC|nasal)|mask|per_(?:mask|NC|nasal))\b)"
_VOLUME = r"(?:\d(?:\.\d)?|\d{3,4})_?(?:L|l|mL|ml|cc)"
_OFTEN = r"""(?:\d\s?x\s?/?\s?(?:wk|week)|x\s?\d{1,2}_?(?:wks?|weeks|mos?|months|sessions|visits)|(?:twice|once|three_times)_(?:a_week|weekly)
    |sessions?|referral|visits?|eval\w*)\b"""
_SHORT = (
    rf"(?<![\w-])(?:(?:[Ww]ith|[Oo]n|[Gg]ave|[Gg]iven|[Ss]tarted|w/)_|\+\s?)(?P<mention>O2){_END}",
    rf"(?<![\w-])O2{_BY}",
    rf"(?<![\w-])(?:IV_)?NS(?=_(?:{_VOLUME}|wide_open|infusion)\b)|(?<![\w-])(?:IV_)?NS_bolus(?:es)?\b",
    rf"(?<![\w-]){_VOLUME}_(?:of_)?(?P<mention>(?:IV_)?NS)(?![\w-])",
    rf"(?<![\w-])Foley(?:_cath(?:eter)?)?(?!_and_|_et_){_END}",
    rf"(?<![\w-])(?P<mention>PT)_{_OFTEN}",
    r"(?<![\w-])(?:PT/OT|OT/PT|PT_(?:and|&)_OT)(?![\w-])",
    rf"(?i:speech(?:_therapy)?|physical_therapy|physio\w*|splint|brace|steroid_injection(?:_x\d)?)(?:,|_and|,_and)_(?P<mention>OT|PT){_END}",
    rf"\b(?i:started|referred_to|referral_to|doing|attended|attending|completed|outpt|outpatient|home|finished|continues|did)_(?P<mention>OT|PT){_END}",
    rf"(?:,_|\b(?i:and|with|given|used|using|prescribed|rx)_|w/_)(?P<mention>(?i:eye_drops|eyedrops|eye_ointment)){_END}",
)
RULES: tuple[Rule | ReadRule, ...] = (
    *(
        Rule(Label.THERAPY, verbose(pattern), cased=True, near=near("O2", "NS", "Foley", "[PO]T", "[Ee]ye"))
        for pattern in _SHORT
    ),
    ReadRule(
        verbose(rf"(?: {_OF_OBJECT}\b | {_NAME} )", at_word=True),
        (Reading(None, right=_NOT_BEHIND), Reading(None, left=_NOT_BEFORE), Reading(Label.THERAPY)),
        near(
            r"(?:therap|treatment|management|regimen)",
            r"(?:resection|excision|extirpat|enucleat|ablation|stent|debrid|transfusion|intubat|radiothera|chemother|chemorad|rehabil)",
            r"(?:remov|extract|evacuat|drain|implant|surger|lavage|ventilat|bypass|graft|replace|repair|reconstruct|ligation|fixation|fusion)",
            r"[a-z]{3,24}?(?:ectom|plast[yi]|otom[yi]|ostom[yi]|opex|rrhaph|desis|centesis|dialysis|embol|vascular|pheresis|filtration)",
            r"(?:cannul|exenter|transplant|photoc|sclero|cardiov|defibr|thrombol|physio|photot|decompr|closure|irradi|dissect|explor)",
            r"(?:shock|countershock|mask|irradiat|isolation|flap|occlus|aspirat|dilat|osteosyn|exchange|anastom|support|placement|insertion|deployment)",
        ),
    ),
)


def find(text: str | Source) -> list[Found]:
    """Finds THERAPY with the words of place, extent and approach that belong to the name."""
    return scan(RULES, text)
