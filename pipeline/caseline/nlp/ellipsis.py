"""Lists whose members share a word: "chest and abdominal pain" is chest pain and abdominal pain.

Everything here counts tokens, in half-open ranges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from caseline.nlp.ellipsis_words import ARTICLES, LINKS, Range, Words

# The token ranges that name a member: one, or several with other members' words between them.
Member = tuple[Range, ...]

_PLACES = frozenset({"in", "on", "over", "around", "at", "into", "from"})
_PREPOSITIONS = _PLACES | {"of", "to"}
_LONGEST_TAIL = 6  # tokens
_FEWEST = 2


def shared_tail(words: Words, span: Range, *, first: int) -> list[Member]:
    """Returns the members of a list that share its last words, which end with `span`; none when it is no list.

    `first` is the first token of the sentence. Members may begin before `span`: a finder that knows
    "abdominal pain" need not know that "chest and" before it belongs there.
    """
    start, end = span
    for right in range(end - 1, max(start, first + 1) - 1, -1):
        begin = words.link_before(right, first)
        if begin is None:
            continue
        members = _tail_members(words, begin, right, span, first)
        if members or not any(words.is_fixed(begin - 1, stop) for stop in range(right + 1, end)):
            return members
    return []


def _tail_members(words: Words, begin: int, right: int, span: Range, first: int) -> list[Member]:
    """Returns the members of a list whose "and" stands from `begin` to `right`, or none."""
    end = span[1]
    for head, read in _heads(words, begin, right, end):
        phrases = _phrases(words, begin, head, span, first=first, read=read)
        if phrases and not _is_one(words, phrases, (right, head), end):
            return [*((phrase, (head, end)) for phrase in phrases), ((right, end),)]
    return []


def _is_one(words: Words, phrases: Sequence[Range], own: Range, end: int) -> bool:
    """Says whether the list names one thing: a fixed pair, or what a lexicon knows better than its members."""
    begin = phrases[0][0]
    if words.is_fixed(phrases[-1][0], own[1]):
        return True
    members = ((phrase, (own[1], end)) for phrase in phrases)
    return words.is_disease((begin, end)) and not all(words.is_disease(*member) for member in members)


_Reader = Callable[[Words, int, int, Range, Range], int | None]


def _heads(words: Words, begin: int, right: int, end: int) -> Iterator[tuple[int, _Reader]]:
    """Yields where the shared words may begin, and how a member's own words before the "and" are read."""
    if not 1 < end - right <= _LONGEST_TAIL or "," in words.lower[right:end]:
        return
    if words.is_site(begin - 1, begin) and words.is_site(right, end):  # "the retina and optic nerve"
        return
    if words.has(right, words.lists.sides):
        yield right + 1, _read_side
    if words.has(right, words.lists.measures):
        yield right + 1, _read_measure
    own = right
    while own < end and (words.has(own, words.lists.degrees) or words.has(own, words.lists.sides)):
        own += 1
    site = words.site_from(own, end - 1)
    if site is not None and not words.is_site_of((begin - 1, begin), (own + 1, site)):
        yield site, _read_modifier
    elif own < end - 1 and words.is_adjective(own, listed=False):
        yield own + 1, _read_modifier
    for head in range(right + 1, min(end, right + 1 + _FEWEST)):
        yield head, _read_known


def _phrases(words: Words, begin: int, head: int, span: Range, *, first: int, read: _Reader) -> list[Range]:
    """Returns the members' own words before the "and", in order of the text."""
    phrases: list[Range] = []
    stop = begin
    while stop > first:
        start = read(words, stop, first, span, (head, span[1]))
        if start is None or words.names_itself(start, stop):
            break
        free = read is _read_side or (
            not _is_in_place(words, start, stop, first)
            and (start == span[0] or _stands_free(words, start, stop, span, first))
        )
        if not free:
            return []
        phrases.insert(0, (start, stop))
        if start - 1 <= first or words.lower[start - 1] != ",":
            break
        stop = start - 1
    return phrases


def _stands_free(words: Words, start: int, stop: int, span: Range, first: int) -> bool:
    """Says whether words before an "and" belong to nothing before them.

    In "chest tightness and abdominal distension" tightness is taken, in "was icteric and …" the adjective.
    """
    taken = words.disease_to(stop)
    if taken is not None and taken < start:
        return False
    before = start - 1
    if before < first:
        return True
    if words.has(before, words.lists.changes) or (start < span[0] and words.has(before, words.lists.links)):
        return False
    if words.lower[before] in ARTICLES and before > first:
        before -= 1
    return words.lower[before] not in _PREPOSITIONS or words.disease_to(before) is None


def _is_in_place(words: Words, start: int, stop: int, first: int) -> bool:
    """Says whether words before an "and" name a place: "in the liver", but not "resulting in liver and …"."""
    return (
        start - _FEWEST >= first
        and words.lower[start - 1] in ARTICLES
        and words.lower[start - 2] in _PLACES
        and not words.is_adjective(stop - 1, listed=False)
    )


def _read_side(words: Words, stop: int, first: int, span: Range, head: Range) -> int | None:
    return stop - 1 if words.has(stop - 1, words.lists.sides) else None


def _read_measure(words: Words, stop: int, first: int, span: Range, head: Range) -> int | None:
    return stop - 1 if words.has(stop - 1, words.lists.measures) else None


def _read_modifier(words: Words, stop: int, first: int, span: Range, head: Range) -> int | None:
    """Returns where an adjective of organs, or a body site, begins, with the sides and degrees before it."""
    start = words.site_to(stop, first)
    if start is None:
        inside = span[0] <= stop - 1
        if not words.is_adjective(stop - 1, listed=not inside):
            return None
        start = stop - 1
    while start > first and (
        words.has(start - 1, words.lists.sides)
        or (start > span[0] and words.has(start - 1, words.lists.degrees))
        or (words.is_adjective(start - 1, listed=True))
    ):
        start -= 1
    return start


def _read_known(words: Words, stop: int, first: int, span: Range, head: Range) -> int | None:
    """Returns where words begin that a lexicon knows before the shared ones, as it knows the last member."""
    right = stop
    while words.lower[right] in LINKS or words.lower[right] == ",":
        right += 1
    if span[0] > stop and not words.is_disease((right, head[1])):
        return None
    own = set(words.lower[right : head[0]])
    for start in range(max(first, stop - _FEWEST), stop):
        plain = all(word.replace("-", "").isalpha() for word in words.lower[start:stop])
        degree = any(
            words.has(index, words.lists.degrees | words.lists.changes) for index in range(start, stop)
        )
        if (
            words.lower[start] in ARTICLES
            or not plain
            or degree
            or words.is_disease((start, stop))
            or own & set(words.lower[start:stop])
        ):
            continue
        if words.is_disease((start, stop), head):
            return start
    return None


def shared_front(words: Words, span: Range, *, last: int) -> list[Member]:
    """Returns the members of a list that share the first words of `span`; none when it is no list.

    `last` is the end of the sentence; members may end behind `span`.
    """
    lead = _lead(words, *span)
    if lead is None:
        return []
    start, shared = lead
    items = _items(words, shared, span[1], last)
    if len(items) < _FEWEST or words.is_fixed(items[0][0], items[-1][1]):
        return []
    members = [((start, items[0][1]),), *(((start, shared), item) for item in items[1:])]
    kinds = {_kind(words, item) for item in items}
    if kinds == {"measure"}:
        return members
    # A rash on two sites is one rash; swelling of the lips is another sign than that of the tongue.
    is_site = kinds == {"site"} and "of" in words.lower[start:shared]
    return members if is_site and all(words.is_disease(*member) for member in members) else []


def _lead(words: Words, start: int, end: int) -> Range | None:
    """Returns the shared first words: "swelling of the", "elevated"."""
    for index in range(start, end - 1):
        if words.has(index, words.lists.changes):
            return index, index + 1
        if words.lower[index] in _PREPOSITIONS and index > start:
            if not words.has(index - 1, words.lists.leads):
                return None
            begin = index - 1
            while begin > start and words.lower[begin - 1].isalpha() and not _is_link(words, begin - 1):
                begin -= 1
            return begin, _skip_article(words, index + 1)
    return None


def _is_link(words: Words, index: int) -> bool:
    return words.lower[index] in LINKS | _PREPOSITIONS | {"by", "with"}


def _items(words: Words, begin: int, end: int, last: int) -> list[Range]:
    """Returns the items of a list that begins at `begin`, of which `span` holds those up to `end`.

    Behind `end` only sites and measures count. Without an "and" it is no list.
    """
    items: list[Range] = []
    start = begin
    is_list = False
    while (stop := _item_to(words, start, end, last)) is not None:
        items.append((start, stop))
        after = _link_from(words, stop, last)
        if after is None:
            break
        is_list = is_list or words.lower[after - 1] != ","
        start = after
    return items if is_list else []


def _item_to(words: Words, start: int, end: int, last: int) -> int | None:
    """Returns where the item from `start` ends: at a link or `end`, or behind `end` with its site or measure."""
    begin = _skip_article(words, start)
    if start >= end:
        if begin < last and words.has(begin, words.lists.measures):
            return begin + 1
        return words.site_from(begin, last)
    stop = start
    while stop < end and _link_from(words, stop, last) is None:
        stop += 1
    return stop if stop > start else None


def _skip_article(words: Words, index: int) -> int:
    return index + 1 if index < len(words.lower) and words.lower[index] in ARTICLES else index


def _link_from(words: Words, index: int, last: int) -> int | None:
    """Returns where the comma or "and" that begins at `index` ends, or None."""
    end = index
    if end < last and words.lower[end] == ",":
        end += 1
    while end < last and words.lower[end] in LINKS:
        end += 1
    if words.lower[end : end + 3] == ["as", "well", "as"]:
        end += 3
    return end if index < end < last else None


def _kind(words: Words, item: Range) -> str | None:
    """Returns what an item of a shared front is; None for what stands by itself."""
    start, end = _skip_article(words, item[0]), item[1]
    if start >= end or words.names_itself(start, end):
        return None
    if words.site_from(start, end) == end:
        return "site"
    return "measure" if words.has(end - 1, words.lists.measures) else None


def is_site(words: Words, member: Member) -> bool:
    """Says whether a member, without the sides before it, is a body site."""
    start, end = member[0]
    while start < end and words.has(start, words.lists.sides):
        start += 1
    ranges = [(start, end), *member[1:]] if start < end else [*member[1:]]
    return words.is_site_of(*ranges)


def sites(words: Words, span: Range, *, last: int) -> list[Member]:
    """Returns the body sites of a list; a side before it counts for the paired ones that have none of their own.

    "Left arm and leg" is left arm and left leg, "left flank and lower back" shares nothing.
    """
    start, end = span
    if words.is_site(start, end) and words.link_before(end - 1, start) is not None:
        return []  # "chest and back": a lexicon has the list as one site
    items = _items(words, start, end, last)
    if (
        len(items) < _FEWEST
        or words.is_fixed(items[0][0], items[-1][1])
        or any(words.site_from(_skip_article(words, a), b) != b for a, b in items)
    ):
        return []
    members: list[Member] = []
    side: Range | None = None
    for item in items:
        own = item[0]
        while own < item[1] and (words.has(own, words.lists.sides) or words.lower[own] == "both"):
            own += 1
        if own > item[0]:
            side = (item[0], own)
        elif not words.has(item[1] - 1, words.lists.paired) or words.lower[own] in ARTICLES:
            side = None
        members.append((side, item) if side is not None and own == item[0] else (item,))
    shared = any(len(member) > 1 for member in members)
    return members if shared or items[-1][1] <= end else []
