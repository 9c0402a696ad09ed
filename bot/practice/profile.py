"""What the bot tells about itself, and how it wants its updates."""

import json
import re

from bot.practice import wire
from bot.practice.access import chat_of
from bot.practice.parameters import Parameters
from bot.practice.refusals import Json, bad
from bot.practice.world import Webhook, World

SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
)
ON_THIS_MACHINE = "http://127.0.0.1:"  # which Telegram would refuse
LONGEST = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, ask: Parameters) -> Json:
    return wire.user(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_webhook(world: World, ask: Parameters) -> bool:
    url = ask.text("url")
    if url and not url.startswith(("https://", ON_THIS_MACHINE)):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", ask.text("secret_token")):
        raise bad("secret token contains unallowed characters")
    world.webhook = Webhook(
        url=url,
        secret=ask.text("secret_token"),
        max_connections=ask.number("max_connections", 40),
        allowed=allow(world, ask) or world.webhook.allowed,
    )
    world.updates.webhook_set()
    if ask.truth("drop_pending_updates"):
        world.updates.clear()
    return True


def delete_webhook(world: World, ask: Parameters) -> bool:
    world.webhook = Webhook()
    if ask.truth("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, ask: Parameters) -> Json:
    info: Json = {"url": world.webhook.url, "has_custom_certificate": False}
    info["pending_update_count"] = world.updates.pending
    if world.webhook.url:
        info["max_connections"] = world.webhook.max_connections
    if world.webhook.failed_at is not None:
        info["last_error_date"] = int(world.webhook.failed_at.timestamp())
        info["last_error_message"] = world.webhook.failure
    return info | (
        {"allowed_updates": list(world.webhook.allowed)} if world.webhook.allowed else {}
    )


def allow(world: World, ask: Parameters) -> tuple[str, ...]:
    """Which kinds of update the bot wants; not said means as before."""
    wanted = ask.json("allowed_updates")
    if wanted is None:
        return ()
    if not isinstance(wanted, list) or not all(isinstance(kind, str) for kind in wanted):
        raise bad("can't parse allowed updates: expected an Array of String")
    world.updates.allow(wanted)
    return tuple(wanted)


def set_my_commands(world: World, ask: Parameters) -> bool:
    commands = ask.json("commands")
    if not isinstance(commands, list):
        raise bad("can't parse commands JSON object")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        _check_command(one)
    key = _scope(world, ask)
    world.told.commands[key] = [
        {"command": one["command"].lower(), "description": one["description"]} for one in commands
    ]
    return True


def get_my_commands(world: World, ask: Parameters) -> list[Json]:
    return world.told.commands.get(_scope(world, ask), [])


def delete_my_commands(world: World, ask: Parameters) -> bool:
    world.told.commands.pop(_scope(world, ask), None)
    return True


def set_word(name: str, world: World, ask: Parameters) -> bool:
    if len(ask.text(name)) > LONGEST[name]:
        raise bad(f"{name.replace('_', ' ')} is too long")
    world.told.words[name, ask.text("language_code")] = ask.text(name)
    return True


def get_word(name: str, world: World, ask: Parameters) -> Json:
    default = world.bot.first_name if name == "name" else ""
    told = world.told.words
    general = told.get((name, "")) or default
    return {name: told.get((name, ask.text("language_code"))) or general}


def _check_command(one: object) -> None:
    if not isinstance(one, dict):
        raise bad("can't parse BotCommand: expected an Object")
    if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(one.get("command", "")).lower()):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(str(one.get("description", ""))) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(world: World, ask: Parameters) -> tuple[str, str]:
    scope = ask.object("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    if "chat_id" in scope:
        chat_of(world, Parameters(values={"chat_id": str(scope["chat_id"])}))
    return json.dumps(scope, sort_keys=True), ask.text("language_code")
