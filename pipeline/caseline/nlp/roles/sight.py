"""What the role reader sees at once: a window of the text, and before it how the text opens."""

from __future__ import annotations

from collections.abc import Sequence

from caseline.nlp.tagging.windows import Window, overlapping

# Most pieces of the opening, and of the share of what is seen that it takes.
_OPENING = 48
_SHARE = 4


def sights(
    sentences: Sequence[tuple[int, int]], lengths: Sequence[int], *, limit: int
) -> list[tuple[Window, int]]:
    """Returns windows that read each word once, each with how many of the text's first words stand before it.

    The first sentence is the title, or introduces the patient; far behind it nothing else tells what the text
    is about. Windows that begin in it see it as it is.

    Args:
        sentences: First word of each and one past its last, in order.
        lengths: How many pieces each word has.
        limit: Most pieces seen at once, the opening's included.

    Raises:
        ConfigError: When `limit` is not positive.
    """
    opening = _opening(sentences, lengths, most=min(_OPENING, limit // _SHARE))
    size = sum(lengths[:opening])
    if sum(lengths) <= limit:
        return [(window, 0) for window in overlapping(sentences, lengths, limit=limit)]
    return [
        (window, 0 if window.start < opening else opening)
        for window in overlapping(sentences, lengths, limit=limit - size)
    ]


def _opening(sentences: Sequence[tuple[int, int]], lengths: Sequence[int], *, most: int) -> int:
    """Returns how many words of the first sentence fit into so many pieces."""
    size = 0
    end = sentences[0][1] if sentences else 0
    for place in range(end):
        size += lengths[place]
        if size > most:
            return place
    return end
