"""Languages as codes: what papers call "eng", "en-GB", "EN" or "English" is "en"."""

from __future__ import annotations

import re

# ISO 639-1, then the codes of three letters that ISO 639-2 and PubMed have for it, then its English name: the
# languages of papers in PubMed, and those with most speakers.
_LANGUAGES = """
af afr afrikaans|am amh amharic|ar ara arabic|az aze azerbaijani|be bel belarusian|bg bul bulgarian|bn ben bengali
bs bos bosnian|ca cat catalan|cs cze ces czech|cy wel cym welsh|da dan danish|de ger deu german|el gre ell greek
en eng english|eo epo esperanto|es spa spanish|et est estonian|eu baq eus basque|fa per fas persian
fi fin finnish|fr fre fra french|ga gle irish|gl glg galician|he heb hebrew|hi hin hindi
hr hrv scr croatian|hu hun hungarian|hy arm hye armenian|id ind indonesian|is ice isl icelandic|it ita italian
ja jpn japanese|ka geo kat georgian|kk kaz kazakh|ko kor korean|ky kir kyrgyz|la lat latin|lt lit lithuanian
lv lav latvian|mk mac mkd macedonian|ml mal malayalam|mn mon mongolian|ms may msa malay|my bur mya burmese
nb nob|nl dut nld dutch|nn nno|no nor norwegian|pl pol polish|pt por portuguese|ro rum ron mol romanian
ru rus russian|sa san sanskrit|sk slo slk slovak|sl slv slovenian|sq alb sqi albanian|sr srp scc serbian
sv swe swedish|sw swa swahili|ta tam tamil|te tel telugu|th tha thai|tr tur turkish|uk ukr ukrainian|ur urd urdu
uz uzb uzbek|vi vie vietnamese|zh chi zho chinese
"""
_CODES = {
    name: names[0]
    for line in _LANGUAGES.strip().replace("\n", "|").split("|")
    for names in (line.split(),)
    for name in names
}
# "en", "eng", "en-GB", "zh_Hant_TW", "pt-BR"
_TAG = re.compile(r"(?P<language>[A-Za-z]{2,3})(?:[-_][A-Za-z\d]{1,8})*")
# Undetermined, none, several.
_NOTHING = frozenset({"und", "zxx", "mul", "mis"})


def language_code(printed: str | None) -> str | None:
    """Returns the language that a source names, as ISO 639 has it: two letters, else three.

    A region or a script ("en-GB", "zh-Hant") is not kept. None for what names no language.
    """
    bare = (printed or "").strip().casefold()
    if (known := _CODES.get(bare)) is not None:
        return known
    tag = _TAG.fullmatch(bare)
    if tag is None or tag["language"] in _NOTHING:
        return None
    return _CODES.get(tag["language"], tag["language"])
