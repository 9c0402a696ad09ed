"""Text with marks: Telegram's strict HTML to plain text with entities, and back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from bot.practice.refusals import ApiError, Json, bad

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
}
SHOWN = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code"} | {
    "pre": "pre",
    "spoiler": "tg-spoiler",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_VALUE = r"\"[^\"]*\"|'[^']*'|[^\s>\"'=]+"
_ATTRIBUTE = re.compile(rf"\s+([a-z][a-z-]*)(?:\s*=\s*({_VALUE}))?", re.IGNORECASE)
_START = re.compile(rf"<([a-z][a-z0-9-]*)((?:{_ATTRIBUTE.pattern})*)\s*>", re.IGNORECASE)
_END = re.compile(r"</([a-z][a-z0-9-]*)\s*>", re.IGNORECASE)
_SIGN = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot));", re.IGNORECASE)
_COMMAND = re.compile(r"(?:^|(?<=\s))/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])")

FindUser = Callable[[int], Json | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    text: str
    entities: tuple[Json, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Open:
    tag: str
    at: int
    entity: Json | None


@dataclass(slots=True, kw_only=True)
class _Reading:
    source: str
    find_user: FindUser
    out: list[str] = field(default_factory=list)
    units: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def says(self, text: str) -> None:
        self.out.append(text)
        self.units += utf16(text)

    def refuses(self, why: str, at: int) -> ApiError:
        offset = len(self.source[:at].encode())
        return bad(f"can't parse entities: {why} at byte offset {offset}")


def utf16(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str, find_user: FindUser) -> Formatted:
    reading = _Reading(source=source, find_user=find_user)
    at = 0
    while at < len(source):
        match source[at]:
            case "<" if source.startswith("</", at):
                at = _ends(reading, at)
            case "<":
                at = _starts(reading, at)
            case "&":
                at = _sign(reading, at)
            case _:
                plain = re.compile(r"[^<&]+").match(source, at)
                assert plain is not None
                reading.says(plain[0])
                at = plain.end()
    if reading.opened:
        tag = reading.opened[-1].tag
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
    entities = sorted(reading.entities, key=lambda one: (one["offset"], -one["length"]))
    return Formatted(text="".join(reading.out), entities=tuple(entities))


def _starts(reading: _Reading, at: int) -> int:
    found = _START.match(reading.source, at)
    if found is None:
        raise reading.refuses("Unclosed start tag or unescaped <", at)
    tag = found[1].lower()
    attributes = {one[1].lower(): (one[2] or "") for one in _ATTRIBUTE.finditer(found[2])}
    values = {name: _plain(value.strip("\"'")) for name, value in attributes.items()}
    entity = _entity(reading, tag, values, at)
    reading.opened.append(_Open(tag=tag, at=reading.units, entity=entity))
    return found.end()


def _ends(reading: _Reading, at: int) -> int:
    found = _END.match(reading.source, at)
    if found is None:
        raise reading.refuses("Unclosed end tag", at)
    if not reading.opened:
        raise reading.refuses("Unexpected end tag", at)
    opened = reading.opened.pop()
    if opened.tag != found[1].lower():
        expected = f'Unmatched end tag, expected "</{opened.tag}>", found "{found[0]}"'
        raise reading.refuses(expected, at)
    length = reading.units - opened.at
    if opened.entity is not None and length:
        reading.entities.append(opened.entity | {"offset": opened.at, "length": length})
    return found.end()


def _sign(reading: _Reading, at: int) -> int:
    # Telegram shows an unknown sign as it stands; here it is refused, because it always
    # means that a text was put in without escaping.
    found = _SIGN.match(reading.source, at)
    if found is None:
        raise reading.refuses("Unescaped & or unknown sign", at)
    reading.says(_plain(found[0]))
    return found.end()


def _plain(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        if found[3]:
            return NAMED[found[3].lower()]
        return chr(min(int(found[1]) if found[1] else int(found[2], 16), 0x10FFFF))

    return _SIGN.sub(one, text)


def _entity(reading: _Reading, tag: str, values: dict[str, str], at: int) -> Json | None:
    match tag:
        case "a":
            return _link(values.get("href", ""), reading.find_user)
        case "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in values else "blockquote"}
        case "tg-emoji" if values.get("emoji-id", "").isdigit():
            return {"type": "custom_emoji", "custom_emoji_id": values["emoji-id"]}
        case "tg-time" if values.get("unix", "").isdigit():
            moment: Json = {"type": "date_time", "unix_time": int(values["unix"])}
            form = values.get("format")
            return moment | ({"date_time_format": form} if form else {})
        case "span" if values.get("class") == "tg-spoiler":
            return {"type": "spoiler"}
        case "code" if reading.opened and reading.opened[-1].tag == "pre":
            language = values.get("class", "").removeprefix("language-")
            outer = reading.opened[-1].entity
            if outer is not None and language:
                outer["language"] = language
            return None
        case simple if simple in SIMPLE:
            return {"type": SIMPLE[simple]}
        case _:
            raise reading.refuses(f'Unsupported start tag "{tag}"', at)


def _link(href: str, find_user: FindUser) -> Json | None:
    person = re.fullmatch(r"tg://user\?id=(\d+)", href)
    if person:
        user = find_user(int(person[1]))
        return {"type": "text_mention", "user": user} if user else None
    if re.match(r"(https?|tg|mailto|tel|ton|tonsite):", href) or "." in href:
        return {"type": "text_link", "url": href}
    return None  # Telegram drops the mark of a link that leads nowhere, and keeps its words


def trimmed(formatted: Formatted) -> Formatted:
    """Without white space around it, as Telegram keeps a message."""
    text = formatted.text.strip()
    before = utf16(formatted.text) - utf16(formatted.text.lstrip())
    length = utf16(text)
    kept = []
    for entity in formatted.entities:
        start = max(entity["offset"] - before, 0)
        end = min(entity["offset"] + entity["length"] - before, length)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return Formatted(text=text, entities=tuple(kept))


def commands_in(text: str) -> tuple[Json, ...]:
    """The marks Telegram itself puts on the commands in what a person types."""
    return tuple(
        {
            "type": "bot_command",
            "offset": utf16(text[: found.start()]),
            "length": utf16(found[0]),
        }
        for found in _COMMAND.finditer(text)
    )


def as_html(text: str, entities: tuple[Json, ...]) -> str:
    """What a screen shows; nothing in it but our own tags."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entity in entities:
        start, end = _tags(entity)
        opening.setdefault(entity["offset"], []).append(start)
        closing.setdefault(entity["offset"] + entity["length"], []).insert(0, end)
    out: list[str] = []
    units = 0
    for letter in [*text, ""]:
        out += closing.get(units, []) + opening.get(units, [])
        out.append(escape(letter, quote=False))
        units += utf16(letter)
    return "".join(out)


def _tags(entity: Json) -> tuple[str, str]:
    match entity["type"]:
        case "text_link":
            return f'<a href="{escape(entity["url"])}">', "</a>"
        case "text_mention":
            return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
        case "date_time":
            return f'<tg-time unix="{entity["unix_time"]}">', "</tg-time>"
        case kind if kind in SHOWN:
            return f"<{SHOWN[kind]}>", f"</{SHOWN[kind]}>"
        case _:
            return "", ""
