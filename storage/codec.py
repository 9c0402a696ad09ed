"""The domain's own types to JSON and back, without losing anything."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter

from flows.draft import Draft
from flows.evolver import Event
from flows.notices import Notice
from flows.state import Alert, PersonId

KEPT = 256  # alerts as they were last read, some fifteen kilobytes each

T = TypeVar("T")
Json = Mapping[str, Any]

ALERT = TypeAdapter(Alert)
DRAFT = TypeAdapter(Draft)
NOTICE = TypeAdapter(Notice)
SUB_ROLES = TypeAdapter(tuple[str, ...])
PEOPLE = TypeAdapter(tuple[PersonId, ...])
EVENTS: dict[str, type[Event]] = {event.__name__: event for event in get_args(Event)}


def write(kind: TypeAdapter[T], value: T) -> str:
    return kind.dump_json(value, warnings="error").decode()


def read(kind: TypeAdapter[T], text: str) -> T:
    return kind.validate_json(text)


@lru_cache(maxsize=KEPT)
def read_alert(text: str) -> Alert:
    """A press reads the same state several times, and its card is drawn from what it wrote."""
    return read(ALERT, text)


def write_event(event: Event) -> tuple[str, str]:
    """The name of an event, and the rest of it."""
    name = type(event).__name__
    return name, write(_event(name), event)


def read_event(name: str, text: str) -> Event:
    return read(_event(name), text)


def pack_notice(notice: Notice) -> Json:
    """A notice as the payload of an errand."""
    return read_json(write(NOTICE, notice))


def unpack_notice(payload: Json) -> Notice:
    return read(NOTICE, write_json(payload))


def write_json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read_json(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def _event(name: str) -> TypeAdapter[Event]:
    return TypeAdapter(EVENTS[name])
