"""The desk as a browser calls it, on a folder of its own."""

from __future__ import annotations

import asyncio
import copy
import json
from pathlib import Path
from typing import Any, Self

import httpx

from caseline.review.app import create_app
from caseline.review.intake import take_in
from caseline.review.settings import Settings
from caseline.review.store import Store
from tests.integration.service import ask
from tests.unit.review.desk_folder import key_of, write
from tests.unit.review.edited import BASES

STORY, TWO = BASES
KEY, OTHER = key_of(STORY), key_of(TWO)
OWN = {"X-Caseline": "1", "Content-Type": "application/json", "Origin": "http://localhost:8000"}


class DeskClient:
    """Calls a desk that works on two records."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        write(folder, BASES)
        self.settings = Settings(folder=folder, **{"author": "ann", **settings})
        self.store = Store(self.settings.database_file)
        take_in(self.store, folder, on_failure=self._fail)
        self.app = create_app(self.settings, self.store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.__exit__()

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(ask(self.app, method, path, **options))

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.call("GET", path, **options)

    def send(self, method: str, path: str, body: Any, **headers: str) -> httpx.Response:
        """Sends JSON as the desk's own page does."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.call(method, path, content=data, headers={**OWN, **given})

    def put(self, key: str, base: int, record: Any) -> httpx.Response:
        return self.send("PUT", f"/api/records/{key}", {"base": base, "record": record})

    def decide(self, key: str, base: int, status: str, comment: str = "") -> httpx.Response:
        body = {"base": base, "status": status, "comment": comment}
        return self.send("POST", f"/api/records/{key}/decision", body)

    @staticmethod
    def _fail(problem: str) -> None:
        raise AssertionError(problem)


def record(**document: Any) -> dict[str, Any]:
    """Returns the first record as JSON, with other bibliographic data."""
    found: dict[str, Any] = copy.deepcopy(STORY.model_dump(mode="json"))
    found["document"].update(document)
    return found


def renamed(name: str) -> dict[str, Any]:
    """Returns it with another name of its first event."""
    found = record()
    found["cases"][0]["events"][0]["name"] = name
    return found


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Returns what an answer says is wrong; its shape is that of every error."""
    assert answer.status_code == status
    body = answer.json()
    assert set(body) <= {"error", "current"}
    assert set(body["error"]) == {"code", "reason", "where"}
    assert body["error"]["code"] == code
    assert body["error"]["reason"]
    found: dict[str, Any] = body["error"]
    return found
