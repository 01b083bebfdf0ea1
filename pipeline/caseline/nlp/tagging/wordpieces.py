"""Words into the pieces that a BERT vocabulary knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from caseline.errors import ConfigError

UNKNOWN = "[UNK]"
START = "[CLS]"
END = "[SEP]"
PAD = "[PAD]"
_CONTINUES = "##"
# Longer words are one unknown piece, as in BERT.
_LONGEST_WORD = 100
# A network sees so many pieces at once; of a line of symbols in one word the first must do.
_MOST_PIECES = 100
_PARTS = re.compile(r"\w+|[^\w\s]")
# Words repeat; the memory of a process that reads for days must not grow.
_REMEMBERED = 50_000


class WordPieces:
    """Splits words by greedy longest match, lower-cased and without accents.

    Source: Schuster and Nakajima 2012, as used by BERT (Devlin et al. 2019), uncased.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Takes the pieces in the order of their numbers.

        Raises:
            ConfigError: When a piece with a meaning of its own is missing.
        """
        self.vocabulary = tuple(vocabulary)
        self._numbers = {piece: number for number, piece in enumerate(self.vocabulary)}
        if missing := [piece for piece in (UNKNOWN, START, END, PAD) if piece not in self._numbers]:
            raise ConfigError(f"the vocabulary lacks {', '.join(missing)}; it is not one of BERT")
        self.unknown, self.start, self.end, self.pad = (
            self._numbers[piece] for piece in (UNKNOWN, START, END, PAD)
        )
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Returns the numbers of the word's pieces; none for white space and for accents alone."""
        pieces = self._known.get(word)
        if pieces is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            pieces = self._known[word] = self._split(word)
        return pieces

    def _split(self, word: str) -> tuple[int, ...]:
        folded = unicodedata.normalize("NFD", word.lower())
        plain = "".join(char for char in folded if unicodedata.category(char) != "Mn")
        parts = _PARTS.findall(plain.replace("_", " _ "))
        return tuple(piece for part in parts for piece in self._pieces(part))[:_MOST_PIECES]

    def _pieces(self, part: str) -> list[int]:
        if len(part) > _LONGEST_WORD:
            return [self.unknown]
        pieces = []
        begin = 0
        while begin < len(part):
            prefix = _CONTINUES if begin else ""
            for end in range(len(part), begin, -1):
                number = self._numbers.get(prefix + part[begin:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            pieces.append(number)
            begin = end
        return pieces
