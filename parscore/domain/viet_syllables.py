"""Whether a word is a Vietnamese syllable as Unicode writes it: initial, rhyme and tone."""

import re
import unicodedata
from functools import lru_cache

_INITIALS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên "
    "êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai oam "
    "oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua "
    "uc ui um un ung up ut uân uâng uât uây uê uêch uênh uêt uôc uôi uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt uyu "
    "uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y ych ynh yt yêm yên yêng yêt yêu"
)
_SYLLABLE = re.compile(rf"(?:{_INITIALS})?(?P<rhyme>{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SHARP = {"\u0301", "\u0323"}


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether `word` can be read in Vietnamese: in small letters, in capitals, or with a capital at its head."""
    if not word.isalpha() or not (word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())):
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marks if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    found = _SYLLABLE.fullmatch(bare)
    if not found or len(tones) > 1:
        return False
    return not found["rhyme"].endswith(("c", "ch", "p", "t")) or bool(_SHARP.intersection(tones))
