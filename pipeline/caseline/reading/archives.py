"""The papers in an archive, whatever its kind; nothing is ever written to disk."""

from __future__ import annotations

from collections.abc import Iterator

from caseline.errors import ReadingError
from caseline.reading.formats import Container
from caseline.reading.limits import MOST_MEMBERS
from caseline.reading.members import Member, is_left_out, shown, why_unsafe
from caseline.reading.streams import Stream
from caseline.reading.tar_archive import tar_members
from caseline.reading.zip_archive import zip_members

ARCHIVES = {Container.TAR: tar_members, Container.ZIP: zip_members}
_SHOWN = 3


def members(stream: Stream, kind: Container, source: str) -> Iterator[Member | ReadingError]:
    """Yields the files of an archive that may be papers, and an error for each that cannot be taken out.

    Hidden files, images and the like are left out without a word. Each name comes once: the later of two
    files would take the place of the first if the archive were unpacked, and nobody could tell them apart.

    Raises:
        ReadingError: When it cannot be opened, has too many members, or none that may be a paper.
    """
    seen: set[int] = set()
    left_out: list[str] = []
    given = False
    for count, member in enumerate(ARCHIVES[kind](stream, source)):
        if count >= MOST_MEMBERS:
            raise ReadingError(source, f"has more than {MOST_MEMBERS:,} files, which is the limit; divide it")
        if isinstance(member, Member) and is_left_out(member.name):
            left_out = [*left_out, member.name][:_SHOWN]
            continue
        given = True
        yield _checked(member, seen, source) if isinstance(member, Member) else member
    if not given:
        raise ReadingError(source, _why_nothing(left_out))


def _checked(member: Member, seen: set[int], source: str) -> Member | ReadingError:
    if (reason := why_unsafe(member.name)) is not None:
        return ReadingError(source, reason)
    # Numbers take less room than the names of half a million papers.
    key = hash(member.name)
    if key in seen:
        named = f"{source}!/{shown(member.name)}"
        return ReadingError(named, "is in the archive twice; the first was read, take the other out")
    seen.add(key)
    return member


def _why_nothing(left_out: list[str]) -> str:
    if not left_out:
        return "holds no files; give an archive with papers"
    return f"holds no papers, only files such as {', '.join(map(shown, left_out))}"
