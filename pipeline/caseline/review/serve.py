"""`caseline review`: takes in the records of a folder, and is at the curators' service until told to stop."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from urllib.parse import quote

import uvicorn

from caseline.errors import CaselineError, ReadingError
from caseline.review.app import create_app
from caseline.review.intake import Taken, take_in
from caseline.review.settings import Settings
from caseline.review.store import Store
from caseline.web.listening import config_of, in_address, listening, logging_to_stderr, until_told

# Seconds that calls have left when the desk closes.
_GRACE = 5
_ANY = frozenset({"0.0.0.0", "::"})  # noqa: S104 - not listened on unless asked for


def serve(settings: Settings, *, say: Callable[[str], None], open_browser: bool, quiet: bool) -> None:
    """Serves until SIGINT or SIGTERM.

    Args:
        settings: How, and for whom.
        say: Says a line to the user.
        open_browser: Whether to open the desk in the user's browser.
        quiet: Whether only errors are said, and the address where it holds a token of ours.

    Raises:
        CaselineError: When the folder has no records, or the address cannot be listened on.
    """
    if not settings.folder.is_dir():
        raise ReadingError(str(settings.folder), "is no folder; name the one that extract wrote records to")
    with listening(settings.host, settings.port) as listener, Store(settings.database_file) as store:
        taken = take_in(store, settings.folder, on_failure=say)
        count = len(store.rows(settings.line))
        if not count:
            msg = (
                f"{settings.folder}: holds no records; write some with: "
                f"caseline extract PAPERS -o {settings.folder / 'records.jsonl'}"
            )
            raise CaselineError(msg)
        # An address that stands for all of a machine's is called by the machine's name.
        own = (socket.gethostname(),) if listener.getsockname()[0] in _ANY else ()
        app = create_app(
            settings.model_copy(update={"allowed_hosts": (*settings.allowed_hosts, *own)}), store
        )
        for line in app.state.desk.restore_gold():
            say(line)
        address = _address(listener, settings)
        if not quiet:
            say(_told(settings, taken, count))
        if not quiet or settings.token:
            say(f"open {address}" + ("" if quiet else "; Ctrl-C stops"))
        server = uvicorn.Server(config_of(app, lifespan="off", grace=_GRACE))
        with logging_to_stderr(quiet=quiet), until_told(server):
            if open_browser:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            server.run(sockets=[listener])


def _address(listener: socket.socket, settings: Settings) -> str:
    host, port = listener.getsockname()[:2]
    host = socket.gethostname() if host in _ANY else host
    shown = in_address(host)
    token = f"?token={quote(settings.token, safe='')}" if settings.token else ""
    return f"http://{shown}:{port}/{token}"


def _told(settings: Settings, taken: Taken, count: int) -> str:
    parts = [f"{count} records"]
    if taken.new and taken.new != count:
        parts.append(f"{taken.new} of them new")
    if taken.answers:
        parts.append(f"{taken.answers} newer machine answers")
    own = " in a line of their own" if settings.independent else ""
    return f"{', '.join(parts)}; {settings.author} works{own} in {settings.database_file}"
