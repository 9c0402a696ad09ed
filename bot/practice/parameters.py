"""What a request carries, read from each of the forms in which Telegram accepts it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from bot.practice.refusals import Json, bad


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    name: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Every value is text, as on the line; objects are text in JSON."""

    values: Mapping[str, str]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return bool(self.values.get(name))

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self.values[name])
        except (KeyError, ValueError):
            return default

    def truth(self, name: str) -> bool:
        return self.values.get(name, "").strip().lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """The value as JSON; None when it is not given."""
        if not self.has(name):
            return None
        try:
            found = json.loads(self.values[name])
        except json.JSONDecodeError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None
        json.dumps(found, ensure_ascii=False).encode()  # half a sign can hide in an escape
        return found

    def object(self, name: str) -> Json:
        found = self.json(name)
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise bad(f"object expected as {name.replace('_', ' ')}")
        return found

    def upload(self, name: str) -> Upload | None:
        """A file sent under its own name, or under the name that attach:// points to."""
        value = self.text(name)
        return self.uploads.get(value.removeprefix("attach://") if value else name)

    def logged(self) -> Json:
        files = {name: f"{one.name} ({len(one.content)} bytes)" for name, one in self._files()}
        return {name: _readable(value) for name, value in self.values.items()} | files

    def _files(self) -> list[tuple[str, Upload]]:
        return list(self.uploads.items())


async def read_parameters(request: web.Request) -> Parameters:
    values = dict(request.query)
    uploads: dict[str, Upload] = {}
    match request.content_type:
        case "application/json" if request.can_read_body:
            values |= _from_json(await request.read())
        case "application/x-www-form-urlencoded":
            values |= {name: str(value) for name, value in (await request.post()).items()}
        case "multipart/form-data":
            async for part in await request.multipart():
                if not isinstance(part, BodyPartReader):
                    raise bad("a part of the request cannot have parts of its own")
                name, content = part.name or "", bytes(await part.read(decode=True))
                if part.filename is None:
                    values[name] = content.decode()
                else:
                    mime = part.headers.get("Content-Type", "application/octet-stream")
                    uploads[name] = Upload(name=part.filename, content=content, mime=mime)
    for value in values.values():
        value.encode()
    return Parameters(values=values, uploads=uploads)


def _from_json(body: bytes) -> dict[str, str]:
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise bad("object expected as request body")
    as_text = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in given.items()
        if value is not None
    }
    return as_text


def _readable(value: str) -> Any:
    """Numbers, truth and objects as what they are: a log is read by tests and people."""
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value
